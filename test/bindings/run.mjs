// `npm run test:bindings` tests the packages in dist/ that users of other languages install. `npm run test:bindings -- python go`
// tests only Python and Go.
//
// Each language has one file, test/bindings/<target>.mjs. jsii-pacmak defines the name <target>, which is also the name of the folder
// in dist/ and in examples/<app>/. The default export of the file has these members:
//
//   {
//     name: 'Python',                    // the name in the output
//     tools: ['python3'],                // programs that must be on the PATH: if one is missing, the language is skipped
//     async run(bindings) { … },         // installs the package in `bindings.work`, synthesizes the examples, runs the checks
//   }
//
// The argument of `run` is a `Bindings` object (test/bindings/bindings.mjs) with the directories and these functions:
//
//   await sh('python3', ['-m', 'venv', 'venv'], { cwd, env })        runs a program, returns its output, throws its error output
//   await check('title', async () => { … })                          one check: an error fails the language, and the next check runs
//   await example('chat', 'venv/bin/python', ['app.py'], { cwd })    two checks: the template is that of the TypeScript app, and the toolkit
//                                                                    reads both in the same way
//
// The test of a language fails if an example is missing, or if `run` itself throws, for example because the installation failed.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pMap from 'p-map';
import { ensureToolkitBuilt, root } from '../../scripts/ensure-built.mjs';
import { isPackaged, missing, missingFor, packageTargets, secondsSince } from '../../scripts/package.mjs';
import { Bindings } from './bindings.mjs';
import { expectedOfExamples } from './expectations.mjs';

const directory = join(root, 'test/bindings');
const others = ['run.mjs', 'bindings.mjs', 'compare.mjs', 'expectations.mjs', 'toolkit.mjs'];
const languages = readdirSync(directory)
  .filter((file) => file.endsWith('.mjs') && !others.includes(file))
  .map((file) => file.replace('.mjs', ''));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Tests one language, and returns its row in the result table. */
async function testLanguage(target, language, expected) {
  const start = performance.now();
  const bindings = new Bindings(language.name, target, version, expected);
  try {
    await language.run(bindings);
    for (const name of bindings.leftOut) bindings.fail(name, new Error('this example was not synthesized'));
  } catch (error) {
    bindings.fail('the packages are installed', error);
  }
  const { passed, failures } = bindings;
  return {
    name: language.name,
    result: `${passed} passed, ${failures.length} failed`,
    failures,
    seconds: secondsSince(start),
  };
}

async function main(wanted) {
  const start = performance.now();
  const unknown = wanted.filter((target) => !languages.includes(target));
  if (unknown.length > 0) throw new Error(`unsupported language: ${unknown.join(', ')}. Use ${languages.join(', ')}`);
  const rows = [];
  const tested = [];
  for (const target of languages.filter((each) => wanted.length === 0 || wanted.includes(each))) {
    const { default: language } = await import(`./${target}.mjs`);
    const lacking = [...new Set([...missing(language.tools), ...missingFor(target)])];
    if (lacking.length === 0) tested.push([target, language]);
    else
      rows.push({ name: language.name, result: `skipped: ${lacking.join(', ')} not found`, failures: [], seconds: '' });
  }
  const stale = ['js', ...tested.map(([target]) => target)].filter((target) => !isPackaged(target));
  if (stale.length > 0) await packageTargets(stale);
  const packaged = secondsSince(start);

  ensureToolkitBuilt();
  const expected = await expectedOfExamples(version);
  const test = ([target, language]) => testLanguage(target, language, expected);
  rows.push(...(await pMap(tested, test, { concurrency: 2 })));

  for (const failure of rows.flatMap(({ failures }) => failures)) console.log(`\n${failure}`);
  console.log(`\n${'language'.padEnd(12)}${'seconds'.padStart(8)}`);
  console.log(`${'packages'.padEnd(12)}${packaged.padStart(8)}`);
  for (const { name, seconds, result } of rows) console.log(`${name.padEnd(12)}${seconds.padStart(8)}  ${result}`);
  console.log(`in ${secondsSince(start)} s`);
  return rows.some(({ failures }) => failures.length > 0) ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
