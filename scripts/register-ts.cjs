// `node -r ./scripts/register-ts.cjs file.ts` runs TypeScript with tsx, which does not check types (`npm run lint` does).
// With REGISTER_TS_BUILT=1, this module loads the build of the library instead of its sources.
'use strict';
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const built = process.env.REGISTER_TS_BUILT === '1';
require('tsx/cjs');

// jsii compiles in place, and tsx loads lib/x.js even if lib/x.ts is newer, so this hook loads lib/x.ts. The hook also
// resolves the name of the package, which the examples import.
const { name } = require('../package.json');
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const own = request === name || request.startsWith(name + '/');
  const wanted = own ? path.join(root, 'lib', request.slice(name.length), 'index') : request;
  const found = resolveFilename.call(this, wanted, ...rest);
  if (typeof found !== 'string' || !/^lib[\\/].*\.[jt]s$/.test(path.relative(root, found))) return found;
  const file = found.replace(/\.[jt]s$/, built ? '.js' : '.ts');
  return fs.existsSync(file) ? file : found;
};
