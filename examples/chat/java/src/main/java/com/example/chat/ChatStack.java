package com.example.chat;

import io.github.cdkapigatewayv2.AccessLog;
import io.github.cdkapigatewayv2.ApiKey;
import io.github.cdkapigatewayv2.NewAccessLogGroupOptions;
import io.github.cdkapigatewayv2.Period;
import io.github.cdkapigatewayv2.QuotaSettings;
import io.github.cdkapigatewayv2.ThrottleSettings;
import io.github.cdkapigatewayv2.UsagePlan;
import io.github.cdkapigatewayv2.UsagePlanPerApiStage;
import io.github.cdkapigatewayv2.WebSocketApi;
import io.github.cdkapigatewayv2.WebSocketApiKeySelectionExpression;
import io.github.cdkapigatewayv2.WebSocketIntegrationResponseOptions;
import io.github.cdkapigatewayv2.WebSocketLoggingLevel;
import io.github.cdkapigatewayv2.WebSocketModel;
import io.github.cdkapigatewayv2.WebSocketModelOptions;
import io.github.cdkapigatewayv2.WebSocketModelSchema;
import io.github.cdkapigatewayv2.WebSocketRouteOptions;
import io.github.cdkapigatewayv2.WebSocketStage;
import io.github.cdkapigatewayv2.integrations.WebSocketDynamoDbDeleteIntegration;
import io.github.cdkapigatewayv2.integrations.WebSocketDynamoDbPutIntegration;
import io.github.cdkapigatewayv2.integrations.WebSocketLambdaIntegration;
import io.github.cdkapigatewayv2.integrations.WebSocketMockIntegration;
import io.github.cdkapigatewayv2.integrations.WebSocketValue;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** A chat with rooms over a WebSocket API, for clients with an API key. */
public class ChatStack extends Stack {
    public ChatStack(final Construct scope, final String id) {
        super(scope, id);

        var connections = Table.Builder.create(this, "Connections")
                .partitionKey(Attribute.builder().name("connectionId").type(AttributeType.STRING).build())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .timeToLiveAttribute("expires")
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        connections.addGlobalSecondaryIndex(GlobalSecondaryIndexProps.builder()
                .indexName("rooms")
                .partitionKey(Attribute.builder().name("room").type(AttributeType.STRING).build())
                .build());
        var handler = Function.Builder.create(this, "Handler")
                .runtime(Runtime.NODEJS_22_X)
                .architecture(Architecture.ARM_64)
                .memorySize(256)
                .timeout(Duration.seconds(10))
                .code(Code.fromAsset("../handlers"))
                .handler("chat.handler")
                .environment(Map.of("TABLE", connections.getTableName(), "ROOMS_INDEX", "rooms"))
                .build();
        connections.grantReadWriteData(handler);

        var api = WebSocketApi.Builder.create(this, "Api")
                .apiName("chat")
                // A message has the form {"action": "join", "room": "kitchen"}.
                .routeSelectionExpression("$request.body.action")
                .apiKeySelectionExpression(WebSocketApiKeySelectionExpression.HEADER_X_API_KEY)
                // API Gateway stores and deletes connections in DynamoDB without a function.
                .connectRouteOptions(WebSocketRouteOptions.builder()
                        .integration(WebSocketDynamoDbPutIntegration.Builder.create("Keep")
                                .table(connections)
                                .item(Map.of(
                                        "connectedAt", WebSocketValue.context("connectedAt").asNumber(),
                                        "connectionId", WebSocketValue.connectionId()))
                                .build())
                        .build())
                .disconnectRouteOptions(WebSocketRouteOptions.builder()
                        .integration(WebSocketDynamoDbDeleteIntegration.Builder.create("Forget")
                                .table(connections)
                                .build())
                        .build())
                // The response to all other messages lists the valid actions.
                .defaultRouteOptions(WebSocketRouteOptions.builder()
                        .returnResponse(true)
                        .integration(WebSocketMockIntegration.Builder.create("Help")
                                .requestTemplates(Map.of("$default", "{\"statusCode\": 200}"))
                                .templateSelectionExpression("\\$default")
                                .responses(List.of(WebSocketIntegrationResponseOptions.builder()
                                        .responseTemplates(Map.of("$default", "{\"error\": \"Actions are join and send\"}"))
                                        .build()))
                                .build())
                        .build())
                .build();

        // API Gateway rejects messages that do not match the model, without calling the function.
        var integration = WebSocketLambdaIntegration.Builder.create("Integration", handler)
                .scopePermissionToRoute(false)
                .build();
        var join = message(api, "JoinMessage", "room", Map.of("room", text(50), "name", text(50)));
        api.addRoute("join", WebSocketRouteOptions.builder()
                .integration(integration)
                .requestModels(Map.of("$default", join))
                .build());
        var send = message(api, "SendMessage", "text", Map.of("text", text(1000)));
        api.addRoute("send", WebSocketRouteOptions.builder()
                .integration(integration)
                .requestModels(Map.of("$default", send))
                .build());

        var stage = WebSocketStage.Builder.create(this, "Live")
                .webSocketApi(api)
                .stageName("live")
                .autoDeploy(true)
                .throttle(ThrottleSettings.builder().rateLimit(50).burstLimit(100).build())
                // Execution logs need an IAM role for the whole account. Remove this role if the account already has
                // one.
                .loggingLevel(WebSocketLoggingLevel.ERROR)
                .cloudWatchRole(true)
                .accessLog(AccessLog.toNewLogGroup(NewAccessLogGroupOptions.builder()
                        .retention(RetentionDays.ONE_WEEK)
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build()))
                .build();
        handler.addEnvironment("CALLBACK_URL", stage.getCallbackUrl());
        // The function has permission to send messages to connections, but not to read their information or close them.
        stage.grantSend(handler);

        var plan = UsagePlan.Builder.create(this, "Plan")
                .usagePlanName("chat")
                .apiStages(List.of(UsagePlanPerApiStage.builder().api(api).stage(stage).build()))
                .quota(QuotaSettings.builder().limit(10_000).period(Period.DAY).build())
                .build();
        var key = ApiKey.Builder.create(this, "Key").description("The API key for tests of the chat").build();
        plan.addApiKey(key);

        CfnOutput.Builder.create(this, "Url").value(stage.getUrl()).build();
        CfnOutput.Builder.create(this, "KeyId")
                .description("The ID of the API key, not the key itself")
                .value(key.getKeyId())
                .build();
    }

    private static WebSocketModel message(
            final WebSocketApi api, final String name, final String required, final Map<String, Object> properties) {
        return api.addModel(name, WebSocketModelOptions.builder()
                .schema(WebSocketModelSchema.fromInline(Map.of(
                        "type", "object",
                        "required", List.of(required),
                        "properties", properties)))
                .build());
    }

    private static Map<String, Object> text(final int maxLength) {
        return Map.of("type", "string", "minLength", 1, "maxLength", maxLength);
    }
}
