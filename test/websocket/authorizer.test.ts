import { Fn } from 'aws-cdk-lib';

import type { WebSocketAuthorizerProps } from '../../lib';
import { WebSocketApi, WebSocketAuthorizer, WebSocketAuthorizerType } from '../../lib';
import { WebSocketMockIntegration } from '../../lib/integrations';
import { idsOf, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

const authorizerOf = (stack: ReturnType<typeof stackOf>, props: Partial<WebSocketAuthorizerProps> = {}) =>
  new WebSocketAuthorizer(stack, 'Auth', {
    webSocketApi: WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', { webSocketId: 'abc' }),
    type: WebSocketAuthorizerType.LAMBDA,
    identitySource: ['route.request.querystring.token'],
    authorizerUri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn/invocations',
    ...props,
  });

test('a WebSocket authorizer renders its function and its identity sources', () => {
  const stack = stackOf();
  const authorizer = authorizerOf(stack, { authorizerName: 'own' });
  expect(one(stack, 'Authorizer')).toEqual({
    ApiId: 'abc',
    AuthorizerType: 'REQUEST',
    AuthorizerUri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn/invocations',
    IdentitySource: ['route.request.querystring.token'],
    Name: 'own',
  });
  const Ref = idsOf(stack, 'Authorizer')[0];
  expect(stack.resolve([authorizer.authorizerId, authorizer.authorizerRef])).toEqual([
    { Ref },
    { apiId: 'abc', authorizerId: { Ref } },
  ]);
});

test('a WebSocket authorizer is named after its construct ID', () => {
  const stack = stackOf();
  authorizerOf(stack);
  expect(one(stack, 'Authorizer').Name).toBe('Auth');
});

test.each([undefined, ''])("a WebSocket authorizer fails with '%s' as the URI of its function", (authorizerUri) => {
  expectFailure(() => authorizerOf(stackOf(), { authorizerUri }), {
    code: 'AuthorizerUriMissing',
    path: 'Stack/Auth',
    fix: "Set 'authorizerUri'",
  });
});

test.each([
  ['CUSTOM', 'CUSTOM'],
  ['REQUEST', 'CUSTOM'],
  ['AWS_IAM', 'AWS_IAM'],
])('an authorizer that is imported as %s creates a $connect route of type %s', (authorizerType, expected) => {
  const stack = stackOf();
  const authorizer = WebSocketAuthorizer.fromWebSocketAuthorizerAttributes(stack, 'Auth', {
    authorizerId: Fn.importValue('id'),
    authorizerType,
  });
  const integration = new WebSocketMockIntegration('Mock');
  new WebSocketApi(stack, 'Api', { connectRouteOptions: { integration, authorizer } });
  expect(one(stack, 'Route')).toMatchObject({
    AuthorizationType: expected,
    AuthorizerId: { 'Fn::ImportValue': 'id' },
  });
});
