// Copies the worker of functions as it is: tsc would turn its `import()` into `require()`, which cannot load ES modules.
import { copyFileSync } from 'node:fs';

for (const file of ['gateway/functions/node-worker.js', 'gateway/functions/node-endpoints.js']) {
  copyFileSync(new URL(`../src/${file}`, import.meta.url), new URL(`../lib/${file}`, import.meta.url));
}
