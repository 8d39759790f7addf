import type { Decision } from '../../src/gateway/contracts';
import { addApi, addFunction, fixture, time, type Fixture } from '../_helpers/gateway';

const lambda = { role: 'reader' };

jest.mock('../../src/gateway/authorizers/create', () => ({
  createAuthorizers: () => ({
    of: () => ({ authorize: (): Promise<Decision> => Promise.resolve({ allowed: true, authorizer: { lambda } }) }),
    close: () => Promise.resolve(),
  }),
}));

let the: Fixture;

beforeAll(async () => {
  the = await fixture(
    (stack) => {
      addFunction(stack, 'Echo', { functionName: 'echo', memorySize: 512, timeout: 10 });
      addApi(stack, 'Api', { ownRoutes: { 'GET /': { authorizationType: 'CUSTOM' } } });
      addApi(stack, 'Callback', {
        routes: ['GET /'],
        integration: { integrationUri: addFunction(stack, 'ByCallback').attrArn },
      });
    },
    {
      functions: {
        ByCallback: (event, _context, callback) => {
          setImmediate(() => callback(event.rawQueryString ? new Error('called back') : null, 'from a callback'));
        },
      },
    },
  );
});

const call = (path = '/', api = 'Api') => the.gateway.api(api).fetch(path);

test('A handler gets a context with the same fields and methods as in Lambda.', async () => {
  the.answer((_, context) => {
    the.clock.advance(100);
    return { ...context, remaining: context.getRemainingTimeInMillis() };
  });
  expect(await (await call()).json()).toEqual({
    callbackWaitsForEmptyEventLoop: true,
    functionName: 'echo',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:echo',
    memoryLimitInMB: '512',
    awsRequestId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/),
    logGroupName: '/aws/lambda/echo',
    logStreamName: 'local',
    remaining: 9900,
  });
  expect(the.clock.now()).toBe(time + 100);
});

test('A handler gets a copy of the event, so changes to the event have no effect outside the handler.', async () => {
  the.answer((event) => {
    const { role } = event.requestContext.authorizer.lambda;
    event.requestContext.authorizer.lambda.role = 'admin';
    return role;
  });
  expect(await (await call()).text()).toBe('reader');
  expect(await (await call()).text()).toBe('reader');
});

test('A handler with three parameters can use the callback.', async () => {
  expect(await (await call('/', 'Callback')).text()).toBe('from a callback');
  expect((await call('/?fail', 'Callback')).status).toBe(500);
  expect(the.gateway.logs.map(({ message }) => message).join()).toContain('called back');
});

test.each([
  ['throws a value that is not an error', () => Promise.reject('only text'), 'only text'],
  ['returns a value that is not JSON', () => BigInt(1), 'BigInt'],
])('A handler that %s results in status 500.', async (_, handler, message) => {
  the.answer(handler);
  expect((await call()).status).toBe(500);
  expect(the.gateway.logs.at(-1)?.message).toContain(message);
});

test('A function that the gateway cannot run causes an error that names the option `functions`.', async () => {
  const own = await fixture((stack) => {
    addFunction(stack, 'Java', { runtime: 'java21', handler: 'app.Handler' });
    addApi(stack, 'Api', { routes: ['GET /'], integration: { integrationUri: addFunction(stack, 'Java').attrArn } });
  });
  await expect(own.gateway.api('Api').fetch('/')).rejects.toMatchObject({
    name: 'ToolkitError',
    message: expect.stringMatching(/Shop\/Java.*`functions`/s),
  });
});
