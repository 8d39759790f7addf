import { dirname, join } from 'node:path';

/** The steps that add the dependency on cdk-apigatewayv2. */
export interface DependencyPlan {
  /** Manifests that this command edits. */
  readonly edits: { readonly path: string; readonly before: string; readonly after: string }[];

  /** Commands of the package manager. Those that run `after` need the sources to be rewritten. */
  readonly commands: Command[];

  /** The steps that the user has to do. */
  readonly notes: string[];
}

export interface Command {
  readonly directory: string;
  readonly command: readonly string[];
  readonly when: 'before' | 'after';
}

/** The input of the function that plans the dependency for one language. */
export interface DependencyContext {
  /** The folder of a source file that was rewritten. */
  readonly folder: string;

  /** The highest folder that a manifest is looked for in. */
  readonly top: string;

  /** The version of cdk-apigatewayv2. */
  readonly version: string;
}

/** The folders from one up to another. */
export function foldersUp(folder: string, top: string): string[] {
  const folders = [folder];
  while (folder !== top && dirname(folder) !== folder) {
    folder = dirname(folder);
    folders.push(folder);
  }
  return folders;
}

/** The first folder, going up, in which one of the files exists. */
export function nearest(
  { folder, top }: DependencyContext,
  names: readonly string[],
  exists: (path: string) => boolean,
): { folder: string; name: string } | undefined {
  for (const each of foldersUp(folder, top)) {
    const name = names.find((candidate) => exists(join(each, candidate)));
    if (name) return { folder: each, name };
  }
  return undefined;
}

export function emptyPlan(...notes: string[]): DependencyPlan {
  return { edits: [], commands: [], notes };
}
