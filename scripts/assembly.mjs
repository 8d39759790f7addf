import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The jsii assembly of the package in `directory`, also where `.jsii` only points to a compressed file. */
export function loadAssembly(directory) {
  const assembly = JSON.parse(readFileSync(join(directory, '.jsii'), 'utf8'));
  if (assembly.schema !== 'jsii/file-redirect') return assembly;
  return JSON.parse(gunzipSync(readFileSync(join(directory, assembly.filename))));
}
