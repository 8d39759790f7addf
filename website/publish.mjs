// `node website/publish.mjs DIR`: builds the site and copies it to a folder in DIR that is named after the version,
// such as `v0.2/`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/ensure-built.mjs';
import { buildSite, dist } from './build.mjs';
import { BASE, addVersion } from './versions.mjs';

const [directory] = process.argv.slice(2);
if (!directory) throw new Error('usage: node website/publish.mjs DIR');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const name = `v${version.split('.').slice(0, 2).join('.')}`;
await buildSite(`${BASE}${name}/`);
console.log(`site: ${name} is in ${directory}, and the newest version is ${addVersion(directory, name, dist)}`);
