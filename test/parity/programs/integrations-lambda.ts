import { CfnOutput, CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib';
import type { HttpLambdaIntegrationProps } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ENV, fn, inStack, role, rows } from '../fixtures';
import type { Modules, Program } from '../modules';
import { places, splits } from '../places';

type Integration = InstanceType<Modules['apigwv2']['HttpRouteIntegration']>;

/** An API with many kinds of routes. `make` creates the integration of each route. */
function routed(m: Modules, scope: Construct, make: (id: string) => Integration, id = 'Api') {
  const { HttpMethod } = m.apigwv2;
  const api = new m.apigwv2.HttpApi(scope, id, { defaultIntegration: make('Default') });
  const routes = [
    ...api.addRoutes({ path: '/books', methods: [HttpMethod.GET, HttpMethod.POST], integration: make('Books') }),
    ...api.addRoutes({ path: '/books/{id}', integration: make('Book') }),
    ...api.addRoutes({ path: '/{proxy+}', methods: [HttpMethod.ANY], integration: make('Proxy') }),
    ...api.addRoutes({ path: '/', methods: [HttpMethod.HEAD], integration: make('Root') }),
    ...api.addRoutes({ path: '/a/{b}/c/{d+}', methods: [HttpMethod.PUT], integration: make('Deep') }),
  ];
  return { ids: routes.map((r) => r.routeId), arns: routes.map((r) => r.routeArn), url: api.url };
}

const mapping = (m: Modules) =>
  new m.apigwv2.ParameterMapping()
    .appendHeader('x-a', m.apigwv2.MappingValue.requestHeader('b'))
    .overwritePath(m.apigwv2.MappingValue.custom('/fixed'));

const props = rows<(m: Modules, stack: Stack) => HttpLambdaIntegrationProps | undefined>(
  {
    none: () => undefined,
    'an empty object': () => ({}),
    'payload format 1.0': (m) => ({ payloadFormatVersion: m.apigwv2.PayloadFormatVersion.VERSION_1_0 }),
    'payload format 2.0': (m) => ({ payloadFormatVersion: m.apigwv2.PayloadFormatVersion.VERSION_2_0 }),
    'a custom payload format': (m) => ({ payloadFormatVersion: m.apigwv2.PayloadFormatVersion.custom('1.0') }),
    'a payload format that is a token': (m) => ({
      payloadFormatVersion: m.apigwv2.PayloadFormatVersion.custom(Fn.importValue('v')),
    }),
    'a parameter mapping': (m) => ({ parameterMapping: mapping(m) }),
    'an empty parameter mapping': (m) => ({ parameterMapping: new m.apigwv2.ParameterMapping() }),
    'a parameter mapping from an object': (m) => ({
      parameterMapping: m.apigwv2.ParameterMapping.fromObject({
        'append:querystring.q': m.apigwv2.MappingValue.requestQueryString('r'),
        'remove:header.x': m.apigwv2.MappingValue.NONE,
      }),
    }),
    'a timeout': () => ({ timeout: Duration.seconds(7) }),
    'the minimum timeout': () => ({ timeout: Duration.millis(50) }),
    'the maximum timeout': () => ({ timeout: Duration.seconds(29) }),
    'a timeout that is a token': (_, stack) => ({
      timeout: Duration.millis(new CfnParameter(stack, 'T', { type: 'Number' }).valueAsNumber),
    }),
    'a permission for each route': () => ({ scopePermissionToRoute: true }),
    'one permission for the API': () => ({ scopePermissionToRoute: false }),
    'all properties': (m) => ({
      payloadFormatVersion: m.apigwv2.PayloadFormatVersion.VERSION_1_0,
      parameterMapping: mapping(m),
      timeout: Duration.millis(1234),
      scopePermissionToRoute: false,
    }),
  },
  (name, make) =>
    inStack(`Lambda integration with properties: ${name}`, (m, stack) => {
      const handler = fn(stack);
      const given = make(m, stack);
      return routed(m, stack, (id) => new m.integrations.HttpLambdaIntegration(`${id}Int`, handler, given));
    }),
);

const arn = 'arn:aws:lambda:eu-west-1:111111111111:function:imported';
const functions: Record<string, (scope: Construct) => lambda.IFunction> = {
  'a function': (scope) => fn(scope),
  'the version of a function': (scope) => fn(scope).currentVersion,
  'the latest version of a function': (scope) => fn(scope).latestVersion,
  'the alias of a function': (scope) => fn(scope).addAlias('live'),
  'an alias of a version': (scope) =>
    new lambda.Alias(scope, 'Alias', { aliasName: 'live', version: fn(scope).currentVersion }),
  'a version that is imported by ARN': (scope) => lambda.Version.fromVersionArn(scope, 'Version', `${arn}:7`),
  'an imported function': (scope) => lambda.Function.fromFunctionArn(scope, 'Fn', arn),
  'a function imported by name': (scope) => lambda.Function.fromFunctionName(scope, 'Fn', 'imported'),
  'a function imported with permissions': (scope) =>
    lambda.Function.fromFunctionAttributes(scope, 'Fn', { functionArn: arn, sameEnvironment: true }),
  'a function imported with skipped permissions': (scope) =>
    lambda.Function.fromFunctionAttributes(scope, 'Fn', { functionArn: arn, skipPermissions: true }),
  'a function imported with its role': (scope) =>
    lambda.Function.fromFunctionAttributes(scope, 'Fn', { functionArn: arn, role: role(scope) }),
  'a function of another account': (scope) =>
    lambda.Function.fromFunctionArn(scope, 'Fn', 'arn:aws:lambda:eu-west-1:999999999999:function:imported'),
  'a function of another region': (scope) =>
    lambda.Function.fromFunctionArn(scope, 'Fn', 'arn:aws:lambda:us-east-1:111111111111:function:imported'),
  'a function that is imported by a token': (scope) =>
    lambda.Function.fromFunctionArn(scope, 'Fn', Fn.importValue('arn')),
  'an imported alias': (scope) => lambda.Function.fromFunctionArn(scope, 'Fn', `${arn}:live`),
  'a singleton function': (scope) =>
    new lambda.SingletonFunction(scope, 'Single', {
      uuid: 'one',
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('x'),
    }),
};

const handlers = [undefined, ENV].flatMap((env) =>
  rows(functions, (name, make) =>
    inStack(
      `Lambda integration: ${name}${env ? ' in an environment' : ''}`,
      (m, stack) => {
        const handler = make(stack);
        return routed(m, stack, (id) => new m.integrations.HttpLambdaIntegration(`${id}Int`, handler));
      },
      { env, undeployable: /region/.test(name) ? 'a permission must be in the region of its function' : undefined },
    ),
  ),
);

/** Ways to share one function, each with and without permissions that are scoped to routes. */
const shared: Program[] = [undefined, true, false].flatMap((scopePermissionToRoute) =>
  rows<(m: Modules, stack: Stack, of: (id: string, handler: lambda.IFunction) => Integration) => unknown>(
    {
      'one integration for all routes': (m, stack, of) => {
        const integration = of('Int', fn(stack));
        return routed(m, stack, () => integration);
      },
      'one function for two APIs': (m, stack, of) => {
        const handler = fn(stack);
        return ['One', 'Two'].map((id) => routed(m, stack, (i) => of(`${i}Int`, handler), id));
      },
      'an alias and its function': (m, stack, of) => {
        const handler = fn(stack);
        const alias = handler.addAlias('live');
        return routed(m, stack, (id) => of(`${id}Int`, id.startsWith('B') ? alias : handler));
      },
      'two functions in integrations with the same ID': (m, stack, of) => {
        const [a, b] = [fn(stack, 'A'), fn(stack, 'B')];
        return routed(m, stack, (id) => of('Int', id.startsWith('B') ? a : b));
      },
      'an HTTP and a WebSocket API': (m, stack, of) => {
        const handler = fn(stack);
        const api = new m.apigwv2.WebSocketApi(stack, 'Chat');
        api.addRoute('send', { integration: new m.integrations.WebSocketLambdaIntegration('SendInt', handler) });
        return routed(m, stack, (id) => of(`${id}Int`, handler));
      },
      'an imported API': (m, stack, of) => {
        const httpApi = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc' });
        const routeKey = m.apigwv2.HttpRouteKey.with('/a', m.apigwv2.HttpMethod.GET);
        const integration = of('Int', fn(stack));
        return new m.apigwv2.HttpRoute(stack, 'Route', { httpApi, routeKey, integration }).routeArn;
      },
      'only a default route': (m, stack, of) =>
        new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: of('Int', fn(stack)) }).url,
      'a function in another scope of the stack': (m, stack, of) => {
        const outer = fn(stack, 'Outer');
        return routed(m, stack, (id) => of(`${id}Int`, fn(outer, `Fn${id}`)));
      },
    },
    (name, build) =>
      inStack(`Lambda integration: ${name}, scopePermissionToRoute ${scopePermissionToRoute}`, (m, stack) => {
        const options = { scopePermissionToRoute };
        const out = build(m, stack, (id, h) => new m.integrations.HttpLambdaIntegration(id, h, options));
        return { out, paths: stack.node.findAll().map((c) => c.node.path) };
      }),
  ),
);

const mixed = inStack('Lambda integration: permissions for routes and for the API on one function', (m, stack) => {
  const handler = fn(stack);
  let i = 0;
  routed(
    m,
    stack,
    (id) => new m.integrations.HttpLambdaIntegration(`${id}Int`, handler, { scopePermissionToRoute: i++ % 2 === 0 }),
  );
});

const located: Program[] = [
  ...rows(places, (place, at) => ({
    name: `Lambda integration: in ${place}`,
    build: (m: Modules, app: Parameters<Program['build']>[1]) => {
      const scope = at(app);
      const handler = fn(scope);
      return routed(m, scope, (id) => new m.integrations.HttpLambdaIntegration(`${id}Int`, handler));
    },
  })),
  ...[true, false].flatMap((scopePermissionToRoute) =>
    rows(splits, (what, at) => ({
      name: `Lambda integration: a function in ${what}, scopePermissionToRoute ${scopePermissionToRoute}`,
      build: (m: Modules, app: Parameters<Program['build']>[1]) => {
        const [backend, front] = at(app);
        const handler = fn(backend);
        const api = new m.apigwv2.HttpApi(front, 'Api');
        const integration = new m.integrations.HttpLambdaIntegration('Int', handler, { scopePermissionToRoute });
        api.addRoutes({ path: '/a', integration });
        new CfnOutput(Stack.of(front), 'Url', { value: api.apiEndpoint });
      },
    })),
  ),
  {
    name: 'Lambda integration: a route in a different stack from the API and the function',
    build: (m, app) => {
      const [back, middle, front] = ['Back', 'Middle', 'Front'].map((id) => new Stack(app, id));
      const handler = lambda.Function.fromFunctionArn(front, 'Fn', fn(back).functionArn);
      const httpApi = new m.apigwv2.HttpApi(middle, 'Api');
      const integration = new m.integrations.HttpLambdaIntegration('Int', handler);
      const routeKey = m.apigwv2.HttpRouteKey.with('/a', m.apigwv2.HttpMethod.GET);
      return { arn: new m.apigwv2.HttpRoute(front, 'Route', { httpApi, routeKey, integration }).routeArn };
    },
  },
  ...[true, false].map((scopePermissionToRoute) => ({
    name: `Lambda integration: a function in a stack of another account, scopePermissionToRoute ${scopePermissionToRoute}`,
    build: (m: Modules, app: Parameters<Program['build']>[1]) => {
      const backend = new Stack(app, 'Backend', { env: { ...ENV, account: '999999999999' } });
      const handler = new lambda.Function(backend, 'Fn', {
        functionName: 'known',
        runtime: lambda.Runtime.NODEJS_22_X,
        handler: 'index.handler',
        code: lambda.Code.fromInline('x'),
      });
      const api = new m.apigwv2.HttpApi(new Stack(app, 'Front', { env: ENV }), 'Api');
      const integration = new m.integrations.HttpLambdaIntegration('Int', handler, { scopePermissionToRoute });
      const [route] = api.addRoutes({ path: '/a', integration });
      return { arn: route.routeArn };
    },
  })),
  {
    name: 'Lambda integration: a function that is imported from another account',
    build: (m, app) => {
      const backend = new Stack(app, 'Backend', { env: { ...ENV, account: '999999999999' } });
      const front = new Stack(app, 'Front', { env: ENV });
      const handler = new lambda.Function(backend, 'Fn', {
        functionName: 'known',
        runtime: lambda.Runtime.NODEJS_22_X,
        handler: 'index.handler',
        code: lambda.Code.fromInline('x'),
      });
      const api = new m.apigwv2.HttpApi(front, 'Api');
      const imported = lambda.Function.fromFunctionArn(front, 'Imported', handler.functionArn);
      api.addRoutes({ path: '/a', integration: new m.integrations.HttpLambdaIntegration('Int', imported) });
    },
  },
];

const bounds: Program[] = [
  ...[0, 1, 49, 30_001, 60_000].map((ms) =>
    inStack(`fails: Lambda integration: a timeout of ${ms} ms`, (m, stack) => {
      const integration = new m.integrations.HttpLambdaIntegration('Int', fn(stack), { timeout: Duration.millis(ms) });
      new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: integration });
    }),
  ),
  ...[29_001, 30_000].map((ms) =>
    inStack(
      `Lambda integration: a timeout of ${ms} ms`,
      (m, stack) => {
        const integration = new m.integrations.HttpLambdaIntegration('Int', fn(stack), {
          timeout: Duration.millis(ms),
        });
        new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: integration });
      },
      { differs: 'http-timeout' },
    ),
  ),
  inStack('fails: Lambda integration: one integration for two APIs', (m, stack) => {
    const defaultIntegration = new m.integrations.HttpLambdaIntegration('Int', fn(stack));
    new m.apigwv2.HttpApi(stack, 'One', { defaultIntegration });
    new m.apigwv2.HttpApi(stack, 'Two', { defaultIntegration });
  }),
];

export const programs: Program[] = [...props, ...handlers, ...shared, mixed, ...located, ...bounds];
