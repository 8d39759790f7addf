import { App, Duration, NestedStack } from 'aws-cdk-lib';
import { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';

import type { HttpLambdaIntegrationProps } from '../../lib/integrations';
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  MappingValue,
  ParameterMapping,
  PayloadFormatVersion,
} from '../../lib';
import { HttpLambdaIntegration } from '../../lib/integrations';
import { all, ENV, idsOf, one, stackOf } from '../_helpers/app';
import { fn } from '../parity/fixtures';

const PERMISSION = 'AWS::Lambda::Permission';
const apiOf = (stack: ReturnType<typeof stackOf>, id = 'Api') =>
  HttpApi.fromHttpApiAttributes(stack, id, { httpApiId: 'abc' });
const routeOf = (
  stack: ReturnType<typeof stackOf>,
  integration: HttpLambdaIntegration,
  routeKey = HttpRouteKey.with('/a/{id}', HttpMethod.GET),
) => new HttpRoute(stack, 'Route', { httpApi: apiOf(stack), routeKey, integration });
const source = (rest: string) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:execute-api:eu-west-1:111111111111:abc/${rest}`]],
});

test('a Lambda integration calls the function with payload format version 2.0', () => {
  const stack = stackOf();
  routeOf(stack, new HttpLambdaIntegration('I', fn(stack)));
  expect(one(stack, 'Integration')).toEqual({
    ApiId: 'abc',
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: { 'Fn::GetAtt': [idsOf(stack, 'AWS::Lambda::Function')[0], 'Arn'] },
    PayloadFormatVersion: '2.0',
  });
});

test('a Lambda integration passes every option to CloudFormation', () => {
  const stack = stackOf();
  const props: HttpLambdaIntegrationProps = {
    payloadFormatVersion: PayloadFormatVersion.VERSION_1_0,
    parameterMapping: new ParameterMapping().appendHeader('x', MappingValue.requestPath()),
    timeout: Duration.seconds(30),
  };
  routeOf(stack, new HttpLambdaIntegration('I', fn(stack), props));
  expect(one(stack, 'Integration')).toMatchObject({
    PayloadFormatVersion: '1.0',
    RequestParameters: { 'append:header.x': '$request.path' },
    TimeoutInMillis: 30_000,
  });
});

test('a Lambda integration calls an alias, with a permission for the alias', () => {
  const stack = stackOf();
  routeOf(stack, new HttpLambdaIntegration('I', fn(stack).addAlias('live')));
  const Ref = idsOf(stack, 'AWS::Lambda::Alias')[0];
  expect(one(stack, 'Integration').IntegrationUri).toEqual({ Ref });
  expect(one(stack, PERMISSION).FunctionName).toEqual({ Ref });
});

test.each([
  [HttpRouteKey.with('/a/{id}', HttpMethod.GET), '*/*/a/{id}'],
  [HttpRouteKey.with('/'), '*/*/'],
  [HttpRouteKey.DEFAULT, '*/*'],
])('a Lambda integration grants permission for the path of the route %j', (routeKey, rest) => {
  const stack = stackOf({ env: ENV });
  routeOf(stack, new HttpLambdaIntegration('I', fn(stack)), routeKey);
  expect(one(stack, PERMISSION)).toEqual({
    Action: 'lambda:InvokeFunction',
    FunctionName: { 'Fn::GetAtt': [idsOf(stack, 'AWS::Lambda::Function')[0], 'Arn'] },
    Principal: 'apigateway.amazonaws.com',
    SourceArn: source(rest),
  });
});

test('a function of another account gets no permission, because the app cannot change the function', () => {
  const stack = stackOf({ env: ENV });
  const arn = 'arn:aws:lambda:eu-west-1:222222222222:function:f';
  routeOf(stack, new HttpLambdaIntegration('I', lambda.Function.fromFunctionArn(stack, 'Fn', arn)));
  expect(idsOf(stack, PERMISSION)).toEqual([]);
  expect(one(stack, 'Integration').IntegrationUri).toBe(arn);
});

describe('with scopePermissionToRoute: false', () => {
  const whole = { scopePermissionToRoute: false };

  test('creates one permission for an API and a function', () => {
    const stack = stackOf({ env: ENV });
    const api = new HttpApi(stack, 'Api');
    const handlers = [fn(stack), fn(stack, 'Other')];
    handlers.forEach((handler, i) => {
      const integration = new HttpLambdaIntegration(`I${i}`, handler, whole);
      api.addRoutes({ path: `/${i}`, methods: [HttpMethod.GET, HttpMethod.PUT], integration });
    });
    api.addRoutes({ path: '/more', integration: new HttpLambdaIntegration('More', handlers[0]!, whole) });
    const permissions = all(stack, PERMISSION);
    expect(permissions).toHaveLength(2);
    expect(JSON.stringify(permissions[0]!.SourceArn)).toContain('"/*/*/*"');
  });

  test('creates a permission for each API', () => {
    const stack = stackOf();
    const handler = fn(stack);
    for (const id of ['One', 'Two']) {
      new HttpApi(stack, id, { defaultIntegration: new HttpLambdaIntegration('I', handler, whole) });
    }
    expect(all(stack, PERMISSION)).toHaveLength(2);
  });

  test('creates a permission in each stack, for the whole API', () => {
    const app = new App();
    const stack = stackOf({ app });
    const nested = new NestedStack(stack, 'Nested');
    const api = new HttpApi(stack, 'Api');
    const routeKey = HttpRouteKey.with('/x');
    new HttpRoute(nested, 'R', {
      httpApi: api,
      routeKey,
      integration: new HttpLambdaIntegration('I', fn(nested), whole),
    });
    expect(all(nested, PERMISSION)).toHaveLength(1);
    expect(all(stack, PERMISSION)).toHaveLength(0);
  });

  test('creates a permission for an L1 API', () => {
    const stack = stackOf({ env: ENV });
    const l1 = new CfnApi(stack, 'L1', { name: 'a', protocolType: 'HTTP' });
    const httpApi = Object.assign(l1, { isHttpApi: true });
    const integration = new HttpLambdaIntegration('I', fn(stack), whole);
    new HttpRoute(stack, 'R', { httpApi, routeKey: HttpRouteKey.DEFAULT, integration });
    expect(JSON.stringify(one(stack, PERMISSION).SourceArn)).toContain('{"Ref":"L1"},"/*/*/*"');
  });
});
