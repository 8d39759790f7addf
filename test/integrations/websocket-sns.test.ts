import { Topic } from 'aws-cdk-lib/aws-sns';

import { WebSocketSnsIntegration, WebSocketValue } from '../../lib/integrations';
import { TARGETS, stackWith, MESSAGE, REQUEST, fieldsOf, statementsOf } from '../_helpers/websocket-services';

describe('an SNS integration', () => {
  test('publishes the message with the connection ID to the topic', () => {
    const stack = stackWith(TARGETS.sns!);
    expect(fieldsOf(stack)).toEqual({
      Action: 'Publish',
      TopicArn: 'Topic',
      Message: REQUEST.body,
      'MessageAttributes.entry.1.Name': 'connectionId',
      'MessageAttributes.entry.1.Value.DataType': 'String',
      'MessageAttributes.entry.1.Value.StringValue': 'abc=',
    });
    expect(statementsOf(stack)).toMatchObject([{ Action: 'sns:Publish' }]);
  });

  test('accepts every property of a message', () => {
    const stack = stackWith(
      (scope) =>
        new WebSocketSnsIntegration('Target', {
          topic: new Topic(scope, 'Topic'),
          message: WebSocketValue.field('text'),
          subject: WebSocketValue.field('action'),
          messageAttributes: {},
          messageGroupId: WebSocketValue.literal('all'),
          messageDeduplicationId: WebSocketValue.literal('x'),
        }),
    );
    expect(fieldsOf(stack)).toEqual({
      Action: 'Publish',
      TopicArn: 'Topic',
      Message: MESSAGE.text,
      Subject: 'send',
      MessageGroupId: 'all',
      MessageDeduplicationId: 'x',
    });
  });

  test('sends the message group ID and deduplication ID to a FIFO topic', () => {
    const stack = stackWith(
      (scope) => new WebSocketSnsIntegration('Target', { topic: new Topic(scope, 'Topic', { fifo: true }) }),
    );
    expect(fieldsOf(stack)).toMatchObject({ MessageGroupId: 'abc=', MessageDeduplicationId: 'r1' });
  });
});
