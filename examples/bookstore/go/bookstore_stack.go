package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	acm "github.com/aws/aws-cdk-go/awscdk/v2/awscertificatemanager"
	cloudwatch "github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	dynamodb "github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	lambda "github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	eventsources "github.com/aws/aws-cdk-go/awscdk/v2/awslambdaeventsources"
	logs "github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	sqs "github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	apigw "github.com/cdk-apigatewayv2/cdk-apigatewayv2-go/cdkapigatewayv2"
	"github.com/cdk-apigatewayv2/cdk-apigatewayv2-go/cdkapigatewayv2/authorizers"
	"github.com/cdk-apigatewayv2/cdk-apigatewayv2-go/cdkapigatewayv2/integrations"
)

type BookstoreStackProps struct {
	awscdk.StackProps

	// DomainName is the custom domain name of the HTTP API.
	DomainName string

	// CertificateArn is the ARN of the certificate for the domain name, in the region of the stack.
	CertificateArn string

	// Website is the origin of the website that calls the API from the browser.
	Website string

	// Issuer is the URL of the token issuer for customers and staff, with a `/` at the end.
	Issuer string

	// Audience is the value that the claim `aud` of the tokens must contain.
	Audience string
}

// NewBookstoreStack creates a bookstore: an HTTP API for books and orders, and a WebSocket API that notifies customers
// about their orders.
func NewBookstoreStack(scope constructs.Construct, id string, props BookstoreStackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props.StackProps)

	books := dynamodb.NewTable(stack, jsii.String("Books"), &dynamodb.TableProps{
		PartitionKey: text("isbn"),
		BillingMode:  dynamodb.BillingMode_PAY_PER_REQUEST,
	})
	orders := dynamodb.NewTable(stack, jsii.String("Orders"), &dynamodb.TableProps{
		PartitionKey: text("customer"),
		SortKey:      text("orderId"),
		BillingMode:  dynamodb.BillingMode_PAY_PER_REQUEST,
		Stream:       dynamodb.StreamViewType_NEW_IMAGE,
	})
	connections := dynamodb.NewTable(stack, jsii.String("Connections"), &dynamodb.TableProps{
		PartitionKey:        text("customer"),
		SortKey:             text("connectionId"),
		BillingMode:         dynamodb.BillingMode_PAY_PER_REQUEST,
		TimeToLiveAttribute: jsii.String("expires"),
		RemovalPolicy:       awscdk.RemovalPolicy_DESTROY,
	})

	shop(stack, props, books, orders)
	notifications(stack, props, orders, connections)
	return stack
}

func shop(stack awscdk.Stack, props BookstoreStackProps, books, orders dynamodb.Table) {
	domainName := apigw.NewDomainName(stack, jsii.String("Domain"), &apigw.DomainNameProps{
		DomainName:  &props.DomainName,
		Certificate: acm.Certificate_FromCertificateArn(stack, jsii.String("Certificate"), &props.CertificateArn),
	})
	api := apigw.NewHttpApi(stack, jsii.String("Shop"), &apigw.HttpApiProps{
		ApiName:     jsii.String("bookstore"),
		Description: jsii.String("Books and orders"),
		CorsPreflight: &apigw.CorsPreflightOptions{
			AllowOrigins: jsii.Strings(props.Website),
			AllowMethods: &[]apigw.CorsHttpMethod{
				apigw.CorsHttpMethod_GET, apigw.CorsHttpMethod_POST, apigw.CorsHttpMethod_PUT, apigw.CorsHttpMethod_DELETE,
			},
			AllowHeaders: jsii.Strings("authorization", "content-type"),
			MaxAge:       awscdk.Duration_Hours(jsii.Number(1)),
		},
		// By default, every route requires a token.
		DefaultAuthorizer: authorizers.NewHttpJwtAuthorizer(jsii.String("Tokens"), &props.Issuer,
			&authorizers.HttpJwtAuthorizerProps{JwtAudience: jsii.Strings(props.Audience)}),
		// Clients can use only the custom domain, and the API has only the stage that is created below.
		DisableExecuteApiEndpoint: jsii.Bool(true),
		CreateDefaultStage:        jsii.Bool(false),
	})

	booksHandler := handler(stack, "BooksHandler", "books", map[string]*string{"BOOKS_TABLE": books.TableName()})
	books.GrantReadWriteData(booksHandler)
	booksIntegration := integrations.NewHttpLambdaIntegration(jsii.String("BooksIntegration"), booksHandler, nil)
	everybody := apigw.NewHttpNoneAuthorizer()
	api.AddRoutes(&apigw.AddRoutesOptions{
		Path:        jsii.String("/books"),
		Methods:     &[]apigw.HttpMethod{apigw.HttpMethod_GET},
		Integration: booksIntegration,
		Authorizer:  everybody,
	})
	api.AddRoutes(&apigw.AddRoutesOptions{
		Path:        jsii.String("/books/{isbn}"),
		Methods:     &[]apigw.HttpMethod{apigw.HttpMethod_GET},
		Integration: booksIntegration,
		Authorizer:  everybody,
	})
	api.AddRoutes(&apigw.AddRoutesOptions{
		Path:                jsii.String("/books/{isbn}"),
		Methods:             &[]apigw.HttpMethod{apigw.HttpMethod_PUT, apigw.HttpMethod_DELETE},
		Integration:         booksIntegration,
		AuthorizationScopes: jsii.Strings("books/write"),
	})
	api.AddRoutes(&apigw.AddRoutesOptions{
		Path:    jsii.String("/covers/{isbn}"),
		Methods: &[]apigw.HttpMethod{apigw.HttpMethod_GET},
		Integration: integrations.NewHttpUrlIntegration(jsii.String("CoversIntegration"),
			jsii.String("https://covers.example.com/{isbn}"), nil),
		Authorizer: everybody,
	})

	ordersHandler := handler(stack, "OrdersHandler", "orders", map[string]*string{
		"BOOKS_TABLE":  books.TableName(),
		"ORDERS_TABLE": orders.TableName(),
	})
	books.GrantReadData(ordersHandler)
	orders.GrantReadWriteData(ordersHandler)
	ordersIntegration := integrations.NewHttpLambdaIntegration(jsii.String("OrdersIntegration"), ordersHandler,
		&integrations.HttpLambdaIntegrationProps{Timeout: awscdk.Duration_Seconds(jsii.Number(10))})
	api.AddRoutes(&apigw.AddRoutesOptions{
		Path:        jsii.String("/orders"),
		Methods:     &[]apigw.HttpMethod{apigw.HttpMethod_GET, apigw.HttpMethod_POST},
		Integration: ordersIntegration,
	})
	api.AddRoutes(&apigw.AddRoutesOptions{
		Path:        jsii.String("/orders/{orderId}"),
		Methods:     &[]apigw.HttpMethod{apigw.HttpMethod_GET},
		Integration: ordersIntegration,
	})

	// API Gateway sends the request to the queue directly, without a function.
	api.AddRoutes(&apigw.AddRoutesOptions{
		Path:    jsii.String("/suggestions"),
		Methods: &[]apigw.HttpMethod{apigw.HttpMethod_POST},
		Integration: integrations.NewHttpSqsIntegration(jsii.String("SuggestionsIntegration"),
			&integrations.HttpSqsIntegrationProps{Queue: sqs.NewQueue(stack, jsii.String("Suggestions"), nil)}),
	})

	stage := api.AddStage(jsii.String("Live"), &apigw.HttpStageOptions{
		AutoDeploy:    jsii.Bool(true),
		DomainMapping: &apigw.DomainMappingOptions{DomainName: domainName, MappingKey: jsii.String("v1")},
		Throttle:      throttle(),
		AccessLog: apigw.AccessLog_ToNewLogGroup(&apigw.NewAccessLogGroupOptions{
			Retention:     logs.RetentionDays_ONE_MONTH,
			RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
		}),
	})
	stage.MetricServerError(&cloudwatch.MetricOptions{Period: awscdk.Duration_Minutes(jsii.Number(5))}).
		CreateAlarm(stack, jsii.String("ShopErrors"), &cloudwatch.CreateAlarmOptions{
			Threshold:         jsii.Number(5),
			EvaluationPeriods: jsii.Number(2),
		})

	awscdk.NewCfnOutput(stack, jsii.String("ShopUrl"), &awscdk.CfnOutputProps{Value: stage.DomainUrl()})
	awscdk.NewCfnOutput(stack, jsii.String("ShopDnsTarget"), &awscdk.CfnOutputProps{
		Description: jsii.String("The target for the DNS record of the domain name"),
		Value:       domainName.RegionalDomainName(),
	})
}

func notifications(stack awscdk.Stack, props BookstoreStackProps, orders, connections dynamodb.Table) {
	connectionsHandler := handler(stack, "ConnectionsHandler", "notifications", map[string]*string{
		"CONNECTIONS_TABLE": connections.TableName(),
	})
	connections.GrantWriteData(connectionsHandler)
	integration := integrations.NewWebSocketLambdaIntegration(jsii.String("ConnectionsIntegration"), connectionsHandler, nil)
	authorizerHandler := handler(stack, "AuthorizerHandler", "authorize", map[string]*string{
		"ISSUER":   &props.Issuer,
		"AUDIENCE": &props.Audience,
	})
	api := apigw.NewWebSocketApi(stack, jsii.String("Notifications"), &apigw.WebSocketApiProps{
		ApiName:     jsii.String("bookstore-notifications"),
		Description: jsii.String("News of orders"),
		ConnectRouteOptions: &apigw.WebSocketRouteOptions{
			Integration: integration,
			Authorizer: authorizers.NewWebSocketLambdaAuthorizer(jsii.String("Customers"), authorizerHandler,
				&authorizers.WebSocketLambdaAuthorizerProps{
					IdentitySource: jsii.Strings("route.request.querystring.token"),
				}),
		},
		DisconnectRouteOptions: &apigw.WebSocketRouteOptions{Integration: integration},
		DefaultRouteOptions: &apigw.WebSocketRouteOptions{
			Integration:    integration,
			ReturnResponse: jsii.Bool(true),
		},
	})
	stage := apigw.NewWebSocketStage(stack, jsii.String("NotificationsLive"), &apigw.WebSocketStageProps{
		WebSocketApi: api,
		StageName:    jsii.String("live"),
		AutoDeploy:   jsii.Bool(true),
		Throttle:     throttle(),
	})

	// The stream of the table contains every change of an order, and a function sends each change to the customer.
	publisher := handler(stack, "Publisher", "publish", map[string]*string{
		"CONNECTIONS_TABLE": connections.TableName(),
		"CALLBACK_URL":      stage.CallbackUrl(),
	})
	publisher.AddEventSource(eventsources.NewDynamoEventSource(orders, &eventsources.DynamoEventSourceProps{
		StartingPosition: lambda.StartingPosition_LATEST,
	}))
	connections.GrantReadWriteData(publisher)
	stage.GrantManagementApiAccess(publisher)

	awscdk.NewCfnOutput(stack, jsii.String("NotificationsUrl"), &awscdk.CfnOutputProps{Value: stage.Url()})
}

func handler(stack awscdk.Stack, id, file string, environment map[string]*string) lambda.Function {
	return lambda.NewFunction(stack, &id, &lambda.FunctionProps{
		Runtime:      lambda.Runtime_NODEJS_22_X(),
		Architecture: lambda.Architecture_ARM_64(),
		MemorySize:   jsii.Number(256),
		Timeout:      awscdk.Duration_Seconds(jsii.Number(10)),
		Code:         lambda.Code_FromAsset(jsii.String("../handlers"), nil),
		Handler:      jsii.String(file + ".handler"),
		Environment:  &environment,
	})
}

func throttle() *apigw.ThrottleSettings {
	return &apigw.ThrottleSettings{RateLimit: jsii.Number(100), BurstLimit: jsii.Number(200)}
}

func text(name string) *dynamodb.Attribute {
	return &dynamodb.Attribute{Name: &name, Type: dynamodb.AttributeType_STRING}
}
