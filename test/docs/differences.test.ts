import * as fs from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from '../tooling/run';

import { CORRECTIONS } from '../../lib/private/corrections';
import type { Program } from '../parity/modules';

const root = path.resolve(__dirname, '../..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const page = read('docs/differences.md');

/** The rows of the table below a heading, without the header row. */
function rowsBelow(heading: string): string[][] {
  const section = page.split(/^## /m).find((one) => one.startsWith(heading)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(1).map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
}

/** The rows of the template tables: topic, before, after and key. */
const rows = page
  .split(/^## Errors$/m)[0]
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| What '))
  .map((line) => line.slice(2, -2).split(' | '));

/** Returns the row IDs in the `differs` properties of the programs in the parity suite. */
function differing(): string[] {
  const directory = path.join(__dirname, '../parity/programs');
  return fs
    .readdirSync(directory)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .flatMap((file) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const { programs } = require(path.join(directory, file)) as { programs: Program[] };
      return programs.flatMap((program) => program.differs ?? []);
    });
}

test('the page names exactly the parameters whose types are wider than in aws-cdk-lib', () => {
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

test('the page names exactly the warnings that are not rules', () => {
  const files = fs.readdirSync(path.join(root, 'lib'), { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
  const codes = sources.flatMap((file) =>
    [...read(`lib/${file}`).matchAll(/\bwarn\(\s*\w+,\s*'(\w+)'/g)].map(([, code]) => code),
  );
  expect(codes.length).toBeGreaterThan(0);
  expect(rowsBelow('Warnings').map(([, code]) => code)).toEqual(codes.sort());
});

test('every row contains a description, the behaviour before and after, and a key', () => {
  expect(rows.filter((row) => row.length !== 4 || row.some((cell) => cell.trim() === ''))).toEqual([]);
});

test('the page lists the keys of all corrections in the same order as the code', () => {
  const keys = rows.map((row) => row[3]!).filter((key) => key !== 'always');
  expect(keys).toEqual(Object.keys(CORRECTIONS).map((key) => `\`${key}\``));
});

test('the page lists the corrections that always apply, each with an anchor', () => {
  const ids = rows.filter((row) => row[3] === 'always').map((row) => /^<a id="([a-z0-9-]+)"><\/a> /.exec(row[0]!)?.[1]);
  expect(ids).toEqual([...ids].sort());
  expect(ids).toEqual([...new Set(differing())].sort());
});

test('the migration guide describes the effect of each key on a deployed app', () => {
  const guide = fs.readFileSync(path.join(root, 'docs/migration.md'), 'utf-8');
  const told = [...guide.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]!);
  expect(told.sort()).toEqual(Object.keys(CORRECTIONS).sort());
});
