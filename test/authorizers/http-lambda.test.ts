import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

import { AuthorizerPayloadVersion, HttpApi } from '../../lib';
import type { HttpLambdaAuthorizerProps } from '../../lib/authorizers';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from '../../lib/authorizers';
import { HttpUrlIntegration } from '../../lib/integrations';
import { all, ENV, idsOf, keys, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { fn, role } from '../parity/fixtures';

function serve(stack: ReturnType<typeof stackOf>, props?: HttpLambdaAuthorizerProps): void {
  new HttpApi(stack, 'Api', {
    defaultIntegration: new HttpUrlIntegration('I', 'https://example.com'),
    defaultAuthorizer: new HttpLambdaAuthorizer('Auth', fn(stack), props),
  });
}
const { IAM, SIMPLE } = HttpLambdaResponseType;
const { VERSION_1_0, VERSION_2_0 } = AuthorizerPayloadVersion;

function authorizerOf(props: HttpLambdaAuthorizerProps) {
  const stack = stackOf();
  new HttpApi(stack, 'Api').addRoutes({
    path: '/a',
    integration: new HttpUrlIntegration('I', 'https://example.com'),
    authorizer: new HttpLambdaAuthorizer('Auth', fn(stack), props),
  });
  return one(stack, 'Authorizer');
}

test('a Lambda authorizer has permission to invoke its function, and caches results for five minutes', () => {
  const stack = stackOf({ env: ENV });
  serve(stack);
  const functionArn = { 'Fn::GetAtt': [idsOf(stack, 'AWS::Lambda::Function')[0], 'Arn'] };
  expect(one(stack, 'Authorizer')).toEqual({
    ApiId: { Ref: idsOf(stack, 'Api')[0] },
    AuthorizerPayloadFormatVersion: '1.0',
    AuthorizerResultTtlInSeconds: 300,
    AuthorizerType: 'REQUEST',
    AuthorizerUri: {
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          ':apigateway:eu-west-1:lambda:path/2015-03-31/functions/',
          functionArn,
          '/invocations',
        ],
      ],
    },
    IdentitySource: ['$request.header.Authorization'],
    Name: 'Auth',
  });
  expect(one(stack, 'AWS::Lambda::Permission')).toEqual({
    Action: 'lambda:InvokeFunction',
    FunctionName: functionArn,
    Principal: 'apigateway.amazonaws.com',
    SourceArn: {
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          ':execute-api:eu-west-1:111111111111:',
          { Ref: idsOf(stack, 'Api')[0] },
          '/authorizers/',
          { Ref: idsOf(stack, 'Authorizer')[0] },
        ],
      ],
    },
  });
});

test.each([
  [undefined, '1.0', undefined],
  [[], '1.0', undefined],
  [[IAM], '1.0', undefined],
  [[SIMPLE], '2.0', true],
  [[IAM, SIMPLE], '2.0', true],
])('response types %j result in payload format version %s', (responseTypes, version, simple) => {
  const stack = stackOf();
  serve(stack, { responseTypes });
  expect(one(stack, 'Authorizer').AuthorizerPayloadFormatVersion).toBe(version);
  expect(one(stack, 'Authorizer').EnableSimpleResponses).toBe(simple);
});

test.each([
  [{ resultsCacheTtl: Duration.seconds(0) }, 0],
  [{ resultsCacheTtl: Duration.hours(1) }, 3600],
  [{ identitySource: [] }, 0],
  [{ identitySource: [], resultsCacheTtl: Duration.seconds(0) }, 0],
  [{ identitySource: ['$request.header.a'] }, 300],
])('an authorizer with %j caches results for %d seconds', (props, seconds) => {
  const stack = stackOf();
  serve(stack, props);
  expect(one(stack, 'Authorizer').AuthorizerResultTtlInSeconds).toBe(seconds);
});

describe('a Lambda authorizer with a role', () => {
  test('invokes the function with the role, and adds no permission to the function', () => {
    const stack = stackOf();
    serve(stack, { role: role(stack) });
    expect(one(stack, 'Authorizer').AuthorizerCredentialsArn).toEqual({
      'Fn::GetAtt': [idsOf(stack, 'AWS::IAM::Role')[0], 'Arn'],
    });
    expect(all(stack, 'AWS::Lambda::Permission')).toEqual([]);
    expect(all(stack, 'AWS::IAM::Policy')).toEqual([]);
  });

  test('does not change an L1 role, even if the context key lambdaAuthorizerRoleGrant is set', () => {
    const stack = stackOf({ context: keys('lambdaAuthorizerRoleGrant') });
    serve(stack, { role: new iam.CfnRole(stack, 'L1', { assumeRolePolicyDocument: {} }) });
    expect(one(stack, 'Authorizer').AuthorizerCredentialsArn).toEqual({ 'Fn::GetAtt': ['L1', 'Arn'] });
    expect(all(stack, 'AWS::IAM::Policy')).toEqual([]);
  });
});

test.each([
  [undefined, undefined, '1.0', undefined],
  [[IAM], undefined, '1.0', undefined],
  [[IAM], VERSION_1_0, '1.0', undefined],
  [[IAM], VERSION_2_0, '2.0', undefined],
  [undefined, VERSION_2_0, '2.0', undefined],
  [[SIMPLE], undefined, '2.0', true],
  [[SIMPLE], VERSION_2_0, '2.0', true],
  [[SIMPLE, IAM], VERSION_2_0, '2.0', true],
])(
  'response types %j with payload format version %p result in version %s',
  (responseTypes, payloadFormatVersion, version, simple) => {
    const authorizer = authorizerOf({ responseTypes, payloadFormatVersion });
    expect(authorizer.AuthorizerPayloadFormatVersion).toBe(version);
    expect(authorizer.EnableSimpleResponses).toBe(simple);
  },
);

test.each([[[SIMPLE]], [[SIMPLE, IAM]]])('response types %j fail with payload format version 1.0', (responseTypes) => {
  expectFailure(() => authorizerOf({ responseTypes, payloadFormatVersion: VERSION_1_0 }), {
    code: 'SimpleResponsesUnsupported',
    path: 'Stack/Api/Auth',
    given: 'false for payload format 1.0',
    fix: 'Use payload format 2.0',
  });
});

test.each([
  [{ identitySource: [] }, 0],
  [{ identitySources: [] }, 0],
  [{ identitySource: [], resultsCacheTtl: Duration.minutes(0) }, 0],
  [{}, 300],
])('the properties %j result in a cache time of %d seconds', (props, seconds) => {
  expect(authorizerOf(props).AuthorizerResultTtlInSeconds).toBe(seconds);
});
