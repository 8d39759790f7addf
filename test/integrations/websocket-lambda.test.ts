import { Duration } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';

import { ContentHandling, WebSocketApi, WebSocketRoute } from '../../lib';
import { WebSocketLambdaIntegration } from '../../lib/integrations';
import { all, ENV, idsOf, one, stackOf } from '../_helpers/app';
import { fn } from '../parity/fixtures';

test('a WebSocket Lambda integration has permission to invoke its function from each route', () => {
  const stack = stackOf({ env: ENV });
  const webSocketApi = WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', { webSocketId: 'abc' });
  const integration = new WebSocketLambdaIntegration('I', fn(stack), {
    contentHandling: ContentHandling.CONVERT_TO_BINARY,
    timeout: Duration.seconds(29),
  });
  for (const routeKey of ['$connect', 'send']) {
    new WebSocketRoute(stack, routeKey, { webSocketApi, routeKey, integration });
  }
  const functionArn = { 'Fn::GetAtt': [idsOf(stack, 'AWS::Lambda::Function')[0], 'Arn'] };
  expect(one(stack, 'Integration')).toEqual({
    ApiId: 'abc',
    ContentHandlingStrategy: 'CONVERT_TO_BINARY',
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: {
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
    TimeoutInMillis: 29_000,
  });
  expect(all(stack, 'AWS::Lambda::Permission')).toEqual(
    ['$connect', 'send'].map((routeKey) => ({
      Action: 'lambda:InvokeFunction',
      FunctionName: functionArn,
      Principal: 'apigateway.amazonaws.com',
      SourceArn: {
        'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:execute-api:eu-west-1:111111111111:abc/*${routeKey}`]],
      },
    })),
  );
});

test.each([
  [undefined, 2, '*b'],
  [true, 2, '*b'],
  [false, 1, '*/*'],
])('with scopePermissionToRoute: %s, two routes to one function create %d permissions', (scoped, count, last) => {
  const stack = stackOf();
  const api = new WebSocketApi(stack, 'Api');
  const handler = new Function(stack, 'Fn', {
    code: Code.fromInline('x'),
    handler: 'index.x',
    runtime: Runtime.NODEJS_22_X,
  });
  for (const key of ['a', 'b']) {
    // If permissions are not scoped to routes, separate integration objects for one function also share a permission
    const integration = new WebSocketLambdaIntegration('Fn', handler, { scopePermissionToRoute: scoped });
    api.addRoute(key, { integration });
  }
  const permissions = all(stack, 'AWS::Lambda::Permission');
  expect(permissions).toHaveLength(count);
  expect(permissions.at(-1)!.SourceArn['Fn::Join'][1].at(-1)).toBe(`/${last}`);
});
