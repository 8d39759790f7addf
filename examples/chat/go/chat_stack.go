package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	dynamodb "github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	lambda "github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	logs "github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	apigw "github.com/cdk-apigatewayv2/cdk-apigatewayv2-go/cdkapigatewayv2"
	"github.com/cdk-apigatewayv2/cdk-apigatewayv2-go/cdkapigatewayv2/integrations"
)

// NewChatStack creates a chat with rooms over a WebSocket API, for clients with an API key.
func NewChatStack(scope constructs.Construct, id string, props *awscdk.StackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, props)

	connections := dynamodb.NewTable(stack, jsii.String("Connections"), &dynamodb.TableProps{
		PartitionKey:        text("connectionId"),
		BillingMode:         dynamodb.BillingMode_PAY_PER_REQUEST,
		TimeToLiveAttribute: jsii.String("expires"),
		RemovalPolicy:       awscdk.RemovalPolicy_DESTROY,
	})
	connections.AddGlobalSecondaryIndex(&dynamodb.GlobalSecondaryIndexProps{
		IndexName:    jsii.String("rooms"),
		PartitionKey: text("room"),
	})
	handler := lambda.NewFunction(stack, jsii.String("Handler"), &lambda.FunctionProps{
		Runtime:      lambda.Runtime_NODEJS_22_X(),
		Architecture: lambda.Architecture_ARM_64(),
		MemorySize:   jsii.Number(256),
		Timeout:      awscdk.Duration_Seconds(jsii.Number(10)),
		Code:         lambda.Code_FromAsset(jsii.String("../handlers"), nil),
		Handler:      jsii.String("chat.handler"),
		Environment:  &map[string]*string{"TABLE": connections.TableName(), "ROOMS_INDEX": jsii.String("rooms")},
	})
	connections.GrantReadWriteData(handler)

	api := apigw.NewWebSocketApi(stack, jsii.String("Api"), &apigw.WebSocketApiProps{
		ApiName: jsii.String("chat"),
		// A message has the form {"action": "join", "room": "kitchen"}.
		RouteSelectionExpression:  jsii.String("$request.body.action"),
		ApiKeySelectionExpression: apigw.WebSocketApiKeySelectionExpression_HEADER_X_API_KEY(),
		// API Gateway stores and deletes connections in DynamoDB without a function.
		ConnectRouteOptions: &apigw.WebSocketRouteOptions{
			Integration: integrations.NewWebSocketDynamoDbPutIntegration(jsii.String("Keep"),
				&integrations.WebSocketDynamoDbPutIntegrationProps{
					Table: connections,
					Item: &map[string]integrations.WebSocketValue{
						"connectedAt":  integrations.WebSocketValue_Context(jsii.String("connectedAt")).AsNumber(),
						"connectionId": integrations.WebSocketValue_ConnectionId(),
					},
				}),
		},
		DisconnectRouteOptions: &apigw.WebSocketRouteOptions{
			Integration: integrations.NewWebSocketDynamoDbDeleteIntegration(jsii.String("Forget"),
				&integrations.WebSocketDynamoDbDeleteIntegrationProps{Table: connections}),
		},
		// The response to all other messages lists the valid actions.
		DefaultRouteOptions: &apigw.WebSocketRouteOptions{
			ReturnResponse: jsii.Bool(true),
			Integration: integrations.NewWebSocketMockIntegration(jsii.String("Help"),
				&integrations.WebSocketMockIntegrationProps{
					RequestTemplates:            &map[string]*string{"$default": jsii.String(`{"statusCode": 200}`)},
					TemplateSelectionExpression: jsii.String(`\$default`),
					Responses: &[]*apigw.WebSocketIntegrationResponseOptions{{
						ResponseTemplates: &map[string]*string{
							"$default": jsii.String(`{"error": "Actions are join and send"}`),
						},
					}},
				}),
		},
	})

	// API Gateway rejects messages that do not match the model, without calling the function.
	integration := integrations.NewWebSocketLambdaIntegration(jsii.String("Integration"), handler,
		&integrations.WebSocketLambdaIntegrationProps{ScopePermissionToRoute: jsii.Bool(false)})
	join := message(api, "JoinMessage", "room", map[string]schema{"room": textSchema(50), "name": textSchema(50)})
	api.AddRoute(jsii.String("join"), &apigw.WebSocketRouteOptions{
		Integration:   integration,
		RequestModels: &map[string]apigw.IWebSocketModel{"$default": join},
	})
	send := message(api, "SendMessage", "text", map[string]schema{"text": textSchema(1000)})
	api.AddRoute(jsii.String("send"), &apigw.WebSocketRouteOptions{
		Integration:   integration,
		RequestModels: &map[string]apigw.IWebSocketModel{"$default": send},
	})

	stage := apigw.NewWebSocketStage(stack, jsii.String("Live"), &apigw.WebSocketStageProps{
		WebSocketApi: api,
		StageName:    jsii.String("live"),
		AutoDeploy:   jsii.Bool(true),
		Throttle:     &apigw.ThrottleSettings{RateLimit: jsii.Number(50), BurstLimit: jsii.Number(100)},
		// Execution logs need an IAM role for the whole account. Remove this role if the account already has one.
		LoggingLevel:   apigw.WebSocketLoggingLevel_ERROR,
		CloudWatchRole: jsii.Bool(true),
		AccessLog: apigw.AccessLog_ToNewLogGroup(&apigw.NewAccessLogGroupOptions{
			Retention:     logs.RetentionDays_ONE_WEEK,
			RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
		}),
	})
	handler.AddEnvironment(jsii.String("CALLBACK_URL"), stage.CallbackUrl(), nil)
	// The function has permission to send messages to connections, but not to read their information or close them.
	stage.GrantSend(handler)

	plan := apigw.NewUsagePlan(stack, jsii.String("Plan"), &apigw.UsagePlanProps{
		UsagePlanName: jsii.String("chat"),
		ApiStages:     &[]*apigw.UsagePlanPerApiStage{{Api: api, Stage: stage}},
		Quota:         &apigw.QuotaSettings{Limit: jsii.Number(10_000), Period: apigw.Period_DAY},
	})
	key := apigw.NewApiKey(stack, jsii.String("Key"), &apigw.ApiKeyProps{
		Description: jsii.String("The API key for tests of the chat"),
	})
	plan.AddApiKey(key, nil)

	awscdk.NewCfnOutput(stack, jsii.String("Url"), &awscdk.CfnOutputProps{Value: stage.Url()})
	awscdk.NewCfnOutput(stack, jsii.String("KeyId"), &awscdk.CfnOutputProps{
		Description: jsii.String("The ID of the API key, not the key itself"),
		Value:       key.KeyId(),
	})
	return stack
}

type schema = map[string]interface{}

func message(api apigw.WebSocketApi, name, required string, properties map[string]schema) apigw.WebSocketModel {
	return api.AddModel(&name, &apigw.WebSocketModelOptions{
		Schema: apigw.WebSocketModelSchema_FromInline(&schema{
			"type":       "object",
			"required":   []string{required},
			"properties": properties,
		}),
	})
}

func textSchema(maxLength float64) schema {
	return schema{"type": "string", "minLength": 1, "maxLength": maxLength}
}

func text(name string) *dynamodb.Attribute {
	return &dynamodb.Attribute{Name: &name, Type: dynamodb.AttributeType_STRING}
}
