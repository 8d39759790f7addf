import { Duration } from 'aws-cdk-lib';

import { WebSocketAwsIntegration } from '../../lib/integrations/websocket-aws';
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
])('%s accepts every integration option', (_name, integration) => {
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
