// Removes the compiled files whose source is gone: jsii compiles in place and would publish them.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const lib = join(dirname(fileURLToPath(import.meta.url)), '../lib');
for (const file of readdirSync(lib, { recursive: true })) {
  const source = file.replace(/(\.d\.ts|\.js)$/, '.ts');
  if (source !== file && !existsSync(join(lib, source))) rmSync(join(lib, file));
}
