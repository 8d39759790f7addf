// `npm run bench`: measures this library, aws-cdk-lib and L1 constructs in turn, each in a new process. The benchmark
// reports medians and ratios, because the load of a machine varies. With `--write`, the benchmark writes
// bench/results.json, docs/performance.svg and the table of docs/performance.md.
//
//   --pairs N   the number of measurements of each library (default 7)
//   --calls     measures only the count of function calls, which is exact. The exit code is 1 beyond its limits, which CI checks
//   --write     writes the files
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chart } from './chart.mjs';
import { compile } from './compile.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: { pairs: { type: 'string', default: '7' }, calls: { type: 'boolean' }, write: { type: 'boolean' } },
});
const pairs = Number(options.pairs);
const env = { ...process.env, CDK_VALIDATION: 'false', JSII_DEPRECATED: 'quiet' };

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const node = (script, ...args) =>
  JSON.parse(
    execFileSync(process.execPath, [join(here, script), ...args.map(String)], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );

/**
 * Measures the libraries in turn. Returns the median value for each library, and the median ratios of this library to
 * aws-cdk-lib and to L1 constructs.
 */
function inTurn(contestants, measure, read) {
  const series = Object.fromEntries(contestants.map((who) => [who, []]));
  for (let pair = 0; pair < pairs; pair++) {
    for (const who of contestants) series[who].push(read(measure(who)));
  }
  const ratio = (other) => series[other] && median(series.ours.map((value, i) => value / series[other][i]));
  return {
    ...Object.fromEntries(contestants.map((who) => [who, median(series[who])])),
    ratio: ratio('aws-cdk-lib'),
    overFloor: ratio('L1'),
  };
}

const ALL = ['ours', 'aws-cdk-lib', 'L1'];
const rows = [];
const row = (name, unit, limit, result, floorLimit) => {
  rows.push({ name, unit, limit, floorLimit, ...result });
  const number = (value) =>
    value === undefined ? '' : value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString('en');
  console.log(
    [
      name.padEnd(75),
      ...ALL.map((who) => number(result[who]).padStart(9)),
      (result.ratio?.toFixed(3) ?? '').padStart(8),
      (limit === undefined ? '' : `≤ ${limit}`).padStart(7),
      result.ratio !== undefined && limit !== undefined && result.ratio > limit ? '  over' : '',
    ].join(' '),
  );
};
console.log(['', ...ALL].map((cell, i) => (i ? cell.padStart(9) : cell.padEnd(75))).join(' '), '   ratio  target');

/** The descriptions of the API shapes in bench/programs.cjs. */
const SHAPES = {
  shared: 'one integration for all routes',
  own: 'one integration for each route',
  url: 'URL integrations',
  websocket: 'WebSocket routes',
  'one permission': 'one permission',
  'one permission, own': 'one permission, separate integrations',
};
const CALLS = { shared: 0.74, own: 0.78, url: 0.745, websocket: 0.775 };
for (const [shape, limit] of Object.entries(CALLS)) {
  const counts = Object.fromEntries(ALL.map((who) => [who, node('calls.cjs', who, shape).callsPerRoute]));
  row(`Function calls for each route, ${SHAPES[shape]}`, 'calls', limit, {
    ...counts,
    ratio: counts.ours / counts['aws-cdk-lib'],
    overFloor: counts.ours / counts.L1,
  });
}
if (options.calls) {
  process.exit(rows.some(({ ratio, limit }) => ratio > limit) ? 1 : 0);
}

const timed = (what, shape, routes, contestants = ALL, read = ({ ms }) => ms) =>
  inTurn(contestants, (who) => node('time.cjs', what, who, shape, routes), read);
for (const [routes, limit] of [
  [100, 0.8],
  [1000, 0.9],
]) {
  row(
    `Create ${routes.toLocaleString('en')} routes, ms`,
    'ms',
    limit,
    timed('construct', 'shared', routes),
    routes === 1000 ? 1.4 : undefined,
  );
}
for (const shape of ['one permission', 'one permission, own']) {
  const small = timed('construct', shape, 1000, ['ours']);
  const large = timed('construct', shape, 3000);
  row(`Create 3,000 routes, ${SHAPES[shape]}, ms`, 'ms', 0.1, large);
  rows.at(-1).growth = large.ours / small.ours;
  console.log(`  t(3000)/t(1000) of ours: ${rows.at(-1).growth.toFixed(2)} (≤ 4)`);
}
const TWO = ['ours', 'aws-cdk-lib'];
row('Load the modules and create an app with one Lambda route, ms', 'ms', 1, timed('import', 'own', 1));
row(
  'Modules that an app with one Lambda route loads',
  'modules',
  1,
  timed('import', 'own', 1, ALL, ({ modules }) => modules),
);
row('Import the package without using it, ms', 'ms', 1, timed('everything', '', 0, TWO));
row(
  'Modules that the import of the package loads',
  'modules',
  1,
  timed('everything', '', 0, TWO, ({ modules }) => modules),
);
for (const routes of [100, 1000]) {
  row(
    `Run a process that synthesizes ${routes.toLocaleString('en')} routes, ms`,
    'ms',
    1.05,
    timed('process', 'shared', routes),
  );
}
const compiled = new Map();
const compileOnce = (who, pair) => {
  const key = `${who} ${pair}`;
  if (!compiled.has(key)) compiled.set(key, compile(who));
  return compiled.get(key);
};
for (const [name, unit, limit, read] of [
  ['Compile a program of ten lines, s', 's', 1, ({ seconds }) => seconds],
  ['Compile a program of ten lines, memory in MiB', 'MiB', 0.93, ({ mebibytes }) => mebibytes],
]) {
  let pair = 0;
  row(
    name,
    unit,
    limit,
    inTurn(TWO, (who) => compileOnce(who, Math.floor(pair++ / TWO.length)), read),
  );
}

// The other libraries do not have rules, so the cost of the rules is measured as a share of the synthesis with this
// library.
const rules = node('rules.cjs', 1000, pairs);
for (const { shape, share } of rules) {
  console.log(
    `the rules, 1000 routes, ${shape}: ${percent(share)} of the synthesis time (≤ 5%)${share > 0.05 ? '  over' : ''}`,
  );
}

if (options.write) {
  const results = { node: process.version, awsCdkLib: version('aws-cdk-lib'), pairs, rows, rules };
  writeFileSync(join(here, 'results.json'), `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(join(here, '../docs/performance.svg'), chart(rows));
  const page = join(here, '../docs/performance.md');
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(
      /<!-- table -->[^]*<!-- end -->/,
      `<!-- table -->\n\n${table()}\n\n${rulesLine()}\n\n<!-- end -->`,
    ),
  );
}

function version(name) {
  return JSON.parse(readFileSync(join(here, '../node_modules', name, 'package.json'), 'utf8')).version;
}

function percent(share) {
  return `${(share * 100).toFixed(1)}%`;
}

function rulesLine() {
  const shares = rules.map(({ share }) => share);
  return `The [rules](rules.md) take ${percent(Math.min(...shares))} to ${percent(Math.max(...shares))} of the time to synthesize 1,000 routes.`;
}

function table() {
  const number = (value) =>
    value === undefined
      ? '–'
      : value < 10 && !Number.isInteger(value)
        ? value.toFixed(2)
        : Math.round(value).toLocaleString('en');
  return [
    '| Measurement | cdk-apigatewayv2 | aws-cdk-lib | L1 constructs only | Ratio to aws-cdk-lib |',
    '|---|---:|---:|---:|---:|',
    ...rows.map(
      (r) =>
        `| ${r.name} | ${number(r.ours)} | ${number(r['aws-cdk-lib'])} | ${number(r.L1)} | ${r.ratio.toFixed(2)} |`,
    ),
  ].join('\n');
}
