// npm run parity:random -- --runs 300 [--seed N]
import { parseArgs } from 'node:util';
import { check } from './random-check';

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '300' }, seed: { type: 'string' } },
});
const runs = Number(options.runs);
const seed = options.seed === undefined ? Date.now() % 0x7fffffff : Number(options.seed);
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  throw new Error('usage: npm run parity:random -- --runs <whole number> [--seed <whole number>]');
}
// Hides deprecations and annotations, which the comparison includes.
console.warn = console.error = () => undefined;

const started = Date.now();
const { counts, failure, programs } = check({ runs, seed });
const seconds = ((Date.now() - started) / 1000).toFixed(1);
const rejected = Object.entries(counts.rejected).map(([code, n]) => `${code} ${n}`);
console.log(`${programs} programs in ${seconds} s, seed ${seed}`);
console.log(`${counts.same} the same, ${counts.bothThrew} threw on both sides`);
console.log(
  `${counts.rejections} rejected only by a rule of this library${rejected.length ? `: ${rejected.join(', ')}` : ''}`,
);
if (failure) {
  console.log(failure);
  process.exitCode = 1;
}
console.log(`${counts.same + counts.bothThrew + counts.rejections} passed, ${failure ? 1 : 0} failed`);
