// Copies the JavaScript files of src to lib as they are. tsc would turn their import() into require(), which loads no URLs.
import { cpSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

cpSync(folder('src'), folder('lib'), {
  recursive: true,
  filter: (path) => statSync(path).isDirectory() || path.endsWith('.js'),
});
