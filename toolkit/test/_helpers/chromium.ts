import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const executable = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

/** A suite that needs a browser. Without a browser, the suite is skipped with a message. In CI, the suite fails instead. */
export function describeInBrowser(name: string, suite: () => void): void {
  if (executable !== undefined || process.env.CI === 'true') return describe(name, suite);
  console.warn(
    `Skipped "${name}": Chromium is not installed. Run \`apt-get install chromium\`, or set CHROMIUM_PATH to its executable.`,
  );
  // eslint-disable-next-line no-restricted-syntax -- the reason is printed above
  describe.skip(name, suite);
}

/** Starts headless Chromium. Throws if Chromium is not installed. */
export async function launchChromium(): Promise<Browser> {
  if (executable === undefined)
    throw new Error('Chromium is not installed. Run `apt-get install chromium`, or set CHROMIUM_PATH.');
  // The root user can start Chromium only without the sandbox. Chromium opens only pages of the tests.
  return chromium.launch({ executablePath: executable, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
