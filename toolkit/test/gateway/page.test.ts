import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../_helpers/apps';
import { buildPackage } from '../_helpers/built';

// The samples of docs/test-your-api.md are the files of a project. The comment in the first line of a sample is the
// name of its file. A sample without such a comment is appended to test/shop.test.ts.
const page = readFileSync(join(root, 'docs/test-your-api.md'), 'utf8');
const project = join(root, '.cache/test-your-api');
const main = 'test/shop.test.ts';

const compilerOptions = {
  target: 'ES2022',
  module: 'CommonJS',
  moduleResolution: 'bundler',
  strict: true,
  skipLibCheck: true,
  types: ['node', 'jest'],
};

beforeAll(() => {
  if (!existsSync(join(root, 'lib/index.js'))) throw new Error('not built: npm run build');
  rmSync(project, { recursive: true, force: true });
  for (const [, text] of page.matchAll(/^```(?:ts|js)\n([^]*?)^```/gm)) {
    const [, name] = text.match(/^\/\/ (\S+\.\w+)\n/) ?? [];
    const file = join(project, name ?? main);
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, `${text}\n`);
  }
  writeFileSync(join(project, 'package.json'), '{}');
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(root, join(project, 'node_modules/cdk-apigatewayv2'));
  symlinkSync(buildPackage(), join(project, 'node_modules/cdk-apigatewayv2-toolkit'));
  writeFileSync(
    join(project, 'app.ts'),
    "import { App } from 'aws-cdk-lib';\nimport { ShopStack } from './lib/shop-stack';\nnew ShopStack(new App(), 'Shop');",
  );
  run(['-r', join(root, 'scripts/register-ts.cjs'), 'app.ts'], { CDK_OUTDIR: 'cdk.out' });
}, 120_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

/** Runs Node.js in the project. Returns the output. */
function run(args: string[], env: Record<string, string> = {}): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: project,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, CDK_VALIDATION: 'false', CI: 'true', ...env },
    timeout: 100_000,
  });
  const output = `${stdout}\n${stderr}`;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}:\n${output}`);
  return output;
}

const jestFile = join(root, 'node_modules/jest/bin/jest.js');
const vitestFile = join(root, 'node_modules/vitest/vitest.mjs');

/** Returns the number of tests in a file. */
const testsIn = (file: string) => readFileSync(join(project, file), 'utf8').match(/^test\(/gm)!.length;

test('The samples compile and pass in jest, which exits by itself.', () => {
  const output = run([jestFile, main]);
  expect(output).toContain(`Tests:       ${testsIn(main)} passed`);
  expect(testsIn(main)).toBeGreaterThan(8);
  expect(output).not.toMatch(/did not exit|open handle/i);
}, 120_000);

test('The sample in CommonJS passes in jest.', () => {
  expect(run([jestFile, 'test/assembly.test.js'])).toContain('Tests:       1 passed');
}, 120_000);

test('The sample as an ES module passes in jest.', () => {
  const output = run([jestFile, 'test/shop.test.mjs'], { NODE_OPTIONS: '--experimental-vm-modules' });
  expect(output).toContain('Tests:       1 passed');
}, 120_000);

test('The samples pass in vitest.', () => {
  const output = run([vitestFile, 'run', main, 'test/shop.test.mjs'], { NO_COLOR: '1' });
  expect(output).toContain(`Tests  ${testsIn(main) + 1} passed`);
  expect(output).not.toMatch(/close timed out|hanging/i);
}, 120_000);
