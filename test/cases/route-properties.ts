import type { CfnRoute, CfnRouteProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnModel } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Stack } from 'aws-cdk-lib';
import { HttpJwtAuthorizer, HttpUserPoolAuthorizer } from '../../lib/authorizers';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Program } from './program';
import { documented, inferred, observed, stated } from './program';
import { authorizer, firstOf, http, httpL2, id, jwt, override, raw, route, url, ws, wsL2 } from './sound';

const onHttp = (props: Partial<CfnRouteProps>) => (s: Stack) => {
  route(http(s), 'GET /books', props);
};
const onWs =
  (props: Partial<CfnRouteProps>, routeKey = '$default') =>
  (s: Stack) => {
    route(ws(s), routeKey, props);
  };
const ofL2 = (property: string, value: unknown) => (s: Stack) => {
  override(firstOf<CfnRoute>(httpL2(s), 'Route'), property, value);
};
const ofWsL2 = (property: string, value: unknown) => (s: Stack) => {
  override(firstOf<CfnRoute>(wsL2(s), 'Route'), property, value);
};
const signedIn = (authorizationScopes: string[]) => (s: Stack) => {
  const api = http(s);
  route(api, 'GET /books', { authorizationType: 'JWT', authorizerId: jwt(api).ref, authorizationScopes });
};
const model = (api: ReturnType<typeof ws>, name: string) =>
  new CfnModel(api.stack, id(api.stack, 'Model'), {
    apiId: api.ref,
    name,
    contentType: 'application/json',
    schema: { type: 'object' },
  });
const parameter = (name: string, value: unknown = { Required: true }) =>
  onWs({ requestParameters: { [name]: value } }, '$connect');
const scopes = (count: number) => Array.from({ length: count }, (_, i) => `books/${i}`);

export const routeProperties: Program[] = [
  observed('Route.AuthorizationScopes', 'without an authorizer', onHttp({ authorizationScopes: ['books/read'] })),
  observed(
    'Route.AuthorizationScopes',
    'with IAM',
    onHttp({ authorizationType: 'AWS_IAM', authorizationScopes: ['a'] }),
  ),
  observed('Route.AuthorizationScopes', 'with a Lambda authorizer', (s) => {
    const api = http(s);
    const authorizerId = authorizer(api).ref;
    route(api, 'GET /a', { authorizationType: 'CUSTOM', authorizerId, authorizationScopes: ['a'] });
  }),
  observed('Route.AuthorizationScopes', 'of an L2 without an authorizer, override', ofL2('AuthorizationScopes', ['a'])),
  observed('Route.AuthorizationScopes', 'on $connect', onWs({ authorizationScopes: ['chat'] }, '$connect')),
  observed('Route.AuthorizationScopes', 'on $connect with a Lambda authorizer', (s) => {
    const api = ws(s);
    const authorizerId = authorizer(api).ref;
    route(api, '$connect', { authorizationType: 'CUSTOM', authorizerId, authorizationScopes: ['a'] });
  }),
  documented('Route.AuthorizationScopes', '11 scopes', signedIn(scopes(11))),
  documented('Route.AuthorizationScopes', '20 scopes, L2', (s) => {
    const pool = new HttpUserPoolAuthorizer('Pool', new UserPool(s, 'Users'));
    httpL2(s).addRoutes({ path: '/a', integration: url(), authorizer: pool, authorizationScopes: scopes(20) });
  }),
  stated('Route.AuthorizationScopes', 'a scope of 65 characters', signedIn(['s'.repeat(65)])),
  stated('Route.AuthorizationScopes', 'an empty scope, L2', (s) => {
    const users = new HttpJwtAuthorizer('Users', 'https://issuer.example.com', { jwtAudience: ['a'] });
    httpL2(s).addRoutes({ path: '/a', integration: url(), authorizer: users, authorizationScopes: [''] });
  }),
  stated('Route.OperationName', '65 characters', onHttp({ operationName: 'o'.repeat(65) })),
  stated('Route.OperationName', '100 characters, WebSocket', onWs({ operationName: 'o'.repeat(100) })),
  stated('Route.OperationName', 'empty, L2', ofL2('OperationName', '')),
  observed('Route.ApiKeyRequired', 'HTTP', onHttp({ apiKeyRequired: true })),
  observed('Route.ApiKeyRequired', 'HTTP L2', ofL2('ApiKeyRequired', true)),
  observed('Route.ApiKeyRequired', 'HTTP, the string true', (s) =>
    raw(s, 'ApiGatewayV2::Route', { ApiId: http(s).ref, RouteKey: '$default', ApiKeyRequired: 'true' }),
  ),
  documented(
    'Route.RequestParameters',
    'HTTP',
    onHttp({ requestParameters: { 'route.request.header.a': { Required: true } } }),
  ),
  documented(
    'Route.RequestParameters',
    'HTTP L2, the value of REST APIs',
    ofL2('RequestParameters', { 'method.request.querystring.a': true }),
  ),
  stated('Route.RequestParameters', 'method.request.header', parameter('method.request.header.Authorization')),
  stated('Route.RequestParameters', '$request.header', parameter('$request.header.Authorization')),
  stated('Route.RequestParameters', 'integration.request', parameter('integration.request.querystring.token')),
  stated('Route.RequestParameters', 'an unknown place', parameter('route.request.path.id')),
  stated('Route.RequestParameters', 'plural', parameter('route.request.headers.x')),
  stated('Route.RequestParameters', 'no name', parameter('route.request.header.')),
  stated('Route.RequestParameters', 'a space in the name', parameter('route.request.querystring.a b')),
  stated(
    'Route.RequestParameters',
    'a plain name of an L2',
    ofWsL2('RequestParameters', { token: { Required: true } }),
  ),
  documented('Route.RequestParameters', 'a Boolean value instead of a map', (s) =>
    raw(s, 'ApiGatewayV2::Route', {
      ApiId: ws(s).ref,
      RouteKey: '$connect',
      RequestParameters: { 'route.request.header.x': true },
    }),
  ),
  documented('Route.RequestParameters', 'required in camel case', (s) =>
    raw(s, 'ApiGatewayV2::Route', {
      ApiId: ws(s).ref,
      RouteKey: '$connect',
      RequestParameters: { 'route.request.querystring.x': { required: true } },
    }),
  ),
  stated(
    'Route.RequestParameters',
    'a header on $default',
    onWs({ requestParameters: { 'route.request.header.x': { Required: true } } }),
  ),
  stated(
    'Route.RequestParameters',
    'a query string on a message',
    onWs({ requestParameters: { 'route.request.querystring.x': { Required: false } } }, 'send'),
  ),
  stated(
    'Route.RequestParameters',
    'a header on $default of an L2',
    ofWsL2('RequestParameters', { 'route.request.header.x': { Required: true } }),
  ),
  documented(
    'Route.RequestModels',
    'HTTP',
    onHttp({ requestModels: { $default: 'book' }, modelSelectionExpression: '$request.body.x' }),
  ),
  documented('Route.RequestModels', 'HTTP L2, by content type', ofL2('RequestModels', { 'application/json': 'Book' })),
  stated(
    'Route.RequestModels',
    'a name of 129 characters',
    onWs({ requestModels: { $default: 'm'.repeat(129) }, modelSelectionExpression: '$request.body.x' }),
  ),
  stated(
    'Route.RequestModels',
    'an empty name',
    onWs({ requestModels: { $default: '' }, modelSelectionExpression: '$request.body.x' }, 'send'),
  ),
  inferred('Route.RequestModels', 'an unknown model', (s) => {
    const api = ws(s);
    model(api, 'message');
    route(api, 'send', { requestModels: { $default: 'mesage' }, modelSelectionExpression: '$request.body.action' });
  }),
  inferred('Route.RequestModels', 'a model of another API', (s) => {
    model(ws(s), 'greeting');
    route(ws(s), 'send', { requestModels: { $default: 'greeting' }, modelSelectionExpression: '$request.body.action' });
  }),
  documented('Route.ModelSelectionExpression', 'HTTP', onHttp({ modelSelectionExpression: '$request.body.kind' })),
  documented('Route.ModelSelectionExpression', 'HTTP L2', ofL2('ModelSelectionExpression', '${request.body.kind}')),
  inferred(
    'Route.ModelSelectionExpression',
    'without models',
    onWs({ modelSelectionExpression: '$request.body.action' }, 'send'),
  ),
  inferred('Route.ModelSelectionExpression', 'models without a selection', (s) => {
    const api = ws(s);
    model(api, 'message');
    route(api, 'send', { requestModels: { $default: 'message' } });
  }),
  documented(
    'Route.RouteResponseSelectionExpression',
    'HTTP',
    onHttp({ routeResponseSelectionExpression: '$default' }),
  ),
  documented('Route.RouteResponseSelectionExpression', 'HTTP L2', ofL2('RouteResponseSelectionExpression', '$default')),
  observed(
    'Route.RouteResponseSelectionExpression',
    'default without the dollar sign',
    onWs({ routeResponseSelectionExpression: 'default' }),
  ),
  observed(
    'Route.RouteResponseSelectionExpression',
    'an escaped dollar',
    onWs({ routeResponseSelectionExpression: '\\$default' }, 'send'),
  ),
  observed(
    'Route.RouteResponseSelectionExpression',
    'an expression, L2',
    ofWsL2('RouteResponseSelectionExpression', '$request.body.action'),
  ),
  documented('Route.ApiId', 'none', (s) => raw(s, 'ApiGatewayV2::Route', { RouteKey: 'GET /books' })),
  documented('Route.ApiId', 'removed from an L2', ofL2('ApiId', undefined)),
];
