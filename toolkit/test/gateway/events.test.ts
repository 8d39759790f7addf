import { CfnApiMapping, CfnDomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import { addApi, fixture, time, type Event, type Fixture } from '../_helpers/gateway';
import { fact } from './fact';

let the: Fixture;

beforeAll(async () => {
  the = await fixture((stack) => {
    const routes = ['GET /items/{id}', 'GET /', 'POST /'];
    const stages = { $default: {}, dev: { stageVariables: { color: 'red' } } };
    const two = addApi(stack, 'Two', { routes, stages });
    addApi(stack, 'One', { routes, stages, integration: { payloadFormatVersion: '1.0' } });
    const { ref: domainName } = new CfnDomainName(stack, 'Domain', {
      domainName: 'mtls.example.com',
      mutualTlsAuthentication: { truststoreUri: 's3://bucket/truststore.pem' },
    });
    new CfnApiMapping(stack, 'Mapping', { apiId: two.ref, domainName, stage: '$default' });
  });
});

/** The event of a request, and the response. */
async function call(
  api: 'One' | 'Two',
  path: string,
  init?: RequestInit,
): Promise<{ event: Event; response: Response }> {
  const response = await the.gateway.api(api).fetch(path, init);
  expect(response.status).toBe(200);
  return { event: the.event(), response };
}

fact('event-2.0/always', async () => {
  const { event } = await call('Two', '/');
  const keys = ['version', 'routeKey', 'rawPath', 'rawQueryString', 'headers', 'requestContext', 'isBase64Encoded'];
  expect(Object.keys(event)).toEqual(keys);
  expect(event.version).toBe('2.0');
});

fact('event-2.0/absent', async () => {
  const { event } = await call('Two', '/');
  expect(Object.keys(event.requestContext)).not.toContain('authorizer');
  const full = (await call('Two', '/dev/items/1?a=b', { headers: { cookie: 'a=1' } })).event;
  expect(full).toMatchObject({
    cookies: ['a=1'],
    queryStringParameters: { a: 'b' },
    pathParameters: { id: '1' },
    stageVariables: { color: 'red' },
  });
});

fact('event-2.0/authentication', async () => {
  expect((await call('Two', '/')).event.requestContext).not.toHaveProperty('authentication');
});

fact('event-2.0/identifiers', async () => {
  const { id } = the.gateway.api('Two');
  expect((await call('Two', '/dev/items/1')).event.requestContext).toMatchObject({
    accountId: '123456789012',
    apiId: id,
    domainName: `${id}.execute-api.us-east-1.amazonaws.com`,
    domainPrefix: id,
    stage: 'dev',
    routeKey: 'GET /items/{id}',
  });
});

fact('event-2.0/http', async () => {
  const { event } = await call('Two', '/items/1', { headers: { 'user-agent': 'test/1' } });
  expect(event.requestContext.http).toEqual({
    method: 'GET',
    path: '/items/1',
    protocol: 'HTTP/1.1',
    sourceIp: '127.0.0.1',
    userAgent: 'test/1',
  });
});

fact('event-2.0/no-user-agent', async () => {
  expect((await call('Two', '/')).event.requestContext.http.userAgent).toBe('');
});

fact('event-2.0/request-id', async () => {
  const { event, response } = await call('Two', '/');
  expect(event.requestContext.requestId).toMatch(/^[\w-]{15}=$/);
  expect(response.headers.get('apigw-requestid')).toBe(event.requestContext.requestId);
});

fact('event-2.0/time', async () => {
  expect((await call('Two', '/')).event.requestContext).toMatchObject({
    time: '14/Apr/2025:22:14:35 +0000',
    timeEpoch: time,
  });
});

fact('event-2.0/client-certificate', async () => {
  const clientCert = {
    clientCertPem: '-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----',
    subjectDN: 'CN=client',
    issuerDN: 'CN=ca',
    serialNumber: '01',
    validity: { notBefore: 'Apr 14 22:14:35 2025 GMT', notAfter: 'Apr 14 22:14:35 2026 GMT' },
  };
  const response = await the.gateway.fetch('https://mtls.example.com/', { clientCertificate: clientCert });
  expect(response.status).toBe(200);
  expect(the.event().requestContext.authentication).toEqual({ clientCert });
});

fact('event-1.0/keys', async () => {
  const { event } = await call('One', '/');
  expect(event).toEqual({
    version: '1.0',
    resource: '/',
    path: '/',
    httpMethod: 'GET',
    headers: expect.any(Object),
    multiValueHeaders: expect.any(Object),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    requestContext: expect.any(Object),
    pathParameters: null,
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
  });
});

fact('event-1.0/identifiers', async () => {
  const { id } = the.gateway.api('One');
  expect((await call('One', '/dev/items/1')).event.requestContext).toMatchObject({
    accountId: '123456789012',
    apiId: id,
    domainName: `${id}.execute-api.us-east-1.amazonaws.com`,
    domainPrefix: id,
    httpMethod: 'GET',
    stage: 'dev',
    protocol: 'HTTP/1.1',
  });
});

fact('event-1.0/request-id', async () => {
  const { event, response } = await call('One', '/');
  expect(event.requestContext.extendedRequestId).toBe(event.requestContext.requestId);
  expect(response.headers.get('apigw-requestid')).toBe(event.requestContext.requestId);
});

fact('event-1.0/resource-id', async () => {
  expect((await call('One', '/items/1')).event.requestContext.resourceId).toBe('GET /items/{id}');
});

fact('event-1.0/resource-path', async () => {
  const { event } = await call('One', '/items/1');
  expect(event.requestContext.resourcePath).toBe('/items/{id}');
  expect(event.resource).toBe('/items/{id}');
});

fact('event-1.0/path', async () => {
  expect((await call('One', '/dev/items/a%20b')).event.requestContext.path).toBe('/dev/items/a b');
});

fact('event-1.0/time', async () => {
  expect((await call('One', '/')).event.requestContext).toMatchObject({
    requestTime: '14/Apr/2025:22:14:35 +0000',
    requestTimeEpoch: time,
  });
});

fact('event-1.0/identity', async () => {
  const { event } = await call('One', '/', { headers: { 'user-agent': 'test/1' } });
  expect(event.requestContext.identity).toEqual({
    accessKey: null,
    accountId: null,
    caller: null,
    cognitoAmr: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: '127.0.0.1',
    user: null,
    userAgent: 'test/1',
    userArn: null,
    clientCert: null,
  });
});

fact('event-1.0/no-authorizer', async () => {
  expect((await call('One', '/')).event.requestContext.authorizer).toEqual({ claims: null, scopes: null });
});
