import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { run } from './run';

const root = path.resolve(__dirname, '../..');

describe('a release', () => {
  let project: string;

  const git = (...args: string[]) =>
    run('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: project }).trim();
  const env = {
    ...Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((who) => [
        [`GIT_${who}_NAME`, 'a'],
        [`GIT_${who}_EMAIL`, 'a@example.com'],
      ]),
    ),
    JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: 'true',
  };
  const script = (name: string, ...args: string[]) =>
    run(process.execPath, [`scripts/${name}.mjs`, ...args], { cwd: project, env });
  const commit = (message: string) => git('commit', '--quiet', '--allow-empty', '--message', message);
  const json = (file: string) => JSON.parse(fs.readFileSync(path.join(project, file), 'utf8'));
  const setVersion = (version: string) =>
    fs.writeFileSync(path.join(project, 'package.json'), JSON.stringify({ ...json('package.json'), version }));

  /** What names the built packages by their version. */
  const naming = (version: string) => ({
    'README.md': `Version ${version} is not in the registries yet: npm install dist/js/cdk-apigatewayv2@${version}.jsii.tgz`,
    'examples/java/pom.xml': `<artifactId>cdk-apigatewayv2</artifactId>\n  <version>${version}</version>\n<version>0.1.0</version>`,
    'examples/python/requirements.txt': `../dist/python/cdk_apigatewayv2-${version}-py3-none-any.whl\nother==0.1.0`,
    'test/bindings/go/go.mod': `x/cdkapigatewayv2 v${version}\ngolang.org/x/tools/godoc v0.1.0-deprecated`,
  });

  /** A repository with what releasing reads of this one, built. */
  beforeEach(() => {
    project = fs.mkdtempSync(path.join(os.tmpdir(), 'release-'));
    fs.mkdirSync(path.join(project, 'lib'));
    fs.cpSync(path.join(root, 'scripts'), path.join(project, 'scripts'), { recursive: true });
    for (const file of ['package.json', 'package-lock.json', 'tsconfig.json', '.gitignore', 'lib/index.js', '.jsii']) {
      fs.copyFileSync(path.join(root, file), path.join(project, file));
    }
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'));
    // It is built, and there is nothing to build from
    const ensureBuilt = path.join(project, 'scripts/ensure-built.mjs');
    const source = fs.readFileSync(ensureBuilt, 'utf8');
    fs.writeFileSync(
      ensureBuilt,
      source.replace(/export function ensureBuilt[^]*/, 'export function ensureBuilt() {}'),
    );
    setVersion('0.1.0');
    for (const [file, text] of Object.entries(naming('0.1.0'))) {
      fs.mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
      fs.writeFileSync(path.join(project, file), text);
    }
    git('init', '--quiet', '--initial-branch', 'main');
    git('add', '--all');
    commit('feat: begin');
  });

  afterEach(() => fs.rmSync(project, { recursive: true, force: true }));

  /** Has the tag `v0.1.0` on HEAD, and the assembly of it, with more methods than there are now. */
  const released = (...methods: string[]) => {
    git('tag', 'v0.1.0');
    const directory = path.join(project, '.cache/compat', git('rev-parse', 'HEAD'));
    fs.mkdirSync(directory, { recursive: true });
    const assembly = json('.jsii');
    assembly.types['cdk-apigatewayv2.HttpApi'].methods.push(
      ...methods.map((name) => ({ name, docs: { stability: 'stable' } })),
    );
    fs.writeFileSync(path.join(directory, '.jsii'), JSON.stringify(assembly));
    fs.copyFileSync(path.join(project, 'package.json'), path.join(directory, 'package.json'));
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(directory, 'node_modules'));
  };

  test('is the first with the version of package.json, and has a changelog, a commit and a tag', () => {
    commit('chore: nothing to tell');
    expect(script('release', '--dry-run')).toContain('no release -> v0.1.0');
    script('release');
    expect(git('log', '-1', '--format=%s %D')).toBe('chore(release): 0.1.0 HEAD -> main, tag: v0.1.0');
    const changelog = fs.readFileSync(path.join(project, 'CHANGELOG.md'), 'utf8');
    expect(changelog).toMatch(/## 0\.1\.0 \(\d{4}-\d\d-\d\d\)\n\n### Features\n\n\* begin \(\[/);
    expect(changelog).not.toContain('nothing to tell');
    expect(git('status', '--porcelain')).toBe('');
    expect(() => script('release')).toThrow('HEAD is a release already');
  });

  test.each([
    ['fix: a', undefined, '0.1.1'],
    ['feat: a', undefined, '0.1.1'],
    ['feat!: a', undefined, '0.2.0'],
    ['fix: a', 'minor', '0.2.0'],
    ['fix: a', 'major', '1.0.0'],
    ['fix: a', '3.2.1', '3.2.1'],
  ])('after the commits %p, with the argument %p, has the version %s', (message, asked, version) => {
    git('tag', 'v0.1.0');
    commit(message);
    expect(script('release', '--dry-run', ...(asked ? [asked] : []))).toContain(`v0.1.0 -> v${version}`);
  });

  test('has a changelog, and one version for the packages of all languages', () => {
    released();
    commit('feat: something new');
    expect(script('release')).toContain('breaking changes since v0.1.0: 0; version 0.1.1 allows none');
    expect([json('package.json').version, json('package-lock.json').version]).toEqual(['0.1.1', '0.1.1']);
    const named = Object.keys(naming('')).map((file) => [file, fs.readFileSync(path.join(project, file), 'utf8')]);
    expect(Object.fromEntries(named)).toEqual(naming('0.1.1'));
    expect(git('status', '--porcelain')).toBe('');
    const [, newest, older] = fs.readFileSync(path.join(project, 'CHANGELOG.md'), 'utf8').split(/^## /m);
    expect(newest).toMatch(/^\[0\.1\.1\]\(https:\/\/github\.com\/.*\/compare\/v0\.1\.0\.\.\.v0\.1\.1\)/);
    expect(newest).toContain('* something new');
    expect(older).toContain('* begin');
  });

  test('fails for uncommitted changes, and for a version that exists', () => {
    git('tag', 'v9.9.9');
    commit('fix: a');
    expect(() => script('release', '9.9.9')).toThrow('there is a tag v9.9.9 already');
    expect(() => script('release', 'huge')).toThrow("got 'huge'");
    fs.writeFileSync(path.join(project, 'new.txt'), '');
    expect(() => script('release')).toThrow('not committed');
  });

  describe('with a changed API', () => {
    test('is not compared if it is the first', () => {
      git('tag', 'v0.1.0');
      git('tag', 'other');
      expect(script('compat')).toContain('no release before this one');
    });

    test('fails if it removes a method without a new major version, or minor version before 1.0.0', () => {
      released('gone');
      commit('fix: a');
      expect(() => script('compat')).toThrow(
        /METHOD cdk-apigatewayv2\.HttpApi\.gone: has been removed[^]*since v0\.1\.0: 1; version 0\.1\.0 allows none/,
      );
      setVersion('0.2.0');
      expect(script('compat')).toContain('breaking changes since v0.1.0: 1; version 0.2.0 allows them');
    });

    test.each([
      ['v1.4.0', '1.5.0', false],
      ['v1.4.0', '2.0.0', true],
      ['v0.4.0', '0.4.1', false],
      ['v0.4.0', '0.5.0', true],
      ['v1.4.0', '0.5.0', false],
    ])('after version %s, as version %s, allows breaking changes: %p', (from, to, may) => {
      const program = `import('./scripts/compat.mjs').then(({ mayBreak }) => console.log(mayBreak('${from}', '${to}')))`;
      expect(run(process.execPath, ['-e', program], { cwd: project }).trim()).toBe(String(may));
    });
  });
});
