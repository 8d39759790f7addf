// Copies the JavaScript files of src, such as the worker of functions, without compiling: tsc would turn their `import()` into `require()`,
// which cannot load ES modules.
import { cpSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

cpSync(folder('src'), folder('lib'), {
  recursive: true,
  filter: (path) => statSync(path).isDirectory() || path.endsWith('.js'),
});
