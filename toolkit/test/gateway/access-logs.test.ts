import { contextVariableNames } from '../../src/gateway/http/context-variables';
import { addApi, fixture, time, type Fixture } from '../_helpers/gateway';
import { fact } from './fact';

let the: Fixture;

beforeAll(async () => {
  const names = [...contextVariableNames, 'identity.sourceIp', 'identity.userAgent'];
  const all = `{${names.map((name) => `"${name}":"$context.${name}"`).join(',')}}`;
  const log = (format: string) => ({ accessLogSettings: { destinationArn: 'arn:aws:logs:::x', format } });
  the = await fixture((stack) => {
    addApi(stack, 'All', { routes: ['GET /items/{id}'], stages: { dev: log(all) } });
    addApi(stack, 'Short', {
      routes: ['GET /'],
      stages: {
        $default: log('$context.requestId. $context.identity.userArn [$context.error.messageString] $context.nothing'),
      },
    });
  });
});

/** The log entry of a request. */
async function entry(api: string, path: string, init?: RequestInit): Promise<{ message: string; response: Response }> {
  const response = await the.gateway.api(api).fetch(path, init);
  return { message: the.gateway.accessLogs.at(-1)!.message, response };
}

fact('access-log/variables', async () => {
  the.answer(() => {
    the.clock.advance(5);
    return { statusCode: 201, body: 'hello' };
  });
  const { message, response } = await entry('All', '/dev/items/1', { headers: { 'user-agent': 'test/1' } });
  const { id, endpoint } = the.gateway.api('All');
  const requestId = response.headers.get('apigw-requestid');
  expect(JSON.parse(message)).toEqual({
    accountId: '123456789012',
    apiId: id,
    awsEndpointRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    'customDomain.basePathMatched': '-',
    dataProcessed: '5',
    domainName: new URL(endpoint).host,
    domainPrefix: id,
    'error.message': '-',
    'error.messageString': '-',
    'error.responseType': '-',
    extendedRequestId: requestId,
    httpMethod: 'GET',
    'integration.error': '-',
    'integration.integrationStatus': '200',
    'integration.latency': '5',
    'integration.requestId': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'integration.status': '201',
    integrationErrorMessage: '-',
    integrationLatency: '5',
    integrationStatus: '200',
    path: '/dev/items/1',
    protocol: 'HTTP/1.1',
    requestId,
    requestTime: '14/Apr/2025:22:14:35 +0000',
    requestTimeEpoch: String(time),
    responseLatency: '5',
    responseLength: '5',
    routeKey: 'GET /items/{id}',
    stage: 'dev',
    status: '201',
    'identity.sourceIp': '127.0.0.1',
    'identity.userAgent': 'test/1',
  });
});

fact('access-log/missing', async () => {
  const { message, response } = await entry('Short', '/none');
  expect(message).toBe(`${response.headers.get('apigw-requestid')}. - ["Not Found"] -`);
});
