import { functionOf, inlineFunction, resultOf, type Called } from '../../_helpers/functions';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

describe('handlers', () => {
  test.each([
    ['a CommonJS module', { 'index.js': 'exports.handler = async ({ a }) => ({ a });' }, 'index.handler'],
    ['an ES module', { 'index.mjs': 'export const handler = async ({ a }) => ({ a });' }, 'index.handler'],
    ['.cjs', { 'index.cjs': 'exports.handler = async ({ a }) => ({ a });' }, 'index.handler'],
    [
      'an ES module by its package',
      {
        'package.json': '{"type":"module"}',
        'src/b.js': 'export const b = 1;',
        'src/app.js': "import { b } from './b.js'; export const run = async ({ a }) => ({ a: a * b });",
      },
      'src/app.run',
    ],
    [
      'ES syntax without a package',
      { 'index.js': 'export const handler = async ({ a }) => ({ a });' },
      'index.handler',
    ],
    [
      'top-level await',
      { 'index.mjs': 'const b = await Promise.resolve(1); export const handler = async ({ a }) => ({ a: a * b });' },
      'index.handler',
    ],
    ['a nested export', { 'index.js': 'exports.api = { orders: async ({ a }) => ({ a }) };' }, 'index.api.orders'],
    [
      'a dependency',
      {
        'index.js': "const b = require('b'); exports.handler = async ({ a }) => ({ a: a * b });",
        'node_modules/b/index.js': 'module.exports = 1;',
      },
      'index.handler',
    ],
  ])('A function runs: %s.', async (_, files, handler) => {
    expect(await resultOf(functionOf(files as Record<string, string>, { handler }).call({ a: 1 }))).toEqual({ a: 1 });
  });

  test('Inline code runs.', async () => {
    expect(await resultOf(inlineFunction('exports.handler = async (e) => e.a + 1;').call({ a: 1 }))).toBe(2);
  });

  test.each([
    ['a promise without a result', 'async () => {}', null],
    ['a promise', '(e) => Promise.resolve(e)', { a: 1 }],
    ['a callback', '(e, c, done) => setTimeout(() => done(null, e), 5)', { a: 1 }],
    ['a callback at once', '(e, c, done) => done(null, e)', { a: 1 }],
    ['no callback', '(e, c, done) => { setTimeout(() => {}, 5); }', null],
    ['a result without a promise, which Lambda ignores', '() => 1', null],
    ['a promise that never settles', '() => new Promise(() => {})', null],
    ['context.succeed', '(e, c) => c.succeed(e)', { a: 1 }],
  ])('The invocation returns the result of %s.', async (_, handler, expected) => {
    expect(await resultOf(inlineFunction(`exports.handler = ${handler};`).call({ a: 1 }))).toEqual(expected);
  });

  test('A streaming handler returns its whole output, because API Gateway does not stream responses of HTTP APIs.', async () => {
    const streamed =
      'awslambda.streamifyResponse(async (event, stream) => { stream.write(JSON.stringify(event)); stream.end(); })';
    expect(await resultOf(inlineFunction(`exports.handler = ${streamed};`).call({ a: 1 }))).toEqual({ a: 1 });
    const withHead = `awslambda.streamifyResponse(async (event, stream) => {
      const own = awslambda.HttpResponseStream.from(stream, { statusCode: 201 });
      own.write('hi');
      own.end();
    })`;
    const { payload } = await inlineFunction(`exports.handler = ${withHead};`).call();
    expect(payload).toBe(`{"statusCode":201}${'\0'.repeat(8)}hi`);
  });

  test('An invocation with a callback waits until the event loop is empty, unless callbackWaitsForEmptyEventLoop is false.', async () => {
    const code = (own: string) =>
      inlineFunction(
        `exports.handler = (e, c, done) => { ${own} setTimeout(() => console.log('late'), 100); done(null, 1); };`,
      );
    expect((await code('').call()).logs.join()).toContain('late');
    expect((await code('c.callbackWaitsForEmptyEventLoop = false;').call()).logs).toEqual([]);
  });

  test('Node.js 24 accepts results that are not promises, and does not support callbacks.', async () => {
    const runtime = 'nodejs24.x';
    expect(await resultOf(inlineFunction('exports.handler = () => 1;', { runtime }).call())).toBe(1);
    const { error } = await inlineFunction('exports.handler = (e, c, done) => done();', { runtime }).call();
    expect(error?.errorType).toBe('Runtime.CallbackHandlerDeprecated');
  });
});

describe('environments', () => {
  test('State is kept between invocations.', async () => {
    const fn = inlineFunction('let count = 0; exports.handler = async () => ++count;');
    expect(await resultOf(fn.call())).toBe(1);
    expect(await resultOf(fn.call())).toBe(2);
  });

  test('Concurrent invocations have separate environments.', async () => {
    const fn = inlineFunction(
      'let count = 0; exports.handler = async () => { await new Promise((r) => setTimeout(r, 100)); return ++count; };',
    );
    const results = await Promise.all([1, 2, 3].map(() => resultOf(fn.call())));
    expect(results).toEqual([1, 1, 1]);
    expect(await resultOf(fn.call())).toBe(2);
  });

  test('At most 16 invocations run at the same time, and others wait.', async () => {
    const fn = inlineFunction('let count = 0; exports.handler = async () => ++count;');
    const results = await Promise.all(Array.from({ length: 40 }, () => resultOf(fn.call())));
    expect(results.reduce((sum: number, one) => sum + Number(one === 1), 0)).toBeLessThanOrEqual(16);
    expect(results).toHaveLength(40);
  });

  test('The context has the same fields as in Lambda.', async () => {
    const fn = functionOf(
      {
        'index.js':
          'exports.handler = async (e, c) => ({ ...c, remaining: c.getRemainingTimeInMillis(), trace: process.env._X_AMZN_TRACE_ID });',
      },
      { memorySize: 256 },
    );
    const headers = { 'x-amzn-trace-id': 'Root=1-67fd8a9b-aaaaaaaaaaaaaaaaaaaaaaaa' };
    const context = (await resultOf(fn.call({ headers }, { timeoutMillis: 5000 }))) as Record<string, unknown>;
    expect(context).toMatchObject({
      callbackWaitsForEmptyEventLoop: true,
      functionName: 'orders',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:orders',
      memoryLimitInMB: '256',
      awsRequestId: expect.stringMatching(uuid),
      logGroupName: '/aws/lambda/orders',
      logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\]\w{32}$/),
    });
    expect(context.remaining).toBeGreaterThan(4000);
    expect(context.remaining).toBeLessThanOrEqual(5000);
    expect(context.trace).toMatch(/^Root=1-67fd8a9b-a{24};Parent=[0-9a-f]{16};Sampled=0$/);
    const other = (await resultOf(fn.call({}, { qualifier: '3' }))) as Record<string, unknown>;
    expect(other.functionVersion).toBe('3');
    expect(other.invokedFunctionArn).toMatch(/:orders:3$/);
    expect(other.trace).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};/);
  });

  test('A function gets neither the environment variables nor the credentials of the computer that runs the test.', async () => {
    const own = { AWS_PROFILE: 'production', AWS_ACCESS_KEY_ID: 'REAL', AWS_SECRET_ACCESS_KEY: 'REAL', SECRET: 'REAL' };
    const before = { ...process.env };
    Object.assign(process.env, own);
    try {
      const fn = functionOf(
        { 'index.js': 'exports.handler = async () => process.env;' },
        { environment: { TABLE: 'orders', NODE_OPTIONS: '--enable-source-maps --max-http-header-size=9000' } },
      );
      const environment = (await resultOf(fn.call())) as Record<string, string>;
      expect(JSON.stringify(environment)).not.toContain('REAL');
      expect(environment).not.toHaveProperty('AWS_PROFILE');
      expect(environment).toMatchObject({
        TABLE: 'orders',
        NODE_OPTIONS: '--enable-source-maps --max-http-header-size=9000',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_REGION: 'us-east-1',
        AWS_LAMBDA_FUNCTION_NAME: 'orders',
        _HANDLER: 'index.handler',
      });
    } finally {
      process.env = before;
    }
  });
});

describe('logs', () => {
  test('Log lines contain the time, the request ID and the level.', async () => {
    const fn = inlineFunction(`
      console.log('at the start');
      exports.handler = async (e, c) => {
        console.log('order %d', 1, { a: 1 }); console.warn('careful'); console.error(new Error('odd').message);
        process.stdout.write('raw\\nhalf'); return c.awsRequestId;
      };`);
    const { payload, logs } = await fn.call();
    const id = JSON.parse(payload) as string;
    expect(logs.map((line) => line.replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z/, 'TIME'))).toEqual([
      'TIME\tundefined\tINFO\tat the start',
      `TIME\t${id}\tINFO\torder 1 { a: 1 }`,
      `TIME\t${id}\tWARN\tcareful`,
      `TIME\t${id}\tERROR\todd`,
      'raw',
      'half',
    ]);
    expect((await fn.call()).logs.join()).not.toContain('at the start');
  });
});

describe('failures', () => {
  test.each([
    ['throws', "async () => { throw new TypeError('boom'); }", 'TypeError', 'boom'],
    ['throws synchronously', "() => { throw new TypeError('boom'); }", 'TypeError', 'boom'],
    ['passes an error to its callback', "(e, c, done) => done(new TypeError('boom'))", 'TypeError', 'boom'],
    ['throws a string', "async () => { throw 'boom'; }", 'string', 'boom'],
    [
      'returns a circular structure',
      'async () => { const a = {}; a.a = a; return a; }',
      'Error',
      'Unable to stringify response body',
    ],
    [
      'throws in a timer',
      "() => { setTimeout(() => { throw new TypeError('boom'); }, 5); return new Promise((r) => setTimeout(r, 500)); }",
      'TypeError',
      'boom',
    ],
    [
      'rejects a promise that nothing awaits',
      "() => { Promise.reject(new TypeError('boom')); return new Promise((r) => setTimeout(r, 500)); }",
      'Runtime.UnhandledPromiseRejection',
      'TypeError: boom',
    ],
  ])('An invocation fails if the function %s.', async (_, handler, errorType, errorMessage) => {
    const fn = inlineFunction(`exports.handler = (e, c, d) => e.ok ? Promise.resolve(1) : (${handler})(e, c, d);`);
    const { error, payload } = await fn.call();
    expect(error).toMatchObject({ errorType, errorMessage });
    expect(JSON.parse(payload)).toMatchObject({ errorType, errorMessage });
    if (errorType === 'TypeError') expect(error!.trace!.join('\n')).toMatch(/^TypeError: boom\n.*at .*index\.js:1/s);
    expect(await resultOf(fn.call({ ok: true }))).toBe(1);
  });

  test.each([
    ['process.exit(3)', 'Runtime exited with error: exit status 3'],
    ['process.exit()', 'Runtime exited without providing a reason'],
  ])('An invocation fails if the function calls %s.', async (statement, reason) => {
    const fn = inlineFunction(
      `exports.handler = async (e) => { if (e.ok) return 1; console.log('bye'); ${statement}; };`,
    );
    const { error, logs } = await fn.call();
    expect(error?.errorType).toBe('Runtime.ExitError');
    expect(error?.errorMessage).toMatch(new RegExp(`^RequestId: [0-9a-f-]{36} Error: ${reason}$`));
    expect(logs.join()).toContain('bye');
    expect(await resultOf(fn.call({ ok: true }))).toBe(1);
  });

  test.each([
    ['an endless loop', 'for (;;) {}'],
    ['a slow promise', 'await new Promise((r) => setTimeout(r, 5000))'],
  ])('A function with %s times out.', async (_, statement) => {
    const fn = inlineFunction(
      `exports.handler = async (e) => { if (e.ok) return 1; console.log('start'); ${statement}; };`,
    );
    const { error, logs } = await fn.call({}, { timeoutMillis: 250 });
    expect(error?.errorType).toBe('Sandbox.Timedout');
    expect(error?.errorMessage).toMatch(/^RequestId: .* Error: Task timed out after 0.25 seconds$/);
    expect(logs.join()).toContain('start');
    expect(await resultOf(fn.call({ ok: true }))).toBe(1);
  });

  test('A function that exceeds its memory size is stopped.', async () => {
    const fn = inlineFunction(
      'exports.handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill(1.5)); };',
    );
    const { error } = await fn.call({}, { timeoutMillis: 20000 });
    expect(error?.errorMessage).toContain('Runtime exited with error: signal: killed');
  });

  test.each([
    ["require('nothing')", 'Runtime.ImportModuleError', "Cannot find module 'nothing'"],
    ['exports.handler = (', 'Runtime.UserCodeSyntaxError', 'SyntaxError'],
    ["throw new RangeError('boom')", 'RangeError', 'boom'],
    ['exports.other = 1', 'Runtime.HandlerNotFound', 'handler is undefined or not exported'],
    ['exports.handler = 1', 'Runtime.HandlerNotFound', 'handler is not a function'],
    ['process.exit(2)', 'Runtime.ExitError', 'exit status 2'],
  ])('Code that cannot be loaded causes each invocation to fail: %s.', async (code, errorType, message) => {
    const fn: Called = inlineFunction(code);
    for (let count = 0; count < 2; count++) {
      const { error } = await fn.call();
      expect(error?.errorType).toBe(errorType);
      expect(error?.errorMessage).toContain(message);
    }
  });

  test('close() ends running invocations.', async () => {
    const fn = inlineFunction('exports.handler = async () => { for (;;) {} };');
    const running = fn.call({}, { timeoutMillis: 60000 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    await fn.close();
    expect((await running).error?.errorType).toBe('Runtime.ExitError');
    await expect(fn.call()).rejects.toThrow('The gateway is closed.');
  });
});
