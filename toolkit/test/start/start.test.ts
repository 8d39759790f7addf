import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { apigwv2 } from '../_helpers/cli';
import { appFolder, login, resource, sendRaw, shop, startApp, withToken } from '../_helpers/start';

const echo = {
  'handlers/index.mjs': 'export const handler = async (event) => ({ ...event, env: process.env.TABLE });',
};

const get = async (url: string, headers: Record<string, string> = {}) => {
  const response = await fetch(url, { headers });
  return { status: response.status, event: (await response.json()) as Record<string, any> }; // eslint-disable-line @typescript-eslint/no-explicit-any
};

/** Sends a request to `127.0.0.1` with another host in the `Host` header. `fetch` does not support such requests. */
async function getByHost(port: number, host: string, path: string) {
  const text = await sendRaw(port, `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
  const [head, body] = text.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), body };
}

describe('addresses of APIs', () => {
  const stages = {
    Dev: resource('Api/Dev', 'AWS::ApiGatewayV2::Stage', { ApiId: { Ref: 'Api' }, StageName: 'dev', AutoDeploy: true }),
    Domain: resource('Domain', 'AWS::ApiGatewayV2::DomainName', { DomainName: 'api.example.com' }),
    Map: resource('Map', 'AWS::ApiGatewayV2::ApiMapping', {
      ApiId: { Ref: 'Api' },
      DomainName: { Ref: 'Domain' },
      Stage: { Ref: 'Stage' },
      ApiMappingKey: 'v1',
    }),
  };

  test.each([
    ['/shop/books/1', '/books/1', '$default'],
    ['/shop/books/1?a=b%20c', '/books/1', '$default'],
    ['/shop/dev/books/1', '/dev/books/1', 'dev'],
    ['/shop/books/a%2Fb%20c', '/books/a/b c', '$default'],
  ])('%s has the path %s on the stage %s', async (url, rawPath, stage) => {
    const { url: origin } = await startApp(appFolder(shop({ 'GET /books/{id+}': {} }, stages), echo));
    const { status, event } = await get(origin + url);
    expect(status).toBe(200);
    expect(event).toMatchObject({ rawPath, requestContext: { stage, http: { sourceIp: '127.0.0.1' } } });
    expect(event.requestContext.domainName).toMatch(/^\w{10}\.execute-api\.us-east-1\.amazonaws\.com$/);
    expect(event.headers.host).toBe(event.requestContext.domainName);
  });

  test('the Host header selects a custom domain name', async () => {
    const { port } = await startApp(appFolder(shop({ 'GET /books': {} }, stages), echo));
    const { status, body } = await getByHost(port, 'API.example.com:3000', '/v1/books');
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ rawPath: '/books', requestContext: { domainName: 'api.example.com' } });
  });

  test('an API without its default endpoint is served by its custom domain name', async () => {
    const resources = shop({ 'GET /books': {} }, stages);
    Object.assign(resources.Api.Properties!, { DisableExecuteApiEndpoint: true });
    const { url } = await startApp(appFolder(resources, echo));
    const { status, event } = await get(`${url}/shop/books`);
    expect(status).toBe(200);
    expect(event).toMatchObject({ rawPath: '/books', requestContext: { domainName: 'api.example.com' } });
  });

  test('APIs with the same name have their construct paths as prefixes', async () => {
    const ApiId = { Ref: 'Other' };
    const other = {
      Other: resource('Other/Resource', 'AWS::ApiGatewayV2::Api', { Name: 'shop', ProtocolType: 'HTTP' }),
      OtherStage: resource('Other/Stage', 'AWS::ApiGatewayV2::Stage', {
        ApiId,
        StageName: '$default',
        AutoDeploy: true,
      }),
    };
    const { url, out } = await startApp(appFolder(shop({ 'GET /books': {} }, other), echo));
    expect(out()).toContain('/Shop-Api/books');
    expect((await get(`${url}/Shop-Api/books`)).status).toBe(200);
    expect((await get(`${url}/Shop-Other/books`)).status).toBe(404);
  });

  test.each(['/', '/nothing', '/shopping/books', '/SHOP/books', '/shop'])('%s is not found', async (path) => {
    const { url } = await startApp(appFolder(shop({ 'GET /books': {} }), echo), ['--no-console']);
    expect(await get(url + path)).toEqual({ status: 404, event: { message: 'Not Found' } });
  });

  test('a request to an unknown host is rejected', async () => {
    const { port, out } = await startApp(appFolder(shop({ 'GET /books': {} }), echo));
    expect(await getByHost(port, 'evil.example.com', '/shop/books')).toEqual({
      status: 403,
      body: '{"message":"Forbidden"}',
    });
    expect(out()).toContain('No API has the host evil.example.com.');
  });
});

describe('the output of the server', () => {
  test('contains the routes with their URLs, and a line for each request', async () => {
    const folder = appFolder(shop({ 'GET /books/{id}': {}, 'PUT /books/{id}': withToken }, login), echo);
    const { url, out } = await startApp(folder);
    expect(out()).toMatch(new RegExp(`GET +${url}/shop/books/{id} +everybody +Lambda Books\n`));
    expect(out()).toMatch(new RegExp(`PUT +${url}/shop/books/{id} +JWT login, scope write +Lambda Books\n`));
    expect(out()).toContain(`Console at ${url}/_apigwv2\n`);
    await fetch(`${url}/shop/books/7?q=hidden`);
    await fetch(`${url}/shop/books/7`, { method: 'PUT' });
    expect(out()).toMatch(/\n200 {2}GET \/books\/\{id\} {2}\d+ ms {2}Books {2}GET \/shop\/books\/7\n/);
    expect(out()).toMatch(/\n401 {2}PUT \/books\/\{id\} {2}\d+ ms {2}PUT \/shop\/books\/7\n {7}.*no token/);
  });

  test('output of functions is printed below the request, without tokens', async () => {
    const code = `export const handler = async ({ headers }) => {
      console.log('got', headers.authorization);
      throw new Error('broken by ' + headers.authorization);
    };`;
    const { url, out } = await startApp(appFolder(shop({ 'GET /books': {} }), { 'handlers/index.mjs': code }));
    const authorization = 'Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl';
    expect((await get(`${url}/shop/books`, { authorization })).status).toBe(500);
    expect(out()).toMatch(
      /\n500 {2}GET \/books .*\n {7}Books: .*got Bearer \[cut\]\n {7}Books: Error: broken by Bearer \[cut\]\n/,
    );
    expect(out()).not.toContain('eyJ');
  });

  test('--json prints one line with all URLs, and nothing else', async () => {
    const folder = appFolder(shop({ 'GET /books': withToken }, login), echo);
    const { url, out, err } = await startApp(folder, ['--json', '--token', 'alice:write', '--token', 'bob']);
    const urls = JSON.parse(out());
    expect(urls).toEqual({
      url,
      console: `${url}/_apigwv2`,
      apis: [
        {
          name: 'shop',
          path: 'Shop/Api',
          protocol: 'HTTP',
          stages: [{ name: '$default', url: `${url}/shop`, domainNames: [] }],
        },
      ],
      tokens: [
        { user: 'alice', scopes: ['write'], authorizer: 'Shop/Login', token: expect.stringMatching(/^eyJ/) },
        { user: 'bob', scopes: [], authorizer: 'Shop/Login', token: expect.stringMatching(/^eyJ/) },
      ],
    });
    const call = (token: string) => get(`${url}/shop/books`, { authorization: `Bearer ${token}` });
    expect((await call(urls.tokens[0].token)).event.requestContext.authorizer.jwt.claims.sub).toBe('alice');
    expect((await call(urls.tokens[1].token)).status).toBe(403);
    expect(out().split('\n')).toHaveLength(2);
    expect(err()).toContain('scope');
  });

  test('the list of problems in JSON mode has a limit, because the program that started the server might not read it', async () => {
    const code = "exports.handler = async () => { throw new Error('x'.repeat(9000)); };";
    const { url, err } = await startApp(appFolder(shop({ 'GET /books': {} }), { 'handlers/index.js': code }), [
      '--json',
    ]);
    for (let count = 0; count < 6; count++) await fetch(`${url}/shop/books`);
    expect(err()).toMatch(/Further problems are not shown\.\n$/);
    expect(err().length).toBeLessThan(45_000);
  });

  test('a server at a public address prints a warning', async () => {
    const { out } = await startApp(appFolder(shop({ 'GET /books': {} }), echo), ['--host', '0.0.0.0']);
    expect(out()).toContain('Warning: --host 0.0.0.0 lets other computers call the APIs');
  });
});

describe('settings of the server', () => {
  const variables = { Books: { ...shop({}).Books } };
  Object.assign(variables.Books.Properties!, { Environment: { Variables: { TABLE: { 'Fn::ImportValue': 'table' } } } });
  const folder = () => appFolder(shop({ 'GET /books': {} }, variables), echo);

  test.each([
    ['.env', 'TABLE="of a file" # comment\nOTHER=1\n'],
    ['env.json', '{ "Books": { "TABLE": "of a file" } }'],
  ])('--env-file %s sets variables', async (name, text) => {
    const cwd = folder();
    writeFileSync(join(cwd, name), text);
    const { url } = await startApp(cwd, ['--env-file', name]);
    expect((await get(`${url}/shop/books`)).event).toMatchObject({ env: 'of a file' });
  });

  test('a variable without a value is reported as a problem, and the message names the option', async () => {
    const { url, out } = await startApp(folder());
    expect(await get(`${url}/shop/books`)).toEqual({ status: 500, event: { message: 'Internal Server Error' } });
    expect(out()).toContain('The environment variable TABLE of the function Shop/Books is');
  });

  test('--targets replaces an HTTP target', async () => {
    const server: Server = createServer((request, response) => response.end(`got ${request.url}`));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const resources = shop({ 'GET /books': {} });
    Object.assign(resources.Target.Properties!, {
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'GET',
      IntegrationUri: 'https://books.example.com/all?x=1',
      PayloadFormatVersion: '1.0',
    });
    const { url } = await startApp(appFolder(resources, echo), [
      '--targets',
      `https://books.example.com=http://127.0.0.1:${port}`,
    ]);
    expect(await (await fetch(`${url}/shop/books`)).text()).toBe('got /all?x=1');
    server.close();
  });
});

describe('invalid arguments cause a one-line error, with exit status 2', () => {
  const cwd = appFolder(shop({ 'GET /books': {} }), {
    ...echo,
    'broken.json': '{',
    'list.json': '[]',
    'string.json': '{"A":1}',
  });
  const noApi = appFolder({ Books: shop({}).Books });
  const broken = appFolder(shop({}), { 'app.js': 'console.error("out of ink"); process.exit(3);' });

  test.each<[string, string[], RegExp]>([
    [cwd, ['--port', 'x'], /^--port must be a number from 0 to 65535, but is x\.$/],
    [cwd, ['--port', '65536'], /^--port must be a number/],
    [cwd, ['--token', 'a b'], /^--token must be USER or USER:SCOPE,SCOPE, but is "a b"\.$/],
    [cwd, ['--token', 'alice'], /^No API has a JWT authorizer/],
    [cwd, ['--targets', 'x'], /^--targets must be NAME=URL/],
    [cwd, ['--targets', 'Nothing=http://localhost:1'], /Nothing, which no integration calls/],
    [cwd, ['--env-file', 'gone'], /^The file that --env-file specifies cannot be read: ENOENT/],
    [cwd, ['--env-file', 'broken.json'], /broken\.json is not valid JSON/],
    [cwd, ['--env-file', 'list.json'], /must contain an object with the variables/],
    [cwd, ['--env-file', 'string.json'], /must contain an object with the variables/],
    [cwd, ['--functions', 'gone.mjs'], /^The file that --functions specifies does not exist: /],
    [
      cwd,
      ['--host', '203.0.113.7'],
      /^apigwv2 cannot listen on port 0 of 203\.0\.113\.7: the address does not belong to/,
    ],
    [cwd, ['gone'], /^gone does not exist\.$/],
    [cwd, ['-'], /^apigwv2 start does not read standard input\. /],
    [noApi, [], /does not contain an HTTP API or a WebSocket API/],
    ['/', [], /^\/ does not contain a cdk\.json\./],
    [broken, [], /^The command `node app\.js` ended with exit status 3\.\nout of ink$/],
  ])('%s %j', async (folder, args, message) => {
    const { status, out, err } = await apigwv2(['start', '--port', '0', ...args], { cwd: folder });
    expect(err.trim()).toMatch(message);
    expect([status, out]).toEqual([2, '']);
  });

  test('a port that another program uses causes an error', async () => {
    const { port } = await startApp(cwd);
    const { status, out, err } = await apigwv2(['start', '--port', String(port)], { cwd });
    expect(err).toBe(`Port ${port} of 127.0.0.1 is in use. Choose another port: apigwv2 start --port ${port + 1}.\n`);
    expect([status, out]).toEqual([2, '']);
  });
});
