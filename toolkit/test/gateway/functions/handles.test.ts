import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, temporaryFolder } from '../../_helpers/apps';

// Open handles belong to a process, so each test runs in its own process.
const runtimes = [
  ['nodejs22.x', 'exports.handler = async () => 1;'],
  ['python3.13', 'def handler(event, context): return 1'],
] as const;

/** Calls a function in another process, and returns the output. */
function run(runtime: string, code: string, after: string, TMPDIR = temporaryFolder()): string {
  const script = `
    const { createFunctionInvoker } = require('./toolkit/src/gateway/functions/create.ts');
    const { systemClock } = require('./toolkit/src/gateway/clock.ts');
    const { PlaceholderValues } = require('./toolkit/src/gateway/values.ts');
    const source = { stack: 'Shop', logicalId: 'Orders' };
    const fn = { id: 'Shop#Orders', source, runtime: '${runtime}', handler: 'index.handler', environment: {},
      code: { kind: 'inline', text: '${code}' } };
    const model = { stacks: [], functions: [fn] };
    const values = new PlaceholderValues(model);
    const invoker = createFunctionInvoker({ model, directory: '.', clock: systemClock, values });
    (async () => {
      const result = await invoker.invoke({ function: fn, event: {}, requestId: 'a', timeoutMillis: 3000 });
      console.log(result.payload);
      ${after}
    })();`;
  const register = join(root, 'scripts/register-ts.cjs');
  return execFileSync(process.execPath, ['-r', register, '-e', script], {
    cwd: root,
    encoding: 'utf8',
    timeout: 20_000,
    env: { ...process.env, TMPDIR },
  });
}

test.each(runtimes)('The promise of close() resolves before the process ends: %s.', (runtime, code) => {
  expect(run(runtime, code, "await invoker.close(); console.log('closed');")).toBe('1\nclosed\n');
});

test.each(runtimes)('A process ends without close(), and leaves no files: %s.', (runtime, code) => {
  const folder = temporaryFolder();
  expect(run(runtime, code, '', folder)).toBe('1\n');
  // The hook that runs TypeScript has its own temporary folder
  expect(readdirSync(folder).filter((name) => !name.startsWith('tsx-'))).toEqual([]);
});
