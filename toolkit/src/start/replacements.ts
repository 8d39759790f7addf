import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionsOption } from '../gateway/replaced-functions';
import { ToolkitError } from '../model/errors';

type Import = (file: string) => Promise<Record<string, unknown>>;

/**
 * Loads the module that `--functions` names. The module exports handlers or URLs by function, as the default export,
 * `module.exports` or named exports.
 */
export async function readReplacements(file: string): Promise<FunctionsOption> {
  if (!existsSync(file))
    throw new ToolkitError('FunctionsNotRead', `The file that --functions specifies does not exist: ${file}.`);
  const { importModule } = createRequire(__filename)(join(__dirname, 'import-module.js')) as { importModule: Import };
  let loaded: Record<string, unknown>;
  try {
    loaded = await importModule(file);
  } catch (cause) {
    const { message } = cause as Error;
    throw new ToolkitError('FunctionsNotRead', `The module that --functions specifies cannot be loaded: ${message}`, {
      cause,
    });
  }
  const { default: main, ...named } = loaded;
  const replacements = typeof main === 'object' && main !== null ? main : named;
  if (Object.keys(replacements).length > 0) return { ...(replacements as FunctionsOption) };
  throw new ToolkitError(
    'FunctionsNotRead',
    `${file} does not export an object with handlers or URLs. Export an object such as { Orders: async (event) => ({ statusCode: 200 }) }.`,
  );
}
