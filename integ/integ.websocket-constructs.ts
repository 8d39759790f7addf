// WebSocket APIs without the integration classes: an L1 route uses constructs for an integration, an integration
// response and a model.
//
// Verify the deployed app with its outputs:
//   wscat -c $Url
//   > {"action":"ping","text":"hi"}            < {"pong":true}
//   > {"action":"ping"}                        < {"message":"Bad request body", ...}: the model wants a text
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnRoute, CfnRouteResponse } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  PassthroughBehavior,
  WebSocketApi,
  WebSocketIntegration,
  WebSocketIntegrationResponse,
  WebSocketIntegrationResponseKey,
  WebSocketIntegrationType,
  WebSocketModel,
  WebSocketModelSchema,
  WebSocketStage,
} from 'cdk-apigatewayv2';

const app = new App();
const stack = new Stack(app, 'IntegWebSocketConstructs');
const webSocketApi = new WebSocketApi(stack, 'Api');
const stage = new WebSocketStage(stack, 'Stage', { webSocketApi, stageName: 'live', autoDeploy: true });

const integration = new WebSocketIntegration(stack, 'Integration', {
  webSocketApi,
  integrationType: WebSocketIntegrationType.MOCK,
  integrationUri: '',
  passthroughBehavior: PassthroughBehavior.WHEN_NO_TEMPLATES,
  requestTemplates: { $default: '{"statusCode":200}' },
  templateSelectionExpression: '\\$default',
});
new WebSocketIntegrationResponse(stack, 'IntegrationResponse', {
  integration,
  responseKey: WebSocketIntegrationResponseKey.DEFAULT,
  responseTemplates: { $default: '{"pong":true}' },
});
const model = new WebSocketModel(stack, 'Model', {
  webSocketApi,
  modelName: 'Ping',
  schema: WebSocketModelSchema.fromInline({ type: 'object', required: ['text'] }),
});
const route = new CfnRoute(stack, 'Ping', {
  apiId: webSocketApi.apiId,
  routeKey: 'ping',
  target: `integrations/${integration.integrationId}`,
  modelSelectionExpression: '$default',
  requestModels: { $default: model.modelName },
  routeResponseSelectionExpression: '$default',
});
route.node.addDependency(model);
new CfnRouteResponse(stack, 'Response', {
  apiId: webSocketApi.apiId,
  routeId: route.ref,
  routeResponseKey: '$default',
});
// The automatic deployment of an API without routes fails.
stage.node.addDependency(route);

new CfnOutput(stack, 'Url', { value: stage.url });

new IntegTest(app, 'WebSocketConstructs', { testCases: [stack] });
