import { Duration } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';

import { WebSocketAwsIntegration } from '../../lib/integrations/websocket-aws';
import { WebSocketLambdaIntegration } from '../../lib/integrations/websocket-lambda';
import { WebSocketMockIntegration } from '../../lib/integrations/websocket-mock';
import { WebSocketApi } from '../../lib/websocket/api';
import { ContentHandling, PassthroughBehavior } from '../../lib/websocket/integration';
import { all, one, stackOf } from '../_helpers/app';

const OPTIONS = {
  contentHandling: ContentHandling.CONVERT_TO_TEXT,
  passthroughBehavior: PassthroughBehavior.WHEN_NO_TEMPLATES,
  requestParameters: { 'integration.request.header.a': 'context.connectionId' },
  requestTemplates: { $default: '{"statusCode":200}' },
  templateSelectionExpression: '\\$default',
  timeout: Duration.millis(50),
  responses: [{}],
};

test.each([
  ['a mock', new WebSocketMockIntegration('Target', OPTIONS)],
  [
    'an AWS service',
    new WebSocketAwsIntegration('Target', {
      integrationUri: 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem',
      integrationMethod: 'POST',
      ...OPTIONS,
    }),
  ],
])('%s takes everything that an integration takes', (_name, integration) => {
  const stack = stackOf();
  new WebSocketApi(stack, 'Api').addRoute('send', { integration });
  expect(one(stack, 'Integration')).toMatchObject({
    ContentHandlingStrategy: 'CONVERT_TO_TEXT',
    PassthroughBehavior: 'WHEN_NO_TEMPLATES',
    RequestParameters: OPTIONS.requestParameters,
    RequestTemplates: OPTIONS.requestTemplates,
    TemplateSelectionExpression: '\\$default',
    TimeoutInMillis: 50,
  });
  expect(all(stack, 'IntegrationResponse')).toHaveLength(1);
});

test.each([
  [undefined, 2, '*b'],
  [true, 2, '*b'],
  [false, 1, '*/*'],
])('with scopePermissionToRoute %s two routes of one function have %d permissions', (scoped, count, last) => {
  const stack = stackOf();
  const api = new WebSocketApi(stack, 'Api');
  const handler = new Function(stack, 'Fn', {
    code: Code.fromInline('x'),
    handler: 'index.x',
    runtime: Runtime.NODEJS_22_X,
  });
  for (const key of ['a', 'b']) {
    // Objects of their own, since several of them share a permission too
    const integration = new WebSocketLambdaIntegration('Fn', handler, { scopePermissionToRoute: scoped });
    api.addRoute(key, { integration });
  }
  const permissions = all(stack, 'AWS::Lambda::Permission');
  expect(permissions).toHaveLength(count);
  expect(permissions.at(-1)!.SourceArn['Fn::Join'][1].at(-1)).toBe(`/${last}`);
});
