import { contextVariableNames } from '../../src/gateway/http/context-variables';
import { CfnApiMapping, CfnDomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import { addApi, fixture, time, type Fixture } from '../_helpers/gateway';
import { fact } from './fact';

let the: Fixture;

beforeAll(async () => {
  const names = [...contextVariableNames, 'identity.sourceIp', 'identity.userAgent'];
  const identity = [
    ...['accountId', 'caller', 'user', 'userArn', 'principalOrgId', 'sourceIp', 'userAgent'],
    ...['cognitoAuthenticationProvider', 'cognitoAuthenticationType', 'cognitoIdentityId', 'cognitoIdentityPoolId'],
    ...['clientCertPem', 'subjectDN', 'issuerDN', 'serialNumber'].map((name) => `clientCert.${name}`),
    ...['clientCert.validity.notBefore', 'clientCert.validity.notAfter'],
  ];
  const all = `{${names.map((name) => `"${name}":"$context.${name}"`).join(',')}}`;
  const log = (format: string) => ({ accessLogSettings: { destinationArn: 'arn:aws:logs:::x', format } });
  the = await fixture(
    (stack) => {
      addApi(stack, 'All', { routes: ['GET /items/{id}'], stages: { dev: log(all) } });
      const { ref: apiId } = addApi(stack, 'Signed', {
        ownRoutes: { 'GET /': { authorizationType: 'AWS_IAM' } },
        stages: { $default: log(identity.map((name) => `${name}=$context.identity.${name}`).join('|')) },
      });
      const { ref: domainName } = new CfnDomainName(stack, 'Domain', {
        domainName: 'mtls.example.com',
        mutualTlsAuthentication: { truststoreUri: 's3://bucket/truststore.pem' },
      });
      new CfnApiMapping(stack, 'Mapping', { apiId, domainName, stage: '$default' });
      addApi(stack, 'Endpoint', {
        routes: ['GET /'],
        stages: {
          $default: log('$context.awsEndpointRequestId|$context.awsEndpointRequestId2|$context.integration.requestId'),
        },
        integration: {
          integrationType: 'HTTP_PROXY',
          integrationMethod: 'GET',
          integrationUri: 'https://bucket.s3.amazonaws.com/key',
          payloadFormatVersion: '1.0',
        },
      });
      addApi(stack, 'Short', {
        routes: ['GET /'],
        stages: {
          $default: log(
            '$context.requestId. $context.identity.userArn [$context.error.messageString] $context.nothing',
          ),
        },
      });
    },
    {
      targets: {
        'https://bucket.s3.amazonaws.com': () =>
          new Response('', { headers: { 'x-amz-request-id': 'REQUEST', 'x-amz-id-2': 'EXTENDED' } }),
      },
    },
  );
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
    awsEndpointRequestId2: '-',
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

fact('access-log/identity', async () => {
  const credentials = the.gateway.credentials({ userArn: 'arn:aws:iam::111122223333:user/alice' });
  const request = new Request('https://mtls.example.com/', { headers: { 'user-agent': 'test/1' } });
  const clientCertificate = {
    clientCertPem: 'PEM',
    subjectDN: 'CN=client',
    issuerDN: 'CN=ca',
    serialNumber: '01',
    validity: { notBefore: 'before', notAfter: 'after' },
  };
  const response = await the.gateway.fetch(await the.gateway.sign(request, credentials), { clientCertificate });
  expect(response.status).toBe(201);
  const entries = the.gateway.accessLogs
    .at(-1)!
    .message.split('|')
    .map((text) => text.split('='));
  expect(Object.fromEntries(entries.map(([name, ...value]) => [name, value.join('=')]))).toEqual({
    accountId: '111122223333',
    caller: expect.stringMatching(/^AIDA/),
    user: expect.stringMatching(/^AIDA/),
    userArn: 'arn:aws:iam::111122223333:user/alice',
    principalOrgId: '-',
    sourceIp: '127.0.0.1',
    userAgent: 'test/1',
    cognitoAuthenticationProvider: '-',
    cognitoAuthenticationType: '-',
    cognitoIdentityId: '-',
    cognitoIdentityPoolId: '-',
    'clientCert.clientCertPem': 'PEM',
    'clientCert.subjectDN': 'CN=client',
    'clientCert.issuerDN': 'CN=ca',
    'clientCert.serialNumber': '01',
    'clientCert.validity.notBefore': 'before',
    'clientCert.validity.notAfter': 'after',
  });
});

fact('access-log/endpoint-ids', async () => {
  expect((await entry('Endpoint', '/')).message).toBe('REQUEST|EXTENDED|REQUEST');
});
