import * as fs from 'node:fs';
import * as path from 'node:path';

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
  const allowed = Object.keys(JSON.parse(read('scripts/parity-api-allow.json')));
  const types = (text: string) => [...text.matchAll(/\.(I?[A-Z]\w+)(?=,|$)/g)].map(([, type]) => type);
  const wider = allowed.map((line) => {
    const [, owner, member] = /^integrations\.(\w+)\.(?:constructor: parameter \d \()?(\w+)/.exec(line)!;
    const [after, before] = types(line.slice(line.indexOf('type is')));
    return [`${member} of ${owner}`, before, after];
  });
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
