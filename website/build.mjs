// `npm run site`: builds the documentation site into website/.vitepress/dist. SITE_BASE is the path of the published site.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { ensureBuilt, root } from '../scripts/ensure-built.mjs';
import { secondsSince } from '../scripts/package.mjs';
import { generatePages } from './generate/pages.mjs';

const website = join(root, 'website');
export const dist = join(website, '.vitepress/dist');

/** Installs VitePress if needed, writes the pages and builds them. */
export async function buildSite(base = process.env.SITE_BASE ?? '/') {
  ensureBuilt();
  if (!existsSync(join(website, 'node_modules/.package-lock.json'))) {
    await execa('npm', ['ci', '--no-audit', '--no-fund'], { cwd: website });
  }
  const start = performance.now();
  const count = await generatePages();
  const generated = secondsSince(start);
  // With a larger memory area for new objects, the garbage collector runs less often.
  await execa(process.execPath, ['--max-semi-space-size=64', 'node_modules/vitepress/bin/vitepress.js', 'build'], {
    cwd: website,
    env: { SITE_BASE: base },
  });
  console.log(
    `site: ${count} pages in website/.vitepress/dist (written in ${generated} s, built in ${secondsSince(start)} s)`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await buildSite();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
