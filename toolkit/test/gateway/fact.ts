import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A behavior of API Gateway: a row of the conformance table. */
export interface Fact {
  readonly id: string;
  readonly behaviour: string;
  /**
   * The evidence for the behavior: D is documented by AWS, R is recorded from AWS, M is reported by users of AWS, E is
   * claimed by an emulator, U is not documented.
   */
  readonly grade: 'D' | 'R' | 'M' | 'E' | 'U';
  readonly here: 'same' | 'different';
  /** The difference from API Gateway, or the behavior of the local gateway if AWS does not document the behavior. */
  readonly note?: string;
  /** The function in an `undocumented` file that implements the behavior, if AWS does not document the behavior. */
  readonly function?: string;
}

/** A topic of the conformance table. */
export interface Topic {
  readonly topic: string;
  readonly facts: readonly Fact[];
}

/** The topics, in the order of their files. */
export const topics: readonly Topic[] = readdirSync(join(__dirname, 'facts'))
  .sort()
  .map((file) => JSON.parse(readFileSync(join(__dirname, 'facts', file), 'utf8')) as Topic);

const facts = new Map(topics.flatMap((topic) => topic.facts.map((fact) => [fact.id, fact] as const)));

/** A test of a fact. Its title is the behavior. */
export function fact(id: string, run: () => Promise<void>, timeoutMillis?: number): void {
  const found = facts.get(id);
  if (!found) throw new Error(`No file of test/gateway/facts has the fact ${id}.`);
  test(`${id}: ${found.behaviour}`, run, timeoutMillis);
}
