import { join } from 'node:path';

import { planDependencies } from '../../src/migrate/dependencies';
import type { Language } from '../../src/migrate/modules';
import { folderWith } from './folders';

const GO = 'github.com/cdk-apigatewayv2/cdk-apigatewayv2-go/cdkapigatewayv2';

function planFor(files: Record<string, string>, source: string, language: Language) {
  const top = folderWith(files);
  const plan = planDependencies([{ path: join(top, source), language }], top, '0.1.0');
  return {
    edits: plan.edits.map(({ path, after }) => [path.slice(top.length + 1), after]),
    commands: plan.commands.map(({ command, directory }) => [directory.slice(top.length + 1), command.join(' ')]),
    notes: plan.notes,
  };
}

const pkg = (content: object) => JSON.stringify(content);
const app = pkg({ dependencies: { 'aws-cdk-lib': '^2.276.0' } });

describe('dependencies of Node.js projects', () => {
  test.each([
    ['npm without a lock file', { 'package.json': app }, 'npm install cdk-apigatewayv2@^0.1.0'],
    ['npm', { 'package.json': app, 'package-lock.json': '{}' }, 'npm install cdk-apigatewayv2@^0.1.0'],
    ['yarn', { 'package.json': app, 'yarn.lock': '' }, 'yarn add cdk-apigatewayv2@^0.1.0'],
    ['pnpm', { 'package.json': app, 'pnpm-lock.yaml': '' }, 'pnpm add cdk-apigatewayv2@^0.1.0'],
    ['bun', { 'package.json': app, 'bun.lock': '' }, 'bun add cdk-apigatewayv2@^0.1.0'],
    [
      'the packageManager field before a lock file',
      {
        'package.json': pkg({ packageManager: 'pnpm@9.0.0', dependencies: { 'aws-cdk-lib': '2.300.0' } }),
        'yarn.lock': '',
      },
      'pnpm add cdk-apigatewayv2@^0.1.0',
    ],
    [
      'development dependencies',
      { 'package.json': pkg({ devDependencies: { 'aws-cdk-lib': '^2.276.0' } }) },
      'npm install --save-dev cdk-apigatewayv2@^0.1.0',
    ],
  ])('%s', (_, files, command) => {
    expect(planFor(files, 'lib/stack.ts', 'typescript')).toEqual({ edits: [], commands: [['', command]], notes: [] });
  });

  test('a construct library gets a peer dependency and a development dependency', () => {
    const files = {
      'package.json': pkg({
        peerDependencies: { 'aws-cdk-lib': '^2.260.0' },
        devDependencies: { 'aws-cdk-lib': '2.276.0' },
      }),
    };
    expect(planFor(files, 'a.ts', 'typescript').commands.map(([, command]) => command)).toEqual([
      'npm install --save-dev cdk-apigatewayv2@^0.1.0',
      'npm install --save-peer cdk-apigatewayv2@^0.1.0',
    ]);
  });

  test('a workspace uses its own package.json and the lock file of the root', () => {
    const files = { 'package.json': '{}', 'yarn.lock': '', 'infra/package.json': app };
    expect(planFor(files, 'infra/lib/a.ts', 'typescript').commands).toEqual([
      ['infra', 'yarn add cdk-apigatewayv2@^0.1.0'],
    ]);
  });

  test('a project that already has the dependency does not change', () => {
    const files = { 'package.json': pkg({ dependencies: { 'aws-cdk-lib': '2', 'cdk-apigatewayv2': '*' } }) };
    expect(planFor(files, 'a.ts', 'typescript')).toEqual({ edits: [], commands: [], notes: [] });
  });

  test('a version of aws-cdk-lib that is too old results in a note', () => {
    const files = { 'package.json': pkg({ dependencies: { 'aws-cdk-lib': '~2.200.1' } }) };
    expect(planFor(files, 'a.ts', 'typescript').notes).toEqual([
      expect.stringContaining('needs aws-cdk-lib 2.260.0 or newer'),
    ]);
  });

  test('a projen project results in a note', () => {
    expect(planFor({ 'package.json': app, '.projenrc.ts': '' }, 'a.ts', 'typescript').notes).toEqual([
      expect.stringContaining('projen'),
    ]);
  });

  test('a package.json that is not JSON causes an error', () => {
    expect(() => planFor({ 'package.json': '{' }, 'a.ts', 'typescript')).toThrow(/package\.json is not valid JSON/);
  });
});

describe('dependencies of Python projects', () => {
  test.each([
    [
      'a line below aws-cdk-lib',
      '# CDK\naws-cdk-lib>=2,<3 # lib\nboto3\n',
      '# CDK\naws-cdk-lib>=2,<3 # lib\ncdk-apigatewayv2>=0.1.0\nboto3\n',
    ],
    [
      'a line with hashes',
      'aws-cdk-lib==2.276.0 \\\n    --hash=sha256:00\nboto3\n',
      'aws-cdk-lib==2.276.0 \\\n    --hash=sha256:00\ncdk-apigatewayv2>=0.1.0\nboto3\n',
    ],
    ['the end of the file', 'boto3', 'boto3\ncdk-apigatewayv2>=0.1.0\n'],
  ])('requirements.txt: %s', (_, before, after) => {
    const { edits } = planFor({ 'requirements.txt': before }, 'a.py', 'python');
    expect(edits).toEqual([['requirements.txt', after]]);
  });

  test.each([
    [
      'a list on several lines',
      '[project]\ndependencies = [\n    "aws-cdk-lib>=2",\n    "constructs",\n]\n',
      '[project]\ndependencies = [\n    "aws-cdk-lib>=2",\n    "cdk-apigatewayv2>=0.1.0",\n    "constructs",\n]\n',
    ],
    [
      'the last item without a trailing comma',
      '[project]\ndependencies = [\n    "aws-cdk-lib>=2"\n]\n',
      '[project]\ndependencies = [\n    "aws-cdk-lib>=2",\n    "cdk-apigatewayv2>=0.1.0"\n]\n',
    ],
    [
      'a list on one line',
      '[project]\ndependencies = ["aws-cdk-lib>=2", "constructs"]\n',
      '[project]\ndependencies = ["aws-cdk-lib>=2", "cdk-apigatewayv2>=0.1.0", "constructs"]\n',
    ],
  ])('pyproject.toml: %s', (_, before, after) => {
    expect(planFor({ 'pyproject.toml': before }, 'a.py', 'python').edits).toEqual([['pyproject.toml', after]]);
  });

  test('setup.py gets the dependency', () => {
    const before = `setup(\n    install_requires=[\n        'aws-cdk-lib>=2',\n    ],\n)\n`;
    expect(planFor({ 'setup.py': before }, 'a.py', 'python').edits).toEqual([
      [
        'setup.py',
        `setup(\n    install_requires=[\n        'aws-cdk-lib>=2',\n        'cdk-apigatewayv2>=0.1.0',\n    ],\n)\n`,
      ],
    ]);
  });

  test.each([
    ['uv', { 'pyproject.toml': '[project]', 'uv.lock': '' }, 'uv add cdk-apigatewayv2'],
    ['poetry', { 'pyproject.toml': '[tool.poetry]\nname = "a"\n' }, 'poetry add cdk-apigatewayv2'],
    ['pdm', { 'pyproject.toml': '[project]', 'pdm.lock': '' }, 'pdm add cdk-apigatewayv2'],
    ['pipenv', { Pipfile: '' }, 'pipenv install cdk-apigatewayv2'],
  ])('%s', (_, files, command) => {
    expect(planFor(files as Record<string, string>, 'a.py', 'python').commands).toEqual([['', command]]);
  });

  test('the dependency is installed in the virtual environment of the project', () => {
    const files = { 'requirements.txt': 'aws-cdk-lib\n', '.venv/bin/python': '' };
    const [[, command]] = planFor(files, 'a.py', 'python').commands as [string[]];
    expect(command).toMatch(/\.venv\/bin\/python -m pip install cdk-apigatewayv2>=0\.1\.0$/);
  });

  test('a project that already has the dependency does not change', () => {
    const files = { 'requirements.txt': 'aws-cdk-lib\ncdk-apigatewayv2\n' };
    expect(planFor(files, 'a.py', 'python')).toEqual({ edits: [], commands: [], notes: [] });
  });
});

describe('dependencies of Java projects', () => {
  const dependency = (group: string, artifact: string, version: string) =>
    `    <dependency>\n      <groupId>${group}</groupId>\n      <artifactId>${artifact}</artifactId>\n      <version>${version}</version>\n    </dependency>\n`;
  const aws = dependency('software.amazon.awscdk', 'aws-cdk-lib', '${cdk.version}');
  const ours = dependency('io.github.cdk-apigatewayv2', 'cdk-apigatewayv2', '0.1.0');

  test('pom.xml gets the dependency', () => {
    const others = dependency('a', 'b', '1');
    const managed = `  <dependencyManagement>\n${aws}  </dependencyManagement>\n  <!--\n${aws}  -->\n`;
    const pom = (all: string) =>
      `<project>\n${managed}  <dependencies>\n${others}${all}${others}  </dependencies>\n</project>\n`;
    expect(planFor({ 'pom.xml': pom(aws) }, 'src/main/java/a/A.java', 'java').edits).toEqual([
      ['pom.xml', pom(aws + ours)],
    ]);
    expect(planFor({ 'pom.xml': pom(aws + ours) }, 'src/main/java/a/A.java', 'java').edits).toEqual([]);
  });

  test.each([
    [
      'build.gradle',
      `    implementation 'software.amazon.awscdk:aws-cdk-lib:2.276.0' // cdk\n`,
      `    implementation 'io.github.cdk-apigatewayv2:cdk-apigatewayv2:0.1.0'\n`,
    ],
    [
      'build.gradle.kts',
      `    implementation("software.amazon.awscdk:aws-cdk-lib:$cdk")\n`,
      `    implementation("io.github.cdk-apigatewayv2:cdk-apigatewayv2:0.1.0")\n`,
    ],
    [
      'build.gradle',
      `  implementation group: 'software.amazon.awscdk', name: 'aws-cdk-lib', version: '2.276.0'\n`,
      `  implementation group: 'io.github.cdk-apigatewayv2', name: 'cdk-apigatewayv2', version: '0.1.0'\n`,
    ],
    [
      'build.gradle',
      `  implementation group: 'software.amazon.awscdk', name: 'aws-cdk-lib', version: cdkVersion\n`,
      `  implementation group: 'io.github.cdk-apigatewayv2', name: 'cdk-apigatewayv2', version: '0.1.0'\n`,
    ],
  ])('the Gradle file %s gets the dependency after the line %s', (file, line, added) => {
    const text = (lines: string) => `dependencies {\n${lines}}\n`;
    expect(planFor({ [file]: text(line) }, 'src/A.java', 'java').edits).toEqual([[file, text(line + added)]]);
  });

  test('a version catalog results in a note', () => {
    expect(
      planFor({ 'build.gradle': 'dependencies { implementation libs.cdk }' }, 'A.java', 'java').notes,
    ).toHaveLength(1);
  });
});

describe('dependencies of Go projects', () => {
  test('go get runs before the sources change, and go mod tidy runs after', () => {
    expect(planFor({ 'go.mod': 'module a\n' }, 'a.go', 'go').commands).toEqual([
      ['', `go get ${GO}@v0.1.0`],
      ['', 'go mod tidy'],
    ]);
  });

  test('a project that already has the dependency does not change', () => {
    expect(planFor({ 'go.mod': `module a\nrequire ${GO} v0.1.0\n` }, 'a.go', 'go').commands).toEqual([]);
  });
});

test.each(['typescript', 'python', 'java', 'go'] as const)(
  'a %s project without a manifest results in a note',
  (language) => {
    const plan = planFor({}, 'a', language);
    expect(plan).toEqual({ edits: [], commands: [], notes: [expect.stringMatching(/^No .* was found\. /)] });
  },
);
