import * as fs from 'node:fs';
import * as path from 'node:path';
import { comparable, run, same } from './compare';
import { ours, reference } from './modules';
import type { Program } from './modules';

/* eslint-disable @typescript-eslint/no-require-imports */

// PARITY_ONLY_REFERENCE=1 holds the programs themselves to what their names say, without this library.
const onlyReference = process.env.PARITY_ONLY_REFERENCE === '1';
// PARITY_ALL_FLAGS=1 turns all recommended feature flags of aws-cdk-lib on, as an app made by `cdk init` has them.
const flags: Record<string, unknown> =
  process.env.PARITY_ALL_FLAGS === '1'
    ? (require('aws-cdk-lib/recommended-feature-flags.json') as Record<string, unknown>)
    : {};

const directory = path.join(__dirname, 'programs');
const files = fs.readdirSync(directory).filter((f) => f.endsWith('.ts') && !f.endsWith('.d.ts'));

describe.each(files)('%s', (file) => {
  const { programs } = require(path.join(directory, file)) as { programs: Program[] };

  test('has programs, each with a name of its own', () => {
    expect(programs.length).toBeGreaterThan(0);
    const names = programs.map((p) => p.name);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  for (const program of programs.map((p) => ({ ...p, context: { ...flags, ...p.context } }))) {
    if (onlyReference) {
      test(`${program.name} is what it says`, () => {
        const outcome = run(program, reference);
        if (!program.differs && outcome.thrown !== program.name.startsWith('fails')) {
          throw new Error(outcome.thrown ? `throws: ${outcome.message}` : 'does not throw');
        }
        expect(comparable(run(program, reference))).toEqual(comparable(outcome));
      });
    } else if (program.differs) {
      test(`${program.name} differs, by ${program.differs}`, () => {
        const theirs = run(program, reference);
        const mine = run(program, ours);
        expect(same(theirs, mine)).toBe(false);
      });
    } else if (program.undeployable) {
      test(`${program.name} is the same or refused: ${program.undeployable}`, () => {
        const mine = run(program, ours);
        if (mine.thrown) {
          expect(mine.message).toMatch(/^ApiGatewayV2Error: /);
        } else {
          expect(comparable(mine)).toEqual(comparable(run(program, reference)));
        }
      });
    } else {
      test(`${program.name} is the same`, () => {
        const theirs = run(program, reference);
        const mine = run(program, ours);
        if (theirs.thrown !== mine.thrown) {
          const [who, which] = theirs.thrown ? ['aws-cdk-lib', theirs] : ['this library', mine];
          throw new Error(`only ${who} throws: ${which.thrown ? which.message : ''}`);
        }
        expect(theirs.thrown).toBe(program.name.startsWith('fails'));
        expect(comparable(mine)).toEqual(comparable(theirs));
        expect(same(mine, theirs)).toBe(true);
      });
    }
  }
});
