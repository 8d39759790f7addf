// `npm run compat`: compares the API of the built library with that of the release before it (the highest tag v1.2.3 that HEAD descends
// from) by jsii-diff. A change that breaks callers, in any language, fails unless the version in package.json rises as semver asks: the
// major, or while that is 0 the minor. Without such a tag there is nothing to compare with, and it says so.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt, root } from './ensure-built.mjs';

/** What git prints. */
export const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
const numbers = (version) => version.replace(/^v/, '').split('.').map(Number);

/** Whether the step from one version to another may break callers. */
export function mayBreak(from, to) {
  const [major, minor] = numbers(from);
  const [newMajor, newMinor] = numbers(to);
  return newMajor > major || (newMajor === 0 && major === 0 && newMinor > minor);
}

/** The last release before this one: a tag that HEAD itself bears is this one. */
export function lastRelease() {
  const tags = git('tag', '--merged', 'HEAD', '--no-contains', 'HEAD', '--sort=-version:refname', '--list', 'v*');
  return tags.split('\n').find((tag) => /^v\d+\.\d+\.\d+$/.test(tag));
}

/** A directory with the assembly of a tag, compiled once. */
function assemblyOf(tag) {
  const directory = join(root, '.cache/compat', git('rev-parse', `${tag}^{commit}`));
  if (!existsSync(join(directory, '.jsii'))) {
    console.log(`compiling ${tag}`);
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    const archive = execFileSync('git', ['archive', tag], { cwd: root, maxBuffer: 1024 ** 3 });
    execFileSync('tar', ['-x', '-C', directory], { input: archive });
    symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
    execFileSync(process.execPath, [join(root, 'node_modules/jsii/bin/jsii')], { cwd: directory, stdio: 'pipe' });
  }
  return directory;
}

function compare() {
  const tag = lastRelease();
  if (tag === undefined) {
    console.log('compat: no release before this one (no tag v1.2.3), nothing to compare with');
    return 0;
  }
  ensureBuilt();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/jsii-diff/bin/jsii-diff'), assemblyOf(tag), root, '--keys', '--error-on', 'all'],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const report = `${stdout}${stderr}`;
  const breaking = report.split('\n').filter((line) => /\[BREAKING|^err /i.test(line));
  if (status !== 0 && breaking.length === 0) {
    console.error(report);
    throw new Error(`jsii-diff failed (${status})`);
  }
  process.stdout.write(report);
  const allowed = mayBreak(tag, version);
  const verdict = allowed ? 'allows them' : 'allows none';
  console.log(`compat: breaking changes since ${tag}: ${breaking.length}; version ${version} ${verdict}`);
  return breaking.length > 0 && !allowed ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = compare();
}
