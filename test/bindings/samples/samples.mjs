import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../../../scripts/ensure-built.mjs';
import { tablet } from '../../../scripts/rosetta.mjs';
import { sh, synthesisEnv } from '../bindings.mjs';

const here = join(root, 'test/bindings/samples');
const DECLARED = /^declare const (\w+): ([\w.]+);.*\n/gm;

/**
 * Every sample of README.md and docs/, keyed by page and line:
 * `{ typescript, python, java, go, declared: [[name, type], …] }`. `declared` contains the values that the sample uses but does not
 * create.
 */
export function readSamples() {
  const { snippets } = JSON.parse(readFileSync(tablet, 'utf8'));
  const samples = {};
  for (const { location, translations, fullSource } of Object.values(snippets)) {
    const { moduleFqn, fqn } = location.api;
    const page = moduleFqn?.replace(/^[^.]+(\.docs_)?/, (all, docs) => (docs ? 'docs/' : 'README')) ?? fqn;
    const name = `${page}:${location.field?.line ?? 0}`;
    const declared = [...fullSource.matchAll(DECLARED)].map(([, each, type]) => [each, type]);
    const all = fullSource.match(/\bdeclare\b/g)?.length ?? 0;
    if (name in samples || declared.length !== all)
      throw new Error(`${name}: ${all} declared, ${declared.length} understood`);
    const { python, java, go } = translations;
    samples[name] = { typescript: fullSource, python: python.source, java: java.source, go: go.source, declared };
  }
  return samples;
}

/**
 * The results of the samples in TypeScript, keyed by page and line: `{ template }` or `{ error }`.
 *
 * @param library the directory whose node_modules contains the packed library
 */
export async function expectedOfSamples(samples, library) {
  const work = join(library, 'samples');
  mkdirSync(work, { recursive: true });
  for (const file of ['given.cjs', 'run.cjs']) cpSync(join(here, file), join(work, file));
  const files = {};
  for (const [index, [name, { typescript, declared }]] of Object.entries(samples).entries()) {
    const givens = declared.map(([each, type], i) => `const ${each} = given(this, '${type}', ${i});`);
    const source = typescript.replace(DECLARED, '').replace('super(scope, id);', (call) => [call, ...givens].join(' '));
    const { outputText } = ts.transpileModule(`${source}\nexport { Sample };\ndeclare const given: any;`, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
    });
    files[name] = join(work, `${index}.js`);
    writeFileSync(files[name], `const given = require('./given.cjs');\n${outputText}`);
  }
  return synthesizeSamples(work, files, process.execPath, ['run.cjs']);
}

/** Runs a program that synthesizes samples, and returns the results, keyed by sample name. */
export async function synthesizeSamples(work, samples, command, args) {
  const [input, output] = ['samples.json', 'results.json'].map((file) => join(work, file));
  writeFileSync(input, JSON.stringify(samples));
  // Samples read these files by relative path.
  cpSync(join(here, 'files'), work, { recursive: true });
  await sh(command, [...args, input, output], { cwd: work, env: synthesisEnv({}, join(work, 'cdk.out')) });
  return JSON.parse(readFileSync(output, 'utf8'));
}
