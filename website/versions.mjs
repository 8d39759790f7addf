import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The path at which GitHub Pages serves the site. */
export const BASE = '/cdk-apigatewayv2/';
const numbers = (version) => version.slice(1).split('.').map(Number);
const newestFirst = (a, b) => numbers(b)[0] - numbers(a)[0] || numbers(b)[1] - numbers(a)[1];

const page = (title, head, body) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>${body}</body></html>\n`;

/**
 * Copies a built site to the directory of all versions. Other versions in the directory are kept. URLs without a
 * version, which messages and README.md contain, redirect to the newest version.
 */
export function addVersion(directory, version, built) {
  rmSync(join(directory, version), { recursive: true, force: true });
  cpSync(built, join(directory, version), { recursive: true });
  const versions = readdirSync(directory)
    .filter((name) => /^v\d+\.\d+$/.test(name))
    .sort(newestFirst);
  writeFileSync(join(directory, '.nojekyll'), '');
  const items = versions.map((name) => `<li><a href="./${name}/">${name}</a></li>`).join('');
  writeFileSync(join(directory, 'versions.html'), page('Versions', '', `<h1>Versions</h1><ul>${items}</ul>`));
  const [newest] = versions;
  const pages = readdirSync(join(directory, newest), { recursive: true }).filter((file) => file.endsWith('.html'));
  for (const file of pages) {
    const target = `${BASE}${newest}/${file === '404.html' ? '' : file.replace(/(?:index)?\.html$/, '')}`;
    const head = `<meta http-equiv="refresh" content="0; url=${target}"><link rel="canonical" href="${target}"><script>location.replace('${target}' + location.hash)</script>`;
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), page('cdk-apigatewayv2', head, `<a href="${target}">${target}</a>`));
  }
  return newest;
}
