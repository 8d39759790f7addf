// Removes what was compiled: tsc leaves the output of sources that are gone, and it would be published.
import { rmSync } from 'node:fs';

rmSync(new URL('../lib', import.meta.url), { recursive: true, force: true });
