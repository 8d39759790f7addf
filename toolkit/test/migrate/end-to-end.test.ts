import { describeComparison, migrate } from '../../src/migrate';
import { read } from './folders';
import { linkLibrary, newApp, STACK, synthesize } from './small-app';

const run = (command: readonly string[], directory: string) => {
  expect(command).toEqual(['npm', 'install', 'cdk-apigatewayv2@^0.1.0']);
  linkLibrary(directory);
};

test('an app of stacks, a stage and nested stacks has no template differences, and a second run does nothing', async () => {
  const app = newApp();
  const lines: string[] = [];
  const migration = await migrate(app, { synthesize, run, version: '0.1.0', print: (line) => lines.push(line) });
  expect(lines.at(-1)).toBe('0 template differences in 4 stacks');
  expect(migration.comparison).toEqual({ stacks: 4, differences: [] });

  const source = read(app, 'lib/stack.ts');
  expect(source).not.toMatch(/aws[-_]apigatewayv2/);
  expect(source).toContain(`import { CfnRoute, HttpApi, HttpMethod } from 'cdk-apigatewayv2'; // the API\n`);
  expect(read(app, 'build/lib/stack.js')).toContain('require("cdk-apigatewayv2/integrations")');
  expect(read(app, 'cdk.out/Shop.template.json')).toContain('getBook');

  const again = await migrate(app, { synthesize, run, force: true });
  expect({ files: again.files, diff: again.diff, commands: again.commands }).toEqual({
    files: [],
    diff: '',
    commands: [],
  });
}, 120_000);

test('a correction is reported as a difference, with a link to its row in docs/differences.md', async () => {
  const authorizer = `new authorizers.HttpLambdaAuthorizer('Auth', handler, { identitySource: [] })`;
  const app = newApp(STACK.replace(/new authorizers\.HttpJwtAuthorizer\(.*\)/, authorizer));
  const { comparison } = await migrate(app, { synthesize, run, version: '0.1.0' });
  const text = describeComparison(comparison!);
  expect(text).toContain('2 template differences in 4 stacks');
  expect(text).toContain('before: 300\n    after:  0\n');
  expect(text).toContain('docs/differences.md#cache-without-identity-source');
}, 120_000);
