import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../src/cli/cli';
import { root } from '../_helpers/apps';
import { apigwv2 } from '../_helpers/cli';

const text = (file: string) => readFileSync(join(root, file), 'utf8');

test('docs/toolkit-report.md contains the current diagram of the bookstore', async () => {
  const app = `node -r ${join(root, 'scripts/register-ts.cjs')} app.ts`;
  const cwd = join(root, 'examples/bookstore/typescript');
  const { out } = await apigwv2(['diagram', '--markdown', '--app', app], { cwd });
  expect(text('docs/toolkit-report.md')).toContain(out);
}, 120_000);

test('the screenshot of the report is smaller than 200 KB', () => {
  expect(statSync(join(root, 'docs/toolkit-report.png')).size).toBeLessThan(200_000);
});

test.each(commands.map(({ name, options }) => [name, options] as const))(
  'the README describes %s with its options',
  (name, options) => {
    const readme = text('toolkit/README.md');
    const row = readme.split('\n').find((line) => line.startsWith(`| \`${name}`)) ?? '';
    const shared = ['assembly', 'app', 'context', ...(name === 'openapi' ? ['api'] : [])];
    for (const option of Object.keys(options)) if (!shared.includes(option)) expect(row).toContain(`\`--${option}`);
    for (const [, option] of row.matchAll(/`--([a-z-]+)/g)) expect(Object.keys(options)).toContain(option);
  },
);

test('the README states the size of all installed dependencies', () => {
  const lock = JSON.parse(text('package-lock.json')) as {
    packages: Record<string, { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> }>;
  };
  // The packages that npm installs on this platform if only the toolkit is installed.
  const names = new Set<string>();
  const add = (name: string): void => {
    const found = lock.packages[`node_modules/${name}`];
    if (names.has(name) || found === undefined) return;
    names.add(name);
    for (const one of Object.keys({ ...found.dependencies, ...found.optionalDependencies })) add(one);
  };
  Object.keys(lock.packages.toolkit.dependencies!).forEach(add);
  const bytes = [...names].reduce((sum, name) => sum + sizeOf(join(root, 'node_modules', name)), 0);
  const stated = Number(/installed size is (\d+) MB/.exec(text('toolkit/README.md'))![1]);
  process.stdout.write(`cdk-apigatewayv2-toolkit: ${Math.round(bytes / 1e6)} MB of dependencies\n`);
  expect(Math.abs(bytes / 1e6 - stated)).toBeLessThan(4);
});

function sizeOf(path: string): number {
  const info = statSync(path, { throwIfNoEntry: false });
  if (!info?.isDirectory()) return info?.size ?? 0;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
