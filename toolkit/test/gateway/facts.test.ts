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

// The facts of WebSocket APIs are in separate files.
const ofHttp = topics.filter(({ topic }) => !topic.startsWith('WebSocket')).flatMap((topic) => topic.facts);

test('A function implements each assumption about API Gateway, and the table names exactly these functions.', () => {
  const folder = join(__dirname, '../../src/gateway');
  const undocumented = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => {
    return /(^|\/)undocumented(\/|\.ts$)/.test(file) && file.endsWith('.ts') && !file.startsWith('websocket');
  });
  const text = undocumented.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  const comment = String.raw`/\*\*(?:(?!\*/)[^])*Not documented by AWS(?:(?!\*/)[^])*\*/`;
  const functions = [...text.matchAll(new RegExp(`${comment}\nexport (?:function|const) (\\w+)`, 'g'))];
  const uncertain = ofHttp.filter(({ grade, function: own }) => grade === 'U' || own !== undefined);
  const named = new Set(uncertain.map(({ function: own }) => own));
  expect([...named].sort()).toEqual([...new Set(functions.map(([, name]) => name))].sort());
  expect(text.match(/^export (function|const)/gm)).toHaveLength(functions.length);
});

test('The IDs of facts are unique.', () => {
  expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length);
});

test('Every fact that AWS does not document, or that the local gateway does not reproduce, has a note.', () => {
  const silent = facts.filter(({ grade, here, note }) => (grade === 'U' || here === 'different') && !note);
  expect(silent.map(({ id }) => id)).toEqual([]);
});

test('The table in docs/local-gateway.md is up to date.', () => {
  execFileSync(process.execPath, [join(__dirname, '../../scripts/conformance.mjs'), '--check'], { stdio: 'pipe' });
});
