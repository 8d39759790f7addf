import type { Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as s3 from 'aws-cdk-lib/aws-s3';

import type { DomainNameProps } from '../../lib';
import { DomainName, EndpointType, IpAddressType, SecurityPolicy } from '../../lib';
import { Rules } from '../../lib/rules';
import { ENV, idsOf, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { certificate } from '../parity/fixtures';

const domainOf = (stack: Stack, props: Partial<DomainNameProps> = {}) =>
  new DomainName(stack, 'Domain', { domainName: 'a.example.com', certificate: certificate(stack), ...props });

const CERTIFICATE = 'arn:aws:acm:eu-west-1:111111111111:certificate/old';

const configuration = (stack: Stack) =>
  (one(stack, 'DomainName').DomainNameConfigurations as Record<string, unknown>[])[0];

test('a domain name is regional by default', () => {
  const stack = stackOf();
  domainOf(stack);
  expect(one(stack, 'DomainName')).toEqual({
    DomainName: 'a.example.com',
    DomainNameConfigurations: [
      { CertificateArn: 'arn:aws:acm:eu-west-1:111111111111:certificate/Cert', EndpointType: 'REGIONAL' },
    ],
  });
});

test('a domain name passes every option of its endpoint to CloudFormation', () => {
  const stack = stackOf();
  const mtls = { bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'trust'), key: 'ca.pem', version: '7' };
  domainOf(stack, {
    certificateName: 'own',
    endpointType: EndpointType.REGIONAL,
    ipAddressType: IpAddressType.DUAL_STACK,
    mtls,
    ownershipCertificate: certificate(stack, 'Ownership'),
    securityPolicy: SecurityPolicy.TLS_1_2,
  });
  expect(configuration(stack)).toMatchObject({
    CertificateName: 'own',
    EndpointType: 'REGIONAL',
    IpAddressType: 'dualstack',
    OwnershipVerificationCertificateArn: 'arn:aws:acm:eu-west-1:111111111111:certificate/Ownership',
    SecurityPolicy: 'TLS_1_2',
  });
  expect(one(stack, 'DomainName').MutualTlsAuthentication).toEqual({
    TruststoreUri: 's3://trust/ca.pem',
    TruststoreVersion: '7',
  });
});

test('mutual TLS uses the latest truststore if no version is specified', () => {
  const stack = stackOf();
  domainOf(stack, { mtls: { bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'trust'), key: 'ca.pem' } });
  expect(one(stack, 'DomainName').MutualTlsAuthentication).toEqual({ TruststoreUri: 's3://trust/ca.pem' });
});

test('a domain name returns its regional domain name and hosted zone ID', () => {
  const stack = stackOf();
  const domain = domainOf(stack);
  const [id] = idsOf(stack, 'DomainName');
  expect(stack.resolve([domain.name, domain.regionalDomainName, domain.regionalHostedZoneId])).toEqual([
    { Ref: id },
    { 'Fn::GetAtt': [id, 'RegionalDomainName'] },
    { 'Fn::GetAtt': [id, 'RegionalHostedZoneId'] },
  ]);
  expect(stack.resolve(domain.domainNameRef)).toEqual({
    domainName: { Ref: id },
    domainNameArn: { 'Fn::GetAtt': [id, 'DomainNameArn'] },
  });
});

test('a domain name accepts an L1 certificate', () => {
  const stack = stackOf();
  domainOf(stack, { certificate: new acm.CfnCertificate(stack, 'L1', { domainName: 'a.example.com' }) });
  expect(configuration(stack)?.CertificateArn).toEqual({ Ref: 'L1' });
});

test('a domain name accepts a certificate reference in the form that aws-cdk-lib used before 2.264.0', () => {
  const stack = stackOf();
  const { node, env } = certificate(stack, 'Old');
  const old = { node, env, certificateRef: { certificateId: CERTIFICATE } };
  domainOf(stack, { certificate: old as unknown as acm.ICertificateRef });
  expect(configuration(stack)?.CertificateArn).toBe(CERTIFICATE);
});

test('addEndpoint accepts a second endpoint of a different type, and a rule reports this endpoint', () => {
  const stack = stackOf();
  Rules.of(stack).disable('DomainConfigurationCount', 'a test');
  domainOf(stack).addEndpoint({ certificate: certificate(stack, 'Other'), endpointType: EndpointType.EDGE });
  expect(one(stack, 'DomainName').DomainNameConfigurations).toMatchObject([
    { EndpointType: 'REGIONAL' },
    { EndpointType: 'EDGE' },
  ]);
});

test('addEndpoint fails for a second endpoint of the same type', () => {
  const stack = stackOf();
  const domain = domainOf(stack);
  expectFailure(() => domain.addEndpoint({ certificate: certificate(stack, 'Other') }), {
    code: 'DomainConfigurationCount',
    path: 'Stack/Domain',
    given: 'addEndpoint must have exactly one configuration, got 2 (REGIONAL, REGIONAL)',
    fix: 'Specify one configuration',
  });
});

test('a domain name fails for an empty name', () => {
  const stack = stackOf();
  expectFailure(() => domainOf(stack, { domainName: '' }), {
    code: 'DomainNameInvalid',
    path: 'Stack/Domain',
    given: "''",
    fix: "Use a host name such as 'api.example.com'",
  });
});

test.each(['API.example.com', 'my_api.example.com', 'https://api.example.com', 'a.*.example.com', '-a.example.com'])(
  'a domain name fails for the name %s',
  (domainName) => {
    expectFailure(() => domainOf(stackOf(), { domainName }), {
      code: 'DomainNameInvalid',
      path: 'Stack/Domain',
      given: `domainName must be a host name of lowercase letters, digits, dots and hyphens; only the first label can be a wildcard, got '${domainName}'`,
      fix: 'example.com',
    });
  },
);

test.each(['*.example.com', 'example.com', 'localhost', 'xn--bcher-kva.example', `${'a'.repeat(63)}.example.com`])(
  'a domain name accepts the name %s',
  (domainName) => {
    const stack = stackOf();
    domainOf(stack, { domainName });
    expect(one(stack, 'DomainName').DomainName).toBe(domainName);
  },
);

test('a domain name rejects TLS 1.0 unless the rule is disabled', () => {
  const stack = stackOf();
  const props = { securityPolicy: SecurityPolicy.TLS_1_0 };
  expectFailure(() => domainOf(stack, props), {
    code: 'DomainTlsUnsupported',
    path: 'Stack/Domain',
    given: "got 'TLS_1_0'",
    fix: "Use 'TLS_1_2'",
  });
  const other = stackOf();
  Rules.of(other).disable('DomainTlsUnsupported', 'a test');
  domainOf(other, props);
  expect(configuration(other)?.SecurityPolicy).toBe('TLS_1_0');
});

test.each(['certificate', 'domainName'])('a domain name fails without %s', (property) => {
  expectFailure(() => domainOf(stackOf(), { [property]: undefined }), {
    code: 'RequiredPropMissing',
    path: 'Stack/Domain',
    given: `'${property}' is required, got undefined`,
    fix: `Specify '${property}'`,
  });
});

test('a domain name accepts an ownership certificate without mutual TLS', () => {
  const stack = stackOf();
  domainOf(stack, { ownershipCertificate: certificate(stack, 'Ownership') });
  expect(configuration(stack)?.OwnershipVerificationCertificateArn).toMatch(/Ownership$/);
});

test('an imported domain name has the attributes that were passed, and the environment of its stack', () => {
  const stack = stackOf({ env: ENV });
  const attributes = { name: 'i.example.com', regionalDomainName: 'd.example.com', regionalHostedZoneId: 'Z1' };
  const domain = DomainName.fromDomainNameAttributes(stack, 'Domain', attributes);
  expect(domain).toMatchObject(attributes);
  expect(domain.domainNameRef.domainName).toBe('i.example.com');
  expect(domain.env).toEqual(ENV);
  expect(domain.domainNameRef.domainNameArn).toMatch(/:apigateway:eu-west-1:.*:\/domainnames\/i\.example\.com$/);
});
