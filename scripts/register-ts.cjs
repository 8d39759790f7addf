// `node -r ./scripts/register-ts.cjs file.ts` runs TypeScript: transpiled, not type-checked (`npm run lint` checks types).
// With REGISTER_TS_BUILT=1 the library itself is taken as compiled by `npm run build`.
'use strict';
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const ts = require('typescript');

const root = path.resolve(__dirname, '..');
const built = process.env.REGISTER_TS_BUILT === '1';
const compilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  esModuleInterop: true,
  inlineSourceMap: true,
  inlineSources: true,
};
process.setSourceMapsEnabled(true);

// Node would print the line of code that threw, which may be a compiled line of aws-cdk-lib: of other people's code the
// stack is enough.
process.on('uncaughtException', (error) => {
  console.error(error instanceof Error ? error.stack : error);
  process.exit(1);
});

require.extensions['.ts'] = (module, filename) => {
  const { outputText } = ts.transpileModule(fs.readFileSync(filename, 'utf8'), { compilerOptions, fileName: filename });
  module._compile(outputText, filename);
};

// jsii compiles in place: where lib/x.js stands beside lib/x.ts, the source wins (Node would take the .js). The package is
// also found by its name, which the examples import.
const { name } = require('../package.json');
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const own = request === name || request.startsWith(name + '/');
  const wanted = own ? path.join(root, 'lib', request.slice(name.length), 'index') : request;
  const found = resolveFilename.call(this, wanted, ...rest);
  if (typeof found !== 'string' || !found.endsWith('.js') || !found.startsWith(root + path.sep)) return found;
  const relative = path.relative(root, found);
  if (relative.startsWith('node_modules' + path.sep) || (built && relative.startsWith('lib' + path.sep))) return found;
  const source = found.slice(0, -3) + '.ts';
  return fs.existsSync(source) ? source : found;
};
