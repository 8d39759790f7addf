// Writes website/pages/, which VitePress builds: `docs/`, a page for each code, and the API reference.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadAssemblyFromPath } from '@jsii/spec';
import { root } from '../../scripts/ensure-built.mjs';
import { translatedSamples } from '../../scripts/rosetta.mjs';
import { ApiReference } from './api.mjs';
import { codePages } from './codes.mjs';
import { docsPages } from './docs.mjs';

const website = join(root, 'website');
const pages = join(website, 'pages');

export async function generatePages() {
  rmSync(pages, { recursive: true, force: true });
  mkdirSync(pages, { recursive: true });
  const docs = docsPages(await translatedSamples(), pages);
  const disable = /## Disable a rule[^]*?(<Sample>[^]*?<\/Sample>)/.exec(docs['rules.md'])[1];
  const api = new ApiReference(loadAssemblyFromPath(root, false));
  const all = { ...docs, ...codePages(disable), ...api.pages() };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(pages, file)), { recursive: true });
    writeFileSync(join(pages, file), text);
  }
  cpSync(join(website, 'content'), pages, { recursive: true });
  writeFileSync(join(website, '.vitepress/cache-sidebar.json'), JSON.stringify(api.sidebar()));
  return Object.keys(all).length;
}
