// Stores the connections of customers. The API does not support messages from clients, so the route `$default` responds
// that the connection is only for notifications.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.CONNECTIONS_TABLE;
const HOURS = 3600;

const routes = {
  // A connection lasts at most two hours. After this time, DynamoDB removes the item of the connection, even if
  // `$disconnect` was not called.
  $connect: (key) => {
    const expires = Math.ceil(Date.now() / 1000) + 3 * HOURS;
    return db.send(new PutCommand({ TableName, Item: { ...key, expires } }));
  },
  $disconnect: (key) => db.send(new DeleteCommand({ TableName, Key: key })),
  $default: () => {},
};

export async function handler({ requestContext: { routeKey, connectionId, authorizer } }) {
  await routes[routeKey]({ customer: authorizer.principalId, connectionId });
  return {
    statusCode: 200,
    body: JSON.stringify({ message: 'This connection only sends notifications about your orders' }),
  };
}
