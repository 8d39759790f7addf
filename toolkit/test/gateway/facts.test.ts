import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { topics } from './fact';

const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts'));
const sources = files.map((file) => readFileSync(join(__dirname, file), 'utf8')).join('\n');
const tested = [...sources.matchAll(/\bfact\(\s*'([^']+)'/g)].map(([, id]) => id);
const facts = topics.flatMap((topic) => topic.facts);

test.each(facts.map(({ id }) => id))('The fact %s has one test.', (id) => {
  expect(tested.filter((one) => one === id)).toHaveLength(1);
});

test('The IDs of facts are unique.', () => {
  expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length);
});

test('Every uncertain or different fact says what the gateway does.', () => {
  const silent = facts.filter(({ grade, here, note }) => (grade === 'U' || here === 'different') && !note);
  expect(silent.map(({ id }) => id)).toEqual([]);
});

test('The table in docs/local-gateway.md is up to date.', () => {
  execFileSync(process.execPath, [join(__dirname, '../../scripts/conformance.mjs'), '--check'], { stdio: 'pipe' });
});
