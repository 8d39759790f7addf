// Tests the wheel in a fresh virtual environment, with aws-cdk-lib from PyPI. The checks are in test/bindings/python.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { snakeCase } from '../../scripts/rosetta-python.mjs';
import { EXAMPLES } from './bindings.mjs';
import { differences } from './compare.mjs';
import { expectedOfSamples, readSamples, synthesizeSamples } from './samples/samples.mjs';

export default {
  name: 'Python',
  tools: ['python3'],
  async run({ dist, work, root, typescript, version, sh, check, example, exampleDirectory, testEnv }) {
    const python = join(work, 'venv/bin/python');
    const env = { CDK_VALIDATION: 'false', PYTHONDONTWRITEBYTECODE: '1', PIP_DISABLE_PIP_VERSION_CHECK: '1' };
    await sh('python3', ['-m', 'venv', join(work, 'venv')]);
    const wheel = join(dist, `cdk_apigatewayv2-${version}-py3-none-any.whl`);
    await sh(python, ['-m', 'pip', 'install', '--quiet', wheel, '-r', 'requirements-dev.txt'], {
      cwd: exampleDirectory('bookstore'),
      env,
    });
    const installed = await sh(python, ['-m', 'pip', 'freeze'], { env });
    if (!installed.includes(wheel)) {
      throw new Error(`the wheel is not installed:\n${installed}`);
    }
    console.log(`Python has ${installed.match(/^(aws-cdk-lib|constructs|jsii)==.*/gm).join(', ')}`);

    for (const name of EXAMPLES) await example(name, python, ['app.py'], { env });

    await check('the requirements of the starter are satisfied, and its unit test passes', async () => {
      const cwd = exampleDirectory('starter');
      // The wheel is already installed, so pip fails if the starter's version range does not include the version of the
      // wheel.
      await sh(python, ['-m', 'pip', 'install', '--quiet', '--no-index', '-r', 'requirements.txt'], { cwd, env });
      await sh(python, ['-m', 'unittest', 'discover', '--top-level-directory', '.', 'tests'], { cwd, env });
    });

    await check('the tests of the bookstore, which start the toolkit, pass', () =>
      sh(python, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests'], {
        cwd: exampleDirectory('bookstore'),
        env: { ...env, ...testEnv },
      }),
    );

    const tests = join(root, 'test/bindings/python');
    for (const file of readdirSync(tests).filter((each) => each.startsWith('test_'))) {
      await check(`python/${file} passes`, () => sh(python, [file], { cwd: tests, env }));
    }

    await check('the samples of README and docs/ have the same templates as in TypeScript', async () => {
      const samples = readSamples();
      const expected = await expectedOfSamples(samples, typescript);
      const translated = Object.entries(samples).map(([name, { python: source, declared }]) => [
        name,
        { source, declared: declared.map(([each, type]) => [snakeCase(each), type]) },
      ]);
      const program = join(root, 'test/bindings/samples/run.py');
      const actual = await synthesizeSamples(work, Object.fromEntries(translated), python, [program]);
      const failures = Object.keys(samples).flatMap((name) => {
        const { template, error } = expected[name];
        if (error) return [`${name} in TypeScript: ${error}`];
        if (actual[name].error) return [`${name}: ${actual[name].error}`];
        return differences(template, actual[name].template).map((each) => `${name}: ${each}`);
      });
      const resources = Object.values(expected).map(({ template }) => Object.keys(template?.Resources ?? {}).length);
      const empty = resources.filter((count) => count === 0).length;
      console.log(
        `${resources.length} samples, ${resources.reduce((a, b) => a + b)} resources, ${empty} samples make none`,
      );
      if (failures.length > 0) throw new Error(failures.join('\n'));
    });
  },
};
