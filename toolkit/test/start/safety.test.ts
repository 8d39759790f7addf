import { appFolder, login, sendRaw, shop, startApp, withToken } from '../_helpers/start';

const echo = { 'handlers/index.mjs': 'export const handler = async (event) => event;' };
const folder = appFolder(shop({ 'GET /books': {}, 'PUT /books': withToken }, login), echo);

const request = (lines: string[], body = '') => `${lines.join('\r\n')}\r\nconnection: close\r\n\r\n${body}`;
const statusOf = (text: string) => Number(text.split(' ')[1]);

describe('the console', () => {
  const ask = async (line: string, headers: (port: number) => string[], body = '') => {
    const { port } = await startApp(folder);
    return sendRaw(port, request([line, ...headers(port), `content-length: ${body.length}`], body));
  };

  test.each<[string, (port: number) => string[]]>([
    ['localhost', (port) => [`host: localhost:${port}`]],
    ['127.0.0.1', (port) => [`host: 127.0.0.1:${port}`]],
    ['an IPv6 address', (port) => [`host: [::1]:${port}`]],
    ['its own origin', (port) => [`host: localhost:${port}`, `origin: http://localhost:${port}`]],
    ['its own site', (port) => [`host: localhost:${port}`, 'sec-fetch-site: same-origin']],
    ['the address bar', (port) => [`host: localhost:${port}`, 'sec-fetch-site: none']],
  ])('accepts requests from %s', async (_, headers) => {
    expect(statusOf(await ask('GET /_apigwv2/app HTTP/1.1', headers))).toBe(200);
  });

  test.each<[string, (port: number) => string[]]>([
    ['another host (DNS rebinding)', (port) => [`host: evil.example.com:${port}`]],
    ['a host that looks like this computer', (port) => [`host: localhost.evil.example.com:${port}`]],
    ['a host that ends with a number', (port) => [`host: 127.0.0.1.evil.example.com:${port}`]],
    ['another origin', (port) => [`host: localhost:${port}`, 'origin: https://evil.example.com']],
    ['the same host with another port', (port) => [`host: localhost:${port}`, 'origin: http://localhost:1']],
    ['the same host with another scheme', (port) => [`host: localhost:${port}`, `origin: https://localhost:${port}`]],
    ['an opaque origin', (port) => [`host: localhost:${port}`, 'origin: null']],
    ['another site', (port) => [`host: localhost:${port}`, 'sec-fetch-site: cross-site']],
    ['a site on another port', (port) => [`host: localhost:${port}`, 'sec-fetch-site: same-site']],
  ])('rejects requests from %s', async (_, headers) => {
    for (const path of ['', '/', '/app', '/events', '/token']) {
      expect(statusOf(await ask(`GET /_apigwv2${path} HTTP/1.1`, headers))).toBe(403);
    }
    const json = (port: number) => [...headers(port), 'content-type: application/json'];
    expect(statusOf(await ask('POST /_apigwv2/token HTTP/1.1', json, '{}'))).toBe(403);
  });

  test('rejects a request for a token from a form of another site', async () => {
    const form = (port: number) => [`host: localhost:${port}`, 'content-type: text/plain'];
    expect(statusOf(await ask('POST /_apigwv2/token HTTP/1.1', form, '{}'))).toBe(403);
    const json = (port: number) => [`host: localhost:${port}`, 'content-type: application/json'];
    expect(statusOf(await ask('POST /_apigwv2/token HTTP/1.1', json, '{}'))).toBe(200);
    expect(statusOf(await ask('POST /_apigwv2/token HTTP/1.1', json, '[]'))).toBe(400);
    expect(statusOf(await ask('POST /_apigwv2/token HTTP/1.1', json, '{"authorizer":"gone"}'))).toBe(400);
  });

  test('allows only its own script and style, and no page can show it in a frame', async () => {
    const text = await ask('GET /_apigwv2 HTTP/1.1', (port) => [`host: localhost:${port}`]);
    expect(text).toMatch(
      /content-security-policy: default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+'; /i,
    );
    expect(text).toContain("frame-ancestors 'none'");
    expect(text).not.toMatch(/(src|href)="(?!#)/);
  });

  test('is not available with the option --no-console', async () => {
    const { url } = await startApp(folder, ['--no-console']);
    for (const path of ['', '/app', '/events', '/token']) {
      expect((await fetch(`${url}/_apigwv2${path}`)).status).toBe(404);
    }
  });

  test('is not available at custom domain names', async () => {
    const { port } = await startApp(folder);
    const host = 'host: abcdefghij.execute-api.us-east-1.amazonaws.com';
    expect(statusOf(await sendRaw(port, request(['GET /_apigwv2 HTTP/1.1', host])))).toBe(403);
  });
});

describe('files of the computer', () => {
  test.each([
    '/handlers/index.mjs',
    '/template.json',
    '/cdk.json',
    '/../../../../etc/passwd',
    '/..%2f..%2f..%2fetc/passwd',
    '/_apigwv2/../../etc/passwd',
    '/_apigwv2/..%2f..%2fetc%2fpasswd',
    '/_apigwv2/page.js',
    '/shop/../handlers/index.mjs',
    '/shop/..%2fhandlers%2findex.mjs',
    '//etc/passwd',
    '/%00',
    '/%',
  ])('%s is not served', async (path) => {
    const { port } = await startApp(folder);
    const text = await sendRaw(port, request([`GET ${path} HTTP/1.1`, `host: localhost:${port}`]));
    expect(statusOf(text)).toBe(404);
    expect(text).toMatch(/\{"message":"Not Found"\}$/);
  });

  test.each(['http://localhost/shop/books', 'file:///etc/passwd', '*', 'shop/books'])(
    'the target %s is rejected',
    async (target) => {
      const { port } = await startApp(folder);
      const text = await sendRaw(port, request([`GET ${target} HTTP/1.1`, `host: localhost:${port}`]));
      expect(statusOf(text)).toBe(400);
    },
  );
});

test('the console does not show secrets', async () => {
  const { url, port } = await startApp(folder, ['--token', 'alice:write']);
  const secret = 'not-for-the-log-0123456789';
  await fetch(`${url}/shop/books?token=${secret}&x=1`, {
    headers: {
      authorization: `Basic ${secret}`,
      cookie: `session=${secret}`,
      'x-api-key': secret,
      'x-amz-security-token': secret,
    },
  });
  const page = await sendRaw(port, `GET /_apigwv2/events HTTP/1.1\r\nhost: localhost:${port}\r\n\r\n`, 300);
  const [, data] = page.match(/event: record\ndata: (.*)\n/)!;
  const { invocations, response } = JSON.parse(data);
  expect(invocations[0].event.headers).toMatchObject({ authorization: 'Basic [cut]', 'x-api-key': '[cut]' });
  expect(invocations[0].event).toMatchObject({ cookies: ['[cut]'], queryStringParameters: { token: '[cut]', x: '1' } });
  expect(invocations[0].event.rawQueryString).toBe('token=[cut]&x=1');
  expect(response.headers).toContainEqual(['content-type', 'application/json']);
  // The function returns its event, so the response also contains the secrets.
  expect(page).not.toContain(secret);
});
