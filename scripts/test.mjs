// `npm test`: installs and builds where that has not been done, then runs jest; arguments go to jest.
// Without arguments the whole suite runs and the coverage threshold holds.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function builtAt() {
  const assembly = join(root, '.jsii');
  return existsSync(assembly) && existsSync(join(root, 'lib/index.js')) ? statSync(assembly).mtimeMs : 0;
}

function changedAt() {
  const sources = readdirSync(join(root, 'lib'), { recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => join(root, 'lib', file));
  return Math.max(...[...sources, join(root, 'package.json')].map((file) => statSync(file).mtimeMs));
}

if (!existsSync(join(root, 'node_modules/.package-lock.json'))) run('npm', ['ci']);
if (builtAt() < changedAt()) run('npm', ['run', 'build']);
const args = process.argv.slice(2);
run(process.execPath, [join(root, 'node_modules/jest/bin/jest.js'), ...(args.length > 0 ? args : ['--coverage'])]);
