import { SignatureV4 } from '@smithy/signature-v4';
import { addApi, fixture, time, type Fixture } from '../../_helpers/gateway';
import { Sha256 } from '../../_helpers/sha256';
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
  ])('The signature in a header is accepted: %s %s.', async (method, path, query) => {
    const { headers } = await signer().sign(input(method, path, query), { signingDate: new Date(time) });
    const text = new URLSearchParams(
      Object.entries(query as Record<string, string | string[]>).flatMap(([name, value]) =>
        [value].flat().map((one): [string, string] => [name, one]),
      ),
    );
    expect(await send(new Request(url(`${path}?${text}`), { method, headers }))).toBe(200);
  });

  test('The signature of a body is accepted.', async () => {
    const body = '{"a":1}';
    const headers = { host, 'content-type': 'application/json', 'content-length': String(body.length) };
    const result = await signer().sign(input('POST', '/books', {}, { body, headers }), { signingDate: new Date(time) });
    expect(await send(new Request(url('/books'), { method: 'POST', headers: result.headers, body }))).toBe(200);
    const other = new Request(url('/books'), { method: 'POST', headers: result.headers, body: '{"a":2}' });
    expect(await send(other)).toBe(403);
  });

  test('The signature in the query is accepted until it expires.', async () => {
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

/** A signed request whose headers are changed after it is signed. */
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
  await expectForbidden(
    await changed({ authorization: authorization.replace('host;', '') }),
    /does not cover the header host/,
  );
  await expectForbidden(await changed({ 'x-amz-date': undefined }), /has no signature/);
  await expectForbidden(await changed({ 'x-amz-date': 'today' }), /instead of/);
  await expectForbidden(await changed({ 'x-amz-target': 'a' }), /does not cover the header x-amz-target/);
  await expectForbidden(await changed({ 'x-amz-security-token': 'a' }), /session token/);

  const own = await signed('/books');
  await expectForbidden(new Request(url('/other'), own), /does not match/);
  await expectForbidden(new Request(url('/books?a=1'), own), /does not match/);
  await expectForbidden(new Request(url('/books'), { method: 'POST', headers: own.headers }), /does not match/);
  const foreign = { accessKeyId: 'AKIAFOREIGN', secretAccessKey: 'secret' };
  await expectForbidden(await the.gateway.sign(new Request(url('/')), foreign), /AKIAFOREIGN does not exist/);
  const wrongSecret = { ...the.gateway.credentials(), secretAccessKey: 'secret' };
  await expectForbidden(await the.gateway.sign(new Request(url('/')), wrongSecret), /does not match/);
});

fact('iam/error-type', async () => {
  const response = await the.gateway.fetch(new Request(url('/')));
  expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([403, null]);
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

fact('iam/conditions', async () => {
  const policyWith = (Condition: object, Effect = 'Allow') => ({
    Version: '2012-10-17',
    Statement: [{ Effect, Action: '*', Resource: '*', Condition }].concat(
      Effect === 'Deny' ? [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: {} }] : [],
    ),
  });
  const alice = { userArn: 'arn:aws:iam::123456789012:user/team/alice' };
  const reader = { userArn: 'arn:aws:sts::123456789012:assumed-role/reader/session' };
  const holding: [object, object?][] = [
    [{ IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '127.0.0.0/8'] } }],
    [{ IpAddress: { 'aws:SourceIp': '127.0.0.1' } }],
    [{ NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
    [{ NotIpAddress: { 'aws:SourceIp': '::/0' } }],
    [{ Bool: { 'aws:SecureTransport': true } }],
    [{ StringEquals: { 'AWS:UserName': ['bob', 'alice'] } }, alice],
    [{ StringNotEquals: { 'aws:username': 'bob' } }, alice],
    [{ StringEqualsIgnoreCase: { 'aws:username': 'ALICE' } }, alice],
    [{ StringLike: { 'aws:UserAgent': '*' } }],
    [{ StringNotLike: { 'aws:Referer': '*' } }],
    [{ StringEqualsIfExists: { 'aws:Referer': 'a' } }],
    [{ Null: { 'aws:Referer': 'true', 'aws:SourceIp': 'false' } }],
    [{ Null: { 'aws:username': true } }, reader],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/read*' } }, reader],
    [{ StringLike: { 'aws:userid': '*:session' } }, reader],
    [{ StringEquals: { 'aws:PrincipalAccount': 123456789012, 'aws:RequestedRegion': 'us-east-1' } }],
    [
      {
        DateLessThan: { 'aws:CurrentTime': '2025-04-15T00:00:00Z' },
        DateGreaterThan: { 'aws:CurrentTime': '2025-04-14' },
      },
    ],
    [{ DateGreaterThanEquals: { 'aws:EpochTime': '1744668875' } }],
    [{ NumericLessThanEquals: { 'aws:EpochTime': 1744668875 } }],
    [{ StringEquals: { 'aws:userid': '${aws:userid}' } }],
  ];
  const failing: [object, object?][] = [
    [{ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
    [{ IpAddress: { 'aws:SourceIp': '::/0' } }],
    [{ NotIpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }],
    [{ Bool: { 'aws:SecureTransport': 'false' } }],
    [{ StringEquals: { 'aws:username': 'Alice' } }, alice],
    [{ StringNotEquals: { 'aws:username': ['alice', 'bob'] } }, alice],
    [{ StringEquals: { 'aws:username': '*' } }, alice],
    [{ StringEquals: { 'aws:Referer': 'a' } }],
    [{ Null: { 'aws:SourceIp': 'true' } }],
    [{ DateGreaterThan: { 'aws:CurrentTime': '2025-04-15T00:00:00Z' } }],
    [{ NumericLessThan: { 'aws:EpochTime': '1744668875' } }],
    [{ Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:Referer': 'a' } }],
  ];
  const init = { headers: { 'user-agent': 'jest' } };
  const statusWith = async (policy: object, options = {}) => send(await signed('/books', init, { policy, ...options }));
  for (const [condition, options] of holding) {
    expect([condition, await statusWith(policyWith(condition), options)]).toEqual([condition, 200]);
    expect([condition, await statusWith(policyWith(condition, 'Deny'), options)]).toEqual([condition, 403]);
  }
  for (const [condition, options] of failing) {
    expect([condition, await statusWith(policyWith(condition), options)]).toEqual([condition, 403]);
    expect([condition, await statusWith(policyWith(condition, 'Deny'), options)]).toEqual([condition, 200]);
  }
  const unknown: [object, RegExp][] = [
    [{ StringEquals: { 'aws:PrincipalTag/team': 'a' } }, /does not support the condition key aws:PrincipalTag\/team/],
    [{ 'ForAllValues:StringEquals': { 'aws:SourceIp': 'a' } }, /operator ForAllValues:StringEquals/],
    [{ StringEquals: 'a' }, /condition operator StringEquals has a value that is not an object/],
    [{ StringEquals: { 'aws:SourceIp': {} } }, /not a string/],
  ];
  for (const [condition, message] of unknown) {
    expect(() => the.gateway.credentials({ policy: policyWith(condition) })).toThrow(message);
  }
});

test('A policy variable is replaced by its value. A variable without a value results in status 500, and the log contains the reason.', async () => {
  const Resource = 'arn:aws:execute-api:*:*:*/$default/GET/${aws:username}/*';
  const policy = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource } };
  const alice = { policy, userArn: 'arn:aws:iam::123456789012:user/alice' };
  expect(await send(await signed('/alice/1', {}, alice))).toBe(200);
  expect(await send(await signed('/bob/1', {}, alice))).toBe(403);
  const role = { policy, userArn: 'arn:aws:sts::123456789012:assumed-role/reader/session' };
  expect(await send(await signed('/alice/1', {}, role))).toBe(500);
  expect(the.gateway.logs.at(-1)?.message).toContain('aws:username does not have a value');
  for (const condition of [
    { IpAddress: { 'aws:SourceIp': 'home' } },
    { DateLessThan: { 'aws:CurrentTime': 'tomorrow' } },
  ]) {
    const malformed = { Effect: 'Deny', Action: '*', Resource: '*', Condition: condition };
    const all = { Effect: 'Allow', Action: '*', Resource: '*' };
    expect(await send(await signed('/', {}, { policy: { Statement: [all, malformed] } }))).toBe(500);
  }
});

fact('iam/resource-policy', async () => {
  const everything = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' };
  const foreign = { userArn: 'arn:aws:iam::111122223333:user/alice', policy: { Statement: everything } };
  expect(await send(await signed('/books', {}, foreign))).toBe(200);
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

test('An invalid policy or ARN causes an error.', () => {
  const { gateway } = the;
  expect(() => gateway.credentials({ policy: { Statement: { Effect: 'allow' } } })).toThrow(/neither Allow nor Deny/);
  expect(() => gateway.credentials({ policy: 'nonsense' })).toThrow(/`policy` is not an IAM policy document/);
  expect(() => gateway.credentials({ policy: null })).toThrow(/`policy` is not an IAM policy document/);
  expect(() => gateway.credentials({ userArn: 'alice' })).toThrow(/`userArn` is "alice"/);
});

test('A public route needs no signature.', async () => {
  expect(await send(new Request(url('/public')))).toBe(200);
});
