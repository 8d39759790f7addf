import type { Negatives } from './negative';
import { authorizer, http, jwt, route, webSocket } from './negative';

const audiences = (n: number) => Array.from({ length: n }, (_, i) => `app${i}`);
const FUNCTION = 'arn:aws:lambda:eu-west-1:111111111111:function:f';

export const negatives: Negatives = {
  AuthorizerOfOtherApi: {
    breaks: (s) => route(http(s), 'GET /a', { authorizationType: 'JWT', authorizerId: jwt(http(s)).ref }),
    keeps: (s) => {
      const api = http(s);
      route(api, 'GET /a', { authorizationType: 'JWT', authorizerId: jwt(api).ref });
    },
    says: ['be the ID of an authorizer of', 'Create an authorizer for each API'],
  },
  JwtConfigurationMissing: {
    breaks: (s) => jwt(http(s), {}, { audience: [] }),
    keeps: (s) => jwt(http(s), {}, { audience: ['a'] }),
    says: ['no audience'],
  },
  JwtIssuerInvalid: {
    breaks: (s) => jwt(http(s), {}, { issuer: 'http://issuer.example.com' }),
    keeps: (s) => jwt(http(s), {}, { issuer: 'https://issuer.example.com' }),
    says: ["got 'http://issuer.example.com'", "Did you mean 'https://issuer.example.com'?"],
  },
  TooManyAudiences: {
    breaks: (s) => jwt(http(s), {}, { audience: audiences(51) }),
    keeps: (s) => jwt(http(s), {}, { audience: audiences(50) }),
    says: ['at most 50', '51 audiences'],
  },
  JwtIdentitySourceInvalid: {
    breaks: (s) => jwt(http(s), { identitySource: ['$request.header.Authorization', '$request.querystring.token'] }),
    keeps: (s) => jwt(http(s), { identitySource: ['$request.querystring.token'] }),
    says: ['one source', '$request.header.Authorization, $request.querystring.token'],
  },
  IdentitySourceUnsupported: {
    breaks: (s) => authorizer(http(s), { identitySource: ['route.request.header.Authorization'] }),
    keeps: (s) => authorizer(http(s), { identitySource: ['$request.header.Authorization', '$context.routeKey'] }),
    says: ["got 'route.request.header.Authorization'", "Did you mean '$request.header.Authorization'?"],
  },
  AuthorizerTtlOutOfRange: {
    breaks: (s) =>
      authorizer(http(s), { authorizerResultTtlInSeconds: 3601, identitySource: ['$request.header.Authorization'] }),
    keeps: (s) =>
      authorizer(http(s), { authorizerResultTtlInSeconds: 3600, identitySource: ['$request.header.Authorization'] }),
    says: ['between 0 and 3,600 seconds', 'got 3601'],
  },
  AuthorizerCacheWithoutSource: {
    breaks: (s) => authorizer(http(s), { authorizerResultTtlInSeconds: 1 }),
    keeps: (s) => authorizer(http(s), { authorizerResultTtlInSeconds: 0 }),
    says: ['1 seconds', 'identity source'],
  },
  SimpleResponsesUnsupported: {
    breaks: (s) => authorizer(http(s), { enableSimpleResponses: true, authorizerPayloadFormatVersion: '1.0' }),
    keeps: (s) => authorizer(http(s), { enableSimpleResponses: true, authorizerPayloadFormatVersion: '2.0' }),
    says: ['payload format 1.0', 'Use payload format 2.0'],
  },
  AuthorizerNameInvalid: {
    breaks: (s) => jwt(http(s), { name: 'x'.repeat(129) }),
    keeps: (s) => jwt(http(s), { name: 'x'.repeat(128) }),
    says: ['1 to 128 characters'],
  },
  AuthorizerTypeInvalid: {
    breaks: (s) => authorizer(webSocket(s), { authorizerType: 'TOKEN' }),
    keeps: (s) => [authorizer(webSocket(s)), jwt(http(s))],
    says: ['be REQUEST for a WebSocket API', "got 'TOKEN'"],
  },
  AuthorizerUriMissing: {
    breaks: (s) => authorizer(http(s), { authorizerUri: undefined }),
    keeps: (s) => authorizer(http(s)),
    says: ['be specified for a Lambda authorizer', 'got nothing'],
  },
  AuthorizerUriInvalid: {
    breaks: (s) => authorizer(http(s), { authorizerUri: FUNCTION }),
    keeps: (s) =>
      authorizer(http(s), {
        authorizerUri: `arn:aws-cn:apigateway:cn-north-1:lambda:path/2015-03-31/functions/${FUNCTION}:\${stageVariables.alias}/invocations`,
      }),
    says: [`got '${FUNCTION}'`, 'Did you mean', `functions/${FUNCTION}/invocations'`],
  },
  AuthorizerCredentialsInvalid: {
    breaks: (s) => authorizer(http(s), { authorizerCredentialsArn: 'caller' }),
    keeps: (s) => authorizer(http(s), { authorizerCredentialsArn: 'arn:aws:iam::111111111111:role/path/api' }),
    says: ["got 'caller'", 'the ARN of a role'],
  },
  AuthorizerPropertyOnWebSocketApi: {
    breaks: (s) => authorizer(webSocket(s), { authorizerResultTtlInSeconds: 0 }),
    keeps: (s) => authorizer(webSocket(s), { identitySource: ['route.request.querystring.token'] }),
    says: ['AuthorizerResultTtlInSeconds must be omitted', 'got 0'],
  },
  LambdaOnlyAuthorizerProperty: {
    breaks: (s) => jwt(http(s), { authorizerResultTtlInSeconds: 300 }),
    keeps: (s) =>
      authorizer(http(s), { authorizerResultTtlInSeconds: 300, identitySource: ['$request.header.Authorization'] }),
    says: ['AuthorizerResultTtlInSeconds must be omitted for a JWT authorizer'],
  },
  SimpleResponsesOnJwtAuthorizer: {
    breaks: (s) => jwt(http(s), { enableSimpleResponses: false }),
    keeps: (s) => authorizer(http(s), { enableSimpleResponses: false }),
    says: ['EnableSimpleResponses must be omitted for a JWT authorizer'],
  },
  JwtConfigurationOnLambdaAuthorizer: {
    breaks: (s) => authorizer(http(s), { jwtConfiguration: { audience: ['a'], issuer: 'https://issuer.example.com' } }),
    keeps: (s) => jwt(http(s)),
    says: ['be omitted for a Lambda authorizer'],
  },
  AuthorizerListInvalid: {
    breaks: (s) => authorizer(http(s)).addPropertyOverride('IdentitySource', '$request.header.Authorization'),
    keeps: (s) => authorizer(http(s), { identitySource: ['$request.header.Authorization'] }),
    says: ["Use ['$request.header.Authorization']"],
  },
  JwtIssuerLocal: {
    breaks: (s) => jwt(http(s), {}, { issuer: 'http://localhost:9000/' }),
    keeps: (s) => jwt(http(s), {}, { issuer: 'https://localhost.example.com/' }),
    says: ["got 'http://localhost:9000/'", 'public https issuer'],
  },
  JwtIssuerWithoutDiscovery: {
    breaks: (s) => jwt(http(s), {}, { issuer: 'https://issuer.example.com/.well-known/openid-configuration' }),
    keeps: (s) => jwt(http(s), {}, { issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc' }),
    says: ["Did you mean 'https://issuer.example.com'?"],
  },
  JwtIssuerOfOtherRegion: {
    breaks: (s) => jwt(http(s), {}, { issuer: 'https://cognito-idp.us-east-1.amazonaws.com/eu-west-1_abc' }),
    keeps: (s) => jwt(http(s), {}, { issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc' }),
    says: [
      "have a host in 'eu-west-1', the region in the ID of the user pool",
      "Use 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc'",
    ],
  },
  JwtIssuerOfSameApp: {
    breaks: (s) => jwt(http(s), {}, { issuer: `https://${http(s).ref}.execute-api.eu-west-1.amazonaws.com` }),
    keeps: (s) => jwt(http(s), {}, { issuer: `https://cognito-idp.${s.region}.amazonaws.com/pool` }),
    says: ["the URL of 'Stack/Api", 'Deploy the issuer first'],
  },
  JwtIdentitySourceMissing: {
    breaks: (s) => jwt(http(s), { identitySource: undefined }),
    keeps: (s) => jwt(http(s)),
    says: ['be specified for a JWT authorizer'],
  },
  AuthorizerPayloadFormatMissing: {
    breaks: (s) => authorizer(http(s), { authorizerPayloadFormatVersion: undefined }),
    keeps: (s) => authorizer(http(s), { authorizerPayloadFormatVersion: '1.0' }),
    says: ['be specified for a Lambda authorizer of an HTTP API'],
  },
  AuthorizerPayloadFormatInvalid: {
    breaks: (s) => authorizer(http(s), { authorizerPayloadFormatVersion: '3.0' }),
    keeps: (s) => authorizer(http(s), { authorizerPayloadFormatVersion: '2.0' }),
    says: ["got '3.0'", "Use '2.0'"],
  },
  RequiredPropertyMissing: {
    breaks: (s) => authorizer(http(s)).addPropertyDeletionOverride('Name'),
    keeps: (s) => authorizer(http(s)),
    says: ['Name must be specified'],
  },
  LengthOutOfRange: {
    breaks: (s) =>
      authorizer(http(s), {
        authorizerUri: `arn:aws:apigateway:eu-west-1:lambda:path/${'x'.repeat(2048)}/invocations`,
      }),
    keeps: (s) => authorizer(http(s)),
    says: ['1 to 2,048 characters'],
  },
};
