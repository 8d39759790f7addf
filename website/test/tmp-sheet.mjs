import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
const [dir, out, ...names] = process.argv.slice(2);
const b64 = (f) => `data:image/png;base64,${readFileSync(`${dir}/${f}.png`).toString('base64')}`;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1900, height: 1000 } });
await page.setContent(`<body style="margin:8px;background:#888;display:flex;flex-wrap:wrap;gap:8px">${names.map((n) => `<img height=${n.includes('phone') ? 640 : 640} src="${b64(n)}">`).join('')}`);
await page.screenshot({ path: out, fullPage: true });
await browser.close();
