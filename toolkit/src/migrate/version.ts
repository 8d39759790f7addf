import { dirname, join } from 'node:path';

import { readIfPresent } from './files';

/**
 * Returns the version of cdk-apigatewayv2 to add, which is the version of this package because both are released
 * together.
 */
export function libraryVersion(folder = __dirname): string {
  const text = readIfPresent(join(folder, 'package.json'));
  if (text !== undefined) return (JSON.parse(text) as { version: string }).version;
  return libraryVersion(dirname(folder));
}
