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
    breaks: (s) => domain(s, { certificateArn: undefined }),
    keeps: (s) => domain(s),
    says: ['must be specified, got nothing', 'HostedDomainName'],
  },
  CertificateArnInvalid: {
    breaks: (s) => domain(s, { certificateArn: 'arn:aws:iam::111111111111:server-certificate/x' }),
    keeps: (s) => domain(s, { certificateArn: 'arn:aws-cn:acm:cn-north-1:111111111111:certificate/x' }),
    says: ["got 'arn:aws:iam::111111111111:server-certificate/x'", 'arn:<partition>:acm'],
  },
  CertificateOfOtherRegion: {
    breaks: (s) => located(s, arn('us-east-1')),
    keeps: (s) => located(s, arn('eu-west-1')),
    says: ['in eu-west-1, the region of the domain name', 'got a certificate in us-east-1'],
  },
  CertificateOfOtherAccount: {
    breaks: (s) => located(s, arn('eu-west-1', '222222222222')),
    keeps: (s) => located(s, arn('eu-west-1')),
    says: ['in 111111111111, the account of the domain name', 'got a certificate in 222222222222'],
  },
  CertificateNameMismatch: {
    breaks: (s) => certified(s, 'example.com', '*.api.example.com'),
    keeps: (s) => certified(s, 'example.com', '*.Example.com'),
    says: ["include the domain name 'api.example.com'", "for 'example.com', '*.api.example.com'"],
  },
  OwnershipCertificateMissing: {
    breaks: (s) => privately(s, {}),
    keeps: (s) => privately(s, { ownershipVerificationCertificateArn: arn('eu-west-1') }),
    says: ['a private CA, got nothing', 'ownershipCertificate'],
  },
  OwnershipCertificateWithoutMtls: {
    breaks: (s) => domain(s, { ownershipVerificationCertificateArn: arn('eu-west-1') }),
    keeps: (s) => domain(s, { ownershipVerificationCertificateArn: arn('eu-west-1') }, MTLS),
    says: ['without mutual TLS', `got '${arn('eu-west-1')}'`],
  },
  TruststoreUriInvalid: {
    breaks: (s) => domain(s, {}, { mutualTlsAuthentication: { truststoreUri: 'https://b.s3.amazonaws.com/k' } }),
    keeps: (s) => domain(s, {}, MTLS),
    says: ["got 'https://b.s3.amazonaws.com/k'", "'s3://<bucket>/<key>'"],
  },
  TruststoreBucketUnversioned: {
    breaks: (s) => versioned(s),
    keeps: (s) => versioned(s, { status: 'Enabled' }),
    says: ["got 'v1'", 'versioned: true'],
  },
  RecordAliasInvalid: {
    breaks: (s) => record(s, domain(s).attrRegionalDomainName, 'Z1'),
    keeps: (s) => alias(s),
    says: ['RegionalHostedZoneId', "got 'Z1'", 'HostedDomainName'],
  },
  RecordOfApiEndpoint: {
    breaks: (s) => record(s, `${http(s).ref}.execute-api.eu-west-1.amazonaws.com`, 'Z2'),
    keeps: (s) => record(s, 'd-abc123.execute-api.eu-west-1.amazonaws.com', 'Z2'),
    says: ['the default endpoint of an API', 'Create a domain name'],
  },
  RecordNameMismatch: {
    breaks: (s) => alias(s, { name: 'www.example.com' }),
    keeps: (s) => alias(s, { name: 'API.example.com' }),
    says: ["the domain name 'api.example.com'", "got 'www.example.com'"],
  },
  DomainNameOutsideZone: {
    breaks: (s) => alias(s, zone(s, 'example.org.')),
    keeps: (s) => alias(s, zone(s, 'example.com.')),
    says: ["in the hosted zone 'example.org', got 'api.example.com.'", "such as 'api.example.org'"],
  },
};
