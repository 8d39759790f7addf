import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ToolkitError } from '../../model/errors';
import type { FunctionCode, LambdaFunction } from '../../model/types';
import { textOf } from '../../model/values';
import type { GatewayContext } from '../contracts';
import { pathOf } from '../names';
import { notRun } from './not-run';
import { unzip } from './unzip';

/** Finds the code of functions and layers on disk. Inline code and archives are written to temporary folders. */
export class CodeFolders {
  private temporary: string | undefined;
  private count = 0;
  private readonly remove = () => {
    if (this.temporary !== undefined) rmSync(this.temporary, { recursive: true, force: true });
  };

  constructor(private readonly context: Pick<GatewayContext, 'directory' | 'values'>) {}

  /** The folder with the code of a function. `extension` is the file name extension for inline code. */
  ofFunction(fn: LambdaFunction, extension: string): string {
    const { code } = fn;
    if (code.kind === 'inline') {
      const folder = this.newFolder();
      const text = this.context.values.text(code.text, `The inline code of the function ${pathOf(fn)}`);
      writeFileSync(join(folder, `index.${extension}`), text);
      return folder;
    }
    const folder = this.of(code);
    if (folder !== undefined) return folder;
    if (code.kind === 'asset' || code.kind === 'path') {
      throw new ToolkitError(
        'CodeNotFound',
        `The code of the function ${pathOf(fn)} is missing: ${resolve(this.context.directory, code.path)}. Synthesize the app again.`,
      );
    }
    throw notRun(fn, `has its code ${placeOf(code)}`);
  }

  /** The folder with an asset, such as a layer, or undefined if the content is not part of the app. */
  of(code: FunctionCode | null | undefined): string | undefined {
    if (code?.kind !== 'asset' && code?.kind !== 'path') return undefined;
    const path = resolve(this.context.directory, code.path);
    if (!existsSync(path)) return undefined;
    if (statSync(path).isDirectory()) return path;
    const folder = this.newFolder();
    unzip(path, folder);
    return folder;
  }

  /** Removes the temporary folders. */
  close(): void {
    process.off('exit', this.remove);
    this.remove();
  }

  private newFolder(): string {
    if (this.temporary === undefined) {
      this.temporary = mkdtempSync(join(tmpdir(), 'apigwv2-functions-'));
      // A test can end without calling close(), so the folder is also removed when the process exits.
      process.once('exit', this.remove);
    }
    const folder = join(this.temporary, String(this.count++));
    mkdirSync(folder);
    return folder;
  }
}

function placeOf(code: FunctionCode): string {
  switch (code.kind) {
    case 's3':
      return `in the S3 bucket ${textOf(code.bucket)}`;
    case 'image':
      return 'in a container image';
    default:
      return 'in a place that the template does not specify';
  }
}
