import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseYaml } from '../../lib/http/openapi-yaml';

const root = path.resolve(__dirname, '../..');
const directory = path.join(root, '.github/workflows');

interface Job {
  readonly needs?: string | string[];
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
  test('pins actions to a commit, with their version in a comment', () => {
    const uses = textOf(file)
      .split('\n')
      .filter((line) => /\buses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test('has read permissions only, except for single jobs', () => {
    expect(workflowOf(file).permissions).toEqual({ contents: 'read' });
  });

  test('runs existing scripts', () => {
    const { scripts } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
    const named = [...textOf(file).matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('a release', () => {
  const { on, jobs } = workflowOf('release.yml');

  test('is a tag with passed checks', () => {
    expect(on.push).toEqual({ tags: ['v[0-9]+.[0-9]+.[0-9]+'] });
    expect(runsOf(jobs.build)).toMatch(/package\.json.*GITHUB_REF_NAME[^]*\.ci\/run[^]*npm run package/);
    expect(jobs.build.steps[0].with).toMatchObject({ 'fetch-depth': 0 });
  });

  test('publishes one build to every registry', () => {
    for (const name of ['npm', 'pypi', 'maven', 'go']) {
      expect(jobs[name]).toMatchObject({ needs: 'build', environment: name });
      expect(jobs[name].steps[0]).toMatchObject({ with: { name: 'dist' } });
    }
  });

  test('uses trusted publishing for npm and PyPI only', () => {
    const trusted = Object.keys(jobs).filter((name) => jobs[name].permissions?.['id-token'] === 'write');
    expect(trusted).toEqual(['npm', 'pypi']);
    expect(runsOf(jobs.npm)).toContain('--provenance');
  });
});
