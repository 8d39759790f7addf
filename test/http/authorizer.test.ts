import { Duration, Fn } from 'aws-cdk-lib';
import * as awsApigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';

import type { HttpAuthorizerProps } from '../../lib';
import { AuthorizerPayloadVersion, HttpApi, HttpAuthorizer, HttpAuthorizerType } from '../../lib';
import { HttpUrlIntegration } from '../../lib/integrations';
import { idsOf, one, stackOf, warningsOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { role } from '../parity/fixtures';

const JWT = {
  type: HttpAuthorizerType.JWT,
  identitySource: ['$request.header.Authorization'],
  jwtAudience: ['a'],
  jwtIssuer: 'https://issuer.example.com',
};
const LAMBDA = {
  type: HttpAuthorizerType.LAMBDA,
  identitySource: ['$request.header.Authorization'],
  authorizerUri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn/invocations',
};
const authorizerOf = (stack: ReturnType<typeof stackOf>, props: Omit<HttpAuthorizerProps, 'httpApi'>) =>
  new HttpAuthorizer(stack, 'Auth', {
    httpApi: HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc' }),
    ...props,
  });

test('a JWT authorizer renders its issuer and audience', () => {
  const stack = stackOf();
  const authorizer = authorizerOf(stack, JWT);
  expect(one(stack, 'Authorizer')).toEqual({
    ApiId: 'abc',
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Audience: ['a'], Issuer: 'https://issuer.example.com' },
    Name: 'Auth',
  });
  expect(stack.resolve(authorizer.authorizerRef)).toEqual({
    apiId: 'abc',
    authorizerId: { Ref: idsOf(stack, 'Authorizer')[0] },
  });
});

test('a Lambda authorizer accepts every option, and uses payload format version 2.0 by default', () => {
  const stack = stackOf();
  authorizerOf(stack, {
    ...LAMBDA,
    authorizerName: 'own',
    enableSimpleResponses: true,
    resultsCacheTtl: Duration.minutes(1),
    role: role(stack),
  });
  expect(one(stack, 'Authorizer')).toMatchObject({
    AuthorizerCredentialsArn: { 'Fn::GetAtt': [idsOf(stack, 'AWS::IAM::Role')[0], 'Arn'] },
    AuthorizerPayloadFormatVersion: '2.0',
    AuthorizerResultTtlInSeconds: 60,
    AuthorizerType: 'REQUEST',
    AuthorizerUri: LAMBDA.authorizerUri,
    EnableSimpleResponses: true,
    Name: 'own',
  });
});

test('a Lambda authorizer accepts payload format version 1.0 and an L1 role', () => {
  const stack = stackOf();
  const l1 = new iam.CfnRole(stack, 'L1', { assumeRolePolicyDocument: {} });
  authorizerOf(stack, { ...LAMBDA, payloadFormatVersion: AuthorizerPayloadVersion.VERSION_1_0, role: l1 });
  expect(one(stack, 'Authorizer')).toMatchObject({
    AuthorizerCredentialsArn: { 'Fn::GetAtt': ['L1', 'Arn'] },
    AuthorizerPayloadFormatVersion: '1.0',
  });
});

test('an authorizer accepts an L1 API', () => {
  const stack = stackOf();
  const api = new awsApigwv2.CfnApi(stack, 'L1', { name: 'a', protocolType: 'HTTP' });
  const authorizer = new HttpAuthorizer(stack, 'Auth', { ...JWT, httpApi: Object.assign(api, { isHttpApi: true }) });
  expect(stack.resolve(authorizer.authorizerRef.apiId)).toEqual({ Ref: 'L1' });
});

test.each([
  ['an issuer', { jwtIssuer: undefined }, 'jwtIssuer must be specified'],
  ['an audience', { jwtAudience: undefined }, 'jwtAudience must be specified'],
  ['any audience', { jwtAudience: [] }, 'jwtAudience must be specified'],
  ['an issuer of letters', { jwtIssuer: '' }, 'jwtIssuer must be specified'],
])('a JWT authorizer fails without %s', (_, lacking, given) => {
  expectFailure(() => authorizerOf(stackOf(), { ...JWT, ...lacking }), {
    code: 'JwtConfigurationMissing',
    path: 'Stack/Auth',
    given,
    fix: 'Specify the issuer and at least one audience',
  });
});

test('a JWT authorizer accepts an issuer and an audience that are tokens', () => {
  const stack = stackOf();
  authorizerOf(stack, {
    ...JWT,
    jwtIssuer: Fn.importValue('i'),
    jwtAudience: Fn.split(',', Fn.importValue('a')),
  });
  expect(one(stack, 'Authorizer').JwtConfiguration).toEqual({
    Audience: { 'Fn::Split': [',', { 'Fn::ImportValue': 'a' }] },
    Issuer: { 'Fn::ImportValue': 'i' },
  });
});

test('a Lambda authorizer fails without the URI of its function', () => {
  expectFailure(() => authorizerOf(stackOf(), { ...LAMBDA, authorizerUri: undefined }), {
    code: 'AuthorizerUriMissing',
    path: 'Stack/Auth',
    fix: "Set 'authorizerUri'",
  });
});

test('a role on a JWT authorizer causes a warning', () => {
  const stack = stackOf();
  authorizerOf(stack, { ...JWT, role: role(stack) });
  expect(warningsOf(stack)).toContain('[LambdaOnlyAuthorizerProperty]');
});

describe('an imported authorizer', () => {
  test.each([
    ['JWT', 'JWT'],
    ['CUSTOM', 'CUSTOM'],
    ['REQUEST', 'CUSTOM'],
    ['AWS_IAM', 'AWS_IAM'],
    ['NONE', 'NONE'],
  ])('of type %s creates routes of type %s', (authorizerType, expected) => {
    const stack = stackOf();
    const defaultAuthorizer = HttpAuthorizer.fromHttpAuthorizerAttributes(stack, 'Auth', {
      authorizerId: 'id',
      authorizerType,
    });
    new HttpApi(stack, 'Api', { defaultAuthorizer, defaultIntegration: new HttpUrlIntegration('U', 'https://a.com') });
    expect(one(stack, 'Route')).toMatchObject({ AuthorizationType: expected, AuthorizerId: 'id' });
  });

  test('of a type that is a token creates routes of that type', () => {
    const stack = stackOf();
    const defaultAuthorizer = HttpAuthorizer.fromHttpAuthorizerAttributes(stack, 'Auth', {
      authorizerId: Fn.importValue('id'),
      authorizerType: Fn.importValue('type'),
    });
    new HttpApi(stack, 'Api', { defaultAuthorizer, defaultIntegration: new HttpUrlIntegration('U', 'https://a.com') });
    expect(one(stack, 'Route').AuthorizationType).toEqual({ 'Fn::ImportValue': 'type' });
  });
});
