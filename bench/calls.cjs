// Uses V8 to count the function calls per route in the construct phase. The count is the same in each run, so CI
// compares it with a limit.
'use strict';
const { Session } = require('node:inspector');
const { build, start } = require('./programs.cjs');

const [who, shape] = process.argv.slice(2);
const ROUTES = 100;

const add = build(who, shape, start());
// The first routes fill the caches and load the lazy modules.
for (let i = 0; i < ROUTES; i++) {
  add(i);
}

const session = new Session();
session.connect();
const post = (method, params) => {
  let answer;
  session.post(method, params, (error, result) => {
    if (error) throw error;
    answer = result;
  });
  return answer;
};
post('Profiler.enable');
post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
for (let i = ROUTES; i < 2 * ROUTES; i++) {
  add(i);
}
const { result } = post('Profiler.takePreciseCoverage');
const calls = result
  .filter(({ url }) => !url.startsWith('node:') && !url.endsWith('calls.cjs'))
  .flatMap(({ functions }) => functions)
  .reduce((sum, { ranges }) => sum + ranges[0].count, 0);
console.log(JSON.stringify({ callsPerRoute: calls / ROUTES }));
if (process.env.BENCH_TOP) {
  const rows = result.flatMap(({ url, functions }) =>
    functions.map(({ functionName, ranges }) => [
      ranges[0].count / ROUTES,
      functionName,
      url.split('/').slice(-3).join('/'),
    ]),
  );
  for (const row of rows.sort((a, b) => b[0] - a[0]).slice(0, Number(process.env.BENCH_TOP)))
    console.log(row.join('\t'));
}
