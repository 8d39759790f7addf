import { CfnVpcLink, type CfnIntegrationProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { serviceSubtypes } from '../../src/gateway/integrations/undocumented/services';
import { addApi, addFunction, fixture, lambdaIntegration, type Fixture } from '../_helpers/gateway';
import { fact } from './fact';

let the: Fixture;
/** The last request to the HTTP target. */
let sent: Request;
/** The response of the HTTP target. */
let answer: Response;

const http = (integrationUri: string, own: Partial<CfnIntegrationProps> = {}): Partial<CfnIntegrationProps> => ({
  integrationType: 'HTTP_PROXY',
  integrationMethod: 'ANY',
  payloadFormatVersion: '1.0',
  integrationUri,
  ...own,
});

const mapped = (source: string) => ({ 'overwrite:header.x-value': source });

const target = (request: Request): Response => {
  sent = request;
  return answer.clone();
};

beforeEach(() => {
  answer = new Response('pong', { status: 200, headers: { 'x-own': 'kept' } });
});

beforeAll(async () => {
  the = await fixture(
    (stack) => {
      addFunction(stack, 'Other', { functionName: 'other-function' });
      const stages = {
        $default: { stageVariables: { host: 'pets.example.com', fn: 'other-function', alias: 'live' } },
        dev: {},
      };
      const routes = ['ANY /pets/{id}', '$default'];
      addApi(stack, 'Http', {
        routes: ['ANY /a/{proxy+}'],
        stages,
        integration: http('https://${stageVariables.host}/v2/{proxy}?k=1'),
      });
      addApi(stack, 'Whole', { routes, stages, integration: http('https://pets.example.com/base') });
      addApi(stack, 'Mapped', {
        routes,
        stages,
        integration: http('https://pets.example.com/base', {
          requestParameters: {
            'append:header.x-list': 'two',
            'overwrite:header.x-over': 'new',
            'remove:header.x-gone': "''",
            'append:querystring.q': '$request.header.x-query',
            'overwrite:querystring.o': 'new',
            'remove:querystring.g': "''",
            'overwrite:path': '/changed/$request.path.id',
          },
          responseParameters: {
            '200': {
              ResponseParameters: [
                { Destination: 'append:header.x-list', Source: 'two' },
                { Destination: 'overwrite:header.x-over', Source: '$response.header.x-own' },
                { Destination: 'remove:header.x-gone', Source: "''" },
                { Destination: 'overwrite:statuscode', Source: '$response.body.code' },
              ],
            },
            '404': { ResponseParameters: [{ Destination: 'overwrite:statuscode', Source: '403' }] },
          },
        }),
      });
      const sources: Record<string, string> = {
        Header: '$request.header.X-A',
        Query: '$request.querystring.q',
        Body: '$request.body',
        BodyPath: '$request.body.items[1].name',
        BodyDeep: '$request.body..name',
        Path: '$request.path',
        Parameter: '$request.path.id',
        Context: '$context.routeKey',
        Variable: '$stageVariables.host',
        Static: 'just text',
        Mixed: '${request.path.id}-$context.stage-$stageVariables.alias!',
        Missing: '$request.header.none',
      };
      for (const [name, source] of Object.entries(sources)) {
        addApi(stack, name, {
          routes,
          stages,
          integration: http('https://pets.example.com', { requestParameters: mapped(source) }),
        });
      }
      addApi(stack, 'ResponseValues', {
        routes,
        stages,
        integration: http('https://pets.example.com', {
          responseParameters: {
            '200': {
              ResponseParameters: [
                { Destination: 'overwrite:header.a', Source: '$response.body.items[0]' },
                { Destination: 'overwrite:header.b', Source: '$context.integrationStatus' },
                { Destination: 'overwrite:header.c', Source: '$stageVariables.host' },
                { Destination: 'overwrite:header.d', Source: '$response.header.none' },
              ],
            },
          },
        }),
      });
      addApi(stack, 'Reserved', {
        routes,
        integration: http('https://pets.example.com', { requestParameters: { 'overwrite:header.Authorization': 'x' } }),
      });
      addApi(stack, 'MappedFunction', {
        routes,
        integration: {
          requestParameters: { 'append:header.x-a': '2', 'overwrite:querystring.q': '3', 'overwrite:path': '/x' },
        },
      });
      const link = new CfnVpcLink(stack, 'Link', { name: 'link', subnetIds: ['subnet-1'] });
      const listener = new CfnListener(stack, 'Listener', { defaultActions: [], loadBalancerArn: 'arn' });
      const isPrivate = { connectionType: 'VPC_LINK', connectionId: link.ref };
      addApi(stack, 'Private', { routes, stages, integration: http(listener.ref, isPrivate) });
      addApi(stack, 'PrivatePath', {
        routes,
        stages,
        integration: http(listener.ref, { ...isPrivate, requestParameters: { 'overwrite:path': '$request.path' } }),
      });
      addApi(stack, 'Unreachable', {
        routes,
        integration: http('arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/x/1/2', {
          connectionType: 'VPC_LINK',
          connectionId: 'other',
        }),
      });
      addApi(stack, 'Refused', { routes, integration: http('http://127.0.0.1:1') });
      const uri = (name: string) =>
        `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:${name}/invocations`;
      const named = (name: string) => ({
        ...lambdaIntegration(stack),
        integrationUri: uri(name),
        credentialsArn: 'arn:aws:iam::123456789012:role/invoke',
      });
      addApi(stack, 'ByVariable', { routes, stages, integration: named('${stageVariables.fn}') });
      addApi(stack, 'ByAlias', { routes, stages, integration: named('other-function:${stageVariables.alias}') });
      for (const subtype of [...serviceSubtypes, 'S3-PutObject']) {
        addApi(stack, subtype.replace('-', ''), {
          routes: ['POST /{id}'],
          integration: {
            integrationType: 'AWS_PROXY',
            integrationSubtype: subtype,
            payloadFormatVersion: '1.0',
            requestParameters: {
              MessageBody: '$request.body',
              Detail: '$request.body.a',
              Name: 'run-$request.path.id',
              Gone: '$request.header.x',
            },
          },
        });
      }
    },
    {
      functions: { Other: (event, context) => ({ other: context.invokedFunctionArn, version: event.version }) },
      targets: { 'https://pets.example.com': target, Listener: 'http://127.0.0.1:1/internal' },
      serviceStubs: { 'SQS-PurgeQueue': ({ parameters }) => ({ status: 400, body: parameters }) },
    },
  );
  // The target of listeners is a URL: requests to it end here.
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    if (new URL(request.url).pathname.startsWith('/internal')) return target(request);
    throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
  });
});

afterAll(() => jest.restoreAllMocks());

const call = (api: string, path: string, init?: RequestInit) => the.gateway.api(api).fetch(path, init);

/** The value of the mapped header in the request to the target. */
async function value(api: string, path = '/pets/7', init?: RequestInit): Promise<string | null> {
  expect((await call(api, path, init)).status).toBe(200);
  return sent.headers.get('x-value');
}

fact('mapping/request-keys', async () => {
  const headers = { 'x-list': 'one', 'x-over': 'old', 'x-gone': 'x', 'x-query': 'b c' };
  await call('Mapped', '/pets/7?q=a&o=old&g=1', { headers });
  expect(Object.fromEntries(sent.headers)).toMatchObject({ 'x-list': 'one, two', 'x-over': 'new' });
  expect(sent.headers.has('x-gone')).toBe(false);
  expect(sent.url).toBe('https://pets.example.com/changed/7?q=a&q=b%20c&o=new');
});

fact('mapping/response-keys', async () => {
  answer = new Response('{"code":201}', {
    headers: { 'x-list': 'one', 'x-own': 'own', 'x-over': 'old', 'x-gone': 'x' },
  });
  const response = await call('Mapped', '/pets/7');
  expect(response.status).toBe(201);
  expect(Object.fromEntries(response.headers)).toMatchObject({ 'x-list': 'one, two', 'x-over': 'own' });
  expect(response.headers.has('x-gone')).toBe(false);
  answer = new Response('', { status: 404, headers: { 'x-gone': 'x' } });
  const other = await call('Mapped', '/pets/7');
  expect({ status: other.status, gone: other.headers.get('x-gone') }).toEqual({ status: 403, gone: 'x' });
});

fact('mapping/request-values', async () => {
  expect(await value('Header', '/pets/7', { headers: { 'x-a': 'a' } })).toBe('a');
  expect(await value('Query', '/pets/7?q=1&q=2')).toBe('1,2');
  expect(await value('Body', '/pets/7', { method: 'POST', body: 'whole' })).toBe('whole');
  expect(await value('Path')).toBe('/pets/7');
  expect(await value('Path', '/dev/pets/7')).toBe('/pets/7');
  expect(await value('Parameter')).toBe('7');
  expect(await value('Context')).toBe('ANY /pets/{id}');
  expect(await value('Variable')).toBe('pets.example.com');
  expect(await value('Static')).toBe('just text');
  expect(await value('Mixed')).toBe('7-$default-live!');
});

fact('mapping/body-path', async () => {
  const body = (filler = '') => JSON.stringify({ items: [{ name: 'a' }, { name: 'b' }], filler });
  expect(await value('BodyPath', '/pets/7', { method: 'POST', body: body() })).toBe('b');
  expect(await value('BodyDeep', '/pets/7', { method: 'POST', body: body() })).toBeNull();
  expect(await value('BodyPath', '/pets/7', { method: 'POST', body: body('x'.repeat(100 * 1024)) })).toBeNull();
});

fact('mapping/response-values', async () => {
  answer = new Response('{"items":[{"x":1}]}');
  const { headers } = await call('ResponseValues', '/pets/7');
  expect(Object.fromEntries(headers)).toMatchObject({ a: '{"x":1}', b: '200', c: 'pets.example.com' });
  expect(headers.has('d')).toBe(false);
});

fact('mapping/repeated-source', async () => {
  const headers: [string, string][] = [
    ['x-a', '1'],
    ['x-a', '2'],
  ];
  expect(await value('Header', '/pets/7', { headers })).toBe('1,2');
});

fact('mapping/reserved', async () => {
  expect((await call('Reserved', '/pets/7')).status).toBe(500);
  expect(the.gateway.logs.at(-1)?.message).toContain('authorization is reserved');
});

fact('mapping/missing-source', async () => {
  expect(await value('Missing')).toBeNull();
});

test('Mappings change the headers and query parameters of events, not their path.', async () => {
  await call('MappedFunction', '/pets/7?q=1', { headers: { 'x-a': '1' } });
  expect(the.event()).toMatchObject({
    headers: { 'x-a': '1,2' },
    queryStringParameters: { q: '3' },
    rawPath: '/pets/7',
  });
});

fact('http/proxy', async () => {
  const response = await call('Http', '/a/b%20c/d?x=%2F&y', { method: 'PUT', body: 'hi', headers: { 'x-b': 'b' } });
  expect({ status: response.status, body: await response.text() }).toEqual({ status: 200, body: 'pong' });
  expect(response.headers.get('x-own')).toBe('kept');
  expect(sent.url).toBe('https://pets.example.com/v2/b%20c/d?k=1&x=%2F&y');
  expect({ method: sent.method, body: await sent.text(), header: sent.headers.get('x-b') }).toEqual({
    method: 'PUT',
    body: 'hi',
    header: 'b',
  });
  await call('Whole', '/some/path?x=1');
  expect(sent.url).toBe('https://pets.example.com/base/some/path?x=1');
  await call('Whole', '/pets/7');
  expect(sent.url).toBe('https://pets.example.com/base');
});

fact('http/forwarded', async () => {
  await call('Whole', '/pets/7');
  const host = new URL(the.gateway.api('Whole').endpoint).host;
  expect(sent.headers.get('forwarded')).toBe(`by=3.3.3.3;for=127.0.0.1;host=${host};proto=https`);
  expect(sent.headers.get('via')).toBe('HTTP/1.1 AmazonAPIGateway');
});

fact('http/private', async () => {
  await call('Private', '/dev/pets/7?x=1');
  expect(sent.url).toBe('http://127.0.0.1:1/internal/dev/pets/7?x=1');
  await call('PrivatePath', '/dev/pets/7');
  expect(sent.url).toBe('http://127.0.0.1:1/internal/pets/7');
});

test('A private target without an entry in targets leads to 500, and the log says what to set.', async () => {
  expect((await call('Unreachable', '/pets/7')).status).toBe(500);
  expect(the.gateway.logs.at(-1)?.message).toMatch(/Shop\/UnreachableIntegration.*`targets`/);
});

test('An HTTP target that cannot be called leads to 500.', async () => {
  const response = await call('Refused', '/pets/7');
  expect({ status: response.status, body: await response.text() }).toEqual({
    status: 500,
    body: '{"message":"Internal Server Error"}',
  });
  expect(the.gateway.logs.at(-1)?.message).toContain('ECONNREFUSED');
});

fact('stage-variables/function', async () => {
  const arn = 'arn:aws:lambda:us-east-1:123456789012:function:other-function';
  expect(await (await call('ByVariable', '/')).json()).toMatchObject({ other: arn });
  expect(await (await call('ByAlias', '/')).json()).toMatchObject({ other: `${arn}:live` });
});

fact('service/subtypes', async () => {
  expect(serviceSubtypes).toHaveLength(10);
  for (const subtype of serviceSubtypes) {
    const response = await call(subtype.replace('-', ''), '/7', { method: 'POST', body: '{"a":[1]}' });
    expect(response.status).toBe(subtype === 'SQS-PurgeQueue' ? 400 : 200);
    const [, action] = subtype.split('-');
    expect(the.gateway.serviceCalls.at(-1)).toMatchObject({
      api: `Shop/${subtype.replace('-', '')}`,
      routeKey: 'POST /{id}',
      action,
      subtype,
      parameters: { MessageBody: '{"a":[1]}', Detail: '[1]', Name: 'run-7' },
    });
    expect(the.gateway.serviceCalls.at(-1)?.parameters).not.toHaveProperty('Gone');
  }
  const sqs = await call('SQSSendMessage', '/7', { method: 'POST', body: 'hello' });
  expect(await sqs.text()).toContain('<MD5OfMessageBody>5d41402abc4b2a76b9719d911017c592</MD5OfMessageBody>');
  expect((await call('S3PutObject', '/7', { method: 'POST' })).status).toBe(500);
});
