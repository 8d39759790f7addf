import { rewriteFile } from '../../src/migrate/rewrite';
import type { Language } from '../../src/migrate/modules';

/** A title, a source before the migration and the source after it. */
export type Sample = readonly [title: string, before: string, after: string];

/** Expects that the migration of a sample has the specified result, and that a second run changes nothing. */
export function expectRewriting(path: string, language: Language, before: string, after: string): void {
  const first = rewriteFile(path, before, language);
  expect(first.text).toBe(after);
  expect(first.changes.length > 0).toBe(before !== after);
  const second = rewriteFile(path, first.text, language);
  expect(second.text).toBe(after);
  expect(second.changes).toEqual([]);
}
