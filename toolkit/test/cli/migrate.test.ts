import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { apigwv2 } from '../_helpers/cli';
import { folderWith, read } from '../migrate/folders';
import { linkLibrary, newApp, STACK } from '../migrate/small-app';

const root = join(__dirname, '../../..');
const path = process.env.PATH;

// The app runs the TypeScript sources. `npm` is a script that prints its arguments.
const cdk = { app: `node -r ${join(root, 'scripts/register-ts.cjs')} bin/app.ts` };
const bin = folderWith({ npm: '#!/bin/sh\necho "$@" >> npm.log\n' });
chmodSync(join(bin, 'npm'), 0o755);

beforeAll(() => (process.env.PATH = `${bin}${delimiter}${path}`));
afterAll(() => (process.env.PATH = path));

function app(stack = STACK, files: Record<string, string> = {}): string {
  const folder = newApp(stack, { 'cdk.json': JSON.stringify(cdk), ...files });
  linkLibrary(folder);
  writeFileSync(join(folder, 'package.json'), read(folder, 'package.json').replace(/,"cdk-apigatewayv2":"[^"]*"/, ''));
  return folder;
}

test('an app migrates with 0 template differences, and a second run changes nothing', async () => {
  const cwd = app();
  const { status, out, err } = await apigwv2(['migrate'], { cwd });
  expect([status, err]).toEqual([0, '']);
  expect(out).toBe(`Rewrote lib/stack.ts (8 changes)
Ran \`npm install cdk-apigatewayv2@^0.1.0\`
0 template differences in 4 stacks
`);
  expect(read(cwd, 'npm.log')).toBe('install cdk-apigatewayv2@^0.1.0\n');
  expect(read(cwd, 'lib/stack.ts')).toContain("from 'cdk-apigatewayv2'; // the API");
  expect(await apigwv2(['migrate'], { cwd })).toEqual({
    status: 0,
    out: 'The app has no imports to rewrite.\n',
    err: '',
  });
}, 120_000);

test('--dry-run prints the diff and changes nothing, and --skip leaves the specified file unchanged', async () => {
  const cwd = app(STACK, { 'lib/other.ts': `import 'aws-cdk-lib/aws-apigatewayv2';\n` });
  const all = await apigwv2(['migrate', '--dry-run', cwd]);
  expect(all.status).toBe(0);
  expect(all.out).toContain('--- a/lib/other.ts\n+++ b/lib/other.ts\n');
  expect(all.out).toContain(`+import { CfnRoute, HttpApi, HttpMethod } from 'cdk-apigatewayv2'; // the API\n`);
  expect(all.out).toContain(`Would run \`npm install cdk-apigatewayv2@^0.1.0\` in ${cwd}\n`);
  const skipped = await apigwv2(['migrate', '--dry-run', '--skip', 'lib/other.ts'], { cwd });
  expect(skipped.out).not.toContain('b/lib/other.ts');
  expect(skipped.out).toContain('Skipped lib/other.ts\n');
  expect(git(cwd, 'status', '--porcelain', 'lib')).toBe('');
}, 60_000);

test('a git repository with uncommitted changes needs --force', async () => {
  const cwd = app();
  writeFileSync(join(cwd, 'lib/stack.ts'), `${STACK}// changed\n`);
  const { status, out, err } = await apigwv2(['migrate'], { cwd });
  expect([status, out]).toEqual([2, '']);
  expect(err).toMatch(/^The git working tree has uncommitted changes: .*lib\/stack\.ts.* or pass --force\.\n$/);
  const forced = await apigwv2(['migrate', '--force'], { cwd });
  expect([forced.status, forced.err]).toEqual([0, '']);
  expect(forced.out).toContain('0 template differences in 4 stacks\n');
}, 120_000);

test('a template that differs after the migration results in exit status 1, and the reason is printed', async () => {
  const authorizer = `new authorizers.HttpLambdaAuthorizer('Auth', handler, { identitySource: [] })`;
  const cwd = app(STACK.replace(/new authorizers\.HttpJwtAuthorizer\(.*\)/, authorizer));
  const { status, out } = await apigwv2(['migrate'], { cwd });
  expect(status).toBe(1);
  expect(out).toContain('2 template differences in 4 stacks');
  expect(out).toContain('docs/differences.md#cache-without-identity-source');
}, 120_000);

test('an app that cannot be synthesized is not changed', async () => {
  const cwd = app(STACK.replace('super(scope, id);', `super(scope, id);\n    throw new Error('broken here');`));
  const { status, err } = await apigwv2(['migrate'], { cwd });
  expect(status).toBe(2);
  expect(err).toContain('The app fails to synthesize before the migration. No file was changed.');
  expect(err).toContain('broken here');
  expect(git(cwd, 'status', '--porcelain', 'lib')).toBe('');
}, 60_000);

test('the error for missing lookups names them and the command that adds them', async () => {
  const lookup = `if (!this.node.tryGetContext('x')) cdk.aws_ssm.StringParameter.valueFromLookup(this, '/name');`;
  const stack = STACK.replace('const handler', `${lookup}\n    const handler`).replace(
    'super(scope, id);\n    const handler',
    `super(scope, id, { env: { account: '123456789012', region: 'eu-west-1' } });\n    const handler`,
  );
  const cwd = app(
    stack.replace(
      /super\(scope, id\);\n {4}if/,
      `super(scope, id, { env: { account: '123456789012', region: 'eu-west-1' } });\n    if`,
    ),
  );
  const { status, err } = await apigwv2(['migrate'], { cwd });
  expect(status).toBe(2);
  expect(err).toContain('ssm:account=123456789012:parameterName=/name:region=eu-west-1');
  expect(err).toContain('Run `cdk synth` first, which writes them there.');
  expect((await apigwv2(['migrate', '-c', 'x=1', '--force'], { cwd })).out).toContain('0 template differences');
}, 120_000);

test('a folder without cdk.json is rewritten without a comparison of templates', async () => {
  const cwd = folderWith({ 'package.json': '{"dependencies":{"cdk-apigatewayv2":"^0.1.0"}}' });
  mkdirSync(join(cwd, 'lib'));
  writeFileSync(join(cwd, 'lib/a.ts'), `import 'aws-cdk-lib/aws-apigatewayv2';\n`);
  const { status, out } = await apigwv2(['migrate'], { cwd });
  expect([status, out]).toEqual([
    0,
    `Rewrote lib/a.ts (1 change)\nThe templates were not compared, because ${cwd} does not contain a cdk.json.\n`,
  ]);
});

test.each([
  ['a folder that does not exist', ['nowhere'], /nowhere is not a folder\./],
  ['an assembly as app', ['--app', 'cdk.out', '--force'], /an existing cloud assembly/],
  ['a file to skip that does not exist', ['--skip', 'x.ts'], /x\.ts cannot be skipped/],
  ['two folders', ['a', 'b'], /^The argument b is not expected\. /],
])('%s causes a one-line error, with exit status 2', async (_, args, message) => {
  const cwd = app();
  mkdirSync(join(cwd, 'cdk.out'));
  writeFileSync(join(cwd, 'cdk.out/manifest.json'), '{"version":"36.0.0","artifacts":{}}');
  const { status, err } = await apigwv2(['migrate', ...args], { cwd });
  expect(status).toBe(2);
  expect(err).toMatch(message);
});

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8' });
}
