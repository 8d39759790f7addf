import { AwsServiceUri, WebSocketAwsServiceIntegration, WebSocketValue } from '../../lib/integrations';
import { one } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { stackWith, MESSAGE, bodyOf, statementsOf } from '../_helpers/websocket-services';

describe('a WebSocket integration with any AWS action', () => {
  const any = (props: object) =>
    stackWith(
      () =>
        new WebSocketAwsServiceIntegration('Target', {
          uri: AwsServiceUri.path('s3', 'bucket/key'),
          iamActions: ['s3:PutObject'],
          iamResources: ['arn:aws:s3:::bucket/key'],
          ...props,
        }),
    );

  test('sends the unchanged message by default', () => {
    const { Integration } = { Integration: one(any({ method: 'PUT' }), 'Integration') };
    expect(Integration).toMatchObject({
      IntegrationMethod: 'PUT',
      RequestParameters: { 'integration.request.header.Content-Type': "'application/x-amz-json-1.0'" },
    });
    expect(Object.keys(Integration)).not.toEqual(expect.arrayContaining(['RequestTemplates']));
  });

  test('sends headers and a body that contain values from the message', () => {
    const stack = any({
      headers: { 'Content-Type': 'text/plain', 'x-amz-acl': 'private' },
      parameters: { said: WebSocketValue.field('text'), deep: { list: [1] } },
    });
    expect(JSON.parse(bodyOf(stack))).toEqual({ said: MESSAGE.text, deep: { list: [1] } });
    expect(one(stack, 'Integration').RequestParameters).toEqual({
      'integration.request.header.Content-Type': "'text/plain'",
      'integration.request.header.x-amz-acl': "'private'",
    });
    expect(statementsOf(stack)).toEqual([
      { Action: 's3:PutObject', Effect: 'Allow', Resource: 'arn:aws:s3:::bucket/key' },
    ]);
  });

  test('fails for a header value that contains single quotes', () => {
    expectFailure(() => any({ headers: { a: "it's" } }), {
      code: 'TemplateValueInvalid',
      path: 'Target',
      given: "it's",
      fix: 'Remove the quote',
    });
  });
});
