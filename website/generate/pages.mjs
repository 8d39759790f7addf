// Writes website/pages/, which VitePress builds: `docs/`, a page for each code, and the API reference.
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadAssemblyFromPath } from '@jsii/spec';
import { root } from '../../scripts/ensure-built.mjs';
import { translateSamples } from '../../scripts/rosetta.mjs';
import { tablet as packaged } from '../../scripts/package.mjs';
import { ApiReference } from './api.mjs';
import { codePages } from './codes.mjs';
import { docsPages } from './docs.mjs';

const website = join(root, 'website');
const pages = join(website, 'pages');

/** The translated samples of `npm run package`, if their sources have not changed since. */
async function translations() {
  const docs = readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file));
  const scripts = readdirSync(join(root, 'scripts')).filter((file) => file.startsWith('rosetta'));
  const sources = ['.jsii', 'README.md', ...docs, ...scripts.map((file) => join('scripts', file))];
  const changed = Math.max(...sources.map((file) => statSync(join(root, file)).mtimeMs));
  const isFresh = (file) => existsSync(file) && statSync(file).mtimeMs > changed;
  const own = join(root, '.cache/site/samples/.jsii.tabl.json');
  let tablet = [packaged, own].find(isFresh);
  tablet ??= (await translateSamples(dirname(own))).tablet;
  const { snippets } = JSON.parse(readFileSync(tablet, 'utf8'));
  return new Map(
    Object.values(snippets).map((snippet) => [snippet.translations.$.source.trim(), snippet.translations]),
  );
}

export async function generatePages() {
  rmSync(pages, { recursive: true, force: true });
  mkdirSync(pages, { recursive: true });
  const docs = docsPages(await translations(), pages);
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
