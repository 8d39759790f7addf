import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { addApi, fixture, time, type Fixture } from '../../_helpers/gateway';
import { fact } from '../fact';

let the: Fixture;
let host: string;

beforeAll(async () => {
  the = await fixture((stack) => {
    const iam = { authorizationType: 'AWS_IAM' };
    const keys = ['GET /{proxy+}', 'POST /{proxy+}', 'GET /'];
    addApi(stack, 'Shop', {
      ownRoutes: { ...Object.fromEntries(keys.map((key) => [key, iam])), 'GET /public': {} },
      stages: { $default: {}, dev: {} },
    });
  });
  host = new URL(the.gateway.api('Shop').endpoint).host;
});

/** What the signer of the AWS SDK needs to make digests. */
class Sha256 {
  private readonly hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as string);
  }

  update(data: string | Uint8Array) {
    this.hash.update(data);
  }

  async digest() {
    return new Uint8Array(this.hash.digest());
  }

  reset() {
    // Each instance is used once.
  }
}

const url = (path: string) => `https://${host}${path}`;
const send = async (request: Request) => (await the.gateway.fetch(request)).status;
const signed = async (path: string, init: RequestInit = {}, options = {}) =>
  the.gateway.sign(new Request(url(path), init), the.gateway.credentials(options));

function signer(service = 'execute-api', region = 'us-east-1', credentials = the.gateway.credentials()) {
  return new SignatureV4({ service, region, credentials, sha256: Sha256 });
}

const input = (method: string, path: string, query: Record<string, string | string[]> = {}, more = {}) => ({
  method,
  protocol: 'https:',
  hostname: host,
  path,
  query,
  headers: { host },
  ...more,
});

test.each([
  ['GET', '/', undefined],
  ['GET', '/dev/books/1?b=2&a=1&a=0&c', undefined],
  ['GET', "/a%20b/%C3%A4/it's(1)*!?q=a%20b+c&%C3%A4=%2F", undefined],
  ['POST', '/books', '{"title":"ä"}'],
])('A signed request is accepted: %s %s.', async (method, path, body) => {
  expect(await send(await signed(path, { method, body }))).toBe(200);
  const role = { userArn: 'arn:aws:sts::123456789012:assumed-role/reader/session' };
  expect(await send(await signed(path, { method, body, headers: { 'x-amz-own': 'a  b' } }, role))).toBe(200);
});

describe('the signer of the AWS SDK', () => {
  test.each([
    ['GET', '/', {}],
    ['GET', '/books/a%20b', { b: '2', a: ['1', '0'], 'ä b': "it's" }],
    ['GET', '/dev/a/c%2Bd', {}],
  ])('Its header signature is accepted: %s %s.', async (method, path, query) => {
    const { headers } = await signer().sign(input(method, path, query), { signingDate: new Date(time) });
    const text = new URLSearchParams(
      Object.entries(query as Record<string, string | string[]>).flatMap(([name, value]) =>
        [value].flat().map((one): [string, string] => [name, one]),
      ),
    );
    expect(await send(new Request(url(`${path}?${text}`), { method, headers }))).toBe(200);
  });

  test('Its signature of a body is accepted.', async () => {
    const body = '{"a":1}';
    const headers = { host, 'content-type': 'application/json', 'content-length': String(body.length) };
    const result = await signer().sign(input('POST', '/books', {}, { body, headers }), { signingDate: new Date(time) });
    expect(await send(new Request(url('/books'), { method: 'POST', headers: result.headers, body }))).toBe(200);
    const other = new Request(url('/books'), { method: 'POST', headers: result.headers, body: '{"a":2}' });
    expect(await send(other)).toBe(403);
  });

  test('Its signature in the query is accepted until it expires.', async () => {
    const own = await fixture((stack) => {
      addApi(stack, 'Shop', { ownRoutes: { 'GET /': { authorizationType: 'AWS_IAM' } } });
    });
    const credentials = own.gateway.credentials({ userArn: 'arn:aws:iam::123456789012:role/reader' });
    const result = await signer('execute-api', 'us-east-1', credentials).presign(input('GET', '/'), {
      signingDate: new Date(time),
      expiresIn: 900,
    });
    const text = new URLSearchParams(result.query as Record<string, string>);
    expect((await own.gateway.fetch(url(`/?${text}`))).status).toBe(200);
    expect((await own.gateway.fetch(url(`/?${text}&more=1`))).status).toBe(403);
    own.clock.advance(900_001);
    expect((await own.gateway.fetch(url(`/?${text}`))).status).toBe(403);
  });
});

async function expectForbidden(request: Request, reason: RegExp) {
  const count = the.invocations();
  const response = await the.gateway.fetch(request);
  expect([response.status, await response.json()]).toEqual([403, { message: 'Forbidden' }]);
  expect(the.gateway.logs.at(-1)!.message).toMatch(reason);
  expect(the.invocations()).toBe(count);
}

/** A signed request with other header fields. */
async function changed(headers: Record<string, string | undefined>): Promise<Request> {
  const request = await signed('/books');
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) request.headers.delete(name);
    else request.headers.set(name, value);
  }
  return request;
}

fact('iam/unsigned', async () => {
  await expectForbidden(new Request(url('/')), /has no signature/);
  for (const authorization of ['Bearer a', 'AWS4-HMAC-SHA256 ', 'AWS4-HMAC-SHA256 Credential=a']) {
    await expectForbidden(await changed({ authorization }), /has no signature/);
  }
  const { authorization } = Object.fromEntries((await signed('/books')).headers);
  await expectForbidden(await changed({ authorization: authorization.replace(/.$/, 'x') }), /does not match/);
  await expectForbidden(await changed({ authorization: authorization.slice(0, -1) }), /does not match/);
  await expectForbidden(await changed({ authorization: authorization.replace('host;', '') }), /host is not signed/);
  await expectForbidden(await changed({ 'x-amz-date': undefined }), /has no signature/);
  await expectForbidden(await changed({ 'x-amz-date': 'today' }), /instead of/);
  await expectForbidden(await changed({ 'x-amz-target': 'a' }), /x-amz-target is not signed/);
  await expectForbidden(await changed({ 'x-amz-security-token': 'a' }), /session token/);

  const own = await signed('/books');
  await expectForbidden(new Request(url('/other'), own), /does not match/);
  await expectForbidden(new Request(url('/books?a=1'), own), /does not match/);
  await expectForbidden(new Request(url('/books'), { method: 'POST', headers: own.headers }), /does not match/);
  const foreign = { accessKeyId: 'AKIAFOREIGN', secretAccessKey: 'secret' };
  await expectForbidden(await the.gateway.sign(new Request(url('/')), foreign), /AKIAFOREIGN is not one of/);
  const wrongSecret = { ...the.gateway.credentials(), secretAccessKey: 'secret' };
  await expectForbidden(await the.gateway.sign(new Request(url('/')), wrongSecret), /does not match/);
});

test('A signature is valid for five minutes.', async () => {
  const own = await fixture((stack) => {
    addApi(stack, 'Shop', { ownRoutes: { 'GET /': { authorizationType: 'AWS_IAM' } } });
  });
  const request = await own.gateway.sign(new Request(url('/')), own.gateway.credentials());
  own.clock.advance(300_000);
  expect((await own.gateway.fetch(request)).status).toBe(200);
  own.clock.advance(1000);
  expect((await own.gateway.fetch(request)).status).toBe(403);
});

fact('iam/service', async () => {
  for (const [service, region] of [
    ['lambda', 'us-east-1'],
    ['execute-api', 'eu-west-1'],
  ]) {
    const { headers } = await signer(service, region).sign(input('GET', '/'), { signingDate: new Date(time) });
    await expectForbidden(new Request(url('/'), { headers }), /instead of \d+\/us-east-1\/execute-api/);
  }
});

fact('iam/policy', async () => {
  const statement = (Effect: string, Resource: string, Action = 'execute-api:Invoke') => ({ Effect, Action, Resource });
  const base = `arn:aws:execute-api:us-east-1:123456789012:${host.split('.')[0]}`;
  const cases: [number, string, unknown][] = [
    [200, '/books', statement('Allow', `${base}/$default/GET/books`)],
    [200, '/dev/books', statement('Allow', `${base}/dev/GET/*`)],
    [403, '/books', statement('Allow', `${base}/dev/GET/*`)],
    [403, '/books', statement('Allow', `${base}/$default/POST/*`)],
    [403, '/books', statement('Allow', '*', 'lambda:*')],
    [403, '/books', [statement('Allow', '*'), statement('Deny', '*/books')]],
    [403, '/books', []],
  ];
  for (const [status, path, Statement] of cases) {
    expect(await send(await signed(path, {}, { policy: { Statement } }))).toBe(status);
    expect(await send(await signed(path, {}, { policy: JSON.stringify({ Statement }) }))).toBe(status);
  }
});

fact('iam/identity', async () => {
  const credentials = the.gateway.credentials({ userArn: 'arn:aws:iam::111122223333:user/alice' });
  await the.gateway.fetch(await the.gateway.sign(new Request(url('/')), credentials));
  const id = expect.stringMatching(/^AIDA\w{17}$/);
  expect(the.event().requestContext.authorizer).toEqual({
    iam: {
      accessKey: credentials.accessKeyId,
      accountId: '111122223333',
      callerId: id,
      cognitoIdentity: null,
      principalOrgId: null,
      userArn: 'arn:aws:iam::111122223333:user/alice',
      userId: id,
    },
  });
});

test('A policy or ARN that is not one is an error.', () => {
  const { gateway } = the;
  expect(() => gateway.credentials({ policy: { Statement: { Effect: 'allow' } } })).toThrow(/neither Allow nor Deny/);
  expect(() => gateway.credentials({ policy: 'nonsense' })).toThrow(/`policy` is not an IAM policy document/);
  expect(() => gateway.credentials({ policy: null })).toThrow(/`policy` is not an IAM policy document/);
  expect(() => gateway.credentials({ userArn: 'alice' })).toThrow(/`userArn` is "alice"/);
});

test('A public route needs no signature.', async () => {
  expect(await send(new Request(url('/public')))).toBe(200);
});
