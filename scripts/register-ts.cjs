// `node -r ./scripts/register-ts.cjs file.ts` runs TypeScript with tsx, which does not check types (`npm run lint` does).
// With REGISTER_TS_BUILT=1 the library itself is the build of `npm run build`.
'use strict';
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const built = process.env.REGISTER_TS_BUILT === '1';
require('tsx/cjs');

// jsii compiles in place, and tsx prefers lib/x.js to lib/x.ts, which may be newer. The package is also found by its name,
// which the examples import.
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
