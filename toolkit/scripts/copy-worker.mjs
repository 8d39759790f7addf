// Copies the worker of functions as it is: tsc would turn its `import()` into `require()`, which cannot load ES modules.
import { copyFileSync } from 'node:fs';

const file = 'gateway/functions/node-worker.js';
copyFileSync(new URL(`../src/${file}`, import.meta.url), new URL(`../lib/${file}`, import.meta.url));
