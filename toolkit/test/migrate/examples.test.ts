import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { MODULES } from '../../src/migrate/modules';
import { languageOf, rewriteFile } from '../../src/migrate/rewrite';

const ROOT = join(__dirname, '../../..');
const NAMES = MODULES.flatMap(({ typescript, python, java, go }) => [typescript, python, java, go].map(({ to }) => to));

/**
 * Reverses a migration by replacing names. The longest names come first, because they contain the name of the root
 * module.
 */
function back(path: string, text: string): string {
  const language = languageOf(path)!;
  const key = language === 'javascript' ? 'typescript' : language;
  const modules = [...MODULES].reverse();
  for (const { [key]: renaming } of modules) {
    const to = renaming.to.replace(/[.]/g, '\\.');
    if (key === 'python') text = text.replace(new RegExp(`\\b${to}\\b(?! import integrations)`, 'g'), renaming.from);
    else if (key === 'java') text = text.replace(new RegExp(`\\b${to}(?=\\.[A-Z*])`, 'g'), renaming.from);
    else text = text.replace(new RegExp(`(?<=["'])${to}(?=["'])`, 'g'), renaming.from);
  }
  return text;
}

const sources = execFileSync('git', ['ls-files', 'examples', 'test/parity/programs'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  // Tests of examples use the toolkit, which has no counterpart in aws-cdk-lib.
  .filter((path) => languageOf(path) !== undefined && !path.endsWith('.test.ts'))
  .map((path) => [path, withNames(path, readFileSync(join(ROOT, path), 'utf8'))] as const)
  .filter(([, text]) => NAMES.some((name) => text.includes(name)));

/** Go names a package after its path, so a migration adds a name to an import without a name. */
function withNames(path: string, text: string): string {
  return path.endsWith('.go') ? text.replace(/^\t("[^"]*cdkapigatewayv2\/(\w+)")$/gm, '\t$2 $1') : text;
}

test('all languages have examples', () => {
  const languages = new Set(sources.map(([path]) => languageOf(path)));
  expect([...languages].sort()).toEqual(['go', 'java', 'python', 'typescript']);
});

test.each(sources)('%s is the same after a migration to aws-cdk-lib and back', (path, text) => {
  const before = back(path, text);
  expect(before).not.toBe(text);
  expect(
    NAMES.some((name) => new RegExp(`["' ]${name}["'. ]`).test(before.replace(/\/\/.*|#.*|"""[\s\S]*?"""/g, ''))),
  ).toBe(false);
  expect(rewriteFile(path, before, languageOf(path)!).text).toBe(text);
  expect(rewriteFile(path, text, languageOf(path)!).changes).toEqual([]);
});
