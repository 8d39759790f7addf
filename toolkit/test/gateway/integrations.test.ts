import { CfnVpcLink, type CfnIntegrationProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { requiredParameters, serviceSubtypes } from '../../src/gateway/integrations/service-parameters';
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

const reservedHeaders = [
  'Access-Control-Allow-Origin',
  'apigw-requestid',
  'Authorization',
  'Connection',
  'Content-Encoding',
  'Content-Length',
  'Content-Location',
  'Forwarded',
  'Keep-Alive',
  'Origin',
  'Proxy-Authenticate',
  'Proxy-Authorization',
  'TE',
  'Trailers',
  'Transfer-Encoding',
  'Upgrade',
  'x-amz-date',
  'x-amzn-trace-id',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'Via',
];

beforeEach(() => {
  answer = new Response('pong', { status: 200, headers: { 'x-own': 'kept' } });
});

beforeAll(async () => {
  the = await fixture(
    (stack) => {
      addFunction(stack, 'Other', { functionName: 'other-function' });
      const stages = {
        $default: { stageVariables: { host: 'pets.example.com', fn: 'other-function', alias: 'live', role: 'invoke' } },
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
        BodyFilter: '$request.body.items[?(@.name)]',
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
      for (const name of reservedHeaders) {
        addApi(stack, `Reserved${name.replace(/\W/g, '')}`, {
          routes,
          integration: http('https://pets.example.com', {
            requestParameters: { [`overwrite:header.${name}`]: 'x' },
          }),
        });
      }
      addApi(stack, 'ReservedResponse', {
        routes,
        integration: http('https://pets.example.com', {
          responseParameters: {
            '200': { ResponseParameters: [{ Destination: 'append:header.Via', Source: 'x' }] },
          },
        }),
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
        credentialsArn: 'arn:aws:iam::123456789012:role/${stageVariables.role}',
      });
      addApi(stack, 'ByVariable', { routes, stages, integration: named('${stageVariables.fn}') });
      const closed = new CfnFunction(stack, 'Closed', {
        role: 'arn:aws:iam::123456789012:role/function',
        code: { zipFile: 'exports.handler = async () => 1;' },
        handler: 'index.handler',
        runtime: 'nodejs22.x',
      });
      const { credentialsArn, ...unnamed } = named('x');
      const toClosed = { ...unnamed, integrationUri: closed.attrArn };
      addApi(stack, 'ByRole', { routes, stages, integration: { ...toClosed, credentialsArn } });
      addApi(stack, 'WithoutRole', { routes, stages, integration: toClosed });
      addApi(stack, 'ByAlias', { routes, stages, integration: named('other-function:${stageVariables.alias}') });
      for (const subtype of [...serviceSubtypes, 'S3-PutObject']) {
        addApi(stack, subtype.replace('-', ''), {
          routes: ['POST /{id}'],
          integration: {
            integrationType: 'AWS_PROXY',
            integrationSubtype: subtype,
            payloadFormatVersion: '1.0',
            requestParameters: {
              ...Object.fromEntries((requiredParameters[subtype] ?? []).map((name) => [name, `the ${name}`])),
              MessageBody: '$request.body',
              Detail: '$request.body.a',
              Name: 'run-$request.path.id',
              Gone: '$request.header.x',
            },
          },
        });
        addApi(stack, `Bare${subtype.replace('-', '')}`, {
          routes: ['POST /'],
          integration: {
            integrationType: 'AWS_PROXY',
            integrationSubtype: subtype,
            payloadFormatVersion: '1.0',
            requestParameters: { Region: 'us-east-1' },
          },
        });
      }
      addApi(stack, 'Stubbed', {
        routes: ['POST /'],
        integration: {
          integrationType: 'AWS_PROXY',
          integrationSubtype: 'SQS-SendMessage',
          payloadFormatVersion: '1.0',
          requestParameters: { QueueUrl: 'url', MessageBody: '$request.body' },
        },
      });
    },
    {
      functions: { Other: (event, context) => ({ other: context.invokedFunctionArn, version: event.version }) },
      targets: { 'https://pets.example.com': target, Listener: 'http://127.0.0.1:1/internal' },
      serviceStubs: {
        StubbedIntegration: () => ({ status: 422 }),
        'SQS-PurgeQueue': ({ parameters }) => ({ status: 400, body: parameters }),
      },
    },
  );
  // The option `targets` replaces the target `Listener` with a URL, and this mock responds to requests to the URL.
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
  expect(await value('BodyFilter', '/pets/7', { method: 'POST', body: body() })).toBeNull();
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
  for (const name of reservedHeaders) {
    expect([name, (await call(`Reserved${name.replace(/\W/g, '')}`, '/pets/7')).status]).toEqual([name, 500]);
    expect(the.gateway.logs.at(-1)?.message).toContain(`${name.toLowerCase()} is reserved`);
  }
  expect((await call('ReservedResponse', '/pets/7')).status).toBe(500);
});

fact('mapping/missing-source', async () => {
  expect(await value('Missing')).toBeNull();
});

fact('mapping/path-of-events', async () => {
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

fact('quota/response', async () => {
  const status = async (size: number) => {
    answer = new Response(new Uint8Array(size));
    return (await call('Whole', '/pets/7')).status;
  };
  expect([await status(10 * 1024 * 1024), await status(10 * 1024 * 1024 + 1)]).toEqual([200, 500]);
  expect(the.gateway.logs.at(-1)?.message).toContain('API Gateway allows at most 10 MB');
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

test('A private target without an entry in targets results in status 500, and the log names the option to set.', async () => {
  expect((await call('Unreachable', '/pets/7')).status).toBe(500);
  expect(the.gateway.logs.at(-1)?.message).toMatch(/Shop\/UnreachableIntegration.*`targets`/);
});

test('An HTTP target that cannot be called results in status 500.', async () => {
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

fact('stage-variables/credentials', async () => {
  // The function's resource policy does not allow the API, so API Gateway can invoke the function only with a role.
  expect((await call('ByRole', '/')).status).toBe(200);
  expect((await call('WithoutRole', '/')).status).toBe(500);
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

fact('service/required', async () => {
  for (const subtype of serviceSubtypes) {
    const before = the.gateway.serviceCalls.length;
    expect([subtype, (await call(`Bare${subtype.replace('-', '')}`, '/', { method: 'POST' })).status]).toEqual([
      subtype,
      500,
    ]);
    expect(the.gateway.serviceCalls).toHaveLength(before);
    expect(the.gateway.logs.at(-1)?.message).toContain(`Add the parameters ${requiredParameters[subtype].join(', ')}.`);
  }
});

fact('service/missing-parameter', async () => {
  const before = the.gateway.serviceCalls.length;
  const sqs = await call('SQSSendMessage', '/7', { method: 'POST' });
  expect({ status: sqs.status, type: sqs.headers.get('content-type') }).toEqual({ status: 400, type: 'text/xml' });
  expect(await sqs.text()).toContain('<Message>The request must contain the parameter MessageBody.</Message>');
  expect(the.gateway.logs.at(-1)?.message).toContain('do not have a value for MessageBody ($request.body)');
  const events = await call('EventBridgePutEvents', '/7', { method: 'POST', body: '{"b":1}' });
  expect({ status: events.status, body: await events.json() }).toEqual({
    status: 400,
    body: { __type: 'ValidationException', message: 'The request must contain the parameter Detail.' },
  });
  expect(the.gateway.serviceCalls).toHaveLength(before);
  // A stub replaces the AWS service and returns its response.
  expect((await call('Stubbed', '/', { method: 'POST' })).status).toBe(422);
  expect(the.gateway.serviceCalls.at(-1)?.parameters).toEqual({ QueueUrl: 'url' });
});

fact('service/responses', async () => {
  const post = async (subtype: string) => {
    const response = await call(subtype.replace('-', ''), '/7', { method: 'POST', body: '{"a":[1]}' });
    return { type: response.headers.get('content-type'), body: await response.text() };
  };
  const json = async (subtype: string) => JSON.parse((await post(subtype)).body) as unknown;
  const { type, body } = await post('SQS-SendMessage');
  expect(type).toBe('text/xml');
  expect(body).toMatch(/^<\?xml version="1.0"\?><SendMessageResponse .*<MessageId>[0-9a-f-]{36}<\/MessageId>/);
  expect(await json('EventBridge-PutEvents')).toEqual({
    Entries: [{ EventId: expect.stringMatching(/^[0-9a-f-]{36}$/) }],
    FailedEntryCount: 0,
  });
  expect(await json('Kinesis-PutRecord')).toMatchObject({ ShardId: 'shardId-000000000000' });
  expect(await json('StepFunctions-StartExecution')).toMatchObject({ executionArn: 'the StateMachineArn:run-7' });
  expect(await json('StepFunctions-StartSyncExecution')).toMatchObject({ status: 'SUCCEEDED' });
});
