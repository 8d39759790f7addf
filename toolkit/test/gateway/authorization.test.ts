import type { AuthorizerContext, Decision, RouteAuthorizer } from '../../src/gateway/contracts';
import { addApi, fixture, type Event, type Fixture } from '../_helpers/gateway';
import { fact } from './fact';

// These tests replace the authorizers with objects that have the same interface.
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
    const format = ['error', 'principalId', 'role', 'level', 'isOwner', 'claims.sub']
      .map((name) => `$context.authorizer.${name}`)
      .join('|');
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
  expect(the.gateway.accessLogs.at(-1)?.message).toBe('denied by policy|-|-|-|-|-');
});

test.each([
  ['rejects', () => authorize.mockRejectedValue(new Error('broken'))],
  ['returns no decision', () => authorize.mockResolvedValue(undefined as never)],
  ['returns an object that is not a decision', () => authorize.mockResolvedValue({} as never)],
  ['is missing', () => (isMissing = true)],
])('A route responds with status 500 if its authorizer %s.', async (_, prepare) => {
  prepare();
  const before = the.invocations();
  expect(await call()).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
  expect(the.invocations()).toBe(before);
  expect(the.gateway.logs.at(-1)?.level).toBe('error');
  isMissing = false;
});

const lambda = { role: 'admin', level: 3, isOwner: true };
const jwt = { claims: { sub: 'bob', scope: 'a b' }, scopes: ['a', 'b'] };
const iam = {
  accessKey: 'AKIA',
  accountId: '1',
  callerId: 'c',
  cognitoIdentity: { amr: ['authenticated'], identityId: 'i', identityPoolId: 'p' },
  principalOrgId: 'o',
  userArn: 'arn',
  userId: 'u',
};

/** The event of a request that an authorizer allows. */
async function allowed(api: string, authorizer: AuthorizerContext, principalId?: string): Promise<Event> {
  authorize.mockResolvedValue({ allowed: true, authorizer, ...(principalId === undefined ? {} : { principalId }) });
  expect((await call(api)).status).toBe(200);
  return the.event();
}

fact('event-2.0/jwt', async () => {
  expect((await allowed('Two', { jwt })).requestContext.authorizer).toEqual({ jwt });
  const unscoped = { jwt: { ...jwt, scopes: null } };
  expect((await allowed('Two', unscoped)).requestContext.authorizer).toEqual(unscoped);
});

fact('event-2.0/lambda', async () => {
  expect((await allowed('Two', { lambda }, 'alice')).requestContext.authorizer).toEqual({ lambda });
  expect((await allowed('Two', { lambda: null })).requestContext.authorizer).toEqual({ lambda: null });
});

fact('event-2.0/iam', async () => {
  expect((await allowed('Two', { iam })).requestContext.authorizer).toEqual({ iam });
});

fact('event-1.0/authorizer', async () => {
  expect((await allowed('One', { jwt })).requestContext.authorizer).toEqual(jwt);
  expect((await allowed('One', { lambda }, 'alice')).requestContext.authorizer).toEqual({
    ...lambda,
    principalId: 'alice',
  });
});

fact('event-1.0/iam', async () => {
  expect((await allowed('One', { iam })).requestContext.identity).toMatchObject({
    accessKey: 'AKIA',
    accountId: '1',
    caller: 'c',
    cognitoAmr: ['authenticated'],
    cognitoIdentityId: 'i',
    cognitoIdentityPoolId: 'p',
    principalOrgId: 'o',
    user: 'u',
    userArn: 'arn',
  });
});

fact('access-log/authorizer', async () => {
  await allowed('Two', { lambda }, 'alice');
  expect(the.gateway.accessLogs.at(-1)?.message).toBe('-|alice|admin|3|true|-');
  await allowed('Two', { jwt });
  expect(the.gateway.accessLogs.at(-1)?.message).toBe('-|-|-|-|-|bob');
});
