// Tests the Go module with awscdk from the Go proxy: builds the examples, and runs the checks in go/.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EXAMPLES } from './bindings.mjs';
import { readSamples } from './samples/samples.mjs';
import { goUnits } from './samples/units.mjs';

const LIBRARY = 'github.com/cdk-apigatewayv2/cdk-apigatewayv2-go/cdkapigatewayv2';

/** The tests in the output of `go test -json`, with the output of those that failed. */
function testsOf(printed) {
  const tests = new Map();
  for (const line of printed.split('\n').filter((text) => text.startsWith('{'))) {
    const { Action, Test, Output = '' } = JSON.parse(line);
    if (!Test) continue;
    const test = tests.get(Test) ?? { title: Test, output: '', passed: false };
    test.output += Output;
    test.passed ||= Action === 'pass';
    tests.set(Test, test);
  }
  return [...tests.values()];
}

export default {
  name: 'Go',
  tools: ['go', 'gofmt'],
  async run({ root, dist, work, sh, check, example, exampleDirectory, testEnv }) {
    const modules = EXAMPLES.map((name) => join(root, 'examples', name, 'go'));
    const project = join(root, 'test/bindings/go');
    await check('gofmt does not change a file', async () => {
      const files = await sh('gofmt', ['-l', ...modules, project]);
      if (files) throw new Error(files);
    });

    // The go.mod of the starter has no `replace`, because apps outside this repository do not need it. This test adds `replace` to a copy.
    const starter = exampleDirectory('starter');
    const modfile = join(work, 'starter.mod');
    copyFileSync(join(starter, 'go.mod'), modfile);
    copyFileSync(join(starter, 'go.sum'), join(work, 'starter.sum'));
    const library = `${LIBRARY}=${join(dist, 'cdkapigatewayv2')}`;
    await sh('go', ['mod', 'edit', '-replace', library, modfile], { cwd: work });

    for (const [index, name] of EXAMPLES.entries()) {
      const program = join(work, name);
      const options = name === 'starter' ? ['-modfile', modfile] : [];
      await sh('go', ['build', ...options, '-o', program, '.'], { cwd: modules[index] });
      await example(name, program, []);
    }
    await check('the unit test of the starter passes', () =>
      sh('go', ['test', '-modfile', modfile, '-count=1', '.'], { cwd: starter, env: testEnv }),
    );

    await check('the tests of the bookstore, which start the toolkit, pass', () =>
      sh('go', ['test', '-count=1', '.'], { cwd: exampleDirectory('bookstore'), env: testEnv }),
    );

    // The process exits with an error if a test fails, but the output still contains the result of each test.
    const options = { cwd: project, env: { CDK_VALIDATION: 'false' } };
    const program = join(work, 'checks');
    await sh('go', ['test', '-c', '-o', program, '.'], options);
    const printed = await sh('go', ['tool', 'test2json', program, '-test.v'], options).catch(({ message }) => message);
    const tests = testsOf(printed);
    if (tests.length === 0) throw new Error(`no test was run: ${printed}`);
    for (const { title, passed, output } of tests) {
      await check(title, () => {
        if (!passed) throw new Error(output);
      });
    }

    await check('the samples of README and docs/ compile', async () => {
      const samples = readSamples();
      const units = goUnits(samples);
      const directory = join(work, 'samples');
      for (const [file, source] of Object.entries(units)) {
        mkdirSync(dirname(join(directory, file)), { recursive: true });
        writeFileSync(join(directory, file), source);
      }
      for (const file of ['go.mod', 'go.sum']) copyFileSync(join(project, file), join(directory, file));
      await sh('go', ['mod', 'edit', '-replace', library], { cwd: directory });
      await sh('go', ['build', '-gcflags=-e', './...'], { cwd: directory });
      console.log(`${Object.keys(units).length} samples compiled`);
    });
  },
};
