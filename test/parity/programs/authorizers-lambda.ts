import type { Stack } from 'aws-cdk-lib';
import { CfnOutput, CfnParameter, Duration, Fn } from 'aws-cdk-lib';
import type { HttpLambdaAuthorizerProps } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ENV, fn, inApi, inStack, role, rows, url } from '../fixtures';
import type { Modules, Program } from '../modules';
import { places, splits } from '../places';

/** Lambda authorizers of HTTP and WebSocket APIs. */

type Build = Parameters<Program['build']>[1];
type Authorizer = InstanceType<Modules['authorizers']['HttpLambdaAuthorizer']>;

function secured(m: Modules, scope: Construct, authorizer: Authorizer) {
  const api = new m.apigwv2.HttpApi(scope, 'Api', { defaultAuthorizer: authorizer, defaultIntegration: url(m) });
  const [plain] = api.addRoutes({ path: '/plain', integration: url(m, 'Plain') });
  api.addRoutes({ path: '/own', integration: url(m, 'Own'), authorizer, methods: [m.apigwv2.HttpMethod.GET] });
  return {
    type: authorizer.authorizationType,
    id: authorizer.authorizerId,
    bound: authorizer.bind({ route: plain, scope: api }),
    paths: scope.node.findAll().map((c) => c.node.path),
  };
}

const props: Program[] = [
  ...rows<(m: Modules, stack: Stack) => HttpLambdaAuthorizerProps | undefined>(
    {
      none: () => undefined,
      'an empty object': () => ({}),
      'a name': () => ({ authorizerName: 'own' }),
      'a name that is a token': (_, stack) => ({ authorizerName: `auth-${stack.region}` }),
      'an identity source': () => ({ identitySource: ['$request.header.X-Key'] }),
      'several identity sources': () => ({
        identitySource: ['$request.header.A', '$request.querystring.b', '$context.routeKey', '$stageVariables.v'],
      }),
      'no cache': () => ({ resultsCacheTtl: Duration.seconds(0) }),
      'no cache and no identity source': () => ({ resultsCacheTtl: Duration.seconds(0), identitySource: [] }),
      'a cache time of a minute': () => ({ resultsCacheTtl: Duration.minutes(1) }),
      'a cache time of an hour': () => ({ resultsCacheTtl: Duration.hours(1) }),
      'a cache time that is a token': (_, stack) => ({
        resultsCacheTtl: Duration.seconds(new CfnParameter(stack, 'T', { type: 'Number' }).valueAsNumber),
      }),
      'simple responses': (m) => ({ responseTypes: [m.authorizers.HttpLambdaResponseType.SIMPLE] }),
      'IAM responses': (m) => ({ responseTypes: [m.authorizers.HttpLambdaResponseType.IAM] }),
      'simple and IAM responses': (m) => ({
        responseTypes: [m.authorizers.HttpLambdaResponseType.SIMPLE, m.authorizers.HttpLambdaResponseType.IAM],
      }),
      'IAM and simple responses': (m) => ({
        responseTypes: [m.authorizers.HttpLambdaResponseType.IAM, m.authorizers.HttpLambdaResponseType.SIMPLE],
      }),
      'simple responses twice': (m) => ({
        responseTypes: [m.authorizers.HttpLambdaResponseType.SIMPLE, m.authorizers.HttpLambdaResponseType.SIMPLE],
      }),
      'an empty list of response types': () => ({ responseTypes: [] }),
      'a role': (_, stack) => ({ role: role(stack) }),
      'an imported role': (_, stack) => ({
        role: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111111111111:role/Imported'),
      }),
      'an L1 role': (_, stack) => ({
        role: new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} }),
      }),
      'all properties': (m, stack) => ({
        authorizerName: 'all',
        identitySource: ['$request.header.X'],
        resultsCacheTtl: Duration.seconds(3),
        responseTypes: [m.authorizers.HttpLambdaResponseType.SIMPLE],
        role: role(stack),
      }),
    },
    (name, make) =>
      inStack(`Lambda authorizer with properties: ${name}`, (m, stack) =>
        secured(m, stack, new m.authorizers.HttpLambdaAuthorizer('Auth', fn(stack), make(m, stack))),
      ),
  ),
  inStack(
    'Lambda authorizer with properties: no identity source and no cache time',
    (m, stack) => secured(m, stack, new m.authorizers.HttpLambdaAuthorizer('Auth', fn(stack), { identitySource: [] })),
    { differs: 'cache-without-identity-source' },
  ),
  ...[3601, 86_400].map((seconds) =>
    inStack(
      `Lambda authorizer: a cache time of ${seconds} seconds`,
      (m, stack) => {
        const resultsCacheTtl = Duration.seconds(seconds);
        return secured(m, stack, new m.authorizers.HttpLambdaAuthorizer('Auth', fn(stack), { resultsCacheTtl }));
      },
      { undeployable: 'the maximum cache time is an hour' },
    ),
  ),
];

const arn = 'arn:aws:lambda:eu-west-1:111111111111:function:imported';
const functions: Record<string, (scope: Construct) => lambda.IFunction> = {
  'a function': (scope) => fn(scope),
  'the version of a function': (scope) => fn(scope).currentVersion,
  'the alias of a function': (scope) => fn(scope).addAlias('live'),
  'an imported function': (scope) => lambda.Function.fromFunctionArn(scope, 'Fn', arn),
  'a function imported by name': (scope) => lambda.Function.fromFunctionName(scope, 'Fn', 'imported'),
  'a function imported with permissions': (scope) =>
    lambda.Function.fromFunctionAttributes(scope, 'Fn', { functionArn: arn, sameEnvironment: true }),
  'a function of another account': (scope) =>
    lambda.Function.fromFunctionArn(scope, 'Fn', 'arn:aws:lambda:eu-west-1:999999999999:function:imported'),
  'a function of another region': (scope) =>
    lambda.Function.fromFunctionArn(scope, 'Fn', 'arn:aws:lambda:us-east-1:111111111111:function:imported'),
  'a function that is imported by a token': (scope) =>
    lambda.Function.fromFunctionArn(scope, 'Fn', Fn.importValue('arn')),
};

const REGION = 'a permission must be in the region of its function';
const handlers: Program[] = [undefined, ENV, { ...ENV, region: 'cn-north-1' }].flatMap((env) =>
  rows(functions, (name, make) =>
    inStack(
      `Lambda authorizer: ${name} in ${env?.region ?? 'an unknown region'}`,
      (m, stack) => secured(m, stack, new m.authorizers.HttpLambdaAuthorizer('Auth', make(stack))),
      {
        env,
        undeployable: (env?.region === 'cn-north-1' ? /imported|region/ : /region/).test(name) ? REGION : undefined,
      },
    ),
  ),
);

const shared: Program[] = [
  inApi('Lambda authorizer: two authorizers with one function', (m, api, stack) => {
    const handler = fn(stack);
    for (const id of ['One', 'Two']) {
      const authorizer = new m.authorizers.HttpLambdaAuthorizer(`${id}Auth`, handler);
      api.addRoutes({ path: `/${id}`, integration: url(m, `${id}Int`), authorizer });
    }
  }),
  inApi('Lambda authorizer: the function that its route also calls', (m, api, stack) => {
    const handler = fn(stack);
    const authorizer = new m.authorizers.HttpLambdaAuthorizer('Auth', handler);
    for (const path of ['/a', '/b/{c}']) {
      const integration = new m.integrations.HttpLambdaIntegration(`Int${path.length}`, handler);
      api.addRoutes({ path, integration, authorizer });
    }
  }),
  inApi('Lambda authorizer: a function in another construct of the stack', (m, api, stack) => {
    const handler = fn(fn(stack, 'Outer'), 'Inner');
    const authorizer = new m.authorizers.HttpLambdaAuthorizer('Auth', handler);
    api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizer });
    return { paths: stack.node.findAll().map((c) => c.node.path) };
  }),
  inApi('Lambda authorizer: a route of an API without a default authorizer', (m, api, stack) => {
    const authorizer = new m.authorizers.HttpLambdaAuthorizer('Auth', fn(stack));
    const [a] = api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizer });
    api.addRoutes({ path: '/b', integration: url(m, 'B') });
    new CfnOutput(stack, 'Id', { value: authorizer.authorizerId });
    return { a: a.routeId };
  }),
  inApi('fails: Lambda authorizer: two authorizers with the same ID', (m, api, stack) => {
    for (const path of ['/one', '/two']) {
      const authorizer = new m.authorizers.HttpLambdaAuthorizer('Auth', fn(stack, path.slice(1)));
      api.addRoutes({ path, integration: url(m, path.slice(1)), authorizer });
    }
  }),
  inApi('fails: Lambda authorizer: the ID of an authorizer that no route uses', (m, _, stack) => {
    const authorizer = new m.authorizers.HttpLambdaAuthorizer('Auth', fn(stack));
    return { id: authorizer.authorizerId };
  }),
  inStack('fails: Lambda authorizer: one authorizer for two APIs', (m, stack) => {
    const authorizer = new m.authorizers.HttpLambdaAuthorizer('Auth', fn(stack));
    for (const id of ['One', 'Two']) {
      const api = new m.apigwv2.HttpApi(stack, id, { defaultAuthorizer: authorizer });
      api.addRoutes({ path: '/a', integration: url(m) });
    }
  }),
];

const located: Program[] = [
  ...rows(places, (place, at) => ({
    name: `Lambda authorizer: in ${place}`,
    build: (m: Modules, app: Build) => {
      const scope = at(app);
      return secured(m, scope, new m.authorizers.HttpLambdaAuthorizer('Auth', fn(scope)));
    },
  })),
  ...rows(splits, (what, at) => ({
    name: `Lambda authorizer: a function that is imported into ${what}`,
    build: (m: Modules, app: Build) => {
      const [backend, front] = at(app);
      const handler = lambda.Function.fromFunctionArn(front, 'Imported', fn(backend).functionArn);
      return secured(m, front, new m.authorizers.HttpLambdaAuthorizer('Auth', handler));
    },
  })),
  ...rows(splits, (what, at) => ({
    // The API refers to the function, and the route refers to the API, so separate stacks would depend on each other.
    name: `${what.startsWith('another') ? 'fails: ' : ''}Lambda authorizer: an API in ${what}`,
    build: (m: Modules, app: Build) => {
      const [backend, front] = at(app);
      const httpApi = new m.apigwv2.HttpApi(backend, 'Api');
      const authorizer = new m.authorizers.HttpLambdaAuthorizer('Auth', fn(front));
      const routeKey = m.apigwv2.HttpRouteKey.with('/a', m.apigwv2.HttpMethod.GET);
      const route = new m.apigwv2.HttpRoute(front, 'Route', { httpApi, routeKey, authorizer, integration: url(m) });
      return { id: route.routeId, authorizer: authorizer.authorizerId };
    },
  })),
];

/** A function in one scope and its API in another. If the two scopes are separate stacks, they depend on each other. */
const functionElsewhere: Program[] = rows(splits, (what, at) => ({
  name: `Lambda authorizer: a function in ${what}`,
  build: (m: Modules, app: Build) => {
    const [backend, front] = at(app);
    return secured(m, front, new m.authorizers.HttpLambdaAuthorizer('Auth', fn(backend)));
  },
}));

type WebSocketProps = { authorizerName?: string; identitySource?: string[] };
const webSocket: Program[] = [
  ...rows<(stack: Stack) => WebSocketProps | undefined>(
    {
      none: () => undefined,
      'an empty object': () => ({}),
      'a name': () => ({ authorizerName: 'own' }),
      'an identity source': () => ({ identitySource: ['route.request.querystring.token'] }),
      'several identity sources': () => ({
        identitySource: ['route.request.header.A', 'route.request.querystring.b', 'context.c', 'stageVariables.d'],
      }),
      'no identity source': () => ({ identitySource: [] }),
      tokens: (stack) => ({ authorizerName: `a-${stack.region}`, identitySource: [Fn.importValue('source')] }),
    },
    (name, make) =>
      inStack(`WebSocket Lambda authorizer with properties: ${name}`, (m, stack) => {
        const authorizer = new m.authorizers.WebSocketLambdaAuthorizer('Auth', fn(stack), make(stack));
        const integration = new m.integrations.WebSocketMockIntegration('Mock');
        new m.apigwv2.WebSocketApi(stack, 'Api', { connectRouteOptions: { integration, authorizer } });
        return { paths: stack.node.findAll().map((c) => c.node.path) };
      }),
  ),
  ...[undefined, ENV].flatMap((env) =>
    rows(functions, (name, make) =>
      inStack(
        `WebSocket Lambda authorizer: ${name}${env ? ' in an environment' : ''}`,
        (m, stack) => {
          const authorizer = new m.authorizers.WebSocketLambdaAuthorizer('Auth', make(stack));
          const integration = new m.integrations.WebSocketMockIntegration('Mock');
          const api = new m.apigwv2.WebSocketApi(stack, 'Api');
          api.addRoute('$connect', { integration, authorizer });
        },
        { env, undeployable: /region/.test(name) ? REGION : undefined },
      ),
    ),
  ),
  ...rows(places, (place, at) => ({
    name: `WebSocket Lambda authorizer: in ${place}`,
    build: (m: Modules, app: Build) => {
      const scope = at(app);
      const authorizer = new m.authorizers.WebSocketLambdaAuthorizer('Auth', fn(scope));
      const integration = new m.integrations.WebSocketMockIntegration('Mock');
      new m.apigwv2.WebSocketApi(scope, 'Api', { connectRouteOptions: { integration, authorizer } });
    },
  })),
  ...rows(splits, (what, at) => ({
    name: `WebSocket Lambda authorizer: a function in ${what}`,
    build: (m: Modules, app: Build) => {
      const [backend, front] = at(app);
      const authorizer = new m.authorizers.WebSocketLambdaAuthorizer('Auth', fn(backend));
      const integration = new m.integrations.WebSocketMockIntegration('Mock');
      new m.apigwv2.WebSocketApi(front, 'Api', { connectRouteOptions: { integration, authorizer } });
    },
  })),
  inStack('WebSocket Lambda authorizer: a route of an imported API', (m, stack) => {
    const webSocketApi = m.apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', {
      webSocketId: 'abc',
      apiEndpoint: 'wss://abc.execute-api.eu-west-1.amazonaws.com',
    });
    const authorizer = new m.authorizers.WebSocketLambdaAuthorizer('Auth', fn(stack));
    const integration = new m.integrations.WebSocketMockIntegration('Mock');
    new m.apigwv2.WebSocketRoute(stack, 'Route', { webSocketApi, routeKey: '$connect', integration, authorizer });
  }),
  inStack('fails: WebSocket Lambda authorizer: one authorizer for two APIs', (m, stack) => {
    const authorizer = new m.authorizers.WebSocketLambdaAuthorizer('Auth', fn(stack));
    for (const id of ['One', 'Two']) {
      const integration = new m.integrations.WebSocketMockIntegration('Mock');
      new m.apigwv2.WebSocketApi(stack, id, { connectRouteOptions: { integration, authorizer } });
    }
  }),
  inStack('fails: WebSocket Lambda authorizer: an authorizer on $disconnect', (m, stack) => {
    const authorizer = new m.authorizers.WebSocketLambdaAuthorizer('Auth', fn(stack));
    const integration = new m.integrations.WebSocketMockIntegration('Mock');
    new m.apigwv2.WebSocketApi(stack, 'Api', { disconnectRouteOptions: { integration, authorizer } });
  }),
];

export const programs: Program[] = [...props, ...handlers, ...shared, ...located, ...functionElsewhere, ...webSocket];
