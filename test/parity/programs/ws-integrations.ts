import { CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib';
import type { WebSocketAwsIntegrationProps } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ENV, fn, inStack, role, rows } from '../fixtures';
import type { Modules, Program } from '../modules';
import { places, splits } from '../places';

type Integration = InstanceType<Modules['apigwv2']['WebSocketRouteIntegration']>;

/** An API with each kind of route. All routes share one integration, or each route has a separate integration. */
function routed(m: Modules, scope: Construct, make: (id: string) => Integration) {
  const api = new m.apigwv2.WebSocketApi(scope, 'Api', { connectRouteOptions: { integration: make('Connect') } });
  const send = api.addRoute('send', { integration: make('Send'), returnResponse: true });
  const fallback = api.addRoute('$default', { integration: make('Fallback'), returnResponse: false });
  return { send: send.routeId, fallback: fallback.routeId, paths: api.node.findAll().map((c) => c.node.path) };
}

const lambdas = rows<(m: Modules, stack: Stack) => object>(
  {
    none: () => ({}),
    timeout: () => ({ timeout: Duration.seconds(10) }),
    'the minimum timeout': () => ({ timeout: Duration.millis(50) }),
    'the maximum timeout': () => ({ timeout: Duration.seconds(29) }),
    'a timeout that is a token': (_, stack) => ({
      timeout: Duration.millis(new CfnParameter(stack, 'T', { type: 'Number' }).valueAsNumber),
    }),
    'conversion to binary': (m) => ({ contentHandling: m.apigwv2.ContentHandling.CONVERT_TO_BINARY }),
    'conversion to text': (m) => ({ contentHandling: m.apigwv2.ContentHandling.CONVERT_TO_TEXT }),
    'all properties': (m) => ({
      timeout: Duration.millis(51),
      contentHandling: m.apigwv2.ContentHandling.CONVERT_TO_TEXT,
    }),
  },
  (name, props) =>
    inStack(`WebSocket Lambda integration with properties: ${name}`, (m, stack) => {
      const handler = fn(stack);
      const given = props(m, stack);
      return routed(m, stack, (id) => new m.integrations.WebSocketLambdaIntegration(`${id}Int`, handler, given));
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
  'an imported function': (scope) => lambda.Function.fromFunctionArn(scope, 'Fn', arn),
  'a function imported by name': (scope) => lambda.Function.fromFunctionName(scope, 'Fn', 'imported'),
  'a function imported with permissions': (scope) =>
    lambda.Function.fromFunctionAttributes(scope, 'Fn', { functionArn: arn, sameEnvironment: true }),
  'a function imported with skipped permissions': (scope) =>
    lambda.Function.fromFunctionAttributes(scope, 'Fn', { functionArn: arn, skipPermissions: true }),
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
      `WebSocket Lambda integration: ${name}${env ? ' in an environment' : ''}`,
      (m, stack) => {
        const handler = make(stack);
        return routed(m, stack, (id) => new m.integrations.WebSocketLambdaIntegration(`${id}Int`, handler));
      },
      { env, undeployable: /region/.test(name) ? 'a permission must be in the region of its function' : undefined },
    ),
  ),
);

const aws: Program[] = rows<(m: Modules, stack: Stack) => Partial<WebSocketAwsIntegrationProps>>(
  {
    least: () => ({}),
    'the method GET': () => ({ integrationMethod: 'GET' }),
    'conversion to binary': (m) => ({ contentHandling: m.apigwv2.ContentHandling.CONVERT_TO_BINARY }),
    'conversion to text': (m) => ({ contentHandling: m.apigwv2.ContentHandling.CONVERT_TO_TEXT }),
    'a role': (_, stack) => ({ credentialsRole: role(stack) }),
    'an imported role': (_, stack) => ({
      credentialsRole: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111111111111:role/Imported'),
    }),
    parameters: () => ({ requestParameters: { 'integration.request.header.x': "'y'" } }),
    templates: (_, stack) => ({ requestTemplates: { 'application/json': `{"r":"${stack.region}"}` } }),
    selection: () => ({ templateSelectionExpression: '\\$default' }),
    timeout: () => ({ timeout: Duration.seconds(29) }),
    never: (m) => ({ passthroughBehavior: m.apigwv2.PassthroughBehavior.NEVER }),
    'passthrough behavior WHEN_NO_MATCH': (m) => ({ passthroughBehavior: m.apigwv2.PassthroughBehavior.WHEN_NO_MATCH }),
    'passthrough behavior WHEN_NO_TEMPLATES': (m) => ({
      passthroughBehavior: m.apigwv2.PassthroughBehavior.WHEN_NO_TEMPLATES,
    }),
    'all properties': (m, stack) => ({
      integrationUri: `arn:${stack.partition}:apigateway:${stack.region}:sqs:path/1/q`,
      contentHandling: m.apigwv2.ContentHandling.CONVERT_TO_TEXT,
      credentialsRole: role(stack),
      requestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
      requestTemplates: { $default: "Action=SendMessage&MessageBody=$input.json('$')" },
      templateSelectionExpression: '\\$default',
      timeout: Duration.millis(777),
      passthroughBehavior: m.apigwv2.PassthroughBehavior.NEVER,
    }),
  },
  (name, props) =>
    inStack(`WebSocket AWS integration with properties: ${name}`, (m, stack) => {
      const integration = new m.integrations.WebSocketAwsIntegration('Aws', {
        integrationUri: 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem',
        integrationMethod: 'POST',
        ...props(m, stack),
      });
      return routed(m, stack, () => integration);
    }),
);

const mocks: Program[] = rows<(stack: Stack) => object | undefined>(
  {
    none: () => undefined,
    'an empty object': () => ({}),
    templates: () => ({ requestTemplates: { 'application/json': '{"statusCode":200}' } }),
    'passthrough behavior WHEN_NO_TEMPLATES': () => ({ requestTemplates: {} }),
    selection: () => ({ templateSelectionExpression: '\\$default' }),
    both: (stack) => ({
      requestTemplates: { $default: `{"statusCode":200,"r":"${stack.region}"}` },
      templateSelectionExpression: '$request.body.kind',
    }),
  },
  (name, props) =>
    inStack(`WebSocket mock integration with properties: ${name}`, (m, stack) =>
      routed(m, stack, (id) => new m.integrations.WebSocketMockIntegration(`${id}Mock`, props(stack))),
    ),
);

const located: Program[] = [
  ...rows(places, (place, at) => ({
    name: `WebSocket Lambda integration: in ${place}`,
    build: (m: Modules, app: Parameters<Program['build']>[1]) => {
      const scope = at(app);
      const handler = fn(scope);
      return routed(m, scope, (id) => new m.integrations.WebSocketLambdaIntegration(`${id}Int`, handler));
    },
  })),
  ...rows(splits, (what, at) => ({
    name: `WebSocket Lambda integration: a function in ${what}`,
    build: (m: Modules, app: Parameters<Program['build']>[1]) => {
      const [backend, front] = at(app);
      const api = new m.apigwv2.WebSocketApi(front, 'Api');
      const integration = new m.integrations.WebSocketLambdaIntegration(
        'Int',
        lambda.Function.fromFunctionArn(backend, 'F', fn(backend).functionArn),
      );
      api.addRoute('send', { integration });
    },
  })),
  {
    name: 'WebSocket Lambda integration: one function for APIs in two stacks',
    build: (m, app) => {
      const handler = fn(new Stack(app, 'Backend'));
      for (const id of ['One', 'Two']) {
        const api = new m.apigwv2.WebSocketApi(Stack.of(handler), `${id}Api`);
        api.addRoute('send', { integration: new m.integrations.WebSocketLambdaIntegration('Int', handler) });
      }
    },
  },
  {
    name: 'WebSocket Lambda integration: an API in another account',
    build: (m, app) => {
      const backend = new Stack(app, 'Backend', { env: { ...ENV, account: '999999999999' } });
      const front = new Stack(app, 'Front', { env: ENV });
      const handler = fn(backend, 'Fn');
      const imported = lambda.Function.fromFunctionArn(
        front,
        'Imported',
        'arn:aws:lambda:eu-west-1:999999999999:function:f',
      );
      const api = new m.apigwv2.WebSocketApi(front, 'Api');
      api.addRoute('send', { integration: new m.integrations.WebSocketLambdaIntegration('Int', imported) });
      return { version: handler.runtime.name };
    },
  },
  inStack('WebSocket integrations: all kinds in one API', (m, stack) => {
    const { WebSocketAwsIntegration, WebSocketLambdaIntegration, WebSocketMockIntegration } = m.integrations;
    const handler = fn(stack);
    const api = new m.apigwv2.WebSocketApi(stack, 'Api', {
      connectRouteOptions: { integration: new WebSocketMockIntegration('Connect') },
      disconnectRouteOptions: { integration: new WebSocketLambdaIntegration('Bye', handler) },
      defaultRouteOptions: { integration: new WebSocketLambdaIntegration('Otherwise', handler), returnResponse: true },
    });
    api.addRoute('store', {
      integration: new WebSocketAwsIntegration('Store', {
        integrationUri: `arn:aws:apigateway:${stack.region}:dynamodb:action/PutItem`,
        integrationMethod: m.apigwv2.HttpMethod.POST,
        credentialsRole: role(stack),
      }),
      returnResponse: true,
    });
  }),
];

type Act = (m: Modules, stack: Stack) => Integration;
const outOfBounds = Object.entries({ '49 ms': 49, zero: 0, '29,001 ms': 29_001, 'a minute': 60_000 });
const broken: Program[] = [
  ...outOfBounds.flatMap(([name, ms]) => {
    const timeout = Duration.millis(ms);
    const make: Record<string, Act> = {
      lambda: (m, stack) => new m.integrations.WebSocketLambdaIntegration('Int', fn(stack), { timeout }),
      aws: (m) =>
        new m.integrations.WebSocketAwsIntegration('Int', {
          integrationUri: 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem',
          integrationMethod: 'POST',
          timeout,
        }),
    };
    return rows(make, (kind, of) =>
      inStack(`fails: WebSocket ${kind} integration: a timeout of ${name}`, (m, stack) => {
        new m.apigwv2.WebSocketApi(stack, 'Api').addRoute('a', { integration: of(m, stack) });
      }),
    );
  }),
  ...rows<(m: Modules, stack: Stack) => Integration>(
    {
      lambda: (m, stack) => new m.integrations.WebSocketLambdaIntegration('Int', fn(stack)),
      mock: (m) => new m.integrations.WebSocketMockIntegration('Int'),
    },
    (kind, make) =>
      inStack(`fails: WebSocket ${kind} integration: one integration for two APIs`, (m, stack) => {
        const integration = make(m, stack);
        for (const id of ['One', 'Two']) {
          new m.apigwv2.WebSocketApi(stack, id, { defaultRouteOptions: { integration } });
        }
      }),
  ),
];

export const programs: Program[] = [...lambdas, ...handlers, ...aws, ...mocks, ...located, ...broken];
