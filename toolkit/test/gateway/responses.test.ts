import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { addApi, addFunction, fixture, lambdaIntegration, type Fixture } from '../_helpers/gateway';
import { fact } from './fact';

const failed = { status: 500, type: 'application/json', body: '{"message":"Internal Server Error"}' };

let the: Fixture;
let server: Server;
let payload = '';

beforeAll(async () => {
  server = createServer((_, response) => response.end(payload)).listen(0);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/2015-03-31/functions/function/invocations`;
  the = await fixture(
    (stack) => {
      const format = '$context.status $context.integrationErrorMessage';
      const stages = { $default: { accessLogSettings: { destinationArn: 'arn:aws:logs:::x', format } } };
      addApi(stack, 'Two', { routes: ['$default'], stages });
      addApi(stack, 'One', { routes: ['$default'], integration: { payloadFormatVersion: '1.0' } });
      addApi(stack, 'Remote', { routes: ['$default'], integration: lambdaIntegration(stack, 'RemoteFunction') });
      addApi(stack, 'Forbidden', { routes: ['$default'], stages, integration: lambdaIntegration(stack, 'NotAllowed') });
      const zipFile = `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
        stream.write('{"statusCode":201,');
        await new Promise((resolve) => setTimeout(resolve, 5));
        stream.end('"body":"one two"}');
      });`;
      addFunction(stack, 'Streams', { code: { zipFile } });
      const endless =
        'let isWarm; exports.handler = async () => isWarm ? new Promise(() => setInterval(() => {}, 1000)) : (isWarm = true);';
      addFunction(stack, 'Endless', { code: { zipFile: endless }, timeout: 20 });
      addApi(stack, 'Waiting', { routes: ['$default'], integration: lambdaIntegration(stack, 'Endless') });
      addApi(stack, 'Streaming', { routes: ['$default'], integration: lambdaIntegration(stack, 'Streams') });
      addApi(stack, 'Quick', { routes: ['$default'], integration: { timeoutInMillis: 100 } });
      stack.node.tryRemoveChild('NotAllowedPermission');
      new CfnPermission(stack, 'Other', {
        action: 'lambda:InvokeFunction',
        principal: 'apigateway.amazonaws.com',
        functionName: addFunction(stack, 'NotAllowed').attrArn,
        sourceArn: 'arn:aws:execute-api:us-east-1:123456789012:otherapi/*',
      });
    },
    { functions: { RemoteFunction: url, NotAllowed: () => 'secret' } },
  );
});

afterAll(() => server.close());

async function call(api: string, answer: unknown): Promise<{ response: Response; body: string }> {
  the.answer(() => answer);
  const response = await the.gateway.api(api).fetch('/');
  return { response, body: await response.text() };
}

async function result(api: string, answer: unknown) {
  const { response, body } = await call(api, answer);
  return { status: response.status, type: response.headers.get('content-type'), body };
}

fact('response/no-status', async () => {
  const body = '{"isBase64Encoded":true,"body":"aGk="}';
  expect(await result('Two', JSON.parse(body))).toEqual({ status: 200, type: 'application/json', body });
});

fact('response/string', async () => {
  expect(await result('Two', 'Hello, World!')).toEqual({
    status: 200,
    type: 'application/json',
    body: 'Hello, World!',
  });
});

fact('response/values', async () => {
  expect((await result('Two', 42)).body).toBe('42');
  expect((await result('Two', false)).body).toBe('false');
  expect((await result('Two', [1, 'a'])).body).toBe('[1,"a"]');
  expect((await result('Two', { a: 1 })).body).toBe('{"a":1}');
});

fact('response/not-json', async () => {
  payload = '{"partial":';
  expect(await result('Remote', undefined)).toEqual({ status: 200, type: 'application/json', body: payload });
});

fact('response/empty-string', async () => {
  const { response, body } = await call('Two', '');
  expect({ status: response.status, body }).toEqual({ status: 200, body: '' });
  expect(response.headers.get('content-length')).toBe('0');
  expect(response.headers.get('content-type')).toBe('application/json');
});

fact('response/null', async () => {
  expect((await result('Two', null)).body).toBe('null');
  expect(await result('Two', undefined)).toEqual({ status: 200, type: 'application/json', body: 'null' });
});

fact('response/default-type-2.0', async () => {
  const expected = { status: 201, type: 'text/plain; charset=utf-8', body: '{"a":1}' };
  expect(await result('Two', { statusCode: 201, body: '{"a":1}' })).toEqual(expected);
});

fact('response/status-zero', async () => {
  expect(await result('Two', { statusCode: 0 })).toEqual(failed);
  expect((await call('Two', { statusCode: 0 })).response.headers.get('content-length')).toBe('35');
  expect(await result('One', { statusCode: 0 })).toEqual(failed);
});

fact('response/status-float', async () => {
  expect(await result('Two', { statusCode: 200.5 })).toEqual(failed);
});

fact('response/status-range', async () => {
  for (const statusCode of [200, 204, 599]) expect((await result('Two', { statusCode })).status).toBe(statusCode);
  for (const statusCode of [100, 199, 600, -1]) expect(await result('Two', { statusCode })).toEqual(failed);
});

fact('response/status-text', async () => {
  expect((await result('Two', { statusCode: '202' })).status).toBe(202);
  expect(await result('Two', { statusCode: 'ok' })).toEqual(failed);
});

fact('response/base64', async () => {
  expect((await result('Two', { statusCode: 200, body: 'aGk=', isBase64Encoded: true })).body).toBe('hi');
  expect((await result('One', { statusCode: 200, body: 'aGk=', isBase64Encoded: true })).body).toBe('hi');
});

fact('response/cookies', async () => {
  const answer = { statusCode: 200, cookies: ['a=1', 'b=2; Secure'], headers: { 'Set-Cookie': 'c=3' } };
  const { response } = await call('Two', answer);
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2; Secure', 'c=3']);
});

fact('response/headers', async () => {
  const { response } = await call('Two', {
    statusCode: 200,
    headers: { 'X-Custom': 'a', 'Content-Type': 'text/html' },
  });
  expect([...response.headers.keys()]).toEqual(expect.arrayContaining(['x-custom', 'content-type']));
  expect(response.headers.get('content-type')).toBe('text/html');
});

fact('response/header-values', async () => {
  const headers = { 'x-list': ['a', 'b'], 'x-none': null, 'x-number': 7, 'x-yes': true };
  const { response } = await call('Two', { statusCode: 200, headers });
  expect(Object.fromEntries(response.headers)).toMatchObject({ 'x-list': 'a,b', 'x-number': '7', 'x-yes': 'true' });
  expect(response.headers.has('x-none')).toBe(false);
});

fact('response/request-id', async () => {
  expect((await call('Two', 'x')).response.headers.get('apigw-requestid')).toMatch(/=$/);
});

fact('response/body-object', async () => {
  expect(await result('Two', { statusCode: 200, body: { a: 1 } })).toEqual(failed);
  expect(the.gateway.logs.at(-1)?.message).toContain('JSON.stringify');
});

fact('response/invalid-1.0', async () => {
  expect(await result('One', { body: 'x' })).toEqual(failed);
  expect(await result('One', 'text')).toEqual(failed);
  expect(await result('One', undefined)).toEqual(failed);
});

fact('response/multi-value-1.0', async () => {
  const { response } = await call('One', {
    statusCode: 200,
    headers: { 'X-A': '1', 'x-b': '2' },
    multiValueHeaders: { 'x-a': ['3', '4'] },
  });
  expect(response.headers.get('x-a')).toBe('1, 3, 4');
  expect(response.headers.get('x-b')).toBe('2');
});

fact('response/default-type-1.0', async () => {
  expect((await result('One', { statusCode: 200, body: '{}' })).type).toBe('text/plain; charset=utf-8');
});

fact('response/throws', async () => {
  the.answer(() => {
    throw new TypeError('no books');
  });
  const response = await the.gateway.api('Two').fetch('/');
  expect({ status: response.status, body: await response.text() }).toMatchObject({ status: 500, body: failed.body });
  const { requestId, message, about } = the.gateway.logs.find((entry) => entry.message.includes('no books'))!;
  expect({ requestId, about }).toEqual({ requestId: expect.any(String), about: 'Shop/Echo' });
  expect(message).toContain('responses.test.ts');
});

fact('response/no-permission', async () => {
  expect(await result('Forbidden', undefined)).toEqual(failed);
  const { message } = the.gateway.accessLogs.at(-1)!;
  expect(message).toContain('500 API Gateway has no permission to invoke the function Shop/NotAllowed');
});

fact('response/function-timeout', async () => {
  the.answer(() => new Promise(() => {}));
  const response = the.gateway.api('Two').fetch('/');
  await new Promise((resolve) => setImmediate(resolve));
  the.clock.advance(3000);
  expect((await response).status).toBe(500);
  expect(the.gateway.logs.map(({ message }) => message).join('\n')).toContain('Task timed out after 3.00 seconds');
});

fact('response/streaming', async () => {
  const response = await the.gateway.api('Streaming').fetch('/');
  expect({ status: response.status, body: await response.text() }).toEqual({ status: 201, body: 'one two' });
});

test('The timeouts of functions in workers use the clock of the gateway.', async () => {
  const waiting = the.gateway.api('Waiting');
  expect((await waiting.fetch('/')).status).toBe(200);
  const running = waiting.fetch('/');
  await new Promise((resolve) => setTimeout(resolve, 100));
  the.clock.advance(20_000);
  const response = await running;
  expect(response.status).toBe(500);
  const log = the.gateway.logs.map(({ message }) => message).join('\n');
  expect(log).toContain('Task timed out after 20.00 seconds');
});

fact('response/integration-timeout', async () => {
  the.answer(() => new Promise(() => {}));
  const answer = the.gateway.api('Quick').fetch('/');
  await new Promise((resolve) => setImmediate(resolve));
  the.clock.advance(100);
  const response = await answer;
  expect({ status: response.status, body: await response.text() }).toEqual({
    status: 503,
    body: '{"message":"Service Unavailable"}',
  });
});

fact('response/too-large', async () => {
  expect(await result('Two', 'x'.repeat(6 * 1024 * 1024))).toEqual(failed);
  expect((await result('Two', 'x'.repeat(6 * 1024 * 1024 - 2))).status).toBe(200);
});

test('A header that HTTP does not allow results in status 500, and the log names the header.', async () => {
  expect(await result('Two', { statusCode: 200, headers: { 'x-a': 'one\ntwo' } })).toEqual(failed);
  expect(the.gateway.logs.at(-1)?.message).toContain('x-a');
});

test('If the URL that replaces a function cannot be called, the response has status 500.', async () => {
  server.close();
  server.closeAllConnections();
  expect(await result('Remote', undefined)).toEqual(failed);
  expect(the.gateway.logs.at(-1)?.message).toContain('cannot be called');
});
