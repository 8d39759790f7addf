import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseYaml } from '../../lib/http/openapi-yaml';
import { run } from './run';

const root = path.resolve(__dirname, '../..');
const directory = path.join(root, '.github/workflows');

interface Job {
  readonly needs?: string | string[];
  readonly if?: string;
  readonly environment?: string;
  readonly permissions?: { [name: string]: string };
  readonly steps: { uses?: string; run?: string; with?: { [name: string]: unknown } }[];
}

interface Workflow {
  readonly on: { push: { tags?: string[]; branches?: string[] } };
  readonly permissions: { [name: string]: string };
  readonly jobs: { [name: string]: Job };
}

const textOf = (file: string) => fs.readFileSync(path.join(directory, file), 'utf8');
const workflowOf = (file: string) => parseYaml(textOf(file)) as Workflow;
const runsOf = ({ steps }: Job) => steps.flatMap(({ run }) => run ?? []).join('\n');

describe.each(fs.readdirSync(directory))('the workflow %s', (file) => {
  test('pins each action to a commit, with the version in a comment', () => {
    const uses = textOf(file)
      .split('\n')
      .filter((line) => /\buses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test('has only read permissions, except in individual jobs', () => {
    expect(workflowOf(file).permissions).toEqual({ contents: 'read' });
  });

  test('runs existing scripts', () => {
    const { scripts } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
    const named = [...textOf(file).matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('the next version', () => {
  const json = (file: string) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));
  const { packages } = json('release-please-config.json');

  test('is determined for each published package', () => {
    expect(Object.keys(packages)).toEqual(['.', ...json('package.json').workspaces]);
    expect(Object.keys(json('.release-please-manifest.json'))).toEqual(Object.keys(packages));
  });

  test('is written to every file that contains the version of the library', () => {
    const { version } = json('package.json');
    const name = new RegExp(`cdk.?apigatewayv2[^ ]{0,20}( v|==|>=|@|": ".?|</artifactId>\\s*<version>)${version}`);
    const naming = run('git', ['ls-files', 'docs/get-started.md', 'examples', 'test/bindings'], { cwd: root })
      .split('\n')
      .filter((file) => file && name.test(fs.readFileSync(path.join(root, file), 'utf8')));
    const written: Array<string | { path: string }> = packages['.']['extra-files'];
    expect(written.map((file) => (typeof file === 'string' ? file : file.path)).sort()).toEqual(naming.sort());
  });

  test('is marked in the files that are not JSON', () => {
    const texts = packages['.']['extra-files'].filter((file: unknown) => typeof file === 'string');
    const unmarked = texts.filter(
      (file: string) => !/x-release-please-(start-)?version/.test(fs.readFileSync(path.join(root, file), 'utf8')),
    );
    expect(unmarked).toEqual([]);
  });
});

describe('a release', () => {
  const { on, jobs } = workflowOf('release.yml');

  test('requires a version tag and passed checks', () => {
    expect(on.push.tags).toEqual(['v[0-9]+.[0-9]+.[0-9]+', 'toolkit-v[0-9]+.[0-9]+.[0-9]+']);
    expect(runsOf(jobs.build)).toMatch(
      /GITHUB_REF_NAME.*package\.json[^]*\.ci\/run[^]*npm run package[^]*npm pack -w toolkit/,
    );
  });

  test('publishes one build to every registry', () => {
    for (const name of ['npm', 'pypi', 'maven', 'go']) {
      expect(jobs[name]).toMatchObject({ needs: 'build', environment: name, if: "startsWith(github.ref_name, 'v')" });
      expect(jobs[name].steps[0]).toMatchObject({ with: { name: 'dist' } });
    }
  });

  test('uses trusted publishing for npm and PyPI only', () => {
    const trusted = Object.keys(jobs).filter((name) => jobs[name].permissions?.['id-token'] === 'write');
    expect(trusted).toEqual(['npm', 'npm-toolkit', 'pypi']);
    expect(runsOf(jobs.npm)).toContain('--provenance');
  });

  test('of the toolkit publishes the toolkit only', () => {
    const published = Object.keys(jobs).filter((name) => `${jobs[name].if}`.includes("'toolkit-v'"));
    expect(published).toEqual(['npm-toolkit']);
    expect(runsOf(jobs['npm-toolkit'])).toContain('publish dist/toolkit/*.tgz --provenance');
  });
});
