import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

import type { HttpLambdaAuthorizerProps } from '../../lib/authorizers';
import { HttpApi } from '../../lib';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from '../../lib/authorizers';
import { HttpUrlIntegration } from '../../lib/integrations';
import { all, ENV, idsOf, keys, one, stackOf } from '../_helpers/app';
import { fn, role } from '../parity/fixtures';

const { IAM, SIMPLE } = HttpLambdaResponseType;

function serve(stack: ReturnType<typeof stackOf>, props?: HttpLambdaAuthorizerProps): void {
  new HttpApi(stack, 'Api', {
    defaultIntegration: new HttpUrlIntegration('I', 'https://example.com'),
    defaultAuthorizer: new HttpLambdaAuthorizer('Auth', fn(stack), props),
  });
}

test('calls the function, which it is permitted to, and keeps results for five minutes', () => {
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
])('with response types %j is of version %s', (responseTypes, version, simple) => {
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
])('of %j keeps results for %d seconds', (props, seconds) => {
  const stack = stackOf();
  serve(stack, props);
  expect(one(stack, 'Authorizer').AuthorizerResultTtlInSeconds).toBe(seconds);
});

describe('with a role', () => {
  test('invokes by the role, and leaves the function alone', () => {
    const stack = stackOf();
    serve(stack, { role: role(stack) });
    expect(one(stack, 'Authorizer').AuthorizerCredentialsArn).toEqual({
      'Fn::GetAtt': [idsOf(stack, 'AWS::IAM::Role')[0], 'Arn'],
    });
    expect(all(stack, 'AWS::Lambda::Permission')).toEqual([]);
    expect(all(stack, 'AWS::IAM::Policy')).toEqual([]);
  });

  test('that is an L1 grants it nothing, even with the key lambdaAuthorizerRoleGrant', () => {
    const stack = stackOf({ context: keys('lambdaAuthorizerRoleGrant') });
    serve(stack, { role: new iam.CfnRole(stack, 'L1', { assumeRolePolicyDocument: {} }) });
    expect(one(stack, 'Authorizer').AuthorizerCredentialsArn).toEqual({ 'Fn::GetAtt': ['L1', 'Arn'] });
    expect(all(stack, 'AWS::IAM::Policy')).toEqual([]);
  });
});
