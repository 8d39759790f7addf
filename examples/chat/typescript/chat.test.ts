import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { LocalGateway, type LocalSocket } from 'cdk-apigatewayv2-toolkit/local';
import { ChatStack } from './chat-stack';

type Attributes = Record<string, Record<string, string>>;

/** The items of the connections table. The following functions simulate the DynamoDB actions that the chat calls. */
const connections = new Map<string, Attributes>();

const actions: Record<string, (input: { [name: string]: Attributes }) => unknown> = {
  PutItem: ({ Item }) => void connections.set(Item.connectionId.S, Item),
  DeleteItem: ({ Key }) => void connections.delete(Key.connectionId.S),
  GetItem: ({ Key }) => ({ Item: connections.get(Key.connectionId.S) }),
  Query: ({ ExpressionAttributeValues: { ':room': room } }) => ({
    Items: [...connections.values()].filter((item) => item.room?.S === room.S),
  }),
};

let database: Server;
let gateway: LocalGateway;

beforeAll(async () => {
  // The function of the stack runs unchanged in a worker. Because of an environment variable, the function's
  // DynamoDB client sends its requests to the server that this test starts.
  database = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const action = String(request.headers['x-amz-target']).split('.')[1];
    response.end(JSON.stringify(actions[action](JSON.parse(text)) ?? {}));
  });
  await new Promise<void>((resolve) => database.listen(0, '127.0.0.1', resolve));
  const AWS_ENDPOINT_URL_DYNAMODB = `http://127.0.0.1:${(database.address() as AddressInfo).port}`;
  // With the context of cdk.json, $connect requires an API key.
  const { context } = JSON.parse(readFileSync(join(__dirname, 'cdk.json'), 'utf8')) as { context: object };
  gateway = await LocalGateway.fromStack(new ChatStack(new App({ context }), 'Chat'), {
    environment: { Handler: { AWS_ENDPOINT_URL_DYNAMODB } },
    // API Gateway calls DynamoDB directly when a connection begins and ends.
    serviceStubs: {
      'dynamodb:PutItem': ({ request }) => ({ body: actions.PutItem(request!.json as never) ?? {} }),
      'dynamodb:DeleteItem': ({ request }) => ({ body: actions.DeleteItem(request!.json as never) ?? {} }),
    },
  });
});

afterAll(async () => {
  await gateway.close();
  await new Promise((resolve) => database.close(resolve));
});

const connect = () => gateway.connect('wss://chat/live', { headers: { 'x-api-key': gateway.apiKey() } });

const send = (socket: LocalSocket, message: object) => socket.send(JSON.stringify(message));

test('a connection needs an API key', async () => {
  await expect(gateway.connect('wss://chat/live')).rejects.toMatchObject({ status: 403 });
});

test('a message is sent to all clients in the room', async () => {
  const [ada, bob, eve] = [await connect(), await connect(), await connect()];
  send(ada, { action: 'join', room: 'kitchen', name: 'Ada' });
  expect(await ada.next(20_000)).toEqual({ room: 'kitchen', from: 'Ada', text: 'has joined' });
  send(eve, { action: 'join', room: 'cellar', name: 'Eve' });
  await eve.next();
  send(bob, { action: 'join', room: 'kitchen', name: 'Bob' });
  expect([await ada.next(), await bob.next()]).toEqual(
    Array(2).fill({ room: 'kitchen', from: 'Bob', text: 'has joined' }),
  );
  send(ada, { action: 'send', text: 'Hello' });
  expect(await bob.next()).toEqual({ room: 'kitchen', from: 'Ada', text: 'Hello' });
  await gateway.settled();
  expect(eve.messages).toHaveLength(1);
}, 30_000);

test('the chat deletes the item of a connection that ended without $disconnect', async () => {
  const [ada, bob] = [await connect(), await connect()];
  const gone = 'AAAAAAAAAAAAAAA=';
  connections.set(gone, { connectionId: { S: gone }, room: { S: 'attic' } });
  for (const socket of [ada, bob]) send(socket, { action: 'join', room: 'attic' });
  await bob.next(20_000);
  await gateway.settled();
  expect(connections.has(gone)).toBe(false);
}, 30_000);

test('the API stores and deletes connections without a function', async () => {
  const socket = await connect();
  expect(connections.get(socket.connectionId)).toMatchObject({ connectionId: { S: socket.connectionId } });
  socket.close();
  await gateway.settled();
  expect(connections.has(socket.connectionId)).toBe(false);
});

test('API Gateway responds to all other messages', async () => {
  const socket = await connect();
  send(socket, { action: 'shout' });
  expect(await socket.next()).toEqual({ error: 'Actions are join and send' });
  send(socket, { action: 'send', text: '' });
  expect(await socket.next()).toMatchObject({ message: 'Bad request body' });
});
