import type { Stack } from 'aws-cdk-lib';
import { Stack as CdkStack } from 'aws-cdk-lib';
import { CfnCertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnHostedZone, CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Negatives } from './negative';
import { domain, http } from './negative';

const ENV = { account: '111111111111', region: 'eu-west-1' };
const arn = (region: string, account = ENV.account) => `arn:aws:acm:${region}:${account}:certificate/x`;
/** A domain name in a stack with an account and a region. */
const located = (s: Stack, certificateArn: string) =>
  domain(new CdkStack(s, 'Located', { env: ENV }), { certificateArn });
const certified = (s: Stack, domainName: string, ...subjectAlternativeNames: string[]) => {
  const certificate = new CfnCertificate(s, 'Certificate', { domainName, subjectAlternativeNames });
  return domain(s, { certificateArn: certificate.ref });
};
const MTLS = { mutualTlsAuthentication: { truststoreUri: 's3://b/k' } };
const privately = (s: Stack, configuration: object) => {
  const certificate = new CfnCertificate(s, 'Private', {
    domainName: 'api.example.com',
    certificateAuthorityArn: 'arn:aws:acm-pca:eu-west-1:111111111111:certificate-authority/x',
  });
  return domain(s, { certificateArn: certificate.ref, ...configuration }, MTLS);
};
const versioned = (s: Stack, versioningConfiguration?: CfnBucket.VersioningConfigurationProperty) => {
  const bucket = new CfnBucket(s, 'Bucket', { versioningConfiguration });
  const mutualTlsAuthentication = { truststoreUri: `s3://${bucket.ref}/ca.pem`, truststoreVersion: 'v1' };
  return domain(s, {}, { mutualTlsAuthentication });
};
const record = (s: Stack, dnsName: string, zone: string, props: object = {}) =>
  new CfnRecordSet(s, 'Record', {
    name: 'api.example.com.',
    type: 'A',
    hostedZoneId: 'Z1',
    aliasTarget: { dnsName, hostedZoneId: zone },
    ...props,
  });
const alias = (s: Stack, props: object = {}) => {
  const { attrRegionalDomainName, attrRegionalHostedZoneId } = domain(s);
  return record(s, attrRegionalDomainName, attrRegionalHostedZoneId, props);
};
const zone = (s: Stack, name: string) => ({ hostedZoneId: new CfnHostedZone(s, 'Zone', { name }).ref });

export const negatives: Negatives = {
  CertificateMissing: {
    violates: (s) => domain(s, { certificateArn: undefined }),
    complies: (s) => domain(s),
    messageContains: ['must be specified, got nothing', 'HostedDomainName'],
  },
  CertificateArnInvalid: {
    violates: (s) => domain(s, { certificateArn: 'arn:aws:iam::111111111111:server-certificate/x' }),
    complies: (s) => domain(s, { certificateArn: 'arn:aws-cn:acm:cn-north-1:111111111111:certificate/x' }),
    messageContains: ["got 'arn:aws:iam::111111111111:server-certificate/x'", 'arn:<partition>:acm'],
  },
  CertificateOfOtherRegion: {
    violates: (s) => located(s, arn('us-east-1')),
    complies: (s) => located(s, arn('eu-west-1')),
    messageContains: ['in eu-west-1, the region of the domain name', 'got a certificate in us-east-1'],
  },
  CertificateOfOtherAccount: {
    violates: (s) => located(s, arn('eu-west-1', '222222222222')),
    complies: (s) => located(s, arn('eu-west-1')),
    messageContains: ['in 111111111111, the account of the domain name', 'got a certificate in 222222222222'],
  },
  CertificateNameMismatch: {
    violates: (s) => certified(s, 'example.com', '*.api.example.com'),
    complies: (s) => certified(s, 'example.com', '*.Example.com'),
    messageContains: ["include the domain name 'api.example.com'", "for 'example.com', '*.api.example.com'"],
  },
  OwnershipCertificateMissing: {
    violates: (s) => privately(s, {}),
    complies: (s) => privately(s, { ownershipVerificationCertificateArn: arn('eu-west-1') }),
    messageContains: ['a private CA issued, got nothing', 'ownershipCertificate'],
  },
  OwnershipCertificateWithoutMtls: {
    violates: (s) => domain(s, { ownershipVerificationCertificateArn: arn('eu-west-1') }),
    complies: (s) => domain(s, { ownershipVerificationCertificateArn: arn('eu-west-1') }, MTLS),
    messageContains: ['without mutual TLS', `got '${arn('eu-west-1')}'`],
  },
  TruststoreUriInvalid: {
    violates: (s) => domain(s, {}, { mutualTlsAuthentication: { truststoreUri: 'https://b.s3.amazonaws.com/k' } }),
    complies: (s) => domain(s, {}, MTLS),
    messageContains: ["got 'https://b.s3.amazonaws.com/k'", "'s3://<bucket>/<key>'"],
  },
  TruststoreBucketUnversioned: {
    violates: (s) => versioned(s),
    complies: (s) => versioned(s, { status: 'Enabled' }),
    messageContains: ["got 'v1'", 'versioned: true'],
  },
  RecordAliasInvalid: {
    violates: (s) => record(s, domain(s).attrRegionalDomainName, 'Z1'),
    complies: (s) => alias(s),
    messageContains: ['RegionalHostedZoneId', "got 'Z1'", 'HostedDomainName'],
  },
  RecordOfApiEndpoint: {
    violates: (s) => record(s, `${http(s).ref}.execute-api.eu-west-1.amazonaws.com`, 'Z2'),
    complies: (s) => record(s, 'd-abc123.execute-api.eu-west-1.amazonaws.com', 'Z2'),
    messageContains: ['the default endpoint of an API', 'Create a domain name'],
  },
  RecordNameMismatch: {
    violates: (s) => alias(s, { name: 'www.example.com' }),
    complies: (s) => alias(s, { name: 'API.example.com' }),
    messageContains: ["the domain name 'api.example.com'", "got 'www.example.com'"],
  },
  DomainNameOutsideZone: {
    violates: (s) => alias(s, zone(s, 'example.org.')),
    complies: (s) => alias(s, zone(s, 'example.com.')),
    messageContains: ["in the hosted zone 'example.org', got 'api.example.com.'", "such as 'api.example.org'"],
  },
};
