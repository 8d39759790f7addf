import type { CfnAuthorizer, CfnAuthorizerProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Stack } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import { HttpAuthorizer, HttpAuthorizerType, WebSocketAuthorizer, WebSocketAuthorizerType } from '../../lib';
import { HttpJwtAuthorizer, HttpLambdaAuthorizer, WebSocketLambdaAuthorizer } from '../../lib/authorizers';
import { WebSocketMockIntegration } from '../../lib/integrations';
import type { Program } from './program';
import { documented, observed, stated } from './program';
import {
  FUNCTION,
  INVOKE,
  ROLE,
  authorizer,
  drop,
  firstOf,
  http,
  httpL2,
  invocationsOf,
  jwt,
  override,
  raw,
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
const bare = (api: { readonly ref: string }, s: Stack, props: object) =>
  raw(s, 'ApiGatewayV2::Authorizer', { ApiId: api.ref, Name: 'readers', ...props });
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

export const lambdaAuthorizers: Program[] = [
  documented('Authorizer.AuthorizerType', 'TOKEN', onHttp({ authorizerType: 'TOKEN' })),
  documented('Authorizer.AuthorizerType', 'COGNITO_USER_POOLS', token({ authorizerType: 'COGNITO_USER_POOLS' })),
  documented('Authorizer.AuthorizerType', 'LAMBDA', lambdaL2('AuthorizerType', 'LAMBDA')),
  documented('Authorizer.AuthorizerType', 'jwt in lower case', jwtL2('AuthorizerType', 'jwt')),
  documented('Authorizer.AuthorizerType', 'CUSTOM, the type of the route', onHttp({ authorizerType: 'CUSTOM' })),
  documented('Authorizer.AuthorizerType', 'none', (s) => bare(http(s), s, { AuthorizerUri: INVOKE })),
  observed('Authorizer.AuthorizerType', 'JWT on WebSocket', (s) => jwt(ws(s))),
  observed('Authorizer.AuthorizerType', 'TOKEN on WebSocket', onWs({ authorizerType: 'TOKEN' })),
  observed('Authorizer.AuthorizerType', 'JWT on WebSocket L2', wsL2Of('AuthorizerType', 'JWT')),
  stated('Authorizer.Name', '129 characters', onHttp({ name: 'n'.repeat(129) })),
  stated('Authorizer.Name', 'empty, WebSocket', onWs({ name: '' })),
  documented('Authorizer.Name', 'none', (s) => drop(jwt(http(s)), 'Name')),
  documented('Authorizer.ApiId', 'none', (s) => drop(authorizer(http(s)), 'ApiId')),
  observed('Authorizer.AuthorizerUri', 'none', onHttp({ authorizerUri: undefined })),
  observed('Authorizer.AuthorizerUri', 'none, WebSocket', onWs({ authorizerUri: undefined })),
  observed('Authorizer.AuthorizerUri', 'none, WebSocket raw', (s) => bare(ws(s), s, { AuthorizerType: 'REQUEST' })),
  observed('Authorizer.AuthorizerUri', 'removed from an L2', lambdaL2('AuthorizerUri', undefined)),
  observed(
    'Authorizer.AuthorizerUri',
    'none, HttpAuthorizer',
    (s) =>
      new HttpAuthorizer(s, 'Readers', {
        httpApi: httpL2(s),
        type: HttpAuthorizerType.LAMBDA,
        identitySource: ['$request.header.x'],
      }),
  ),
  observed('Authorizer.AuthorizerUri', 'the ARN of a function', onHttp({ authorizerUri: FUNCTION })),
  observed('Authorizer.AuthorizerUri', 'the ARN of a function, WebSocket', onWs({ authorizerUri: FUNCTION })),
  observed(
    'Authorizer.AuthorizerUri',
    'the ARN of a function, WebSocketAuthorizer',
    (s) =>
      new WebSocketAuthorizer(s, 'Readers', {
        webSocketApi: wsL2(s),
        type: WebSocketAuthorizerType.LAMBDA,
        identitySource: ['route.request.header.Authorization'],
        authorizerUri: FUNCTION,
      }),
  ),
  observed('Authorizer.AuthorizerUri', 'the ARN of a function of the stack', (s) => {
    const own = raw(s, 'Lambda::Function', {
      Code: { ZipFile: 'x' },
      Role: ROLE,
      Runtime: 'nodejs22.x',
      Handler: 'i.h',
    });
    authorizer(http(s), { authorizerUri: own.getAtt('Arn').toString() });
  }),
  observed('Authorizer.AuthorizerUri', 'the name of a function', onHttp({ authorizerUri: 'readers' })),
  observed('Authorizer.AuthorizerUri', 'a URL', onHttp({ authorizerUri: 'https://auth.example.com/check' })),
  observed(
    'Authorizer.AuthorizerUri',
    'no invocations at the end, L2',
    lambdaL2('AuthorizerUri', INVOKE.replace('/invocations', '')),
  ),
  stated(
    'Authorizer.AuthorizerUri',
    'more than 2,048 characters',
    onHttp({ authorizerUri: invocationsOf(FUNCTION + 'n'.repeat(2048)) }),
  ),
  stated('Authorizer.AuthorizerUri', 'on JWT', token({ authorizerUri: INVOKE })),
  stated('Authorizer.AuthorizerUri', 'on JWT, L2', jwtL2('AuthorizerUri', INVOKE)),
  stated('Authorizer.AuthorizerCredentialsArn', 'on JWT', token({ authorizerCredentialsArn: ROLE })),
  stated('Authorizer.AuthorizerCredentialsArn', 'on JWT, L2', jwtL2('AuthorizerCredentialsArn', ROLE)),
  documented(
    'Authorizer.AuthorizerCredentialsArn',
    'the name of a role',
    onHttp({ authorizerCredentialsArn: 'gateway' }),
  ),
  documented(
    'Authorizer.AuthorizerCredentialsArn',
    'the ARN of a user, WebSocket',
    onWs({ authorizerCredentialsArn: FUNCTION }),
  ),
  observed('Authorizer.AuthorizerPayloadFormatVersion', 'none', onHttp({ authorizerPayloadFormatVersion: undefined })),
  observed('Authorizer.AuthorizerPayloadFormatVersion', 'none, CfnResource', (s) =>
    bare(http(s), s, { AuthorizerType: 'REQUEST', AuthorizerUri: INVOKE, IdentitySource: ['$request.header.a'] }),
  ),
  observed('Authorizer.AuthorizerPayloadFormatVersion', 'removed from an L2', (s) => {
    const made = l2(s, new HttpLambdaAuthorizer('Readers', handler(s)));
    override(made, 'EnableSimpleResponses', undefined);
    override(made, 'AuthorizerPayloadFormatVersion', undefined);
  }),
  documented('Authorizer.AuthorizerPayloadFormatVersion', '3.0', onHttp({ authorizerPayloadFormatVersion: '3.0' })),
  documented('Authorizer.AuthorizerPayloadFormatVersion', '1', onHttp({ authorizerPayloadFormatVersion: '1' })),
  documented(
    'Authorizer.AuthorizerPayloadFormatVersion',
    'v2.0, L2',
    lambdaL2('AuthorizerPayloadFormatVersion', 'v2.0'),
  ),
  observed(
    'Authorizer.AuthorizerPayloadFormatVersion',
    '1.0 on WebSocket',
    onWs({ authorizerPayloadFormatVersion: '1.0' }),
  ),
  observed(
    'Authorizer.AuthorizerPayloadFormatVersion',
    '2.0 on WebSocket L2',
    wsL2Of('AuthorizerPayloadFormatVersion', '2.0'),
  ),
  observed('Authorizer.AuthorizerResultTtlInSeconds', '3,601', onHttp({ authorizerResultTtlInSeconds: 3601 })),
  observed(
    'Authorizer.AuthorizerResultTtlInSeconds',
    'milliseconds',
    onHttp({ authorizerResultTtlInSeconds: 300_000 }),
  ),
  observed('Authorizer.AuthorizerResultTtlInSeconds', 'negative, L2', lambdaL2('AuthorizerResultTtlInSeconds', -1)),
  observed('Authorizer.AuthorizerResultTtlInSeconds', 'a day, L2', (s) =>
    l2(s, new HttpLambdaAuthorizer('Readers', handler(s), { resultsCacheTtl: Duration.days(1) })),
  ),
  observed(
    'Authorizer.AuthorizerResultTtlInSeconds',
    'no identity source',
    onHttp({ authorizerResultTtlInSeconds: 300, identitySource: undefined }),
  ),
  observed(
    'Authorizer.AuthorizerResultTtlInSeconds',
    'an empty list of sources',
    onHttp({ authorizerResultTtlInSeconds: 60, identitySource: [] }),
  ),
  observed('Authorizer.AuthorizerResultTtlInSeconds', 'no identity source, L2', (s) =>
    l2(
      s,
      new HttpLambdaAuthorizer('Readers', handler(s), { identitySource: [], resultsCacheTtl: Duration.minutes(5) }),
    ),
  ),
  observed('Authorizer.AuthorizerResultTtlInSeconds', 'WebSocket', onWs({ authorizerResultTtlInSeconds: 300 })),
  observed('Authorizer.AuthorizerResultTtlInSeconds', '0 on WebSocket', onWs({ authorizerResultTtlInSeconds: 0 })),
  observed('Authorizer.AuthorizerResultTtlInSeconds', 'WebSocket L2', wsL2Of('AuthorizerResultTtlInSeconds', 60)),
  stated('Authorizer.AuthorizerResultTtlInSeconds', 'JWT', token({ authorizerResultTtlInSeconds: 300 })),
  stated('Authorizer.AuthorizerResultTtlInSeconds', 'JWT L2', jwtL2('AuthorizerResultTtlInSeconds', 60)),
  observed(
    'Authorizer.EnableSimpleResponses',
    'payload format 1.0',
    onHttp({ enableSimpleResponses: true, authorizerPayloadFormatVersion: '1.0' }),
  ),
  observed('Authorizer.EnableSimpleResponses', 'payload format 1.0, L2', (s) => {
    const made = l2(s, new HttpLambdaAuthorizer('Readers', handler(s)));
    override(made, 'EnableSimpleResponses', true);
    override(made, 'AuthorizerPayloadFormatVersion', '1.0');
  }),
  observed('Authorizer.EnableSimpleResponses', 'WebSocket', onWs({ enableSimpleResponses: true })),
  observed('Authorizer.EnableSimpleResponses', 'false on WebSocket L2', wsL2Of('EnableSimpleResponses', false)),
  observed('Authorizer.EnableSimpleResponses', 'JWT', token({ enableSimpleResponses: true })),
  observed('Authorizer.EnableSimpleResponses', 'false on JWT L2', jwtL2('EnableSimpleResponses', false)),
];
