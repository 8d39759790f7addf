import { App } from 'aws-cdk-lib';
import { LocalGateway, type LocalHandler } from 'cdk-apigatewayv2-toolkit/local';
import { BookstoreStack } from './bookstore-stack';

const website = 'https://bookstore.example.com';
const url = 'https://api.bookstore.example.com/v1';

let gateway: LocalGateway;

beforeAll(async () => {
  const stack = new BookstoreStack(new App(), 'Bookstore', {
    domainName: 'api.bookstore.example.com',
    certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/00000000-0000-0000-0000-000000000000',
    website,
    issuer: 'https://login.bookstore.example.com/',
    audience: 'https://api.bookstore.example.com',
  });
  // The option `functions` replaces the handlers of the stack, because these tests check only the API. Without this
  // option, the handlers run.
  const echo: LocalHandler = async ({ routeKey, pathParameters, requestContext }) => ({
    routeKey,
    pathParameters,
    user: requestContext.authorizer?.jwt.claims.sub,
  });
  gateway = await LocalGateway.fromStack(stack, {
    functions: { BooksHandler: echo, OrdersHandler: echo },
    targets: { 'https://covers.example.com': ({ url }) => new Response(`The cover ${new URL(url).pathname}`) },
  });
});

afterAll(() => gateway.close());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

test('every client can read books', async () => {
  const response = await gateway.fetch(`${url}/books/1`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ routeKey: 'GET /books/{isbn}', pathParameters: { isbn: '1' } });
});

describe('PUT /books/{isbn}', () => {
  const put = (headers = {}) => gateway.fetch(`${url}/books/1`, { method: 'PUT', body: '{}', headers });

  test('accepts a token that has the scope books/write', async () => {
    const response = await put(bearer(await gateway.token({ sub: 'alice', scope: 'books/write' })));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ routeKey: 'PUT /books/{isbn}', user: 'alice' });
  });

  test('rejects a request without a token', async () => {
    const response = await put();
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('rejects a token with a different scope', async () => {
    expect((await put(bearer(await gateway.token({ scope: 'books/read' })))).status).toBe(403);
  });

  test.each([
    ['is expired', {}, { expiresIn: -1 }],
    ['is from another issuer', { iss: 'https://evil.example.com/' }, {}],
    ['is for another audience', { aud: 'https://other.example.com' }, {}],
    ['has an unknown key', {}, { header: { kid: 'another' } }],
  ])('rejects a token that %s', async (_, claims, options) => {
    const token = await gateway.token({ scope: 'books/write', ...claims }, options);
    expect((await put(bearer(token))).status).toBe(401);
  });
});

test('customers see their own orders', async () => {
  expect((await gateway.fetch(`${url}/orders`)).status).toBe(401);
  const response = await gateway.fetch(`${url}/orders/7`, { headers: bearer(await gateway.token({ sub: 'bob' })) });
  expect(await response.json()).toEqual({
    routeKey: 'GET /orders/{orderId}',
    pathParameters: { orderId: '7' },
    user: 'bob',
  });
});

test('GET /covers/{isbn} returns covers from another server', async () => {
  expect(await (await gateway.fetch(`${url}/covers/1`)).text()).toBe('The cover /1');
});

test('POST /suggestions sends suggestions to the queue', async () => {
  const body = JSON.stringify({ MessageBody: 'More poetry' });
  const headers = bearer(await gateway.token());
  expect((await gateway.fetch(`${url}/suggestions`, { method: 'POST', body, headers })).status).toBe(200);
  expect(gateway.serviceCalls).toMatchObject([
    { subtype: 'SQS-SendMessage', parameters: { MessageBody: 'More poetry' } },
  ]);
  expect(gateway.serviceCalls[0].parameters.QueueUrl).toContain('Suggestions');
});

describe('a browser', () => {
  const preflight = (origin: string) =>
    gateway.fetch(`${url}/books`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization' },
    });

  test('can call the API from the website', async () => {
    const { status, headers } = await preflight(website);
    expect(status).toBe(204);
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': website,
      'access-control-allow-methods': 'GET,POST,PUT,DELETE',
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-max-age': '3600',
    });
    const response = await gateway.fetch(`${url}/books`, { headers: { origin: website } });
    expect(response.headers.get('access-control-allow-origin')).toBe(website);
  });

  test('cannot call the API from a different website', async () => {
    expect((await preflight('https://evil.example.com')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the stage', () => {
  test('is available only at the custom domain name', async () => {
    const { endpoint } = gateway.api('Shop');
    expect((await gateway.fetch(`${endpoint}/books`)).status).toBe(403);
    expect((await gateway.fetch('https://api.bookstore.example.com/books')).status).toBe(404);
    expect((await gateway.fetch(`${url}/unknown`)).status).toBe(404);
  });

  test('writes an access log', async () => {
    const response = await gateway.fetch(`${url}/books`);
    const { requestId, message } = gateway.accessLogs.at(-1)!;
    expect(requestId).toBe(response.headers.get('apigw-requestid'));
    expect(JSON.parse(message)).toMatchObject({ routeKey: 'GET /books', status: '200' });
  });
});
