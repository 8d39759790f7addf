import { time, type Event } from '../../_helpers/gateway';
import { socketFixture } from '../../_helpers/websocket';
import { fact } from '../fact';

const id = expect.stringMatching(/^[\w-]{15}=$/) as string;

/** The events of `$connect`, a message and `$disconnect`. */
async function events(variables: Record<string, string> = {}): Promise<[connect: Event, message: Event, end: Event]> {
  const stages = { live: { stageVariables: variables } };
  const made = await socketFixture({ routes: { $connect: {}, $disconnect: {}, $default: {} }, stages });
  const seen: Event[] = [];
  made.answer((event) => {
    seen.push(event);
    return { statusCode: 200 };
  });
  const headers = { 'User-Agent': 'test/1.0', Origin: 'https://example.com' };
  const socket = await made.connect({ headers, sourceIp: '203.0.113.7' }, '?room=7&room=8&name=a%20b');
  socket.send('hello');
  await made.gateway.settled();
  socket.close(4000, 'bye');
  await made.gateway.settled();
  return seen as [Event, Event, Event];
}

fact('event/connect', async () => {
  const [event] = await events({ tenant: 'a' });
  expect(Object.keys(event).sort()).toEqual([
    'headers',
    'isBase64Encoded',
    'multiValueHeaders',
    'multiValueQueryStringParameters',
    'queryStringParameters',
    'requestContext',
    'stageVariables',
  ]);
  expect(Object.keys(event.headers).sort()).toEqual([
    'Host',
    'Origin',
    'Sec-WebSocket-Extensions',
    'Sec-WebSocket-Key',
    'Sec-WebSocket-Version',
    'User-Agent',
    'X-Amzn-Trace-Id',
    'X-Forwarded-For',
    'X-Forwarded-Port',
    'X-Forwarded-Proto',
  ]);
  expect(event).toMatchObject({
    headers: { 'X-Forwarded-For': '203.0.113.7', 'X-Forwarded-Port': '443' },
    multiValueHeaders: { Origin: ['https://example.com'] },
    queryStringParameters: { room: '8', name: 'a b' },
    multiValueQueryStringParameters: { room: ['7', '8'], name: ['a b'] },
    stageVariables: { tenant: 'a' },
    isBase64Encoded: false,
  });
  const made = await socketFixture({ routes: { $connect: {} } });
  await made.connect();
  expect(Object.keys(made.event()).sort()).toEqual([
    'headers',
    'isBase64Encoded',
    'multiValueHeaders',
    'requestContext',
  ]);
});

fact('event/message', async () => {
  const [, event] = await events();
  expect(Object.keys(event).sort()).toEqual(['body', 'isBase64Encoded', 'requestContext']);
  expect(event).toMatchObject({ body: 'hello', isBase64Encoded: false });
});

fact('event/disconnect', async () => {
  const [connect, , event] = await events();
  const host = connect.headers.Host;
  expect(Object.keys(event).sort()).toEqual(['headers', 'isBase64Encoded', 'multiValueHeaders', 'requestContext']);
  expect(event.headers).toEqual({ Host: host, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' });
  expect(event.multiValueHeaders).toEqual({
    Host: [host],
    'x-api-key': [''],
    'X-Forwarded-For': [''],
    'x-restapi': [''],
  });
});

fact('event/context', async () => {
  const all = await events();
  const apiId = all[0].headers.Host.split('.')[0];
  const routes = [
    ['$connect', 'CONNECT'],
    ['$default', 'MESSAGE'],
    ['$disconnect', 'DISCONNECT'],
  ];
  for (const [index, [routeKey, eventType]] of routes.entries()) {
    const own = ['messageId', 'disconnectStatusCode', 'disconnectReason'];
    const fields = Object.entries(all[index].requestContext as object).filter(([name]) => !own.includes(name));
    const context: unknown = Object.fromEntries(fields);
    expect(context).toEqual({
      routeKey,
      eventType,
      extendedRequestId: id,
      requestTime: '14/Apr/2025:22:14:35 +0000',
      messageDirection: 'IN',
      stage: 'live',
      connectedAt: time,
      requestTimeEpoch: time,
      identity: { sourceIp: '203.0.113.7', userAgent: 'test/1.0' },
      requestId: id,
      domainName: `${apiId}.execute-api.us-east-1.amazonaws.com`,
      connectionId: all[0].requestContext.connectionId,
      apiId,
    });
  }
});

fact('event/message-id', async () => {
  const all = await events();
  expect(all.map(({ requestContext }) => requestContext.messageId)).toEqual([undefined, id, undefined]);
});

fact('event/disconnect-fields', async () => {
  const [connect, , end] = await events();
  expect(end.requestContext).toMatchObject({ disconnectStatusCode: 4000, disconnectReason: 'bye' });
  expect(connect.requestContext).not.toHaveProperty('disconnectReason');
});

fact('event/old', async () => {
  const [{ requestContext }] = await events();
  expect(Object.keys(requestContext.identity)).toEqual(['sourceIp', 'userAgent']);
});

fact('event/connection-id', async () => {
  const all = await events();
  const ids = all.map(({ requestContext }) => requestContext.connectionId as string);
  expect(new Set(ids).size).toBe(1);
  expect(ids[0]).toEqual(id);
  expect(ids[0]).toHaveLength(16);
});

fact('event/request-id', async () => {
  const all = await events();
  for (const { requestContext } of all) expect(requestContext.extendedRequestId).toBe(requestContext.requestId);
  expect(new Set(all.map(({ requestContext }) => requestContext.requestId)).size).toBe(3);
});
