import * as fs from 'node:fs';
import * as path from 'node:path';

import { CORRECTIONS } from '../../lib/private/corrections';
import type { Program } from '../parity/modules';

const root = path.join(__dirname, '../..');
const page = fs.readFileSync(path.join(root, 'docs/differences.md'), 'utf-8');

/** The rows of the tables of templates: what, before, after and key. */
const rows = page
  .split(/^## Errors$/m)[0]
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| What '))
  .map((line) => line.slice(2, -2).split(' | '));

/** What the programs of the parity suite say they differ by. */
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

test('every row tells what, before, after and key', () => {
  expect(rows.filter((row) => row.length !== 4 || row.some((cell) => cell.trim() === ''))).toEqual([]);
});

test('the keys are those of the corrections, in their order', () => {
  const keys = rows.map((row) => row[3]!).filter((key) => key !== 'always');
  expect(keys).toEqual(Object.keys(CORRECTIONS).map((key) => `\`${key}\``));
});

test('what is always corrected is what programs differ by from aws-cdk-lib, each with its own anchor', () => {
  const ids = rows.filter((row) => row[3] === 'always').map((row) => /^<a id="([a-z0-9-]+)"><\/a> /.exec(row[0]!)?.[1]);
  expect(ids).toEqual([...ids].sort());
  expect(ids).toEqual([...new Set(differing())].sort());
});

test('the migration guide tells what each key does to an app that is deployed', () => {
  const guide = fs.readFileSync(path.join(root, 'docs/migration.md'), 'utf-8');
  const told = [...guide.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]!);
  expect(told.sort()).toEqual(Object.keys(CORRECTIONS).sort());
});
