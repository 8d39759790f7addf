import * as fs from 'node:fs';
import * as path from 'node:path';
import { ERROR_CODES } from '../../lib/private/errors';
import { SECURE_RULES } from '../../lib/rules/checks/secure';
import type { Rule } from '../../lib/rules/rule';
import { allRules, TOPICS } from '../../lib/rules/table';

const root = path.join(__dirname, '../..');
const all = [...SECURE_RULES, ...allRules()];

/** The sections of docs/rules.md with the cells of their tables. */
function page(): { title: string; rows: string[][] }[] {
  return fs
    .readFileSync(path.join(root, 'docs/rules.md'), 'utf-8')
    .split(/^## /m)
    .slice(1)
    .map((section) => ({
      title: section.slice(0, section.indexOf('\n')),
      rows: [
        ...section.matchAll(
          /^\| <a id="\w+"><\/a> `(\w+)` \| (\w+) \| (\w*) ?\| (.*) \| (.*) \| \[AWS\]\((\S+)\) \|$/gm,
        ),
      ].map(([, ...cells]) => cells.map((cell) => cell.replaceAll('\\|', '|'))),
    }))
    .filter(({ rows }) => rows.length > 0);
}

const cells = (rules: readonly Rule[]): string[][] =>
  rules.map(({ code, severity, protocol, what, why, fix }) => [
    code,
    severity,
    { HTTP: 'HTTP', WEBSOCKET: 'WebSocket' }[protocol as string] ?? '',
    what,
    fix,
    why,
  ]);

test('docs/rules.md says what the code says, and nothing else: `npm run docs` writes it', () => {
  expect(page()).toEqual([
    { title: 'Secure by choice', rows: cells(SECURE_RULES) },
    ...Object.entries(TOPICS).map(([title, parts]) => ({ title, rows: cells(parts.flatMap(({ rules }) => rules())) })),
  ]);
});

test('codes are in PascalCase, and each is of one rule', () => {
  const codes = all.map(({ code }) => code);
  expect(codes.filter((code) => !/^([A-Z][a-z0-9]*)+$/.test(code))).toEqual([]);
  expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
});

test('a code that errors have too means the same', () => {
  const meanings: { readonly [code: string]: string } = ERROR_CODES;
  const shared = all.filter(({ code }) => code in meanings);
  expect(shared.length).toBeGreaterThan(30);
  expect(shared.filter(({ code, what }) => what !== meanings[code])).toEqual([]);
});

test.each(all.map((rule) => [rule.code, rule] as const))(
  '%s has sentences and a page of AWS',
  (_, { what, why, fix }) => {
    expect(what).toMatch(/^[A-Z`].*\.$/);
    expect(fix).toMatch(/^[A-Z`].*\S$/);
    expect(why).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+$/);
  },
);

test('no file of rules is long', () => {
  const directory = path.join(root, 'lib/rules');
  const files = fs
    .readdirSync(directory, { recursive: true, encoding: 'utf-8' })
    .filter((file) => /(?<!\.d)\.ts$/.test(file));
  const long = files.filter((file) => fs.readFileSync(path.join(directory, file), 'utf-8').split('\n').length > 300);
  expect(long).toEqual([]);
});
