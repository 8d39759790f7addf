// Notifies customers about their orders: reads the stream of the orders table, and sends messages to the open
// connections.
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const api = new ApiGatewayManagementApiClient({ endpoint: process.env.CALLBACK_URL });
const TableName = process.env.CONNECTIONS_TABLE;

async function send({ customer, connectionId }, order) {
  try {
    await api.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify(order) }));
  } catch (error) {
    if (error.name !== 'GoneException') throw error;
    await db.send(new DeleteCommand({ TableName, Key: { customer, connectionId } }));
  }
}

export async function handler({ Records }) {
  for (const { NewImage } of Records.map((record) => record.dynamodb)) {
    if (!NewImage) continue; // A deleted order has no new image.
    const [customer, orderId, status] = [NewImage.customer.S, NewImage.orderId.S, NewImage.status.S];
    const { Items = [] } = await db.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'customer = :customer',
        ExpressionAttributeValues: { ':customer': customer },
      }),
    );
    await Promise.all(Items.map((connection) => send(connection, { orderId, status })));
  }
}
