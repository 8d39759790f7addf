// Loads a module of the user. It is not TypeScript, since tsc would turn import() into require(), which loads no URLs.
const { pathToFileURL } = require('node:url');

let count = 0;

/** Loads a file, and again when it is called again. Modules that the file itself imports are loaded once. */
exports.importModule = async function importModule(file) {
  delete require.cache[file];
  const url = pathToFileURL(file);
  url.searchParams.set('load', String(++count));
  return import(url.href);
};
