import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { ApiModel } from '../../src';
import { diffOf } from '../../src/report/diff/diff';
import { reportPage } from '../../src/report/html/page';
import { temporaryFolder } from '../_helpers/apps';
import { describeInBrowser, launchChromium } from '../_helpers/chromium';
import { hostile, hostileTemplate } from '../_helpers/hostile';
import { modelOfText } from '../_helpers/models';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const template = (authorization: string) => `
Resources:
  Shop:
    Type: AWS::ApiGatewayV2::Api
    Properties: { Name: shop, ProtocolType: HTTP, CorsConfiguration: { AllowOrigins: [https://example.com], MaxAge: 60 } }
  Login:
    Type: AWS::ApiGatewayV2::Authorizer
    Properties:
      ApiId: !Ref Shop
      Name: login
      AuthorizerType: JWT
      IdentitySource: [$request.header.Authorization]
      JwtConfiguration: { Issuer: https://login.example.com, Audience: [shop] }
  Books: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Runtime: nodejs22.x, Code: { ZipFile: x } } }
  Target:
    Type: AWS::ApiGatewayV2::Integration
    Properties: { ApiId: !Ref Shop, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Books.Arn, TimeoutInMillis: 5000 }
  Get: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Shop, RouteKey: 'GET /books/{id}', Target: !Sub 'integrations/\${Target}' } }
  List: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Shop, RouteKey: GET /books, AuthorizationType: AWS_IAM } }
  Put:
    Type: AWS::ApiGatewayV2::Route
    Properties:
      ApiId: !Ref Shop
      RouteKey: PUT /books/{id}
      Target: !Sub integrations/\${Target}
      AuthorizationType: ${authorization}
      AuthorizerId: !Ref Login
      AuthorizationScopes: [write]
  Stage:
    Type: AWS::ApiGatewayV2::Stage
    Properties: { ApiId: !Ref Shop, StageName: $default, AutoDeploy: true, DefaultRouteSettings: { ThrottlingRateLimit: 9 } }
  Name:
    Type: AWS::ApiGatewayV2::DomainName
    Properties: { DomainName: api.example.com, MutualTlsAuthentication: { TruststoreUri: s3://a/b } }
  Map: { Type: AWS::ApiGatewayV2::ApiMapping, Properties: { ApiId: !Ref Shop, DomainName: !Ref Name, Stage: !Ref Stage, ApiMappingKey: v1 } }
  Chat: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: chat, ProtocolType: WEBSOCKET } }
  Connect: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Chat, RouteKey: $connect, AuthorizationType: AWS_IAM } }
  Send: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Chat, RouteKey: send, ApiKeyRequired: true } }
`;

const model = modelOfText(template('JWT'));
const page = reportPage(model);
const withFindings = reportPage(model, { name: 'old.json', report: diffOf(modelOfText(template('AWS_IAM')), model) });

let browser: Browser;
describeInBrowser('the report', () => {
  beforeAll(async () => (browser = await launchChromium()), 60_000);
  afterAll(() => browser?.close());
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

  /** Opens an HTML report, and returns the page, its errors and the URLs of its requests. */
  async function open(html: string, options: BrowserContextOptions = {}) {
    const file = join(temporaryFolder(), 'report.html');
    writeFileSync(file, html);
    const context = await browser.newContext(options);
    const opened = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    opened.on('console', (message) => complaints.push(message.text()));
    opened.on('pageerror', (error) => complaints.push(error.message));
    opened.on('dialog', (dialog) => {
      complaints.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    opened.on('request', (request) => requests.push(request.url()));
    await opened.goto(pathToFileURL(file).href);
    return { opened, complaints, requests };
  }

  const routesShown = (opened: Page) =>
    opened
      .locator('tr.route:visible')
      .evaluateAll((rows) => rows.map((row) => row.querySelector('th')!.innerText.replace(/\s+/g, ' ').trim()));

  test('the page shows APIs, routes, callers, targets, stages, domain names and CORS', async () => {
    const { opened, complaints, requests } = await open(page);
    expect(await opened.getByRole('heading', { level: 1 }).innerText()).toBe('API report');
    expect(await opened.locator('.summary').innerText()).toBe('2 APIs, 5 routes, 1 public');
    expect(await opened.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
      'HTTP API shop',
      'WebSocket API chat',
      'Domain names',
    ]);
    const shop = opened.getByRole('region', { name: 'HTTP API shop' });
    const rows = async (name: string) =>
      (await shop.getByRole('table', { name }).getByRole('row').all()).map(async (row) =>
        (await row.locator('th, td').allInnerTexts()).map((cell) => cell.replace(/\s+/g, ' ').trim()),
      );
    expect(await Promise.all(await rows('Routes'))).toEqual([
      ['Route', 'Who may call it', 'Target', 'Throttling', 'Construct'],
      ['GET /books/{id}', 'Public', 'Lambda Books', '9/s', 'Get'],
      ['GET /books', 'IAM', 'nothing', '9/s', 'List'],
      ['PUT /books/{id}', 'JWT login, scope write', 'Lambda Books', '9/s', 'Put'],
    ]);
    expect(await Promise.all(await rows('Targets'))).toEqual([
      ['Target', 'Routes', 'Integration type', 'Timeout'],
      ['Lambda Books', 'GET /books/{id} PUT /books/{id}', 'AWS_PROXY', '5000 ms'],
    ]);
    expect((await Promise.all(await rows('Authorizers')))[1]).toEqual([
      'login',
      'JWT',
      'https://login.example.com',
      'shop',
      '$request.header.Authorization',
      '1',
    ]);
    expect((await Promise.all(await rows('Stages')))[1].slice(2)).toEqual(['automatic', '9/s']);
    expect(await shop.getByText('https://example.com').count()).toBe(1);
    const domains = opened.getByRole('region', { name: 'Domain names' });
    expect(await domains.getByRole('row').nth(1).innerText()).toMatch(
      /https:\/\/api\.example\.com\/v1\s+HTTP API shop\s+\$default\s+API mapping\s+required/,
    );
    const chat = opened.getByRole('region', { name: 'WebSocket API chat' });
    expect(await chat.getByRole('row').nth(2).innerText()).toMatch(/send\s+Connection with an API key/);
    expect([complaints, requests.length]).toEqual([[], 1]);
  });

  test('public routes are highlighted', async () => {
    const { opened } = await open(page);
    const colors = await opened
      .locator('tr.route')
      .evaluateAll((rows) =>
        rows.map((row) =>
          [row.dataset.access, getComputedStyle(row).backgroundColor, getComputedStyle(row).borderLeftColor].join(' '),
        ),
      );
    const open_ = colors.filter((color) => color.startsWith('public'));
    const closed = new Set(
      colors.filter((color) => !color.startsWith('public')).map((color) => color.replace(/^\w+ /, '')),
    );
    expect(open_).toHaveLength(1);
    expect(closed.size).toBe(1);
    expect(closed).not.toContain(open_[0].replace(/^\w+ /, ''));
  });

  test('routes can be filtered by text and by callers', async () => {
    const { opened } = await open(page);
    const status = opened.getByRole('status');
    expect(await status.innerText()).toBe('5 of 5 routes');
    await opened.getByLabel('Search routes').fill('BOOKS put');
    expect(await routesShown(opened)).toEqual(['PUT /books/{id}']);
    expect(await status.innerText()).toBe('1 of 5 routes');
    expect(await opened.getByText('No route of this API matches.').locator('visible=true').count()).toBe(1);
    await opened.getByRole('button', { name: 'Show all' }).click();
    await opened.getByText('5 of 5 routes').waitFor();
    await opened.getByLabel('Who may call', { exact: true }).selectOption({ label: 'Public (1)' });
    expect(await routesShown(opened)).toEqual(['GET /books/{id}']);
    expect(await opened.getByLabel('Who may call', { exact: true }).locator('option').allInnerTexts()).toEqual([
      'all routes',
      'Public (1)',
      'Connection (1)',
      'JWT (1)',
      'IAM (2)',
    ]);
  });

  test('all controls have keyboard focus and a visible focus indicator', async () => {
    const { opened } = await open(withFindings);
    const names: string[] = [];
    for (let press = 0; press < 8; press += 1) {
      await opened.keyboard.press('Tab');
      const { name, outline } = await opened.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const text = (element as HTMLInputElement).labels?.[0]?.innerText ?? element.innerText;
        return { name: text, outline: getComputedStyle(element).outlineStyle };
      });
      if (press < 8) expect(outline).toBe('solid');
      names.push(name);
    }
    expect(names).toEqual([
      'Skip to the content',
      'Changes',
      'HTTP API shop',
      'WebSocket API chat',
      'Domain names',
      'Search routes',
      'Who may call',
      'Show all',
    ]);
    await opened.getByText('Skip to the content').focus();
    await opened.keyboard.press('Enter');
    expect(await opened.evaluate(() => document.activeElement!.id)).toBe('main');
  });

  describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
    test.each([
      ['a desktop', 1280, 900],
      ['a phone', 360, 740],
    ])('axe reports no violations on %s, and the page is not wider than the screen', async (_, width, height) => {
      const { opened } = await open(withFindings, { colorScheme, viewport: { width, height } });
      await opened.evaluate(axe);
      const violations = await opened.evaluate(async () => {
        const run = (
          globalThis as unknown as {
            axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
          }
        ).axe;
        return (await run.run()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))]);
      });
      expect(violations).toEqual([]);
      expect(await opened.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      const background = await opened.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(background).toBe(colorScheme === 'light' ? 'rgb(246, 247, 249)' : 'rgb(16, 21, 28)');
    });
  });

  test('the page shows the changes since an older model', async () => {
    const { opened } = await open(withFindings);
    const changes = opened.getByRole('region', { name: 'Changes since old.json' });
    expect(await changes.locator('p').first().innerText()).toMatch(/^\d+ findings?: /);
    expect(await changes.getByRole('row').nth(1).innerText()).toMatch(/HTTP API shop\s+PUT \/books\/\{id\}/);
  });

  test.each(hostile)('%j is shown as text in every place', async (text) => {
    const evil = modelOfText(hostileTemplate(text));
    const other: ApiModel = JSON.parse(JSON.stringify(evil).replaceAll('"NONE"', '"AWS_IAM"'));
    const { opened, complaints, requests } = await open(reportPage(evil, { name: text, report: diffOf(other, evil) }));
    const shown = await opened.locator('body').innerText();
    expect(shown.replace(/\s+/g, ' ')).toContain(text.replace(/\s+/g, ' '));
    expect(await opened.title()).toBe('API report');
    expect(
      await opened
        .locator('img, b, iframe, main a, main script, main style, [onload], [onerror], [onmouseover]')
        .count(),
    ).toBe(0);
    expect([complaints, requests.length]).toEqual([[], 1]);
  });

  test('the page blocks injected scripts and images', async () => {
    const injected = page.replace(
      '</main>',
      '<img src="https://example.com/x.png" onerror="document.title = 1"><script>document.title = "pwned"</script></main>',
    );
    const { opened, complaints } = await open(injected);
    expect(await opened.title()).toBe('API report');
    expect(complaints.join('\n')).toMatch(/script-src[^]*img/);
    expect(await opened.getByRole('status').innerText()).toBe('5 of 5 routes');
  });

  test('without scripts, the page shows all routes and no form', async () => {
    const { opened } = await open(page, { javaScriptEnabled: false });
    expect(await opened.locator('tr.route').count()).toBe(5);
    expect(await opened.locator('form').isVisible()).toBe(false);
  });

  test('the page of an app without APIs states that the app has no APIs', async () => {
    const { opened } = await open(reportPage(modelOfText('{"Resources":{}}')));
    expect(await opened.locator('.summary').innerText()).toBe('The app has no API Gateway v2 APIs.');
  });
});
