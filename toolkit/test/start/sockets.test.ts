import { randomBytes } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { temporaryFolder } from '../_helpers/apps';
import { appFolder, chat, chatHandler, resource, sendRaw, startApp, until, type Resources } from '../_helpers/start';

jest.setTimeout(20_000);

const sockets: WebSocket[] = [];

afterEach(() => sockets.splice(0).forEach((socket) => socket.terminate()));

/** Opens a WebSocket connection, and returns the socket and the received messages. */
async function open(url: string, protocols: string[] = [], headers: Record<string, string> = {}) {
  const socket = new WebSocket(url, protocols, { headers });
  sockets.push(socket);
  const received: string[] = [];
  socket.on('message', (data: Buffer) => received.push(data.toString()));
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  );
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
    socket.on('unexpected-response', (_, response) => reject(new Error(`status ${response.statusCode}`)));
  });
  const say = (action: string, text: string) => socket.send(JSON.stringify({ action, text }));
  return { socket, received, closed, say };
}

async function served() {
  const table = temporaryFolder();
  const folder = appFolder(chat({}, table), chatHandler);
  const running = await startApp(folder);
  return {
    ...running,
    folder,
    connections: () => readdirSync(table).length,
    live: `ws://127.0.0.1:${running.port}/chat/live`,
  };
}

test('a message reaches all connections, and a two-way route responds', async () => {
  const { live, connections, out } = await served();
  const [alice, bob] = [await open(live), await open(`${live}?room=7`)];
  expect(connections()).toBe(2);
  alice.say('say', 'hello');
  await until(() => alice.received.length > 0 && bob.received.length > 0);
  bob.say('echo', 'only me');
  await until(() => bob.received.length > 1);
  expect([alice.received, bob.received]).toEqual([['hello'], ['hello', 'only me']]);
  alice.socket.close(1000);
  await until(() => connections() === 1);
  await until(() => out().includes('$disconnect'));
  expect(out()).toMatch(/\n200 {2}\$connect {2}\d+ ms {2}Talk {2}CONNECT \/live \S+\n/);
  expect(out()).toMatch(/\n200 {2}say {2}\d+ ms {2}Talk {2}MESSAGE \/live \S+\n/);
});

test('the server uses the subprotocol that $connect returns', async () => {
  const { live } = await served();
  expect((await open(live, ['v2', 'v1'])).socket.protocol).toBe('v2');
});

test.each([
  ['/chat/live', { 'x-reject': '1' }, 403],
  ['/chat/other', {}, 403],
  ['/nothing/live', {}, 404],
  ['/_apigwv2', {}, 400],
])('a connection to %s with the headers %j is rejected with status %d', async (path, headers, status) => {
  const { port } = await served();
  await expect(open(`ws://127.0.0.1:${port}${path}`, [], headers as Record<string, string>)).rejects.toThrow(
    `status ${status}`,
  );
});

test('invalid requests for a connection are rejected', async () => {
  const { url } = await served();
  expect((await fetch(`${url}/chat/live`)).status).toBe(426);
  expect((await fetch(`${url}/chat/live/@connections/abc`)).status).toBe(403);
});

test('frames over 32 KB, messages over 128 KB and binary messages end the connection', async () => {
  const { live } = await served();
  const text = (length: number) => JSON.stringify({ action: 'echo', text: 'x'.repeat(length - 28) });
  const inFrames = (socket: WebSocket, message: string, size: number) => {
    for (let start = 0; start < message.length; start += size) {
      socket.send(message.slice(start, start + size), { fin: start + size >= message.length, binary: false });
    }
  };
  const good = await open(live);
  inFrames(good.socket, text(100_000), 32 * 1024);
  await until(() => good.received.length === 1);
  expect(good.received[0]).toMatch(/^x+$/);
  const large = await open(live);
  large.socket.send(text(33_000));
  expect(await large.closed).toMatchObject({ code: 1009 });
  const long = await open(live);
  inFrames(long.socket, text(140_000), 16 * 1024);
  expect(await long.closed).toMatchObject({ code: 1009 });
  const huge = await open(live);
  huge.socket.send(text(1_000_000));
  expect(await huge.closed).toMatchObject({ code: 1009 });
  const binary = await open(live);
  binary.socket.send(Buffer.from([1, 2, 3]));
  expect(await binary.closed).toMatchObject({ code: 1003 });
  expect(good.socket.readyState).toBe(WebSocket.OPEN);
});

test('connections stay open when the app is synthesized again, and use the new app', async () => {
  const { live, folder, out } = await served();
  const alice = await open(live);
  const resources = chat();
  const changed: Resources = {
    ...resources,
    Talk: { ...resources.Talk, Properties: { ...resources.Talk.Properties, MemorySize: 512 } },
  };
  writeFileSync(
    join(folder, 'handlers/chat.mjs'),
    chatHandler['handlers/chat.mjs'].replace('body: text', 'body: "new " + text'),
  );
  writeFileSync(join(folder, 'template.json'), JSON.stringify({ Resources: changed }));
  await until(() => out().includes('The app was reloaded'));
  alice.say('echo', 'hello');
  await until(() => alice.received.length === 1);
  expect(alice.received).toEqual(['new hello']);
  expect(alice.socket.readyState).toBe(WebSocket.OPEN);
  // Connections of a removed stage are closed.
  const Live = resource('Chat/Other/Resource', 'AWS::ApiGatewayV2::Stage', {
    ApiId: { Ref: 'Chat' },
    StageName: 'other',
    AutoDeploy: true,
  });
  const others = Object.fromEntries(Object.entries(changed).filter(([id]) => id !== 'Live'));
  writeFileSync(join(folder, 'template.json'), JSON.stringify({ Resources: { ...others, Other: Live } }));
  expect(await alice.closed).toMatchObject({ code: 1001 });
});

test('a changed handler is used by open connections', async () => {
  const { live, folder, out } = await served();
  const alice = await open(live);
  writeFileSync(
    join(folder, 'handlers/chat.mjs'),
    chatHandler['handlers/chat.mjs'].replace('body: text', 'body: "new " + text'),
  );
  await until(() => out().includes('Reloaded Talk'));
  alice.say('echo', 'hello');
  await until(() => alice.received.length === 1);
  expect(alice.received).toEqual(['new hello']);
});

test('the server closes its connections when it ends', async () => {
  const { live, stop } = await served();
  const alice = await open(live);
  expect(await stop()).toBe(0);
  expect(await alice.closed).toEqual({ code: 1001, reason: 'Going away' });
});

test('a client that leaves during $connect, or without a close frame, is disconnected', async () => {
  const { port, live, connections } = await served();
  const key = randomBytes(16).toString('base64');
  const handshake = `GET /chat/live HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\n\r\n`;
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(handshake);
      setTimeout(() => resolve(void socket.destroy()), 5);
    });
  });
  (await open(live)).socket.terminate();
  await new Promise((resolve) => setTimeout(resolve, 500));
  await until(() => connections() === 0);
});

test('1,000 malformed frames do not stop the server', async () => {
  const { live, port, connections } = await served();
  const alice = await open(live);
  let seed = 7;
  const random = (limit: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % limit;
  const key = 'dGhlIHNhbXBsZSBub25jZQ==';
  const handshake = `GET /chat/live HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\n\r\n`;
  const noise = () => Buffer.from(Array.from({ length: 1 + random(40) }, () => random(256)));
  for (let round = 0; round < 10; round++) {
    const responses = await Promise.all(
      Array.from({ length: 100 }, () => sendRaw(port, Buffer.concat([Buffer.from(handshake), noise()]), 400)),
    );
    for (const response of responses) expect(response).toMatch(/^(HTTP\/1\.1 (101|400) |$)/);
  }
  alice.say('echo', 'still here');
  await until(() => alice.received.length === 1);
  await until(() => connections() === 1);
}, 60_000);

test('a message that no route matches causes an error response, and the server prints a line', async () => {
  const { live, out } = await served();
  const { socket, received } = await open(live);
  socket.send('{"action":"none"}');
  await until(() => received.length > 0);
  expect(JSON.parse(received[0])).toMatchObject({ message: 'Forbidden' });
  await until(() => out().includes('No route matches'));
  expect(out()).toMatch(/\n403 {2}MESSAGE \/live \S+ {2}\d+ ms\n {7}Chat: No route matches the message\. Add .*\n/);
});
