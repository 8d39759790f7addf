import { Queue } from 'aws-cdk-lib/aws-sqs';

import { WebSocketSqsIntegration, WebSocketValue } from '../../lib/integrations';
import { one } from '../_helpers/app';
import { TARGETS, stackWith, MESSAGE, REQUEST, name, fieldsOf, statementsOf } from '../_helpers/websocket-services';

describe('a WebSocket SQS integration', () => {
  test('sends the message with the connection ID to the queue', () => {
    const stack = stackWith(TARGETS.sqs!);
    expect(fieldsOf(stack)).toEqual({
      Action: 'SendMessage',
      MessageBody: REQUEST.body,
      'MessageAttribute.1.Name': 'connectionId',
      'MessageAttribute.1.Value.DataType': 'String',
      'MessageAttribute.1.Value.StringValue': 'abc=',
    });
    expect(one(stack, 'Integration').RequestParameters).toEqual({
      'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'",
    });
    expect(name(one(stack, 'Integration').IntegrationUri['Fn::Join'][1].at(-1))).toBe('Queue.QueueName');
    expect(statementsOf(stack)).toMatchObject([{ Action: 'sqs:SendMessage' }]);
  });

  test('sends the message group ID and deduplication ID to a FIFO queue', () => {
    const stack = stackWith(
      (scope) => new WebSocketSqsIntegration('Target', { queue: new Queue(scope, 'Queue', { fifo: true }) }),
    );
    expect(fieldsOf(stack)).toMatchObject({ MessageGroupId: 'abc=', MessageDeduplicationId: 'r1' });
  });

  test('accepts every property of a message', () => {
    const stack = stackWith(
      (scope) =>
        new WebSocketSqsIntegration('Target', {
          queue: new Queue(scope, 'Queue', { fifo: true }),
          messageBody: WebSocketValue.field('text'),
          messageAttributes: { a: WebSocketValue.literal('1'), b: WebSocketValue.field('action') },
          messageGroupId: WebSocketValue.literal('all'),
          messageDeduplicationId: WebSocketValue.field('text'),
        }),
    );
    expect(fieldsOf(stack)).toEqual({
      Action: 'SendMessage',
      MessageBody: MESSAGE.text,
      'MessageAttribute.1.Name': 'a',
      'MessageAttribute.1.Value.DataType': 'String',
      'MessageAttribute.1.Value.StringValue': '1',
      'MessageAttribute.2.Name': 'b',
      'MessageAttribute.2.Value.DataType': 'String',
      'MessageAttribute.2.Value.StringValue': 'send',
      MessageGroupId: 'all',
      MessageDeduplicationId: MESSAGE.text,
    });
  });

  test('calls a queue of another account and region in the region of the queue', () => {
    const stack = stackWith(
      (scope) =>
        new WebSocketSqsIntegration('Target', {
          queue: Queue.fromQueueArn(scope, 'Queue', 'arn:aws:sqs:us-east-1:222222222222:mine'),
        }),
    );
    expect(one(stack, 'Integration').IntegrationUri['Fn::Join'][1].at(-1)).toBe(
      ':apigateway:us-east-1:sqs:path/222222222222/mine',
    );
  });
});
