// `node run.cjs samples.json results.json` synthesizes each sample of `{ name: file }` and writes `{ name: template or error }`.
'use strict';
const fs = require('node:fs');
const { App } = require('aws-cdk-lib');

const [samples, results] = process.argv.slice(2);
const synthesized = {};
for (const [name, file] of Object.entries(JSON.parse(fs.readFileSync(samples, 'utf8')))) {
  try {
    const app = new App({ outdir: `${file}.out`, autoSynth: false });
    const stack = new (require(file).Sample)(app, 'Sample');
    synthesized[name] = { template: app.synth().getStackByName(stack.stackName).template };
  } catch (error) {
    synthesized[name] = { error: error.message };
  }
}
fs.writeFileSync(results, JSON.stringify(synthesized));
