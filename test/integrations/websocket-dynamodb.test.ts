import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';

import {
  WebSocketDynamoDbDeleteIntegration,
  WebSocketDynamoDbPutIntegration,
  WebSocketValue,
} from '../../lib/integrations';
import { TARGETS, connections, stackWith, bodyOf, statementsOf } from '../_helpers/websocket-services';

describe('a DynamoDB integration', () => {
  test('puts the connection into the table', () => {
    const stack = stackWith(TARGETS.put!);
    expect(JSON.parse(bodyOf(stack))).toEqual({
      TableName: 'Table',
      Item: { connectionId: { S: 'abc=' }, connectedAt: { N: '1700000000000' } },
    });
    expect(statementsOf(stack)).toMatchObject([{ Action: 'dynamodb:PutItem' }]);
  });

  test('deletes the connection from the table', () => {
    const stack = stackWith(TARGETS.delete!);
    expect(JSON.parse(bodyOf(stack))).toEqual({ TableName: 'Table', Key: { connectionId: { S: 'abc=' } } });
    expect(statementsOf(stack)).toMatchObject([{ Action: 'dynamodb:DeleteItem' }]);
  });

  test('accepts a TableV2, an item and a key', () => {
    const stack = stackWith(
      (scope) =>
        new WebSocketDynamoDbPutIntegration('Target', {
          table: new TableV2(scope, 'Table', { partitionKey: { name: 'pk', type: AttributeType.STRING } }),
          item: { pk: WebSocketValue.field('action'), n: WebSocketValue.literal('1').asNumber() },
        }),
    );
    expect(JSON.parse(bodyOf(stack)).Item).toEqual({ pk: { S: 'send' }, n: { N: '1' } });
    const other = stackWith(
      (scope) =>
        new WebSocketDynamoDbDeleteIntegration('Target', {
          table: connections(scope),
          key: { pk: WebSocketValue.field('action') },
        }),
    );
    expect(JSON.parse(bodyOf(other)).Key).toEqual({ pk: { S: 'send' } });
  });
});
