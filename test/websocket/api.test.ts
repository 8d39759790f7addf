import { CfnParameter, Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

import { IpAddressType, WebSocketApi, WebSocketApiKeySelectionExpression } from '../../lib';
import { WebSocketMockIntegration } from '../../lib/integrations';
import { Rules } from '../../lib/rules';
import { all, ENV, idsOf, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

const mock = (id = 'Mock') => new WebSocketMockIntegration(id);
const imported = (stack = stackOf({ env: ENV })) =>
  WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', { webSocketId: 'abc' }) as WebSocketApi;
const arn = (rest: string) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:execute-api:eu-west-1:111111111111:abc/${rest}`]],
});

describe('a WebSocket API', () => {
  test('chooses routes by the action of a message, and has no routes and stages of its own', () => {
    const stack = stackOf();
    const api = new WebSocketApi(stack, 'Api');
    expect(one(stack, 'Api')).toEqual({
      Name: 'Api',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    });
    expect([all(stack, 'Route'), all(stack, 'Stage')]).toEqual([[], []]);
    expect(api.webSocketApiName).toBe('Api');
    expect(api.isWebsocketApi).toBe(true);
    expect(stack.resolve([api.apiId, api.apiRef.apiId, api.apiEndpoint])).toEqual([
      { Ref: idsOf(stack, 'Api')[0] },
      { Ref: idsOf(stack, 'Api')[0] },
      { 'Fn::GetAtt': [idsOf(stack, 'Api')[0], 'ApiEndpoint'] },
    ]);
  });

  test('passes every property on', () => {
    const stack = stackOf();
    const api = new WebSocketApi(stack, 'Api', {
      apiKeySelectionExpression: WebSocketApiKeySelectionExpression.HEADER_X_API_KEY,
      apiName: 'chat',
      description: 'All the talk',
      disableSchemaValidation: true,
      ipAddressType: IpAddressType.IPV4,
      routeSelectionExpression: '$request.body.type',
    });
    expect(one(stack, 'Api')).toEqual({
      ApiKeySelectionExpression: '$request.header.x-api-key',
      Description: 'All the talk',
      DisableSchemaValidation: true,
      IpAddressType: 'ipv4',
      Name: 'chat',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.type',
    });
    expect(api.webSocketApiName).toBe('chat');
  });

  test.each([
    [WebSocketApiKeySelectionExpression.HEADER_X_API_KEY, '$request.header.x-api-key'],
    [WebSocketApiKeySelectionExpression.AUTHORIZER_USAGE_IDENTIFIER_KEY, '$context.authorizer.usageIdentifierKey'],
    [new WebSocketApiKeySelectionExpression('$request.header.own'), '$request.header.own'],
  ])('an API key selection expression %j is %s', (expression, expected) => {
    expect(expression.customApiKeySelector).toBe(expected);
  });

  test('is named by an ID of 200 characters in 128', () => {
    const stack = stackOf();
    const api = new WebSocketApi(stack, 'x'.repeat(200));
    expect(one(stack, 'Api').Name).toHaveLength(128);
    expect(api.webSocketApiName).toBe(one(stack, 'Api').Name);
  });

  test('has the routes for connecting, disconnecting and everything else that it is told', () => {
    const stack = stackOf();
    const options = { integration: mock() };
    const api = new WebSocketApi(stack, 'Api', {
      defaultRouteOptions: options,
      disconnectRouteOptions: options,
      connectRouteOptions: options,
    });
    expect(all(stack, 'Route').map(({ RouteKey }) => RouteKey as string)).toEqual([
      '$connect',
      '$disconnect',
      '$default',
    ]);
    expect(api.node.children.map(({ node }) => node.id)).toEqual([
      'Resource',
      '$connect-Route',
      '$disconnect-Route',
      '$default-Route',
    ]);
  });
});

describe('addRoute', () => {
  test('adds a route under its key', () => {
    const stack = stackOf();
    const route = new WebSocketApi(stack, 'Api').addRoute('send', { integration: mock(), returnResponse: true });
    expect(route.node.path).toBe('Stack/Api/send-Route');
    expect(one(stack, 'Route')).toMatchObject({ RouteKey: 'send', RouteResponseSelectionExpression: '$default' });
  });

  test('accepts a key that is a token, and its ID does not change', () => {
    const stack = stackOf();
    const key = new CfnParameter(stack, 'Key').valueAsString;
    const route = new WebSocketApi(stack, 'Api').addRoute(key, { integration: mock() });
    expect(one(stack, 'Route').RouteKey).toEqual({ Ref: 'Key' });
    expect(route.node.id).toMatch(/^[0-9a-f]{8}-Route$/);
  });

  test('keeps apart keys that read alike in an ID', () => {
    const stack = stackOf();
    const api = new WebSocketApi(stack, 'Api');
    const ids = ['a/b', 'a--b'].map((key, i) => api.addRoute(key, { integration: mock(`M${i}`) }).node.id);
    expect(ids).toEqual(['a--b-Route', expect.stringMatching(/^a--b-Route-[0-9a-f]{8}$/)]);
  });

  test('fails where the same key is added twice', () => {
    const api = new WebSocketApi(stackOf(), 'Api');
    api.addRoute('a', { integration: mock() });
    expectFailure(() => api.addRoute('a', { integration: mock() }), {
      code: 'RouteDuplicate',
      path: 'Stack/Api',
      given: "got 'a'",
      fix: 'Remove one of the two routes',
    });
  });

  test('adds the same key twice where the rule is disabled', () => {
    const api = new WebSocketApi(stackOf(), 'Api');
    Rules.of(api).disable('RouteDuplicate', 'a test');
    api.addRoute('a', { integration: mock() });
    api.addRoute('a', { integration: new WebSocketMockIntegration('Other') });
    expect(all(api.stack, 'Route').map(({ RouteKey }) => RouteKey)).toEqual(['a', 'a']);
  });
});

test('grants a principal permission to manage the connections of every stage', () => {
  const stack = stackOf({ env: ENV });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  imported(stack).grantManageConnections(role);
  expect(one(stack, 'AWS::IAM::Policy').PolicyDocument.Statement).toEqual([
    { Action: 'execute-api:ManageConnections', Effect: 'Allow', Resource: arn('*/*/@connections/*') },
  ]);
});

test.each([
  [[], '*/*'],
  [['send'], '*/send'],
  [['$connect', 'dev'], 'dev/$connect'],
  [[undefined, 'dev'], 'dev/*'],
])('the ARN of %j ends in %s', (given, rest) => {
  const api = imported();
  expect(api.stack.resolve(api.arnForExecuteApiV2(...given))).toEqual(arn(rest));
});

test('has an ARN in the form of an HTTP API, as long as aws-cdk-lib has', () => {
  const stack = stackOf({ env: ENV });
  const api = new WebSocketApi(stack, 'Api');

  const of = (...given: string[]) => JSON.stringify(stack.resolve(api.arnForExecuteApi(...given)));
  expect(of()).toMatch(/"\/\*\/\*\/\*"/);
  expect(of('GET', '/x', 'dev')).toMatch(/"\/dev\/GET\/x"/);
  expectFailure(() => of('GET', 'x'), {
    code: 'ArnPathWithoutSlash',
    path: 'Stack/Api',
    given: "'x'",
    fix: "Specify '/x'",
  });
});

describe('an imported API', () => {
  test('has the attributes that were passed, and creates no resources', () => {
    const stack = stackOf({ env: ENV });
    const api = WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', {
      webSocketId: Fn.importValue('id'),
      apiEndpoint: 'wss://abc',
    });
    expect(stack.resolve([api.apiId, api.apiRef.apiId])).toEqual([
      { 'Fn::ImportValue': 'id' },
      { 'Fn::ImportValue': 'id' },
    ]);
    expect(api.apiEndpoint).toBe('wss://abc');
    expect(api.isWebsocketApi).toBe(true);
    expect([api.env, api.node.children]).toEqual([ENV, []]);
  });

  test('throws for an endpoint that was not passed', () => {
    const api = imported();
    expectFailure(() => api.apiEndpoint, {
      code: 'ApiEndpointUnknown',
      path: 'Stack/Api',
      fix: 'Pass `apiEndpoint` to the import',
    });
  });
});
