import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Key } from 'aws-cdk-lib/aws-kms';

import { WebSocketFirehoseIntegration, WebSocketValue } from '../../lib/integrations';
import { one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { TARGETS, stackWith, MESSAGE, REQUEST, bodyOf, statementsOf } from '../_helpers/websocket-services';

describe('a WebSocket Firehose integration', () => {
  test('puts the message on the delivery stream', () => {
    const stack = stackWith(TARGETS.firehose!);
    const { Record, ...rest } = JSON.parse(bodyOf(stack));
    expect(Buffer.from(Record.Data, 'base64').toString()).toBe(REQUEST.body);
    expect(rest).toEqual({ DeliveryStreamName: 'Delivery' });
    expect(Object.keys(Record)).toEqual(['Data']);
    expect(statementsOf(stack)).toMatchObject([
      { Action: 'firehose:PutRecord', Resource: { 'Fn::GetAtt': ['Delivery', 'Arn'] } },
    ]);
    expect(one(stack, 'Integration')).toMatchObject({
      IntegrationUri: { 'Fn::Join': ['', expect.arrayContaining([':firehose:action/PutRecord'])] },
      RequestParameters: { 'integration.request.header.Content-Type': "'application/x-amz-json-1.1'" },
    });
  });

  test('accepts data', () => {
    const stack = stackWith(
      (scope) =>
        new WebSocketFirehoseIntegration('Target', {
          deliveryStream: new CfnDeliveryStream(scope, 'Delivery'),
          data: WebSocketValue.field('text'),
        }),
    );
    expect(JSON.parse(bodyOf(stack)).Record).toEqual({ Data: Buffer.from(MESSAGE.text).toString('base64') });
  });

  test('calls Firehose in the region of an imported delivery stream', () => {
    const stack = stackWith(
      (scope) =>
        new WebSocketFirehoseIntegration('Target', {
          deliveryStream: CfnDeliveryStream.fromDeliveryStreamArn(
            scope,
            'Delivery',
            'arn:aws:firehose:eu-north-1:111111111111:deliverystream/clicks',
          ),
        }),
    );
    expect(JSON.stringify(one(stack, 'Integration').IntegrationUri)).toContain(':eu-north-1:firehose:action/PutRecord');
    expect(JSON.parse(bodyOf(stack)).DeliveryStreamName).toBe('clicks');
  });

  test('needs no permission for a KMS key, because Firehose uses the key through its own grant', () => {
    const stack = stackWith((scope) => TARGETS.firehose!(scope, { encryptionKey: new Key(scope, 'Key') }));
    expect(statementsOf(stack)).toHaveLength(1);
  });

  test('fails for data that is not a string', () => {
    const deliveryStream = new CfnDeliveryStream(stackOf(), 'Delivery');
    expectFailure(() => new WebSocketFirehoseIntegration('Target', { deliveryStream, data: WebSocketValue.json() }), {
      code: 'TemplateValueInvalid',
      path: 'Target',
      fix: 'WebSocketValue.message()',
    });
  });
});
