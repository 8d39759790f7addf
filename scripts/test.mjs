// `npm test`: installs and builds where that has not been done, then runs jest for the library and for the toolkit; arguments
// go to jest: those of the toolkit begin with `toolkit/`. Without arguments both suites run and the coverage threshold holds.
import { join } from 'node:path';
import { ensureBuilt, ensureToolkitBuilt, root, run } from './ensure-built.mjs';

const jest = (args) => run(process.execPath, [join(root, 'node_modules/jest/bin/jest.js'), ...args]);
const toolkit = ['--config', join(root, 'toolkit/jest.config.js')];

const args = process.argv.slice(2);
const files = args.filter((arg) => !arg.startsWith('-'));
const isOfToolkit = (file) => /^(\.\/)?toolkit(\/|$)/.test(file);
const some = files.length > 0;

ensureBuilt();
ensureToolkitBuilt();
if (!some || files.some((file) => !isOfToolkit(file))) {
  jest(args.length > 0 ? args.filter((arg) => !isOfToolkit(arg)) : ['--coverage', '--maxWorkers=100%']);
}
if (!some || files.some(isOfToolkit)) {
  jest([
    ...toolkit,
    ...(args.length > 0 ? args.filter((arg) => arg.startsWith('-') || isOfToolkit(arg)) : ['--maxWorkers=100%']),
  ]);
}
