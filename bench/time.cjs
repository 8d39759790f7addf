// Runs one measurement in a new process: `node time.cjs construct|import|everything|process <who> <shape> <routes>`.
'use strict';
const { performance } = require('node:perf_hooks');
const { build, modules, start } = require('./programs.cjs');

const [what, who, shape, count] = process.argv.slice(2);
const routes = Number(count);

const loaded = () => Object.keys(require.cache).length;
const measures = {
  // Measures only the construct phase. The program first creates an API in another stack, so that Node.js has loaded and
  // compiled all modules before the measurement.
  construct() {
    const warm = build(who, shape, start());
    for (let i = 0; i < 20; i++) warm(i);
    const add = build(who, shape, start());
    const begin = performance.now();
    for (let i = 0; i < routes; i++) add(i);
    return { ms: performance.now() - begin };
  },
  // Measures the start of a small app, which imports the library and creates an App and one Lambda route.
  import() {
    const begin = performance.now();
    build(who, 'own', start())(0);
    return { ms: performance.now() - begin, modules: loaded() };
  },
  // Measures the time to import every module, without using the exports.
  everything() {
    const begin = performance.now();
    modules[who]();
    if (who === 'ours') {
      require('../lib/authorizers');
    } else {
      require('aws-cdk-lib/aws-apigatewayv2-authorizers');
    }
    return { ms: performance.now() - begin, modules: loaded() };
  },
  // Measures a whole run, including the synthesis.
  process() {
    const begin = performance.now();
    const world = start();
    const add = build(who, shape, world);
    for (let i = 0; i < routes; i++) add(i);
    const constructed = performance.now();
    world.app.synth();
    return { ms: performance.now() - begin, synth: performance.now() - constructed };
  },
};
console.log(JSON.stringify(measures[what]()));
