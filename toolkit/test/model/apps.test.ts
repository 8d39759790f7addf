import { CfnCondition, CfnOutput, CfnParameter, Fn, NestedStack, Stack, Stage, type App } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import {
  HttpJwtAuthorizer,
  HttpLambdaAuthorizer,
  WebSocketLambdaAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import {
  HttpLambdaIntegration,
  HttpUrlIntegration,
  WebSocketLambdaIntegration,
} from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Alias, Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { isUnresolved, textOf, type Unresolved } from '../../src';
import { apiNamed, modelOfApp, routeWith } from '../_helpers/apps';
import { expectValid } from '../_helpers/schema';

function lambda(
  scope: Construct,
  id: string,
  props: { environment?: Record<string, string>; functionName?: string } = {},
) {
  const code = Code.fromInline('exports.handler = async () => 1;');
  return new Lambda(scope, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code, ...props });
}

describe('an app that uses aws-cdk-lib', () => {
  const model = modelOfApp((app) => {
    const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
    const api = new apigwv2.HttpApi(stack, 'Api', {
      apiName: 'shop',
      corsPreflight: { allowOrigins: ['https://example.com'], allowMethods: [apigwv2.CorsHttpMethod.GET] },
    });
    const queue = new Queue(stack, 'Jobs', { queueName: 'jobs' });
    const orders = lambda(stack, 'Orders', { environment: { QUEUE: queue.queueUrl, MODE: 'live' } });
    const live = new Alias(stack, 'Live', { aliasName: 'live', version: orders.currentVersion });
    const tokens = new HttpJwtAuthorizer('Tokens', 'https://issuer.example.com', { jwtAudience: ['shop'] });
    api.addRoutes({
      path: '/orders/{id}',
      methods: [apigwv2.HttpMethod.GET],
      integration: new HttpLambdaIntegration('Orders', live),
      authorizer: tokens,
      authorizationScopes: ['orders/read', 'orders/write'],
    });
    const check = new HttpLambdaAuthorizer('Check', lambda(stack, 'Checker'));
    api.addRoutes({
      path: '/proxy',
      integration: new HttpUrlIntegration('Proxy', 'https://example.com/x'),
      authorizer: check,
    });
  });

  test('has routes with authorizers, scopes and integrations', () => {
    const api = apiNamed(model, 'shop');
    const route = routeWith(api, 'GET /orders/{id}');
    expect(route).toMatchObject({
      method: 'GET',
      path: '/orders/{id}',
      authorization: 'JWT',
      scopes: ['orders/read', 'orders/write'],
    });
    expect(route.source.construct).toBe('Shop/Api/GET--orders--{id}');
    const [tokens, check] = api.authorizers;
    expect(route.authorizer).toEqual({ id: tokens.id });
    expect(tokens).toMatchObject({
      name: 'Tokens',
      type: 'JWT',
      jwt: { issuer: 'https://issuer.example.com', audience: ['shop'] },
      identitySources: ['$request.header.Authorization'],
    });
    const checker = model.functions.find(({ source }) => source.construct === 'Shop/Checker')!;
    expect(check).toMatchObject({ name: 'Check', type: 'REQUEST', function: { id: checker.id } });
    expect(routeWith(api, 'ANY /proxy')).toMatchObject({ authorization: 'CUSTOM', authorizer: { id: check.id } });
    expect(api.cors).toEqual({ allowOrigins: ['https://example.com'], allowMethods: ['GET'] });
  });

  test('links an alias to its function', () => {
    const api = apiNamed(model, 'shop');
    const orders = model.functions.find(({ source }) => source.construct === 'Shop/Orders')!;
    expect(api.integrations[0].target).toEqual({ kind: 'function', function: { id: orders.id, qualifier: 'live' } });
  });

  test('contains values that are known only at deployment, with their parts', () => {
    const orders = model.functions.find(({ source }) => source.construct === 'Shop/Orders')!;
    const { QUEUE, MODE } = orders.environment as Record<string, string | Unresolved>;
    expect(MODE).toBe('live');
    expect(QUEUE).toMatchObject({
      unresolved: '<Jobs>',
      parts: [{ kind: 'resource', type: 'AWS::SQS::Queue', construct: 'Shop/Jobs', physicalName: 'jobs' }],
      raw: { Ref: expect.stringMatching(/^Jobs/) },
    });
  });

  test('has the account and Region of the assembly', () => {
    const [stage] = apiNamed(model, 'shop').stages;
    expect(textOf(stage.url)).toBe('https://<Api>.execute-api.eu-west-1.amazonaws.com/');
  });

  test('links permissions to their function and API', () => {
    const api = apiNamed(model, 'shop');
    expect(model.permissions.length).toBeGreaterThan(1);
    for (const permission of model.permissions) {
      expect(permission).toMatchObject({ api: { id: api.id }, principal: 'apigateway.amazonaws.com' });
    }
  });

  test('matches the JSON schema', () => expectValid(model));
});

describe('stacks', () => {
  test('in a CDK stage have paths with the name of the stage', () => {
    const model = modelOfApp((app) => {
      for (const name of ['Beta', 'Prod']) {
        const stack = new Stack(new Stage(app, name), 'Shop');
        new apigwv2.HttpApi(stack, 'Api', { apiName: `shop-${name}` });
      }
    });
    expect(model.stacks.map(({ path }) => path)).toEqual(['Beta/Shop', 'Prod/Shop']);
    expect(model.apis.map(({ source }) => source.construct)).toEqual(['Beta/Shop/Api', 'Prod/Shop/Api']);
    expect(new Set(model.apis.map(({ id }) => id)).size).toBe(2);
    expectValid(model);
  });

  test('that import values refer to the resources that produce the values', () => {
    const model = modelOfApp((app) => {
      const base = new Stack(app, 'Base');
      const api = new apigwv2.HttpApi(base, 'Api', { apiName: 'shared' });
      const handler = lambda(base, 'Handler');
      const routes = new Stack(app, 'Routes');
      new apigwv2.HttpRoute(routes, 'Route', {
        httpApi: api,
        routeKey: apigwv2.HttpRouteKey.with('/imported', apigwv2.HttpMethod.GET),
        integration: new HttpLambdaIntegration('Handler', handler),
      });
    });
    const api = apiNamed(model, 'shared');
    expect(model.apis).toHaveLength(1);
    const [{ source }] = api.routes;
    expect(source).toMatchObject({ stack: 'Routes', construct: 'Routes/Route' });
    expect(api.integrations[0].target).toEqual({ kind: 'function', function: { id: model.functions[0].id } });
    expect(textOf(api.integrations[0].uri)).toBe('<Base/Handler.Arn>');
    expectValid(model);
  });

  test('that are nested exchange parameters and outputs with the parent stack', () => {
    const model = modelOfApp((app) => {
      const stack = new Stack(app, 'Shop');
      const api = new apigwv2.HttpApi(stack, 'Api', { apiName: 'shop' });
      const nested = new NestedStack(stack, 'Orders');
      const handler = lambda(nested, 'Handler');
      new apigwv2.HttpRoute(nested, 'Route', {
        httpApi: api,
        routeKey: apigwv2.HttpRouteKey.with('/orders', apigwv2.HttpMethod.ANY),
        integration: new HttpLambdaIntegration('Handler', handler),
      });
      api.addRoutes({ path: '/parent', integration: new HttpLambdaIntegration('Nested', handler) });
    });
    const api = apiNamed(model, 'shop');
    expect(model.apis).toHaveLength(1);
    expect(api.routes.map(({ key }) => key).sort()).toEqual(['ANY /orders', 'ANY /parent']);
    const [stack, nested] = model.stacks;
    expect(nested).toMatchObject({ path: 'Shop/Orders', parent: stack.id });
    expect(routeWith(api, 'ANY /orders').source).toMatchObject({ stack: nested.id, construct: 'Shop/Orders/Route' });
    for (const { target } of api.integrations) {
      expect(target).toEqual({ kind: 'function', function: { id: model.functions[0].id } });
    }
    expect(textOf(api.integrations.find(({ source }) => source.stack === 'Shop')!.uri)).toBe('<Orders/Handler.Arn>');
    expectValid(model);
  });
});

describe('APIs of other apps', () => {
  const model = modelOfApp((app) => {
    const stack = new Stack(app, 'Shop');
    const api = apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: Fn.importValue('shared-api') });
    new apigwv2.HttpRoute(stack, 'Route', {
      httpApi: api,
      routeKey: apigwv2.HttpRouteKey.with('/x', apigwv2.HttpMethod.PUT),
      integration: new HttpUrlIntegration('Url', 'https://example.com'),
    });
  });

  test('are in the model with the resources that this app adds', () => {
    expect(model.apis).toHaveLength(1);
    expect(model.apis[0]).toMatchObject({ imported: true, protocol: 'UNKNOWN', apiId: { unresolved: '<shared-api>' } });
    expect(routeWith(model.apis[0], 'PUT /x')).toMatchObject({ method: 'PUT', path: '/x' });
    expectValid(model);
  });
});

describe('conditions and parameters', () => {
  const build = (app: App) => {
    const stack = new Stack(app, 'Shop');
    const origin = new CfnParameter(stack, 'Origin', { default: 'https://example.com' });
    const isProd = new CfnCondition(stack, 'IsProd', {
      expression: Fn.conditionEquals(origin, 'https://prod.example.com'),
    });
    const never = new CfnCondition(stack, 'Never', { expression: Fn.conditionEquals('a', 'b') });
    const api = new apigwv2.CfnApi(stack, 'Api', {
      name: 'shop',
      protocolType: 'HTTP',
      corsConfiguration: { allowOrigins: [origin.valueAsString] },
      disableExecuteApiEndpoint: Fn.conditionIf('IsProd', true, { Ref: 'AWS::NoValue' }) as never,
    });
    const route = new apigwv2.CfnRoute(stack, 'Debug', { apiId: api.ref, routeKey: 'GET /debug' });
    route.cfnOptions.condition = isProd;
    new apigwv2.CfnRoute(stack, 'Gone', { apiId: api.ref, routeKey: 'GET /gone' }).cfnOptions.condition = never;
    new apigwv2.CfnRoute(stack, 'Chosen', {
      apiId: api.ref,
      routeKey: 'GET /chosen',
      authorizationType: Fn.conditionIf('IsProd', 'AWS_IAM', 'NONE').toString(),
    });
    new CfnOutput(stack, 'Id', { value: api.ref, exportName: 'the-id' });
  };
  const model = modelOfApp(build);
  const api = apiNamed(model, 'shop');

  test('keep the name of the condition on a resource', () => {
    expect(routeWith(api, 'GET /debug').source.condition).toBe('IsProd');
    expect(model.stacks[0].conditions.map(({ name }) => name)).toEqual(['IsProd', 'Never']);
  });

  test('exclude resources whose condition is false', () => {
    expect(api.routes.map(({ key }) => key)).toEqual(['GET /debug', 'GET /chosen']);
  });

  test('show both values of an Fn::If', () => {
    expect(routeWith(api, 'GET /chosen').authorization).toMatchObject({
      unresolved: '<AWS_IAM if IsProd, else NONE>',
      parts: [{ kind: 'condition', condition: 'IsProd', then: 'AWS_IAM', else: 'NONE' }],
    });
    expect(api.disableExecuteApiEndpoint).toMatchObject({ unresolved: '<true if IsProd, else nothing>' });
  });

  test('show parameters by name with their default value', () => {
    const { allowOrigins } = api.cors as { allowOrigins: Unresolved[] };
    expect(allowOrigins[0]).toMatchObject({
      unresolved: '<Origin>',
      parts: [{ kind: 'parameter', name: 'Origin', default: 'https://example.com' }],
    });
  });

  test('keep outputs', () => {
    expect(model.stacks[0].outputs).toEqual([
      { name: 'Id', value: expect.objectContaining({ unresolved: '<Api>' }), exportName: 'the-id' },
    ]);
    expectValid(model);
  });
});

test('a WebSocket API has its routes, responses, models and authorizer', () => {
  const model = modelOfApp((app) => {
    const stack = new Stack(app, 'Chat');
    const handler = lambda(stack, 'Handler');
    const integration = (id: string) => new WebSocketLambdaIntegration(id, handler);
    const api = new apigwv2.WebSocketApi(stack, 'Api', {
      apiName: 'chat',
      connectRouteOptions: {
        integration: integration('Connect'),
        authorizer: new WebSocketLambdaAuthorizer('Users', lambda(stack, 'Check'), {
          identitySource: ['route.request.querystring.token'],
        }),
      },
    });
    api.addRoute('send', { integration: integration('Send'), returnResponse: true });
    new apigwv2.WebSocketStage(stack, 'Live', {
      webSocketApi: api,
      stageName: 'live',
      autoDeploy: true,
      throttle: { rateLimit: 10, burstLimit: 5 },
    });
    new apigwv2.CfnModel(stack, 'Message', {
      apiId: api.apiId,
      name: 'message',
      contentType: 'application/json',
      schema: { type: 'object' },
    });
  });
  const api = apiNamed(model, 'chat');
  expect(api).toMatchObject({ protocol: 'WEBSOCKET', routeSelectionExpression: '$request.body.action' });
  expect(routeWith(api, '$connect')).toMatchObject({
    authorization: 'CUSTOM',
    authorizer: { id: api.authorizers[0].id },
  });
  expect(routeWith(api, 'send').responses).toMatchObject([{ key: '$default' }]);
  expect(routeWith(api, 'send').method).toBeUndefined();
  expect(api.models).toMatchObject([{ name: 'message', schema: { type: 'object' } }]);
  expect(api.stages).toMatchObject([
    { name: 'live', autoDeploy: true, defaultRouteSettings: { throttlingRateLimit: 10, throttlingBurstLimit: 5 } },
  ]);
  expect(textOf(api.stages[0].url)).toBe('wss://<Api>.execute-api.<AWS::Region>.<AWS::URLSuffix>/live');
  expect(isUnresolved(api.integrations[0].uri)).toBe(true);
  expectValid(model);
});
