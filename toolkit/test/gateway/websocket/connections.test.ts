import { Aws, type Stack } from 'aws-cdk-lib';
import {
  CfnApiMapping,
  CfnAuthorizer,
  CfnDomainName,
  type CfnAuthorizerProps,
  type CfnApi,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnApiKey, CfnUsagePlan, CfnUsagePlanKey } from 'aws-cdk-lib/aws-apigateway';
import { LocalGateway, type ConnectOptions, type LocalGatewayOptions } from '../../../src/gateway';
import { addFunction, type Event } from '../../_helpers/gateway';
import {
  addSocketApi,
  rejection,
  socketFixture,
  type SocketApiOptions,
  type SocketFixture,
} from '../../_helpers/websocket';
import { fact } from '../fact';

const allow = (event: Event, more: object = {}) => ({
  principalId: 'alice',
  policyDocument: { Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: event.methodArn }] },
  ...more,
});

/** An API whose `$connect` has a Lambda authorizer. */
function guarded(
  authorizer: (event: Event) => unknown,
  own: Partial<CfnAuthorizerProps> = {},
  api: SocketApiOptions = {},
  options: LocalGatewayOptions = {},
): Promise<SocketFixture> {
  return socketFixture(
    (stack) => {
      const made = addSocketApi(stack, 'Chat', { ...api, routes: {} });
      const guard = addAuthorizer(stack, made, own);
      const custom = { authorizationType: 'CUSTOM', authorizerId: guard.ref };
      addSocketApi(stack, 'Guarded', { ...api, routes: { $connect: custom, $default: {}, ...api.routes } });
      guard.apiId = (stack.node.findChild('Guarded') as CfnApi).ref;
    },
    { ...options, functions: { Guard: authorizer } },
  ).then((made) => ({
    ...made,
    connect: (own, query = '') => made.gateway.connect(`wss://Guarded/live${query}`, own),
  }));
}

function addAuthorizer(stack: Stack, api: CfnApi, own: Partial<CfnAuthorizerProps>): CfnAuthorizer {
  const fn = addFunction(stack, 'Guard');
  const uri = `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}:lambda:path/2015-03-31/functions/${fn.attrArn}/invocations`;
  const identitySource = ['route.request.header.Authorization'];
  const props = { apiId: api.ref, name: 'guard', authorizerType: 'REQUEST', authorizerUri: uri, identitySource };
  return new CfnAuthorizer(stack, 'Authorizer', { ...props, ...own });
}

const headers = { authorization: 'alice' };

fact('connection/plain-get', async () => {
  const { gateway } = await socketFixture({});
  const { endpoint } = gateway.api('Chat');
  const response = await gateway.fetch(`${endpoint}/live`);
  expect(response.status).toBe(426);
  expect(await response.json()).toEqual({ message: 'Upgrade Required' });
});

fact('connection/no-connect', async () => {
  const { connect, gateway } = await socketFixture({ routes: { $default: {} } });
  const { connectionId } = await connect();
  expect(gateway.connections.ids).toEqual([connectionId]);
  const withoutIntegration = await socketFixture({ routes: { $connect: { integration: 'none' } } });
  await expect(withoutIntegration.connect()).resolves.toBeDefined();
});

fact('connection/throws', async () => {
  const { connect, answer, gateway } = await socketFixture({ routes: { $connect: {} } });
  answer(() => {
    throw new Error('no room');
  });
  const rejected = await rejection(connect());
  expect(rejected.status).toBe(502);
  expect(String(rejected)).toContain('failed: Error: no room');
  expect(gateway.connections.ids).toEqual([]);
});

fact('connection/not-2xx', async () => {
  const { connect, answer } = await socketFixture({ routes: { $connect: {} } });
  answer(() => ({ statusCode: 400, body: 'no room' }));
  expect(await rejection(connect())).toMatchObject({ status: 400, body: 'no room' });
  answer(() => ({ statusCode: 302, headers: { Location: 'https://example.com' } }));
  expect((await rejection(connect())).status).toBe(302);
  answer(() => ({ statusCode: 204 }));
  await expect(connect()).resolves.toBeDefined();
});

fact('connection/not-usable', async () => {
  const { connect, answer, gateway } = await socketFixture({ routes: { $connect: {} } });
  const early = jest.fn();
  answer(async ({ requestContext: { connectionId } }) => {
    await gateway.connections.post(connectionId, 'too early').catch(early);
    return { statusCode: 200 };
  });
  await connect();
  expect(early).toHaveBeenCalledWith(expect.objectContaining({ name: 'GoneException', statusCode: 410 }));
});

fact('connection/authorization-types', async () => {
  const { connect } = await socketFixture({ routes: { $connect: { authorizationType: 'JWT' } } });
  const rejected = await rejection(connect());
  expect(rejected.status).toBe(500);
  expect(String(rejected)).toContain('do not support JWT authorizers');
});

fact('connection/identity-sources', async () => {
  const guard = jest.fn(allow);
  const identitySource = [
    'route.request.header.Authorization',
    'route.request.querystring.room',
    'context.identity.sourceIp',
    'stageVariables.tenant',
  ];
  const stages = { live: { stageVariables: { tenant: 'a' } } };
  const { connect } = await guarded(guard, { identitySource }, { stages });
  await connect({ headers }, '?room=7');
  expect(guard).toHaveBeenCalledTimes(1);
  expect((await rejection(connect({ headers }))).status).toBe(401);
  expect(guard).toHaveBeenCalledTimes(1);

  // Each identity source is tested separately, with and without a value. Header names are case-insensitive.
  const alone: [source: string, options: ConnectOptions, query: string, status: number][] = [
    ['route.request.header.Authorization', { headers: { authorization: 'alice' } }, '', 200],
    ['route.request.header.authorization', { headers: { Authorization: 'alice' } }, '', 200],
    ['route.request.header.Authorization', { headers: { authorization: '' } }, '', 401],
    ['route.request.header.Authorization', {}, '?Authorization=alice', 401],
    ['route.request.querystring.token', {}, '?token=alice', 200],
    ['route.request.querystring.token', {}, '?token=', 401],
    ['route.request.querystring.token', { headers: { token: 'alice' } }, '?other=alice', 401],
    ['stageVariables.none', {}, '', 401],
    ['context.none', {}, '', 401],
  ];
  for (const [source, options, query, status] of alone) {
    const own = jest.fn((event: Event) => ({ ...allow(event), principalId: 'alice' }));
    const one = await guarded(own, { identitySource: [source] });
    const got = await one.connect(options, query).then(
      () => 200,
      (error: { status: number }) => error.status,
    );
    expect([source, query, got]).toEqual([source, query, status]);
    expect(own).toHaveBeenCalledTimes(status === 200 ? 1 : 0);
  }
});

fact('connection/identity-missing', async () => {
  const guard = jest.fn(allow);
  const { connect } = await guarded(guard);
  const rejected = await rejection(connect());
  expect(rejected.status).toBe(401);
  expect(JSON.parse(rejected.body)).toMatchObject({ message: 'Unauthorized' });
  expect(guard).not.toHaveBeenCalled();
});

fact('connection/unauthorized', async () => {
  const { connect, gateway } = await guarded(() => {
    throw new Error('Unauthorized');
  });
  expect((await rejection(connect({ headers }))).status).toBe(401);
  expect(gateway.connections.ids).toEqual([]);
});

fact('connection/domain', async () => {
  const { gateway, event } = await socketFixture((stack) => {
    const api = addSocketApi(stack, 'Chat', { routes: { $connect: {} } });
    const domainName = 'chat.example.com';
    new CfnDomainName(stack, 'Domain', { domainName });
    new CfnApiMapping(stack, 'Mapping', { apiId: api.ref, domainName, stage: 'live', apiMappingKey: 'rooms' });
  });
  await gateway.connect('wss://chat.example.com/rooms?a=1');
  expect(event().requestContext).toMatchObject({ domainName: 'chat.example.com', stage: 'live' });
  expect((await rejection(gateway.connect('wss://chat.example.com/other'))).status).toBe(403);
});

fact('connection/deny', async () => {
  const Statement = [{ Effect: 'Deny', Action: '*', Resource: '*' }];
  const { connect } = await guarded(() => ({ principalId: 'bob', policyDocument: { Statement } }));
  const rejected = await rejection(connect({ headers }));
  expect(rejected.status).toBe(403);
  expect(JSON.parse(rejected.body)).toMatchObject({ message: 'Forbidden' });
});

fact('connection/authorizer-fails', async () => {
  const { connect } = await guarded(() => {
    throw new Error('database down');
  });
  const rejected = await rejection(connect({ headers }));
  expect(rejected.status).toBe(500);
  expect(String(rejected)).toContain('database down');
  const malformed = await guarded(() => ({ isAuthorized: true }));
  expect((await rejection(malformed.connect({ headers }))).status).toBe(500);
});

fact('connection/authorizer-event', async () => {
  const guard = jest.fn(allow);
  const { connect, gateway } = await guarded(guard, {}, { stages: { live: { stageVariables: { a: '1' } } } });
  await connect({ headers }, '?room=7&room=8');
  const { id } = gateway.api('Guarded');
  const [[event]] = guard.mock.calls;
  expect(Object.keys(event).sort()).toEqual([
    'headers',
    'methodArn',
    'multiValueHeaders',
    'multiValueQueryStringParameters',
    'queryStringParameters',
    'requestContext',
    'stageVariables',
    'type',
  ]);
  expect(event).toMatchObject({
    type: 'REQUEST',
    methodArn: `arn:aws:execute-api:us-east-1:123456789012:${id}/live/$connect`,
    headers: { authorization: 'alice' },
    queryStringParameters: { room: '8' },
    multiValueQueryStringParameters: { room: ['7', '8'] },
    stageVariables: { a: '1' },
    requestContext: { routeKey: '$connect', eventType: 'CONNECT', stage: 'live' },
  });
});

fact('connection/policy-resource', async () => {
  const withResource = (resource: (arn: string) => string) =>
    guarded(({ methodArn }) => {
      const Statement = [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: resource(methodArn) }];
      return { principalId: 'alice', policyDocument: { Statement } };
    });
  const twoStars = await withResource((arn) => arn.replace(/live.*/, 'live/*/*'));
  expect((await rejection(twoStars.connect({ headers }))).status).toBe(403);
  const oneStar = await withResource((arn) => arn.replace(/live.*/, 'live/*'));
  await expect(oneStar.connect({ headers })).resolves.toBeDefined();
});

fact('connection/authorizer-result', async () => {
  const { connect, answer, gateway } = await guarded((event) => allow(event, { context: { tenant: 7, admin: true } }));
  const seen: Event[] = [];
  answer((event) => {
    seen.push(event.requestContext.authorizer);
    return { statusCode: 200 };
  });
  const socket = await connect({ headers });
  socket.send('hi');
  await gateway.settled();
  const expected = { principalId: 'alice', tenant: '7', admin: 'true', integrationLatency: 0 };
  expect(seen).toEqual([expected, expected]);
  const large = await guarded((event) => allow(event, { context: { text: 'x'.repeat(8192) } }));
  expect((await rejection(large.connect({ headers }))).status).toBe(500);
});

fact('event/authorizer', async () => {
  const made = await guarded(
    (event) => {
      made.clock.advance(25);
      return allow(event, { context: { tenant: 7 } });
    },
    {},
    {
      routes: { $disconnect: {}, $default: {} },
    },
  );
  const { connect, answer, gateway } = made;
  const seen: Event[] = [];
  answer((event) => {
    seen.push(event.requestContext.authorizer);
    return { statusCode: 200 };
  });
  const socket = await connect({ headers });
  socket.send('hi');
  socket.close();
  await gateway.settled();
  expect(seen).toEqual(Array(3).fill({ principalId: 'alice', tenant: '7', integrationLatency: 25 }));
  const open = await socketFixture({ routes: { $connect: {} } });
  await open.connect();
  expect(open.event().requestContext).not.toHaveProperty('authorizer');
});

fact('connection/subprotocol', async () => {
  const { connect, answer, event } = await socketFixture({ routes: { $connect: {} } });
  answer(() => ({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'chat.v2' } }));
  const socket = await connect({ protocols: ['chat.v1', 'chat.v2'] });
  expect(socket.protocol).toBe('chat.v2');
  expect(socket.headers.get('sec-websocket-protocol')).toBe('chat.v2');
  expect(event().headers['Sec-WebSocket-Protocol']).toBe('chat.v1, chat.v2');
  await expect(connect({ protocols: ['other'] })).rejects.toThrow('which the client did not offer');
  answer(() => ({ statusCode: 200 }));
  await expect(connect({ protocols: ['chat.v1'] })).rejects.toThrow('did not choose a subprotocol');
});

fact('connection/url', async () => {
  const { connect, gateway } = await socketFixture({});
  const room = 'x'.repeat(4096);
  expect((await rejection(connect({}, `?room=${room}`))).status).toBe(414);
  expect((await rejection(gateway.connect('wss://Chat/live/room'))).status).toBe(403);
  await expect(gateway.connect('wss://Chat/live/')).resolves.toBeDefined();
});

function withKeys(api: SocketApiOptions, options: { enabled?: boolean; inPlan?: boolean } = {}) {
  const { enabled = true, inPlan = true } = options;
  return socketFixture((stack) => {
    const { ref: apiId } = addSocketApi(stack, 'Chat', api);
    const apiStages = inPlan ? [{ apiId, stage: 'live' }] : [{ apiId, stage: 'other' }];
    const key = new CfnApiKey(stack, 'Key', { enabled, name: 'mobile' });
    const plan = new CfnUsagePlan(stack, 'Plan', { apiStages });
    new CfnUsagePlanKey(stack, 'PlanKey', { keyId: key.ref, keyType: 'API_KEY', usagePlanId: plan.ref });
  });
}

fact('connection/api-key', async () => {
  const routes = { $connect: { apiKeyRequired: true }, $default: { apiKeyRequired: true } };
  const { connect, gateway, invocations } = await withKeys({ routes });
  const given = (key: string) => ({ headers: { 'x-api-key': key } });
  expect((await rejection(connect())).status).toBe(403);
  expect((await rejection(connect(given('wrong')))).status).toBe(403);
  expect(invocations()).toBe(0);
  const socket = await connect(given(gateway.apiKey()));
  socket.send('hi');
  await gateway.settled();
  expect(invocations()).toBe(2);
  expect(gateway.apiKey('mobile')).toBe(gateway.apiKey('Key'));

  const disabled = await withKeys({ routes }, { enabled: false });
  expect((await rejection(disabled.connect(given(disabled.gateway.apiKey())))).status).toBe(403);
  const outside = await withKeys({ routes }, { inPlan: false });
  const rejected = await rejection(outside.connect(given(outside.gateway.apiKey())));
  expect(rejected.status).toBe(403);
  expect(String(rejected)).toContain('usage plan');
});

test('An authorizer can return the API key.', async () => {
  let usageIdentifierKey = '';
  const { gateway, connect } = await socketFixture(
    (stack) => {
      const api = { apiKeySelectionExpression: '$context.authorizer.usageIdentifierKey' };
      const routes = { $connect: { authorizationType: 'CUSTOM', authorizerId: 'later', apiKeyRequired: true } };
      const made = addSocketApi(stack, 'Chat', { api, routes });
      const guard = addAuthorizer(stack, made, {});
      (stack.node.findChild('ChatRoute0') as unknown as { authorizerId: string }).authorizerId = guard.ref;
      const key = new CfnApiKey(stack, 'Key', { enabled: true, value: 'a-key-of-twenty-characters' });
      const plan = new CfnUsagePlan(stack, 'Plan', { apiStages: [{ apiId: made.ref, stage: 'live' }] });
      new CfnUsagePlanKey(stack, 'PlanKey', { keyId: key.ref, keyType: 'API_KEY', usagePlanId: plan.ref });
    },
    { functions: { Guard: (event: Event) => allow(event, { usageIdentifierKey }) } },
  );
  expect((await rejection(connect({ headers }))).status).toBe(403);
  usageIdentifierKey = gateway.apiKey();
  expect(usageIdentifierKey).toBe('a-key-of-twenty-characters');
  await expect(connect({ headers })).resolves.toBeDefined();
});

fact('connection/iam', async () => {
  const { gateway, event } = await socketFixture({ routes: { $connect: { authorizationType: 'AWS_IAM' } } });
  const url = `${gateway.api('Chat').endpoint}/live`;
  const connect = (signed?: Request) =>
    gateway.connect(url.replace('https:', 'wss:'), { headers: signed && [...signed.headers] });
  const sign = (options = {}) => gateway.sign(new Request(url), gateway.credentials(options));
  expect((await rejection(connect())).status).toBe(403);
  await connect(await sign());
  expect(event().requestContext.identity.userArn).toBe('arn:aws:iam::123456789012:user/test');
  const other = { Statement: { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*/other/$connect' } };
  expect((await rejection(connect(await sign({ policy: other })))).status).toBe(403);
  const signed = await sign();
  signed.headers.set('x-amz-date', '20250414T221436Z');
  expect((await rejection(connect(signed))).status).toBe(403);
});

fact('connection/unknown-stage', async () => {
  const { gateway } = await socketFixture({});
  const rejected = await rejection(gateway.connect('wss://Chat/dev'));
  expect(rejected.status).toBe(403);
  expect(String(rejected)).toContain('has neither the stage dev');
});

fact('connection/rejected-body', async () => {
  const { gateway } = await socketFixture({});
  const { body, headers: fields } = await rejection(gateway.connect('wss://Chat/dev'));
  expect(JSON.parse(body)).toEqual({
    message: 'Forbidden',
    connectionId: expect.stringMatching(/^.{15}=$/) as string,
    requestId: expect.stringMatching(/^.{15}=$/) as string,
  });
  expect(fields.get('content-type')).toBe('application/json');
});

fact('connection/http-backend', async () => {
  let sent: Request | undefined;
  const integration = {
    integrationType: 'HTTP_PROXY',
    integrationMethod: 'POST',
    integrationUri: 'https://backend.example.com/connect',
    requestParameters: { 'integration.request.header.X-Connection': 'context.connectionId' },
  };
  const { connect } = await socketFixture(
    { routes: { $connect: { integration } } },
    {
      targets: {
        'https://backend.example.com': (request) => {
          sent = request;
          return new Response('', { status: 200 });
        },
      },
    },
  );
  const { connectionId } = await connect({ headers: { cookie: 'a=b' } });
  expect(sent!.headers.get('x-connection')).toBe(connectionId);
  expect(sent!.headers.has('cookie')).toBe(false);
  expect(sent!.headers.has('sec-websocket-key')).toBe(false);
});

describe('Invalid input of a WebSocket test', () => {
  test.each([
    ['https://Chat/live', 'is not the URL of a WebSocket API'],
    ['Chat', 'is not the URL of a WebSocket API'],
    ['wss://Unknown/live', 'No WebSocket API has the name Unknown. Existing WebSocket APIs: Shop/Chat'],
  ])('The URL %s causes an error.', async (url, message) => {
    const { gateway } = await socketFixture({});
    await expect(gateway.connect(url)).rejects.toThrow(message);
  });

  test('connect() accepts a path without a host if the app contains exactly one WebSocket API.', async () => {
    const one = await socketFixture({});
    await expect(one.gateway.connect('/live')).resolves.toBeDefined();
    const two = await socketFixture((stack) => {
      addSocketApi(stack, 'Chat');
      addSocketApi(stack, 'News');
    });
    await expect(two.gateway.connect('/live')).rejects.toThrow('Shop/Chat, Shop/News');
  });

  test('Headers, subprotocols, messages and close codes are validated.', async () => {
    const { connect } = await socketFixture({});
    await expect(connect({ headers: { 'a b': 'c' } })).rejects.toThrow('"a b"');
    await expect(connect({ protocols: ['a b'] })).rejects.toThrow('"a b" is not valid');
    const socket = await connect();
    expect(() => socket.send({} as string)).toThrow('The message is of type object.');
    expect(() => socket.send('a', { frameSize: 0 })).toThrow('`frameSize` is 0');
    expect(() => socket.close(1001)).toThrow('The close code is 1001. Use 1000, or a number from 3000 to 4999.');
  });

  test('A closed gateway opens no new connections, and closes the open connections.', async () => {
    const { gateway, connect, invocations } = await socketFixture({ routes: { $disconnect: {} } });
    const socket = await connect();
    await gateway.close();
    expect(await socket.closed).toEqual({ code: 1001, reason: 'Going away' });
    expect(invocations()).toBe(0);
    expect(() => socket.send('hi')).toThrow('The connection was closed with the code 1001 (Going away).');
    await expect(connect()).rejects.toThrow('The gateway is closed.');
    expect(gateway).toBeInstanceOf(LocalGateway);
  });
});
