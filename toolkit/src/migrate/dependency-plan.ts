import { dirname, join } from 'node:path';

/** The steps that add the dependency on cdk-apigatewayv2. */
export interface DependencyPlan {
  /** The changes to manifest files, such as `requirements.txt`. */
  readonly edits: { readonly path: string; readonly before: string; readonly after: string }[];

  /**
   * The commands of package managers. `when` specifies whether a command runs before or after the sources are
   * rewritten.
   */
  readonly commands: Command[];

  /** The steps that the user must do by hand. */
  readonly notes: string[];
}

export interface Command {
  readonly directory: string;
  readonly command: readonly string[];
  readonly when: 'before' | 'after';
}

/** The input of a function that plans the dependency for one language. */
export interface DependencyContext {
  /** The folder of a source file that was rewritten. */
  readonly folder: string;

  /** The top folder of the search for a manifest, such as the root of the git repository. */
  readonly top: string;

  /** The version of cdk-apigatewayv2 to add. */
  readonly version: string;
}

/** Returns a folder and its parent folders, up to the folder `top`. */
export function foldersUp(folder: string, top: string): string[] {
  const folders = [folder];
  while (folder !== top && dirname(folder) !== folder) {
    folder = dirname(folder);
    folders.push(folder);
  }
  return folders;
}

/** Finds the nearest folder that contains one of the files, from `folder` up to `top`. */
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
