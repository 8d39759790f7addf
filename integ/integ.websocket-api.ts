// WebSocket APIs: predefined and custom routes, routes with and without responses, Lambda, SQS and mock integrations,
// and messages to clients.
//
// Verify the deployed app with its outputs:
//   wscat -c $Url
//   > {"action":"echo","text":"hi"}            < the event as JSON: the route returns a response
//   > {"action":"tell","text":"hi"}            < told: the function posts to the connection
//   > {"action":"ping"}                        < {"pong":true}: API Gateway responds without a backend
//   > {"action":"queue","text":"hi"}           nothing; aws sqs receive-message --queue-url $QueueUrl has the message
//   > {"action":"unknown"}                     < the event as JSON, of $default
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  ContentHandling,
  IpAddressType,
  PassthroughBehavior,
  WebSocketApi,
  WebSocketRoute,
  WebSocketStage,
} from 'cdk-apigatewayv2';
import {
  WebSocketAwsIntegration,
  WebSocketLambdaIntegration,
  WebSocketMockIntegration,
} from 'cdk-apigatewayv2/integrations';
import { echo, fn } from './resources';

const TELL = `const { ApiGatewayManagementApi } = require('@aws-sdk/client-apigatewaymanagementapi');
exports.handler = async ({ requestContext: { connectionId: ConnectionId } }) => {
  const api = new ApiGatewayManagementApi({ endpoint: process.env.CALLBACK_URL });
  await api.postToConnection({ ConnectionId, Data: 'told' });
  return { statusCode: 200 };
};`;

const app = new App();
const stack = new Stack(app, 'IntegWebSocketApi');
const handler = echo(stack, 'Handler');
const lambdaIntegration = (id: string) => new WebSocketLambdaIntegration(id, handler);

const api = new WebSocketApi(stack, 'Api', {
  apiName: 'integ-websocket-api',
  description: 'Every property of a WebSocket API',
  routeSelectionExpression: '$request.body.action',
  ipAddressType: IpAddressType.DUAL_STACK,
  disableSchemaValidation: true,
  connectRouteOptions: { integration: lambdaIntegration('Connect') },
  disconnectRouteOptions: { integration: lambdaIntegration('Disconnect') },
  defaultRouteOptions: { integration: lambdaIntegration('Fallback'), returnResponse: true },
});
const stage = new WebSocketStage(stack, 'Stage', { webSocketApi: api, stageName: 'live', autoDeploy: true });

api.addRoute('echo', {
  integration: new WebSocketLambdaIntegration('Echo', handler, {
    timeout: Duration.seconds(5),
    contentHandling: ContentHandling.CONVERT_TO_TEXT,
  }),
  returnResponse: true,
});

const tell = fn(stack, 'Tell', TELL, { environment: { CALLBACK_URL: stage.callbackUrl } });
api.grantManageConnections(tell);
new WebSocketRoute(stack, 'TellRoute', {
  webSocketApi: api,
  routeKey: 'tell',
  integration: new WebSocketLambdaIntegration('Tell', tell),
});

api.addRoute('ping', {
  integration: new WebSocketMockIntegration('Ping', {
    requestTemplates: { $default: '{"statusCode":200}' },
    templateSelectionExpression: '\\$default',
    responses: [{ responseTemplates: { $default: '{"pong":true}' } }],
  }),
  returnResponse: true,
});

const queue = new Queue(stack, 'Queue');
const sender = new Role(stack, 'Sender', { assumedBy: new ServicePrincipal('apigateway.amazonaws.com') });
queue.grantSendMessages(sender);
api.addRoute('queue', {
  integration: new WebSocketAwsIntegration('Queue', {
    integrationUri: `arn:${stack.partition}:apigateway:${stack.region}:sqs:path/${stack.account}/${queue.queueName}`,
    integrationMethod: 'POST',
    credentialsRole: sender,
    passthroughBehavior: PassthroughBehavior.NEVER,
    requestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
    requestTemplates: { $default: 'Action=SendMessage&MessageBody=$util.urlEncode($input.body)' },
    templateSelectionExpression: '\\$default',
    timeout: Duration.seconds(3),
  }),
});

new CfnOutput(stack, 'Url', { value: stage.url });
new CfnOutput(stack, 'QueueUrl', { value: queue.queueUrl });
new CfnOutput(stack, 'Arn', { value: api.arnForExecuteApiV2('$connect', 'live') });

new IntegTest(app, 'WebSocketApi', { testCases: [stack] });
