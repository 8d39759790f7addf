import type { CfnDomainName, CfnDomainNameProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate, PrivateCertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CertificateAuthority } from 'aws-cdk-lib/aws-acmpca';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Stack } from 'aws-cdk-lib';
import { DomainName, EndpointType, SecurityPolicy } from '../../lib';
import type { Program } from './program';
import { documented, inferred, observed, stated } from './program';
import type { Json } from './sound';
import { ACCOUNT, CERTIFICATE, domain, domainL2, override, raw } from './sound';

type Configuration = Partial<CfnDomainName.DomainNameConfigurationProperty>;
const configured =
  (configuration: Configuration, props: Partial<CfnDomainNameProps> = {}) =>
  (s: Stack) => {
    domain(s, configuration, props);
  };
const FIRST = 'DomainNameConfigurations.0';
const ofL2 = (property: string, value: unknown) => (s: Stack) => {
  override(domainL2(s), property, value);
};
const CONFIGURATIONS = 'DomainName.DomainNameConfigurations';
const bare = (s: Stack, props: Json) => raw(s, 'ApiGatewayV2::DomainName', props);
const REGIONAL = { CertificateArn: CERTIFICATE, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' };

const TYPE = `${CONFIGURATIONS}.EndpointType`;
const POLICY = `${CONFIGURATIONS}.SecurityPolicy`;
const MTLS = 'DomainName.MutualTlsAuthentication';
const OWNERSHIP = `${CONFIGURATIONS}.OwnershipVerificationCertificateArn`;
const mutual = (
  mutualTlsAuthentication: CfnDomainName.MutualTlsAuthenticationProperty,
  configuration: Configuration = {},
) => configured(configuration, { mutualTlsAuthentication });
const TRUST = { truststoreUri: 's3://truststores/ca.pem' };
const authority = `arn:aws:acm-pca:us-east-1:${ACCOUNT}:certificate-authority/11111111-2222-3333-4444-555555555555`;

export const endpoints: Program[] = [
  observed(TYPE, 'EDGE', configured({ endpointType: 'EDGE' })),
  observed(
    TYPE,
    'EDGE, L2',
    (s) =>
      new DomainName(s, 'Domain', {
        domainName: 'api.example.com',
        certificate: Certificate.fromCertificateArn(s, 'Certificate', CERTIFICATE),
        endpointType: EndpointType.EDGE,
      }),
  ),
  observed(TYPE, 'EDGE, CfnResource', (s) =>
    bare(s, { DomainName: 'a.example.com', DomainNameConfigurations: [{ ...REGIONAL, EndpointType: 'EDGE' }] }),
  ),
  observed(POLICY, 'TLS 1.0', configured({ securityPolicy: 'TLS_1_0' })),
  observed(
    POLICY,
    'TLS 1.0, L2',
    (s) =>
      new DomainName(s, 'Domain', {
        domainName: 'api.example.com',
        certificate: Certificate.fromCertificateArn(s, 'Certificate', CERTIFICATE),
        securityPolicy: SecurityPolicy.TLS_1_0,
      }),
  ),
  observed(POLICY, 'TLS 1.0 with a REST API', (s) => {
    const rest = raw(s, 'ApiGateway::RestApi', { Name: 'rest' });
    const old = domain(s, { securityPolicy: 'TLS_1_0' });
    raw(s, 'ApiGatewayV2::ApiMapping', { ApiId: rest.ref, DomainName: old.ref, Stage: 'prod' });
  }),
  documented(POLICY, 'TLS 1.3', configured({ securityPolicy: 'TLS_1_3' })),
  documented(POLICY, 'dots', configured({ securityPolicy: 'TLSv1.2' })),
  documented(POLICY, 'lower case, L2', ofL2(`${FIRST}.SecurityPolicy`, 'tls_1_2')),
  documented(POLICY, 'the policy of CloudFront', configured({ securityPolicy: 'TLSv1.2_2021' })),
  documented(`${CONFIGURATIONS}.IpAddressType`, 'ipv6', configured({ ipAddressType: 'ipv6' })),
  documented(`${CONFIGURATIONS}.IpAddressType`, 'capital letters, L2', ofL2(`${FIRST}.IpAddressType`, 'DUALSTACK')),
  stated(`${CONFIGURATIONS}.CertificateName`, '129 characters', configured({ certificateName: 'c'.repeat(129) })),
  stated(`${CONFIGURATIONS}.CertificateName`, 'empty, L2', ofL2(`${FIRST}.CertificateName`, '')),
  documented(
    `${MTLS}.TruststoreUri`,
    'https',
    mutual({ truststoreUri: 'https://truststores.s3.amazonaws.com/ca.pem' }),
  ),
  documented(`${MTLS}.TruststoreUri`, 'no scheme', mutual({ truststoreUri: 'truststores/ca.pem' })),
  documented(`${MTLS}.TruststoreUri`, 'no key', mutual({ truststoreUri: 's3://truststores' })),
  documented(
    `${MTLS}.TruststoreUri`,
    'the ARN of an object, L2',
    ofL2('MutualTlsAuthentication', { TruststoreUri: 'arn:aws:s3:::truststores/ca.pem' }),
  ),
  stated(`${MTLS}.TruststoreUri`, 'none', mutual({ truststoreVersion: 'abc' })),
  inferred(`${MTLS}.TruststoreUri`, 'a bucket of the stack that is still empty', (s) => {
    const bucket = new Bucket(s, 'Truststores');
    domain(s, {}, { mutualTlsAuthentication: { truststoreUri: `s3://${bucket.bucketName}/ca.pem` } });
  }),
  inferred(`${MTLS}.TruststoreUri`, 'a bucket of the stack that is still empty, L2', (s) => {
    const certificate = Certificate.fromCertificateArn(s, 'Certificate', CERTIFICATE);
    new DomainName(s, 'Domain', {
      domainName: 'api.example.com',
      certificate,
      mtls: { bucket: new Bucket(s, 'Trust'), key: 'ca.pem' },
    });
  }),
  stated(`${MTLS}.TruststoreVersion`, 'a bucket of the stack without versions', (s) => {
    const bucket = new Bucket(s, 'Truststores');
    const mutualTlsAuthentication = { truststoreUri: bucket.s3UrlForObject('ca.pem'), truststoreVersion: 'abc123' };
    domain(s, {}, { mutualTlsAuthentication });
  }),
  stated(`${MTLS}.TruststoreVersion`, 'a bucket of the stack without versions, L2', (s) => {
    const certificate = Certificate.fromCertificateArn(s, 'Certificate', CERTIFICATE);
    const mtls = { bucket: new Bucket(s, 'Trust'), key: 'ca.pem', version: 'abc123' };
    new DomainName(s, 'Domain', { domainName: 'api.example.com', certificate, mtls });
  }),
  stated(`${MTLS}.TruststoreVersion`, '65 characters', mutual({ ...TRUST, truststoreVersion: 'v'.repeat(65) })),
  stated(`${MTLS}.TruststoreVersion`, 'empty', mutual({ ...TRUST, truststoreVersion: '' })),
  observed(MTLS, 'with TLS 1.0', mutual(TRUST, { securityPolicy: 'TLS_1_0' })),
  observed(MTLS, 'with EDGE', mutual(TRUST, { endpointType: 'EDGE' })),
  observed(OWNERSHIP, 'mutual TLS with a certificate of a private authority', (s) => {
    const certificate = raw(s, 'CertificateManager::Certificate', {
      DomainName: 'api.example.com',
      CertificateAuthorityArn: authority,
    });
    domain(s, { certificateArn: certificate.ref }, { mutualTlsAuthentication: TRUST });
  }),
  observed(OWNERSHIP, 'mutual TLS with a certificate of a private authority, L2', (s) => {
    const certificateAuthority = CertificateAuthority.fromCertificateAuthorityArn(s, 'Authority', authority);
    const certificate = new PrivateCertificate(s, 'Certificate', {
      domainName: 'api.example.com',
      certificateAuthority,
    });
    const bucket = Bucket.fromBucketName(s, 'Trust', 'truststores');
    new DomainName(s, 'Domain', { domainName: 'api.example.com', certificate, mtls: { bucket, key: 'ca.pem' } });
  }),
  inferred(OWNERSHIP, 'without mutual TLS', configured({ ownershipVerificationCertificateArn: CERTIFICATE })),
  inferred(
    OWNERSHIP,
    'without mutual TLS, override',
    ofL2(`${FIRST}.OwnershipVerificationCertificateArn`, CERTIFICATE),
  ),
  documented('DomainName.RoutingMode', 'an unknown mode', configured({}, { routingMode: 'ROUTING_RULES' })),
  documented(
    'DomainName.RoutingMode',
    'in the reverse order, L2',
    ofL2('RoutingMode', 'API_MAPPING_THEN_ROUTING_RULE'),
  ),
  documented('DomainName.RoutingMode', 'lower case', configured({}, { routingMode: 'api_mapping_only' })),
  observed('DomainName.Tags', 'a key with the prefix aws:', configured({}, { tags: { 'aws:x': 'y' } })),
  documented('DomainName.Tags', 'a list of key-value pairs', ofL2('Tags', [{ Key: 'a', Value: 'b' }])),
];
