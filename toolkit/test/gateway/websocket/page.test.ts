import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../../_helpers/apps';

// The samples of docs/test-websocket-apis.md are the files of a project. The comment in the first line of a sample is
// the name of its file. A sample without such a comment is appended to test/chat.test.ts.
const page = readFileSync(join(root, 'docs/test-websocket-apis.md'), 'utf8');
const project = join(root, '.cache/test-websocket-apis');
const main = 'test/chat.test.ts';

beforeAll(() => {
  rmSync(project, { recursive: true, force: true });
  for (const [, text] of page.matchAll(/^```(?:ts|js)\n([^]*?)^```/gm)) {
    const [, name] = text.match(/^\/\/ (\S+\.\w+)\n/) ?? [];
    const file = join(project, name ?? main);
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, `${text}\n`);
  }
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

test('The samples pass in jest, which exits by itself.', () => {
  const config = {
    rootDir: project,
    testEnvironment: 'node',
    moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json', 'node'],
    moduleNameMapper: {
      '^cdk-apigatewayv2-toolkit/local$': join(root, 'toolkit/src/gateway/index.ts'),
      '^cdk-apigatewayv2(/.+)?$': join(root, 'lib$1/index.ts'),
    },
    transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: join(root, 'toolkit/test/tsconfig.jest.json') }] },
  };
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/jest/bin/jest.js'), '--config', JSON.stringify(config)],
    { cwd: project, encoding: 'utf8', timeout: 100_000, env: { PATH: process.env.PATH, CDK_VALIDATION: 'false' } },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining('5 passed') as string });
  expect(stderr).not.toMatch(/did not exit|open handle/i);
}, 120_000);
