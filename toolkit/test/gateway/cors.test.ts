import type { Decision } from '../../src/gateway/contracts';
import { addApi, fixture, type Fixture } from '../_helpers/gateway';
import { fact } from './fact';

jest.mock('../../src/gateway/authorizers/create', () => ({
  createAuthorizers: () => ({
    of: (_api: unknown, { authorization }: { authorization: string }) =>
      authorization === 'NONE'
        ? undefined
        : { authorize: (): Promise<Decision> => Promise.resolve({ allowed: false, status: 401, reason: 'no token' }) },
    close: () => Promise.resolve(),
  }),
}));

const origin = 'https://shop.example.com';

let the: Fixture;

beforeAll(async () => {
  the = await fixture((stack) => {
    const corsConfiguration = {
      allowOrigins: [origin, 'http://localhost:3000'],
      allowMethods: ['GET', 'PUT'],
      allowHeaders: ['authorization', 'x-a'],
      exposeHeaders: ['x-total'],
      allowCredentials: true,
      maxAge: 600,
    };
    const cors = { api: { corsConfiguration } };
    const secured = { authorizationType: 'JWT' };
    addApi(stack, 'Api', { ...cors, routes: ['GET /books', 'ANY /any'], ownRoutes: { 'ANY /secret': secured } });
    addApi(stack, 'CatchAll', { ...cors, ownRoutes: { $default: secured, 'OPTIONS /open/{proxy+}': {} } });
    addApi(stack, 'Star', { routes: ['GET /books'], api: { corsConfiguration: { allowOrigins: ['*'] } } });
    addApi(stack, 'Https', { routes: ['GET /books'], api: { corsConfiguration: { allowOrigins: ['https://*'] } } });
    addApi(stack, 'Http', { routes: ['GET /books'], api: { corsConfiguration: { allowOrigins: ['http://*'] } } });
    addApi(stack, 'Wrong', {
      routes: ['GET /books'],
      api: { corsConfiguration: { allowOrigins: ['*'], allowCredentials: true } },
    });
    addApi(stack, 'None', { routes: ['GET /books', 'OPTIONS /books'] });
  });
});

async function call(api: string, path: string, headers: Record<string, string>, method = 'GET') {
  const response = await the.gateway.api(api).fetch(path, { method, headers });
  const cors = [...response.headers].filter(([name]) => name.startsWith('access-control-') || name === 'vary');
  return { status: response.status, cors: Object.fromEntries(cors), body: await response.text() };
}

const preflight = (api: string, path: string, from = origin) =>
  call(api, path, { origin: from, 'access-control-request-method': 'GET' }, 'OPTIONS');

const allowOrigin = async (api: string, from: string) =>
  (await call(api, '/books', { origin: from })).cors['access-control-allow-origin'];

fact('cors/preflight', async () => {
  const before = the.invocations();
  expect((await preflight('Api', '/books')).status).toBe(204);
  expect((await preflight('Api', '/nothing')).status).toBe(204);
  expect(the.invocations()).toBe(before);
});

fact('cors/actual', async () => {
  the.answer(() => ({
    statusCode: 200,
    headers: { 'Access-Control-Allow-Origin': '*', 'access-control-max-age': '1', 'x-total': '3' },
  }));
  expect((await call('Api', '/books', { origin })).cors).toMatchObject({ 'access-control-allow-origin': origin });
  // Without CORS configured, the client gets the backend's response.
  expect(await allowOrigin('None', origin)).toBe('*');
});

fact('cors/response-headers', async () => {
  expect((await call('Api', '/books', { origin })).cors).toEqual({
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'x-total',
  });
});

fact('cors/trigger', async () => {
  expect((await call('Api', '/books', {})).cors).toEqual({});
  expect((await call('Api', '/books', { origin }, 'OPTIONS')).status).toBe(404);
  expect((await call('Api', '/books', { 'access-control-request-method': 'GET' }, 'OPTIONS')).status).toBe(404);
});

fact('cors/origins', async () => {
  expect(await allowOrigin('Api', 'http://localhost:3000')).toBe('http://localhost:3000');
  expect(await allowOrigin('Star', 'https://a.example')).toBe('*');
  expect(await allowOrigin('Https', 'https://a.example')).toBe('https://a.example');
  expect(await allowOrigin('Https', 'http://a.example')).toBeUndefined();
  expect(await allowOrigin('Http', 'http://a.example')).toBe('http://a.example');
  expect(await allowOrigin('Http', 'https://a.example')).toBeUndefined();
});

fact('cors/credentials', async () => {
  expect((await call('Wrong', '/books', { origin })).cors).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-credentials': 'true',
  });
});

fact('cors/preflight-status', async () => {
  expect(await preflight('Api', '/books')).toMatchObject({ status: 204, body: '' });
});

fact('cors/preflight-headers', async () => {
  expect((await preflight('Api', '/books')).cors).toEqual({
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET,PUT',
    'access-control-allow-headers': 'authorization,x-a',
    'access-control-max-age': '600',
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'x-total',
  });
  expect((await preflight('Star', '/books')).cors).toEqual({ 'access-control-allow-origin': '*' });
});

fact('cors/foreign-origin', async () => {
  expect(await preflight('Api', '/books', 'https://evil.example')).toEqual({ status: 204, cors: {}, body: '' });
  const { status, cors } = await call('Api', '/books', { origin: 'https://evil.example' });
  expect({ status, cors }).toEqual({ status: 200, cors: {} });
});

fact('cors/plain-options', async () => {
  the.answer((event) => event.routeKey);
  expect((await call('Api', '/any', {}, 'OPTIONS')).body).toBe('ANY /any');
});

fact('cors/default-authorizer', async () => {
  expect((await preflight('CatchAll', '/books')).status).toBe(401);
  expect((await preflight('CatchAll', '/open/books')).status).toBe(204);
});

fact('cors/any-authorizer', async () => {
  expect((await preflight('Api', '/secret')).status).toBe(401);
});

fact('cors/any-public', async () => {
  const before = the.invocations();
  expect((await preflight('Api', '/any')).status).toBe(204);
  expect(the.invocations()).toBe(before);
});

fact('cors/errors', async () => {
  const error = (status: number, message: string) => ({ status, cors: {}, body: `{"message":"${message}"}` });
  expect(await call('Api', '/nothing', { origin })).toEqual(error(404, 'Not Found'));
  the.answer(() => Promise.reject(new Error('broken')));
  expect(await call('Api', '/books', { origin })).toEqual(error(500, 'Internal Server Error'));
});

test('Without CORS configured, preflight requests are ordinary requests.', async () => {
  the.answer((event) => event.routeKey);
  expect((await preflight('None', '/books')).body).toBe('OPTIONS /books');
});
