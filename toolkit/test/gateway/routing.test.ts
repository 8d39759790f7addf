import { CfnApiMapping, CfnDomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import { addApi, fixture, type Event, type Fixture } from '../_helpers/gateway';
import { fact } from './fact';

const notFound = { status: 404, body: { message: 'Not Found' } };

let the: Fixture;

beforeAll(async () => {
  the = await fixture((stack) => {
    addApi(stack, 'Pets', {
      routes: ['GET /pets/dog/1', 'GET /pets/dog/{id}', 'GET /pets/{proxy+}', 'ANY /{proxy+}', '$default'],
    });
    addApi(stack, 'Plain', {
      routes: [
        'GET /metrics',
        'GET /items/{id}',
        'ANY /items/{id}',
        'GET /a/{x}/c',
        'GET /a/b/{y}',
        'GET /{first}/b/c',
        'GET /pe/{proxy+}',
        'GET /pe/long/{proxy+}',
        'GET /wrong/{proxy+}/end',
        'GET /resource/{id}/{proxy+}',
        'GET /slash/',
        'GET /full/{proxy+}',
        'GET /{any}/match',
      ],
    });
    addApi(stack, 'Root', { routes: ['ANY /{proxy+}'] });
    addApi(stack, 'Staged', {
      routes: ['GET /dev/testApi', 'GET /testApi', 'GET /x/{id}'],
      stages: { dev: {}, $default: {} },
    });
    addApi(stack, 'NamedOnly', { routes: ['GET /testApi', 'GET /'], stages: { dev: {} } });
    addApi(stack, 'Closed', { routes: ['$default'], api: { disableExecuteApiEndpoint: true } });
    const logged = {
      accessLogSettings: { destinationArn: 'arn:aws:logs:::x', format: '$context.customDomain.basePathMatched' },
    };
    const shop = addApi(stack, 'Mapped', { routes: ['$default'], stages: { $default: logged, prod: {} } });
    const version1 = addApi(stack, 'Version1', { routes: ['$default'], integration: { payloadFormatVersion: '1.0' } });
    const webSocket = addApi(stack, 'Chat', {
      protocol: 'WEBSOCKET',
      api: { routeSelectionExpression: '$request.body.action' },
      stages: { prod: {} },
    });
    const domain = (name: string, mappings: Record<string, [apiId: string, stage: string]>) => {
      const domainName = new CfnDomainName(stack, name, { domainName: `${name}.example.com` });
      for (const [index, [key, [apiId, stage]]] of Object.entries(mappings).entries()) {
        const apiMappingKey = key || undefined;
        new CfnApiMapping(stack, `${name}${index}`, { apiId, stage, domainName: domainName.ref, apiMappingKey });
      }
    };
    domain('multi', {
      '': [shop.ref, 'prod'],
      orders: [shop.ref, '$default'],
      'orders/v1/items': [version1.ref, '$default'],
      chat: [webSocket.ref, 'prod'],
    });
    domain('single', { v1: [shop.ref, '$default'], old: [version1.ref, '$default'], p: [shop.ref, 'prod'] });
    domain('long', { ['k'.repeat(301)]: [shop.ref, '$default'], ['k'.repeat(300)]: [shop.ref, 'prod'] });
    domain('odd', { "a$-_.+!*'()b": [shop.ref, '$default'] });
  });
});

async function call(api: string, method: string, path: string) {
  const response = await the.gateway.api(api).fetch(path, { method });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** The key of the route that matches a request. */
async function route(api: string, method: string, path: string): Promise<string> {
  const { status, body } = await call(api, method, path);
  return status === 200 ? body.routeKey : String(status);
}

async function get(url: string): Promise<Event> {
  const response = await the.gateway.fetch(url);
  return response.json();
}

fact('routing/order', async () => {
  // The first `dev` selects the stage, so a request to the route /dev/testApi contains `dev` twice.
  expect(await route('Staged', 'GET', '/dev/testApi')).toBe('GET /testApi');
  expect(await route('Staged', 'GET', '/dev/dev/testApi')).toBe('GET /dev/testApi');
});

fact('routing/stage', async () => {
  expect((await call('Staged', 'GET', '/dev/testApi')).body.requestContext.stage).toBe('dev');
  expect((await call('Staged', 'GET', '/testApi')).body.requestContext.stage).toBe('$default');
  expect((await call('NamedOnly', 'GET', '/dev')).body.routeKey).toBe('GET /');
  expect(await call('NamedOnly', 'GET', '/testApi')).toEqual(notFound);
});

fact('routing/priority', async () => {
  expect(await route('Pets', 'GET', '/pets/dog/2')).toBe('GET /pets/dog/{id}');
  expect(await route('Pets', 'GET', '/pets/x')).toBe('GET /pets/{proxy+}');
  expect(await route('Plain', 'GET', '/full/match')).toBe('GET /{any}/match');
  expect(await route('Pets', 'GET', '/')).toBe('$default');
  expect(await call('Plain', 'GET', '/nothing')).toEqual(notFound);
});

fact('routing/any', async () => {
  expect(await route('Plain', 'PATCH', '/items/1')).toBe('ANY /items/{id}');
});

fact('routing/example', async () => {
  expect(await route('Pets', 'GET', '/pets/dog/1')).toBe('GET /pets/dog/1');
  expect(await route('Pets', 'GET', '/pets/dog/2')).toBe('GET /pets/dog/{id}');
  expect(await route('Pets', 'GET', '/pets/cat/1')).toBe('GET /pets/{proxy+}');
  expect(await route('Pets', 'POST', '/test/5')).toBe('ANY /{proxy+}');
});

fact('routing/literal', async () => {
  expect(await route('Plain', 'GET', '/a/b/c')).toBe('GET /a/b/{y}');
  expect(await route('Plain', 'GET', '/a/x/c')).toBe('GET /a/{x}/c');
  expect(await route('Plain', 'GET', '/z/b/c')).toBe('GET /{first}/b/c');
  expect(await route('Plain', 'GET', '/pe/long/1')).toBe('GET /pe/long/{proxy+}');
});

fact('routing/method', async () => {
  expect(await route('Plain', 'GET', '/items/1')).toBe('GET /items/{id}');
});

fact('routing/no-405', async () => {
  expect(await call('Plain', 'POST', '/metrics')).toEqual(notFound);
});

fact('routing/root', async () => {
  expect(await route('NamedOnly', 'GET', '/dev/')).toBe('GET /');
});

fact('routing/greedy-segment', async () => {
  expect(await route('Plain', 'GET', '/pe')).toBe('404');
  expect(await route('Plain', 'GET', '/pe/')).toBe('404');
  expect(await route('Plain', 'GET', '/pe/a/b')).toBe('GET /pe/{proxy+}');
});

fact('routing/greedy-after-parameter', async () => {
  expect(await route('Plain', 'GET', '/resource/123')).toBe('404');
  expect(await route('Plain', 'GET', '/resource/123/a')).toBe('GET /resource/{id}/{proxy+}');
});

fact('routing/greedy-root', async () => {
  expect(await route('Root', 'GET', '/')).toBe('404');
  expect(await route('Root', 'GET', '/a')).toBe('ANY /{proxy+}');
});

fact('routing/greedy-last', async () => {
  expect(await route('Plain', 'GET', '/wrong/a/end')).toBe('404');
});

fact('routing/trailing-slash', async () => {
  expect(await route('Plain', 'GET', '/metrics')).toBe('GET /metrics');
  expect(await route('Plain', 'GET', '/metrics/')).toBe('404');
});

fact('routing/trailing-slash-key', async () => {
  expect(await route('Plain', 'GET', '/slash/')).toBe('GET /slash/');
  expect(await route('Plain', 'GET', '/slash')).toBe('404');
});

fact('routing/trailing-slash-claim', async () => {
  expect(await route('Plain', 'GET', '/items/1/')).toBe('404');
});

fact('routing/trailing-slash-path', async () => {
  expect((await call('Pets', 'GET', '/pets/cat/')).body.rawPath).toBe('/pets/cat/');
});

fact('routing/trailing-slash-greedy', async () => {
  expect((await call('Pets', 'GET', '/pets/cat/1/')).body.pathParameters).toEqual({ proxy: 'cat/1' });
});

fact('routing/case', async () => {
  expect(await route('Plain', 'GET', '/Metrics')).toBe('404');
});

fact('routing/double-slash', async () => {
  expect(await route('Plain', 'GET', '//metrics')).toBe('404');
  expect(await route('Plain', 'GET', '/a//c')).toBe('404');
});

fact('routing/head', async () => {
  expect(await route('Plain', 'HEAD', '/metrics')).toBe('404');
});

fact('routing/named-stage', async () => {
  const { body } = await call('Staged', 'GET', '/dev/x/1');
  expect(body).toMatchObject({
    rawPath: '/dev/x/1',
    routeKey: 'GET /x/{id}',
    pathParameters: { id: '1' },
    requestContext: { stage: 'dev', http: { path: '/dev/x/1' } },
  });
});

fact('routing/default-stage', async () => {
  const { body } = await call('Staged', 'GET', '/x/1');
  expect(body).toMatchObject({ rawPath: '/x/1', requestContext: { stage: '$default', http: { path: '/x/1' } } });
});

fact('mapping/choice', async () => {
  expect(await get('https://multi.example.com/orders/v1/items/7')).toMatchObject({ version: '1.0' });
  expect(await get('https://multi.example.com/orders/v1')).toMatchObject({ rawPath: '/v1' });
  expect(await get('https://multi.example.com/users')).toMatchObject({ requestContext: { stage: 'prod' } });
  expect(await get('https://single.example.com/users')).toEqual({ message: 'Not Found' });
});

fact('mapping/prefix', async () => {
  expect(await get('https://multi.example.com/ordersandmore')).toMatchObject({ requestContext: { stage: '$default' } });
});

fact('mapping/single-level', async () => {
  expect(await get('https://single.example.com/v1x')).toEqual({ message: 'Not Found' });
});

fact('mapping/alphabet', async () => {
  expect(await get("https://odd.example.com/a$-_.+!*'()b/c")).toMatchObject({ rawPath: '/c' });
});

fact('mapping/length', async () => {
  const stage = async (length: number) =>
    (await get(`https://long.example.com/${'k'.repeat(length)}/c`)).requestContext.stage;
  expect([await stage(300), await stage(301)]).toEqual(['prod', '$default']);
});

fact('mapping/protocols', async () => {
  expect((await the.gateway.fetch('https://multi.example.com/chat')).status).toBe(426);
});

fact('mapping/raw-path', async () => {
  const event = await get('https://single.example.com/v1/foo');
  expect(event).toMatchObject({ rawPath: '/foo', requestContext: { http: { path: '/foo' } } });
});

fact('mapping/raw-path-exact', async () => {
  expect(await get('https://single.example.com/v1')).toMatchObject({ rawPath: '' });
});

fact('mapping/raw-path-stage', async () => {
  expect(await get('https://single.example.com/p/foo')).toMatchObject({ rawPath: '/prod/foo' });
});

fact('mapping/raw-path-claim', async () => {
  expect((await get('https://single.example.com/v1/foo')).rawPath).not.toContain('v1');
});

fact('mapping/path-1.0', async () => {
  expect(await get('https://single.example.com/old/foo')).toMatchObject({ path: '/old/foo' });
});

fact('mapping/base-path-matched', async () => {
  await get('https://single.example.com/v1/foo');
  expect(the.gateway.accessLogs.at(-1)).toMatchObject({ api: 'Shop/Mapped', stage: '$default', message: 'v1' });
});

fact('host/unknown', async () => {
  const response = await the.gateway.fetch('https://other.example.org/');
  expect(response.status).toBe(403);
  expect(await response.text()).toBe('{"message":"Forbidden"}');
  expect(the.gateway.logs.at(-1)?.message).toContain('other.example.org');
});

fact('host/disabled', async () => {
  expect(await call('Closed', 'GET', '/')).toEqual({ status: 403, body: { message: 'Forbidden' } });
});

fact('host/names', async () => {
  expect((await get('https://single.example.com/v1/foo')).requestContext).toMatchObject({
    domainName: 'single.example.com',
    domainPrefix: 'single',
  });
  const { id, endpoint } = the.gateway.api('Plain');
  expect(endpoint).toBe(`https://${id}.execute-api.us-east-1.amazonaws.com`);
  const { body } = await call('Plain', 'GET', '/metrics');
  expect(body.requestContext).toMatchObject({ apiId: id, domainPrefix: id, domainName: new URL(endpoint).host });
});
