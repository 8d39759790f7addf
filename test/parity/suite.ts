import * as fs from 'node:fs';
import * as path from 'node:path';
import { comparable, PHASES, run, same } from './compare';
import type { Variant } from './compare';
import { ours, reference } from './modules';
import type { Program } from './modules';

// With PARITY_ONLY_REFERENCE=1, the suite runs the programs with aws-cdk-lib only. A program without `differs` must throw if its name
// begins with 'fails', and must not throw otherwise.
const onlyReference = process.env.PARITY_ONLY_REFERENCE === '1';

const directory = path.join(__dirname, 'programs');

/** Runs every program of every file in `programs` as one test, in the environment of the variant. */
export function suite(variant: Variant = {}): void {
  const files = fs.readdirSync(directory).filter((f) => f.endsWith('.ts') && !f.endsWith('.d.ts'));
  // Hides deprecations and annotations, which the comparison includes.
  beforeAll(() => {
    jest.spyOn(console, 'warn').mockImplementation();
    jest.spyOn(console, 'error').mockImplementation();
  });
  describe.each(files)('%s', (file) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { programs } = require(path.join(directory, file)) as { programs: Program[] };

    test('contains programs with unique names', () => {
      expect(programs.length).toBeGreaterThan(0);
      const names = programs.map((p) => p.name);
      expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    });

    for (const program of programs) {
      testOf(program, variant);
    }
  });
}

function testOf(program: Program, variant: Variant): void {
  if (onlyReference) {
    test(`${program.name}: throws an error only if the name of the program begins with 'fails'`, () =>
      whatItSays(program, variant));
  } else if (program.differs) {
    test(`${program.name}: has the documented difference '${program.differs}'`, () => differs(program, variant));
  } else if (program.undeployable) {
    test(`${program.name}: has the same result or throws an error, because ${program.undeployable}`, () =>
      expectSameOrRejected(program, variant));
  } else {
    test(`${program.name}: has the same result with both libraries`, () => theSame(program, variant));
  }
}

function whatItSays(program: Program, variant: Variant): void {
  const outcome = run(program, reference, variant);
  if (!program.differs && outcome.thrown !== program.name.startsWith('fails')) {
    throw new Error(outcome.thrown ? `throws: ${outcome.message}` : 'does not throw');
  }
  expect(comparable(run(program, reference, variant))).toEqual(comparable(outcome));
}

function differs(program: Program, variant: Variant): void {
  const [theirs, mine] = [run(program, reference, variant), run(program, ours, variant)];
  // A correction never replaces one error with another.
  expect([theirs.thrown, mine.thrown]).not.toEqual([true, true]);
  expect(same(mine, theirs)).toBe(false);
}

function expectSameOrRejected(program: Program, variant: Variant): void {
  const mine = run(program, ours, variant);
  if (mine.thrown) {
    // The message comes from a constructor, or lists the findings of the rules, with warnings first.
    expect(mine.message).toMatch(
      /^ApiGatewayV2Error: |^ValidationFailedWithErrors: [^\n]*\n(?: {2}\[[^\]]*\] Warning [^\n]*\n)* {2}\[[^\]]*\] \[[A-Z]\w+\] /,
    );
  } else {
    expect(comparable(mine)).toEqual(comparable(run(program, reference, variant)));
  }
}

function theSame(program: Program, variant: Variant): void {
  const theirs = run(program, reference, variant);
  const mine = run(program, ours, variant);
  if (theirs.thrown !== mine.thrown) {
    const [who, which] = theirs.thrown ? ['aws-cdk-lib', theirs] : ['this library', mine];
    throw new Error(`only ${who} throws: ${which.thrown ? which.message : ''}`);
  }
  // With other flags and environments, a program may throw if it throws with both libraries.
  if (Object.keys(variant).length === 0) {
    expect(theirs.thrown).toBe(program.name.startsWith('fails'));
  }
  if (theirs.thrown && mine.thrown) {
    // This library may throw in an earlier phase.
    expect(PHASES.indexOf(mine.phase)).toBeLessThanOrEqual(PHASES.indexOf(theirs.phase));
    return;
  }
  expect(comparable(mine)).toEqual(comparable(theirs));
  expect(same(mine, theirs)).toBe(true);
}
