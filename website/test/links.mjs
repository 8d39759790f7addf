import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileOf } from './serve.mjs';

/** Returns the broken links within the site, and the addresses of all links to other sites. */
export function checkLinks(directory, pages, base) {
  const read = new Map();
  const pageAt = (file) => {
    if (!read.has(file)) {
      const html = readFileSync(file, 'utf8');
      const ids = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => decode(id)));
      const links = [...html.matchAll(/<a\s[^>]*?href="([^"]+)"/g)].map(([, href]) => decode(href));
      read.set(file, { ids, links });
    }
    return read.get(file);
  };
  const dead = new Set();
  const external = new Set();
  for (const page of pages) {
    const here = `http://site${base}${page}`;
    for (const href of pageAt(fileOf(directory, page || 'index.html')).links) {
      const url = new URL(href, here);
      if (url.host !== 'site') {
        external.add(url.href);
        continue;
      }
      const path = decodeURIComponent(url.pathname);
      const file = path.startsWith(base) ? fileOf(directory, path.slice(base.length) || 'index.html') : undefined;
      const anchor = decodeURIComponent(url.hash.slice(1));
      if (!file) dead.add(`${page}: ${href}`);
      else if (anchor && file.endsWith('.html') && !pageAt(file).ids.has(anchor)) {
        dead.add(`${page}: ${href}, which is not in ${relative(directory, file)}`);
      }
    }
  }
  return { dead: [...dead], external: [...external].sort() };
}

const decode = (text) => text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"');
