import { WebSocketApi } from '../../lib';
import { WebSocketLambdaAuthorizer } from '../../lib/authorizers';
import { WebSocketMockIntegration } from '../../lib/integrations';
import { ENV, idsOf, one, stackOf } from '../_helpers/app';
import { fn } from '../parity/fixtures';

test('a WebSocket Lambda authorizer has permission to invoke its function', () => {
  const stack = stackOf({ env: ENV });
  new WebSocketApi(stack, 'Api', {
    connectRouteOptions: {
      integration: new WebSocketMockIntegration('Mock'),
      authorizer: new WebSocketLambdaAuthorizer('Auth', fn(stack)),
    },
  });
  const [functionId] = idsOf(stack, 'AWS::Lambda::Function');
  expect(one(stack, 'Authorizer')).toMatchObject({ AuthorizerType: 'REQUEST', Name: 'Auth' });
  expect(JSON.stringify(one(stack, 'Authorizer').AuthorizerUri)).toContain(
    `{"Fn::GetAtt":["${functionId}","Arn"]},"/invocations"`,
  );
  expect(one(stack, 'AWS::Lambda::Permission')).toMatchObject({
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
