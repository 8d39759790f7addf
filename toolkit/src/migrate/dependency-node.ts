import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';

import { emptyPlan, foldersUp, nearest } from './dependency-plan';
import type { DependencyContext, DependencyPlan } from './dependency-plan';
import { MigrateError } from './error';
import { readIfPresent } from './files';
import { LIBRARY } from './modules';

type Manager = 'npm' | 'yarn' | 'pnpm' | 'bun';
type Section = 'dependencies' | 'devDependencies' | 'peerDependencies';

const LOCK_FILES: readonly [file: string, manager: Manager][] = [
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['yarn.lock', 'yarn'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
];

const ADD: Record<Manager, readonly string[]> = {
  npm: ['npm', 'install'],
  yarn: ['yarn', 'add'],
  pnpm: ['pnpm', 'add'],
  bun: ['bun', 'add'],
};

const FLAGS: Record<Section, Record<Manager, readonly string[]>> = {
  dependencies: { npm: [], yarn: [], pnpm: [], bun: [] },
  devDependencies: { npm: ['--save-dev'], yarn: ['--dev'], pnpm: ['--save-dev'], bun: ['--dev'] },
  peerDependencies: { npm: ['--save-peer'], yarn: ['--peer'], pnpm: ['--save-peer'], bun: ['--peer'] },
};

interface PackageJson extends Partial<Record<Section, Record<string, string>>> {
  readonly packageManager?: string;
}

/**
 * Plans the dependency for npm, yarn, pnpm and bun: adds the library to each section of `package.json` that contains
 * aws-cdk-lib.
 */
export function planNode(context: DependencyContext): DependencyPlan {
  const found = nearest(context, ['package.json'], existsSync);
  if (!found) return emptyPlan(`No package.json was found. Install ${LIBRARY.npm} yourself.`);
  const manifest = readPackageJson(join(found.folder, 'package.json'));
  const all: Section[] = ['dependencies', 'devDependencies', 'peerDependencies'];
  if (all.some((section) => manifest[section]?.[LIBRARY.npm] !== undefined)) return emptyPlan();

  const sections = all.filter((section) => manifest[section]?.['aws-cdk-lib'] !== undefined);
  const notes = all.flatMap((section) => versionNotes(manifest[section]?.['aws-cdk-lib']));
  const projen = ['.projenrc.ts', '.projenrc.js', '.projenrc.mjs', '.projenrc.py', '.projenrc.json'];
  if (projen.some((file) => existsSync(join(found.folder, file)))) {
    notes.push(
      `projen generates package.json. Add '${LIBRARY.npm}' to \`deps\` in the projen configuration, and run projen.`,
    );
  }
  const manager = managerOf(found.folder, context.top, manifest);
  const specifier = `${LIBRARY.npm}@^${context.version}`;
  const commands = (sections.length > 0 ? sections : (['dependencies'] as const)).map((section) => ({
    directory: found.folder,
    command: [...ADD[manager], ...FLAGS[section][manager], specifier],
    when: 'before' as const,
  }));
  return { edits: [], commands, notes: [...new Set(notes)] };
}

function readPackageJson(path: string): PackageJson {
  try {
    return JSON.parse(readIfPresent(path)!) as PackageJson;
  } catch (error) {
    throw new MigrateError(`${relative('.', path)} is not valid JSON: ${(error as Error).message}`);
  }
}

function managerOf(folder: string, top: string, manifest: PackageJson): Manager {
  for (const each of foldersUp(folder, top)) {
    const own =
      each === folder ? manifest : (JSON.parse(readIfPresent(join(each, 'package.json')) ?? '{}') as PackageJson);
    const named = /^(npm|yarn|pnpm|bun)@/.exec(own.packageManager ?? '')?.[1] as Manager | undefined;
    const locked = LOCK_FILES.find(([file]) => existsSync(join(each, file)))?.[1];
    if (named ?? locked) return (named ?? locked)!;
  }
  return 'npm';
}

/** Returns a note if a version requirement allows only aws-cdk-lib versions that are too old for cdk-apigatewayv2. */
export function versionNotes(requirement: string | undefined): string[] {
  const [major, minor] = (/(\d+)\.(\d+)/.exec(requirement ?? '')?.slice(1) ?? []).map(Number);
  const [, oldest] = LIBRARY.awsCdkLib.split('.').map(Number);
  if (major !== 2 || minor === undefined || minor >= oldest!) return [];
  return [
    `${LIBRARY.npm} needs aws-cdk-lib ${LIBRARY.awsCdkLib} or newer, but the project requires "${requirement}". Update aws-cdk-lib first.`,
  ];
}
