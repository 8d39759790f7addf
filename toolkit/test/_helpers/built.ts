import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root, temporaryFolder } from './apps';

/** Builds the package in a temporary copy, since other tests use the folder at the same time. Returns the copy. */
export function buildPackage(): string {
  const parent = temporaryFolder();
  const folder = join(parent, 'toolkit');
  for (const name of ['package.json', 'tsconfig.json', 'README.md', 'LICENSE', 'src', 'schema', 'scripts']) {
    cpSync(join(root, 'toolkit', name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(parent, 'node_modules'));
  // This folder contains the packages whose versions differ from those in the root of the repository.
  const own = join(root, 'toolkit/node_modules');
  if (existsSync(own)) symlinkSync(own, join(folder, 'node_modules'));
  execFileSync('npm', ['run', 'build'], { cwd: folder, stdio: 'pipe' });
  return folder;
}
