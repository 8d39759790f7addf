// One measurement in a fresh process: `node time.cjs construct|import|everything|process <who> <shape> <routes>`.
'use strict';
const { performance } = require('node:perf_hooks');
const { build, modules, start } = require('./programs.cjs');

const [what, who, shape, count] = process.argv.slice(2);
const routes = Number(count);

const loaded = () => Object.keys(require.cache).length;
const measures = {
  // The construct phase alone: an API of another stack loads and compiles everything first.
  construct() {
    const warm = build(who, shape, start());
    for (let i = 0; i < 20; i++) warm(i);
    const add = build(who, shape, start());
    const begin = performance.now();
    for (let i = 0; i < routes; i++) add(i);
    return { ms: performance.now() - begin };
  },
  // The start of a small app: import, App, one Lambda route.
  import() {
    const begin = performance.now();
    build(who, 'own', start())(0);
    return { ms: performance.now() - begin, modules: loaded() };
  },
  // Importing every module without touching what it exports.
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
  // A whole run, synthesis included.
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
