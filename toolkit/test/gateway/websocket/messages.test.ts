import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { LocalSocket } from '../../../src/gateway';
import { select, valueInJson } from '../../../src/gateway/websocket/selection';
import type { Event } from '../../_helpers/gateway';
import { addSocketApi, socketFixture, type RouteOptions, type SocketFixture } from '../../_helpers/websocket';
import { fact } from '../fact';

const said = (message: object) => JSON.stringify(message);

/** The route of a message. Undefined if the response is an error frame. */
async function routeOf(made: SocketFixture, socket: LocalSocket, message: string): Promise<string | undefined> {
  const before = made.invocations();
  socket.send(message);
  await made.gateway.settled();
  return made.invocations() > before ? made.event().requestContext.routeKey : undefined;
}

/** An API with a selection expression and some routes. */
async function routing(routeSelectionExpression: string, ...keys: string[]) {
  const routes = Object.fromEntries(keys.map((key) => [key, {}]));
  const made = await socketFixture({ api: { routeSelectionExpression }, routes });
  const socket = await made.connect();
  return {
    ...made,
    socket,
    route: (message: string | object) => routeOf(made, socket, typeof message === 'string' ? message : said(message)),
  };
}

fact('message/expressions', async () => {
  const plain = await routing('$request.body.action', 'send', '$default');
  expect(await plain.route({ action: 'send' })).toBe('send');
  const nested = await routing('${request.body.meta.kind}', 'send', '$default');
  expect(await nested.route({ meta: { kind: 'send' } })).toBe('send');
  const mixed = await routing('v1/${request.body.service}/${request.body.list[1]}', 'v1/chat/b', '$default');
  expect(await mixed.route({ service: 'chat', list: ['a', 'b'] })).toBe('v1/chat/b');
});

fact('message/not-json', async () => {
  const { route } = await routing('$request.body.action', 'send', '$default');
  for (const message of ['hello', '', '{', 'undefined']) expect(await route(message)).toBe('$default');
});

fact('message/no-route', async () => {
  const { route } = await routing('$request.body.action', 'send', '$default');
  expect(await route({ action: 'other' })).toBe('$default');
  expect(await route({ action: '__proto__' })).toBe('$default');
  expect(await route({ action: 'constructor' })).toBe('$default');
});

fact('message/missing-key', async () => {
  const mixed = await routing('${request.body.action}-${request.body.none}', 'join-', '$default');
  expect(await mixed.route({ action: 'join' })).toBe('join-');
  const alone = await routing('$request.body.action', 'send', '$default');
  for (const message of ['{}', 'null', '1', '[]', '"send"', '{"action":null}']) {
    expect(await alone.route(message)).toBe('$default');
  }
});

fact('message/not-text', async () => {
  const { route } = await routing('$request.body.action', '[item1, item2]', '7', 'true', '$default');
  expect(await route({ action: ['item1', 'item2'] })).toBe('[item1, item2]');
  expect(await route({ action: 7 })).toBe('7');
  expect(await route({ action: true })).toBe('true');
});

fact('message/examples', async () => {
  const body = said({ service: 'chat', action: 'join', data: { room: 'room1234' } });
  const value = (expression: string) =>
    select(expression, (name) => valueInJson(body, name.replace('request.body.', '')));
  expect(value('$request.body.action')).toBe('join');
  expect(value('${request.body.action}')).toBe('join');
  expect(value('${request.body.service}/${request.body.action}')).toBe('chat/join');
  expect(value('${request.body.action}-${request.body.invalidPath}')).toBe('join-');
  expect(value('action')).toBe('action');
  expect(value('\\$default')).toBe('$default');
});

fact('message/exact', async () => {
  const { route } = await routing('$request.body.action', 'send', '$default');
  for (const action of ['Send', 'send ', 'sen', 'sender']) expect(await route({ action })).toBe('$default');
});

fact('message/escape', async () => {
  const { route } = await routing('\\$default', 'send', '$default');
  expect(await route({ action: 'send' })).toBe('$default');
  expect(select('a\\$b\\\\c', () => 'x')).toBe('a$b\\c');
});

const anId = expect.stringMatching(/^[\w-]{15}=$/) as string;

fact('message/forbidden', async () => {
  const { connect } = await socketFixture({ routes: { send: {} } });
  const socket = await connect();
  socket.send(said({ action: 'other' }));
  expect(await socket.next()).toEqual({ message: 'Forbidden', connectionId: socket.connectionId, requestId: anId });
});

fact('message/internal-error', async () => {
  const { connect, answer, gateway } = await socketFixture({ routes: { send: {} } });
  const socket = await connect();
  answer(() => {
    throw new Error('broken');
  });
  socket.send(said({ action: 'send' }));
  const frame = { message: 'Internal server error', connectionId: socket.connectionId, requestId: anId };
  expect(await socket.next()).toEqual(frame);
  expect(gateway.logs.at(-1)!.message).toContain('broken');
});

const models = { Send: { type: 'object', required: ['text'], properties: { text: { type: 'string', maxLength: 5 } } } };

fact('message/bad-body', async () => {
  const send = { requestModels: { $default: 'Send' }, modelSelectionExpression: '\\$default' };
  const { connect, invocations, gateway } = await socketFixture({ models, routes: { send } });
  const socket = await connect();
  for (const text of ['too long', 7, undefined]) {
    socket.send(said({ action: 'send', text }));
    expect(await socket.next()).toEqual({
      message: 'Bad request body',
      connectionId: socket.connectionId,
      messageId: anId,
    });
  }
  expect(invocations()).toBe(0);
  socket.send(said({ action: 'send', text: 'short' }));
  await gateway.settled();
  expect(invocations()).toBe(1);
});

fact('message/survives', async () => {
  const { connect, answer } = await socketFixture({ routes: { send: { twoWay: true } } });
  const socket = await connect();
  socket.send('not JSON');
  answer(() => {
    throw new Error('broken');
  });
  socket.send(said({ action: 'send' }));
  expect(await socket.next()).toMatchObject({ message: 'Forbidden' });
  expect(await socket.next()).toMatchObject({ message: 'Internal server error' });
  answer(() => ({ statusCode: 200, body: 'still here' }));
  socket.send(said({ action: 'send' }));
  expect(await socket.next()).toBe('still here');
});

fact('message/two-way', async () => {
  const { connect, answer, gateway } = await socketFixture({ routes: { ask: { twoWay: true }, tell: {} } });
  answer(({ body }) => ({ statusCode: 200, body: said({ heard: JSON.parse(body).action }) }));
  const socket = await connect();
  socket.send(said({ action: 'tell' }));
  await gateway.settled();
  socket.send(said({ action: 'ask' }));
  expect(await socket.next()).toEqual({ heard: 'ask' });
  expect(socket.messages).toEqual([{ heard: 'ask' }]);
  answer(() => ({ statusCode: 200 }));
  socket.send(said({ action: 'ask' }));
  await gateway.settled();
  expect(socket.messages).toHaveLength(1);
});

fact('message/response-key', async () => {
  const { connect, answer, gateway } = await socketFixture({
    routes: { ask: { routeResponseSelectionExpression: '$default' } },
  });
  answer(() => ({ statusCode: 200, body: 'lost' }));
  const socket = await connect();
  socket.send(said({ action: 'ask' }));
  await gateway.settled();
  expect(socket.messages).toEqual([]);
});

fact('message/order', async () => {
  const { connect, answer } = await socketFixture({ routes: { ask: { twoWay: true } } });
  const waiting: (() => void)[] = [];
  answer(async ({ body }) => {
    const { text } = JSON.parse(body);
    if (text === 'first') await new Promise<void>((resolve) => waiting.push(resolve));
    return { statusCode: 200, body: text };
  });
  const socket = await connect();
  for (const text of ['first', 'second']) socket.send(said({ action: 'ask', text }));
  expect(await socket.next()).toBe('second');
  waiting[0]();
  expect(await socket.next()).toBe('first');
});

fact('message/timeout', async () => {
  const limited = { integration: { timeoutInMillis: 5000 } } as RouteOptions;
  const { connect, answer, clock, gateway } = await socketFixture((stack) => {
    addSocketApi(stack, 'Chat', { routes: { slow: {}, limited } });
    (stack.node.findChild('Echo') as CfnFunction).timeout = 60;
  });
  answer(() => new Promise(() => {}));
  const socket = await connect();
  const frame = { message: 'Endpoint request timed out', connectionId: socket.connectionId, requestId: anId };
  socket.send(said({ action: 'limited' }));
  await new Promise(setImmediate);
  clock.advance(5000);
  expect(await socket.next()).toEqual(frame);
  socket.send(said({ action: 'slow' }));
  await new Promise(setImmediate);
  clock.advance(28_999);
  await new Promise(setImmediate);
  expect(socket.messages).toHaveLength(1);
  clock.advance(1);
  expect(await socket.next()).toEqual(frame);
  expect(gateway.logs.at(-1)!.message).toContain('did not respond within 29000 ms');
});

fact('message/limits', async () => {
  const { connect, invocations, gateway } = await socketFixture({ routes: { $default: {} } });
  const largest = await connect();
  largest.send('x'.repeat(32 * 1024));
  largest.send('x'.repeat(128 * 1024), { frameSize: 32 * 1024 });
  largest.send('ü'.repeat(16 * 1024));
  await gateway.settled();
  expect(invocations()).toBe(3);
  for (const send of [
    (socket: LocalSocket) => socket.send('x'.repeat(32 * 1024 + 1)),
    (socket: LocalSocket) => socket.send('ü'.repeat(16 * 1024 + 1)),
    (socket: LocalSocket) => socket.send('x'.repeat(128 * 1024 + 1), { frameSize: 1024 }),
  ]) {
    const socket = await connect();
    send(socket);
    expect((await socket.closed).code).toBe(1009);
  }
  await gateway.settled();
  expect(invocations()).toBe(3);
});

fact('message/binary', async () => {
  const { connect, invocations, gateway } = await socketFixture({ routes: { $default: {} } });
  const socket = await connect();
  socket.send(new Uint8Array([1, 2, 3]));
  expect((await socket.closed).code).toBe(1003);
  await gateway.settled();
  expect(invocations()).toBe(0);
  await expect(socket.next()).rejects.toThrow('The connection was closed with the code 1003.');
});

fact('message/content-handling', async () => {
  const received: Buffer[] = [];
  const integration = {
    integrationType: 'HTTP',
    integrationMethod: 'POST',
    integrationUri: 'https://files.example.com',
    contentHandlingStrategy: 'CONVERT_TO_BINARY',
  };
  const responses = { $default: { contentHandlingStrategy: 'CONVERT_TO_TEXT' } };
  const { connect } = await socketFixture(
    { routes: { $default: { integration, responses, twoWay: true } } },
    {
      targets: {
        'https://files.example.com': async (request) => {
          received.push(Buffer.from(await request.arrayBuffer()));
          return new Response(new Uint8Array([255, 0, 1]));
        },
      },
    },
  );
  const socket = await connect();
  socket.send(Buffer.from([0, 254, 7]).toString('base64'));
  expect(await socket.next()).toBe(Buffer.from([255, 0, 1]).toString('base64'));
  expect(received).toEqual([Buffer.from([0, 254, 7])]);
  socket.send('not Base64!');
  expect(await socket.next()).toMatchObject({ message: 'Internal server error' });
});

const [minute, hour] = [60_000, 3_600_000];

fact('message/idle', async () => {
  const { connect, clock, gateway } = await socketFixture({ routes: { $default: {} } });
  const idle = await connect();
  const active = await connect();
  clock.advance(10 * minute - 1);
  active.send('hi');
  expect(gateway.connections.ids).toEqual([idle.connectionId, active.connectionId]);
  clock.advance(1);
  expect(await idle.closed).toEqual({ code: 1001, reason: 'Going away' });
  expect(gateway.connections.ids).toEqual([active.connectionId]);
  for (let elapsed = 10 * minute; elapsed < 2 * hour - 5 * minute; elapsed += 5 * minute) {
    clock.advance(5 * minute);
    await gateway.connections.post(active.connectionId, 'tick');
  }
  clock.advance(5 * minute - 1);
  expect(gateway.connections.ids).toEqual([active.connectionId]);
  clock.advance(1);
  expect(await active.closed).toEqual({ code: 1001, reason: 'Going away' });
});

fact('message/disconnect', async () => {
  const { connect, answer, event, gateway } = await socketFixture({ routes: { $disconnect: {} } });
  const socket = await connect();
  answer(() => {
    throw new Error('broken');
  });
  socket.close();
  await gateway.settled();
  expect(event().requestContext).toMatchObject({ eventType: 'DISCONNECT', connectionId: socket.connectionId });
  expect(gateway.connections.ids).toEqual([]);
  expect(() => socket.send('late')).toThrow('The connection was closed with the code 1005.');
});

fact('message/close-code', async () => {
  const { connect, event, gateway } = await socketFixture({ routes: { $disconnect: {} } });
  const ends: [(socket: LocalSocket) => void, number, string][] = [
    [(socket) => socket.close(), 1005, ''],
    [(socket) => socket.close(4000, 'bye'), 4000, 'bye'],
  ];
  for (const [end, disconnectStatusCode, disconnectReason] of ends) {
    const socket = await connect();
    end(socket);
    await gateway.settled();
    expect(event().requestContext).toMatchObject({ disconnectStatusCode, disconnectReason });
  }
  // Browsers send 1001 when a user leaves a page, and an interrupted connection ends without a close frame.
  for (const code of [1001, 1006]) {
    const opened = await gateway.openConnection(`${gateway.api('Chat').endpoint.replace('https', 'wss')}/live`);
    if (!opened.accepted) throw new Error(`The connection was rejected with ${opened.status}.`);
    const closed = new Promise((resolve) => opened.onClose((...parameters) => resolve(parameters)));
    opened.close(code);
    expect(await closed).toEqual([code, '']);
    await gateway.settled();
    expect(event().requestContext).toMatchObject({ disconnectStatusCode: code, disconnectReason: '' });
  }
});

fact('message/reserved-keys', async () => {
  const { route, invocations } = await routing('$request.body.action', '$connect', '$disconnect', '$default');
  for (const action of ['$connect', '$disconnect', '$default']) expect(await route({ action })).toBe('$default');
  expect(invocations()).toBe(4);
});

fact('message/no-status', async () => {
  const { connect, answer } = await socketFixture({ routes: { $default: { twoWay: true } } });
  const socket = await connect();
  for (const result of [undefined, null, 'text', { body: 'no status' }]) {
    answer(() => result);
    socket.send('hi');
    expect(await socket.next()).toMatchObject({ message: 'Internal server error' });
  }
});

test('Waiting for a message that does not arrive fails, and the error contains the last error of the gateway.', async () => {
  const { connect, answer } = await socketFixture({ routes: { $default: {} } });
  const socket = await connect();
  await expect(socket.next(10)).rejects.toThrow('No message arrived within 10 ms.');
  answer(() => ({ statusCode: 'wrong' }));
  socket.send('hi');
  await socket.next();
  await expect(socket.next(10)).rejects.toThrow(
    'The last error of the gateway: The function Shop/Echo returned an invalid response.',
  );
});

test('The throttling limits of the stage apply to connections and messages.', async () => {
  const live = { defaultRouteSettings: { throttlingRateLimit: 1, throttlingBurstLimit: 1 } };
  const { connect, gateway, clock, invocations } = await socketFixture(
    { routes: { $connect: { integration: 'none' }, $default: {} }, stages: { live } },
    { throttle: true },
  );
  const socket = await connect();
  await expect(connect()).rejects.toMatchObject({ status: 429 });
  socket.send('one');
  socket.send('two');
  expect(await socket.next()).toMatchObject({ message: 'Too Many Requests' });
  clock.advance(1000);
  socket.send('three');
  await gateway.settled();
  expect(invocations()).toBe(2);
});

test('The access log has an entry for each route that runs.', async () => {
  const format =
    '$context.eventType $context.routeKey $context.status $context.messageId $context.error.messageString $context.integrationLatency';
  const { connect, answer, gateway } = await socketFixture({
    routes: { $connect: {}, $disconnect: {}, send: {} },
    stages: {
      live: { accessLogSettings: { destinationArn: 'arn:aws:logs:us-east-1:123456789012:log-group:x', format } },
    },
  });
  const socket = await connect();
  socket.send(said({ action: 'send' }));
  await gateway.settled();
  answer((event: Event) => (event.body ? undefined : { statusCode: 200 }));
  socket.send(said({ action: 'send' }));
  await gateway.settled();
  socket.close();
  await gateway.settled();
  const id = '[\\w-]{15}=';
  expect(gateway.accessLogs.map(({ message }) => message)).toEqual([
    'CONNECT $connect 200 - - 0',
    expect.stringMatching(new RegExp(`^MESSAGE send 200 ${id} - 0$`)),
    expect.stringMatching(new RegExp(`^MESSAGE send 502 ${id} "Internal server error" 0$`)),
    'DISCONNECT $disconnect 200 - - 0',
  ]);
});
