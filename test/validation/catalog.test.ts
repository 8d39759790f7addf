import * as fs from 'node:fs';
import * as path from 'node:path';
import { allDeclarations, allRules, rulesByTopic } from '../../lib/validation/catalog';
import type { Declaration } from '../../lib/validation/declaration';
import { ERROR_CODES } from '../../lib/validation/errors';

const root = path.join(__dirname, '../..');
const all = allDeclarations();
const page = fs.readFileSync(path.join(root, 'docs/rules.md'), 'utf-8');

test('docs/rules.md has an anchor for each code: `npm run docs` writes it', () => {
  const anchors = [...page.matchAll(/<a id="(\w+)"><\/a>/g)].map(([, id]) => id);
  expect(anchors.sort()).toEqual([...new Set(all.map(({ code }) => code.toLowerCase()))].sort());
});

test('codes are in PascalCase', () => {
  expect(all.map(({ code }) => code).filter((code) => !/^([A-Z][a-z0-9]*)+$/.test(code))).toEqual([]);
});

test('several rules of one code come from one declaration', () => {
  const about = ({ code, severity, evidence, source, summary, fix }: Declaration) =>
    JSON.stringify({ code, severity, evidence, source, summary, fix });
  for (const rules of Object.values(rulesByTopic())) {
    expect(new Set(rules.map(about)).size).toBe(new Set(rules.map(({ code }) => code)).size);
  }
});

test('no code of a usage error, which cannot be disabled, is the code of a rule', () => {
  expect(all.map(({ code }) => code).filter((code) => code in ERROR_CODES)).toEqual([]);
});

test('an error has evidence that AWS rejects the value; what is inferred is a warning', () => {
  const wrong = all.filter(({ severity, evidence }) => severity === 'error' && evidence === 'inferred');
  expect(wrong.map(({ code }) => code)).toEqual([]);
});

test('an observed error quotes AWS or names the report', () => {
  const bare = all.filter(({ evidence, source }) => evidence === 'observed' && source.length < 20);
  expect(bare.map(({ code }) => code)).toEqual([]);
});

test.each(all.map((declaration) => [declaration.code, declaration] as const))(
  '%s has sentences and a page of AWS',
  (_, { summary, page: address, fix, source }) => {
    expect(summary).toMatch(/^[A-Z`].*\.$/);
    expect(fix).toMatch(/^[A-Z`].*\S$/);
    expect(source).not.toBe('');
    expect(address).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+$/);
  },
);

test('the rules are many', () => {
  expect(allRules().length).toBeGreaterThan(100);
});
