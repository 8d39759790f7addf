import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import { MigrateError } from './error';

/** The folders that contain dependencies and build outputs. `migrate` skips these folders. */
const SKIPPED = new Set([
  ...[
    'node_modules',
    'cdk.out',
    'dist',
    'build',
    'out',
    'target',
    'coverage',
    'vendor',
    'site-packages',
    '__pycache__',
  ],
  ...[
    '.git',
    '.venv',
    'venv',
    '.tox',
    '.nox',
    '.gradle',
    '.idea',
    '.vscode',
    '.yarn',
    '.pnpm-store',
    '.next',
    '.turbo',
  ],
]);

/**
 * Returns the paths of all files below a folder, relative to the folder and with `/` as separator. Ignored files,
 * dependencies and build outputs are left out.
 */
export function findFiles(directory: string): string[] {
  const files = gitFiles(directory) ?? walk(directory, directory);
  return files
    .filter(
      (file) =>
        !file
          .split('/')
          .slice(0, -1)
          .some((part) => isSkipped(part)),
    )
    .sort();
}

function isSkipped(folder: string): boolean {
  return SKIPPED.has(folder) || folder.startsWith('cdk.out');
}

function gitFiles(directory: string): string[] | undefined {
  const output = git(directory, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  // A file that git tracks can be missing on disk.
  return output?.split('\0').filter((file) => file !== '' && existsSync(join(directory, file)));
}

function walk(root: string, folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isSkipped(entry.name) ? [] : walk(root, path);
    return entry.isFile() ? [relative(root, path).split(sep).join('/')] : [];
  });
}

/** Returns the root of the git repository that contains a folder. Undefined if the folder is not in a repository. */
export function repositoryOf(directory: string): string | undefined {
  return git(directory, ['rev-parse', '--show-toplevel'])?.trim();
}

/**
 * Throws a `MigrateError` if the folder has uncommitted changes, because the migration would mix its own changes with
 * them.
 */
export function requireCleanTree(directory: string): void {
  const changes = git(directory, ['status', '--porcelain', '--', '.'])?.split('\n').filter(Boolean) ?? [];
  if (changes.length === 0) return;
  const examples = changes.slice(0, 3).map((line) => line.slice(3));
  const more = changes.length > 3 ? `, and ${changes.length - 3} more` : '';
  throw new MigrateError(
    `The git working tree has uncommitted changes: ${examples.join(', ')}${more}. Commit or stash the changes, or pass --force.`,
  );
}

function git(directory: string, args: string[]): string | undefined {
  try {
    return execFileSync('git', args, {
      cwd: directory,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}

/** Returns the content of a file. Undefined if the file does not exist. */
export function readIfPresent(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
