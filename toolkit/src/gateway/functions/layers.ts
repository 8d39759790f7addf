import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LambdaFunction } from '../../model/types';
import { isUnresolved, textOf } from '../../model/values';
import type { CodeFolders } from './code';

/**
 * The layers of a function: the folders of layers in the app, and the names of layers whose content is not part of the
 * app.
 */
export interface Layers {
  readonly folders: readonly string[];
  readonly missing: readonly string[];
}

/** Finds the layers of a function. Later layers override earlier layers, so the folder of the last layer is first. */
export function layersOf({ layers, layerAssets }: LambdaFunction, code: CodeFolders): Layers {
  if (layers === undefined) return { folders: [], missing: [] };
  if (isUnresolved(layers)) return { folders: [], missing: [textOf(layers)] };
  const folders: string[] = [];
  const missing: string[] = [];
  layers.forEach((layer, index) => {
    const folder = code.of(layerAssets?.[index]);
    if (folder === undefined) missing.push(textOf(layer));
    else folders.unshift(folder);
  });
  return { folders, missing };
}

/** The folders in the layers of a Node.js function that contain a `node_modules` folder. */
export function nodeRoots(folders: readonly string[], runtimeVersion: number): string[] {
  return folders
    .flatMap((folder) => [join(folder, 'nodejs', `node${runtimeVersion}`), join(folder, 'nodejs')])
    .filter((folder) => existsSync(join(folder, 'node_modules')));
}
