import type { CfnRoute, CfnRouteProps } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Stack } from 'aws-cdk-lib';
import { HttpMethod } from '../../lib';
import { HttpJwtAuthorizer } from '../../lib/authorizers';
import { WebSocketMockIntegration } from '../../lib/integrations';
import type { Program } from './program';
import { documented, inferred, observed, stated } from './program';
import {
  ACCOUNT,
  authorizer,
  drop,
  FUNCTION,
  firstOf,
  http,
  httpL2,
  jwt,
  mock,
  override,
  proxy,
  raw,
  route,
  targetOf,
  url,
  ws,
  wsL2,
} from './sound';

const key = (routeKey: string) => (s: Stack) => {
  route(http(s), routeKey);
};
const wsKey = (routeKey: string) => (s: Stack) => {
  route(ws(s), routeKey);
};
const path = (of: string) => (s: Stack) => {
  httpL2(s).addRoutes({ path: of, methods: [HttpMethod.GET], integration: url() });
};
const routeL2 = (s: Stack) => firstOf<CfnRoute>(httpL2(s), 'Route');
const wsRouteL2 = (s: Stack) => firstOf<CfnRoute>(wsL2(s), 'Route');
const overridden = (routeKey: string) => (s: Stack) => {
  override(routeL2(s), 'RouteKey', routeKey);
};
const bare = (s: Stack, props: object) => raw(s, 'ApiGatewayV2::Route', { ApiId: http(s).ref, ...props });
const on = (routeKey: string, props: Partial<CfnRouteProps>) => (s: Stack) => {
  route(routeKey.includes('/') ? http(s) : ws(s), routeKey, props);
};

export const routeKeys: Program[] = [
  documented('Route.RouteKey', 'none', (s) => bare(s, { Target: targetOf(proxy(http(s))) })),
  documented('Route.RouteKey', 'removed from an L2', (s) => drop(routeL2(s), 'RouteKey')),
  observed('Route.RouteKey', 'a path without a method', key('/books')),
  observed('Route.RouteKey', 'a method in lower case', key('get /books')),
  observed('Route.RouteKey', 'TRACE', key('TRACE /books')),
  observed('Route.RouteKey', 'CONNECT by override', overridden('CONNECT /books')),
  observed('Route.RouteKey', 'two methods', key('GET,POST /books')),
  observed('Route.RouteKey', 'an asterisk for the method', (s) => bare(s, { RouteKey: '* /books' })),
  observed('Route.RouteKey', 'two spaces', key('GET  /books')),
  observed('Route.RouteKey', 'no leading slash', key('GET books')),
  observed('Route.RouteKey', 'only a method', overridden('POST')),
  observed('Route.RouteKey', 'a full URL', key('GET https://api.example.com/books')),
  observed('Route.RouteKey', 'a slash at the end', key('GET /books/')),
  observed('Route.RouteKey', 'a slash at the end, L2', path('/books/{id}/')),
  observed('Route.RouteKey', 'a slash at the end, override', overridden('ANY /a/b/')),
  observed('Route.RouteKey', 'an asterisk for the rest', key('GET /books/*')),
  observed('Route.RouteKey', 'an at sign, L2', path('/users/@me')),
  observed('Route.RouteKey', 'a tilde', (s) => bare(s, { RouteKey: 'GET /~ann' })),
  observed('Route.RouteKey', 'an encoded space', key('GET /my%20books')),
  observed('Route.RouteKey', 'a plus in a literal', path('/a+b')),
  observed('Route.RouteKey', 'a comma', key('GET /1,2')),
  observed('Route.RouteKey', 'OData brackets', path('/Books(1)')),
  observed('Route.RouteKey', 'a dollar sign', key('GET /books/$metadata')),
  observed('Route.RouteKey', 'a query string', path('/books?sort=asc')),
  observed('Route.RouteKey', 'a non-ASCII letter', key('GET /bücher')),
  observed('Route.RouteKey', 'an ampersand by override', overridden('GET /a&b')),
  observed('Route.RouteKey', 'a matrix parameter', key('GET /books;v=1')),
  observed('Route.RouteKey', 'a space in a parameter name', path('/books/{book id}')),
  observed('Route.RouteKey', 'an optional parameter', key('GET /books/{id?}')),
  observed('Route.RouteKey', 'an asterisk in a parameter', key('ANY /{proxy*}')),
  observed('Route.RouteKey', 'an empty segment', key('GET /books//authors')),
  observed('Route.RouteKey', 'an empty segment, L2', path('/a//b')),
  observed('Route.RouteKey', 'a parameter with a suffix', key('GET /books/{id}.json')),
  observed('Route.RouteKey', 'two parameters in a segment', path('/range/{from}{to}')),
  observed('Route.RouteKey', 'an unclosed brace', key('GET /books/{id')),
  observed('Route.RouteKey', 'an empty parameter', path('/books/{}')),
  observed('Route.RouteKey', 'express parameters are literals with a slash at the end', key('GET /books/:id/')),
  documented('Route.RouteKey', 'a greedy parameter in the middle', key('GET /{proxy+}/books')),
  documented('Route.RouteKey', 'a greedy parameter in the middle, L2', path('/files/{path+}/content')),
  inferred('Route.RouteKey', 'one parameter twice', key('GET /{id}/books/{id}')),
  inferred('Route.RouteKey', 'one parameter twice, override', overridden('GET /a/{x}/{x+}')),
  observed('Route.RouteKey', 'twice on one API', (s) => {
    const api = http(s);
    route(api, 'GET /books');
    route(api, 'GET /books');
  }),
  observed('Route.RouteKey', 'parameters do not distinguish', (s) => {
    const api = http(s);
    route(api, 'GET /books/{id}');
    route(api, 'GET /books/{bookId}');
  }),
  observed('Route.RouteKey', 'an L1 together with the same route of an L2', (s) => {
    const api = httpL2(s);
    raw(s, 'ApiGatewayV2::Route', { ApiId: api.apiId, RouteKey: 'ANY /books' });
  }),
  observed('Route.RouteKey', '$default twice on a WebSocket API', (s) => {
    const api = ws(s);
    route(api, '$default');
    raw(s, 'ApiGatewayV2::Route', { ApiId: api.ref, RouteKey: '$default' });
  }),
  documented('Route.RouteKey', 'an empty key of a WebSocket route', wsKey('')),
  observed('Route.RouteKey', '$message', wsKey('$message')),
  observed('Route.RouteKey', '$Connect', wsKey('$Connect')),
  observed('Route.RouteKey', '$close, L2', (s) =>
    wsL2(s).addRoute('$close', { integration: new WebSocketMockIntegration('Close') }),
  ),
  observed('Route.RouteKey', '$onmessage by override', (s) => override(wsRouteL2(s), 'RouteKey', '$onmessage')),
  inferred('Route.RouteKey', '129 characters', wsKey('k'.repeat(129))),
  inferred('Route.RouteKey', '200 characters by override', (s) =>
    override(wsRouteL2(s), 'RouteKey', 'key.'.repeat(50)),
  ),
  observed('Route.RouteKey', '$connect on an HTTP API', key('$connect')),
  observed('Route.RouteKey', '$disconnect on an HTTP API', overridden('$disconnect')),
  observed('Route.RouteKey', 'an action on an HTTP API', (s) => bare(s, { RouteKey: 'sendMessage' })),
];

const target = (of: (api: ReturnType<typeof http>) => string) => (s: Stack) => {
  const api = http(s);
  route(api, 'GET /books', { target: of(api) });
};

export const targets: Program[] = [
  observed(
    'Route.Target',
    'the bare ID',
    target((api) => proxy(api).ref),
  ),
  observed(
    'Route.Target',
    'integration/<id>',
    target((api) => `integration/${proxy(api).ref}`),
  ),
  observed(
    'Route.Target',
    '/integrations/<id>',
    target((api) => `/integrations/${proxy(api).ref}`),
  ),
  observed(
    'Route.Target',
    'Integrations with a capital letter',
    target((api) => `Integrations/${proxy(api).ref}`),
  ),
  observed(
    'Route.Target',
    'the ARN of a function',
    target(() => `arn:aws:lambda:us-east-1:${ACCOUNT}:function:books`),
  ),
  observed(
    'Route.Target',
    'a URL',
    target(() => 'https://backend.example.com'),
  ),
  observed('Route.Target', 'the bare ID, L2 by override', (s) => override(routeL2(s), 'Target', 'abc1234')),
  observed('Route.Target', 'the bare ID, WebSocket', (s) => {
    const api = ws(s);
    route(api, '$default', { target: mock(api).ref });
  }),
  observed('Route.Target', 'the bare ID, CfnResource Ref', (s) => {
    const api = ws(s);
    const to = mock(api);
    raw(s, 'ApiGatewayV2::Route', { ApiId: api.ref, RouteKey: 'send', Target: { Ref: s.getLogicalId(to) } });
  }),
  observed(
    'Route.Target',
    'an ARN instead of the ID',
    target(() => `integrations/${FUNCTION}`),
  ),
  observed('Route.Target', 'no ID after the slash', (s) => override(wsRouteL2(s), 'Target', 'integrations/')),
  stated(
    'Route.Target',
    'more than 128 characters',
    target(() => `integrations/${'a'.repeat(120)}`),
  ),
  stated('Route.Target', 'empty', (s) => override(wsRouteL2(s), 'Target', '')),
  inferred('Route.Target', 'an integration of another API', (s) => {
    const other = proxy(http(s));
    route(http(s), 'GET /books', { target: targetOf(other) });
  }),
  inferred('Route.Target', 'an integration of the HTTP API on a WebSocket route', (s) => {
    const other = proxy(http(s));
    override(wsRouteL2(s), 'Target', targetOf(other));
  }),
];

export const authorization: Program[] = [
  documented('Route.AuthorizationType', 'COGNITO_USER_POOLS', (s) => {
    const api = http(s);
    route(api, 'GET /a', { authorizationType: 'COGNITO_USER_POOLS', authorizerId: jwt(api).ref });
  }),
  documented('Route.AuthorizationType', 'REQUEST', (s) => {
    const api = http(s);
    route(api, 'GET /a', { authorizationType: 'REQUEST', authorizerId: authorizer(api).ref });
  }),
  documented('Route.AuthorizationType', 'IAM', on('GET /a', { authorizationType: 'IAM' })),
  documented('Route.AuthorizationType', 'None in mixed case', (s) => override(routeL2(s), 'AuthorizationType', 'None')),
  documented(
    'Route.AuthorizationType',
    'AWS_IAM in lower case on $connect',
    on('$connect', { authorizationType: 'aws_iam' }),
  ),
  documented(
    'Route.AuthorizationType',
    'JWT on $connect',
    on('$connect', { authorizationType: 'JWT', authorizerId: 'abc123' }),
  ),
  documented('Route.AuthorizationType', 'JWT on $connect of an L2', (s) => {
    const api = wsL2(s);
    const connect = api.addRoute('$connect', { integration: new WebSocketMockIntegration('Connect') });
    override(connect, 'AuthorizationType', 'JWT');
    override(connect, 'AuthorizerId', 'abc123');
  }),
  observed('Route.AuthorizationType', 'IAM on $default', on('$default', { authorizationType: 'AWS_IAM' })),
  observed('Route.AuthorizationType', 'CUSTOM on a message', (s) => {
    const api = ws(s);
    route(api, 'send', { authorizationType: 'CUSTOM', authorizerId: authorizer(api).ref });
  }),
  observed('Route.AuthorizationType', 'IAM on $default of an L2', (s) =>
    override(wsRouteL2(s), 'AuthorizationType', 'AWS_IAM'),
  ),
  observed('Route.AuthorizerId', 'JWT without an authorizer', on('GET /a', { authorizationType: 'JWT' })),
  observed('Route.AuthorizerId', 'JWT without an authorizer, L2', (s) =>
    override(routeL2(s), 'AuthorizationType', 'JWT'),
  ),
  observed('Route.AuthorizerId', 'CUSTOM without an authorizer', on('GET /a', { authorizationType: 'CUSTOM' })),
  observed('Route.AuthorizerId', 'CUSTOM on $connect without an authorizer', (s) =>
    raw(s, 'ApiGatewayV2::Route', { ApiId: ws(s).ref, RouteKey: '$connect', AuthorizationType: 'CUSTOM' }),
  ),
  observed('Route.AuthorizerId', 'a JWT authorizer of another API', (s) => {
    const other = jwt(http(s));
    route(http(s), 'GET /a', { authorizationType: 'JWT', authorizerId: other.ref });
  }),
  observed('Route.AuthorizerId', 'a Lambda authorizer of another API on $connect', (s) => {
    const other = authorizer(ws(s));
    route(ws(s), '$connect', { authorizationType: 'CUSTOM', authorizerId: other.ref });
  }),
  observed('Route.AuthorizerId', 'the JWT type with a Lambda authorizer', (s) => {
    const api = http(s);
    route(api, 'GET /a', { authorizationType: 'JWT', authorizerId: authorizer(api).ref });
  }),
  observed('Route.AuthorizerId', 'the CUSTOM type with a JWT authorizer', (s) => {
    const api = http(s);
    route(api, 'GET /a', { authorizationType: 'CUSTOM', authorizerId: jwt(api).ref });
  }),
  observed('Route.AuthorizerId', 'the CUSTOM type by override of an L2 with JWT', (s) => {
    const users = new HttpJwtAuthorizer('Users', 'https://issuer.example.com', { jwtAudience: ['a'] });
    const [made] = httpL2(s).addRoutes({ path: '/a', integration: url(), authorizer: users });
    override(made!, 'AuthorizationType', 'CUSTOM');
  }),
];
