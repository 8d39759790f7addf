// Tests the jar with aws-cdk-lib from Maven Central: one run of Maven compiles the examples and runs the checks in java/.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { EXAMPLES } from './bindings.mjs';
import { readSamples } from './samples/samples.mjs';
import { javaUnits } from './samples/units.mjs';

const CLASSPATH = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath';

/** Returns the tests in the reports of a Maven module, each with its error message if it failed. */
function testsOf(module) {
  const reports = join(module, 'target/surefire-reports');
  const files = readdirSync(reports).filter((name) => name.endsWith('.xml'));
  return files.flatMap((file) => {
    const text = readFileSync(join(reports, file), 'utf8');
    return [...text.matchAll(/<testcase name="([^"]*)"[^>]*?(?:\/>|>(.*?)<\/testcase>)/gs)].map(
      ([, title, body = '']) => ({
        title: plain(title),
        failure: /<(failure|error|skipped)\b/.test(body) ? plain(body).replace(/\n\tat .*/g, '') : undefined,
      }),
    );
  });
}

const ENTITIES = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const plain = (text) => text.replace(/&(\w+);/g, (entity, name) => ENTITIES[name] ?? entity);

export default {
  name: 'Java',
  tools: ['mvn', 'java', 'javac'],
  async run({ root, work, version, sh, check, example, exampleDirectory, testEnv }) {
    const repository = join(root, '.cache/maven');
    // Maven otherwise uses the package of an earlier run, because the version is the same.
    rmSync(join(repository, 'io/github/cdk-apigatewayv2'), { recursive: true, force: true });
    const project = join(root, 'test/bindings/java');
    const modules = EXAMPLES.map((name) => join(root, 'examples', name, 'java'));
    for (const module of [...modules, join(project, 'checks')]) {
      rmSync(join(module, 'target'), { recursive: true, force: true });
    }
    const properties = {
      'maven.repo.local': repository,
      'maven.test.failure.ignore': true,
      'mdep.outputFile': 'target/classpath.txt',
      'mdep.includeScope': 'runtime',
      'library.version': version,
      'library.repository': `file://${join(root, 'dist/java')}`,
      'style.color': 'never',
    };
    const given = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`);
    // The pom.xml of the starter has no `repositories`, because apps outside this repository do not need this element. settings.xml adds
    // the repository that contains the built package.
    const settings = ['--settings', join(project, 'settings.xml')];
    await sh('mvn', ['-B', '-q', ...settings, ...given, 'test', CLASSPATH], { cwd: project, env: testEnv });

    // The Java test of the bookstore starts the toolkit.
    const tests = [join(project, 'checks'), ...['starter', 'bookstore'].map(exampleDirectory)].flatMap((module) => {
      const found = testsOf(module);
      if (found.length === 0) throw new Error(`no test of ${module} was run`);
      return found;
    });
    for (const { title, failure } of tests) {
      await check(title, () => {
        if (failure) throw new Error(failure);
      });
    }

    for (const [index, name] of EXAMPLES.entries()) {
      const target = join(modules[index], 'target');
      const [, main] = /<exec\.mainClass>(.*)<\/exec\.mainClass>/.exec(
        readFileSync(join(modules[index], 'pom.xml'), 'utf8'),
      );
      const classpath = [join(target, 'classes'), readFileSync(join(target, 'classpath.txt'), 'utf8').trim()];
      await example(name, 'java', ['-cp', classpath.join(delimiter), main]);
    }

    await check('the samples of README and docs/ compile', async () => {
      const units = javaUnits(readSamples());
      for (const [file, source] of Object.entries(units)) {
        mkdirSync(dirname(join(work, file)), { recursive: true });
        writeFileSync(join(work, file), source);
      }
      const classpath = readFileSync(join(modules[0], 'target/classpath.txt'), 'utf8').trim();
      const options = ['-proc:none', '-Xmaxerrs', '1000', '-d', 'classes', '-cp', classpath];
      await sh('javac', [...options, ...Object.keys(units)], { cwd: work });
      console.log(`${Object.keys(units).length} samples compiled`);
    });
  },
};
