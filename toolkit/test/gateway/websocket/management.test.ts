import { CfnApiMapping, CfnDomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import { addSocketApi, socketFixture, type SocketFixture } from '../../_helpers/websocket';
import { fact } from '../fact';

/** An open connection, and `@connections` with valid signatures. */
async function open(made?: SocketFixture) {
  const fixture = made ?? (await socketFixture({ routes: { $disconnect: {}, $default: {} } }));
  const { gateway } = fixture;
  const socket = await fixture.connect({ headers: { 'user-agent': 'test/1.0' }, sourceIp: '203.0.113.7' });
  const base = `${gateway.api('Chat').endpoint}/live/@connections`;
  const urlOf = (id: string, from = base) => `${from}/${encodeURIComponent(id)}`;
  const call = async (method: string, { id = socket.connectionId, body, from, options }: Call = {}) => {
    const request = new Request(urlOf(id, from), { method, body });
    return gateway.fetch(await gateway.sign(request, gateway.credentials(options)));
  };
  return { ...fixture, socket, base, urlOf, call };
}

interface Call {
  readonly id?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly from?: string;
  readonly options?: { readonly policy?: unknown };
}

/** Status, error and message of a response. */
async function errorOf(response: Response): Promise<{ status: number; type: string | null; text: string }> {
  return { status: response.status, type: response.headers.get('x-amzn-errortype'), text: await response.text() };
}

const neverOpen = 'AAAAAAAAAAAAAAA=';

fact('management/url', async () => {
  const made = await socketFixture((stack) => {
    const api = addSocketApi(stack, 'Chat');
    const domainName = 'chat.example.com';
    new CfnDomainName(stack, 'Domain', { domainName });
    new CfnApiMapping(stack, 'Mapping', { apiId: api.ref, domainName, stage: 'live', apiMappingKey: 'rooms' });
  });
  const { socket, call } = await open(made);
  expect((await call('POST', { body: 'one' })).status).toBe(200);
  expect((await call('POST', { body: 'two', from: 'https://chat.example.com/rooms/@connections' })).status).toBe(200);
  expect([await socket.next(), await socket.next()]).toEqual(['one', 'two']);
});

fact('management/signed', async () => {
  const { call, gateway, socket } = await open();
  const only = (Action: string, Resource: string) => ({ policy: { Statement: { Effect: 'Allow', Action, Resource } } });
  const { id } = gateway.api('Chat');
  const arn = `arn:aws:execute-api:us-east-1:123456789012:${id}/live/POST/@connections/*`;
  const right = only('execute-api:ManageConnections', arn);
  expect((await call('POST', { body: 'hi', options: right })).status).toBe(200);
  expect((await call('GET', { options: right })).status).toBe(403);
  expect((await call('POST', { body: 'hi', options: only('execute-api:Invoke', '*') })).status).toBe(403);
  expect(await socket.next()).toBe('hi');
});

fact('management/post', async () => {
  const { call, socket } = await open();
  const response = await call('POST', { body: Buffer.from('{"text":"grüße"}') as Uint8Array<ArrayBuffer> });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('');
  expect(await socket.next()).toEqual({ text: 'grüße' });
});

fact('management/get', async () => {
  const { call, clock, socket } = await open();
  clock.advance(60_000);
  socket.send('hi');
  clock.advance(1000);
  const response = await call('GET');
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    connectedAt: '2025-04-14T22:14:35.000Z',
    identity: { sourceIp: '203.0.113.7', userAgent: 'test/1.0' },
    lastActiveAt: '2025-04-14T22:15:35.000Z',
  });
});

fact('management/delete', async () => {
  const { call, socket } = await open();
  const response = await call('DELETE');
  expect(response.status).toBe(204);
  expect(await response.text()).toBe('');
  await socket.closed;
});

fact('management/gone', async () => {
  const { call, socket } = await open();
  socket.close();
  for (const method of ['POST', 'GET', 'DELETE']) {
    const gone = { status: 410, type: 'GoneException', text: '' };
    expect(await errorOf(await call(method))).toEqual(gone);
    expect(await errorOf(await call(method, { id: neverOpen }))).toEqual(gone);
  }
});

fact('management/malformed', async () => {
  const { call } = await open();
  for (const id of ['x', 'AAAA', 'AAAAAAAAAAAAAAAA', '../../etc/passwd', 'AAAAAAAAAAAAA"=']) {
    const response = await call('POST', { id, body: 'hi' });
    const text = JSON.stringify({ message: `Invalid connectionId: ${id}` });
    expect(await errorOf(response)).toEqual({ status: 400, type: 'BadRequestException', text });
  }
});

fact('management/forbidden', async () => {
  const { gateway, urlOf, socket, call } = await open();
  const url = urlOf(socket.connectionId);
  const forbidden = { status: 403, type: 'ForbiddenException', text: '{"message":"Forbidden"}' };
  expect(await errorOf(await gateway.fetch(url, { method: 'POST', body: 'hi' }))).toEqual(forbidden);
  const signed = await gateway.sign(new Request(url, { method: 'POST', body: 'hi' }), gateway.credentials());
  const changed = new Request(url, { method: 'POST', body: 'changed', headers: signed.headers });
  expect(await errorOf(await gateway.fetch(changed))).toEqual(forbidden);
  const foreign = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' };
  const other = await gateway.sign(new Request(url, { method: 'POST', body: 'hi' }), foreign);
  expect(await errorOf(await gateway.fetch(other))).toEqual(forbidden);
  expect(await errorOf(await call('PUT', { body: 'hi' }))).toEqual(forbidden);
  expect(socket.messages).toEqual([]);
});

fact('management/too-large', async () => {
  const { call, socket } = await open();
  expect((await call('POST', { body: 'x'.repeat(128 * 1024) })).status).toBe(200);
  const { status, type } = await errorOf(await call('POST', { body: 'x'.repeat(128 * 1024 + 1) }));
  expect({ status, type }).toEqual({ status: 413, type: 'PayloadTooLargeException' });
  expect(socket.messages).toHaveLength(1);
});

fact('management/too-fast', async () => {
  const live = { defaultRouteSettings: { throttlingRateLimit: 1, throttlingBurstLimit: 1 } };
  const { call } = await open(await socketFixture({ stages: { live } }, { throttle: true }));
  expect((await call('GET')).status).toBe(200);
  const { status, type } = await errorOf(await call('GET'));
  expect({ status, type }).toEqual({ status: 429, type: 'LimitExceededException' });
});

fact('management/wrong-stage', async () => {
  const { gateway, call, socket } = await open(await socketFixture({ stages: { live: {}, other: {} } }));
  const { endpoint } = gateway.api('Chat');
  const response = await call('POST', { from: `${endpoint}/dev/@connections`, body: 'hi' });
  const route = `dev/@connections/${socket.connectionId}`;
  expect(await response.json()).toEqual({ message: `No method found matching route ${route} for http method POST` });
  const other = await call('POST', { from: `${endpoint}/other/@connections`, body: 'hi' });
  expect(other.status).toBe(410);
  expect(socket.messages).toEqual([]);
});

fact('management/frames', async () => {
  const { call, socket } = await open();
  await call('POST', { body: 'x'.repeat(100_000) });
  expect(await socket.next()).toHaveLength(100_000);
});

fact('management/close', async () => {
  const { call, socket, gateway, event } = await open();
  await call('DELETE');
  expect(await socket.closed).toEqual({ code: 1000, reason: '' });
  await gateway.settled();
  expect(event().requestContext).toMatchObject({ eventType: 'DISCONNECT', disconnectStatusCode: 1000 });
});

test('Functions in the test process use `gateway.connections`.', async () => {
  const { gateway, socket } = await open();
  const { connectionId } = socket;
  await gateway.connections.post(connectionId, 'text');
  await gateway.connections.post(connectionId, Buffer.from('bytes'));
  expect(socket.messages).toEqual(['text', 'bytes']);
  expect(await gateway.connections.get(connectionId)).toMatchObject({ identity: { sourceIp: '203.0.113.7' } });
  await gateway.connections.delete(connectionId);
  await expect(gateway.connections.post(connectionId, 'late')).rejects.toMatchObject({
    name: 'GoneException',
    statusCode: 410,
  });
  await expect(gateway.connections.get('x')).rejects.toThrow('Invalid connectionId: x');
  const large = gateway.connections.post((await open()).socket.connectionId, 'x'.repeat(128 * 1024 + 1));
  await expect(large).rejects.toThrow();
});

test('Closed connections leave no data.', async () => {
  const { gateway, connect, clock } = await socketFixture({ routes: { $default: { twoWay: true } } });
  const timers = () => (clock as unknown as { timers: Set<unknown> }).timers.size;
  const before = timers();
  for (let round = 0; round < 200; round++) {
    const socket = await connect();
    socket.send('hi');
    socket.close();
  }
  await gateway.settled();
  expect(gateway.connections.ids).toEqual([]);
  expect(timers()).toBe(before);
});
