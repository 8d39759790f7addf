package com.example.bookstore;

import io.github.cdkapigatewayv2.AccessLog;
import io.github.cdkapigatewayv2.AddRoutesOptions;
import io.github.cdkapigatewayv2.CorsHttpMethod;
import io.github.cdkapigatewayv2.CorsPreflightOptions;
import io.github.cdkapigatewayv2.DomainMappingOptions;
import io.github.cdkapigatewayv2.DomainName;
import io.github.cdkapigatewayv2.HttpApi;
import io.github.cdkapigatewayv2.HttpMethod;
import io.github.cdkapigatewayv2.HttpNoneAuthorizer;
import io.github.cdkapigatewayv2.HttpStageOptions;
import io.github.cdkapigatewayv2.NewAccessLogGroupOptions;
import io.github.cdkapigatewayv2.ThrottleSettings;
import io.github.cdkapigatewayv2.WebSocketApi;
import io.github.cdkapigatewayv2.WebSocketRouteOptions;
import io.github.cdkapigatewayv2.WebSocketStage;
import io.github.cdkapigatewayv2.authorizers.HttpJwtAuthorizer;
import io.github.cdkapigatewayv2.authorizers.WebSocketLambdaAuthorizer;
import io.github.cdkapigatewayv2.integrations.HttpLambdaIntegration;
import io.github.cdkapigatewayv2.integrations.HttpSqsIntegration;
import io.github.cdkapigatewayv2.integrations.HttpUrlIntegration;
import io.github.cdkapigatewayv2.integrations.WebSocketLambdaIntegration;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.lambda.eventsources.DynamoEventSource;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** A bookstore: an HTTP API for books and orders, and a WebSocket API that notifies customers about their orders. */
public class BookstoreStack extends Stack {
    private static final ThrottleSettings THROTTLE = ThrottleSettings.builder().rateLimit(100).burstLimit(200).build();

    public BookstoreStack(final Construct scope, final String id, final BookstoreSettings settings) {
        super(scope, id);

        var books = Table.Builder.create(this, "Books")
                .partitionKey(text("isbn"))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .build();
        var orders = Table.Builder.create(this, "Orders")
                .partitionKey(text("customer"))
                .sortKey(text("orderId"))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .stream(StreamViewType.NEW_IMAGE)
                .build();
        var connections = Table.Builder.create(this, "Connections")
                .partitionKey(text("customer"))
                .sortKey(text("connectionId"))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .timeToLiveAttribute("expires")
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();

        shop(settings, books, orders);
        notifications(settings, orders, connections);
    }

    private void shop(final BookstoreSettings settings, final Table books, final Table orders) {
        var domainName = DomainName.Builder.create(this, "Domain")
                .domainName(settings.domainName())
                .certificate(Certificate.fromCertificateArn(this, "Certificate", settings.certificateArn()))
                .build();
        var api = HttpApi.Builder.create(this, "Shop")
                .apiName("bookstore")
                .description("Books and orders")
                .corsPreflight(CorsPreflightOptions.builder()
                        .allowOrigins(List.of(settings.website()))
                        .allowMethods(List.of(
                                CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT, CorsHttpMethod.DELETE))
                        .allowHeaders(List.of("authorization", "content-type"))
                        .maxAge(Duration.hours(1))
                        .build())
                // By default, every route requires a token.
                .defaultAuthorizer(HttpJwtAuthorizer.Builder.create("Tokens", settings.issuer())
                        .jwtAudience(List.of(settings.audience()))
                        .build())
                // Clients can use only the custom domain, and the API has only the stage that is created below.
                .disableExecuteApiEndpoint(true)
                .createDefaultStage(false)
                .build();

        var booksHandler = handler("BooksHandler", "books", Map.of("BOOKS_TABLE", books.getTableName()));
        books.grantReadWriteData(booksHandler);
        var booksIntegration = new HttpLambdaIntegration("BooksIntegration", booksHandler);
        var everybody = new HttpNoneAuthorizer();
        api.addRoutes(AddRoutesOptions.builder()
                .path("/books")
                .methods(List.of(HttpMethod.GET))
                .integration(booksIntegration)
                .authorizer(everybody)
                .build());
        api.addRoutes(AddRoutesOptions.builder()
                .path("/books/{isbn}")
                .methods(List.of(HttpMethod.GET))
                .integration(booksIntegration)
                .authorizer(everybody)
                .build());
        api.addRoutes(AddRoutesOptions.builder()
                .path("/books/{isbn}")
                .methods(List.of(HttpMethod.PUT, HttpMethod.DELETE))
                .integration(booksIntegration)
                .authorizationScopes(List.of("books/write"))
                .build());
        api.addRoutes(AddRoutesOptions.builder()
                .path("/covers/{isbn}")
                .methods(List.of(HttpMethod.GET))
                .integration(new HttpUrlIntegration("CoversIntegration", "https://covers.example.com/{isbn}"))
                .authorizer(everybody)
                .build());

        var ordersHandler = handler("OrdersHandler", "orders", Map.of(
                "BOOKS_TABLE", books.getTableName(),
                "ORDERS_TABLE", orders.getTableName()));
        books.grantReadData(ordersHandler);
        orders.grantReadWriteData(ordersHandler);
        var ordersIntegration = HttpLambdaIntegration.Builder.create("OrdersIntegration", ordersHandler)
                .timeout(Duration.seconds(10))
                .build();
        api.addRoutes(AddRoutesOptions.builder()
                .path("/orders")
                .methods(List.of(HttpMethod.GET, HttpMethod.POST))
                .integration(ordersIntegration)
                .build());
        api.addRoutes(AddRoutesOptions.builder()
                .path("/orders/{orderId}")
                .methods(List.of(HttpMethod.GET))
                .integration(ordersIntegration)
                .build());

        // API Gateway sends the request to the queue directly, without a function.
        api.addRoutes(AddRoutesOptions.builder()
                .path("/suggestions")
                .methods(List.of(HttpMethod.POST))
                .integration(HttpSqsIntegration.Builder.create("SuggestionsIntegration")
                        .queue(new Queue(this, "Suggestions"))
                        .build())
                .build());

        var stage = api.addStage("Live", HttpStageOptions.builder()
                .autoDeploy(true)
                .domainMapping(DomainMappingOptions.builder().domainName(domainName).mappingKey("v1").build())
                .throttle(THROTTLE)
                .accessLog(AccessLog.toNewLogGroup(NewAccessLogGroupOptions.builder()
                        .retention(RetentionDays.ONE_MONTH)
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build()))
                .build());
        stage.metricServerError(MetricOptions.builder().period(Duration.minutes(5)).build())
                .createAlarm(this, "ShopErrors", CreateAlarmOptions.builder().threshold(5).evaluationPeriods(2).build());

        CfnOutput.Builder.create(this, "ShopUrl").value(stage.getDomainUrl()).build();
        CfnOutput.Builder.create(this, "ShopDnsTarget")
                .description("The target for the DNS record of the domain name")
                .value(domainName.getRegionalDomainName())
                .build();
    }

    private void notifications(final BookstoreSettings settings, final Table orders, final Table connections) {
        var connectionsHandler = handler("ConnectionsHandler", "notifications", Map.of(
                "CONNECTIONS_TABLE", connections.getTableName()));
        connections.grantWriteData(connectionsHandler);
        var integration = new WebSocketLambdaIntegration("ConnectionsIntegration", connectionsHandler);
        var authorizerHandler = handler("AuthorizerHandler", "authorize", Map.of(
                "ISSUER", settings.issuer(),
                "AUDIENCE", settings.audience()));
        var api = WebSocketApi.Builder.create(this, "Notifications")
                .apiName("bookstore-notifications")
                .description("News of orders")
                .connectRouteOptions(WebSocketRouteOptions.builder()
                        .integration(integration)
                        .authorizer(WebSocketLambdaAuthorizer.Builder.create("Customers", authorizerHandler)
                                .identitySource(List.of("route.request.querystring.token"))
                                .build())
                        .build())
                .disconnectRouteOptions(WebSocketRouteOptions.builder().integration(integration).build())
                .defaultRouteOptions(WebSocketRouteOptions.builder()
                        .integration(integration)
                        .returnResponse(true)
                        .build())
                .build();
        var stage = WebSocketStage.Builder.create(this, "NotificationsLive")
                .webSocketApi(api)
                .stageName("live")
                .autoDeploy(true)
                .throttle(THROTTLE)
                .build();

        // The stream of the table contains every change of an order, and a function sends each change to the customer.
        var publisher = handler("Publisher", "publish", Map.of(
                "CONNECTIONS_TABLE", connections.getTableName(),
                "CALLBACK_URL", stage.getCallbackUrl()));
        publisher.addEventSource(DynamoEventSource.Builder.create(orders)
                .startingPosition(StartingPosition.LATEST)
                .build());
        connections.grantReadWriteData(publisher);
        stage.grantManagementApiAccess(publisher);

        CfnOutput.Builder.create(this, "NotificationsUrl").value(stage.getUrl()).build();
    }

    private Function handler(final String id, final String file, final Map<String, String> environment) {
        return Function.Builder.create(this, id)
                .runtime(Runtime.NODEJS_22_X)
                .architecture(Architecture.ARM_64)
                .memorySize(256)
                .timeout(Duration.seconds(10))
                .code(Code.fromAsset("../handlers"))
                .handler(file + ".handler")
                .environment(environment)
                .build();
    }

    private static Attribute text(final String name) {
        return Attribute.builder().name(name).type(AttributeType.STRING).build();
    }
}
