import type { CfnAuthorizer, CfnAuthorizerProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Stack } from 'aws-cdk-lib';
import { HttpJwtAuthorizer, HttpLambdaAuthorizer, WebSocketLambdaAuthorizer } from '../../lib/authorizers';
import { WebSocketMockIntegration } from '../../lib/integrations';
import type { Program } from './program';
import { atRunTime, documented, observed, stated } from './program';
import {
  ACCOUNT,
  FUNCTION,
  authorizer,
  firstOf,
  http,
  httpL2,
  invocationsOf,
  jwt,
  override,
  url,
  ws,
  wsL2,
} from './sound';

type Props = Partial<CfnAuthorizerProps>;
const onHttp = (props: Props) => (s: Stack) => {
  authorizer(http(s), props);
};
const onWs = (props: Props) => (s: Stack) => {
  authorizer(ws(s), props);
};
const token =
  (props: Props, configuration: CfnAuthorizer.JWTConfigurationProperty = {}) =>
  (s: Stack) => {
    jwt(http(s), props, configuration);
  };
const l2 = (s: Stack, authorizerOf: HttpLambdaAuthorizer | HttpJwtAuthorizer) => {
  const api = httpL2(s);
  api.addRoutes({ path: '/a', integration: url(), authorizer: authorizerOf });
  return firstOf<CfnAuthorizer>(api, 'Authorizer');
};
const handler = (s: Stack, arn = FUNCTION) => LambdaFunction.fromFunctionArn(s, 'Handler', arn);
const lambdaL2 = (property: string, value: unknown) => (s: Stack) => {
  override(l2(s, new HttpLambdaAuthorizer('Readers', handler(s))), property, value);
};
const jwtL2 = (property: string, value: unknown) => (s: Stack) => {
  override(
    l2(s, new HttpJwtAuthorizer('Users', 'https://issuer.example.com', { jwtAudience: ['a'] })),
    property,
    value,
  );
};
const wsOf = (s: Stack, readers: WebSocketLambdaAuthorizer) => {
  const api = wsL2(s);
  api.addRoute('$connect', { integration: new WebSocketMockIntegration('Connect'), authorizer: readers });
  return firstOf<CfnAuthorizer>(api, 'Authorizer');
};
const wsL2Of = (property: string, value: unknown) => (s: Stack) => {
  override(wsOf(s, new WebSocketLambdaAuthorizer('Readers', handler(s))), property, value);
};

const SOURCE = 'Authorizer.IdentitySource';
const source = (...identitySource: string[]) => onHttp({ identitySource });
const wsSource = (...identitySource: string[]) => onWs({ identitySource });

export const identitySources: Program[] = [
  observed(SOURCE, 'method.request.header', source('method.request.header.Authorization')),
  observed(SOURCE, 'a name of a header', source('Authorization')),
  observed(SOURCE, 'a body', source('$request.body.token')),
  observed(SOURCE, 'a path', source('$request.path.id')),
  observed(SOURCE, 'headers in the plural', source('$request.headers.Authorization')),
  observed(SOURCE, 'a query', source('$request.query.token')),
  observed(SOURCE, 'a cookie', source('$request.cookie.session')),
  observed(SOURCE, 'the syntax of WebSocket APIs', source('route.request.header.Authorization')),
  observed(SOURCE, 'a stage variable in the singular', source('$stageVariable.key')),
  observed(SOURCE, 'the second of two', source('$request.header.a', 'request.header.b')),
  observed(SOURCE, 'two in one string', source('$request.header.a,$request.header.b')),
  observed(SOURCE, 'the body, L2', (s) =>
    l2(s, new HttpLambdaAuthorizer('Readers', handler(s), { identitySource: ['$request.body.token'] })),
  ),
  observed(SOURCE, 'WebSocket: method.request', wsSource('method.request.header.Authorization')),
  observed(SOURCE, 'WebSocket: the syntax of HTTP APIs', wsSource('$request.header.Authorization')),
  observed(SOURCE, 'WebSocket: a body', wsSource('route.request.body.token')),
  observed(SOURCE, 'WebSocket: multi-value header', wsSource('route.request.multivalueheader.Authorization')),
  observed(SOURCE, 'WebSocket: a context variable with a dollar sign', wsSource('$context.connectionId')),
  observed(SOURCE, 'WebSocket: no name', wsSource('route.request.querystring.')),
  observed(SOURCE, 'WebSocket: an unusual name', wsSource('route.request.header.auth token')),
  observed(SOURCE, 'WebSocket: the syntax of HTTP APIs, L2', (s) =>
    wsOf(s, new WebSocketLambdaAuthorizer('Readers', handler(s), { identitySource: ['$request.querystring.token'] })),
  ),
  documented(
    SOURCE,
    'two on JWT',
    token({ identitySource: ['$request.header.Authorization', '$request.querystring.token'] }),
  ),
  documented(SOURCE, 'a context variable on JWT', token({ identitySource: ['$context.identity.sourceIp'] })),
  documented(SOURCE, 'a stage variable on JWT, L2', (s) =>
    l2(
      s,
      new HttpJwtAuthorizer('Users', 'https://issuer.example.com', {
        jwtAudience: ['a'],
        identitySource: ['$stageVariables.token'],
      }),
    ),
  ),
  documented(SOURCE, 'a string instead of the list', jwtL2('IdentitySource', '$request.header.Authorization')),
];

const JWT = 'Authorizer.JwtConfiguration';
const issuer = (url_: string) => token({}, { issuer: url_ });

export const jwtAuthorizers: Program[] = [
  observed(JWT, 'none', token({ jwtConfiguration: undefined })),
  observed(JWT, 'removed from an L2', jwtL2('JwtConfiguration', undefined)),
  observed(`${JWT}.Audience`, 'none', token({}, { audience: undefined })),
  observed(`${JWT}.Audience`, 'an empty list', token({}, { audience: [] })),
  observed(`${JWT}.Audience`, 'removed from an L2', jwtL2('JwtConfiguration.Audience', undefined)),
  documented(`${JWT}.Audience`, 'a string instead of the list', jwtL2('JwtConfiguration.Audience', 'books')),
  documented(`${JWT}.Audience`, '51', token({}, { audience: Array.from({ length: 51 }, (_, i) => `client${i}`) })),
  documented(`${JWT}.Audience`, '60, L2', (s) => {
    const jwtAudience = Array.from({ length: 60 }, (_, i) => `client${i}`);
    l2(s, new HttpJwtAuthorizer('Users', 'https://issuer.example.com', { jwtAudience }));
  }),
  observed(`${JWT}.Issuer`, 'none', token({}, { issuer: undefined })),
  observed(`${JWT}.Issuer`, 'empty', issuer('')),
  observed(`${JWT}.Issuer`, 'removed from an L2', jwtL2('JwtConfiguration.Issuer', undefined)),
  observed(`${JWT}.Issuer`, 'http', issuer('http://issuer.example.com')),
  observed(`${JWT}.Issuer`, 'a host', issuer('issuer.example.com')),
  observed(`${JWT}.Issuer`, 'the ID of a user pool', issuer('us-east-1_AbCdEfGhI')),
  observed(
    `${JWT}.Issuer`,
    'the ARN of a user pool',
    issuer(`arn:aws:cognito-idp:us-east-1:${ACCOUNT}:userpool/us-east-1_AbCdEfGhI`),
  ),
  observed(`${JWT}.Issuer`, 'a host, L2', (s) =>
    l2(s, new HttpJwtAuthorizer('Users', 'tenant.auth0.com/', { jwtAudience: ['a'] })),
  ),
  observed(`${JWT}.Issuer`, 'the provider name of a user pool of the stack', (s) => {
    const pool = new UserPool(s, 'Pool');
    jwt(http(s), {}, { issuer: pool.userPoolProviderName });
  }),
  observed(
    `${JWT}.Issuer`,
    'the discovery document',
    issuer('https://issuer.example.com/.well-known/openid-configuration'),
  ),
  observed(`${JWT}.Issuer`, 'the discovery document, L2', (s) =>
    l2(
      s,
      new HttpJwtAuthorizer('Users', 'https://tenant.auth0.com/.well-known/openid-configuration', {
        jwtAudience: ['a'],
      }),
    ),
  ),
  observed(`${JWT}.Issuer`, 'the hosted UI', issuer('https://books.auth.us-east-1.amazoncognito.com')),
  observed(
    `${JWT}.Issuer`,
    'the hosted UI, L2',
    jwtL2('JwtConfiguration.Issuer', 'https://chat.auth.eu-west-1.amazoncognito.com'),
  ),
  observed(`${JWT}.Issuer`, 'the endpoint of the same API', (s) => {
    const api = http(s);
    jwt(api, {}, { issuer: api.attrApiEndpoint });
  }),
  stated(JWT, 'on REQUEST', onHttp({ jwtConfiguration: { issuer: 'https://issuer.example.com', audience: ['a'] } })),
  stated(
    JWT,
    'on REQUEST, L2',
    lambdaL2('JwtConfiguration', { Issuer: 'https://issuer.example.com', Audience: ['a'] }),
  ),
  documented(
    JWT,
    'on WebSocket',
    onWs({ jwtConfiguration: { issuer: 'https://issuer.example.com', audience: ['a'] } }),
  ),
  documented(JWT, 'on WebSocket L2', wsL2Of('JwtConfiguration', { Issuer: 'https://issuer.example.com' })),
  atRunTime(
    'Authorizer.function',
    'of another region',
    onHttp({
      authorizerUri: invocationsOf(`arn:aws:lambda:eu-west-1:${ACCOUNT}:function:readers`),
      authorizerCredentialsArn: undefined,
    }),
  ),
  observed('Authorizer.function', 'of another region, L2', (s) =>
    l2(s, new HttpLambdaAuthorizer('Readers', handler(s, `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:readers`))),
  ),
];
