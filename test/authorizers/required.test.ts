import { CfnAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { HttpLambdaAuthorizer, HttpUserPoolAuthorizer, WebSocketLambdaAuthorizer } from '../../lib/authorizers';
import { HttpApi } from '../../lib/http/api';
import { VpcLink } from '../../lib/http/vpc-link';
import { HttpUrlIntegration } from '../../lib/integrations/http-url';
import { WebSocketMockIntegration } from '../../lib/integrations/websocket-mock';
import { WebSocketApi } from '../../lib/websocket/api';
import { stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

const nothing = undefined as never;
const http = (authorizer: HttpLambdaAuthorizer | HttpUserPoolAuthorizer) =>
  new HttpApi(stackOf(), 'Api').addRoutes({
    path: '/a',
    integration: new HttpUrlIntegration('Url', 'https://example.com'),
    authorizer,
  });

test.each([
  ['handler', 'Stack/Api/ANY--a', () => http(new HttpLambdaAuthorizer('Auth', nothing))],
  ['pool', 'Stack/Api/ANY--a', () => http(new HttpUserPoolAuthorizer('Auth', nothing))],
  [
    'handler',
    'Stack/Api/$connect-Route',
    () =>
      new WebSocketApi(stackOf(), 'Api', {
        connectRouteOptions: {
          integration: new WebSocketMockIntegration('Mock'),
          authorizer: new WebSocketLambdaAuthorizer('Auth', nothing),
        },
      }),
  ],
  ['vpc', 'Stack/Link', () => new VpcLink(stackOf(), 'Link', { vpc: nothing })],
])('the error for the missing property %s contains the path %s', (property, path, act) => {
  expectFailure(act, {
    code: 'RequiredPropMissing',
    path,
    given: `'${property}' is required, got undefined`,
    fix: `Specify '${property}'`,
  });
});

test('a route fails with an authorizer of the wrong protocol, and the error contains the ID of the authorizer', () => {
  const handler = Function.fromFunctionName(stackOf(), 'Handler', 'authorize');
  const other = new WebSocketLambdaAuthorizer('Auth', handler) as never;
  expectFailure(() => http(other), {
    code: 'AuthorizerProtocolMismatch',
    path: 'Stack/Api/ANY--a',
    given: "the authorizer 'Auth' does not support the protocol of this API",
    fix: "begins with 'Http'",
  });
});

test('a route fails with an L1 authorizer, and the error contains the class name of the authorizer', () => {
  const stack = stackOf();
  const other = new CfnAuthorizer(stack, 'L1', { apiId: 'abc', name: 'L1', authorizerType: 'REQUEST' }) as never;
  expectFailure(() => http(other), {
    code: 'PropTypeInvalid',
    path: 'Stack/Api/ANY--a',
    given: 'got CfnAuthorizer',
    fix: 'HttpAuthorizer.fromHttpAuthorizerAttributes()',
  });
});
