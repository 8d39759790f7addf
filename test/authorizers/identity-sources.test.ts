import type { Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';

import { IdentitySource } from '../../lib/common/identity-source';
import { HttpJwtAuthorizer } from '../../lib/authorizers/http-jwt';
import { HttpLambdaAuthorizer } from '../../lib/authorizers/http-lambda';
import { HttpUserPoolAuthorizer } from '../../lib/authorizers/http-user-pool';
import type { WebSocketLambdaAuthorizerProps } from '../../lib/authorizers/websocket-lambda';
import { WebSocketLambdaAuthorizer } from '../../lib/authorizers/websocket-lambda';
import { HttpApi } from '../../lib/http/api';
import type { IHttpRouteAuthorizer } from '../../lib/http/authorizer';
import { HttpUrlIntegration } from '../../lib/integrations/http-url';
import { WebSocketMockIntegration } from '../../lib/integrations/websocket-mock';
import { WebSocketApi } from '../../lib/websocket/api';
import { WebSocketAuthorizer, WebSocketAuthorizerType } from '../../lib/websocket/authorizer';
import { all, ENV, keys, one, stackOf, warningsOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

const FOREIGN = 'arn:aws:lambda:eu-west-1:222222222222:function:authorize';
const GRANT = {
  PolicyDocument: {
    Statement: [{ Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: [FOREIGN, `${FOREIGN}:*`] }],
  },
  Roles: [{ Ref: 'Role1ABCC5F0' }],
};

interface Given {
  readonly identitySource?: string[];
  readonly identitySources?: IdentitySource[];
}

const handler = (stack: Stack) =>
  new Function(stack, 'Fn', { code: Code.fromInline('x'), handler: 'index.x', runtime: Runtime.NODEJS_22_X });

const HTTP: Record<string, (stack: Stack, given: Given) => IHttpRouteAuthorizer> = {
  jwt: (_stack, given) => new HttpJwtAuthorizer('Auth', 'https://issuer.example', { jwtAudience: ['a'], ...given }),
  'user pool': (stack, given) => new HttpUserPoolAuthorizer('Auth', new UserPool(stack, 'Pool'), given),
  lambda: (stack, given) => new HttpLambdaAuthorizer('Auth', handler(stack), given),
};

function httpStack(kind: string, given: Given): Stack {
  const stack = stackOf();
  const authorizer = HTTP[kind]!(stack, given);
  const integration = new HttpUrlIntegration('Url', 'https://example.com');
  new HttpApi(stack, 'Api').addRoutes({ path: '/a', integration, authorizer });
  return stack;
}

function webSocketStack(given: (stack: Stack) => WebSocketLambdaAuthorizerProps): Stack {
  const stack = stackOf();
  const authorizer = new WebSocketLambdaAuthorizer('Auth', handler(stack), given(stack));
  const integration = new WebSocketMockIntegration('Mock');
  new WebSocketApi(stack, 'Api', { connectRouteOptions: { integration, authorizer } });
  return stack;
}

describe.each(Object.keys(HTTP))('a %s authorizer of an HTTP API', (kind) => {
  test('accepts a typed source', () => {
    const stack = httpStack(kind, { identitySources: [IdentitySource.queryString('token')] });
    expect(one(stack, 'Authorizer').IdentitySource).toEqual(['$request.querystring.token']);
  });

  test.each([
    [{}, ['$request.header.Authorization']],
    [{ identitySource: ['$request.header.X'] }, ['$request.header.X']],
  ])('accepts %j, as aws-cdk-lib does', (given, expected) => {
    expect(one(httpStack(kind, given), 'Authorizer').IdentitySource).toEqual(expected);
  });

  test('fails if identitySource and identitySources are both set', () => {
    const given = { identitySource: ['$request.header.X'], identitySources: [IdentitySource.header('X')] };
    expectFailure(() => httpStack(kind, given), {
      code: 'IdentitySourceAmbiguous',
      path: 'Auth',
      fix: "Prefer the typed 'identitySources'",
    });
  });
});

test('a Lambda authorizer of an HTTP API accepts several identity sources, of every kind', () => {
  const identitySources = [
    IdentitySource.header('A'),
    IdentitySource.context('routeKey'),
    IdentitySource.stageVariable('v'),
  ];
  expect(one(httpStack('lambda', { identitySources }), 'Authorizer').IdentitySource).toEqual([
    '$request.header.A',
    '$context.routeKey',
    '$stageVariables.v',
  ]);
});

test.each([
  ['jwt', '$request.header.A, $request.header.B', [IdentitySource.header('A'), IdentitySource.header('B')]],
  ['user pool', "'$context.routeKey'", [IdentitySource.context('routeKey')]],
  ['user pool', "'$stageVariables.v'", [IdentitySource.stageVariable('v')]],
])('a %s authorizer fails with the identity source %s', (kind, given, identitySources) => {
  expectFailure(() => httpStack(kind, { identitySources }), {
    code: 'JwtIdentitySourceInvalid',
    path: 'Stack/Api/Auth',
    given: `got ${given}`,
    fix: "'$request.header.",
  });
});

test.each(['jwt', 'user pool'])('a %s authorizer without an identity source causes a warning', (kind) => {
  const stack = httpStack(kind, { identitySources: [] });
  expect(warningsOf(stack)).toContain('[JwtIdentitySourceMissing]');
});

describe('a Lambda authorizer of a WebSocket API', () => {
  test('accepts typed sources', () => {
    const stack = webSocketStack(() => ({
      identitySources: [IdentitySource.queryString('token'), IdentitySource.header('Authorization')],
    }));
    expect(one(stack, 'Authorizer').IdentitySource).toEqual([
      'route.request.querystring.token',
      'route.request.header.Authorization',
    ]);
  });

  test('fails if identitySource and identitySources are both set', () => {
    expectFailure(() => webSocketStack(() => ({ identitySource: [], identitySources: [] })), {
      code: 'IdentitySourceAmbiguous',
      path: 'Auth',
      fix: "Prefer the typed 'identitySources'",
    });
  });

  test('invokes the function with a role, and adds the permission to the role', () => {
    let role: Role;
    const stack = webSocketStack((scope) => ({
      role: (role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('apigateway.amazonaws.com') })),
    }));
    expect(one(stack, 'Authorizer').AuthorizerCredentialsArn).toEqual(stack.resolve(role!.roleArn));
    expect(one(stack, 'AWS::IAM::Policy').PolicyDocument.Statement).toMatchObject([
      { Action: 'lambda:InvokeFunction' },
    ]);
    expect(all(stack, 'AWS::Lambda::Permission')).toEqual([]);
  });

  test('adds the permission for an imported function from another account to the policy of the role', () => {
    const stack = stackOf({ env: ENV });
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('apigateway.amazonaws.com') });
    const authorizer = new WebSocketLambdaAuthorizer('Auth', Function.fromFunctionArn(stack, 'Fn', FOREIGN), { role });
    const integration = new WebSocketMockIntegration('Mock');
    new WebSocketApi(stack, 'Api', { connectRouteOptions: { integration, authorizer } });
    expect(one(stack, 'AWS::IAM::Policy')).toMatchObject(GRANT);
    expect(all(stack, 'AWS::Lambda::Permission')).toEqual([]);
  });

  test('does not change a role to which CDK cannot add permissions', () => {
    const stack = webSocketStack((scope) => ({ role: new CfnRole(scope, 'Role', { assumeRolePolicyDocument: {} }) }));
    expect(one(stack, 'Authorizer').AuthorizerCredentialsArn).toEqual({ 'Fn::GetAtt': ['Role', 'Arn'] });
    expect(all(stack, 'AWS::IAM::Policy')).toEqual([]);
    expect(all(stack, 'AWS::Lambda::Permission')).toEqual([]);
  });
});

test('a Lambda authorizer of an HTTP API adds the permission for an imported function from another account to the authorizer role', () => {
  const stack = stackOf({ env: ENV, context: keys('lambdaAuthorizerRoleGrant') });
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('apigateway.amazonaws.com') });
  const authorizer = new HttpLambdaAuthorizer('Auth', Function.fromFunctionArn(stack, 'Fn', FOREIGN), { role });
  const integration = new HttpUrlIntegration('Url', 'https://example.com');
  new HttpApi(stack, 'Api').addRoutes({ path: '/a', integration, authorizer });
  expect(one(stack, 'AWS::IAM::Policy')).toMatchObject(GRANT);
  expect(all(stack, 'AWS::Lambda::Permission')).toEqual([]);
});

test('a WebSocket authorizer of type AWS_IAM fails, because API Gateway does not support this type', () => {
  const stack = stackOf();
  const webSocketApi = new WebSocketApi(stack, 'Api');
  const props = { webSocketApi, identitySource: [], type: WebSocketAuthorizerType.IAM };
  expectFailure(() => new WebSocketAuthorizer(stack, 'Auth', props), {
    code: 'AuthorizerTypeInvalid',
    path: 'Stack/Auth',
    given: "REQUEST for a WebSocket API, got 'AWS_IAM'",
    fix: 'WebSocketIamAuthorizer',
  });
});
