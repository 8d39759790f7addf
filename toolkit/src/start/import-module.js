// Loads a module that the user specifies. This file is JavaScript, because tsc would compile import() to require(),
// which does not load URLs.
const { pathToFileURL } = require('node:url');

let count = 0;

/** Loads a file again on each call. Modules that the file imports are loaded only once. */
exports.importModule = async function importModule(file) {
  delete require.cache[file];
  const url = pathToFileURL(file);
  url.searchParams.set('load', String(++count));
  return import(url.href);
};
