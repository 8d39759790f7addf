// `npm run site:test`: builds the site and tests it in headless Chromium. `-- --built` tests the last build.
// `-- --screenshots DIR` also writes screenshots of some pages.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pMap from 'p-map';
import { chromium } from 'playwright-core';
import { buildSite, dist } from '../build.mjs';
import { secondsSince } from '../../scripts/package.mjs';
import { checkLinks } from './links.mjs';
import { BROWSER_CHECKS, takeScreenshots, visitAll } from './browser.mjs';
import { pagesOf, serve } from './serve.mjs';

// The tests serve the site at the base path of a release on GitHub Pages, so that links without the base path fail.
const BASE = '/cdk-apigatewayv2/v0.0/';
const args = process.argv.slice(2);
const screenshots = args.includes('--screenshots') ? args[args.indexOf('--screenshots') + 1] : undefined;

function chromiumPath() {
  const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
    existsSync(path),
  );
  if (!found && !process.env.CHROMIUM) throw new Error('no Chromium found: set CHROMIUM to its path');
  return process.env.CHROMIUM ?? found;
}

async function main() {
  if (!args.includes('--built') || !existsSync(join(dist, 'index.html'))) await buildSite(BASE);
  const pages = pagesOf(dist);
  const server = await serve(dist, BASE);
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
  const failures = [];
  const check = async (title, body) => {
    const start = performance.now();
    const found = await body().catch((error) => [error.message]);
    console.log(`${found.length === 0 ? 'ok    ' : 'FAILED'} ${title} (${secondsSince(start)} s)`);
    for (const each of found.slice(0, 30)) console.log(`       ${each}`);
    if (found.length > 0) failures.push(title);
  };
  try {
    const { dead, external } = checkLinks(dist, pages, BASE);
    await check(`no link within the site is dead (${pages.length} pages)`, async () => dead);
    console.log(`${external.length} external addresses, not visited:`);
    for (const url of external) console.log(`       ${url}`);
    await Promise.all([
      check('every page loads without errors and without other hosts, and fits a phone', () =>
        visitAll(browser, server.url, pages),
      ),
      pMap(Object.entries(BROWSER_CHECKS), ([title, body]) => check(title, () => body(browser, server.url)), {
        concurrency: 1,
      }),
    ]);
    if (screenshots) {
      mkdirSync(screenshots, { recursive: true });
      await takeScreenshots(browser, server.url, screenshots);
    }
  } finally {
    await browser.close();
    server.close();
  }
  return failures.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
