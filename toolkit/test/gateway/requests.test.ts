import { addApi, fixture, type Event, type Fixture } from '../_helpers/gateway';
import { fact } from './fact';

let the: Fixture;

beforeAll(async () => {
  the = await fixture((stack) => {
    addApi(stack, 'Two', { routes: ['ANY /items/{id}', 'ANY /{proxy+}'] });
    addApi(stack, 'One', {
      routes: ['ANY /items/{id}', 'ANY /{proxy+}'],
      integration: { payloadFormatVersion: '1.0' },
    });
  });
});

/** The event of a request. */
async function event(api: 'One' | 'Two', path: string, init?: RequestInit): Promise<Event> {
  expect((await the.gateway.api(api).fetch(path, init)).status).toBe(200);
  return the.event();
}

fact('decoding/raw-path', async () => {
  const { rawPath, requestContext } = await event('Two', '/hello%20w%C3%B6rld');
  expect(rawPath).toBe('/hello wörld');
  expect(requestContext.http.path).toBe('/hello wörld');
});

fact('decoding/path-parameters-2.0', async () => {
  expect((await event('Two', '/items/a%20%E2%82%AC')).pathParameters).toEqual({ id: 'a €' });
});

fact('decoding/path-1.0', async () => {
  expect((await event('One', '/items/a%20b')).path).toBe('/items/a%20b');
});

fact('decoding/context-path-1.0', async () => {
  const { requestContext, pathParameters } = await event('One', '/items/a%20b');
  expect(requestContext.path).toBe('/items/a b');
  expect(pathParameters).toEqual({ id: 'a b' });
});

fact('decoding/path-1.0-claim', async () => {
  expect((await event('One', '/items/%C3%BC')).path).toBe('/items/%C3%BC');
});

fact('decoding/slash', async () => {
  const { routeKey, pathParameters } = await event('Two', '/items/a%2Fb');
  expect({ routeKey, pathParameters }).toEqual({ routeKey: 'ANY /{proxy+}', pathParameters: { proxy: 'items/a/b' } });
});

fact('decoding/question-mark', async () => {
  expect((await event('Two', '/items/a%3Fb=c')).rawPath).toBe('/items/a');
});

const query = 'q=Hello%20World&tag=C%23%20Code&tag=.NET%20Core';

fact('decoding/raw-query', async () => {
  expect((await event('Two', `/a?${query}`)).rawQueryString).toBe(query);
});

fact('decoding/no-query', async () => {
  expect((await event('Two', '/a')).rawQueryString).toBe('');
});

fact('decoding/query-2.0', async () => {
  const { queryStringParameters } = await event('Two', `/a?${query}`);
  expect(queryStringParameters).toEqual({ q: 'Hello World', tag: 'C# Code,.NET Core' });
});

fact('decoding/query-1.0', async () => {
  const { queryStringParameters, multiValueQueryStringParameters } = await event('One', `/a?${query}`);
  expect(queryStringParameters).toEqual({ q: 'Hello World', tag: '.NET Core' });
  expect(multiValueQueryStringParameters).toEqual({ q: ['Hello World'], tag: ['C# Code', '.NET Core'] });
});

fact('decoding/plus', async () => {
  expect((await event('Two', '/a?q=a+b')).queryStringParameters).toEqual({ q: 'a b' });
});

fact('decoding/no-equals', async () => {
  expect((await event('Two', '/a?q')).queryStringParameters).toEqual({ q: '' });
});

const repeated: [string, string][] = [
  ['X-Color', 'red'],
  ['X-COLOR', 'blue, green'],
];

fact('request/names-2.0', async () => {
  const { headers } = await event('Two', '/a', { headers: { 'X-Api-Key': 'k' } });
  expect(headers['x-api-key']).toBe('k');
  expect(Object.keys(headers).filter((name) => name !== name.toLowerCase())).toEqual([]);
});

fact('request/repeats-2.0', async () => {
  expect((await event('Two', '/a', { headers: repeated })).headers['x-color']).toBe('red,blue, green');
});

fact('request/commas-2.0', async () => {
  const headers: [string, string][] = [
    ['x-n', '1'],
    ['x-n', '2'],
  ];
  expect((await event('Two', '/a', { headers })).headers['x-n']).toBe('1,2');
});

fact('request/cookies-2.0', async () => {
  const { cookies, headers } = await event('Two', '/a', { headers: { cookie: 'a=1; b=2;c=3' } });
  expect(cookies).toEqual(['a=1', 'b=2', 'c=3']);
  expect(headers).not.toHaveProperty('cookie');
  expect(await event('Two', '/a')).not.toHaveProperty('cookies');
});

fact('request/names-1.0', async () => {
  const { headers } = await event('One', '/a', { headers: { 'x-api-KEY': 'k' } });
  expect(Object.keys(headers)).toEqual(
    expect.arrayContaining(['X-Api-Key', 'Host', 'X-Amzn-Trace-Id', 'Content-Length']),
  );
});

fact('request/repeats-1.0', async () => {
  const { headers, multiValueHeaders } = await event('One', '/a', { headers: [...repeated, ['cookie', 'a=1; b=2']] });
  expect(headers).toMatchObject({ 'X-Color': 'blue, green', Cookie: 'a=1; b=2' });
  expect(multiValueHeaders['X-Color']).toEqual(['red', 'blue, green']);
});

fact('request/added', async () => {
  const { headers, requestContext } = await event('Two', '/a');
  expect(headers).toEqual({
    host: requestContext.domainName,
    'content-length': '0',
    'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
  });
});

fact('request/dropped', async () => {
  const names = ['connection', 'te', 'transfer-encoding', 'upgrade', 'expect', 'proxy-authenticate'];
  const { headers } = await event('Two', '/a', { headers: names.map((name) => [name, 'x']) });
  expect(Object.keys(headers).filter((name) => names.includes(name))).toEqual([]);
});

fact('request/protocol', async () => {
  expect((await event('Two', '/a')).requestContext.http.protocol).toBe('HTTP/1.1');
  expect((await event('One', '/a')).requestContext.protocol).toBe('HTTP/1.1');
});

/** Body and encoding of the event for a content type. */
async function bodyFor(contentType: string | undefined, body: string | Uint8Array<ArrayBuffer> = 'hé') {
  const headers = contentType === undefined ? undefined : { 'content-type': contentType };
  const sent = contentType === undefined ? new Uint8Array(Buffer.from('hé')) : body;
  const { body: received, isBase64Encoded } = await event('Two', '/a', { method: 'POST', body: sent, headers });
  return { body: received, isBase64Encoded };
}

const asText = { body: 'hé', isBase64Encoded: false };
const asBase64 = { body: 'aMOp', isBase64Encoded: true };

fact('request/text-body', async () => {
  for (const type of ['text/csv', 'application/json', 'application/xml', 'Application/JavaScript']) {
    expect(await bodyFor(type)).toEqual(asText);
  }
  expect(await bodyFor('image/png')).toEqual(asBase64);
  expect(await bodyFor(undefined)).toEqual(asBase64);
});

fact('request/form', async () => {
  expect(await bodyFor('application/x-www-form-urlencoded', 'a=1')).toEqual({ body: 'YT0x', isBase64Encoded: true });
});

fact('request/multipart', async () => {
  expect(await bodyFor('multipart/form-data; boundary=x')).toEqual(asBase64);
});

fact('request/binary', async () => {
  const body = new Uint8Array([1, 2, 3, 4, 5]);
  expect(await bodyFor('application/octet-stream', body)).toEqual({ body: 'AQIDBAU=', isBase64Encoded: true });
});

fact('request/json-parameters', async () => {
  expect(await bodyFor('application/json; charset=utf-8')).toEqual(asText);
  expect(await bodyFor('application/json; odata=verbose')).toEqual(asText);
});

fact('request/json-suffix', async () => {
  expect(await bodyFor('application/vnd.api+json')).toEqual(asBase64);
});

fact('request/no-body', async () => {
  const two = await event('Two', '/a', { method: 'POST' });
  expect(two).not.toHaveProperty('body');
  expect(two.isBase64Encoded).toBe(false);
  expect(await event('One', '/a', { method: 'POST' })).toMatchObject({ body: null, isBase64Encoded: false });
});
