import * as path from 'node:path';
import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  AccessLog,
  ApiKey,
  Period,
  UsagePlan,
  WebSocketApi,
  WebSocketApiKeySelectionExpression,
  WebSocketLoggingLevel,
  WebSocketModelSchema,
  WebSocketStage,
} from 'cdk-apigatewayv2';
import {
  WebSocketDynamoDbDeleteIntegration,
  WebSocketDynamoDbPutIntegration,
  WebSocketLambdaIntegration,
  WebSocketMockIntegration,
  WebSocketValue,
} from 'cdk-apigatewayv2/integrations';
import type { Construct } from 'constructs';

/** A chat with rooms over a WebSocket API, for clients with an API key. */
export class ChatStack extends Stack {
  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const connections = new dynamodb.Table(this, 'Connections', {
      partitionKey: { name: 'connectionId', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'expires',
      removalPolicy: RemovalPolicy.DESTROY,
    });
    connections.addGlobalSecondaryIndex({
      indexName: 'rooms',
      partitionKey: { name: 'room', type: dynamodb.AttributeType.STRING },
    });
    const handler = new lambda.Function(this, 'Handler', {
      runtime: lambda.Runtime.NODEJS_22_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.seconds(10),
      code: lambda.Code.fromAsset(path.join(__dirname, '../handlers')),
      handler: 'chat.handler',
      environment: { TABLE: connections.tableName, ROOMS_INDEX: 'rooms' },
    });
    connections.grantReadWriteData(handler);

    const api = new WebSocketApi(this, 'Api', {
      apiName: 'chat',
      // A message has the form {"action": "join", "room": "kitchen"}.
      routeSelectionExpression: '$request.body.action',
      apiKeySelectionExpression: WebSocketApiKeySelectionExpression.HEADER_X_API_KEY,
      // API Gateway stores and deletes connections in DynamoDB without a function.
      connectRouteOptions: {
        integration: new WebSocketDynamoDbPutIntegration('Keep', {
          table: connections,
          item: {
            connectedAt: WebSocketValue.context('connectedAt').asNumber(),
            connectionId: WebSocketValue.connectionId(),
          },
        }),
      },
      disconnectRouteOptions: {
        integration: new WebSocketDynamoDbDeleteIntegration('Forget', { table: connections }),
      },
      // The response to all other messages lists the valid actions.
      defaultRouteOptions: {
        returnResponse: true,
        integration: new WebSocketMockIntegration('Help', {
          requestTemplates: { $default: '{"statusCode": 200}' },
          templateSelectionExpression: '\\$default',
          responses: [{ responseTemplates: { $default: '{"error": "Actions are join and send"}' } }],
        }),
      },
    });

    // API Gateway rejects messages that do not match the model, without calling the function.
    const message = (name: string, required: string[], properties: { [name: string]: object }) =>
      api.addModel(name, { schema: WebSocketModelSchema.fromInline({ type: 'object', required, properties }) });
    const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
    const integration = new WebSocketLambdaIntegration('Integration', handler, { scopePermissionToRoute: false });
    api.addRoute('join', {
      integration,
      requestModels: { $default: message('JoinMessage', ['room'], { room: text(50), name: text(50) }) },
    });
    api.addRoute('send', {
      integration,
      requestModels: { $default: message('SendMessage', ['text'], { text: text(1000) }) },
    });

    const stage = new WebSocketStage(this, 'Live', {
      webSocketApi: api,
      stageName: 'live',
      autoDeploy: true,
      throttle: { rateLimit: 50, burstLimit: 100 },
      // Execution logs need an IAM role for the whole account. Remove this role if the account already has one.
      loggingLevel: WebSocketLoggingLevel.ERROR,
      cloudWatchRole: true,
      accessLog: AccessLog.toNewLogGroup({ retention: RetentionDays.ONE_WEEK, removalPolicy: RemovalPolicy.DESTROY }),
    });
    handler.addEnvironment('CALLBACK_URL', stage.callbackUrl);
    // The function has permission to send messages to connections, but not to read their information or close them.
    stage.grantSend(handler);

    const plan = new UsagePlan(this, 'Plan', {
      usagePlanName: 'chat',
      apiStages: [{ api, stage }],
      quota: { limit: 10_000, period: Period.DAY },
    });
    const key = new ApiKey(this, 'Key', { description: 'The API key for tests of the chat' });
    plan.addApiKey(key);

    new CfnOutput(this, 'Url', { value: stage.url });
    new CfnOutput(this, 'KeyId', { description: 'The ID of the API key, not the key itself', value: key.keyId });
  }
}
