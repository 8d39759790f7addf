// The module, with awscdk from the Go proxy: builds the examples, and runs the checks in go/.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EXAMPLES } from './bindings.mjs';
import { readSamples } from './samples/samples.mjs';
import { goUnits } from './samples/units.mjs';

/** The tests of `go test -json`, with what those printed that failed. */
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
  async run({ root, work, sh, check, example }) {
    const modules = EXAMPLES.map((name) => join(root, 'examples', name, 'go'));
    const project = join(root, 'test/bindings/go');
    await check('gofmt has nothing to change', async () => {
      const files = await sh('gofmt', ['-l', ...modules, project]);
      if (files) throw new Error(files);
    });

    for (const [index, name] of EXAMPLES.entries()) {
      const program = join(work, name);
      await sh('go', ['build', '-o', program, '.'], { cwd: modules[index] });
      await example(name, program, []);
    }

    // A test that fails makes `go test` fail too; what it printed is what is looked at.
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
      const module = readFileSync(join(project, 'go.mod'), 'utf8');
      const { dir } = JSON.parse(await sh('go', ['mod', 'edit', '-json'], { cwd: project })).Replace.map(({ New }) => ({
        dir: New.Path,
      }))[0];
      const files = {
        ...units,
        'go.mod': module.replace(dir, join(project, dir)),
        'go.sum': readFileSync(join(project, 'go.sum'), 'utf8'),
      };
      for (const [file, source] of Object.entries(files)) {
        mkdirSync(dirname(join(directory, file)), { recursive: true });
        writeFileSync(join(directory, file), source);
      }
      await sh('go', ['build', '-gcflags=-e', './...'], { cwd: directory });
      const left = Object.keys(samples).length - Object.keys(units).length;
      console.log(`${Object.keys(units).length} samples compiled; ${left} define classes, which have no Go`);
    });
  },
};
