import type { CfnIntegrationProps } from 'aws-cdk-lib/aws-apigatewayv2';
import type { LocalGatewayOptions } from '../../../src/gateway';
import { Templates } from '../../../src/gateway/websocket/templates/template';
import { inputOf } from '../../../src/gateway/websocket/templates/input';
import { addFunction, lambdaIntegration } from '../../_helpers/gateway';
import { addSocketApi, rejection, socketFixture, type RouteOptions } from '../../_helpers/websocket';
import { fact } from '../fact';

const said = (message: object) => JSON.stringify(message);

/** An integration of type `HTTP`, and the requests that it sent. */
async function http(
  own: Partial<CfnIntegrationProps>,
  route: RouteOptions = {},
  answer: () => Response = () => new Response('{"ok":true}'),
) {
  const requests: { request: Request; body: string }[] = [];
  const integration = {
    integrationType: 'HTTP',
    integrationMethod: 'POST',
    integrationUri: 'https://backend.example.com/messages',
    ...own,
  };
  const targets: LocalGatewayOptions['targets'] = {
    'https://backend.example.com': async (request) => {
      requests.push({ request, body: await request.text() });
      return answer();
    },
  };
  const stages = { live: { stageVariables: { tenant: 'a' } } };
  const routes = { $default: { integration, responses: { $default: {} }, twoWay: true, ...route } };
  const made = await socketFixture({ routes, stages }, { targets });
  const socket = await made.connect();
  return { ...made, socket, requests };
}

fact('socket-integration/template', async () => {
  const requestTemplates = { order: '{"kind":"order"}', $default: '{"kind":"other"}' };
  const chosen = await http({ requestTemplates, templateSelectionExpression: '$request.body.type' });
  for (const message of [{ type: 'order' }, { type: 'none' }, {}]) {
    chosen.socket.send(said(message));
    await chosen.socket.next();
  }
  chosen.socket.send('not JSON');
  await chosen.socket.next();
  expect(chosen.requests.map(({ body }) => JSON.parse(body).kind)).toEqual(['order', 'other', 'other', 'other']);

  const only = { order: '{"kind":"order"}' };
  const passes: [Partial<CfnIntegrationProps>, boolean][] = [
    [{ requestTemplates: only, passthroughBehavior: 'WHEN_NO_MATCH' }, true],
    [{ requestTemplates: only, passthroughBehavior: 'WHEN_NO_TEMPLATES' }, false],
    [{ passthroughBehavior: 'WHEN_NO_TEMPLATES' }, true],
    [{ requestTemplates: only, passthroughBehavior: 'NEVER' }, false],
    [{ passthroughBehavior: 'NEVER' }, false],
  ];
  for (const [own, isPassed] of passes) {
    const { socket, requests } = await http({ templateSelectionExpression: '$request.body.type', ...own });
    socket.send('{"type":"none"}');
    const answer = await socket.next();
    if (isPassed) expect(requests[0].body).toBe('{"type":"none"}');
    else expect(answer).toMatchObject({ message: 'Internal server error' });
    expect(requests).toHaveLength(isPassed ? 1 : 0);
  }
});

/** The text that a template renders for a message. */
function printed(
  template: string,
  body = '{"a":"x","list":[1,2,3],"o":{"p":"it\'s \\"q\\""}}',
  context: object = {},
): string {
  const parameters = { header: { Host: 'h' }, querystring: { room: '7' }, path: {} };
  const stageVariables = { n: 'variable' };
  return new Templates().render(template, { input: inputOf(body, parameters), context, stageVariables });
}

fact('socket-integration/vtl', async () => {
  const context = { connectionId: 'c', identity: { sourceIp: '203.0.113.7' }, authorizer: { principalId: 'alice' } };
  const rows: [template: string, text: string][] = [
    ["$input.json('$.o')", '{"p":"it\'s \\"q\\""}'],
    ["$input.json('$')", '{"a":"x","list":[1,2,3],"o":{"p":"it\'s \\"q\\""}}'],
    ["$input.path('$.a') $input.path('$.list').size() $input.path('$.list[1]')", 'x 3 2'],
    ["#set($root = $input.path('$'))$root.a $root.o.p", 'x it\'s "q"'],
    ["#foreach($i in $input.path('$.list'))$i#if($foreach.hasNext),#end#end", '1,2,3'],
    ["#if($input.path('$.none'))yes#{else}no#end", 'no'],
    ["[$input.path('$.none')][$context.none.x][$stageVariables.none]", '[][][]'],
    ["$input.params('room') $input.params().header.Host", '7 h'],
    ['$context.connectionId $context.identity.sourceIp $context.authorizer.principalId', 'c 203.0.113.7 alice'],
    [
      "$stageVariables.n $stageVariables['n'] ${stageVariables['n']} ${stageVariables.n}",
      'variable variable variable variable',
    ],
    ['$util.parseJson(\'{"b":[5]}\').b[0]', '5'],
    ["$util.urlEncode('a b&c=ü') $util.urlDecode('a+b%26')", 'a+b%26c%3D%C3%BC a b&'],
    ["$util.base64Encode('hello') $util.base64Decode('aGVsbG8=')", 'aGVsbG8= hello'],
    [
      "#set($s = 'abcabc')$s.length() $s.replace('b','-') $s.contains('ca') $s.substring(4) $s.toUpperCase()",
      '6 a-ca-c true bc ABCABC',
    ],
    ['$unknown and \\$5', '$unknown and $5'],
  ];
  for (const [template, text] of rows)
    expect([template, printed(template, undefined, context)]).toEqual([template, text]);
  expect(() => printed('#if(')).toThrow('The template cannot be rendered');
  expect(() => printed("$input.path('$.a')", 'not JSON')).toThrow('The body is not JSON');
});

fact('socket-integration/limits', async () => {
  expect(printed(`## ${'x'.repeat(300 * 1024 - 3)}`)).toBe('');
  expect(() => printed(`## ${'x'.repeat(300 * 1024)}`)).toThrow('API Gateway allows at most 300 KB');
  const list = (length: number) => JSON.stringify({ list: Array(length).fill(1) });
  const loop = "#foreach($i in $input.path('$.list'))$i#end";
  expect(printed(loop, list(1000))).toHaveLength(1000);
  expect(() => printed(loop, list(1001))).toThrow(
    'a #foreach has 1001 iterations, but API Gateway allows at most 1000',
  );
});

fact('socket-integration/escape', async () => {
  expect(printed('$util.escapeJavaScript($input.path("$.o.p"))')).toBe('it\\\'s \\"q\\"');
  expect(printed('$util.escapeJavaScript($input.path("$.o.p")).replaceAll("\\\\\'","\'")')).toBe('it\'s \\"q\\"');
  expect(printed('$util.escapeJavaScript("a\nb")')).toBe('a\\nb');
});

fact('socket-integration/parameters', async () => {
  const requestParameters = {
    'integration.request.header.X-Static': "'static text'",
    'integration.request.header.X-Connection': 'context.connectionId',
    'integration.request.header.X-Tenant': 'stageVariables.tenant',
    'integration.request.querystring.text': 'route.request.body.message.text',
    'integration.request.querystring.none': 'route.request.body.none',
    'integration.request.path.room': 'route.request.body.room',
  };
  const integrationUri = 'https://backend.example.com/rooms/{room}';
  const { socket, requests } = await http({ requestParameters, integrationUri });
  socket.send(said({ room: 'kitchen', message: { text: 'a b' } }));
  await socket.next();
  const [{ request }] = requests;
  expect(request.url).toBe('https://backend.example.com/rooms/kitchen?text=a%20b');
  expect(request.headers.get('x-static')).toBe('static text');
  expect(request.headers.get('x-connection')).toBe(socket.connectionId);
  expect(request.headers.get('x-tenant')).toBe('a');

  const onConnect = await http(
    {
      requestParameters: {
        'integration.request.header.X-Auth': 'route.request.header.Authorization',
        'integration.request.header.X-Rooms': 'route.request.multivaluequerystring.room',
        'integration.request.header.X-Room': 'route.request.querystring.room',
      },
    },
    {},
  );
  // Messages have neither headers nor a query.
  onConnect.socket.send('{}');
  await onConnect.socket.next();
  expect(onConnect.requests[0].request.headers.has('x-auth')).toBe(false);
});

fact('socket-integration/response-key', async () => {
  let status = 200;
  const templates = (text: string) => ({ responseTemplates: { $default: `{"from":"${text}"}` } });
  const responses = {
    $default: templates('default'),
    '/2\\d\\d/': templates('success'),
    '/404/': templates('missing'),
  };
  const { socket } = await http({}, { responses }, () => new Response('{}', { status }));
  for (const [code, from] of [
    [200, 'success'],
    [201, 'success'],
    [404, 'missing'],
    [500, 'default'],
  ] as const) {
    status = code;
    socket.send('{}');
    expect(await socket.next()).toEqual({ from });
  }
  const without = await http({}, { responses: { '/404/': templates('missing') } });
  without.socket.send('{}');
  expect(await without.socket.next()).toMatchObject({ message: 'Internal server error' });
  expect(without.gateway.logs.at(-1)!.message).toContain(
    'has no integration response for "200". Add an integration response',
  );
});

fact('socket-integration/response-template', async () => {
  const responses = {
    $default: {
      templateSelectionExpression: '$integration.response.body.kind',
      responseTemplates: { short: '{"n":$input.json(\'$.n\')}', $default: '{"connection":"$context.connectionId"}' },
    },
  };
  let body = '{"kind":"short","n":5}';
  const { socket } = await http({}, { responses }, () => new Response(body));
  socket.send('{}');
  expect(await socket.next()).toEqual({ n: 5 });
  body = '{"kind":"long"}';
  socket.send('{}');
  expect(await socket.next()).toEqual({ connection: socket.connectionId });
  const passed = await http({});
  passed.socket.send('{}');
  expect(await passed.socket.next()).toEqual({ ok: true });
});

const models = {
  Order: {
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    required: ['n'],
    properties: { n: { type: 'integer', minimum: 0, exclusiveMinimum: true }, id: { type: 'string' } },
  },
  Orders: { type: 'array', items: { $ref: 'https://apigateway.amazonaws.com/restapis/x/models/Order' } },
};

fact('socket-integration/models', async () => {
  const requestModels = { $default: 'Order' };
  const { connect, gateway, invocations } = await socketFixture({ models, routes: { $default: { requestModels } } });
  const socket = await connect();
  for (const message of ['{"n":0}', '{"n":1.5}', '{"n":1,"id":7}', '[]', 'not JSON', '']) {
    socket.send(message);
    expect(await socket.next()).toMatchObject({ message: 'Bad request body' });
  }
  expect(gateway.logs.at(-6)!.message).toBe('The message is not valid: [/n must be > 0]');
  expect(invocations()).toBe(0);
  socket.send('{"n":1,"id":"x"}');
  await gateway.settled();
  expect(invocations()).toBe(1);

  const mock = { integrationType: 'MOCK' };
  const nonProxy = await socketFixture({ models, routes: { $default: { requestModels, integration: mock } } });
  const other = await nonProxy.connect();
  other.send('{}');
  expect(await other.next()).toMatchObject({ message: 'Bad request body' });
});

test('Models can refer to each other, and a wrong schema or name causes an error that contains the fix.', async () => {
  const route = (name: string) => ({ requestModels: { $default: name } });
  const wrong = { type: 'nothing' };
  const { connect, gateway } = await socketFixture({
    models: { ...models, Wrong: wrong },
    routes: { list: route('Orders'), wrong: route('Wrong'), unknown: route('Unknown') },
    api: { routeSelectionExpression: '${request.body[0].action}${request.body.action}' },
  });
  const socket = await connect();
  socket.send('[{"action":"list","n":1}]');
  await gateway.settled();
  expect(socket.messages).toEqual([]);
  socket.send('[{"action":"list","n":"1"}]');
  expect(await socket.next()).toMatchObject({ message: 'Bad request body' });
  socket.send('{"action":"wrong"}');
  expect(await socket.next()).toMatchObject({ message: 'Internal server error' });
  expect(gateway.logs.at(-1)!.message).toMatch(
    /Shop\/ChatModelWrong is not a draft 4 JSON schema.*Correct the schema/s,
  );
  socket.send('{"action":"unknown"}');
  await socket.next();
  expect(gateway.logs.at(-1)!.message).toContain('uses the model Unknown, which the API Shop/Chat does not define');
});

fact('socket-integration/model-key', async () => {
  const route = (requestModels: Record<string, string>) => ({
    requestModels,
    modelSelectionExpression: '$request.body.kind',
  });
  const { connect, gateway, invocations } = await socketFixture({
    models,
    routes: { strict: route({ order: 'Order' }), lenient: route({ order: 'Order', $default: 'Orders' }) },
  });
  const socket = await connect();
  socket.send(said({ action: 'strict', kind: 'other', n: 1 }));
  expect(await socket.next()).toMatchObject({ message: 'Bad request body' });
  socket.send(said({ action: 'lenient', kind: 'other', n: 1 }));
  expect(await socket.next()).toMatchObject({ message: 'Bad request body' });
  socket.send(said({ action: 'strict', kind: 'order', n: 1 }));
  await gateway.settled();
  expect(invocations()).toBe(1);
});

fact('socket-integration/mock', async () => {
  const mock = (text?: string): RouteOptions => ({
    integration: { integrationType: 'MOCK', ...(text === undefined ? {} : { requestTemplates: { $default: text } }) },
    responses: { $default: { responseTemplates: { $default: '{"pong":true}' } } },
    twoWay: true,
  });
  const { connect, gateway } = await socketFixture({
    routes: { ping: mock('{"statusCode":200}'), plain: mock(), wrong: mock('{}') },
  });
  const socket = await connect();
  for (const action of ['ping', 'plain']) {
    socket.send(said({ action }));
    expect(await socket.next()).toEqual({ pong: true });
  }
  socket.send(said({ action: 'wrong' }));
  expect(await socket.next()).toMatchObject({ message: 'Internal server error' });
  expect(gateway.logs.at(-1)!.message).toContain('Print a JSON object such as {"statusCode": 200}');
  const rejecting = await socketFixture({ routes: { $connect: mock('{"statusCode":403}') } });
  expect((await rejection(rejecting.connect())).status).toBe(403);
});

fact('socket-integration/lambda', async () => {
  const made = await socketFixture((stack) => {
    const { integrationUri } = lambdaIntegration(stack);
    const integration = {
      integrationType: 'AWS',
      integrationUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${integrationUri}/invocations`,
      requestTemplates: { $default: '{"text":$input.json("$.text"),"from":"$context.connectionId"}' },
    };
    const responses = {
      $default: {},
      '/.*not found.*/': { responseTemplates: { $default: '{"problem":$input.json("$.errorMessage")}' } },
    };
    addFunction(stack, 'Echo');
    addSocketApi(stack, 'Chat', { routes: { $default: { integration, responses, twoWay: true } } });
  });
  const socket = await made.connect();
  made.answer((event) => ({ got: event }));
  socket.send(said({ text: 'hi' }));
  expect(await socket.next()).toEqual({ got: { text: 'hi', from: socket.connectionId } });
  made.answer(() => {
    throw new Error('room not found');
  });
  socket.send(said({ text: 'hi' }));
  expect(await socket.next()).toEqual({ problem: 'room not found' });
});

fact('socket-integration/http', async () => {
  const proxied = await http({ integrationType: 'HTTP_PROXY', requestTemplates: { $default: 'unused' } });
  proxied.socket.send('{"n":1}');
  expect(await proxied.socket.next()).toEqual({ ok: true });
  expect(proxied.requests[0].body).toBe('{"n":1}');
  expect(proxied.requests[0].request.method).toBe('POST');
  expect(proxied.requests[0].request.url).toBe('https://backend.example.com/messages');

  const changed = await http({ integrationMethod: 'PUT', requestTemplates: { $default: '{"n":$input.json("$.n")}' } });
  changed.socket.send('{"n":1,"m":2}');
  await changed.socket.next();
  expect(changed.requests[0].body).toBe('{"n":1}');
  expect(changed.requests[0].request.method).toBe('PUT');

  const override =
    '#set($context.requestOverride.header.X-Room = "7")#set($context.requestOverride.querystring.q = "a")x';
  const overridden = await http({ requestTemplates: { $default: override } });
  overridden.socket.send('{}');
  await overridden.socket.next();
  expect(overridden.requests[0].request.headers.get('x-room')).toBe('7');
  expect(overridden.requests[0].request.url).toBe('https://backend.example.com/messages?q=a');

  const down = await socketFixture(
    {
      routes: {
        $default: {
          integration: {
            integrationType: 'HTTP_PROXY',
            integrationMethod: 'POST',
            integrationUri: 'https://backend.example.com',
          },
        },
      },
    },
    { targets: { 'https://backend.example.com': () => Promise.reject(new Error('down')) } },
  );
  const socket = await down.connect();
  socket.send('{}');
  expect(await socket.next()).toMatchObject({ message: 'Internal server error' });
});

fact('socket-integration/service', async () => {
  const integration = {
    integrationType: 'AWS',
    integrationMethod: 'POST',
    integrationUri: 'arn:aws:apigateway:us-east-1:dynamodb:action/PutItem',
    credentialsArn: 'arn:aws:iam::123456789012:role/x',
    requestTemplates: { $default: '{"TableName":"T","Item":{"id":{"S":"$context.connectionId"}}}' },
    templateSelectionExpression: '\\$default',
  };
  const routes = { put: { integration, responses: { $default: {} }, twoWay: true } };
  const made = await socketFixture({ routes });
  const socket = await made.connect();
  socket.send(said({ action: 'put' }));
  expect(await socket.next()).toEqual({});
  const body = `{"TableName":"T","Item":{"id":{"S":"${socket.connectionId}"}}}`;
  expect(made.gateway.serviceCalls).toEqual([
    {
      api: 'Shop/Chat',
      routeKey: 'put',
      service: 'dynamodb',
      action: 'PutItem',
      subtype: '',
      parameters: {},
      request: { method: 'POST', path: '/', headers: {}, queryParameters: {}, body, json: JSON.parse(body) },
    },
  ]);
  const stubbed = await socketFixture(
    { routes },
    { serviceStubs: { 'dynamodb:PutItem': ({ request }) => ({ status: 400, body: { table: request!.json } }) } },
  );
  const other = await stubbed.connect();
  other.send(said({ action: 'put' }));
  expect(await other.next()).toMatchObject({ table: { TableName: 'T' } });

  const onConnect = await socketFixture(
    { routes: { $connect: { integration } } },
    { serviceStubs: { 'dynamodb:PutItem': () => ({ status: 400, body: {} }) } },
  );
  expect((await rejection(onConnect.connect())).status).toBe(400);

  const firehose = { ...integration, integrationUri: 'arn:aws:apigateway:us-east-1:firehose:action/PutRecord' };
  const delivers = await socketFixture({
    routes: { put: { integration: firehose, responses: { $default: {} }, twoWay: true } },
  });
  const third = await delivers.connect();
  third.send(said({ action: 'put' }));
  expect(await third.next()).toEqual({ Encrypted: false, RecordId: expect.any(String) });
});
