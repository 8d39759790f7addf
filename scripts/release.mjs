// `npm run release`: makes a release of HEAD: the next version in package.json and package-lock.json, from which the packages of all
// languages have it; CHANGELOG.md; a commit and a tag. Nothing is published: .github/workflows/release.yml does that once the tag is pushed.
// The version follows from the commits since the last release, unless it is given: `-- major`, `-- 1.0.0`. `-- --dry-run` only tells it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bumper } from 'conventional-recommended-bump';
import { writeChangelog } from './changelog.mjs';
import { git, lastRelease } from './compat.mjs';
import { root, run } from './ensure-built.mjs';

const dryRun = process.argv.includes('--dry-run');
const [asked] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));

function fail(message) {
  console.error(`release: ${message}`);
  process.exit(1);
}

const LEVELS = ['major', 'minor', 'patch'];

function increased(version, level) {
  const parts = version.split('.').map(Number);
  const at = LEVELS.indexOf(level);
  return parts.map((part, index) => (index < at ? part : index === at ? part + 1 : 0)).join('.');
}

async function nextVersion(last) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (/^\d+\.\d+\.\d+$/.test(asked ?? '')) return asked;
  if (asked !== undefined && !LEVELS.includes(asked)) fail(`give ${LEVELS.join(', ')} or a version, got '${asked}'`);
  if (asked === undefined && last === undefined) return version;
  if (asked !== undefined) return increased(version, asked);
  // Before 1.0.0, what breaks callers raises the minor, and what is new the patch
  const preset = { name: 'conventionalcommits', preMajor: version.startsWith('0.') };
  const { releaseType, reason } = await new Bumper(root).tag(last).loadPreset(preset).bump();
  if (releaseType === undefined) fail(`there is nothing to release since ${last}`);
  console.log(reason);
  return increased(version, releaseType);
}

/** The examples and the README name the built packages by their version; gives the files that do. */
function renamePackages(from, to) {
  const names = [
    'cdk-apigatewayv2@',
    'cdk_apigatewayv2-',
    'cdkapigatewayv2 v',
    'Version ',
    'cdk-apigatewayv2</artifactId>\\s*<version>',
  ];
  const name = new RegExp(`(${names.join('|')})${from.replaceAll('.', '\\.')}(?![\\d.]*\\d)`, 'g');
  return git('ls-files', 'README.md', 'examples', 'test/bindings')
    .split('\n')
    .filter((file) => {
      const path = join(root, file);
      const text = file && readFileSync(path, 'utf8');
      const renamed = text.replace(name, `$1${to}`);
      if (renamed !== text) writeFileSync(path, renamed);
      return renamed !== text;
    });
}

if (git('tag', '--points-at', 'HEAD', '--list', 'v*') !== '') fail('HEAD is a release already');
if (!dryRun && git('status', '--porcelain') !== '') fail('there are changes that are not committed');
const last = lastRelease();
const version = await nextVersion(last);
const tag = `v${version}`;
if (git('tag', '--list', tag) !== '') fail(`there is a tag ${tag} already`);
console.log(`${last ?? 'no release'} -> ${tag}`);
if (!dryRun) {
  const { version: before } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const renamed = renamePackages(before, version);
  run('npm', ['version', version, '--no-git-tag-version', '--allow-same-version', '--ignore-scripts']);
  run(process.execPath, [join(root, 'scripts/compat.mjs')]);
  console.log(await writeChangelog());
  git('add', 'package.json', 'package-lock.json', 'CHANGELOG.md', ...renamed);
  git('commit', '--quiet', '--message', `chore(release): ${version}`);
  git('tag', '--annotate', tag, '--message', tag);
  console.log('To publish it: git push --follow-tags');
}
