import * as fs from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from '../tooling/run';

const root = path.resolve(__dirname, '../..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const page = read('docs/differences.md');

/** The rows of the table below a heading, without its head. */
function rowsBelow(heading: string): string[][] {
  const section = page.split(/^## /m).find((one) => one.startsWith(heading)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(1).map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
}

test('names every parameter that is wider than that of aws-cdk-lib, and no other', () => {
  const script = `
    import { assemblies, renamedTypes, widerTypes } from '${pathToFileURL(path.join(root, 'scripts/parity-api.mjs')).href}';
    const { reference, ours } = assemblies(${JSON.stringify(root)});
    console.log(JSON.stringify(widerTypes(renamedTypes(reference, ours), ours)));`;
  const differences: Array<{ owner: string; name: string; theirs: string; ours: string }> = JSON.parse(
    run(process.execPath, ['--input-type=module', '-e', script]),
  );
  const last = (fqn: string) => fqn.split('.').at(-1);
  const wider = differences.map(({ owner, name, theirs, ours }) => [`${name} of ${owner}`, last(theirs), last(ours)]);
  const told = rowsBelow('Wider types').map(([, parameter, before, after]) => [
    parameter,
    ...[before, after].map((type) => type.split('.')[1]),
  ]);
  expect(told.sort()).toEqual(wider.sort());
});

test('names every warning that is no rule of its own, and no other', () => {
  const files = fs.readdirSync(path.join(root, 'lib'), { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
  const codes = sources.flatMap((file) =>
    [...read(`lib/${file}`).matchAll(/\bwarn\(\s*\w+,\s*'(\w+)'/g)].map(([, code]) => code),
  );
  expect(codes.length).toBeGreaterThan(0);
  expect(rowsBelow('Warnings').map(([, code]) => code)).toEqual(codes.sort());
});
