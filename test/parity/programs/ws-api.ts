import {
  Aspects,
  CfnOutput,
  CfnParameter,
  CfnResource,
  Duration,
  Fn,
  RemovalPolicy,
  Stack,
  Tags,
  Token,
} from 'aws-cdk-lib';
import type { IAspect } from 'aws-cdk-lib';
import type { CfnApi, WebSocketApiProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import { ENV, fn, inStack, role, rows } from '../fixtures';
import type { Modules, Program } from '../modules';
import { places } from '../places';

const mock = ({ integrations }: Modules, id = 'Mock') => new integrations.WebSocketMockIntegration(id);
const lambdaOf = ({ integrations }: Modules, scope: Construct, id: string) =>
  new integrations.WebSocketLambdaIntegration(`${id}Integration`, fn(scope, id));

/** The properties of an API. */
function told(api: InstanceType<Modules['apigwv2']['WebSocketApi']>) {
  return {
    id: api.apiId,
    endpoint: api.apiEndpoint,
    name: api.webSocketApiName,
    isWebsocketApi: api.isWebsocketApi,
    ref: api.apiRef,
    env: api.env,
    stack: api.stack.node.path,
    defaultChild: api.node.defaultChild?.node.path,
    children: api.node.children.map((c) => c.node.id),
  };
}

const props = rows<(m: Modules, stack: Stack) => WebSocketApiProps | undefined>(
  {
    none: () => undefined,
    'an empty object': () => ({}),
    apiName: () => ({ apiName: 'chat' }),
    'apiName that is a token': (_, stack) => ({ apiName: Fn.join('-', ['chat', stack.stackName]) }),
    'apiName that is a parameter': (_, stack) => ({ apiName: new CfnParameter(stack, 'Name').valueAsString }),
    description: () => ({ description: 'A chat.' }),
    'empty description': () => ({ description: '' }),
    'description that is a token': (_, stack) => ({ description: `of ${stack.region}` }),
    routeSelectionExpression: () => ({ routeSelectionExpression: '$request.body.type' }),
    'routeSelectionExpression with a header': () => ({ routeSelectionExpression: '${request.header.kind}' }),
    'ipAddressType IPv4': (m) => ({ ipAddressType: m.apigwv2.IpAddressType.IPV4 }),
    'ipAddressType dual-stack': (m) => ({ ipAddressType: m.apigwv2.IpAddressType.DUAL_STACK }),
    'disableSchemaValidation true': () => ({ disableSchemaValidation: true }),
    'disableSchemaValidation false': () => ({ disableSchemaValidation: false }),
    'API key selection by header': (m) => ({
      apiKeySelectionExpression: m.apigwv2.WebSocketApiKeySelectionExpression.HEADER_X_API_KEY,
    }),
    'API key selection by authorizer': (m) => ({
      apiKeySelectionExpression: m.apigwv2.WebSocketApiKeySelectionExpression.AUTHORIZER_USAGE_IDENTIFIER_KEY,
    }),
    'connect route': (m, stack) => ({ connectRouteOptions: { integration: lambdaOf(m, stack, 'Connect') } }),
    'disconnect route': (m, stack) => ({ disconnectRouteOptions: { integration: lambdaOf(m, stack, 'Disconnect') } }),
    'default route': (m, stack) => ({ defaultRouteOptions: { integration: lambdaOf(m, stack, 'Default') } }),
    'default route with a response': (m, stack) => ({
      defaultRouteOptions: { integration: lambdaOf(m, stack, 'Default'), returnResponse: true },
    }),
    'three routes without a response': (m, stack) => ({
      connectRouteOptions: { integration: lambdaOf(m, stack, 'Connect'), returnResponse: false },
      disconnectRouteOptions: { integration: lambdaOf(m, stack, 'Disconnect'), returnResponse: false },
      defaultRouteOptions: { integration: lambdaOf(m, stack, 'Default'), returnResponse: false },
    }),
    'three routes with a response, and API key selection by header': (m, stack) => ({
      apiKeySelectionExpression: m.apigwv2.WebSocketApiKeySelectionExpression.HEADER_X_API_KEY,
      connectRouteOptions: { integration: lambdaOf(m, stack, 'Connect'), returnResponse: true },
      disconnectRouteOptions: { integration: lambdaOf(m, stack, 'Disconnect'), returnResponse: true },
      defaultRouteOptions: { integration: lambdaOf(m, stack, 'Default'), returnResponse: true },
    }),
    'connect route with an authorizer': (m, stack) => ({
      connectRouteOptions: {
        integration: lambdaOf(m, stack, 'Connect'),
        authorizer: new m.authorizers.WebSocketLambdaAuthorizer('Auth', fn(stack, 'AuthFn')),
      },
    }),
    'connect route with an authorizer that invokes the same function': (m, stack) => {
      const handler = fn(stack);
      return {
        connectRouteOptions: {
          integration: new m.integrations.WebSocketLambdaIntegration('Connect', handler),
          authorizer: new m.authorizers.WebSocketLambdaAuthorizer('Auth', handler),
        },
      };
    },
    'connect route with a none authorizer': (m, stack) => ({
      connectRouteOptions: {
        integration: lambdaOf(m, stack, 'Connect'),
        authorizer: new m.apigwv2.WebSocketNoneAuthorizer(),
      },
    }),
    'all properties': (m, stack) => ({
      apiName: 'all',
      apiKeySelectionExpression: m.apigwv2.WebSocketApiKeySelectionExpression.AUTHORIZER_USAGE_IDENTIFIER_KEY,
      description: 'All of it',
      routeSelectionExpression: '$request.body.kind',
      connectRouteOptions: {
        integration: lambdaOf(m, stack, 'Connect'),
        authorizer: new m.authorizers.WebSocketIamAuthorizer(),
        returnResponse: true,
      },
      disconnectRouteOptions: { integration: mock(m, 'DisconnectMock') },
      defaultRouteOptions: { integration: mock(m, 'DefaultMock'), returnResponse: true },
      ipAddressType: m.apigwv2.IpAddressType.DUAL_STACK,
      disableSchemaValidation: true,
    }),
    'one integration for all routes': (m) => {
      const integration = mock(m);
      return {
        connectRouteOptions: { integration },
        disconnectRouteOptions: { integration },
        defaultRouteOptions: { integration },
      };
    },
    'one Lambda integration for all routes': (m, stack) => {
      const integration = lambdaOf(m, stack, 'Shared');
      return {
        defaultRouteOptions: { integration },
        disconnectRouteOptions: { integration },
        connectRouteOptions: { integration },
      };
    },
  },
  (name, make) =>
    inStack(`WebSocket API with properties: ${name}`, (m, stack) => {
      const api = new m.apigwv2.WebSocketApi(stack, 'Api', make(m, stack));
      return told(api);
    }),
);

const possiblyRejected = [
  inStack(
    'WebSocket API with properties: a custom API key selection expression',
    ({ apigwv2 }, stack) => {
      const selector = new apigwv2.WebSocketApiKeySelectionExpression('$request.header.my-key');
      new apigwv2.WebSocketApi(stack, 'Api', { apiKeySelectionExpression: selector });
      return {
        own: selector.customApiKeySelector,
        header: apigwv2.WebSocketApiKeySelectionExpression.HEADER_X_API_KEY.customApiKeySelector,
        authorizer: apigwv2.WebSocketApiKeySelectionExpression.AUTHORIZER_USAGE_IDENTIFIER_KEY.customApiKeySelector,
      };
    },
    { undeployable: 'API Gateway accepts only two expressions' },
  ),
  inStack('WebSocket API with properties: an API key selection expression that is a token', ({ apigwv2 }, stack) => {
    const selector = new apigwv2.WebSocketApiKeySelectionExpression(Fn.importValue('selector'));
    new apigwv2.WebSocketApi(stack, 'Api', { apiKeySelectionExpression: selector });
    return { selector: selector.customApiKeySelector };
  }),
  inStack(
    'WebSocket API with properties: an empty route selection expression',
    ({ apigwv2 }, stack) => {
      new apigwv2.WebSocketApi(stack, 'Api', { routeSelectionExpression: '' });
    },
    { undeployable: 'the expression must not be empty' },
  ),
];

const routes = rows<(m: Modules, api: InstanceType<Modules['apigwv2']['WebSocketApi']>, stack: Stack) => void>(
  {
    'many route keys': (m, api) =>
      ['send', 'sendMessage', 'send-message', 'send_message', 'a.b', 'x y', 'Ünïcode', '123'].forEach((key, i) =>
        api.addRoute(key, { integration: mock(m, `M${i}`) }),
      ),
    'a route key with slashes': (m, api) => void api.addRoute('chat/send', { integration: mock(m) }),
    'the three predefined route keys': (m, api) =>
      ['$connect', '$disconnect', '$default'].forEach((key) => api.addRoute(key, { integration: mock(m, key) })),
    'route keys that differ in letter case': (m, api) =>
      ['send', 'Send', 'SEND'].forEach((key) => api.addRoute(key, { integration: mock(m, `${key}Mock`) })),
    'one integration for many routes': (m, api, stack) => {
      const integration = lambdaOf(m, stack, 'Shared');
      ['a', 'b', 'c', '$default'].forEach((key) => api.addRoute(key, { integration }));
    },
    'one function in many integrations': (m, api, stack) => {
      const handler = fn(stack);
      ['a', 'b', 'c'].forEach((key) =>
        api.addRoute(key, { integration: new m.integrations.WebSocketLambdaIntegration(`${key}Int`, handler) }),
      );
    },
    'one construct ID for many integrations': (m, api, stack) => {
      ['a', 'b', 'c'].forEach((key) =>
        api.addRoute(key, { integration: new m.integrations.WebSocketLambdaIntegration('Int', fn(stack, key)) }),
      );
    },
    'routes with and without responses': (m, api) => {
      api.addRoute('a', { integration: mock(m, 'A'), returnResponse: true });
      api.addRoute('b', { integration: mock(m, 'B'), returnResponse: false });
      api.addRoute('c', { integration: mock(m, 'C') });
    },
    'an IAM authorizer on $connect': (m, api) =>
      void api.addRoute('$connect', { integration: mock(m), authorizer: new m.authorizers.WebSocketIamAuthorizer() }),
  },
  (name, add) =>
    inStack(`WebSocket API: addRoute: ${name}`, (m, stack) => {
      const api = new m.apigwv2.WebSocketApi(stack, 'Api');
      add(m, api, stack);
      return { ...told(api), paths: api.node.findAll().map((c) => c.node.path) };
    }),
);

const broken = rows<(m: Modules, api: InstanceType<Modules['apigwv2']['WebSocketApi']>, stack: Stack) => unknown>(
  {
    'the same route key twice': (m, api) => [0, 1].map((i) => api.addRoute('send', { integration: mock(m, `M${i}`) })),
    'an authorizer on a route other than $connect': (m, api) =>
      api.addRoute('send', { integration: mock(m), authorizer: new m.authorizers.WebSocketIamAuthorizer() }),
    'a Lambda authorizer on $default': (m, api, stack) =>
      api.addRoute('$default', {
        integration: mock(m),
        authorizer: new m.authorizers.WebSocketLambdaAuthorizer('Auth', fn(stack)),
      }),
    'arnForExecuteApi with a path without a slash': (_, api) => api.arnForExecuteApi('GET', 'path', 'dev'),
    '$connect as a property and by addRoute': (m, _, stack) =>
      new m.apigwv2.WebSocketApi(stack, 'Two', { connectRouteOptions: { integration: mock(m) } }).addRoute('$connect', {
        integration: mock(m, 'M2'),
      }),
    'an integration with the construct ID Resource': (m, api) =>
      api.addRoute('send', { integration: mock(m, 'Resource') }),
    'an integration with the construct ID Default': (m, api) =>
      api.addRoute('send', { integration: mock(m, 'Default') }),
    'two APIs with the same construct ID': (m, _, stack) => new m.apigwv2.WebSocketApi(stack, 'Api'),
    'a construct ID that is a token': (m, _, stack) => new m.apigwv2.WebSocketApi(stack, Fn.importValue('id')),
  },
  (name, act) =>
    inStack(`fails: WebSocket API: ${name}`, (m, stack) => {
      act(m, new m.apigwv2.WebSocketApi(stack, 'Api'), stack);
    }),
);

const needless: Program[] = [
  inStack(
    'WebSocket API: a route key that is a token',
    (m, stack) => {
      new m.apigwv2.WebSocketApi(stack, 'Api').addRoute(Fn.importValue('key'), { integration: mock(m) });
    },
    { differs: 'token-route-path' },
  ),
  inStack(
    'WebSocket API: a none authorizer on $disconnect',
    (m, stack) => {
      const authorizer = new m.apigwv2.WebSocketNoneAuthorizer();
      new m.apigwv2.WebSocketApi(stack, 'Api').addRoute('$disconnect', { integration: mock(m), authorizer });
    },
    { differs: 'websocket-none-authorizer' },
  ),
];

const arns: Program[] = [
  inStack('WebSocket API: arnForExecuteApi with every argument', ({ apigwv2 }, stack) => {
    const api = new apigwv2.WebSocketApi(stack, 'Api');
    const token = Fn.importValue('x');
    return {
      none: api.arnForExecuteApi(),
      method: api.arnForExecuteApi('GET'),
      any: api.arnForExecuteApi('ANY'),
      lower: api.arnForExecuteApi('get'),
      path: api.arnForExecuteApi('GET', '/path'),
      root: api.arnForExecuteApi('GET', '/'),
      variable: api.arnForExecuteApi('POST', '/a/{b}/c'),
      greedy: api.arnForExecuteApi('POST', '/a/{b+}'),
      star: api.arnForExecuteApi('*', '/*', '*'),
      all: api.arnForExecuteApi('GET', '/path', 'dev'),
      stage: api.arnForExecuteApi(undefined, undefined, 'dev'),
      onlyPath: api.arnForExecuteApi(undefined, '/path', undefined),
      token: api.arnForExecuteApi(token, token, token),
      empty: api.arnForExecuteApi('', '', ''),
    };
  }),
  inStack('WebSocket API: arnForExecuteApiV2 with every argument', ({ apigwv2 }, stack) => {
    const api = new apigwv2.WebSocketApi(stack, 'Api');
    const token = Fn.importValue('x');
    return {
      none: api.arnForExecuteApiV2(),
      connect: api.arnForExecuteApiV2('$connect'),
      own: api.arnForExecuteApiV2('send'),
      slashes: api.arnForExecuteApiV2('/send/it', 'dev'),
      stage: api.arnForExecuteApiV2(undefined, 'dev'),
      both: api.arnForExecuteApiV2('$default', 'dev'),
      star: api.arnForExecuteApiV2('*', '*'),
      token: api.arnForExecuteApiV2(token, token),
      empty: api.arnForExecuteApiV2('', ''),
    };
  }),
  ...rows(places, (place, at) => ({
    name: `WebSocket API: ARNs, grants and endpoints in ${place}`,
    build: (m, app) => {
      const scope = at(app);
      const api = new m.apigwv2.WebSocketApi(scope, 'Api', { defaultRouteOptions: { integration: mock(m) } });
      const stage = new m.apigwv2.WebSocketStage(scope, 'Stage', { webSocketApi: api, stageName: 'dev' });
      const grantee = role(scope, 'Caller', 'lambda.amazonaws.com');
      api.grantManageConnections(grantee);
      stage.grantManagementApiAccess(grantee);
      return {
        ...told(api),
        arn: api.arnForExecuteApiV2('$connect', stage.stageName),
        old: api.arnForExecuteApi('GET', '/x', 'dev'),
        url: stage.url,
        callback: stage.callbackUrl,
      };
    },
  })),
];

const grants = rows<(stack: Stack) => iam.IGrantable>(
  {
    'a role': (stack) => role(stack),
    'a user': (stack) => new iam.User(stack, 'User'),
    'a group': (stack) => new iam.Group(stack, 'Group'),
    'a function': (stack) => fn(stack),
    'an imported role': (stack) => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111111111111:role/Imported'),
    'an immutable role': (stack) =>
      iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111111111111:role/Imported', { mutable: false }),
    'a role of another account': (stack) =>
      iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::999999999999:role/Imported'),
    'an unknown principal': (stack) => new iam.UnknownPrincipal({ resource: stack }),
  },
  (name, make) =>
    inStack(
      `WebSocket API: grantManageConnections to ${name}`,
      (m, stack) => {
        const api = new m.apigwv2.WebSocketApi(stack, 'Api', { defaultRouteOptions: { integration: mock(m) } });
        const stage = new m.apigwv2.WebSocketStage(stack, 'Stage', { webSocketApi: api, stageName: 'dev' });
        const grantee = make(stack);
        const all = api.grantManageConnections(grantee);
        const one = stage.grantManagementApiAccess(grantee);
        return { all: all.success, one: one.success, statements: all.principalStatements.map((s) => s.toJSON()) };
      },
      { env: ENV },
    ),
);

const imports: Program[] = [
  inStack('WebSocket API: an API that is imported with an endpoint', ({ apigwv2 }, stack) => {
    const api = apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Imported', {
      webSocketId: 'abc',
      apiEndpoint: 'wss://abc.execute-api.eu-west-1.amazonaws.com',
    });
    return {
      id: api.apiId,
      endpoint: api.apiEndpoint,
      ref: api.apiRef,
      isWebsocketApi: api.isWebsocketApi,
      env: api.env,
      metric: api.metric('ConnectCount', { statistic: 'sum' }),
      children: api.node.children.length,
    };
  }),
  inStack('WebSocket API: an API that is imported by tokens', ({ apigwv2 }, stack) => {
    const api = apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Imported', {
      webSocketId: Fn.importValue('id'),
      apiEndpoint: Fn.importValue('endpoint'),
    });
    new CfnOutput(stack, 'Endpoint', { value: api.apiEndpoint });
    return { id: api.apiId, ref: api.apiRef, endpoint: api.apiEndpoint };
  }),
  inStack('WebSocket API: a route of an imported API', (m, stack) => {
    const api = m.apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Imported', { webSocketId: 'abc' });
    const route = new m.apigwv2.WebSocketRoute(stack, 'Route', {
      webSocketApi: api,
      routeKey: 'send',
      integration: lambdaOf(m, stack, 'Send'),
      returnResponse: true,
    });
    return { route: route.routeId, response: route.integrationResponseId, path: route.webSocketApi };
  }),
  inStack('WebSocket API: a stage of an imported API', ({ apigwv2 }, stack) => {
    const api = apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Imported', { webSocketId: 'abc' });
    const stage = new apigwv2.WebSocketStage(stack, 'Stage', { webSocketApi: api, stageName: 'dev' });
    stage.grantManagementApiAccess(role(stack));
    return { url: stage.url, callback: stage.callbackUrl };
  }),
  inStack(
    'WebSocket API: one integration for two routes of an API that is imported without an endpoint',
    (m, stack) => {
      const api = m.apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Imported', { webSocketId: 'abc' });
      const integration = mock(m);
      new m.apigwv2.WebSocketRoute(stack, 'A', { webSocketApi: api, routeKey: 'a', integration });
      new m.apigwv2.WebSocketRoute(stack, 'B', { webSocketApi: api, routeKey: 'b', integration });
    },
    { differs: 'imported-websocket-endpoint' },
  ),
  inStack('WebSocket API: one integration for two routes of an API that is imported with an endpoint', (m, stack) => {
    const api = m.apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Imported', {
      webSocketId: 'abc',
      apiEndpoint: 'wss://abc.execute-api.eu-west-1.amazonaws.com',
    });
    const integration = mock(m);
    new m.apigwv2.WebSocketRoute(stack, 'A', { webSocketApi: api, routeKey: 'a', integration });
    new m.apigwv2.WebSocketRoute(stack, 'B', { webSocketApi: api, routeKey: 'b', integration });
  }),
  inStack('fails: WebSocket API: the endpoint of an API that is imported without it', ({ apigwv2 }, stack) => {
    const api = apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Imported', { webSocketId: 'abc' });
    return { endpoint: api.apiEndpoint };
  }),
];

const names = ['ConnectCount', 'MessageCount', 'IntegrationError', 'ClientError', 'ExecutionError', 'MadeUp'];
const metrics: Program[] = [
  inStack('WebSocket API: metrics', ({ apigwv2 }, stack) => {
    const api = new apigwv2.WebSocketApi(stack, 'Api');
    return Object.fromEntries(names.map((n) => [n, api.metric(n)]));
  }),
  inStack('WebSocket API: metrics with options', ({ apigwv2 }, stack) => {
    const api = new apigwv2.WebSocketApi(stack, 'Api');
    return {
      statistic: api.metric('ConnectCount', { statistic: 'p99', period: Duration.hours(1) }),
      dimensions: api.metric('ConnectCount', { dimensionsMap: { Stage: 'dev' } }),
      override: api.metric('ConnectCount', { dimensionsMap: { ApiId: 'other', Route: 'send' } }),
      rest: api.metric('ConnectCount', {
        label: 'Connections',
        color: '#ff0000',
        unit: Unit.COUNT,
        account: '123456789012',
        region: 'us-east-2',
        id: 'm1',
        visible: false,
      }),
    };
  }),
  inStack(
    'WebSocket API: metrics in an environment',
    ({ apigwv2 }, stack) => ({ metric: new apigwv2.WebSocketApi(stack, 'Api').metric('ConnectCount') }),
    { env: ENV },
  ),
];

class Renamer implements IAspect {
  visit(node: IConstruct) {
    if (CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::ApiGatewayV2::Api') {
      node.addPropertyOverride('Name', 'renamed');
    }
  }
}

const citizen: Program[] = [
  inStack('WebSocket API: escape hatches', (m, stack) => {
    const api = new m.apigwv2.WebSocketApi(stack, 'Api', { connectRouteOptions: { integration: mock(m) } });
    const cfn = api.node.defaultChild as CfnApi;
    cfn.description = 'set';
    cfn.addPropertyOverride('Version', '7');
    cfn.overrideLogicalId('Own');
    cfn.addMetadata('k', 'v');
    api.node.addDependency(role(stack));
    return { type: cfn.cfnResourceType };
  }),
  inStack('WebSocket API: tags and Aspects', (m, stack) => {
    const api = new m.apigwv2.WebSocketApi(stack, 'Api', { connectRouteOptions: { integration: mock(m) } });
    new m.apigwv2.WebSocketStage(stack, 'Stage', { webSocketApi: api, stageName: 'dev' });
    Tags.of(stack).add('team', 'chat');
    Tags.of(api).add('api', 'own', { priority: 300 });
    Aspects.of(stack).add(new Renamer());
  }),
  inStack('WebSocket API: a removal policy', ({ apigwv2 }, stack) => {
    new apigwv2.WebSocketApi(stack, 'Api').applyRemovalPolicy(RemovalPolicy.RETAIN);
  }),
  inStack('WebSocket API: two APIs with one integration each', (m, stack) => {
    const one = new m.apigwv2.WebSocketApi(stack, 'One', { connectRouteOptions: { integration: mock(m) } });
    const two = new m.apigwv2.WebSocketApi(stack, 'Two', { connectRouteOptions: { integration: mock(m) } });
    return { one: one.apiId, two: two.apiEndpoint };
  }),
  {
    name: 'WebSocket API: attributes that another stack reads',
    build: (m, app) => {
      const one = new Stack(app, 'One');
      const two = new Stack(app, 'Two');
      const api = new m.apigwv2.WebSocketApi(one, 'Api', { connectRouteOptions: { integration: mock(m) } });
      new CfnOutput(two, 'Endpoint', { value: api.apiEndpoint });
      new CfnOutput(two, 'Id', { value: api.apiId });
      new CfnOutput(two, 'Arn', { value: api.arnForExecuteApiV2('$connect') });
      api.grantManageConnections(fn(two));
      return { unresolved: Token.isUnresolved(api.apiId) };
    },
  },
  {
    name: 'WebSocket API: attributes that a stack of another region reads',
    build: (m, app) => {
      const one = new Stack(app, 'One', { env: ENV, crossRegionReferences: true });
      const two = new Stack(app, 'Two', { env: { ...ENV, region: 'us-east-1' }, crossRegionReferences: true });
      const api = new m.apigwv2.WebSocketApi(one, 'Api', { connectRouteOptions: { integration: mock(m) } });
      new CfnOutput(two, 'Endpoint', { value: api.apiEndpoint });
      api.grantManageConnections(fn(two));
    },
  },
];

export const programs: Program[] = [
  ...props,
  ...possiblyRejected,
  ...routes,
  ...broken,
  ...needless,
  ...arns,
  ...grants,
  ...imports,
  ...metrics,
  ...citizen,
];
