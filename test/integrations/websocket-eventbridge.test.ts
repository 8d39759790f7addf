import { EventBus } from 'aws-cdk-lib/aws-events';

import { WebSocketEventBridgeIntegration, WebSocketValue } from '../../lib/integrations';
import { one } from '../_helpers/app';
import { TARGETS, stackWith, MESSAGE, REQUEST, bodyOf, statementsOf } from '../_helpers/websocket-services';

describe('a WebSocket EventBridge integration', () => {
  test('sends an event with the connection and the message to the bus', () => {
    const stack = stackWith(TARGETS.events!);
    const { Entries } = JSON.parse(bodyOf(stack));
    expect(Entries).toEqual([
      { EventBusName: 'Bus.Arn', Source: 'chat', DetailType: 'send', Detail: expect.any(String) },
    ]);
    expect(JSON.parse(Entries[0].Detail)).toEqual({ connectionId: 'abc=', message: MESSAGE });
    expect(one(stack, 'Integration').RequestParameters).toEqual({
      'integration.request.header.Content-Type': "'application/x-amz-json-1.1'",
      'integration.request.header.X-Amz-Target': "'AWSEvents.PutEvents'",
    });
    expect(statementsOf(stack)).toMatchObject([{ Action: 'events:PutEvents' }]);
  });

  test('accepts a detail type and a detail', () => {
    const stack = stackWith(
      (scope) =>
        new WebSocketEventBridgeIntegration('Target', {
          eventBus: EventBus.fromEventBusName(scope, 'Bus', 'default'),
          source: 'chat',
          detailType: WebSocketValue.literal('said'),
          detail: WebSocketValue.message(),
        }),
    );
    expect(JSON.parse(bodyOf(stack).replace(/arn:[^"]*/, '')).Entries[0]).toMatchObject({
      DetailType: 'said',
      Detail: REQUEST.body,
    });
  });
});
