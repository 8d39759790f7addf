import { Stream } from 'aws-cdk-lib/aws-kinesis';

import { WebSocketKinesisIntegration, WebSocketValue } from '../../lib/integrations';
import { stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { TARGETS, stackWith, MESSAGE, REQUEST, bodyOf, statementsOf } from '../_helpers/websocket-services';

describe('a WebSocket Kinesis integration', () => {
  test('puts the message on the stream, with the connection ID as the partition key', () => {
    const stack = stackWith(TARGETS.kinesis!);
    const { Data, ...rest } = JSON.parse(bodyOf(stack));
    expect(Buffer.from(Data, 'base64').toString()).toBe(REQUEST.body);
    expect(rest).toEqual({ StreamName: 'Stream', PartitionKey: 'abc=' });
    expect(statementsOf(stack)).toMatchObject([{ Action: 'kinesis:PutRecord' }]);
  });

  test('accepts data and a partition key', () => {
    const stack = stackWith(
      (scope) =>
        new WebSocketKinesisIntegration('Target', {
          stream: new Stream(scope, 'Stream'),
          data: WebSocketValue.field('text'),
          partitionKey: WebSocketValue.field('action'),
        }),
    );
    expect(JSON.parse(bodyOf(stack))).toMatchObject({
      Data: Buffer.from(MESSAGE.text).toString('base64'),
      PartitionKey: 'send',
    });
  });

  test('fails for data that is not a string', () => {
    const stream = new Stream(stackOf(), 'Stream');
    expectFailure(() => new WebSocketKinesisIntegration('Target', { stream, data: WebSocketValue.json() }), {
      code: 'TemplateValueInvalid',
      path: 'Target',
      fix: 'WebSocketValue.message()',
    });
  });
});
