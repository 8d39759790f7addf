import { Fn, Token } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import type { CfnAuthorizerProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnFunction, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { authorizer, codesOf, http, jwt, findingsOfProgram, webSocket } from '../../negatives/negative';

const ROLE = 'arn:aws:iam::111111111111:role/r';
const found = (build: (stack: Stack) => unknown) => {
  const { errors, warnings } = findingsOfProgram((stack) => void build(stack));
  return codesOf([...errors, ...warnings]);
};
/** A Lambda function that every API may invoke. */
function lambda(stack: Stack): CfnFunction {
  const own = new CfnFunction(stack, 'F', {
    code: { zipFile: '1' },
    handler: 'i.h',
    runtime: 'nodejs22.x',
    role: ROLE,
  });
  const principal = 'apigateway.amazonaws.com';
  new CfnPermission(stack, 'P', { action: 'lambda:InvokeFunction', functionName: own.ref, principal });
  return own;
}

test.each<[keyof CfnAuthorizerProps, unknown]>([
  ['authorizerPayloadFormatVersion', '1.0'],
  ['authorizerResultTtlInSeconds', 300],
  ['enableSimpleResponses', false],
  ['jwtConfiguration', { audience: ['a'], issuer: 'https://issuer.example.com' }],
])('%s causes an error on an authorizer of a WebSocket API', (property, value) => {
  expect(found((s) => authorizer(webSocket(s), { [property]: value }))).toEqual(['AuthorizerPropertyOnWebSocketApi']);
});

test.each<[keyof CfnAuthorizerProps, unknown]>([
  ['authorizerUri', 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn/invocations'],
  ['authorizerCredentialsArn', ROLE],
  ['authorizerPayloadFormatVersion', '2.0'],
])('%s causes a warning on a JWT authorizer', (property, value) => {
  expect(found((s) => jwt(http(s), { [property]: value }))).toEqual(['LambdaOnlyAuthorizerProperty']);
});

test.each(['ApiId', 'AuthorizerType', 'Name'])('an authorizer without %s causes an error', (property) => {
  expect(found((s) => authorizer(http(s)).addPropertyDeletionOverride(property))).toContain('RequiredPropertyMissing');
});

test.each<[string, (stack: Stack) => string, string[]]>([
  ['the ARN of a function of the app', (s) => lambda(s).attrArn, ['AuthorizerUriInvalid']],
  ['the name of a function of the app', (s) => lambda(s).ref, ['AuthorizerUriInvalid']],
  [
    'an invocation URI with a reference',
    (s) => `arn:aws:apigateway:${s.region}:lambda:path/2015-03-31/functions/${lambda(s).attrArn}/invocations`,
    [],
  ],
  ['an imported value', () => Fn.importValue('Uri'), []],
  ['a URL', () => 'https://example.com', ['AuthorizerUriInvalid']],
])('the findings of an authorizer whose URI is %s', (_, uri, codes) => {
  expect(found((s) => authorizer(http(s), { authorizerUri: uri(s) }))).toEqual(codes);
});

test.each<[string, string[]]>([
  ['$request.header.Authorization', []],
  ['${request.header.Authorization}', []],
  ['$request.querystring.token', []],
  ['$context.identity.sourceIp', []],
  ['$stageVariables.tenant', []],
  ['$request.body.token', ['IdentitySourceUnsupported']],
  ['$request.path.id', ['IdentitySourceUnsupported']],
  ['$request.header.', ['IdentitySourceUnsupported']],
  ['method.request.header.Authorization', ['IdentitySourceUnsupported']],
  ['route.request.header.Authorization', ['IdentitySourceUnsupported']],
  ['Authorization', ['IdentitySourceUnsupported']],
  ['$request.header.a, $request.header.b', ['IdentitySourceUnsupported']],
])('the findings of an authorizer of an HTTP API with the identity source %s', (source, codes) => {
  expect(found((s) => authorizer(http(s), { identitySource: [source] }))).toEqual(codes);
});

test.each<[string, string[]]>([
  ['route.request.header.Auth', []],
  ['route.request.querystring.a-b_c.d', []],
  ['context.authorizer.x', []],
  ['stageVariables.x', []],
  ['route.request.multivalueheader.Auth', ['IdentitySourceUnsupported']],
  ['route.request.header.a b', ['IdentitySourceUnsupported']],
  ['$request.header.Auth', ['IdentitySourceUnsupported']],
  ['route.request.body.token', ['IdentitySourceUnsupported']],
])('the findings of an authorizer of a WebSocket API with the identity source %s', (source, codes) => {
  expect(found((s) => authorizer(webSocket(s), { identitySource: [source] }))).toEqual(codes);
});

test.each<[string, string[]]>([
  ['https://dev-1.eu.auth0.com/', []],
  ['https://login.microsoftonline.com/tenant/v2.0', []],
  ['https://auth.example.com:8443/realms/x', []],
  ['http://127.0.0.1:9000', ['JwtIssuerLocal']],
  ['https://localhost', ['JwtIssuerLocal']],
  ['http://issuer.example.com', ['JwtIssuerInvalid']],
  ['issuer.example.com', ['JwtIssuerInvalid']],
  ['https://', ['JwtIssuerInvalid']],
  ['https://shop.auth.eu-west-1.amazoncognito.com', ['JwtIssuerWithoutDiscovery']],
  ['https://cognito-idp.eu-west-1.amazonaws.com/pool/.well-known/jwks.json', ['JwtIssuerWithoutDiscovery']],
])('the findings of a JWT authorizer with the issuer %s', (issuer, codes) => {
  expect(found((s) => jwt(http(s), {}, { issuer }))).toEqual(codes);
});

test.each<[string, string, string[]]>([
  ['JWT', 'HTTP', []],
  ['REQUEST', 'HTTP', []],
  ['COGNITO_USER_POOLS', 'HTTP', ['AuthorizerTypeInvalid']],
  ['jwt', 'HTTP', ['AuthorizerTypeInvalid']],
  ['REQUEST', 'WEBSOCKET', []],
  ['JWT', 'WEBSOCKET', ['AuthorizerTypeInvalid']],
])('the findings of an authorizer of type %s on an API with protocol %s', (authorizerType, protocol, codes) => {
  const build = (s: Stack) =>
    authorizerType === 'JWT' && protocol === 'HTTP'
      ? jwt(http(s))
      : authorizer(protocol === 'HTTP' ? http(s) : webSocket(s), { authorizerType });
  expect(found(build)).toEqual(codes);
});

test('values that are known only at deployment cause no findings', () => {
  const build = (s: Stack) => {
    const text = Token.asString({ Ref: 'P' });
    authorizer(http(s), { name: text, authorizerUri: text, authorizerCredentialsArn: text, identitySource: [text] });
    jwt(
      http(s),
      { identitySource: Token.asList({ Ref: 'L' }) },
      { issuer: text, audience: Token.asList({ Ref: 'L' }) },
    );
  };
  expect(found(build)).toEqual([]);
});
