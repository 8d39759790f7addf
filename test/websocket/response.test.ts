import { Fn, Token } from 'aws-cdk-lib';

import { WebSocketMockIntegration } from '../../lib/integrations/websocket-mock';
import { WebSocketApi } from '../../lib/websocket/api';
import { ContentHandling, WebSocketIntegration, WebSocketIntegrationType } from '../../lib/websocket/integration';
import { WebSocketIntegrationResponseKey } from '../../lib/websocket/response';
import { all, one, stackOf } from '../_helpers/app';
import { expectFailure, thrownBy } from '../_helpers/failure';

function setup(integrationType = WebSocketIntegrationType.MOCK) {
  const stack = stackOf();
  const webSocketApi = new WebSocketApi(stack, 'Api');
  const integration = new WebSocketIntegration(stack, 'Mock', { webSocketApi, integrationType, integrationUri: '' });
  return { stack, webSocketApi, integration };
}

test('one call of addRoute creates a two-way route with a mock integration', () => {
  const stack = stackOf();
  new WebSocketApi(stack, 'Api').addRoute('ping', {
    returnResponse: true,
    integration: new WebSocketMockIntegration('Ping', {
      requestTemplates: { $default: '{"statusCode":200}' },
      templateSelectionExpression: '\\$default',
      responses: [{ responseTemplates: { $default: '{"pong":true}' } }],
    }),
  });
  expect(one(stack, 'Route')).toMatchObject({ RouteResponseSelectionExpression: '$default' });
  expect(one(stack, 'RouteResponse')).toMatchObject({ RouteResponseKey: '$default' });
  expect(one(stack, 'IntegrationResponse')).toEqual({
    ApiId: { Ref: 'ApiF70053CD' },
    IntegrationId: { Ref: expect.stringMatching(/^ApipingRoutePing/) },
    IntegrationResponseKey: '$default',
    ResponseTemplates: { $default: '{"pong":true}' },
    TemplateSelectionExpression: '\\$default',
  });
});

test('a response accepts every property', () => {
  const { stack, integration } = setup();
  const response = integration.addResponse({
    responseKey: WebSocketIntegrationResponseKey.CLIENT_ERROR,
    contentHandling: ContentHandling.CONVERT_TO_BINARY,
    responseParameters: { 'method.response.header.x': 'integration.response.header.y' },
    responseTemplates: { 404: '{}' },
    templateSelectionExpression: '${integration.response.statuscode}',
  });
  expect(one(stack, 'IntegrationResponse')).toMatchObject({
    ContentHandlingStrategy: 'CONVERT_TO_BINARY',
    IntegrationResponseKey: '/4\\d\\d/',
    ResponseParameters: { 'method.response.header.x': 'integration.response.header.y' },
    ResponseTemplates: { 404: '{}' },
    TemplateSelectionExpression: '${integration.response.statuscode}',
  });
  expect(stack.resolve(response.integrationResponseRef)).toEqual({
    apiId: { Ref: 'ApiF70053CD' },
    integrationId: stack.resolve(integration.integrationId),
    integrationResponseId: stack.resolve(response.integrationResponseId),
  });
});

test('templates without the key $default do not get a template selection expression', () => {
  const { stack, integration } = setup();
  integration.addResponse({ responseTemplates: { 200: '{}' } });
  expect(Object.keys(one(stack, 'IntegrationResponse'))).not.toContain('TemplateSelectionExpression');
});

test.each([
  ['DEFAULT', WebSocketIntegrationResponseKey.DEFAULT, '$default', 'Response-$default'],
  ['SUCCESS', WebSocketIntegrationResponseKey.SUCCESS, '/2\\d\\d/', 'Response-2\\d\\d'],
  ['SERVER_ERROR', WebSocketIntegrationResponseKey.SERVER_ERROR, '/5\\d\\d/', 'Response-5\\d\\d'],
  ['a status', WebSocketIntegrationResponseKey.fromStatusCode(599), '/599/', 'Response-599'],
  ['the lowest status', WebSocketIntegrationResponseKey.fromStatusCode(100), '/100/', 'Response-100'],
  ['a pattern', WebSocketIntegrationResponseKey.fromPattern('40[34]'), '/40[34]/', 'Response-40[34]'],
])('%s is a valid response key', (_name, responseKey, key, id) => {
  const { integration } = setup();
  expect(responseKey.key).toBe(key);
  expect(integration.addResponse({ responseKey }).node.id).toBe(id);
});

test('response keys that are tokens are not validated', () => {
  expect(WebSocketIntegrationResponseKey.fromPattern(Fn.ref('A')).key).toMatch(/^\/.*\/$/);
  expect(WebSocketIntegrationResponseKey.fromStatusCode(Token.asNumber(Fn.ref('A'))).key).toMatch(/^\/.*\/$/);
});

test.each([99, 600, 200.5, -200, NaN])('a response fails for the status %d', (status) => {
  expectFailure(() => WebSocketIntegrationResponseKey.fromStatusCode(status), {
    code: 'StatusCodeInvalid',
    given: `got ${status}`,
    fix: 'Use fromPattern()',
  });
});

test.each(['', '/2../', '[', '*'])('a response fails for the pattern %j', (pattern) => {
  const { integration } = setup();
  const responseKey = WebSocketIntegrationResponseKey.fromPattern(pattern);
  const error = thrownBy(() => integration.addResponse({ responseKey }));
  expect(error.code).toBe('IntegrationResponseKeyInvalid');
  expect(error.message).toContain(`got '/${pattern}/'`);
});

test('a route fails for two responses with the same key', () => {
  const { stack, integration } = setup();
  integration.addResponse({});
  expectFailure(() => integration.addResponse({ responseKey: WebSocketIntegrationResponseKey.DEFAULT }), {
    code: 'IntegrationResponseDuplicate',
    path: 'Stack/Mock',
    given: "got '$default'",
    fix: 'Use a different key',
  });
  expect(all(stack, 'IntegrationResponse')).toHaveLength(1);
});
