import type { Negatives } from './negative';
import { authorizer, http, jwt, route, webSocket } from './negative';

const audiences = (n: number) => Array.from({ length: n }, (_, i) => `app${i}`);
const FUNCTION = 'arn:aws:lambda:eu-west-1:111111111111:function:f';

export const negatives: Negatives = {
  AuthorizerOfOtherApi: {
    violates: (s) => route(http(s), 'GET /a', { authorizationType: 'JWT', authorizerId: jwt(http(s)).ref }),
    complies: (s) => {
      const api = http(s);
      route(api, 'GET /a', { authorizationType: 'JWT', authorizerId: jwt(api).ref });
    },
    messageContains: ['be the ID of an authorizer of', 'Create an authorizer for each API'],
  },
  JwtConfigurationMissing: {
    violates: (s) => jwt(http(s), {}, { audience: [] }),
    complies: (s) => jwt(http(s), {}, { audience: ['a'] }),
    messageContains: ['no audience'],
  },
  JwtIssuerInvalid: {
    violates: (s) => jwt(http(s), {}, { issuer: 'http://issuer.example.com' }),
    complies: (s) => jwt(http(s), {}, { issuer: 'https://issuer.example.com' }),
    messageContains: ["got 'http://issuer.example.com'", "Did you mean 'https://issuer.example.com'?"],
  },
  TooManyAudiences: {
    violates: (s) => jwt(http(s), {}, { audience: audiences(51) }),
    complies: (s) => jwt(http(s), {}, { audience: audiences(50) }),
    messageContains: ['at most 50', '51 audiences'],
  },
  JwtIdentitySourceInvalid: {
    violates: (s) => jwt(http(s), { identitySource: ['$request.header.Authorization', '$request.querystring.token'] }),
    complies: (s) => jwt(http(s), { identitySource: ['$request.querystring.token'] }),
    messageContains: ['one source', '$request.header.Authorization, $request.querystring.token'],
  },
  IdentitySourceUnsupported: {
    violates: (s) => authorizer(http(s), { identitySource: ['route.request.header.Authorization'] }),
    complies: (s) => authorizer(http(s), { identitySource: ['$request.header.Authorization', '$context.routeKey'] }),
    messageContains: ["got 'route.request.header.Authorization'", "Did you mean '$request.header.Authorization'?"],
  },
  AuthorizerTtlOutOfRange: {
    violates: (s) =>
      authorizer(http(s), { authorizerResultTtlInSeconds: 3601, identitySource: ['$request.header.Authorization'] }),
    complies: (s) =>
      authorizer(http(s), { authorizerResultTtlInSeconds: 3600, identitySource: ['$request.header.Authorization'] }),
    messageContains: ['between 0 and 3,600 seconds', 'got 3601'],
  },
  AuthorizerCacheWithoutSource: {
    violates: (s) => authorizer(http(s), { authorizerResultTtlInSeconds: 1 }),
    complies: (s) => authorizer(http(s), { authorizerResultTtlInSeconds: 0 }),
    messageContains: ['1 seconds', 'identity source'],
  },
  SimpleResponsesUnsupported: {
    violates: (s) => authorizer(http(s), { enableSimpleResponses: true, authorizerPayloadFormatVersion: '1.0' }),
    complies: (s) => authorizer(http(s), { enableSimpleResponses: true, authorizerPayloadFormatVersion: '2.0' }),
    messageContains: ['payload format 1.0', 'Use payload format 2.0'],
  },
  AuthorizerNameInvalid: {
    violates: (s) => jwt(http(s), { name: 'x'.repeat(129) }),
    complies: (s) => jwt(http(s), { name: 'x'.repeat(128) }),
    messageContains: ['1 to 128 characters'],
  },
  AuthorizerTypeInvalid: {
    violates: (s) => authorizer(webSocket(s), { authorizerType: 'TOKEN' }),
    complies: (s) => [authorizer(webSocket(s)), jwt(http(s))],
    messageContains: ['be REQUEST for a WebSocket API', "got 'TOKEN'"],
  },
  AuthorizerUriMissing: {
    violates: (s) => authorizer(http(s), { authorizerUri: undefined }),
    complies: (s) => authorizer(http(s)),
    messageContains: ['be specified for a Lambda authorizer', 'got nothing'],
  },
  AuthorizerUriInvalid: {
    violates: (s) => authorizer(http(s), { authorizerUri: FUNCTION }),
    complies: (s) =>
      authorizer(http(s), {
        authorizerUri: `arn:aws-cn:apigateway:cn-north-1:lambda:path/2015-03-31/functions/${FUNCTION}:\${stageVariables.alias}/invocations`,
      }),
    messageContains: [`got '${FUNCTION}'`, 'Did you mean', `functions/${FUNCTION}/invocations'`],
  },
  AuthorizerCredentialsInvalid: {
    violates: (s) => authorizer(http(s), { authorizerCredentialsArn: 'caller' }),
    complies: (s) => authorizer(http(s), { authorizerCredentialsArn: 'arn:aws:iam::111111111111:role/path/api' }),
    messageContains: ["got 'caller'", 'the ARN of a role'],
  },
  AuthorizerPropertyOnWebSocketApi: {
    violates: (s) => authorizer(webSocket(s), { authorizerResultTtlInSeconds: 0 }),
    complies: (s) => authorizer(webSocket(s), { identitySource: ['route.request.querystring.token'] }),
    messageContains: ['AuthorizerResultTtlInSeconds must be omitted', 'got 0'],
  },
  LambdaOnlyAuthorizerProperty: {
    violates: (s) => jwt(http(s), { authorizerResultTtlInSeconds: 300 }),
    complies: (s) =>
      authorizer(http(s), { authorizerResultTtlInSeconds: 300, identitySource: ['$request.header.Authorization'] }),
    messageContains: ['AuthorizerResultTtlInSeconds must be omitted for a JWT authorizer'],
  },
  SimpleResponsesOnJwtAuthorizer: {
    violates: (s) => jwt(http(s), { enableSimpleResponses: false }),
    complies: (s) => authorizer(http(s), { enableSimpleResponses: false }),
    messageContains: ['EnableSimpleResponses must be omitted for a JWT authorizer'],
  },
  JwtConfigurationOnLambdaAuthorizer: {
    violates: (s) =>
      authorizer(http(s), { jwtConfiguration: { audience: ['a'], issuer: 'https://issuer.example.com' } }),
    complies: (s) => jwt(http(s)),
    messageContains: ['be omitted for a Lambda authorizer'],
  },
  AuthorizerListInvalid: {
    violates: (s) => authorizer(http(s)).addPropertyOverride('IdentitySource', '$request.header.Authorization'),
    complies: (s) => authorizer(http(s), { identitySource: ['$request.header.Authorization'] }),
    messageContains: ["Use ['$request.header.Authorization']"],
  },
  JwtIssuerLocal: {
    violates: (s) => jwt(http(s), {}, { issuer: 'http://localhost:9000/' }),
    complies: (s) => jwt(http(s), {}, { issuer: 'https://localhost.example.com/' }),
    messageContains: ["got 'http://localhost:9000/'", 'public https issuer'],
  },
  JwtIssuerWithoutDiscovery: {
    violates: (s) => jwt(http(s), {}, { issuer: 'https://issuer.example.com/.well-known/openid-configuration' }),
    complies: (s) => jwt(http(s), {}, { issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc' }),
    messageContains: ["Did you mean 'https://issuer.example.com'?"],
  },
  JwtIssuerOfOtherRegion: {
    violates: (s) => jwt(http(s), {}, { issuer: 'https://cognito-idp.us-east-1.amazonaws.com/eu-west-1_abc' }),
    complies: (s) => jwt(http(s), {}, { issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc' }),
    messageContains: [
      "have a host in 'eu-west-1', the region in the ID of the user pool",
      "Use 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc'",
    ],
  },
  JwtIssuerOfSameApp: {
    violates: (s) => jwt(http(s), {}, { issuer: `https://${http(s).ref}.execute-api.eu-west-1.amazonaws.com` }),
    complies: (s) => jwt(http(s), {}, { issuer: `https://cognito-idp.${s.region}.amazonaws.com/pool` }),
    messageContains: ["the URL of 'Stack/Api", 'Deploy the issuer first'],
  },
  JwtIdentitySourceMissing: {
    violates: (s) => jwt(http(s), { identitySource: undefined }),
    complies: (s) => jwt(http(s)),
    messageContains: ['be specified for a JWT authorizer'],
  },
  AuthorizerPayloadFormatMissing: {
    violates: (s) => authorizer(http(s), { authorizerPayloadFormatVersion: undefined }),
    complies: (s) => authorizer(http(s), { authorizerPayloadFormatVersion: '1.0' }),
    messageContains: ['be specified for a Lambda authorizer of an HTTP API'],
  },
  AuthorizerPayloadFormatInvalid: {
    violates: (s) => authorizer(http(s), { authorizerPayloadFormatVersion: '3.0' }),
    complies: (s) => authorizer(http(s), { authorizerPayloadFormatVersion: '2.0' }),
    messageContains: ["got '3.0'", "Use '2.0'"],
  },
  RequiredPropertyMissing: {
    violates: (s) => authorizer(http(s)).addPropertyDeletionOverride('Name'),
    complies: (s) => authorizer(http(s)),
    messageContains: ['Name must be specified'],
  },
  LengthOutOfRange: {
    violates: (s) =>
      authorizer(http(s), {
        authorizerUri: `arn:aws:apigateway:eu-west-1:lambda:path/${'x'.repeat(2048)}/invocations`,
      }),
    complies: (s) => authorizer(http(s)),
    messageContains: ['1 to 2,048 characters'],
  },
};
