import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnApiMapping, CfnDomainName, type CfnApiProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { LocalGateway, ManualClock, type ClientCertificate, type LocalGatewayOptions } from '../../src/gateway';
import { addApi } from '../_helpers/gateway';
import { folderOf } from '../_helpers/functions';
import {
  alone,
  below,
  chain,
  client,
  deep,
  deeper,
  expired,
  foreign,
  impostor,
  intermediate,
  root,
} from './fixtures/certificates';
import { fact } from './fact';

const domainName = 'mtls.example.com';
const truststoreUri = 's3://bucket/truststore.pem';
const open: LocalGateway[] = [];

afterAll(() => Promise.all(open.map((gateway) => gateway.close())));

/** A gateway for a stack with a domain name. `uriOf` returns the S3 URI of the truststore. */
async function gatewayWith(
  options: LocalGatewayOptions = {},
  uriOf: (stack: Stack) => string = () => truststoreUri,
  api: Partial<CfnApiProps> = {},
): Promise<LocalGateway> {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Shop');
  const { ref: apiId } = addApi(stack, 'Api', { routes: ['GET /'], api });
  const mutualTlsAuthentication = { truststoreUri: uriOf(stack) };
  const { ref } = new CfnDomainName(stack, 'Domain', { domainName, mutualTlsAuthentication });
  new CfnApiMapping(stack, 'Mapping', { apiId, domainName: ref, stage: '$default' });
  const clock = new ManualClock(Date.UTC(2030, 0, 1));
  const functions = { Echo: (event: { requestContext: object }) => event.requestContext };
  const gateway = await LocalGateway.fromStack(stack, { clock, functions, ...options });
  open.push(gateway);
  return gateway;
}

const call = (gateway: LocalGateway, clientCertificate?: string | ClientCertificate) =>
  gateway.fetch(`https://${domainName}/`, { clientCertificate });

fact('mutual-tls/no-certificate', async () => {
  const gateway = await gatewayWith({ truststores: { [domainName]: root } });
  const response = await call(gateway);
  expect([response.status, await response.json()]).toEqual([403, { message: 'Forbidden' }]);
  expect(gateway.logs.at(-1)?.message).toContain('clientCertificate');
});

fact('mutual-tls/trusted', async () => {
  const cases = [
    // Certificates that the root or an intermediate certificate issued, and a certificate that is in the truststore.
    [client, root],
    [below, `${root}\n${intermediate}`],
    [alone, alone],
  ];
  for (const [certificate, truststore] of cases) {
    const gateway = await gatewayWith({ truststores: { [domainName]: truststore } });
    const response = await call(gateway, certificate);
    expect(response.status).toBe(200);
    const { authentication } = (await response.json()) as { authentication: { clientCert: object } };
    expect(authentication.clientCert).toMatchObject({
      clientCertPem: certificate,
      subjectDN: expect.stringMatching(/^CN=\w+,O=Example$/),
      validity: { notBefore: expect.stringMatching(/^Nov .* 2026 GMT$/) },
    });
  }
});

fact('mutual-tls/untrusted', async () => {
  const cases: [certificate: string, truststore: string, reason: RegExp][] = [
    [foreign, root, /does not contain the certificate of O=Example, CN=other/],
    [below, root, /does not contain the certificate of O=Example, CN=intermediate/],
    [below, intermediate, /does not contain the certificate of O=Example, CN=root/],
    [expired, root, /is valid only from .* to/],
    // A client certificate, which is not a certificate authority, issued this certificate.
    [impostor, `${root}\n${client}`, /does not contain the certificate of O=Example, CN=client/],
  ];
  for (const [certificate, truststore, reason] of cases) {
    const gateway = await gatewayWith({ truststores: { Domain: truststore } });
    const response = await call(gateway, certificate);
    expect([response.status, await response.json()]).toEqual([403, { message: 'Forbidden' }]);
    expect(gateway.logs.at(-1)?.message).toMatch(reason);
  }
});

fact('mutual-tls/chain', async () => {
  const gateway = await gatewayWith({ truststores: { [domainName]: chain.join('\n') } });
  expect((await call(gateway, deep)).status).toBe(200);
  expect((await call(gateway, deeper)).status).toBe(403);
  expect(gateway.logs.at(-1)?.message).toContain('more than 4 certificates');
});

fact('mutual-tls/truststore', async () => {
  const path = join(folderOf({ 'truststore.pem': root }), 'truststore.pem');
  const gateway = await gatewayWith({}, (stack) => new Asset(stack, 'Truststore', { path }).s3ObjectUrl);
  expect((await call(gateway, client)).status).toBe(200);
  expect((await call(gateway, foreign)).status).toBe(403);
  expect((await call(gateway)).status).toBe(403);

  const other = await gatewayWith();
  expect((await call(other, client)).status).toBe(403);
  expect(other.logs.at(-1)?.message).toContain(
    'Set the content of the truststore in the option `truststores`: { "mtls.example.com":',
  );
});

fact('mutual-tls/fields', async () => {
  const gateway = await gatewayWith({ truststores: { [domainName]: root } });
  const validity = { notBefore: 'Apr 14 22:14:35 2025 GMT', notAfter: 'Apr 14 22:14:35 2026 GMT' };
  const fields = { clientCertPem: 'PEM', subjectDN: 'CN=a', issuerDN: 'CN=b', serialNumber: '01', validity };
  expect((await call(gateway, fields)).status).toBe(200);
  expect((await call(gateway, { ...fields, clientCertPem: foreign })).status).toBe(200);
  expect((await call(gateway, foreign)).status).toBe(403);
});

fact('mutual-tls/default-endpoint', async () => {
  const gateway = await gatewayWith();
  expect((await gateway.api('Api').fetch('/')).status).toBe(200);
  const closed = await gatewayWith({}, undefined, { disableExecuteApiEndpoint: true });
  expect((await closed.api('Api').fetch('/')).status).toBe(403);
});

test.each<[string, unknown]>([
  ['a string that is not a certificate', 'none'],
  ['a number', 7],
  ['null', null],
  ['an object without fields', {}],
  ['the bytes of a file', Buffer.from(client)],
  ['fields without the validity', { clientCertPem: '', subjectDN: '', issuerDN: '', serialNumber: '' }],
])('A certificate that is %s causes an error.', async (_, certificate) => {
  const gateway = await gatewayWith();
  await expect(call(gateway, certificate as string)).rejects.toMatchObject({ code: 'WrongCertificate' });
});

test('A truststore for an unknown domain name, or without certificates, causes an error.', async () => {
  await expect(gatewayWith({ truststores: { 'other.example.com': root } })).rejects.toMatchObject({
    code: 'UnknownDomainName',
    message: /other\.example\.com, .* Custom domain names: Shop\/Domain\./,
  });
  for (const truststore of ['nonsense', root.replace(/[A-Za-z]{20}/, 'x'), 7]) {
    const gateway = gatewayWith({ truststores: { [domainName]: truststore as string } });
    await expect(gateway).rejects.toMatchObject({ code: 'WrongTruststore' });
  }
});
