import type { Decision, RouteAuthorizer } from '../../src/gateway/contracts';
import { addApi, fixture, type Fixture } from '../_helpers/gateway';
import { fact } from './fact';

// The gateway and its authorizers meet at an interface: here another authorizer decides.
const authorize = jest.fn<Promise<Decision>, Parameters<RouteAuthorizer['authorize']>>();
let isMissing = false;

jest.mock('../../src/gateway/authorizers/create', () => ({
  createAuthorizers: () => ({
    of: () => (isMissing ? undefined : { authorize }),
    close: () => Promise.resolve(),
  }),
}));

let the: Fixture;

beforeAll(async () => {
  the = await fixture((stack) => {
    const ownRoutes = { 'GET /': { authorizationType: 'CUSTOM' } };
    const format =
      '$context.authorizer.error|$context.authorizer.principalId|$context.authorizer.role|$context.authorizer.claims.sub';
    const stages = { $default: { accessLogSettings: { destinationArn: 'arn:aws:logs:::x', format } } };
    addApi(stack, 'Two', { ownRoutes, stages });
    addApi(stack, 'One', { ownRoutes, integration: { payloadFormatVersion: '1.0' } });
  });
});

async function call(api = 'Two') {
  const response = await the.gateway.api(api).fetch('/');
  return { status: response.status, body: await response.text(), response };
}

fact('error/401', async () => {
  const headers = [['www-authenticate', 'Bearer']] as const;
  authorize.mockResolvedValue({ allowed: false, status: 401, headers, reason: 'no token' });
  const { response, status, body } = await call();
  expect({ status, body }).toEqual({ status: 401, body: '{"message":"Unauthorized"}' });
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
});

fact('error/403', async () => {
  authorize.mockResolvedValue({ allowed: false, status: 403, reason: 'denied by policy' });
  const before = the.invocations();
  expect(await call()).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
  expect(the.invocations()).toBe(before);
  expect(the.gateway.logs.at(-1)?.message).toBe('denied by policy');
  expect(the.gateway.accessLogs.at(-1)?.message).toBe('denied by policy|-|-|-');
});

test.each([
  ['rejects', () => authorize.mockRejectedValue(new Error('broken'))],
  ['gives no decision', () => authorize.mockResolvedValue(undefined as never)],
  ['gives something else', () => authorize.mockResolvedValue({} as never)],
  ['is missing', () => (isMissing = true)],
])('A route whose authorizer %s is answered with 500.', async (_, prepare) => {
  prepare();
  const before = the.invocations();
  expect(await call()).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
  expect(the.invocations()).toBe(before);
  expect(the.gateway.logs.at(-1)?.level).toBe('error');
  isMissing = false;
});

fact('access-log/authorizer', async () => {
  const lambda = { role: 'admin', level: 3 };
  authorize.mockResolvedValue({ allowed: true, authorizer: { lambda }, principalId: 'alice' });
  expect((await call()).status).toBe(200);
  expect(the.event().requestContext.authorizer).toEqual({ lambda });
  expect(the.gateway.accessLogs.at(-1)?.message).toBe('-|alice|admin|-');
  await call('One');
  expect(the.event().requestContext.authorizer).toEqual({ ...lambda, principalId: 'alice' });

  const jwt = { claims: { sub: 'bob' }, scopes: null };
  authorize.mockResolvedValue({ allowed: true, authorizer: { jwt } });
  await call();
  expect(the.event().requestContext.authorizer).toEqual({ jwt });
  expect(the.gateway.accessLogs.at(-1)?.message).toBe('-|-|-|bob');
  await call('One');
  expect(the.event().requestContext.authorizer).toEqual(jwt);

  const iam = {
    accessKey: 'AKIA',
    accountId: '1',
    callerId: 'c',
    cognitoIdentity: null,
    principalOrgId: 'o',
    userArn: 'arn',
    userId: 'u',
  };
  authorize.mockResolvedValue({ allowed: true, authorizer: { iam } });
  await call();
  expect(the.event().requestContext.authorizer).toEqual({ iam });
  await call('One');
  expect(the.event().requestContext.identity).toMatchObject({
    accessKey: 'AKIA',
    caller: 'c',
    user: 'u',
    userArn: 'arn',
  });
});
