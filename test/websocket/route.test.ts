import { Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';

import type { WebSocketRouteOptions, WebSocketRouteProps } from '../../lib';
import {
  WebSocketApi,
  WebSocketApiKeySelectionExpression,
  WebSocketModel,
  WebSocketModelSchema,
  WebSocketNoneAuthorizer,
  WebSocketRoute,
} from '../../lib';
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
const schema = WebSocketModelSchema.fromInline({ type: 'object' });

function setup() {
  const stack = stackOf();
  const api = new WebSocketApi(stack, 'Api');
  const add = (options: Partial<WebSocketRouteOptions> = {}, key = 'send') =>
    api.addRoute(key, { integration: new WebSocketMockIntegration('Mock'), ...options });
  return { stack, api, add };
}

test('a WebSocket route has a key and an integration, and is public by default', () => {
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

test('a WebSocket route sends the integration response to the client if returnResponse is true', () => {
  const stack = stackOf();
  routeOf(stack, { returnResponse: true });
  expect(one(stack, 'Route').RouteResponseSelectionExpression).toBe('$default');
  expect(one(stack, 'RouteResponse')).toEqual({
    ApiId: 'abc',
    RouteId: { Ref: idsOf(stack, 'Route')[0] },
    RouteResponseKey: '$default',
  });
});

test('a WebSocket route does not send a response to the client if returnResponse is false', () => {
  const stack = stackOf();
  routeOf(stack, { returnResponse: false });
  expect(one(stack, 'Route').RouteResponseSelectionExpression).toBeUndefined();
  expect(all(stack, 'RouteResponse')).toEqual([]);
});

test('a WebSocket route accepts an authorizer on $connect', () => {
  const stack = stackOf();
  routeOf(stack, { routeKey: '$connect', authorizer: new WebSocketLambdaAuthorizer('Auth', fn(stack)) });
  expect(one(stack, 'Route')).toMatchObject({
    AuthorizationType: 'CUSTOM',
    AuthorizerId: { Ref: idsOf(stack, 'Authorizer')[0] },
  });
});

test('a WebSocket route accepts an authorizer if the key is a token', () => {
  const stack = stackOf();
  routeOf(stack, { routeKey: Fn.importValue('key'), authorizer: new WebSocketIamAuthorizer() });
  expect(one(stack, 'Route').AuthorizationType).toBe('AWS_IAM');
});

test.each(['$connect', '$disconnect', '$default', 'send'])(
  'a WebSocket route %s is public with a WebSocketNoneAuthorizer',
  (routeKey) => {
    const stack = stackOf();
    routeOf(stack, { routeKey, authorizer: new WebSocketNoneAuthorizer() });
    expect(one(stack, 'Route').AuthorizationType).toBe('NONE');
  },
);

test.each(['$disconnect', '$default', 'send'])('a WebSocket route %s fails with an authorizer', (routeKey) => {
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
])('a WebSocket route with apiKeyRequired %p requires an API key: %p', (apiKeyRequired, expected) => {
  const stack = stackOf();
  routeOf(stack, { routeKey: '$connect', apiKeyRequired });
  expect(one(stack, 'Route').ApiKeyRequired).toBe(expected);
});

test('with the context key webSocketApiKeyRequired, a route requires no API key if apiKeyRequired is false or the API does not select keys', () => {
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

describe('values that only untyped code can pass', () => {
  test.each([
    ['webSocketApi', { webSocketApi: undefined }],
    ['routeKey', { routeKey: undefined }],
    ['integration', { integration: undefined }],
  ])('a route without %s fails, and the error contains the path of the route', (property, props) => {
    expectFailure(() => routeOf(stackOf(), props as never), {
      code: 'RequiredPropMissing',
      path: 'Stack/Route',
      given: 'got undefined',
      fix: `Specify '${property}'`,
    });
  });

  test('an HTTP integration fails, and the error contains its class name', () => {
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

describe('the request models of a route', () => {
  test('are rendered by name, and the route depends on them', () => {
    const { stack, api, add } = setup();
    const text = api.addModel('Text', { modelName: 'Text', schema });
    const image = api.addModel('Image', { modelName: 'Image', schema });
    add({ requestModels: { text, image }, modelSelectionExpression: '$request.body.type' });
    expect(one(stack, 'Route')).toMatchObject({
      ModelSelectionExpression: '$request.body.type',
      RequestModels: { text: 'Text', image: 'Image' },
    });
    const [route] = Object.values(Template.fromStack(stack).findResources('AWS::ApiGatewayV2::Route'));
    expect(route!.DependsOn).toEqual(idsOf(stack, 'Model').sort());
    const [mock] = Object.values(Template.fromStack(stack).findResources('AWS::ApiGatewayV2::Integration'));
    expect(mock!.DependsOn).toBeUndefined();
  });

  test('do not need a selection expression if the only model key is $default', () => {
    const { stack, api, add } = setup();
    add({ requestModels: { $default: api.addModel('Text', { modelName: 'Text', schema }) } });
    expect(one(stack, 'Route')).toMatchObject({
      ModelSelectionExpression: '$default',
      RequestModels: { $default: 'Text' },
    });
  });

  test('can be imported models', () => {
    const { stack, add } = setup();
    add({ requestModels: { $default: WebSocketModel.fromModelName(stack, 'Text', 'Text') } });
    expect(one(stack, 'Route').RequestModels).toEqual({ $default: 'Text' });
  });

  test('do not change the route if no models are specified', () => {
    const { stack, add } = setup();
    add({ requestModels: {}, requestParameters: {} });
    expect(Object.keys(one(stack, 'Route'))).toEqual(['ApiId', 'AuthorizationType', 'RouteKey', 'Target']);
  });

  const mismatches = (stack: Stack) =>
    Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('ModelSelectionMismatch'));

  test('cause a warning without a selection expression', () => {
    const { stack, api, add } = setup();
    add({ requestModels: { a: api.addModel('Text', { schema }) } });
    expect(mismatches(stack)).toHaveLength(1);
    expect(one(stack, 'Route').ModelSelectionExpression).toBeUndefined();
  });

  test.each([undefined, {}])('are required by a selection expression: %j', (requestModels) => {
    const { stack, add } = setup();
    add({ requestModels, modelSelectionExpression: '$request.body.a' });
    expect(mismatches(stack)).toHaveLength(1);
    expect(one(stack, 'Route').ModelSelectionExpression).toBe('$request.body.a');
  });

  test('fail if they belong to another API', () => {
    const { stack, add } = setup();
    const other = new WebSocketApi(stack, 'Other').addModel('Text', { schema });
    const failure = {
      code: 'ModelOnSeveralApis',
      given: 'Stack/Other/Text',
      fix: 'Create a model with the same schema',
    } as const;
    expectFailure(() => add({ requestModels: { $default: other } }), { ...failure, path: 'Stack/Api/send-Route' });
    expectFailure(() => add({ routeResponse: { responseModels: { $default: other } } }, 'b'), {
      ...failure,
      path: 'Stack/Api/b-Route',
    });
  });
});

describe('the request parameters of a route', () => {
  test('are rendered as required or optional', () => {
    const { stack, add } = setup();
    const requestParameters = { 'route.request.querystring.room': true, 'route.request.header.x-y': false };
    add({ requestParameters, operationName: 'Connect' }, '$connect');
    expect(one(stack, 'Route')).toMatchObject({
      OperationName: 'Connect',
      RequestParameters: {
        'route.request.querystring.room': { Required: true },
        'route.request.header.x-y': { Required: false },
      },
    });
  });

  test.each([
    ['send', 'route.request.body.a.b'],
    ['$connect', 'route.request.multivalueheader.a'],
    [Fn.ref('Key'), 'route.request.header.a'],
    ['send', Fn.ref('Parameter')],
  ])('of %s can be %s', (key, parameter) => {
    expect(() => setup().add({ requestParameters: { [parameter]: true } }, key)).not.toThrow();
  });

  test.each([
    ['send', 'route.request.header.a', 'ConnectOnlyParameter'],
    ['$disconnect', 'route.request.querystring.a', 'ConnectOnlyParameter'],
    ['$connect', 'request.header.a', 'RouteParameterInvalid'],
    ['$connect', 'route.request.path.a', 'RouteParameterInvalid'],
    ['$connect', 'route.request.header.', 'RouteParameterInvalid'],
  ])('are reported for %s with %s', (key, parameter, code) => {
    const { stack, add } = setup();
    add({ requestParameters: { [parameter]: true } }, key);
    const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(`${code}.*${parameter}`));
    expect(found).toHaveLength(1);
    expect(one(stack, 'Route').RequestParameters).toEqual({ [parameter]: { Required: true } });
  });
});

describe('the response of a route', () => {
  test('has models and parameters, and enables two-way communication', () => {
    const { stack, api, add } = setup();
    const model = api.addModel('Answer', { modelName: 'Answer', schema });
    add({
      routeResponse: {
        responseModels: { $default: model },
        responseParameters: { 'method.response.header.x': true },
      },
    });
    expect(one(stack, 'RouteResponse')).toMatchObject({
      ResponseModels: { $default: 'Answer' },
      ResponseParameters: { 'method.response.header.x': { Required: true } },
      RouteResponseKey: '$default',
    });
    const [response] = Object.values(Template.fromStack(stack).findResources('AWS::ApiGatewayV2::RouteResponse'));
    expect(response!.DependsOn).toEqual(idsOf(stack, 'Model'));
    expect(one(stack, 'Route').RouteResponseSelectionExpression).toBe('$default');
  });

  test('fails for a route with disabled responses', () => {
    const { add } = setup();
    expectFailure(() => add({ routeResponse: {}, returnResponse: false }), {
      code: 'RouteResponseDisabled',
      path: 'Stack/Api/send-Route',
      fix: 'Remove one of the two',
    });
  });
});

test('connectRouteOptions and addRoute can require an API key', () => {
  const stack = stackOf();
  const integration = new WebSocketMockIntegration('Mock');
  const api = new WebSocketApi(stack, 'Api', { connectRouteOptions: { integration, apiKeyRequired: true } });
  expect(one(stack, 'Route').ApiKeyRequired).toBe(true);
  const other = WebSocketApi.fromWebSocketApiAttributes(stackOf(), 'Api', { webSocketId: 'abc' });
  other.addRoute('$connect', { integration: new WebSocketMockIntegration('Mock'), apiKeyRequired: true });
  expect(one(Stack.of(other), 'Route').ApiKeyRequired).toBe(true);
  expect(api.node.tryFindChild('$connect-Route')).toBeDefined();
});

describe('a grant on a route', () => {
  const role = (stack: Stack) => new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });

  test('gives a principal permission to connect', () => {
    const { stack, add } = setup();
    add({ authorizer: new WebSocketIamAuthorizer() }, '$connect').grantConnect(role(stack));
    expect(one(stack, 'AWS::IAM::Policy').PolicyDocument.Statement).toMatchObject([
      { Action: 'execute-api:Invoke', Resource: { 'Fn::Join': ['', expect.arrayContaining(['/*/$connect'])] } },
    ]);
  });

  test.each(['$connect', 'send'])('fails for %s without IAM authorization', (key) => {
    const { stack, add } = setup();
    expectFailure(() => add({}, key).grantConnect(role(stack)), {
      code: 'GrantWithoutIamAuthorizer',
      path: `Stack/Api/${key}-Route`,
      given: `got '${key}' with the authorization type NONE`,
      fix: 'WebSocketIamAuthorizer',
    });
  });
});

describe('the metrics of a WebSocket route', () => {
  const ALL: [keyof WebSocketRoute & `metric${string}`, string, string][] = [
    ['metricConnectCount', 'ConnectCount', 'Sum'],
    ['metricMessageCount', 'MessageCount', 'Sum'],
    ['metricClientError', 'ClientError', 'Sum'],
    ['metricExecutionError', 'ExecutionError', 'Sum'],
    ['metricIntegrationError', 'IntegrationError', 'Sum'],
    ['metricIntegrationLatency', 'IntegrationLatency', 'Average'],
  ];
  test.each(ALL)('have the stage as a dimension: %s', (method, metricName, statistic) => {
    const { stack, api, add } = setup();
    const stage = api.addStage('Prod', { stageName: 'prod' });
    const metric = (add() as any)[method]({ stage, label: 'Mine' });
    expect(metric).toMatchObject({ namespace: 'AWS/ApiGateway', metricName, statistic, label: 'Mine' });
    expect(stack.resolve(metric.dimensions)).toEqual({
      ApiId: { Ref: 'ApiF70053CD' },
      Stage: 'prod',
      Route: 'send',
    });
  });

  test('are averages of the default stage by default', () => {
    const api = new WebSocketApi(stackOf(), 'Api', { defaultStageOptions: {} });
    const route = api.addRoute('send', { integration: new WebSocketMockIntegration('Mock') });
    const metric = route.metric('Own');
    expect(metric).toMatchObject({ metricName: 'Own', statistic: 'Average' });
    expect(metric.dimensions).toMatchObject({ Stage: 'prod', Route: 'send' });
  });

  test('fail without a stage', () => {
    expectFailure(() => setup().add().metric('Own'), {
      code: 'RouteMetricWithoutStage',
      path: 'Stack/Api/send-Route',
      fix: 'Pass `stage`',
    });
  });
});
