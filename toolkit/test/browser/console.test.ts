import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../_helpers/chromium';
import {
  appFolder,
  chat,
  chatHandler,
  login,
  resource,
  shop,
  startApp,
  withToken,
  type Resources,
} from '../_helpers/start';

jest.setTimeout(30_000);

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const log: Resources = {
  Stage: resource('Api/Stage/Resource', 'AWS::ApiGatewayV2::Stage', {
    ApiId: { Ref: 'Api' },
    StageName: '$default',
    AutoDeploy: true,
    AccessLogSettings: {
      DestinationArn: 'arn:aws:logs:us-east-1:123456789012:log-group:shop',
      Format: '{"key":"$context.routeKey","status":"$context.status"}',
    },
  }),
};
const code = `export const handler = async (event) => {
  console.log('a line of the function');
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ user: event.requestContext.authorizer?.jwt?.claims.sub ?? null }) };
};`;
const folder = () =>
  appFolder(shop({ 'GET /books': {}, 'PUT /books/{id}': withToken }, { ...login, ...log }), {
    'handlers/index.mjs': code,
  });

let browser: Browser;
describeInBrowser('the console', () => {
  beforeAll(async () => (browser = await launchChromium()), 60_000);
  afterAll(() => browser?.close());
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

  /** Opens the console, and returns the page, its errors and the hosts of its requests. */
  async function open(url: string, options: BrowserContextOptions = {}) {
    const page = await (await browser.newContext(options)).newPage();
    const complaints: string[] = [];
    const hosts = new Set<string>();
    page.on('console', (message) => {
      // The browser logs an error for each response with a status of 400 or higher.
      if (!message.text().startsWith('Failed to load resource')) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    await page.goto(`${url}/_apigwv2`);
    await page.getByText('Live', { exact: true }).waitFor();
    return { page, complaints, hosts };
  }

  const textOf = (page: Page, selector: string) => page.locator(selector).innerText();

  test('a protected route can be called with only the keyboard: 401 without a token, then 200 with a token', async () => {
    const { url } = await startApp(folder());
    const { page, complaints, hosts } = await open(url);
    const use = page.getByRole('button', { name: 'Use PUT /books/{id}' });
    await use.focus();
    await page.keyboard.press('Enter');
    // The path field now has the focus, and the form shows the route.
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('/books/7');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^401 / }).waitFor();
    await page.getByLabel('User').fill('alice');
    await page.getByRole('button', { name: 'Create a token' }).press('Enter');
    await page.getByText('The token of alice was added to the headers.').waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).press('Enter');
    await page.getByRole('heading', { name: /^200 / }).waitFor();
    expect(await textOf(page, '#response')).toContain('"user": "alice"');
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(url).host]);
  });

  test('two WebSocket connections can be opened, and a message can be broadcast, with only the keyboard', async () => {
    const { url } = await startApp(appFolder(chat(), chatHandler));
    const { page, complaints, hosts } = await open(url);
    const button = page.getByRole('button', { name: 'Connect', exact: true });
    await button.press('Enter');
    const state = (text: string) => page.locator('.connection h3').filter({ hasText: text }).waitFor({ timeout: 5000 });
    await state('Connection 1: open');
    await button.press('Enter');
    await state('Connection 2: open');
    await page.getByLabel('Message of connection 1').fill('{"action":"say","text":"hello everybody"}');
    await page.getByRole('button', { name: 'Send to 1' }).press('Enter');
    for (const number of [1, 2]) {
      await page
        .getByRole('list', { name: `Messages of connection ${number}` })
        .getByText('\u2190 hello everybody')
        .waitFor();
    }
    await page.getByRole('button', { name: 'Close 2' }).press('Enter');
    await state('Connection 2: closed with the code 1005');
    // The live requests also show the messages.
    await page.locator('#records li').filter({ hasText: 'MESSAGE' }).first().locator('summary').press('Enter');
    await page.getByText('"eventType": "MESSAGE"').waitFor();
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(url).host]);
  });

  test('a route with IAM authorization responds with 403 to an unsigned request, and with 200 to a request with the test credentials', async () => {
    const iam = { AuthorizationType: 'AWS_IAM' };
    const sockets = chat();
    Object.assign(sockets.Connect.Properties!, iam);
    const resources = { ...shop({ 'PUT /books/{id}': iam }), ...sockets };
    const { url } = await startApp(appFolder(resources, { 'handlers/index.mjs': code, ...chatHandler }));
    const { page, complaints } = await open(url);
    await page.getByRole('button', { name: 'Use PUT /books/{id}' }).press('Enter');
    const form = page.getByRole('checkbox', { name: 'Sign with the test credentials (IAM)' }).first();
    expect(await form.isChecked()).toBe(true);
    await page.getByLabel('Path').fill('/books/7?q=a b');
    await page.getByLabel('Body').fill('{"title":"Emma"}');
    await page.getByRole('button', { name: 'Send', exact: true }).press('Enter');
    await page.getByRole('heading', { name: /^200 / }).waitFor();
    await form.uncheck();
    await page.getByRole('button', { name: 'Send', exact: true }).press('Enter');
    await page.getByRole('heading', { name: /^403 / }).waitFor();
    const connect = page.getByRole('button', { name: 'Connect', exact: true });
    const state = (text: string) => page.locator('.connection h3').filter({ hasText: text }).waitFor({ timeout: 5000 });
    await page.getByLabel('Query').fill('?room=a b');
    await connect.press('Enter');
    await state('Connection 1: open');
    await page.locator('#sign-socket').uncheck();
    await connect.press('Enter');
    await state('Connection 2: rejected; the status is shown under Requests');
    expect(complaints.filter((one) => !one.includes('WebSocket connection'))).toEqual([]);
  });

  test('live requests show the event, the response, log lines and the access log, but no token', async () => {
    const { url } = await startApp(folder(), ['--json', '--token', 'alice:write']);
    const { page, complaints } = await open(url);
    const { token } = (await (
      await page.request.post(`${url}/_apigwv2/token`, { data: { user: 'alice', scopes: 'write' } })
    ).json()) as { token: string };
    await fetch(`${url}/shop/books/7`, { method: 'PUT', headers: { authorization: `Bearer ${token}` } });
    const record = page.locator('#records li').first();
    await record.getByText('PUT /shop/books/7').waitFor();
    await record.locator('summary').press('Enter');
    await record.getByText('Access log', { exact: true }).waitFor();
    const text = await record.innerText();
    expect(text).toContain('"rawPath": "/books/7"');
    expect(text).toContain('"authorization": "Bearer [cut]"');
    expect(text).toContain('content-type: application/json');
    expect(text).toContain('"user": "alice"');
    expect(text).toContain('a line of the function');
    expect(text).toContain('"key": "PUT /books/{id}"');
    expect(text).not.toContain('eyJ');
    // A page that is opened later shows the earlier requests.
    const later = await open(url);
    await later.page.locator('#records li').first().getByText('PUT /shop/books/7').waitFor();
    expect(complaints).toEqual([]);
  });

  test('the routes are loaded again when the app changes', async () => {
    const cwd = folder();
    const { url } = await startApp(cwd);
    const { page } = await open(url);
    writeFileSync(`${cwd}/template.json`, JSON.stringify({ Resources: shop({ 'GET /authors': {} }) }));
    await page.getByRole('button', { name: 'Use GET /authors' }).waitFor();
    expect(await page.getByRole('button', { name: 'Use GET /books' }).count()).toBe(0);
  });

  test('strings from the app and from requests are never rendered as HTML', async () => {
    const evil = '<img src=x onerror="document.title=\'pwned\'">';
    const resources = shop({ 'GET /books': {} });
    Object.assign(resources.Api.Properties!, { Name: evil, Description: evil });
    const evilCode = `export const handler = async () => { console.log(${JSON.stringify(evil)}); return ${JSON.stringify(evil)}; };`;
    const { url } = await startApp(appFolder(resources, { 'handlers/index.mjs': evilCode }));
    const { page, complaints } = await open(url);
    const prefix = await page.locator('#stage').inputValue();
    await fetch(`${url}${prefix}/books?${encodeURIComponent(evil)}`, { headers: { 'user-agent': evil } });
    const record = page.locator('#records li').first();
    await record.locator('summary').click();
    await record.getByText('Log lines', { exact: true }).waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('Local gateway');
    expect(complaints).toEqual([]);
  });

  test.each<[string, BrowserContextOptions]>([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['on a phone', { viewport: { width: 390, height: 844 } }],
  ])('axe reports no violations for %s', async (_, options) => {
    const { url } = await startApp(folder());
    const { page } = await open(url, options);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await fetch(`${url}/shop/books`);
    await page.locator('#records li summary').first().click();
    await page.getByRole('button', { name: 'Use GET /books' }).waitFor();
    // The content security policy of the page blocks other scripts, so the debugger adds axe.
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() =>
      (
        window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
      ).axe.run(),
    );
    expect(violations.map(({ id, nodes }) => [id, nodes[0].html])).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });

  test('a page of another site can neither read the console nor get a token', async () => {
    const { url } = await startApp(folder());
    const other = await startApp(folder());
    const { page } = await open(other.url);
    const results = await page.evaluate(async (target) => {
      const ask = (path: string, options?: RequestInit) =>
        fetch(target + path, options).then(
          () => 'read',
          () => 'blocked',
        );
      const socketOrStream = new Promise<string>((resolve) => {
        const stream = new EventSource(`${target}/_apigwv2/events`);
        stream.onopen = () => resolve('read');
        stream.onerror = () => resolve('blocked');
      });
      return [
        await ask('/_apigwv2/app'),
        await ask('/_apigwv2/token', { method: 'POST', body: '{}' }),
        await socketOrStream,
      ];
    }, url);
    expect(results).toEqual(['blocked', 'blocked', 'blocked']);
  });
});
