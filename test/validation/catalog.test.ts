import * as fs from 'node:fs';
import * as path from 'node:path';
import { allDeclarations, allRules, rulesByTopic, ruleSets } from '../../lib/validation/catalog';
import type { Declaration } from '../../lib/validation/declaration';
import { ERROR_CODES } from '../../lib/validation/errors';

const root = path.join(__dirname, '../..');
const all = allDeclarations();
const page = fs.readFileSync(path.join(root, 'docs/rules.md'), 'utf-8');

test('docs/rules.md, which `npm run docs` writes, has an anchor for each code', () => {
  const anchors = [...page.matchAll(/<a id="(\w+)"><\/a>/g)].map(([, id]) => id);
  expect(anchors.sort()).toEqual([...new Set(all.map(({ code }) => code.toLowerCase()))].sort());
});

test('codes are in PascalCase', () => {
  expect(all.map(({ code }) => code).filter((code) => !/^([A-Z][a-z0-9]*)+$/.test(code))).toEqual([]);
});

test('rules with the same code share one declaration', () => {
  const about = ({ code, severity, evidence, source, summary, fix }: Declaration) =>
    JSON.stringify({ code, severity, evidence, source, summary, fix });
  for (const rules of Object.values(rulesByTopic())) {
    expect(new Set(rules.map(about)).size).toBe(new Set(rules.map(({ code }) => code)).size);
  }
});

test('usage errors and rules have different codes, because usage errors cannot be disabled', () => {
  expect(all.map(({ code }) => code).filter((code) => code in ERROR_CODES)).toEqual([]);
});

test('a rule reports an error only with evidence that AWS rejects the value, and otherwise a warning', () => {
  const wrong = all.filter(({ severity, evidence }) => severity === 'error' && evidence === 'inferred');
  expect(wrong.map(({ code }) => code)).toEqual([]);
});

test('the source of observed evidence quotes AWS or names a public report', () => {
  const bare = all.filter(({ evidence, source }) => evidence === 'observed' && source.length < 20);
  expect(bare.map(({ code }) => code)).toEqual([]);
});

test.each(all.map((declaration) => [declaration.code, declaration] as const))(
  'the declaration of %s contains full sentences and a link to an AWS page',
  (_, { summary, page: address, fix, source }) => {
    expect(summary).toMatch(/^[A-Z`].*\.$/);
    expect(fix).toMatch(/^[A-Z`].*\S$/);
    expect(source).not.toBe('');
    expect(address).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+$/);
  },
);

test('a rule file is loaded for each property that its rules check', () => {
  const unseen = ruleSets().flatMap(({ checked, rules, protocol }) =>
    rules()
      .filter(({ among }) => !among)
      .filter(({ on, needs, protocol: theirs }) => {
        const properties = checked[on];
        const isLoaded = properties && (properties.length === 0 || (needs !== undefined && properties.includes(needs)));
        return !isLoaded || (protocol !== undefined && protocol !== theirs);
      })
      .map(({ code, on, needs }) => `${code}: ${on} ${needs}`),
  );
  expect(unseen).toEqual([]);
});

test('the catalog contains many rules', () => {
  expect(allRules().length).toBeGreaterThan(100);
});
