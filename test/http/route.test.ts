import { App, CfnParameter, Fn } from 'aws-cdk-lib';
import * as awsApigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';

import type { HttpRouteProps, IHttpRouteAuthorizer } from '../../lib';
import { HttpApi, HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteKey } from '../../lib';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from '../../lib/authorizers';
import { HttpUrlIntegration, WebSocketMockIntegration } from '../../lib/integrations';
import { all, ENV, idsOf, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

const url = () => new HttpUrlIntegration('Url', 'https://example.com');
const imported = (stack: ReturnType<typeof stackOf>) =>
  HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc' });
const routeOf = (stack: ReturnType<typeof stackOf>, props: Partial<HttpRouteProps> = {}) =>
  new HttpRoute(stack, 'Route', {
    httpApi: props.httpApi ?? imported(stack),
    routeKey: HttpRouteKey.with('/books/{id}', HttpMethod.GET),
    integration: url(),
    ...props,
  });
const arn = (rest: string) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:execute-api:eu-west-1:111111111111:abc/${rest}`]],
});
const tells = (authorizationType: string, authorizationScopes?: string[]): IHttpRouteAuthorizer => ({
  bind: () => ({
    authorizationType,
    authorizationScopes,
    authorizerId: /^(JWT|CUSTOM)$/.test(authorizationType) ? 'abc123' : undefined,
  }),
});

test('a route has a key and an integration, and is public by default', () => {
  const stack = stackOf();
  const route = routeOf(stack);
  expect(one(stack, 'Route')).toEqual({
    ApiId: 'abc',
    AuthorizationType: 'NONE',
    RouteKey: 'GET /books/{id}',
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: idsOf(stack, 'Integration')[0] }]] },
  });
  expect(route.path).toBe('/books/{id}');
  expect(stack.resolve([route.routeId, route.routeRef])).toEqual([
    { Ref: idsOf(stack, 'Route')[0] },
    { apiId: 'abc', routeId: { Ref: idsOf(stack, 'Route')[0] } },
  ]);
});

test('the catch-all route has no path', () => {
  const route = routeOf(stackOf(), { routeKey: HttpRouteKey.DEFAULT });
  expect(route.path).toBeUndefined();
});

test('a route binds its integration in its own scope and its authorizer in the scope of the API', () => {
  const stack = stackOf();
  const api = imported(stack);
  const bind = jest.fn(() => ({ authorizationType: 'NONE' }));
  const route = routeOf(stack, { httpApi: api, authorizer: { bind } });
  expect(bind).toHaveBeenCalledWith({ route, scope: api });
});

describe('the scopes of a route', () => {
  const scopesOf = (props: Partial<HttpRouteProps>): unknown => {
    const stack = stackOf();
    routeOf(stack, props);
    return one(stack, 'Route').AuthorizationScopes as unknown;
  };

  test.each([
    ['neither, and are not rendered', undefined, undefined],
    ['the authorizer', ['a', 'b'], undefined],
    ['the route', undefined, ['a', 'b']],
    ['both, without duplicates and with those of the authorizer first', ['a'], ['b', 'a']],
  ])('are those of %s', (_, ofAuthorizer, ofRoute) => {
    expect(scopesOf({ authorizer: tells('JWT', ofAuthorizer), authorizationScopes: ofRoute })).toEqual(
      ofAuthorizer || ofRoute ? ['a', 'b'] : undefined,
    );
  });

  test.each([
    ['one scope', { authorizationScopes: ['a'] }, 1],
    ['an empty list', { authorizationScopes: [] }, 0],
    ['no list', {}, 0],
  ])('without an authorizer cause a warning unless they are empty: %s', (_, props, warnings) => {
    const stack = stackOf();
    routeOf(stack, props);
    expect(one(stack, 'Route').AuthorizationScopes).toBeUndefined();
    const found = Annotations.fromStack(stack).findWarning(
      '/Stack/Route',
      Match.stringLikeRegexp(
        'ScopesWithoutAuthorizer.*has no effect: the route has no authorizer and is public.*Add an HttpJwtAuthorizer',
      ),
    );
    expect(found).toHaveLength(warnings);
  });

  test.each([
    ['JWT', ['default']],
    ['AWS_IAM', undefined],
    ['CUSTOM', undefined],
    ['NONE', undefined],
  ])('default to those of the API: a route with the authorization type %s has the scopes %j', (type, expected) => {
    const stack = stackOf();
    const httpApi = new HttpApi(stack, 'Own', { defaultAuthorizationScopes: ['default'] });
    routeOf(stack, { httpApi, authorizer: tells(type) });
    expect(one(stack, 'Route').AuthorizationScopes).toEqual(expected);
  });

  test('default to those of the API if the type of the route is known only at deployment', () => {
    const stack = stackOf();
    const httpApi = new HttpApi(stack, 'Own', { defaultAuthorizationScopes: ['default'] });
    routeOf(stack, { httpApi, authorizer: tells(Fn.importValue('type')) });
    expect(one(stack, 'Route')).toMatchObject({
      AuthorizationScopes: ['default'],
      AuthorizationType: { 'Fn::ImportValue': 'type' },
    });
  });

  test('can be a token list, with or without scopes of the authorizer', () => {
    const of = (ofAuthorizer?: string[]): unknown => {
      const stack = stackOf();
      const authorizationScopes = new CfnParameter(stack, 'Scopes', { type: 'CommaDelimitedList' }).valueAsList;
      routeOf(stack, { authorizer: tells('JWT', ofAuthorizer), authorizationScopes });
      return one(stack, 'Route').AuthorizationScopes as unknown;
    };
    expect(of()).toEqual({ Ref: 'Scopes' });
    expect(of(['a', 'b'])).toEqual({
      'Fn::Split': [' ', { 'Fn::Join': ['', ['a b ', { 'Fn::Join': [' ', { Ref: 'Scopes' }] }]] }],
    });
  });
});

describe('the ARN of a route', () => {
  test.each([
    [HttpRouteKey.with('/books', HttpMethod.GET), '*/GET/books'],
    [HttpRouteKey.with('/books'), '*/*/books'],
    [HttpRouteKey.with('/books/{id}', HttpMethod.PUT), '*/PUT/books/*'],
    [HttpRouteKey.with('/'), '*/*/'],
    [HttpRouteKey.DEFAULT, '*/*/'],
  ])('for %j is %s', (routeKey, rest) => {
    const stack = stackOf({ env: ENV });
    expect(stack.resolve(routeOf(stack, { routeKey }).routeArn)).toEqual(arn(rest));
  });

  test("contains the account and region of the route's stack if the API is in another stack", () => {
    const app = new App();
    const api = HttpApi.fromHttpApiAttributes(stackOf({ app }), 'Api', { httpApiId: 'abc' });
    const stack = stackOf({ app, id: 'Other', env: ENV });
    expect(stack.resolve(routeOf(stack, { httpApi: api }).routeArn)).toEqual(arn('*/GET/books/*'));
  });
});

describe('grantInvoke', () => {
  const grant = (method: HttpMethod, httpMethods?: HttpMethod[]) => {
    const stack = stackOf({ env: ENV });
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    const route = routeOf(stack, {
      routeKey: HttpRouteKey.with('/books', method),
      authorizer: new HttpIamAuthorizer(),
    });
    route.grantInvoke(role, httpMethods && { httpMethods });
    return (one(stack, 'AWS::IAM::Policy').PolicyDocument.Statement as Record<string, unknown>[])[0];
  };

  test('grants a principal permission to call the route', () => {
    expect(grant(HttpMethod.GET)).toEqual({
      Action: 'execute-api:Invoke',
      Effect: 'Allow',
      Resource: arn('*/GET/books'),
    });
  });

  test.each([
    [HttpMethod.GET, [HttpMethod.GET], arn('*/GET/books')],
    [HttpMethod.ANY, undefined, arn('*/*/books')],
    [HttpMethod.ANY, [HttpMethod.ANY], arn('*/*/books')],
    [HttpMethod.ANY, [HttpMethod.GET, HttpMethod.PUT], [arn('*/GET/books'), arn('*/PUT/books')]],
    [HttpMethod.ANY, [HttpMethod.GET, HttpMethod.GET], arn('*/GET/books')],
  ])('on a %s route for the methods %j allows only these methods', (method, httpMethods, expected) => {
    expect(grant(method, httpMethods)?.Resource).toEqual(expected);
  });

  test.each([[[HttpMethod.POST]], [[HttpMethod.ANY]], [[HttpMethod.GET, HttpMethod.POST]]])(
    'fails for the methods %j on a GET route',
    (httpMethods) => {
      expectFailure(() => grant(HttpMethod.GET, httpMethods), {
        code: 'GrantMethodUnsupported',
        path: 'Stack/Route',
        given: httpMethods.filter((method) => method !== HttpMethod.GET).join(),
        fix: "Remove 'httpMethods'",
      });
    },
  );

  test('fails for an empty list of methods', () => {
    expectFailure(() => grant(HttpMethod.GET, []), {
      code: 'GrantWithoutMethods',
      path: 'Stack/Route',
      fix: "Specify methods, or remove 'httpMethods'",
    });
  });

  test.each([
    ['none', undefined, 'NONE'],
    ['a none authorizer', new HttpNoneAuthorizer(), 'NONE'],
    ['a JWT authorizer', new HttpJwtAuthorizer('J', 'https://a.example.com', { jwtAudience: ['a'] }), 'JWT'],
  ])('fails for a route with %s', (_, authorizer, type) => {
    const stack = stackOf();
    const route = routeOf(stack, { authorizer });
    expectFailure(() => route.grantInvoke(new iam.AccountRootPrincipal()), {
      code: 'GrantWithoutIamAuthorizer',
      path: 'Stack/Route',
      given: `the authorization type ${type}`,
      fix: "Set 'authorizer' of the route to an HttpIamAuthorizer",
    });
  });
});

test.each([
  ['LAMBDA', "Did you mean 'CUSTOM'?"],
  ['REQUEST', "Did you mean 'CUSTOM'?"],
  ['jwt', "Did you mean 'JWT'?"],
  ['', 'Use CUSTOM for a Lambda authorizer'],
])("a route fails for an authorizer of the type '%s'", (type, fix) => {
  expectFailure(() => routeOf(stackOf(), { authorizer: tells(type) }), {
    code: 'AuthorizationTypeUnknown',
    path: 'Stack/Route',
    given: `got '${type}'`,
    fix,
  });
});

describe('a route of an L1 API', () => {
  const l1 = (stack: ReturnType<typeof stackOf>) =>
    Object.assign(new awsApigwv2.CfnApi(stack, 'L1', { name: 'a', protocolType: 'HTTP' }), { isHttpApi: true });

  test('has an ARN, a reference and grant methods', () => {
    const stack = stackOf();
    const route = routeOf(stack, { httpApi: l1(stack), authorizer: new HttpIamAuthorizer() });
    expect(stack.resolve(route.routeRef.apiId)).toEqual({ Ref: 'L1' });
    expect(JSON.stringify(stack.resolve(route.routeArn))).toContain('{"Ref":"L1"}');
    route.grantInvoke(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
    expect(all(stack, 'AWS::IAM::Policy')).toHaveLength(1);
  });

  test('throws when its API is read', () => {
    const stack = stackOf();
    const route = routeOf(stack, { httpApi: l1(stack) });
    expectFailure(() => route.httpApi, {
      code: 'NotAnHttpApi',
      path: 'Stack/Route',
      given: "'Stack/L1'",
      fix: "Use 'apiRef' of the reference, or pass an HttpApi",
    });
  });
});

test('a route can be added to an API from aws-cdk-lib', () => {
  const stack = stackOf({ env: ENV });
  const httpApi = new awsApigwv2.HttpApi(stack, 'Theirs');
  const route = routeOf(stack, { httpApi });
  expect(one(stack, 'Route').ApiId).toEqual(stack.resolve(httpApi.apiId));
  expect(route.httpApi).toBe(httpApi);
});

describe('values that only untyped code can pass', () => {
  test.each([
    ['httpApi', { httpApi: undefined }],
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

  test('a WebSocket integration fails, and the error contains its class name', () => {
    expectFailure(() => routeOf(stackOf(), { integration: new WebSocketMockIntegration('Mock') as never }), {
      code: 'IntegrationProtocolMismatch',
      path: 'Stack/Route',
      given: 'got WebSocketMockIntegration',
      fix: "begins with 'Http'",
    });
  });

  test('an object that is not an integration fails, and the error contains its class name', () => {
    const stack = stackOf();
    expectFailure(() => routeOf(stack, { integration: new awsApigwv2.CfnApi(stack, 'L1', {}) as never }), {
      code: 'PropTypeInvalid',
      path: 'Stack/Route',
      given: 'got CfnApi',
      fix: 'such as a new HttpLambdaIntegration()',
    });
  });
});
