// `npm run integ`: synthesizes each integ/**/integ.<topic>.ts and compares the assembly with the committed snapshot. An
// AWS account is not necessary. aws-cdk-lib's template validation also runs and must not report an error. `-- --update`
// writes the snapshots, and `-- http-api` selects one app by its name. Apps and snapshots have the format of
// @aws-cdk/integ-runner, which can replace this script when it can read the assemblies of the current aws-cdk-lib.
// integ/resources.ts describes how to deploy an app.
import { fork } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const args = process.argv.slice(2);
const update = args.includes('--update');
const selected = args.filter((arg) => !arg.startsWith('--'));

const context = {
  ...require('aws-cdk-lib/recommended-feature-flags.json'),
  // Validation errors must not end the synthesis, because the integ-tests library creates an empty template, which causes an error.
  // This script reads the errors from the report instead.
  '@aws-cdk/core:validateAgainstDefaultRules': false,
  'aws:cdk:enable-path-metadata': false,
  'aws:cdk:enable-asset-metadata': false,
  'aws:cdk:version-reporting': false,
  'aws:cdk:disable-stack-trace': true,
};

const env = {
  ...process.env,
  CDK_CONTEXT_JSON: JSON.stringify(context),
  CDK_INTEG_ACCOUNT: '123456789012',
  CDK_INTEG_REGION: 'us-east-1',
  CDK_VALIDATION: 'true',
};
// Removes the environment variables that integ/resources.ts describes, so that snapshots contain placeholders instead of
// the values of a deployment.
for (const name of Object.keys(env).filter((one) => one.startsWith('INTEG_'))) delete env[name];

const tests = readdirSync(join(root, 'integ'), { recursive: true })
  .filter((file) => /^integ\..*(?<!\.d)\.ts$/.test(basename(file)) && !file.includes('.snapshot'))
  .filter((file) => selected.length === 0 || selected.some((name) => file.includes(name)))
  .sort();

/** A process that synthesizes one app after another. If an app ends the process, a new process starts. */
class Synthesizer {
  #child;

  synthesize(file, outdir) {
    this.#child ??= fork(join(root, 'scripts/integ-synth.cjs'), {
      cwd: root,
      execArgv: ['-r', join(root, 'scripts/register-ts.cjs')],
      env,
    });
    const child = this.#child;
    return new Promise((resolve) => {
      const ended = (status) => {
        this.#child = undefined;
        resolve(`its process ended (${status})`);
      };
      child.once('exit', ended);
      child.once('message', ({ error }) => {
        child.off('exit', ended);
        resolve(error);
      });
      child.send({ file: join(root, 'integ', file), outdir });
    });
  }

  stop() {
    this.#child?.disconnect();
  }
}

/** Removes the parts of an assembly that depend on the machine, versions or flags. Snapshots omit these parts. */
function trim(outdir) {
  const manifestFile = join(outdir, 'manifest.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  for (const [id, artifact] of Object.entries(manifest.artifacts)) {
    if (['cdk:tree', 'cdk:feature-flag-report'].includes(artifact.type)) delete manifest.artifacts[id];
    delete artifact.additionalMetadataFile;
    delete artifact.metadata;
  }
  writeFileSync(manifestFile, JSON.stringify(manifest, undefined, 2));
  for (const file of readdirSync(outdir)) {
    if (/(\.metadata|^tree|^validation-report)\.json$/.test(file)) rmSync(join(outdir, file));
  }
}

/** Returns the errors of aws-cdk-lib's template validation. Only rules whose names begin with F or E report errors. */
function validationErrors(outdir) {
  const file = join(outdir, 'validation-report.json');
  if (!existsSync(file)) return ['aws-cdk-lib did not write a validation report'];
  const { pluginReports } = JSON.parse(readFileSync(file, 'utf8'));
  return pluginReports
    .flatMap(({ violations }) => violations)
    .filter(({ ruleName }) => /^[EF]\d/.test(ruleName))
    .flatMap(({ ruleName, description, violatingConstructs }) =>
      violatingConstructs
        .map(({ constructPath }) => constructPath)
        // The stack for assertions is empty if the test has no assertions.
        .filter((path) => !(ruleName === 'F0001' && /(^|\/)DeployAssert$/.test(path)))
        .map((path) => `${ruleName} at ${path}: ${description}`),
    );
}

const files = (directory) =>
  readdirSync(directory, { recursive: true }).filter((file) => statSync(join(directory, file)).isFile());

/** Returns the first lines that differ between two directories. */
function differences(snapshot, outdir) {
  if (!existsSync(snapshot)) return ['has no snapshot'];
  const [was, is] = [files(snapshot), files(outdir)];
  const found = [
    ...was.filter((file) => !is.includes(file)).map((file) => `${file} is gone`),
    ...is.filter((file) => !was.includes(file)).map((file) => `${file} is new`),
  ];
  for (const file of is.filter((one) => was.includes(one))) {
    const [before, after] = [snapshot, outdir].map((directory) => readFileSync(join(directory, file), 'utf8'));
    if (before === after) continue;
    const [a, b] = [before.split('\n'), after.split('\n')];
    const line = a.findIndex((text, index) => text !== b[index]);
    found.push(`${file}:${line + 1}`, `  - ${a[line]?.trim()}`, `  + ${b[line]?.trim()}`);
  }
  return found;
}

async function check(file, synthesizer) {
  const outdir = mkdtempSync(join(tmpdir(), 'integ-'));
  try {
    const error = await synthesizer.synthesize(file, outdir);
    if (error !== undefined) return ['failed to synthesize:', ...error.trim().split('\n')];
    if (!existsSync(join(outdir, 'manifest.json'))) return ['does not create an App, so no template was synthesized'];
    const invalid = validationErrors(outdir);
    trim(outdir);
    const snapshot = join(root, 'integ', `${file}.snapshot`);
    if (update) {
      rmSync(snapshot, { recursive: true, force: true });
      cpSync(outdir, snapshot, { recursive: true });
      return invalid;
    }
    return [...invalid, ...differences(snapshot, outdir)];
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Returns the snapshots whose apps no longer exist. */
function orphans() {
  return readdirSync(join(root, 'integ'), { recursive: true })
    .filter((file) => file.endsWith('.snapshot') && !existsSync(join(root, 'integ', file.replace(/\.snapshot$/, ''))))
    .map((file) => `integ/${file} does not belong to an app`);
}

const queue = [...tests];
let failed = 0;
for (const orphan of selected.length === 0 ? orphans() : []) {
  console.log(`FAIL ${orphan}`);
  failed++;
}
let passed = 0;
async function worker() {
  const synthesizer = new Synthesizer();
  for (let file = queue.shift(); file; file = queue.shift()) {
    const problems = await check(file, synthesizer);
    const name = relative(root, join(root, 'integ', file));
    console.log([`${problems.length > 0 ? 'FAIL' : update ? 'written' : 'ok'} ${name}`, ...problems].join('\n     '));
    if (problems.length > 0) failed++;
    else passed++;
  }
  synthesizer.stop();
}
await Promise.all(Array.from({ length: availableParallelism() }, worker));

if (tests.length === 0) console.log('No integration app matches the given names.');
console.log(`integ snapshots: ${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || tests.length === 0 ? 1 : 0;
