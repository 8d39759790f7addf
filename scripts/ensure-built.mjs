import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Runs a command in the project's root; where it fails, its exit status ends this process too. */
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
  // The assembly holds README.md.
  const scripts = ['scripts/finish-build.mjs', 'scripts/lazy-modules.mjs'];
  const files = [...sources, 'README.md', 'package.json', 'tsconfig.json', ...scripts];
  return Math.max(...files.map((file) => statSync(join(root, file)).mtimeMs));
}

/** Whether the library was built after its sources last changed. */
export const isBuilt = () => builtAt() >= changedAt();

/** Installs the packages and builds the library where that has not been done since the sources changed. */
export function ensureBuilt() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) run('npm', ['ci']);
  if (!isBuilt()) run('npm', ['run', 'build']);
}
