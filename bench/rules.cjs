// Measures the cost of the rules: `node bench/rules.cjs [routes] [pairs]` prints a JSON array with one element for each
// shape of API.
//
// A pair consists of two new processes that synthesize the same app, one with the rules and one without. The order of
// the processes alternates. `ratio` is the median of the ratios of CPU time, and `spread` contains the quartiles of
// these ratios. `share` is the median share of the synthesis time that the rules take. `share` depends less on the load
// of the machine than `ratio` does. aws-cdk-lib's template validation is disabled, because it takes longer than the
// rest of the synthesis.
'use strict';
const { execFileSync } = require('node:child_process');
const { performance } = require('node:perf_hooks');

const SHAPES = ['shared', 'own', 'url', 'websocket'];

/** Measures the time of `app.synth()` and the share of this time that the rules take, in one process. */
function measure(shape, routes, rules) {
  const { build, start } = require('./programs.cjs');
  const world = start();
  const add = build('ours', shape, world);
  for (let i = 0; i < routes; i++) add(i);
  // This metadata disables the rule as `Rules.of(app).disable()` does. Calling that method would load the rules before
  // the measurement starts.
  world.app.node.addMetadata('cdk-apigatewayv2:disabledRule', {
    code: 'IntegrationQuotaExceeded',
    reason: 'a benchmark',
  });
  let inRules = 0;
  for (const validation of validations(world.app)) {
    const { validate } = validation;
    validation.validate = () => {
      const begin = performance.now();
      const found = rules ? validate() : [];
      inRules += performance.now() - begin;
      return found;
    };
  }
  const [begin, before] = [performance.now(), process.cpuUsage()];
  world.app.synth();
  const { user, system } = process.cpuUsage(before);
  const ms = performance.now() - begin;
  return { ms, cpu: (user + system) / 1000, share: inRules / ms };
}

/** Returns the validations that the library added to the app. The package `constructs` has no public method that returns validations. */
function validations(app) {
  const found = app.node._validations ?? [];
  if (found.length === 0)
    throw new Error('The library did not add its validation to the app, so the cost of the rules cannot be measured.');
  return found;
}

function run(shape, routes, rules) {
  const args = [__filename, 'measure', shape, String(routes), String(rules)];
  const env = { ...process.env, CDK_VALIDATION: 'false' };
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', env }));
}

function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.round((sorted.length - 1) * q)] * 1000) / 1000;
}

function compare(shape, routes, pairs) {
  const runs = Array.from({ length: pairs }, (_, i) => {
    const first = run(shape, routes, i % 2 === 0);
    const second = run(shape, routes, i % 2 !== 0);
    return i % 2 === 0 ? { on: first, off: second } : { on: second, off: first };
  });
  const ratios = runs.map(({ on, off }) => on.cpu / off.cpu);
  return {
    shape,
    routes,
    ratio: quantile(ratios, 0.5),
    spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    share: quantile(
      runs.map(({ on }) => on.share),
      0.5,
    ),
    ms: Math.round(
      quantile(
        runs.map(({ on }) => on.ms),
        0.5,
      ),
    ),
  };
}

const [what, ...args] = process.argv.slice(2);
if (what === 'measure') {
  console.log(JSON.stringify(measure(args[0], Number(args[1]), args[2] === 'true')));
} else {
  const [routes, pairs] = [Number(what ?? 1000), Number(args[0] ?? 11)];
  console.log(JSON.stringify(SHAPES.map((shape) => compare(shape, routes, pairs))));
}
