import type { CfnDomainName, CfnDomainNameProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate, CfnCertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Stack } from 'aws-cdk-lib';
import { DomainName, EndpointType } from '../../lib';
import type { Program } from './program';
import { documented, observed, stated } from './program';
import type { Json } from './sound';
import { ACCOUNT, CERTIFICATE, domain, domainL2, drop, otherStack, override, raw } from './sound';

type Configuration = Partial<CfnDomainName.DomainNameConfigurationProperty>;
const named = (domainName: string) => (s: Stack) => {
  domain(s, {}, { domainName });
};
const configured =
  (configuration: Configuration, props: Partial<CfnDomainNameProps> = {}) =>
  (s: Stack) => {
    domain(s, configuration, props);
  };
const FIRST = 'DomainNameConfigurations.0';
const ofL2 = (property: string, value: unknown) => (s: Stack) => {
  override(domainL2(s), property, value);
};
const NAME = 'DomainName.DomainName';
const CONFIGURATIONS = 'DomainName.DomainNameConfigurations';
const ARN = `${CONFIGURATIONS}.CertificateArn`;
const bare = (s: Stack, props: Json) => raw(s, 'ApiGatewayV2::DomainName', props);
const REGIONAL = { CertificateArn: CERTIFICATE, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' };

export const domainNames: Program[] = [
  observed(NAME, 'an underscore', named('my_api.example.com')),
  observed(NAME, 'an underscore, L2', (s) => domainL2(s, 'api_v1.example.com')),
  documented(NAME, 'capitals', named('API.example.com')),
  documented(NAME, 'capital letters of an L2', (s) => domainL2(s, 'Books.Example.com')),
  documented(NAME, 'a scheme', named('https://api.example.com')),
  documented(NAME, 'a path', named('api.example.com/v1')),
  documented(NAME, 'a slash at the end', (s) => domainL2(s, 'api.example.com/')),
  documented(NAME, 'a port', named('api.example.com:443')),
  documented(NAME, 'a space', named('api example.com')),
  documented(NAME, 'a non-ASCII letter', named('bücher.example.com')),
  documented(NAME, 'empty', named('')),
  documented(NAME, 'none', (s) => drop(domain(s), 'DomainName')),
  documented(NAME, 'none, CfnResource', (s) => bare(s, { DomainNameConfigurations: [REGIONAL] })),
  stated(NAME, 'a label of 64 characters', named(`${'a'.repeat(64)}.example.com`)),
  stated(NAME, 'more than 512 characters', named(`${'abcdefghi.'.repeat(55)}com`)),
  documented(NAME, 'a wildcard in the middle', named('api.*.example.com')),
  documented(NAME, 'a wildcard in a part of a label', named('api-*.example.com')),
  documented(NAME, 'two wildcards, L2', (s) => domainL2(s, '*.*.example.com')),
  observed(NAME, 'twice', (s) => {
    domain(s);
    domain(s);
  }),
  observed(NAME, 'twice in stacks of one region', (s) => {
    domainL2(s);
    domain(otherStack(s));
  }),
  observed(CONFIGURATIONS, 'none', (s) => bare(s, { DomainName: 'api.example.com' })),
  observed(CONFIGURATIONS, 'an empty list', (s) =>
    bare(s, { DomainName: 'api.example.com', DomainNameConfigurations: [] }),
  ),
  observed(CONFIGURATIONS, 'two', (s) =>
    bare(s, {
      DomainName: 'api.example.com',
      DomainNameConfigurations: [REGIONAL, { ...REGIONAL, CertificateName: 'b' }],
    }),
  ),
  observed(CONFIGURATIONS, 'a second one, L2', (s) => {
    domainL2(s).addEndpoint({
      certificate: Certificate.fromCertificateArn(s, 'Second', CERTIFICATE),
      endpointType: EndpointType.EDGE,
    });
  }),
  documented(ARN, 'none', configured({ certificateArn: undefined })),
  documented(ARN, 'removed from an L2', ofL2(`${FIRST}.CertificateArn`, undefined)),
  observed(ARN, 'of another region', configured({ certificateArn: CERTIFICATE.replace('us-east-1', 'eu-west-1') })),
  observed(ARN, 'of another region, L2', (s) =>
    domainL2(s, 'api.example.com', CERTIFICATE.replace('us-east-1', 'us-west-2')),
  ),
  observed(ARN, 'of us-east-1 in a stack of another region', (s) => domain(otherStack(s, 'eu-west-1'))),
  observed(ARN, 'of us-east-1 in a stack of another region, L2', (s) => domainL2(otherStack(s, 'eu-central-1'))),
  observed(ARN, 'of another account', configured({ certificateArn: CERTIFICATE.replace(ACCOUNT, '999999999999') })),
  observed(ARN, 'of another account, L2', (s) => domainL2(otherStack(s, 'us-east-1', '999999999999'))),
  documented(
    ARN,
    'a certificate of IAM',
    configured({ certificateArn: `arn:aws:iam::${ACCOUNT}:server-certificate/books` }),
  ),
  documented(ARN, 'the ID of a certificate', configured({ certificateArn: '11111111-2222-3333-4444-555555555555' })),
  documented(ARN, 'a domain name for the certificate', ofL2(`${FIRST}.CertificateArn`, 'api.example.com')),
  stated(ARN, 'a certificate of the stack for another name', (s) => {
    const certificate = new CfnCertificate(s, 'Certificate', { domainName: 'www.example.com' });
    domain(s, { certificateArn: certificate.ref });
  }),
  stated(ARN, 'a wildcard that covers one label only', (s) => {
    const certificate = new CfnCertificate(s, 'Certificate', { domainName: '*.example.com' });
    domain(s, { certificateArn: certificate.ref }, { domainName: 'v1.api.example.com' });
  }),
  stated(ARN, 'a wildcard does not cover the domain itself, L2', (s) => {
    const certificate = new Certificate(s, 'Certificate', { domainName: '*.example.com' });
    new DomainName(s, 'Domain', { domainName: 'example.com', certificate });
  }),
  stated(ARN, 'neither the name nor the alternative names match', (s) => {
    const certificate = new CfnCertificate(s, 'Certificate', {
      domainName: 'a.example.com',
      subjectAlternativeNames: ['b.example.com'],
    });
    domain(s, { certificateArn: certificate.ref });
  }),
];
