import type { Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as s3 from 'aws-cdk-lib/aws-s3';

import type { DomainNameProps } from '../../lib';
import { DomainName, EndpointType, IpAddressType, SecurityPolicy } from '../../lib';
import { ENV, idsOf, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { certificate } from '../parity/fixtures';

const domainOf = (stack: Stack, props: Partial<DomainNameProps> = {}) =>
  new DomainName(stack, 'Domain', { domainName: 'a.example.com', certificate: certificate(stack), ...props });

const configuration = (stack: Stack) =>
  (one(stack, 'DomainName').DomainNameConfigurations as Record<string, unknown>[])[0];

test('is regional by default', () => {
  const stack = stackOf();
  domainOf(stack);
  expect(one(stack, 'DomainName')).toEqual({
    DomainName: 'a.example.com',
    DomainNameConfigurations: [
      { CertificateArn: 'arn:aws:acm:eu-west-1:111111111111:certificate/Cert', EndpointType: 'REGIONAL' },
    ],
  });
});

test('passes every option of its endpoint on', () => {
  const stack = stackOf();
  const mtls = { bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'trust'), key: 'ca.pem', version: '7' };
  domainOf(stack, {
    certificateName: 'own',
    endpointType: EndpointType.EDGE,
    ipAddressType: IpAddressType.DUAL_STACK,
    mtls,
    ownershipCertificate: certificate(stack, 'Ownership'),
    securityPolicy: SecurityPolicy.TLS_1_2,
  });
  expect(configuration(stack)).toMatchObject({
    CertificateName: 'own',
    EndpointType: 'EDGE',
    IpAddressType: 'dualstack',
    OwnershipVerificationCertificateArn: 'arn:aws:acm:eu-west-1:111111111111:certificate/Ownership',
    SecurityPolicy: 'TLS_1_2',
  });
  expect(one(stack, 'DomainName').MutualTlsAuthentication).toEqual({
    TruststoreUri: 's3://trust/ca.pem',
    TruststoreVersion: '7',
  });
});

test('takes a newer trust store as it comes, where no version is named', () => {
  const stack = stackOf();
  domainOf(stack, { mtls: { bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'trust'), key: 'ca.pem' } });
  expect(one(stack, 'DomainName').MutualTlsAuthentication).toEqual({ TruststoreUri: 's3://trust/ca.pem' });
});

test('tells what DNS needs', () => {
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

test('takes an L1 certificate', () => {
  const stack = stackOf();
  domainOf(stack, { certificate: new acm.CfnCertificate(stack, 'L1', { domainName: 'a.example.com' }) });
  expect(configuration(stack)?.CertificateArn).toEqual({ Ref: 'L1' });
});

test('takes the reference of a certificate as aws-cdk-lib had it before 2.264.0', () => {
  const stack = stackOf();
  const { node, env } = certificate(stack, 'Old');
  const old = { node, env, certificateRef: { certificateId: 'arn:old' } };
  domainOf(stack, { certificate: old as unknown as acm.ICertificateRef });
  expect(configuration(stack)?.CertificateArn).toBe('arn:old');
});

test('takes a second endpoint of another type', () => {
  const stack = stackOf();
  domainOf(stack).addEndpoint({ certificate: certificate(stack, 'Other'), endpointType: EndpointType.EDGE });
  expect(one(stack, 'DomainName').DomainNameConfigurations).toMatchObject([
    { EndpointType: 'REGIONAL' },
    { EndpointType: 'EDGE' },
  ]);
});

test('fails for a second endpoint of the same type', () => {
  const stack = stackOf();
  const domain = domainOf(stack);
  expectFailure(() => domain.addEndpoint({ certificate: certificate(stack, 'Other') }), {
    code: 'EndpointTypeDuplicate',
    path: 'Stack/Domain',
    given: 'REGIONAL',
    fix: 'takes one endpoint of each type',
  });
});

test('fails for an empty name', () => {
  const stack = stackOf();
  expectFailure(() => domainOf(stack, { domainName: '' }), {
    code: 'DomainNameEmpty',
    path: 'Stack/Domain',
    given: "''",
    fix: 'Give the name that clients use',
  });
});

test('fails for an ownership certificate without mutual TLS', () => {
  const stack = stackOf();
  expectFailure(() => domainOf(stack, { ownershipCertificate: certificate(stack, 'Ownership') }), {
    code: 'OwnershipCertificateWithoutMtls',
    path: 'Stack/Domain',
    given: 'ownershipCertificate',
    fix: "Give 'mtls' too",
  });
});

test('imported, is what it was told and of the stack that imports it', () => {
  const stack = stackOf({ env: ENV });
  const attributes = { name: 'i.example.com', regionalDomainName: 'd.example.com', regionalHostedZoneId: 'Z1' };
  const domain = DomainName.fromDomainNameAttributes(stack, 'Domain', attributes);
  expect(domain).toMatchObject(attributes);
  expect(domain.domainNameRef.domainName).toBe('i.example.com');
  expect(domain.env).toEqual(ENV);
  expect(domain.domainNameRef.domainNameArn).toMatch(/:apigateway:eu-west-1:.*:\/domainnames\/i\.example\.com$/);
});
