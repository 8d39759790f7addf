// A chat with rooms: clients join rooms and send messages to these rooms. The table has one item for each connection,
// so a client can be in only one room at a time. API Gateway adds the item when a client connects, deletes the item
// when the connection ends, and rejects messages that do not match the model of the route.
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const { TABLE: TableName, ROOMS_INDEX: IndexName, CALLBACK_URL } = process.env;
const api = new ApiGatewayManagementApiClient({ endpoint: CALLBACK_URL });
const HOURS = 3600;

/** Adds or replaces the item of a connection. The item expires if `$disconnect` is not called. */
function keep(connection) {
  const expires = Math.ceil(Date.now() / 1000) + 3 * HOURS; // A connection lasts at most two hours.
  return db.send(new PutCommand({ TableName, Item: { ...connection, expires } }));
}

const forget = (connectionId) => db.send(new DeleteCommand({ TableName, Key: { connectionId } }));

async function post(connectionId, message) {
  try {
    await api.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify(message) }));
  } catch (error) {
    if (error.name !== 'GoneException') throw error;
    await forget(connectionId);
  }
}

/** Sends a message to all connections in a room. */
async function say(room, message) {
  const { Items = [] } = await db.send(
    new QueryCommand({
      TableName,
      IndexName,
      KeyConditionExpression: 'room = :room',
      ExpressionAttributeValues: { ':room': room },
    }),
  );
  await Promise.all(Items.map(({ connectionId }) => post(connectionId, { room, ...message })));
}

const routes = {
  // {"action": "join", "room": "kitchen", "name": "Ada"}
  join: async (connectionId, { room, name = 'somebody' }) => {
    await keep({ connectionId, room, name });
    return say(room, { from: name, text: 'has joined' });
  },
  // {"action": "send", "text": "Hello"}
  send: async (connectionId, { text }) => {
    const { Item } = await db.send(new GetCommand({ TableName, Key: { connectionId } }));
    return Item?.room ? say(Item.room, { from: Item.name, text }) : post(connectionId, { error: 'Join a room first' });
  },
};

export async function handler({ requestContext, body }) {
  const { routeKey, connectionId } = requestContext;
  await routes[routeKey](connectionId, JSON.parse(body));
  return { statusCode: 200 };
}
