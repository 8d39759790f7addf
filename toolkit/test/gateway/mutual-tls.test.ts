import { App, Stack } from 'aws-cdk-lib';
import { CfnApiMapping, CfnDomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { LocalGateway, ManualClock, type LocalGatewayOptions } from '../../src/gateway';
import { addApi } from '../_helpers/gateway';
import { folderOf } from '../_helpers/functions';
import { alone, below, client, expired, foreign, impostor, intermediate, root } from './fixtures/certificates';
import { join } from 'node:path';

const domainName = 'mtls.example.com';
const truststoreUri = 's3://bucket/truststore.pem';
const open: LocalGateway[] = [];

afterAll(() => Promise.all(open.map((gateway) => gateway.close())));

/** A gateway for a stack with a domain name. `uriOf` returns the S3 URI of the truststore. */
async function gatewayWith(
  options: LocalGatewayOptions = {},
  uriOf: (stack: Stack) => string = () => truststoreUri,
): Promise<LocalGateway> {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Shop');
  const { ref: apiId } = addApi(stack, 'Api', { routes: ['GET /'] });
  const mutualTlsAuthentication = { truststoreUri: uriOf(stack) };
  const { ref } = new CfnDomainName(stack, 'Domain', { domainName, mutualTlsAuthentication });
  new CfnApiMapping(stack, 'Mapping', { apiId, domainName: ref, stage: '$default' });
  const clock = new ManualClock(Date.UTC(2030, 0, 1));
  const functions = { Echo: (event: { requestContext: object }) => event.requestContext };
  const gateway = await LocalGateway.fromStack(stack, { clock, functions, ...options });
  open.push(gateway);
  return gateway;
}

const call = (gateway: LocalGateway, clientCertificate?: string) =>
  gateway.fetch(`https://${domainName}/`, { clientCertificate });

test.each<[string, string, string]>([
  ['that the root issued', client, root],
  ['that an intermediate issued', below, `${root}\n${intermediate}`],
  ['that is in the truststore itself', alone, alone],
])('A certificate %s is accepted.', async (_, certificate, truststore) => {
  const gateway = await gatewayWith({ truststores: { [domainName]: truststore } });
  const response = await call(gateway, certificate);
  expect(response.status).toBe(200);
  const { authentication } = (await response.json()) as { authentication: { clientCert: object } };
  expect(authentication.clientCert).toMatchObject({
    clientCertPem: certificate,
    subjectDN: expect.stringMatching(/^CN=\w+,O=Example$/),
    validity: { notBefore: expect.stringMatching(/^Nov .* 2026 GMT$/) },
  });
});

test.each<[string, string, string, RegExp]>([
  ['of another root', foreign, root, /does not have the certificate of O=Example, CN=other/],
  ['whose intermediate is missing', below, root, /does not have the certificate of O=Example, CN=intermediate/],
  ['whose root is missing', below, intermediate, /does not have the certificate of O=Example, CN=root/],
  ['that is expired', expired, root, /is valid from .* only/],
  [
    'that another client issued',
    impostor,
    `${root}\n${client}`,
    /does not have the certificate of O=Example, CN=client/,
  ],
])('A certificate %s leads to 403.', async (_, certificate, truststore, reason) => {
  const gateway = await gatewayWith({ truststores: { Domain: truststore } });
  const response = await call(gateway, certificate);
  expect(response.status).toBe(403);
  expect(await response.json()).toEqual({ message: 'Forbidden' });
  expect(gateway.logs.at(-1)?.message).toMatch(reason);
});

test('A truststore that is an asset of the app is read.', async () => {
  const path = join(folderOf({ 'truststore.pem': root }), 'truststore.pem');
  const gateway = await gatewayWith({}, (stack) => new Asset(stack, 'Truststore', { path }).s3ObjectUrl);
  expect((await call(gateway, client)).status).toBe(200);
  expect((await call(gateway, foreign)).status).toBe(403);
  expect((await call(gateway)).status).toBe(403);
});

test('A certificate in PEM is denied if the truststore is not known, and the log says what to set.', async () => {
  const gateway = await gatewayWith();
  expect((await call(gateway, client)).status).toBe(403);
  expect(gateway.logs.at(-1)?.message).toContain('Set its content in the option `truststores`: { "mtls.example.com":');
});

test('A truststore of an unknown domain, or without certificates, is an error.', async () => {
  await expect(gatewayWith({ truststores: { 'other.example.com': root } })).rejects.toMatchObject({
    code: 'UnknownDomainName',
    message: /other\.example\.com, .* Custom domain names: Shop\/Domain\./,
  });
  for (const truststore of ['nonsense', root.replace(/[A-Za-z]{20}/, 'x'), 7]) {
    const gateway = gatewayWith({ truststores: { [domainName]: truststore as string } });
    await expect(gateway).rejects.toMatchObject({ code: 'WrongTruststore' });
  }
});
