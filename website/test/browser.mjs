/* global document, window, PerformanceObserver -- of what runs in the page */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Example pages of each kind, for checks that are too slow for all pages. */
const SAMPLE = [
  '',
  'get-started',
  'concepts',
  'http-apis',
  'integrations',
  'stages',
  'rules',
  'errors',
  'migration',
  'toolkit-report',
  'codes/CorsMaxAgeOutOfRange',
  'api/',
  'api/HttpApi',
  'api/HttpApiProps',
];

const PHONE = { width: 390, height: 740 };

/** Opens a page, and records the errors of the browser and the requests to other hosts. */
async function open(context, url) {
  const page = await context.newPage();
  const errors = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol !== 'data:' && host !== new URL(url).host) errors.push(`loads ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) errors.push(`${response.status()} for ${response.url()}`);
  });
  return { page, errors };
}

/** Runs a function with a new browser context, and then closes the context. */
async function within(browser, options, body) {
  const context = await browser.newContext(options);
  try {
    return await body(context);
  } finally {
    await context.close();
  }
}

const hydrated = (page) => page.waitForFunction(() => document.querySelector('#app')?.__vue_app__ !== undefined);

/** Loads every page at the width of a phone, in two tabs at the same time. The other checks load pages of each kind at the width of a desktop. */
export async function visitAll(browser, url, pages) {
  return within(browser, { viewport: PHONE, hasTouch: true, reducedMotion: 'reduce' }, async (context) => {
    const found = [];
    const rest = [...pages];
    const visit = async () => {
      const { page, errors } = await open(context, url);
      for (let path = rest.shift(); path !== undefined; path = rest.shift()) {
        await page.goto(url + path, { waitUntil: 'load' });
        await hydrated(page);
        const { headings, wide } = await page.evaluate(() => ({
          headings: document.querySelectorAll('h1').length,
          wide: document.documentElement.scrollWidth - window.innerWidth,
        }));
        if (headings !== 1) errors.push(`has ${headings} main headings`);
        if (wide > 0) errors.push(`is ${wide} pixels too wide for a phone`);
        found.push(...errors.splice(0).map((error) => `${path}: ${error}`));
      }
      await page.close();
    };
    await Promise.all([visit(), visit()]);
    return found;
  });
}

/** Returns the first addresses that a search finds, as soon as they include `expected`, or after ten seconds. */
async function search(page, text, expected) {
  await page.keyboard.press('Control+k');
  await page.locator('#localsearch-input').fill(text);
  const first = () =>
    [...document.querySelectorAll('#localsearch-list a')].slice(0, 8).map((link) => link.getAttribute('href'));
  await page
    .waitForFunction(`(${first})().some((link) => link.includes('/${expected}'))`, undefined, { timeout: 10_000 })
    .catch(() => undefined);
  return page.evaluate(first);
}

const visibleSamples = (page) =>
  page.evaluate(() => [
    ...new Set(
      [...document.querySelectorAll('.sample > [class*=language-]')]
        .filter((one) => one.offsetParent)
        .map((one) => /language-(\w+)/.exec(one.className)[1]),
    ),
  ]);

export const BROWSER_CHECKS = {
  'the language is kept across pages, also by keyboard, and nothing shifts': (browser, url) =>
    within(browser, {}, async (context) => {
      const found = [];
      const { page } = await open(context, url);
      const expectSamples = async (path, expected) => {
        const seen = await visibleSamples(page);
        if (seen.join() !== expected) found.push(`${path} shows ${seen.join()} instead of ${expected}`);
      };
      await page.goto(`${url}http-apis`);
      await hydrated(page);
      await expectSamples('http-apis', 'ts');
      await page.locator('.sample [data-choice=python]').first().click();
      await expectSamples('http-apis', 'python');
      await page.locator('.VPSidebar a', { hasText: 'Stages, deployments, logs' }).click();
      await page.locator('h1', { hasText: 'Stages' }).waitFor();
      await expectSamples('stages', 'python');
      await page.locator('.sample [data-choice=python]').first().focus();
      await page.keyboard.press('ArrowRight');
      await expectSamples('stages', 'java');
      await page.keyboard.press('End');
      await expectSamples('stages', 'go');
      if ((await page.evaluate(() => document.activeElement.dataset.choice)) !== 'go')
        found.push('the focus does not follow');
      await page.addInitScript(() => {
        window.shifts = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.shifts += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });
      });
      for (const path of ['authorizers', 'api/HttpApi', 'concepts', 'toolkit-report']) {
        await page.goto(url + path, { waitUntil: 'networkidle' });
        const shifts = await page.evaluate(() => window.shifts);
        if (shifts > 0.01) found.push(`${path}: layout shift of ${shifts.toFixed(3)}`);
        const shown = await page
          .locator('.signature > .go')
          .first()
          .isVisible()
          .catch(() => false);
        if (path === 'api/HttpApi' && !shown) found.push('the API reference does not show Go');
        if (path === 'authorizers') await expectSamples(path, 'go');
      }
      return found;
    }),

  'search finds a code and a topic, without network': (browser, url) =>
    within(browser, {}, async (context) => {
      const { page, errors } = await open(context, url);
      await page.goto(`${url}get-started`, { waitUntil: 'networkidle' });
      await hydrated(page);
      const found = [];
      for (const [text, expected] of [
        ['CorsMaxAgeOutOfRange', 'codes/CorsMaxAgeOutOfRange'],
        ['custom domain', 'domains'],
        ['addRoutes', 'api/'],
      ]) {
        const links = await search(page, text, expected);
        if (!links.some((link) => link.includes(`/${expected}`))) found.push(`${text} finds ${links.join(', ')}`);
        await page.keyboard.press('Escape');
      }
      return [...found, ...errors];
    }),

  'axe has no serious finding, in light and dark': async (browser, url) => {
    const found = [];
    for (const colorScheme of ['light', 'dark']) {
      await within(browser, { colorScheme }, async (context) => {
        const { page, errors } = await open(context, url);
        for (const path of SAMPLE) {
          await page.goto(url + path);
          await hydrated(page);
          const dark = await page.evaluate(() => document.documentElement.classList.contains('dark'));
          if (dark !== (colorScheme === 'dark')) found.push(`${path} is not ${colorScheme}`);
          await page.evaluate(axe);
          // A dark page differs only in its colors.
          const only = dark ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {};
          const { violations } = await page.evaluate((options) => globalThis.axe.run(options), only);
          for (const { impact, id, nodes } of violations.filter((one) =>
            ['serious', 'critical'].includes(one.impact),
          )) {
            found.push(
              `${path} (${colorScheme}): ${impact} ${id}, ${nodes.length} times, such as ${nodes[0].html.slice(0, 150)} ${nodes[0].failureSummary.split('\n')[1] ?? ''}`,
            );
          }
        }
        found.push(...errors);
      });
    }
    return found;
  },

  'a reader with a keyboard reaches the text and the samples': (browser, url) =>
    within(browser, {}, async (context) => {
      const { page } = await open(context, url);
      await page.goto(`${url}get-started`);
      await hydrated(page);
      await page.keyboard.press('Tab');
      const skip = await page.evaluate(() => document.activeElement.textContent.trim());
      const found = skip === 'Skip to content' ? [] : [`the first stop is ${skip}`];
      for (let stop = 0; stop < 120; stop++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate(() => document.activeElement.dataset?.choice === 'typescript')) return found;
      }
      return [...found, 'no sample is reached'];
    }),
};

/** Takes screenshots of pages, each on a desktop and a phone, light and dark. */
export async function takeScreenshots(browser, url, directory) {
  const pages = SAMPLE.filter((path) => !['errors', 'stages', 'migration', 'api/'].includes(path));
  for (const [device, viewport] of [
    ['desktop', { width: 1280, height: 900 }],
    ['phone', PHONE],
  ]) {
    for (const colorScheme of ['light', 'dark']) {
      await within(browser, { viewport, colorScheme }, async (context) => {
        const page = await context.newPage();
        for (const path of pages) {
          await page.goto(url + path, { waitUntil: 'networkidle' });
          const name = path.replace('/', '-') || 'home';
          await page.screenshot({ path: join(directory, `${name}-${device}-${colorScheme}.png`) });
        }
      });
    }
  }
}
