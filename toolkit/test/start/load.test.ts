import { readFileSync, symlinkSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { root } from '../_helpers/apps';
import { appFolder, chat, chatHandler, shop, spawnStart, type StartProcess } from '../_helpers/start';

// Other test files can run at the same time, so the requests can take minutes on a slow machine.
jest.setTimeout(300_000);

let running: StartProcess | undefined;

afterAll(() => running?.child.kill('SIGKILL'));

/** The memory of the server in MB. */
const memory = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${running!.child.pid}/status`, 'utf8'))![1]) / 1024;

/** Sends requests over 32 connections, and returns the number of correct responses. */
async function requests(url: string, count: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const one = (id: number) =>
    new Promise<boolean>((resolve) => {
      get(`${url}/books/${id}`, { agent }, (response) => {
        let text = '';
        response.on('data', (data: Buffer) => (text += data.toString()));
        response.on('end', () => resolve(response.statusCode === 200 && text === `book ${id}`));
      }).on('error', () => resolve(false));
    });
  let [next, right] = [0, 0];
  const work = async () => {
    while (next < count) if (await one(next++)) right++;
  };
  await Promise.all(Array.from({ length: 32 }, work));
  agent.destroy();
  return right;
}

/** Opens connections and sends messages that the handler returns. Returns the number of returned messages. */
async function messages(url: string, connections: number, each: number): Promise<number> {
  let back = 0;
  const open = async () => {
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
    return socket;
  };
  const talk = async (socket: WebSocket, index: number) => {
    const expected = new Set(Array.from({ length: each }, (_, count) => `message ${index} ${count}`));
    await new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        if (expected.delete(data.toString())) back++;
        if (expected.size === 0) resolve();
      });
      socket.on('close', () => resolve());
      for (const text of [...expected]) socket.send(JSON.stringify({ action: 'echo', text }));
    });
  };
  const sockets: WebSocket[] = [];
  while (sockets.length < connections) sockets.push(...(await Promise.all(Array.from({ length: 20 }, open))));
  await Promise.all(sockets.map(talk));
  sockets.forEach((socket) => socket.close());
  return back;
}

test('the server loses none of 20,000 requests and 10,000 messages over 500 connections, and releases memory', async () => {
  const folder = appFolder(
    { ...shop({ 'GET /books/{id}': {} }), ...chat() },
    {
      ...chatHandler,
      'handlers/index.mjs': 'export const handler = async ({ pathParameters }) => `book ${pathParameters.id}`;',
    },
  );
  // The handler uses the AWS SDK of the project.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  running = await spawnStart(folder);
  const [http, ws] = running.urls.apis.map((api) => api.stages[0].url);
  // The first half of the load fills pools, buffers and the list of recent requests, so the second half must not use
  // much more memory.
  const start = performance.now();
  expect(await requests(http, 10_000)).toBe(10_000);
  expect(await messages(ws, 500, 10)).toBe(5_000);
  const first = memory();
  expect(await requests(http, 10_000)).toBe(10_000);
  expect(await messages(ws, 500, 10)).toBe(5_000);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const second = memory();
  process.stdout.write(
    `${Math.round(first)} MB, then ${Math.round(second)} MB, in ${Math.round(performance.now() - start)} ms\n`,
  );
  expect(second).toBeLessThan(first * 1.25);
  expect(await requests(http, 1)).toBe(1);
});
