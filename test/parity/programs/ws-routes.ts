import { CfnParameter, Duration, Fn, Stack, Tags } from 'aws-cdk-lib';
import type {
  CfnIntegration,
  CfnRoute,
  WebSocketAuthorizerProps,
  WebSocketIntegrationProps,
  WebSocketRouteProps,
} from 'aws-cdk-lib/aws-apigatewayv2';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ENV, fn, inStack, role, rows } from '../fixtures';
import type { Modules, Program } from '../modules';
import { splits } from '../places';

/** Routes, integrations and authorizers of WebSocket APIs as separate constructs. */

type WebSocketApi = InstanceType<Modules['apigwv2']['WebSocketApi']>;
type Route = Omit<WebSocketRouteProps, 'webSocketApi' | 'routeKey' | 'integration'> & { readonly routeKey?: string };
const mock = (m: Modules, id = 'Mock') => new m.integrations.WebSocketMockIntegration(id);
const uri = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/x/invocations';

const keyed: Record<string, (m: Modules) => apigateway.WebSocketApiProps> = {
  'an API': () => ({}),
  'an API with API keys': (m) => ({
    apiKeySelectionExpression: m.apigwv2.WebSocketApiKeySelectionExpression.HEADER_X_API_KEY,
  }),
};

const routes: Program[] = Object.entries(keyed).flatMap(([kind, apiProps]) =>
  rows<(m: Modules) => Route>(
    {
      'no options': () => ({}),
      $connect: () => ({ routeKey: '$connect' }),
      $default: () => ({ routeKey: '$default' }),
      'apiKeyRequired true': () => ({ routeKey: '$connect', apiKeyRequired: true }),
      'apiKeyRequired false': () => ({ routeKey: '$connect', apiKeyRequired: false }),
      'apiKeyRequired true on the route send': () => ({ apiKeyRequired: true }),
      'returnResponse true': () => ({ returnResponse: true }),
      'returnResponse false': () => ({ returnResponse: false }),
      'an IAM authorizer': (m) => ({ routeKey: '$connect', authorizer: new m.authorizers.WebSocketIamAuthorizer() }),
      'a none authorizer': (m) => ({ routeKey: '$connect', authorizer: new m.apigwv2.WebSocketNoneAuthorizer() }),
    },
    (name, make) =>
      inStack(`WebSocket route of ${kind}: ${name}`, (m, stack) => {
        const webSocketApi = new m.apigwv2.WebSocketApi(stack, 'Api', apiProps(m));
        const route = new m.apigwv2.WebSocketRoute(stack, 'Route', {
          webSocketApi,
          routeKey: 'send',
          integration: mock(m),
          ...make(m),
        });
        return {
          id: route.routeId,
          key: route.routeKey,
          ref: route.routeRef,
          response: route.integrationResponseId,
          api: route.webSocketApi,
          children: route.node.findAll().map((c) => c.node.path),
        };
      }),
  ),
);

const moreRoutes: Program[] = [
  inStack('WebSocket route: a key that is a token', (m, stack) => {
    const route = new m.apigwv2.WebSocketRoute(stack, 'Route', {
      webSocketApi: new m.apigwv2.WebSocketApi(stack, 'Api'),
      routeKey: new CfnParameter(stack, 'Key').valueAsString,
      integration: mock(m),
      returnResponse: true,
    });
    return { key: route.routeKey, id: route.routeId };
  }),
  inStack('WebSocket route: a key that is a token, with a Lambda integration', (m, stack) => {
    new m.apigwv2.WebSocketRoute(stack, 'Route', {
      webSocketApi: new m.apigwv2.WebSocketApi(stack, 'Api'),
      routeKey: Fn.importValue('key'),
      integration: new m.integrations.WebSocketLambdaIntegration('Int', fn(stack)),
    });
  }),
  inStack('WebSocket route: a route in the scope of the API and a route in a deep scope', (m, stack) => {
    const webSocketApi = new m.apigwv2.WebSocketApi(stack, 'Api');
    new m.apigwv2.WebSocketRoute(webSocketApi, 'R', { webSocketApi, routeKey: 'a', integration: mock(m) });
    const handler = fn(stack);
    const route = new m.apigwv2.WebSocketRoute(handler, 'R', {
      webSocketApi,
      routeKey: 'b',
      integration: mock(m, 'N'),
    });
    new m.apigwv2.WebSocketRoute(route, 'R', {
      webSocketApi,
      routeKey: 'c',
      integration: new m.integrations.WebSocketLambdaIntegration('Int', handler),
    });
  }),
  inStack('WebSocket route: an escape hatch and tags', (m, stack) => {
    const webSocketApi = new m.apigwv2.WebSocketApi(stack, 'Api');
    const route = webSocketApi.addRoute('a', { integration: mock(m), returnResponse: true });
    (route.node.defaultChild as CfnRoute).operationName = 'op';
    Tags.of(webSocketApi).add('k', 'v');
  }),
  ...[true, false].map((returnResponse) =>
    inStack(`WebSocket route: two routes share an integration, returnResponse ${returnResponse}`, (m, stack) => {
      const webSocketApi = new m.apigwv2.WebSocketApi(stack, 'Api');
      const integration = new m.integrations.WebSocketLambdaIntegration('Int', fn(stack));
      const a = new m.apigwv2.WebSocketRoute(stack, 'A', { webSocketApi, routeKey: 'a', integration, returnResponse });
      const b = new m.apigwv2.WebSocketRoute(stack, 'B', { webSocketApi, routeKey: 'b', integration, returnResponse });
      return { a: a.integrationResponseId, b: b.integrationResponseId };
    }),
  ),
  inStack('fails: WebSocket route: an empty key', (m, stack) => {
    new m.apigwv2.WebSocketApi(stack, 'Api').addRoute('', { integration: mock(m) });
    new m.apigwv2.WebSocketApi(stack, 'Api').addRoute('', { integration: mock(m) });
  }),
  inStack(
    'WebSocket route: an unknown key that starts with $',
    (m, stack) => void new m.apigwv2.WebSocketApi(stack, 'Api').addRoute('$own', { integration: mock(m) }),
    { undeployable: 'API Gateway accepts only three keys that start with $' },
  ),
  ...rows(splits, (what, at) => ({
    name: `WebSocket route: a route of an API in ${what}`,
    build: (m: Modules, app: Parameters<Program['build']>[1]) => {
      const [backend, front] = at(app);
      const webSocketApi = new m.apigwv2.WebSocketApi(backend, 'Api');
      const integration = new m.integrations.WebSocketLambdaIntegration('Int', fn(front));
      const route = new m.apigwv2.WebSocketRoute(front, 'Route', { webSocketApi, routeKey: 'a', integration });
      return { id: route.routeId };
    },
  })),
];

type Integration = Partial<Omit<WebSocketIntegrationProps, 'webSocketApi'>>;

const integrations: Program[] = rows<(m: Modules, stack: Stack) => Integration>(
  {
    'no options': () => ({}),
    AWS_PROXY: (m) => ({ integrationType: m.apigwv2.WebSocketIntegrationType.AWS_PROXY }),
    MOCK: (m) => ({ integrationType: m.apigwv2.WebSocketIntegrationType.MOCK, integrationUri: '' }),
    AWS: (m) => ({ integrationType: m.apigwv2.WebSocketIntegrationType.AWS }),
    'a method': () => ({ integrationMethod: 'POST' }),
    'a method in lower case': () => ({ integrationMethod: 'get' }),
    'conversion to binary': (m) => ({ contentHandling: m.apigwv2.ContentHandling.CONVERT_TO_BINARY }),
    'conversion to text': (m) => ({ contentHandling: m.apigwv2.ContentHandling.CONVERT_TO_TEXT }),
    'a role': (_, stack) => ({ credentialsRole: role(stack) }),
    'request parameters': () => ({
      requestParameters: {
        'integration.request.header.x': "'static'",
        'integration.request.querystring.q': 'context.y',
      },
    }),
    'an empty map of request parameters': () => ({ requestParameters: {} }),
    'request templates': () => ({ requestTemplates: { 'application/json': '{"a":1}', $default: '{}' } }),
    'an empty map of request templates': () => ({ requestTemplates: {} }),
    'a template selection expression': () => ({ templateSelectionExpression: '\\$default' }),
    'passthrough behavior NEVER': (m) => ({ passthroughBehavior: m.apigwv2.PassthroughBehavior.NEVER }),
    'passthrough behavior WHEN_NO_MATCH': (m) => ({ passthroughBehavior: m.apigwv2.PassthroughBehavior.WHEN_NO_MATCH }),
    'passthrough behavior WHEN_NO_TEMPLATES': (m) => ({
      passthroughBehavior: m.apigwv2.PassthroughBehavior.WHEN_NO_TEMPLATES,
    }),
    'a timeout': () => ({ timeout: Duration.seconds(7) }),
    'the minimum timeout': () => ({ timeout: Duration.millis(50) }),
    'the maximum timeout': () => ({ timeout: Duration.seconds(29) }),
    'a timeout that is a token': (_, stack) => ({
      timeout: Duration.millis(new CfnParameter(stack, 'T', { type: 'Number' }).valueAsNumber),
    }),
    'a URI that is a token': (_, stack) => ({ integrationUri: new CfnParameter(stack, 'Uri').valueAsString }),
    'all properties': (m, stack) => ({
      integrationType: m.apigwv2.WebSocketIntegrationType.AWS,
      integrationMethod: 'POST',
      contentHandling: m.apigwv2.ContentHandling.CONVERT_TO_TEXT,
      credentialsRole: role(stack),
      requestParameters: { 'integration.request.header.x': 'route.request.body.x' },
      requestTemplates: { 'application/json': Stack.of(stack).region },
      templateSelectionExpression: '${request.body.kind}',
      timeout: Duration.millis(1234),
      passthroughBehavior: m.apigwv2.PassthroughBehavior.NEVER,
    }),
  },
  (name, make) =>
    inStack(`WebSocketIntegration with properties: ${name}`, (m, stack) => {
      const webSocketApi = new m.apigwv2.WebSocketApi(stack, 'Api');
      const integration = new m.apigwv2.WebSocketIntegration(stack, 'Integration', {
        webSocketApi,
        integrationType: m.apigwv2.WebSocketIntegrationType.AWS_PROXY,
        integrationUri: uri,
        ...make(m, stack),
      });
      return {
        id: integration.integrationId,
        ref: integration.integrationRef,
        api: integration.webSocketApi,
        type: (integration.node.defaultChild as CfnIntegration).cfnResourceType,
      };
    }),
);

const lowTimeouts: Program[] = [0, 1, 49, 29_001, 30_000, 60_000].map((ms) =>
  inStack(`fails: WebSocketIntegration: a timeout of ${ms} ms`, (m, stack) => {
    new m.apigwv2.WebSocketIntegration(stack, 'Integration', {
      webSocketApi: new m.apigwv2.WebSocketApi(stack, 'Api'),
      integrationType: m.apigwv2.WebSocketIntegrationType.AWS_PROXY,
      integrationUri: uri,
      timeout: Duration.millis(ms),
    });
  }),
);

const moreIntegrations: Program[] = [
  {
    ...inStack('WebSocketIntegration: an integration of an imported API', (m, stack) => {
      const integration = new m.apigwv2.WebSocketIntegration(stack, 'I', {
        webSocketApi: m.apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', { webSocketId: 'abc' }),
        integrationType: m.apigwv2.WebSocketIntegrationType.MOCK,
        integrationUri: '',
      });
      return { ref: integration.integrationRef, api: integration.webSocketApi };
    }),
    differs: 'imported-websocket-endpoint',
  },
  inStack('fails: WebSocketIntegration: two integrations with the same construct ID', (m, stack) => {
    const webSocketApi = new m.apigwv2.WebSocketApi(stack, 'Api');
    const integrationType = m.apigwv2.WebSocketIntegrationType.MOCK;
    [0, 1].map(
      () => new m.apigwv2.WebSocketIntegration(stack, 'I', { webSocketApi, integrationType, integrationUri: uri }),
    );
  }),
];

type Authorizer = Partial<Omit<WebSocketAuthorizerProps, 'webSocketApi'>>;

const authorizers: Program[] = rows<(m: Modules, stack: Stack) => Authorizer>(
  {
    'a Lambda function': () => ({}),
    'a name': () => ({ authorizerName: 'own' }),
    'a name that is a token': (_, stack) => ({ authorizerName: `a-${stack.stackName}` }),
    'no identity source': () => ({ identitySource: [] }),
    'several identity sources': () => ({
      identitySource: ['route.request.header.Auth', 'route.request.querystring.q', 'context.stage', 'stageVariables.v'],
    }),
    'a URI with a token': (_, stack) => ({
      authorizerUri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${fn(stack).functionArn}/invocations`,
    }),
  },
  (name, make) =>
    inStack(`WebSocketAuthorizer with properties: ${name}`, (m, stack) => {
      const authorizer = new m.apigwv2.WebSocketAuthorizer(stack, 'Authorizer', {
        webSocketApi: new m.apigwv2.WebSocketApi(stack, 'Api'),
        type: m.apigwv2.WebSocketAuthorizerType.LAMBDA,
        identitySource: ['route.request.header.Authorization'],
        authorizerUri: uri,
        ...make(m, stack),
      });
      return { id: authorizer.authorizerId, ref: authorizer.authorizerRef, env: authorizer.env };
    }),
);

const moreAuthorizers: Program[] = [
  inStack('fails: WebSocketAuthorizer: no URI', (m, stack) => {
    new m.apigwv2.WebSocketAuthorizer(stack, 'Authorizer', {
      webSocketApi: new m.apigwv2.WebSocketApi(stack, 'Api'),
      type: m.apigwv2.WebSocketAuthorizerType.LAMBDA,
      identitySource: [],
    });
  }),
  inStack(
    'WebSocketAuthorizer: the type IAM',
    (m, stack) => {
      new m.apigwv2.WebSocketAuthorizer(stack, 'Authorizer', {
        webSocketApi: new m.apigwv2.WebSocketApi(stack, 'Api'),
        type: m.apigwv2.WebSocketAuthorizerType.IAM,
        identitySource: [],
      });
    },
    { undeployable: 'authorizer resources cannot have this type' },
  ),
  ...['REQUEST', 'CUSTOM', 'AWS_IAM', 'NONE', 'JWT'].map((authorizerType) =>
    inStack(
      `WebSocketAuthorizer: an imported authorizer of type ${authorizerType}`,
      (m, stack) => {
        const authorizer = m.apigwv2.WebSocketAuthorizer.fromWebSocketAuthorizerAttributes(stack, 'Imported', {
          authorizerId: 'abc',
          authorizerType,
        });
        const webSocketApi: WebSocketApi = new m.apigwv2.WebSocketApi(stack, 'Api');
        const route = webSocketApi.addRoute('$connect', { integration: mock(m), authorizer });
        return { bound: authorizer.bind({ route, scope: stack }) };
      },
      authorizerType === 'REQUEST'
        ? { differs: 'imported-request-authorizer' }
        : { undeployable: 'WebSocket routes support only CUSTOM, AWS_IAM and NONE' },
    ),
  ),
  inStack('WebSocketAuthorizer: the program calls bind of a none authorizer', (m, stack) => {
    const route = new m.apigwv2.WebSocketApi(stack, 'Api').addRoute('a', { integration: mock(m) });
    return {
      none: new m.apigwv2.WebSocketNoneAuthorizer().bind({ route, scope: stack }),
      iam: new m.authorizers.WebSocketIamAuthorizer().bind({ route, scope: stack }),
    };
  }),
  inStack('WebSocketAuthorizer: a user-defined authorizer', (m, stack) => {
    const authorizer: apigateway.IWebSocketRouteAuthorizer = {
      bind: ({ route, scope }) => {
        const made = new m.apigwv2.WebSocketAuthorizer(scope, 'OwnAuthorizer', {
          webSocketApi: route.webSocketApi,
          type: m.apigwv2.WebSocketAuthorizerType.LAMBDA,
          identitySource: ['route.request.querystring.token'],
          authorizerUri: uri,
        });
        return { authorizerId: made.authorizerId, authorizationType: 'CUSTOM' };
      },
    };
    const api = new m.apigwv2.WebSocketApi(stack, 'Api', {
      connectRouteOptions: { integration: mock(m), authorizer },
    });
    return { paths: api.node.findAll().map((c) => c.node.path) };
  }),
  inStack('WebSocketAuthorizer: a route that refers to an L1 authorizer', (m, stack) => {
    const api = new m.apigwv2.WebSocketApi(stack, 'Api');
    const l1 = new apigateway.CfnAuthorizer(stack, 'L1', {
      apiId: api.apiId,
      authorizerType: 'REQUEST',
      name: 'l1',
      identitySource: ['route.request.querystring.token'],
      authorizerUri: uri,
    });
    api.addRoute('$connect', {
      integration: mock(m),
      authorizer: { bind: () => ({ authorizerId: l1.ref, authorizationType: 'CUSTOM' }) },
    });
  }),
];

const subclass: Program[] = [
  inStack('WebSocketIntegration: a user-defined class', (m, stack) => {
    class Own extends m.apigwv2.WebSocketRouteIntegration {
      public bind(options: apigateway.WebSocketRouteIntegrationBindOptions) {
        return {
          type: m.apigwv2.WebSocketIntegrationType.AWS,
          uri: `arn:aws:apigateway:eu-west-1:sqs:path/111111111111/${options.route.routeKey}`,
          method: 'POST',
          contentHandling: m.apigwv2.ContentHandling.CONVERT_TO_TEXT,
          credentialsRole: role(options.scope, `Role${options.scope.node.id.length}`),
          requestTemplates: { $default: 'Action=SendMessage' },
          requestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
          templateSelectionExpression: '\\$default',
          timeout: Duration.seconds(3),
          passthroughBehavior: m.apigwv2.PassthroughBehavior.NEVER,
        };
      }
    }
    const integration = new Own('Own');
    const api = new m.apigwv2.WebSocketApi(stack, 'Api', {
      defaultRouteOptions: { integration, returnResponse: true },
    });
    api.addRoute('again', { integration });
    return { paths: stack.node.findAll().map((c) => c.node.path) };
  }),
  inStack('WebSocketIntegration: a user-defined class with only required members', (m, stack) => {
    class Least extends m.apigwv2.WebSocketRouteIntegration {
      public bind() {
        return { type: m.apigwv2.WebSocketIntegrationType.MOCK, uri: '' };
      }
    }
    new m.apigwv2.WebSocketApi(stack, 'Api').addRoute('a', { integration: new Least('Least') });
  }),
  inStack('fails: WebSocketIntegration: a user-defined class whose bind throws', (m, stack) => {
    class Thrower extends m.apigwv2.WebSocketRouteIntegration {
      public bind(): never {
        throw new Error('no');
      }
    }
    new m.apigwv2.WebSocketApi(stack, 'Api').addRoute('a', { integration: new Thrower('T') });
  }),
  inStack('fails: WebSocketIntegration: one integration for two APIs', (m, stack) => {
    const integration = mock(m);
    new m.apigwv2.WebSocketApi(stack, 'One').addRoute('a', { integration });
    new m.apigwv2.WebSocketApi(stack, 'Two').addRoute('a', { integration });
  }),
  inStack(
    'WebSocketIntegration: the program calls bind twice',
    (m, stack) => {
      const api = new m.apigwv2.WebSocketApi(stack, 'Api');
      const integration = new m.integrations.WebSocketLambdaIntegration(
        'Int',
        lambda.Function.fromFunctionArn(stack, 'F', 'arn:aws:lambda:eu-west-1:111111111111:function:f'),
      );
      const route = api.addRoute('a', { integration });
      return { again: integration._bindToRoute({ route, scope: stack }).integrationId };
    },
    { env: ENV },
  ),
];

export const programs: Program[] = [
  ...routes,
  ...moreRoutes,
  ...integrations,
  ...lowTimeouts,
  ...moreIntegrations,
  ...authorizers,
  ...moreAuthorizers,
  ...subclass,
];
