import { Aws, Fn, type Stack } from 'aws-cdk-lib';
import { CfnAuthorizer, type CfnAuthorizerProps, type CfnRouteProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnFunction, CfnPermission, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { folderOf } from '../../_helpers/functions';
import { addApi, addFunction, fixture, type Event, type Fixture } from '../../_helpers/gateway';
import { ManualClock, type LocalHandler } from '../../../src/gateway';
import { KeptResults } from '../../../src/gateway/authorizers/kept-results';
import { fact } from '../fact';

const keySource = ['$request.header.x-key'];

interface Options extends Partial<CfnAuthorizerProps> {
  readonly keys?: readonly string[];
  readonly payload?: string;
  readonly stages?: Record<string, object>;
}

function addAuthorizedApi(stack: Stack, { keys = ['GET /'], payload = '2.0', stages, ...own }: Options, uri?: string) {
  const route: Partial<CfnRouteProps> = { authorizationType: 'CUSTOM', authorizerId: Fn.ref('Authorizer') };
  const api = addApi(stack, 'Shop', {
    ownRoutes: Object.fromEntries(keys.map((key) => [key, route])),
    integration: { payloadFormatVersion: payload },
    ...(stages ? { stages } : {}),
  });
  const arn = uri ?? addFunction(stack, 'Auth').attrArn;
  new CfnAuthorizer(stack, 'Authorizer', {
    apiId: api.ref,
    name: 'Authorizer',
    authorizerType: 'REQUEST',
    authorizerUri: `arn:aws:apigateway:${Aws.REGION}:lambda:path/2015-03-31/functions/${arn}/invocations`,
    authorizerPayloadFormatVersion: '2.0',
    enableSimpleResponses: true,
    authorizerResultTtlInSeconds: 0,
    identitySource: keySource,
    ...own,
  });
}

interface Authorized extends Fixture {
  /** The events of the authorizer. */
  readonly asked: Event[];
  readonly get: (path?: string, headers?: Record<string, string>) => Promise<Response>;
}

async function authorized(handler: LocalHandler, options: Options = {}): Promise<Authorized> {
  const asked: Event[] = [];
  const Auth: LocalHandler = (event, context) => {
    asked.push(event);
    return handler(event, context, undefined);
  };
  const own = await fixture((stack) => addAuthorizedApi(stack, options), { functions: { Auth } });
  const get: Authorized['get'] = (path = '/', headers = { 'x-key': 'k' }) =>
    own.gateway.api('Shop').fetch(path, { headers });
  return { ...own, asked, get };
}

const iam = { enableSimpleResponses: false };
const allow = async () => ({ isAuthorized: true });
const policy =
  (statement: object | object[], more: object = {}) =>
  async () => ({
    principalId: 'alice',
    policyDocument: { Version: '2012-10-17', Statement: statement },
    ...more,
  });
const statement = (Effect: string, Resource: unknown, Action: unknown = 'execute-api:Invoke') => ({
  Effect,
  Action,
  Resource,
});

async function expectError(own: Authorized, status: number, message: string, reason?: RegExp) {
  const response = await own.get();
  expect([response.status, await response.json()]).toEqual([status, { message }]);
  expect(own.invocations()).toBe(0);
  if (reason) expect(own.gateway.logs.map((entry) => entry.message).join('\n')).toMatch(reason);
}

fact('lambda-authorizer/identity-sources', async () => {
  const identitySource = [...keySource, '$request.querystring.k', '$stageVariables.color', '$context.routeKey'];
  const stages = { $default: { stageVariables: { color: 'red' } }, plain: {} };
  const own = await authorized(allow, { identitySource, stages });
  for (const [path, headers] of [
    ['/?k=1', {}],
    ['/?k=1', { 'x-key': '' }],
    ['/', { 'x-key': 'a' }],
    ['/?k=', { 'x-key': 'a' }],
    ['/plain/?k=1', { 'x-key': 'a' }],
  ] as const) {
    const response = await own.get(path, headers);
    expect([response.status, await response.json()]).toEqual([401, { message: 'Unauthorized' }]);
  }
  expect(own.asked).toHaveLength(0);
  expect((await own.get('/?k=1', { 'x-key': 'a' })).status).toBe(200);
  expect(own.asked[0].identitySource).toEqual(['a', '1', 'red', 'GET /']);
});

fact('lambda-authorizer/event-2.0', async () => {
  const own = await authorized(allow, { keys: ['POST /items/{id}'] });
  const headers = { 'x-key': 'k', cookie: 'a=1; b=2', 'content-type': 'text/plain' };
  await own.gateway.fetch('/items/1?a=b', { method: 'POST', headers, body: 'secret' });
  expect(own.asked[0]).toMatchObject({
    version: '2.0',
    type: 'REQUEST',
    routeArn: expect.stringMatching(/\/\$default\/POST\/items\/1$/),
    identitySource: ['k'],
    routeKey: 'POST /items/{id}',
    rawPath: '/items/1',
    rawQueryString: 'a=b',
    cookies: ['a=1', 'b=2'],
    queryStringParameters: { a: 'b' },
    requestContext: { http: { method: 'POST', path: '/items/1' } },
    pathParameters: { id: '1' },
  });
  expect(Object.keys(own.asked[0])).not.toContain('body');
  expect(Object.keys(own.asked[0])).not.toContain('isBase64Encoded');
});

fact('lambda-authorizer/event-1.0', async () => {
  const options = {
    ...iam,
    authorizerPayloadFormatVersion: '1.0',
    identitySource: [...keySource, '$request.header.b'],
  };
  const own = await authorized(policy(statement('Allow', '*')), { ...options, stages: { dev: {} } });
  expect((await own.get('/dev/', { 'x-key': 'k', b: 'c' })).status).toBe(200);
  const [event] = own.asked;
  expect(event).toMatchObject({
    version: '1.0',
    type: 'REQUEST',
    methodArn: expect.stringMatching(/^arn:aws:execute-api:us-east-1:123456789012:\w{10}\/dev\/GET\/$/),
    identitySource: 'k,c',
    authorizationToken: 'k,c',
    resource: '/',
    path: '/dev/',
    httpMethod: 'GET',
    headers: { 'X-Key': 'k' },
    requestContext: { stage: 'dev', httpMethod: 'GET' },
  });
  const { queryStringParameters, pathParameters, stageVariables } = event;
  expect([queryStringParameters, pathParameters, stageVariables]).toEqual([{}, {}, {}]);
  expect(Object.keys(event)).not.toContain('multiValueHeaders');
  expect(Object.keys(event)).not.toContain('body');
  expect(event.requestContext).not.toHaveProperty('authorizer');
});

const version1 = { ...iam, authorizerPayloadFormatVersion: '1.0' };

fact('lambda-authorizer/event-1.0-maps', async () => {
  const own = await authorized(policy(statement('Allow', '*')), version1);
  expect((await own.get()).status).toBe(200);
  const { queryStringParameters, stageVariables } = own.asked[0];
  expect({ queryStringParameters, stageVariables }).toEqual({ queryStringParameters: {}, stageVariables: {} });
});

fact('lambda-authorizer/no-sources', async () => {
  const own = await authorized(allow, { identitySource: [] });
  expect((await own.get()).status).toBe(200);
  expect(own.asked[0].identitySource).toBeNull();
  const older = await authorized(policy(statement('Allow', '*')), { ...version1, identitySource: [] });
  expect((await older.get()).status).toBe(200);
  expect(older.asked[0]).toMatchObject({ identitySource: null, authorizationToken: null });
});

fact('lambda-authorizer/route-arn', async () => {
  const own = await authorized(allow, { keys: ['GET /items/{id}'], stages: { $default: {}, dev: {} } });
  await own.get('/items/1');
  await own.get('/dev/items/1');
  const base = `arn:aws:execute-api:us-east-1:123456789012:${own.gateway.api('Shop').id}`;
  expect(own.asked.map(({ routeArn }) => routeArn)).toEqual([
    `${base}/$default/GET/items/1`,
    `${base}/dev/GET/items/1`,
  ]);
});

fact('lambda-authorizer/simple', async () => {
  const own = await authorized(async ({ headers }) => ({ isAuthorized: headers['x-key'] === 'good' }));
  expect((await own.get('/', { 'x-key': 'good' })).status).toBe(200);
  expect((await own.get('/', { 'x-key': 'bad' })).status).toBe(403);
});

fact('lambda-authorizer/policy', async () => {
  const arn = 'arn:aws:execute-api:*:*:*/$default/GET/books/1';
  const cases: [number, object | object[]][] = [
    [200, statement('Allow', arn)],
    [200, statement('Allow', ['arn:aws:execute-api:other', arn])],
    [200, statement('Allow', 'arn:aws:execute-api:us-east-1:123456789012:*/*/GET/books/?')],
    [200, statement('Allow', '*', 'execute-api:*')],
    [200, statement('Allow', '*', ['lambda:*', 'Execute-API:invoke'])],
    [200, { Effect: 'Allow', Action: '*', NotResource: '*/admin' }],
    [403, { Effect: 'Allow', Action: '*', NotResource: '*/books/*' }],
    [403, { Effect: 'Allow', NotAction: 'execute-api:*', Resource: '*' }],
    [403, statement('Allow', '*', 'execute-api:ManageConnections')],
    [403, statement('Allow', 'arn:aws:execute-api:*:*:*/$default/GET/books')],
    [403, statement('Allow', 'arn:aws:execute-api:*:*:*/$default/POST/*')],
    [403, [statement('Allow', '*'), statement('Deny', arn)]],
    [200, [statement('Allow', '*'), statement('Deny', '*/admin')]],
    [403, []],
  ];
  for (const [status, own] of cases) {
    const { get } = await authorized(policy(own), { ...iam, keys: ['GET /books/{id}'] });
    expect([(await get('/books/1')).status, own]).toEqual([status, own]);
  }
});

fact('lambda-authorizer/denied', async () => {
  await expectError(
    await authorized(async () => ({ isAuthorized: false })),
    403,
    'Forbidden',
    /denied arn:aws:execute-api/,
  );
  await expectError(await authorized(policy(statement('Deny', '*')), iam), 403, 'Forbidden');
});

fact('lambda-authorizer/failure', async () => {
  const failing: [LocalHandler, RegExp, Options?][] = [
    [() => Promise.reject(new Error('boom')), /failed: Error: boom/],
    [async () => undefined, /is null, which is not an object/],
    [async () => 'Allow', /not an object/],
    [async () => [], /not an object/],
    [async () => ({}), /`isAuthorized` of the simple response must be true or false/],
    [policy(statement('Allow', '*')), /`isAuthorized` of the simple response must be true or false/],
    [async () => ({ isAuthorized: true, context: 'text' }), /`context`/],
    [allow, /`principalId` in the response of the authorizer must be a string/, iam],
    [async () => ({ principalId: 'a' }), /policy document is not an object/, iam],
    [async () => ({ principalId: 'a', policyDocument: {} }), /no statement/, iam],
    [policy(statement('allow', '*')), /neither Allow nor Deny/, iam],
    [policy({ Effect: 'Allow', Action: '*' }), /either Resource or NotResource/, iam],
    [policy({ Effect: 'Allow', Action: '*', Resource: 1 }), /neither a string nor a list of strings/, iam],
    [policy({ ...statement('Allow', '*'), Condition: { Bool: { a: 'b' } } }), /condition key a/, iam],
    [policy({ ...statement('Allow', '*'), Condition: { IpAddress: { 'aws:SourceIp': 'a' } } }), /not an IP/, iam],
    [allow, /need the payload format version 2.0/, { authorizerPayloadFormatVersion: '1.0' }],
    [allow, /payload format version .* is missing/, { authorizerPayloadFormatVersion: undefined }],
    [allow, /does not support the identity source \$request\.body\.a of /, { identitySource: ['$request.body.a'] }],
    [allow, /does not support the identity source x-key of /, { identitySource: ['x-key'] }],
    [allow, /known only at deployment/, { authorizerResultTtlInSeconds: Fn.importValue('Ttl') as unknown as number }],
  ];
  for (const [handler, reason, options] of failing) {
    await expectError(await authorized(handler, options), 500, 'Internal Server Error', reason);
  }
});

fact('lambda-authorizer/source-arn', async () => {
  const build = (credentialsArn?: string, sourceArn?: string) => (stack: Stack) => {
    const fn = new CfnFunction(stack, 'Auth', {
      role: 'arn:aws:iam::123456789012:role/function',
      code: { zipFile: 'exports.handler = async () => ({ isAuthorized: true });' },
      handler: 'index.handler',
      runtime: 'nodejs22.x',
    });
    addAuthorizedApi(stack, credentialsArn ? { authorizerCredentialsArn: credentialsArn } : {}, fn.attrArn);
    if (!sourceArn) return;
    new CfnPermission(stack, 'Permission', {
      action: 'lambda:InvokeFunction',
      principal: 'apigateway.amazonaws.com',
      functionName: fn.ref,
      sourceArn: `arn:aws:execute-api:${Aws.REGION}:${Aws.ACCOUNT_ID}:${Fn.ref('Shop')}/${sourceArn}`,
    });
  };
  const role = 'arn:aws:iam::123456789012:role/gateway';
  const cases = [
    [500, build()],
    [200, build(role)],
    [500, build(undefined, '*/*/books')],
    [200, build(undefined, `authorizers/${Fn.ref('Authorizer')}`)],
  ] as const;
  for (const [status, own] of cases) {
    const { gateway } = await fixture(own);
    expect((await gateway.fetch('/', { headers: { 'x-key': 'k' } })).status).toBe(status);
  }
});

fact('lambda-authorizer/unauthorized', async () => {
  await expectError(await authorized(() => Promise.reject(new Error('Unauthorized'))), 401, 'Unauthorized');
  await expectError(await authorized(() => Promise.reject(new Error('Unauthorized!'))), 500, 'Internal Server Error');
});

fact('lambda-authorizer/is-authorized-text', async () => {
  await expectError(await authorized(async () => ({ isAuthorized: 'true' })), 500, 'Internal Server Error');
});

fact('lambda-authorizer/cache', async () => {
  const options = { authorizerResultTtlInSeconds: 60, keys: ['GET /', 'GET /other'] };
  const own = await authorized(async ({ headers }) => ({ isAuthorized: headers['x-key'] !== 'bad' }), options);
  const status = async (path: string, key: string) => (await own.get(path, { 'x-key': key })).status;
  expect([await status('/', 'a'), await status('/other', 'a')]).toEqual([200, 200]);
  expect(own.asked).toHaveLength(1);
  expect([await status('/', 'bad'), await status('/', 'bad')]).toEqual([403, 403]);
  expect(own.asked).toHaveLength(2);
  own.clock.advance(59_999);
  await status('/', 'a');
  expect(own.asked).toHaveLength(2);
  own.clock.advance(1);
  await status('/', 'a');
  expect(own.asked).toHaveLength(3);

  const withoutSource = await authorized(allow, { ...options, identitySource: [] });
  await withoutSource.get();
  await withoutSource.get();
  expect(withoutSource.asked).toHaveLength(2);
  const off = await authorized(allow);
  await off.get();
  await off.get();
  expect(off.asked).toHaveLength(2);
});

test('The cache distinguishes values of identity sources, and does not store failures.', async () => {
  const identitySource = [...keySource, '$request.header.b'];
  let count = 0;
  const handler = async () => {
    if (count++ === 0) throw new Error('boom');
    return { isAuthorized: true };
  };
  const own = await authorized(handler, { authorizerResultTtlInSeconds: 60, identitySource });
  const send = async (a: string, b: string) => (await own.get('/', { 'x-key': a, b })).status;
  expect([await send('x,y', 'z'), await send('x,y', 'z'), await send('x', 'y,z')]).toEqual([500, 200, 200]);
  expect(own.asked).toHaveLength(3);
});

fact('lambda-authorizer/cache-by-route', async () => {
  const identitySource = [...keySource, '$context.routeKey'];
  const own = await authorized(allow, {
    authorizerResultTtlInSeconds: 60,
    identitySource,
    keys: ['GET /', 'GET /other'],
  });
  for (const path of ['/', '/other', '/']) await own.get(path);
  expect(own.asked).toHaveLength(2);
});

fact('lambda-authorizer/ttl', async () => {
  const off = await authorized(allow, { authorizerResultTtlInSeconds: 0 });
  for (let count = 0; count < 2; count++) await off.get();
  expect(off.asked).toHaveLength(2);
  const long = await authorized(allow, { authorizerResultTtlInSeconds: 7200 });
  await long.get();
  long.clock.advance(7_199_999);
  await long.get();
  expect(long.asked).toHaveLength(1);
});

fact('lambda-authorizer/cache-by-stage', async () => {
  const stages = { $default: {}, dev: {} };
  const own = await authorized(allow, { authorizerResultTtlInSeconds: 60, stages });
  for (const path of ['/', '/dev', '/']) await own.get(path);
  expect(own.asked).toHaveLength(2);
});

test('Expired results do not stay in memory.', () => {
  const clock = new ManualClock(0);
  const kept = new KeptResults<string>(clock);
  for (let index = 0; index < 1000; index++) {
    kept.set(`token ${index}`, 'allowed', 10);
    clock.advance(1);
    expect(kept.size).toBeLessThanOrEqual(11);
  }
  expect([kept.get('token 999'), kept.get('token 980')]).toEqual(['allowed', undefined]);
  kept.set('token 995', 'denied', 10);
  clock.advance(9);
  kept.set('token 1000', 'allowed', 10);
  expect([kept.get('token 995'), kept.get('token 999')]).toEqual(['denied', undefined]);
});

fact('lambda-authorizer/ttl-unset', async () => {
  const own = await authorized(allow, { authorizerResultTtlInSeconds: undefined });
  await own.get();
  await own.get();
  expect(own.asked).toHaveLength(2);
});

fact('lambda-authorizer/kept-policy', async () => {
  const handler: LocalHandler = async ({ routeArn }) => policy(statement('Allow', routeArn))();
  const options = { ...iam, authorizerResultTtlInSeconds: 60, keys: ['GET /', 'GET /other'] };
  const own = await authorized(handler, options);
  expect([(await own.get('/')).status, (await own.get('/other')).status]).toEqual([200, 403]);
  expect(own.asked).toHaveLength(1);
});

fact('lambda-authorizer/context', async () => {
  const context = { number: 1, yes: true, text: 'a', list: [1], none: null };
  const simple = await authorized(async () => ({ isAuthorized: true, context }));
  await simple.get();
  expect(simple.event().requestContext.authorizer).toEqual({ lambda: context });
  const without = await authorized(allow);
  await without.get();
  expect(without.event().requestContext.authorizer).toEqual({ lambda: null });
  const older = await authorized(policy(statement('Allow', '*'), { context }), { ...iam, payload: '1.0' });
  await older.get();
  expect(older.event().requestContext.authorizer).toEqual({ ...context, principalId: 'alice' });
});

fact('lambda-authorizer/time-limit', async () => {
  let start = () => {};
  const started = new Promise<void>((resolve) => (start = resolve));
  const handler = () => {
    start();
    return new Promise(() => {});
  };
  const own = await fixture(
    (stack) => {
      addAuthorizedApi(stack, {});
      addFunction(stack, 'Auth').timeout = 30;
    },
    { functions: { Auth: handler } },
  );
  const response = own.gateway.fetch('/', { headers: { 'x-key': 'k' } });
  await started;
  own.clock.advance(10_000);
  expect((await response).status).toBe(500);
  expect(own.gateway.logs.at(-1)!.message).toContain('did not return within 10 seconds');
});

test('The handler in an asset can authorize requests.', async () => {
  const code = folderOf({
    'auth.mjs':
      "let count = 0; export const handler = async (e) => ({ isAuthorized: e.identitySource[0] === 'k', context: { count: ++count } });",
  });
  const own = await fixture((stack) => {
    const fn = new LambdaFunction(stack, 'Auth', {
      code: Code.fromAsset(code),
      handler: 'auth.handler',
      runtime: Runtime.NODEJS_22_X,
    });
    new CfnPermission(stack, 'Permission', {
      action: 'lambda:InvokeFunction',
      principal: 'apigateway.amazonaws.com',
      functionName: fn.functionArn,
    });
    addAuthorizedApi(stack, {}, fn.functionArn);
  });
  const send = (key: string) => own.gateway.fetch('/', { headers: { 'x-key': key } });
  expect([(await send('k')).status, (await send('other')).status, (await send('k')).status]).toEqual([200, 403, 200]);
  expect(own.event().requestContext.authorizer.lambda).toEqual({ count: 3 });
});
