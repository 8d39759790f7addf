// Messages of WebSocket APIs: models, parameters, templates, responses of integrations and routes, and HTTP endpoints.
//
// Verify the deployed app with its outputs:
//   wscat -c "$Url"                   refused: the parameter is missing
//   wscat -c "$Url?room=kitchen"      connected
//   > {"action": "say", "text": "a"}            < {"said": "a"}
//   > {"action": "say"}                         < {"message": "Bad request body", …}
//   > {"action": "get", "path": "status/404"}   < {"failed": 404}
//   > {"action": "post", "text": "a"}           < what the endpoint got
//   > {"action": "echo"}, {"action": "echo2"}   < the event of the function, whose one permission serves both
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import {
  HttpMethod,
  PassthroughBehavior,
  WebSocketApi,
  WebSocketIntegrationResponseKey,
  WebSocketModelSchema,
} from 'cdk-apigatewayv2';
import {
  WebSocketHttpIntegration,
  WebSocketLambdaIntegration,
  WebSocketMockIntegration,
} from 'cdk-apigatewayv2/integrations';
import { echo } from './resources';

const app = new App();
const stack = new Stack(app, 'IntegWebSocketMessages');
const api = new WebSocketApi(stack, 'Api', { version: '1.0', defaultStageOptions: { deploymentOptions: {} } });
const OK = { requestTemplates: { $default: '{"statusCode": 200}' }, templateSelectionExpression: '\\$default' };

api.addRoute('$connect', {
  integration: new WebSocketMockIntegration('Connect', { ...OK, timeout: Duration.seconds(1) }),
  requestParameters: { 'route.request.querystring.room': true },
});

const said = api.addModel('Said', {
  description: 'What somebody says',
  schema: WebSocketModelSchema.fromInline({
    type: 'object',
    required: ['text'],
    properties: { text: { type: 'string', maxLength: 100 } },
  }),
});
const answer = api.addModel('Answer', { schema: WebSocketModelSchema.fromInline({ type: 'object' }) });
api.addRoute('say', {
  requestModels: { said },
  modelSelectionExpression: 'said',
  operationName: 'Say',
  integration: new WebSocketMockIntegration('Say', {
    ...OK,
    responses: [{ responseTemplates: { $default: '{"said": $input.json(\'$.text\')}' } }],
  }),
  routeResponse: { responseModels: { $default: answer } },
});

api.addRoute('get', {
  returnResponse: true,
  integration: new WebSocketHttpIntegration('Get', 'https://httpbin.org/status/404', {
    method: HttpMethod.GET,
    proxy: false,
    passthroughBehavior: PassthroughBehavior.NEVER,
    requestParameters: { 'integration.request.header.x-connection': 'context.connectionId' },
    ...OK,
    responses: [
      { responseKey: WebSocketIntegrationResponseKey.SUCCESS },
      {
        responseKey: WebSocketIntegrationResponseKey.fromStatusCode(404),
        responseTemplates: { $default: '{"failed": 404}' },
      },
      {},
    ],
  }),
});
api.addRoute('post', {
  returnResponse: true,
  integration: new WebSocketHttpIntegration('Post', 'https://httpbin.org/post'),
});

const handler = echo(stack, 'Handler');
for (const routeKey of ['echo', 'echo2']) {
  api.addRoute(routeKey, {
    returnResponse: true,
    integration: new WebSocketLambdaIntegration('Echo', handler, { scopePermissionToRoute: false }),
  });
}

new CfnOutput(stack, 'Url', { value: api.defaultStage!.url });

new IntegTest(app, 'WebSocketMessages', { testCases: [stack] });
