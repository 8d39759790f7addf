import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { unifiedDiff } from '../../src/migrate/unified-diff';

const lines = (...all: (string | number)[]) => all.map((line) => `${line}\n`).join('');
const numbers = Array.from({ length: 40 }, (_, index) => index);
const edited = (changes: Record<number, string[]>) =>
  lines(...numbers.flatMap((line) => changes[line] ?? [String(line)]));

test('the diff of identical texts is empty', () => expect(unifiedDiff('a', 'x\n', 'x\n')).toBe(''));

test('a changed line has three lines of context before and after it', () => {
  expect(unifiedDiff('a.ts', edited({}), edited({ 10: ['ten'] }))).toBe(
    '--- a/a.ts\n+++ b/a.ts\n@@ -8,7 +8,7 @@\n 7\n 8\n 9\n-10\n+ten\n 11\n 12\n 13\n',
  );
});

test.each([
  ['a removed line', edited({}), edited({ 0: [] })],
  ['lines added at the end', edited({}), edited({ 39: ['39', 'a', 'b'] })],
  ['two hunks', edited({}), edited({ 3: ['x'], 30: ['y', 'z'] })],
  ['changes next to each other', edited({}), edited({ 3: ['x'], 9: [], 16: ['q', '16'] })],
  ['no newline at the end', 'a\nb', 'a\nc'],
  ['a newline that is added at the end', 'a\nb', 'a\nb\n'],
  ['an empty file', '', 'a\n'],
  ['Windows line ends', 'a\r\nb\r\n', 'a\r\nc\r\n'],
])('`git apply` accepts %s', (_, before, after) => {
  const folder = mkdtempSync(join(tmpdir(), 'diff-'));
  try {
    writeFileSync(join(folder, 'a.txt'), before);
    execFileSync('git', ['init', '-q'], { cwd: folder });
    const input = unifiedDiff('a.txt', before, after);
    const { status, stderr } = spawnSync('git', ['apply', '-'], { cwd: folder, input, encoding: 'utf8' });
    expect(stderr.replace(/^warning.*|<stdin>.*|.*trailing whitespace.*/gm, '')).not.toContain('error');
    expect(status).toBe(0);
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe(after);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
