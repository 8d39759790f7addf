// `npm run test:bindings` tests the packages of dist/ as users of other languages get them; `-- python go` only those languages.
//
// A language is one file beside this one, test/bindings/<target>.mjs, and <target> is what jsii-pacmak calls it: it is the folder
// under dist/ and under examples/<app>/ too. The file exports by default
//
//   {
//     name: 'Python',                    // as printed
//     tools: ['python3'],                // programs that must be on the PATH; one that is missing skips the language, by name
//     async run(bindings) { … },         // installs the package in `bindings.work`, synthesizes the examples, makes its own checks
//   }
//
// and gets a `Bindings` (test/bindings/bindings.mjs): where things are, and
//
//   await sh('python3', ['-m', 'venv', 'venv'], { cwd, env })        runs a program, returns what it printed, throws what it said
//   await check('title', async () => { … })                          one check: what it throws fails the language, not the rest
//   await example('chat', 'venv/bin/python', ['app.py'], { cwd })    one check: the program makes the template of the TypeScript app
//
// A language that leaves an example out fails. What `run` itself throws (an installation that fails) ends the language.
import { rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { packageAll, targetNames } from '../../scripts/package.mjs';
import { missing } from '../../scripts/tools.mjs';
import { root } from '../../scripts/ensure-built.mjs';
import { Bindings, EXAMPLES } from './bindings.mjs';
import { expectations } from './expectations.mjs';

const LANGUAGES = ['python', 'java', 'go'];
const AT_ONCE = 2;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((target) => !LANGUAGES.includes(target));
if (unknown.length > 0) {
  console.error(`no such language: ${unknown.join(', ')}; there are ${LANGUAGES.join(', ')}`);
  process.exit(2);
}
