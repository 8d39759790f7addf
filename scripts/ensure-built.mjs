// Lets `npm test` and `npm run demo` work in a fresh clone: this module installs the packages, and builds the library
// and the toolkit if their sources are newer than the build. This module does not import packages that `npm ci`
// installs.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Runs a command in the project's root. If the command fails, this process exits with the same status. */
export function run(command, args, env = {}) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  if (status !== 0) process.exit(status ?? 1);
}

function builtAt() {
  const files = ['.jsii', 'lib/index.js'].map((file) => join(root, file));
  return files.every((file) => existsSync(file)) ? statSync(files[0]).mtimeMs : 0;
}

function changedAt() {
  const sources = readdirSync(join(root, 'lib'), { recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => join('lib', file));
  // README.md is a source of the build, because the jsii assembly contains it.
  const scripts = ['scripts/finish-build.mjs', 'scripts/lazy-modules.mjs'];
  const files = [...sources, 'README.md', 'package.json', 'tsconfig.json', ...scripts];
  return Math.max(...files.map((file) => statSync(join(root, file)).mtimeMs));
}

/** Whether the build of the library is newer than all of its sources. */
export const isBuilt = () => builtAt() >= changedAt();

/** Returns the time of the latest change to a file in a folder. */
function newest(folder) {
  if (!existsSync(folder)) return 0;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Math.max(0, ...files.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}

/** Installs the packages, and builds the toolkit if its sources are newer than the build. */
export function ensureToolkitBuilt() {
  install();
  const built = join(root, 'toolkit/lib/cli/main.js');
  if (!existsSync(built) || newest(join(root, 'toolkit/lib')) < newest(join(root, 'toolkit/src'))) {
    run('npm', ['run', '--silent', 'build', '-w', 'toolkit']);
  }
}

function install() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) run('npm', ['ci']);
}

/** Installs the packages, and builds the library if its sources are newer than the build. */
export function ensureBuilt() {
  install();
  // jsii prints a warning if the version of Node.js has reached its end of life. CONTRIBUTING.md states the supported
  // versions.
  const quiet = {
    JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: 'true',
    JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: 'true',
  };
  if (!isBuilt()) run('npm', ['run', 'build'], quiet);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensureBuilt();
  ensureToolkitBuilt();
}
