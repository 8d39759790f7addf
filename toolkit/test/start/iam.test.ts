import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignatureV4 } from '@smithy/signature-v4';
import { WebSocket } from 'ws';
import { appFolder, chat, chatHandler, shop, startApp, until, type Resources } from '../_helpers/start';
import { Sha256 } from '../_helpers/sha256';

jest.setTimeout(20_000);

const iam = { AuthorizationType: 'AWS_IAM' };
const echo = {
  'handlers/index.mjs': 'export const handler = async (event) => event.requestContext.authorizer.iam.userArn;',
};
const user = 'arn:aws:iam::123456789012:user/test';

/** Signs requests to the server's address with the signer of the AWS SDK. */
function signer(out: string, region?: string) {
  const variable = (name: string) => out.match(new RegExp(`^ {2}${name}=(.+)$`, 'm'))?.[1] ?? '';
  const credentials = {
    accessKeyId: variable('AWS_ACCESS_KEY_ID'),
    secretAccessKey: variable('AWS_SECRET_ACCESS_KEY'),
  };
  return new SignatureV4({
    service: 'execute-api',
    region: region ?? variable('AWS_REGION'),
    credentials,
    sha256: Sha256,
  });
}

function input(url: string, method = 'GET', body?: string) {
  const { protocol, hostname, host, port, pathname, searchParams } = new URL(url);
  const query = Object.fromEntries(searchParams);
  return { method, protocol, hostname, port: Number(port), path: pathname, query, headers: { host }, body };
}

const chatWithIam = (): Resources => {
  const resources = chat();
  Object.assign(resources.Connect.Properties!, iam);
  return resources;
};

describe('routes with IAM authorization', () => {
  test('the printed credentials sign requests for the address of the server', async () => {
    const folder = appFolder(shop({ 'GET /books/{id+}': iam, 'POST /books': iam }), echo);
    const { url, out } = await startApp(folder);
    const address = `${url}/shop/books/a%20b?x=1&y=a%2Fb`;
    expect((await fetch(address)).status).toBe(403);
    const { headers } = await signer(out()).sign(input(address));
    const response = await fetch(address, { headers });
    expect([response.status, await response.text()]).toEqual([200, user]);

    const post = await signer(out()).sign(input(`${url}/shop/books`, 'POST', '{"title":"x"}'));
    expect(
      (await fetch(`${url}/shop/books`, { method: 'POST', headers: post.headers, body: '{"title":"x"}' })).status,
    ).toBe(200);
    // The signature covers the path, the body and the Region.
    expect((await fetch(`${url}/shop/books/other`, { headers })).status).toBe(403);
    expect((await fetch(`${url}/shop/books`, { method: 'POST', headers: post.headers, body: '{}' })).status).toBe(403);
    const elsewhere = await signer(out(), 'eu-west-1').sign(input(address));
    expect((await fetch(address, { headers: elsewhere.headers })).status).toBe(403);
    expect(out()).toMatch(
      /The signature has the credential scope \d{8}\/eu-west-1\/execute-api\/aws4_request instead of/,
    );
  });

  test('the credentials are valid after a reload', async () => {
    const folder = appFolder(shop({ 'GET /books': iam }), echo);
    const { url, out } = await startApp(folder);
    writeFileSync(join(folder, 'template.json'), JSON.stringify({ Resources: shop({ 'GET /authors': iam }) }));
    const address = `${url}/shop/authors`;
    await until(async () => (await fetch(address)).status === 403);
    const { headers } = await signer(out()).sign(input(address));
    expect((await fetch(address, { headers })).status).toBe(200);
  });

  test('credentials are printed only if a route needs them', async () => {
    const { out } = await startApp(appFolder(shop({ 'GET /books': {} }), echo));
    expect(out()).not.toContain('AWS_ACCESS_KEY_ID');
    const json = await startApp(appFolder(shop({ 'GET /books': {} }), echo), ['--json']);
    expect(JSON.parse(json.out())).not.toHaveProperty('credentials');
    const withIam = await startApp(appFolder(shop({ 'GET /books': iam }), echo), ['--json']);
    expect(JSON.parse(withIam.out()).credentials).toEqual({
      accessKeyId: expect.stringMatching(/^AKIA[0-9A-F]{16}$/),
      secretAccessKey: expect.any(String),
      region: 'us-east-1',
    });
  });

  test('a WebSocket connection can be signed with header fields or query parameters', async () => {
    const { url, out } = await startApp(appFolder(chatWithIam(), chatHandler));
    const address = `${url.replace('http', 'ws')}/chat/live?room=7`;
    const state = (one: string, headers: Record<string, string> = {}) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(one, { headers });
        socket.on('open', () => (resolve('open'), socket.terminate()));
        socket.on('unexpected-response', (_, response) => (resolve(String(response.statusCode)), socket.terminate()));
        socket.on('error', () => {});
      });
    expect(await state(address)).toBe('403');
    const { headers } = await signer(out()).sign(input(address));
    expect(await state(address, headers)).toBe('open');
    const { query = {} } = await signer(out()).presign(input(address));
    const presigned = `${address.split('?')[0]}?${new URLSearchParams(query as Record<string, string>).toString()}`;
    expect(await state(presigned)).toBe('open');
    expect(await state(presigned.replace('room=7', 'room=8'))).toBe('403');
  });

  test('@connections is called by its local URL', async () => {
    const { url, out } = await startApp(appFolder(chatWithIam(), chatHandler));
    const address = `${url}/chat/live/@connections/AAAAAAAAAAAAAAA%3D`;
    expect((await fetch(address)).status).toBe(403);
    const { headers } = await signer(out()).sign(input(address));
    const response = await fetch(address, { headers });
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([410, 'GoneException']);
  });
});

describe('the console', () => {
  const ask = (url: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${url}/_apigwv2/sign`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  test('signs the requests that its form sends', async () => {
    const { url } = await startApp(appFolder(shop({ 'POST /books/{id}': iam }), echo));
    const target = { method: 'POST', url: '/shop/books/a%20b?x=%2F', body: '{"a":1}' };
    const { headers } = (await (await ask(url, target)).json()) as { headers: Record<string, string> };
    const { method, body } = target;
    expect((await fetch(url + target.url, { method, body, headers })).status).toBe(200);
    expect((await ask(url, { method: 'GET' })).status).toBe(400);
    expect((await ask(url, target, { origin: 'https://evil.example.com' })).status).toBe(403);
  });

  test('does not sign requests if no route needs a signature', async () => {
    const { url } = await startApp(appFolder(shop({ 'POST /books': {} }), echo));
    const response = await ask(url, { method: 'GET', url: '/shop/books' });
    expect([response.status, await response.json()]).toEqual([
      400,
      { message: 'The app has no routes with IAM authorization.' },
    ]);
  });
});
