import { Fn } from 'aws-cdk-lib';
import { CfnAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { addApi, addFunction, fixture, lambdaIntegration, type Fixture } from '../_helpers/gateway';
import { fact } from './fact';

const variables = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`v${index}`, 'x']));

let the: Fixture;

beforeAll(async () => {
  the = await fixture(
    (stack) => {
      addFunction(stack, 'Long', { timeout: 60 });
      const settings = (rate: number, burst: number) => ({ throttlingRateLimit: rate, throttlingBurstLimit: burst });
      addApi(stack, 'Api', {
        routes: ['GET /', 'POST /'],
        ownRoutes: { 'GET /odd': { authorizationType: 'MAGIC' } },
        stages: { $default: { stageVariables: variables } },
      });
      const authorizer = (name: string, audiences: number) => {
        const audience = Array.from({ length: audiences }, (_, index) => `a${index}`);
        const jwtConfiguration = { issuer: 'https://issuer.example.com', audience };
        const identitySource = ['$request.header.Authorization'];
        new CfnAuthorizer(stack, name, {
          apiId: Fn.ref('Configured'),
          name,
          authorizerType: 'JWT',
          identitySource,
          jwtConfiguration,
        });
      };
      authorizer('Jwt', 51);
      addApi(stack, 'Configured', {
        ownRoutes: {
          'GET /': {
            authorizationType: 'JWT',
            authorizerId: Fn.ref('Jwt'),
            authorizationScopes: Array.from({ length: 11 }, (_, index) => `s${index}`),
          },
        },
      });
      addApi(stack, 'Patient', {
        routes: ['GET /'],
        integration: { ...lambdaIntegration(stack, 'Long'), timeoutInMillis: 31_000 },
      });
      const format = '$context.identity.userAgent '.repeat(150);
      addApi(stack, 'Logged', {
        routes: ['GET /'],
        stages: { $default: { accessLogSettings: { destinationArn: 'arn:aws:logs:::x', format } } },
      });
      addApi(stack, 'Account', { routes: ['GET /'] });
      addApi(stack, 'Limited', {
        routes: ['GET /', 'GET /slow'],
        stages: {
          $default: {
            defaultRouteSettings: settings(10, 3),
            routeSettings: { 'GET /slow': { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 } },
          },
        },
      });
      addApi(stack, 'Long30', { routes: ['GET /'], integration: lambdaIntegration(stack, 'Long') });
    },
    { throttle: true, functions: { Long: () => new Promise(() => {}) } },
  );
});

beforeEach(() => the.answer(() => 'ok'));

async function call(api: string, path = '/', init?: RequestInit) {
  const response = await the.gateway.api(api).fetch(path, init);
  const type = response.headers.get('content-type');
  return { status: response.status, type, body: await response.text() };
}

const error = (status: number, message: string) => ({
  status,
  type: 'application/json',
  body: `{"message":"${message}"}`,
});

/** Resolves after the pending microtasks. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

fact('error/404', async () => {
  expect(await call('Api', '/none')).toEqual(error(404, 'Not Found'));
});

fact('error/500', async () => {
  the.answer(() => Promise.reject(new Error('broken')));
  expect(await call('Api')).toEqual(error(500, 'Internal Server Error'));
});

test('A route with an unknown authorization type is not public.', async () => {
  const before = the.invocations();
  expect(await call('Api', '/odd')).toEqual(error(500, 'Internal Server Error'));
  expect(the.invocations()).toBe(before);
  expect(the.gateway.logs.at(-1)).toMatchObject({ level: 'error', about: 'Shop/ApiRoute2' });
});

fact('error/503', async () => {
  const answer = call('Long30');
  await settle();
  the.clock.advance(31_000);
  expect(await answer).toEqual(error(503, 'Service Unavailable'));
});

fact('quota/integration-timeout', async () => {
  const done = jest.fn();
  const answer = call('Long30').then(done);
  await settle();
  the.clock.advance(29_999);
  await settle();
  expect(done).not.toHaveBeenCalled();
  the.clock.advance(1);
  await answer;
  expect(done.mock.calls[0][0].status).toBe(503);
});

const body = (size: number) => ({ method: 'POST', body: 'x'.repeat(size) });

fact('error/413', async () => {
  expect(await call('Api', '/', body(10 * 1024 * 1024 + 1))).toEqual(error(413, 'Request Entity Too Large'));
});

fact('quota/payload', async () => {
  expect((await call('Api', '/', body(10 * 1024 * 1024))).status).toBe(200);
});

const line = 'GET / HTTP/1.1';

fact('error/headers-too-large', async () => {
  const headers = { 'x-long': 'x'.repeat(10_240 - line.length + 1) };
  expect(await call('Api', '/', { headers })).toEqual(error(431, 'Request Header Fields Too Large'));
});

fact('quota/headers', async () => {
  expect((await call('Api', '/', { headers: { 'x-long': 'x'.repeat(10_240 - line.length) } })).status).toBe(200);
});

/** The status codes of the responses to the specified number of requests. */
async function statuses(api: string, path: string, count: number): Promise<number[]> {
  const all: number[] = [];
  for (let index = 0; index < count; index++) all.push((await call(api, path)).status);
  return all;
}

fact('error/429', async () => {
  expect((await call('Limited', '/slow')).status).toBe(200);
  expect(await call('Limited', '/slow')).toEqual(error(429, 'Too Many Requests'));
});

fact('quota/stage-throttle', async () => {
  the.clock.advance(10_000);
  expect(await statuses('Limited', '/', 4)).toEqual([200, 200, 200, 429]);
  expect(await statuses('Limited', '/slow', 2)).toEqual([200, 429]);
  the.clock.advance(100);
  expect(await statuses('Limited', '/', 2)).toEqual([200, 429]);
});

fact('quota/account-throttle', async () => {
  const all = await statuses('Account', '/', 5001);
  expect(all.filter((status) => status === 200)).toHaveLength(5000);
  expect(all.at(-1)).toBe(429);
});

fact('quota/configuration', async () => {
  await call('Api');
  the.answer((event) => event.stageVariables);
  expect(JSON.parse((await call('Api')).body)).toEqual(variables);
  const token = await the.gateway.token({ aud: 'a50', scope: 's10' });
  expect((await call('Configured', '/', { headers: { authorization: token } })).status).toBe(200);
  const done = jest.fn();
  const answer = call('Patient').then(done);
  await settle();
  the.clock.advance(30_999);
  await settle();
  expect(done).not.toHaveBeenCalled();
  the.clock.advance(1);
  await answer;
});

fact('quota/access-log', async () => {
  expect('$context.identity.userAgent '.repeat(150).length).toBeGreaterThan(3 * 1024);
  await call('Logged', '/', { headers: { 'user-agent': 'x'.repeat(9000) } });
  expect(the.gateway.accessLogs.at(-1)!.message).toHaveLength(9001 * 150);
});
