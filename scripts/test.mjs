// `npm test`: installs and builds where that has not been done, then runs jest; arguments go to jest.
// Without arguments the whole suite runs and the coverage threshold holds.
import { join } from 'node:path';
import { ensureBuilt, root, run } from './ensure-built.mjs';

ensureBuilt();
const args = process.argv.slice(2);
run(process.execPath, [
  join(root, 'node_modules/jest/bin/jest.js'),
  ...(args.length > 0 ? args : ['--coverage', '--maxWorkers=100%']),
]);
