import { Duration } from 'aws-cdk-lib';

import { ContentHandling, PassthroughBehavior, WebSocketApi } from '../../lib';
import { WebSocketAwsIntegration, WebSocketMockIntegration } from '../../lib/integrations';
import { idsOf, one, stackOf } from '../_helpers/app';
import { role } from '../parity/fixtures';

test('a mock integration does not call a backend', () => {
  const stack = stackOf();
  const integration = new WebSocketMockIntegration('I');
  new WebSocketApi(stack, 'Api', { defaultRouteOptions: { integration } });
  expect(one(stack, 'Integration')).toEqual({
    ApiId: { Ref: idsOf(stack, 'Api')[0] },
    IntegrationType: 'MOCK',
    IntegrationUri: '',
  });
});

test('a mock integration responds with its templates', () => {
  const stack = stackOf();
  const templates = { requestTemplates: { '200': '{"statusCode":200}' }, templateSelectionExpression: '200' };
  const integration = new WebSocketMockIntegration('I', templates);
  new WebSocketApi(stack, 'Api', { defaultRouteOptions: { integration } });
  expect(one(stack, 'Integration')).toMatchObject({
    RequestTemplates: { '200': '{"statusCode":200}' },
    TemplateSelectionExpression: '200',
  });
});

test('an AWS integration passes every option to CloudFormation', () => {
  const stack = stackOf();
  const integration = new WebSocketAwsIntegration('I', {
    contentHandling: ContentHandling.CONVERT_TO_TEXT,
    credentialsRole: role(stack),
    integrationMethod: 'POST',
    integrationUri: 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem',
    passthroughBehavior: PassthroughBehavior.WHEN_NO_TEMPLATES,
    requestParameters: { 'integration.request.header.Content-Type': "'application/x-amz-json-1.0'" },
    requestTemplates: { $default: '{}' },
    templateSelectionExpression: '\\$default',
    timeout: Duration.millis(50),
  });
  new WebSocketApi(stack, 'Api', { defaultRouteOptions: { integration } });
  expect(one(stack, 'Integration')).toEqual({
    ApiId: { Ref: idsOf(stack, 'Api')[0] },
    ContentHandlingStrategy: 'CONVERT_TO_TEXT',
    CredentialsArn: { 'Fn::GetAtt': [idsOf(stack, 'AWS::IAM::Role')[0], 'Arn'] },
    IntegrationMethod: 'POST',
    IntegrationType: 'AWS',
    IntegrationUri: 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem',
    PassthroughBehavior: 'WHEN_NO_TEMPLATES',
    RequestParameters: { 'integration.request.header.Content-Type': "'application/x-amz-json-1.0'" },
    RequestTemplates: { $default: '{}' },
    TemplateSelectionExpression: '\\$default',
    TimeoutInMillis: 50,
  });
});
