import { Fn } from 'aws-cdk-lib';

import type { WebSocketRouteProps } from '../../lib';
import { WebSocketApi, WebSocketApiKeySelectionExpression, WebSocketNoneAuthorizer, WebSocketRoute } from '../../lib';
import { WebSocketIamAuthorizer, WebSocketLambdaAuthorizer } from '../../lib/authorizers';
import { HttpUrlIntegration, WebSocketMockIntegration } from '../../lib/integrations';
import { all, idsOf, keys, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { fn } from '../parity/fixtures';

const routeOf = (stack: ReturnType<typeof stackOf>, props: Partial<WebSocketRouteProps> = {}) =>
  new WebSocketRoute(stack, 'Route', {
    webSocketApi: WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', { webSocketId: 'abc' }),
    routeKey: 'send',
    integration: new WebSocketMockIntegration('Mock'),
    ...props,
  });

test('has its key and its integration, and no authorization', () => {
  const stack = stackOf();
  const route = routeOf(stack);
  expect(one(stack, 'Route')).toEqual({
    ApiId: 'abc',
    AuthorizationType: 'NONE',
    RouteKey: 'send',
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: idsOf(stack, 'Integration')[0] }]] },
  });
  expect(all(stack, 'RouteResponse')).toEqual([]);
  expect([route.routeKey, route.webSocketApi.apiId, route.integrationResponseId]).toEqual(['send', 'abc', undefined]);
  const Ref = idsOf(stack, 'Route')[0];
  expect(stack.resolve([route.routeId, route.routeRef])).toEqual([{ Ref }, { apiId: 'abc', routeId: { Ref } }]);
});

test('sends the response of the integration to the client if specified', () => {
  const stack = stackOf();
  routeOf(stack, { returnResponse: true });
  expect(one(stack, 'Route').RouteResponseSelectionExpression).toBe('$default');
  expect(one(stack, 'RouteResponse')).toEqual({
    ApiId: 'abc',
    RouteId: { Ref: idsOf(stack, 'Route')[0] },
    RouteResponseKey: '$default',
  });
});

test('does not send a response to the client if disabled', () => {
  const stack = stackOf();
  routeOf(stack, { returnResponse: false });
  expect(one(stack, 'Route').RouteResponseSelectionExpression).toBeUndefined();
  expect(all(stack, 'RouteResponse')).toEqual([]);
});

test('accepts an authorizer on $connect', () => {
  const stack = stackOf();
  routeOf(stack, { routeKey: '$connect', authorizer: new WebSocketLambdaAuthorizer('Auth', fn(stack)) });
  expect(one(stack, 'Route')).toMatchObject({
    AuthorizationType: 'CUSTOM',
    AuthorizerId: { Ref: idsOf(stack, 'Authorizer')[0] },
  });
});

test('accepts an authorizer if the key is a token', () => {
  const stack = stackOf();
  routeOf(stack, { routeKey: Fn.importValue('key'), authorizer: new WebSocketIamAuthorizer() });
  expect(one(stack, 'Route').AuthorizationType).toBe('AWS_IAM');
});

test.each(['$connect', '$disconnect', '$default', 'send'])('is open on %s with a none authorizer', (routeKey) => {
  const stack = stackOf();
  routeOf(stack, { routeKey, authorizer: new WebSocketNoneAuthorizer() });
  expect(one(stack, 'Route').AuthorizationType).toBe('NONE');
});

test.each(['$disconnect', '$default', 'send'])('fails on %s with an authorizer', (routeKey) => {
  expectFailure(() => routeOf(stackOf(), { routeKey, authorizer: new WebSocketIamAuthorizer() }), {
    code: 'AuthorizerOnNonConnectRoute',
    path: 'Stack/Route',
    given: `got AWS_IAM on '${routeKey}'`,
    fix: "Set the authorizer on '$connect'",
  });
});

test.each([
  [true, true],
  [false, false],
  [undefined, undefined],
])('with apiKeyRequired %p requires an API key: %p', (apiKeyRequired, expected) => {
  const stack = stackOf();
  routeOf(stack, { routeKey: '$connect', apiKeyRequired });
  expect(one(stack, 'Route').ApiKeyRequired).toBe(expected);
});

test('with the key webSocketApiKeyRequired requires no API key where it says so, or where nothing selects keys', () => {
  const stack = stackOf({ context: keys('webSocketApiKeyRequired') });
  const apiKeySelectionExpression = WebSocketApiKeySelectionExpression.HEADER_X_API_KEY;
  routeOf(stack, {
    webSocketApi: new WebSocketApi(stack, 'Own', { apiKeySelectionExpression }),
    routeKey: '$connect',
    apiKeyRequired: false,
  });
  new WebSocketApi(stack, 'Keyless', { connectRouteOptions: { integration: new WebSocketMockIntegration('Mock') } });
  expect(all(stack, 'Route').map(({ ApiKeyRequired }) => ApiKeyRequired as boolean)).toEqual([false, undefined]);
});

describe('what is wrong at run time only', () => {
  test.each([
    ['webSocketApi', { webSocketApi: undefined }],
    ['routeKey', { routeKey: undefined }],
    ['integration', { integration: undefined }],
  ])('a route without %s fails with its path', (property, props) => {
    expectFailure(() => routeOf(stackOf(), props as never), {
      code: 'RequiredPropMissing',
      path: 'Stack/Route',
      given: 'got undefined',
      fix: `Specify '${property}'`,
    });
  });

  test('an HTTP integration fails by its name', () => {
    const integration = new HttpUrlIntegration('Url', 'https://example.com') as never;
    expectFailure(() => routeOf(stackOf(), { integration }), {
      code: 'IntegrationProtocolMismatch',
      path: 'Stack/Route',
      given: 'got HttpUrlIntegration',
      fix: "begins with 'WebSocket'",
    });
  });

  test('a JWT authorizer fails', () => {
    const authorizer = { bind: () => ({ authorizationType: 'JWT', authorizerId: 'abc' }) };
    expectFailure(() => routeOf(stackOf(), { routeKey: '$connect', authorizer }), {
      code: 'AuthorizationTypeUnknown',
      path: 'Stack/Route',
      given: "got 'JWT'",
      fix: 'Use a Lambda authorizer',
    });
  });
});
