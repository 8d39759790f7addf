import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { CfnDeployment } from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';

import type { WebSocketApiProps } from '../../lib';
import {
  ApiMapping,
  DomainName,
  IpAddressType,
  WebSocketApi,
  WebSocketApiKeySelectionExpression,
  WebSocketLoggingLevel,
  WebSocketModelSchema,
} from '../../lib';
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
const apiOf = (props?: WebSocketApiProps) => new WebSocketApi(stackOf({ env: ENV }), 'Api', props);
/** An API that can be deployed, because it has a route. */
const servingApiOf = (props: WebSocketApiProps) =>
  apiOf({ defaultRouteOptions: { integration: new WebSocketMockIntegration('Mock') }, ...props });
const importOf = () => WebSocketApi.fromWebSocketApiAttributes(stackOf({ env: ENV }), 'Api', { webSocketId: 'abc' });

describe('a WebSocket API', () => {
  test('selects routes by the action of a message, and has no routes or stages by default', () => {
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

  test('passes every property to CloudFormation', () => {
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
  ])('the API key selection expression %j renders as %s', (expression, expected) => {
    expect(expression.customApiKeySelector).toBe(expected);
  });

  test('shortens a construct ID of 200 characters to a name of 128', () => {
    const stack = stackOf();
    const api = new WebSocketApi(stack, 'x'.repeat(200));
    expect(one(stack, 'Api').Name).toHaveLength(128);
    expect(api.webSocketApiName).toBe(one(stack, 'Api').Name);
  });

  test('has the $connect, $disconnect and $default routes that are specified', () => {
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
  test('adds a route with its key', () => {
    const stack = stackOf();
    const route = new WebSocketApi(stack, 'Api').addRoute('send', { integration: mock(), returnResponse: true });
    expect(route.node.path).toBe('Stack/Api/send-Route');
    expect(one(stack, 'Route')).toMatchObject({ RouteKey: 'send', RouteResponseSelectionExpression: '$default' });
  });

  test('accepts a key that is a token, with a stable logical ID', () => {
    const stack = stackOf();
    const key = new CfnParameter(stack, 'Key').valueAsString;
    const route = new WebSocketApi(stack, 'Api').addRoute(key, { integration: mock() });
    expect(one(stack, 'Route').RouteKey).toEqual({ Ref: 'Key' });
    expect(route.node.id).toMatch(/^[0-9a-f]{8}-Route$/);
  });

  test('creates different logical IDs for similar keys', () => {
    const stack = stackOf();
    const api = new WebSocketApi(stack, 'Api');
    const ids = ['a/b', 'a--b'].map((key, i) => api.addRoute(key, { integration: mock(`M${i}`) }).node.id);
    expect(ids).toEqual(['a--b-Route', expect.stringMatching(/^a--b-Route-[0-9a-f]{8}$/)]);
  });

  test('fails if the same key is added twice', () => {
    const api = new WebSocketApi(stackOf(), 'Api');
    api.addRoute('a', { integration: mock() });
    expectFailure(() => api.addRoute('a', { integration: mock() }), {
      code: 'RouteDuplicate',
      path: 'Stack/Api',
      given: "got 'a'",
      fix: 'Remove one of the two routes',
    });
  });

  test('adds the same key twice if the rule is disabled', () => {
    const api = new WebSocketApi(stackOf(), 'Api');
    Rules.of(api).disable('RouteDuplicate', 'a test');
    api.addRoute('a', { integration: mock() });
    api.addRoute('a', { integration: new WebSocketMockIntegration('Other') });
    expect(all(api.stack, 'Route').map(({ RouteKey }) => RouteKey)).toEqual(['a', 'a']);
  });
});

test('a WebSocket API grants a principal permission to manage the connections of every stage', () => {
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

test('the ARN has the form of an HTTP API by default, as in aws-cdk-lib', () => {
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

  test('throws when apiEndpoint is read if it was not passed', () => {
    const api = imported();
    expectFailure(() => api.apiEndpoint, {
      code: 'ApiEndpointUnknown',
      path: 'Stack/Api',
      fix: 'Pass `apiEndpoint` to the import',
    });
  });
});

test('an API can have a version and a disabled default endpoint', () => {
  const api = apiOf({ version: '1.2', disableExecuteApiEndpoint: true });
  expect(one(Stack.of(api), 'Api')).toMatchObject({ DisableExecuteApiEndpoint: true, Version: '1.2' });
  expectFailure(() => api.apiEndpoint, {
    code: 'ApiEndpointDisabled',
    path: 'Stack/Api',
    fix: 'Use the custom domain name',
  });
});

describe('a default stage', () => {
  test('is not created by default', () => {
    const api = servingApiOf({});
    expect(api.defaultStage).toBeUndefined();
    expect(all(Stack.of(api), 'Stage')).toEqual([]);
  });

  test('is created together with the API', () => {
    const api = servingApiOf({ defaultStageOptions: {} });
    expect(one(Stack.of(api), 'Stage')).toMatchObject({ AutoDeploy: true, StageName: 'prod' });
    expect(api.defaultStage!.url).toMatch(/^wss:.*\/prod$/);
  });

  test('accepts all options of a stage', () => {
    const defaultStageOptions = {
      stageName: 'live',
      autoDeploy: false,
      loggingLevel: WebSocketLoggingLevel.ERROR,
      cloudWatchRole: true,
    };
    const stack = Stack.of(servingApiOf({ defaultStageOptions }));
    expect(one(stack, 'Stage')).toMatchObject({
      AutoDeploy: false,
      DefaultRouteSettings: { LoggingLevel: 'ERROR' },
      StageName: 'live',
    });
    expect(all(stack, 'AWS::ApiGateway::Account')).toHaveLength(1);
  });

  test('with deploymentOptions disables automatic deployment and gets a new deployment if the API changes', () => {
    const idOf = (text: string) => {
      const api = servingApiOf({ defaultStageOptions: { deploymentOptions: {} } });
      const integration = new WebSocketMockIntegration('Mock', {
        responses: [{ responseTemplates: { $default: text } }],
      });
      api.addRoute('ping', { integration, returnResponse: true });
      return one(Stack.of(api), 'Stage');
    };
    expect(idOf('a')).toMatchObject({ AutoDeploy: false, DeploymentId: { Ref: expect.any(String) } });
    expect(idOf('a')).toEqual(idOf('a'));
    expect(idOf('a')).not.toEqual(idOf('b'));
  });

  test('can use an existing deployment', () => {
    const stack = stackOf({ env: ENV });
    const deployment = new CfnDeployment(stack, 'Deployment', { apiId: 'abc' });
    new WebSocketApi(stack, 'Api', {
      defaultRouteOptions: { integration: new WebSocketMockIntegration('Mock') },
      defaultStageOptions: { deployment },
    });
    expect(one(stack, 'Stage')).toMatchObject({
      AutoDeploy: false,
      DeploymentId: { Ref: 'Deployment' },
    });
  });

  test('is used by default if the API is mapped to a domain name', () => {
    const api = servingApiOf({ defaultStageOptions: {} });
    const domainName = DomainName.fromDomainNameAttributes(Stack.of(api), 'Domain', {
      name: 'ws.example.com',
      regionalDomainName: 'd-1.execute-api.eu-west-1.amazonaws.com',
      regionalHostedZoneId: 'Z1',
    });
    new ApiMapping(Stack.of(api), 'Mapping', { api, domainName });
    expect(one(Stack.of(api), 'ApiMapping').Stage).toEqual(Stack.of(api).resolve(api.defaultStage!.stageName));
    expect(api.defaultStage!.domainUrl).toBe('wss://ws.example.com/');
  });
});

describe.each([
  ['own', apiOf],
  ['imported', importOf],
])('an %s API', (_kind, make) => {
  test('adds routes, stages and models', () => {
    const api = make();
    const model = api.addModel('Text', { schema: WebSocketModelSchema.fromInline({}) });
    const route = api.addRoute('send', {
      integration: new WebSocketMockIntegration('Mock'),
      requestModels: { $default: model },
    });
    const stage = api.addStage('Prod', { stageName: 'prod' });
    expect([route.webSocketApi, stage.api]).toEqual([api, api]);
    const stack = Stack.of(api);
    const apis = ['Route', 'Stage', 'Model', 'Integration'].map((type) => one(stack, type).ApiId);
    expect(new Set(apis.map((id) => JSON.stringify(id)))).toEqual(new Set([JSON.stringify(stack.resolve(api.apiId))]));
    expect(stage.url).toMatch(/^wss:\/\/.*\.execute-api\.eu-west-1\..*\/prod$/);
  });

  test('returns its ARNs', () => {
    const api = make();
    const ends = [api.arnForExecuteApiV2(), api.arnForExecuteApiV2('send'), api.arnForExecuteApiV2('$connect', 'prod')];
    expect(ends.map((arn) => arn.split('/').slice(1).join('/'))).toEqual(['*/*', '*/send', 'prod/$connect']);
  });

  test.each([
    ['grantConnect', 'execute-api:Invoke', '/*/$connect'],
    ['grantManageConnections', 'execute-api:ManageConnections', '/*/*/@connections/*'],
    ['grantSend', 'execute-api:ManageConnections', '/*/POST/@connections/*'],
    ['grantReadConnections', 'execute-api:ManageConnections', '/*/GET/@connections/*'],
    ['grantDisconnect', 'execute-api:ManageConnections', '/*/DELETE/@connections/*'],
  ] as const)('%s allows %s on every stage', (method, Action, rest) => {
    const api = make();
    const role = new Role(Stack.of(api), 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    expect(api[method](role).success).toBe(true);
    const [statement] = one(Stack.of(api), 'AWS::IAM::Policy').PolicyDocument.Statement;
    expect(statement.Action).toBe(Action);
    expect(statement.Resource['Fn::Join'][1].at(-1)).toMatch(new RegExp(`${rest.replace(/[*$]/g, '\\$&')}$`));
  });
});
