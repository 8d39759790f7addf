import fc from 'fast-check';
import { comparable, PHASES, run, same } from './compare';
import type { Outcome } from './compare';
import { ours, reference } from './modules';
import type { Modules } from './modules';
import { description, printed } from './random';
import type { Description } from './random';
import { build } from './random-build';
import { ERROR_CODES } from '../../lib/validation/errors';
import { isKnown } from '../../lib/validation/catalog';

/** The maximum share of programs that this library may reject. With a larger share, the test compares too few templates. */
const MOST_REJECTED = 0.1;

interface Options {
  readonly runs: number;
  readonly seed: number;
  /** The library that is compared with aws-cdk-lib. Default: this library. */
  readonly mine?: Modules;
}

interface Counts {
  same: number;
  bothThrew: number;
  rejections: number;
  readonly rejected: Record<string, number>;
}

type Comparison =
  { kind: 'same' | 'bothThrew' } | { kind: 'rejected'; code: string } | { kind: 'different'; how: string };

/** Runs the specified number of programs, and finds the smallest program with a difference. */
export function check({ runs, seed, mine = ours }: Options): { counts: Counts; programs: number; failure?: string } {
  const counts: Counts = { same: 0, bothThrew: 0, rejections: 0, rejected: {} };
  let shrinking = false;
  const found = fc.check(
    fc.property(description, (d) => {
      const comparison = compare(d, mine);
      if (comparison.kind === 'different') {
        shrinking = true;
        throw new Error(comparison.how);
      }
      if (!shrinking) {
        count(counts, comparison);
      }
    }),
    { numRuns: runs, seed },
  );
  if (found.failed && found.counterexample) {
    const [smallest] = found.counterexample;
    const comparison = compare(smallest, mine);
    const how = comparison.kind === 'different' ? comparison.how : 'not the same twice';
    const failure = `The smallest program that differs, seed ${seed}:\n${JSON.stringify(smallest)}\n\n${printed(smallest)}\n\n${how}`;
    return { counts, programs: found.numRuns, failure };
  }
  const most = Object.keys(counts.rejected).join(', ');
  const failure =
    counts.rejections > runs * MOST_REJECTED
      ? `${counts.rejections} of ${runs} are rejected, which is too many: ${most}`
      : undefined;
  return { counts, programs: found.numRuns, failure };
}

function count(counts: Counts, comparison: Comparison): void {
  if (comparison.kind === 'rejected') {
    counts.rejections += 1;
    counts.rejected[comparison.code] = (counts.rejected[comparison.code] ?? 0) + 1;
  } else if (comparison.kind !== 'different') {
    counts[comparison.kind] += 1;
  }
}

/** Runs one program with both libraries and compares the outcomes. */
export function compare(d: Description, mine: Modules = ours): Comparison {
  const program = { name: 'random', build: (m: Modules, app: Parameters<typeof build>[1]) => build(m, app, d) };
  const [theirs, own] = [run(program, reference), run(program, mine)];
  if (theirs.thrown && own.thrown) {
    return PHASES.indexOf(own.phase) <= PHASES.indexOf(theirs.phase)
      ? { kind: 'bothThrew' }
      : { kind: 'different', how: `thrown in ${own.phase}, by aws-cdk-lib in ${theirs.phase}: ${own.message}` };
  }
  if (own.thrown) {
    const code = rejectionCode(own.message);
    return code ? { kind: 'rejected', code } : { kind: 'different', how: `only this library throws: ${own.message}` };
  }
  if (theirs.thrown) {
    return { kind: 'different', how: `only aws-cdk-lib throws: ${theirs.message}` };
  }
  return same(own, theirs) ? { kind: 'same' } : { kind: 'different', how: difference(theirs, own) };
}

/** The code in an error of this library, or the code of the first error in a list of findings. */
function rejectionCode(message: string): string | undefined {
  const code =
    /^(?:ApiGatewayV2Error: |ValidationFailedWithErrors: [^\n]*\n(?: {2}\[[^\]]*\] Warning [^\n]*\n)* {2}\[[^\]]*\] )\[(\w+)\]/.exec(
      message,
    )?.[1];
  return code !== undefined && (isKnown(code) || code in ERROR_CODES) ? code : undefined;
}

/** Returns the lines of both outcomes from the first to the last difference. */
function difference(theirs: Outcome, own: Outcome): string {
  const [a, b] = [theirs, own].map((outcome) => comparable(outcome).split('\n'));
  let [start, end] = [0, 0];
  while (start < a.length && start < b.length && a[start] === b[start]) {
    start += 1;
  }
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) {
    end += 1;
  }
  if (start === a.length && start === b.length) {
    return 'the templates differ in their bytes';
  }
  const context = a.slice(Math.max(0, start - 8), start).map((line) => `  ${line}`);
  const lines = (list: string[], sign: string) =>
    list
      .slice(start, list.length - end)
      .slice(0, 40)
      .map((line) => `${sign} ${line}`);
  return ['- aws-cdk-lib, + this library', ...context, ...lines(a, '-'), ...lines(b, '+')].join('\n');
}
