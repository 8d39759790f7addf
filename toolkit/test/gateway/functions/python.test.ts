import { functionOf, inlineFunction, resultOf } from '../../_helpers/functions';

const runtime = 'python3.13';

test('Handlers run, and state is kept.', async () => {
  const fn = functionOf(
    {
      'shop/__init__.py': '',
      'shop/orders.py':
        'import os\ncount = 0\ndef run(event, context):\n  global count\n  count += 1\n  return {"a": event["ä"], "count": count, "cwd": os.getcwd()}',
    },
    { runtime, handler: 'shop/orders.run' },
  );
  expect(await resultOf(fn.call({ ä: 'ö' }))).toMatchObject({
    a: 'ö',
    count: 1,
    cwd: expect.stringContaining('asset.'),
  });
  expect(await resultOf(fn.call({ ä: 1 }))).toMatchObject({ a: 1, count: 2 });
});

test('The context and the environment variables match those of Lambda.', async () => {
  process.env.SECRET_OF_TEST = 'REAL';
  const fn = inlineFunction(
    `import os
def handler(event, context):
  return {"name": context.function_name, "arn": context.invoked_function_arn, "memory": context.memory_limit_in_mb,
    "left": context.get_remaining_time_in_millis(), "trace": os.environ["_X_AMZN_TRACE_ID"], "env": dict(os.environ)}`,
    { runtime },
  );
  const result = (await resultOf(fn.call({}, { timeoutMillis: 5000 }))) as Record<string, unknown>;
  delete process.env.SECRET_OF_TEST;
  expect(result).toMatchObject({
    name: 'Shop-Orders',
    arn: 'arn:aws:lambda:us-east-1:123456789012:function:Shop-Orders',
    memory: '128',
    trace: expect.stringMatching(/^Root=1-/),
    env: { AWS_ACCESS_KEY_ID: 'test', AWS_EXECUTION_ENV: 'AWS_Lambda_python3.13' },
  });
  expect(result.left).toBeGreaterThan(4000);
  expect(JSON.stringify(result.env)).not.toContain('REAL');
});

test('Output and log lines of the function are captured.', async () => {
  const fn = inlineFunction(
    `import logging, sys, subprocess
def handler(event, context):
  print("one")
  print("two", end="")
  sys.stdout.flush()
  logging.getLogger().warning("careful")
  subprocess.run(["echo", "three"])
  return context.aws_request_id`,
    { runtime },
  );
  const { payload, logs } = await fn.call();
  const id = JSON.parse(payload) as string;
  expect(logs).toContain('one');
  expect(logs).toContain('two');
  expect(logs.join('\n')).toMatch(new RegExp(`\\[WARNING\\]\\t\\d{4}-[\\dT:.-]+Z\\t${id}\\tcareful`));
});

test.each([
  ['raise ValueError("boom")', 'ValueError', /^boom$/],
  ['return {1, 2}', 'Runtime.MarshalError', /^Unable to marshal response: /],
  ['import sys; sys.exit(3)', 'Runtime.ExitError', /Error: Runtime exited with error: exit status 3$/],
  ['import os; os._exit(0)', 'Runtime.ExitError', /Error: Runtime exited without providing a reason$/],
  ['while True: pass', 'Sandbox.Timedout', /Error: Task timed out after 0.40 seconds$/],
])('An invocation fails: %s.', async (statement, errorType, errorMessage) => {
  const fn = inlineFunction(`def handler(event, context):\n  if event.get("ok"): return 1\n  ${statement}`, {
    runtime,
  });
  const { error, payload } = await fn.call({}, { timeoutMillis: 400 });
  expect(error).toMatchObject({ errorType, errorMessage: expect.stringMatching(errorMessage) });
  expect(JSON.parse(payload)).toMatchObject({ errorType, errorMessage: expect.stringMatching(errorMessage) });
  if (errorType === 'ValueError') {
    expect(error!.trace!.join('\n')).toMatch(/^ValueError: boom\nTraceback.*index\.py", line 3, in handler/s);
  }
  expect(await resultOf(fn.call({ ok: true }))).toBe(1);
});

test.each([
  ['import nothing', 'Runtime.ImportModuleError', /^Unable to import module 'index': No module named 'nothing'$/],
  ['def handler(', 'Runtime.UserCodeSyntaxError', /^Syntax error in module 'index': /],
  ['other = 1', 'Runtime.HandlerNotFound', /^Handler 'handler' missing on module 'index'$/],
  ['raise ValueError("boom")', 'ValueError', /^boom$/],
])('Code that cannot be loaded causes each invocation to fail: %s.', async (code, errorType, message) => {
  const fn = inlineFunction(code, { runtime });
  for (let count = 0; count < 2; count++) {
    expect((await fn.call()).error).toMatchObject({ errorType, errorMessage: expect.stringMatching(message) });
  }
});

test('Concurrent invocations run in parallel.', async () => {
  const fn = inlineFunction(
    'import time\ncount = 0\ndef handler(e, c):\n  global count\n  count += 1\n  time.sleep(0.2)\n  return count',
    { runtime },
  );
  expect(await Promise.all([resultOf(fn.call()), resultOf(fn.call())])).toEqual([1, 1]);
});
