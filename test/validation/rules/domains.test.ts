import type { Stack } from 'aws-cdk-lib';
import { CfnParameter, Fn, Stack as CdkStack } from 'aws-cdk-lib';
import { CfnApiMapping, CfnRoutingRule } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate, CfnCertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { ApiMapping, DomainName, HttpApi } from '../../../lib';
import { codesOf, domain, http, mapping, findingsOfProgram } from '../../negatives/negative';

const found = (build: (stack: Stack) => unknown) => {
  const { errors, warnings } = findingsOfProgram((stack) => void build(stack));
  return codesOf([...errors, ...warnings]);
};
const saying = (build: (stack: Stack) => unknown) => {
  const { errors, warnings } = findingsOfProgram((stack) => void build(stack));
  return [...errors, ...warnings].join('\n');
};
const certificateIn = (region: string, account = '111111111111') =>
  `arn:aws:acm:${region}:${account}:certificate/11111111-1111-1111-1111-111111111111`;
const located = (s: Stack, id: string, region: string, account = '111111111111') =>
  new CdkStack(s, id, { env: { account, region }, crossRegionReferences: true });

test.each(['ApiId', 'DomainName', 'Stage'])('an API mapping without %s causes an error', (property) => {
  expect(found((s) => mapping(http(s), domain(s)).addPropertyDeletionOverride(property))).toContain(
    'RequiredPropertyMissing',
  );
});

test.each(['DomainNameArn', 'Priority', 'Conditions'])('a routing rule without %s causes an error', (property) => {
  const actions = [{ invokeApi: { apiId: 'rest', stage: 'prod' } }];
  const rule = (s: Stack) => new CfnRoutingRule(s, 'R', { domainNameArn: 'x', priority: 1, conditions: [], actions });
  expect(found((s) => rule(s).addPropertyDeletionOverride(property))).toContain('RequiredPropertyMissing');
});

test('a domain name without a name causes an error', () => {
  expect(found((s) => domain(s).addPropertyDeletionOverride('DomainName'))).toEqual(['RequiredPropertyMissing']);
});

test.each<[string, object, string[]]>([
  ['IpAddressType ipv4', { ipAddressType: 'ipv4' }, []],
  ['IpAddressType ipv6', { ipAddressType: 'ipv6' }, ['UnknownValue']],
  ['a CertificateName of 128 characters', { certificateName: 'c'.repeat(128) }, []],
  ['a CertificateName of 129 characters', { certificateName: 'c'.repeat(129) }, ['LengthOutOfRange']],
  ['an empty CertificateName', { certificateName: '' }, ['LengthOutOfRange']],
  ['a policy in lower case', { securityPolicy: 'tls_1_2' }, ['DomainPolicyUnknown']],
  ['a token for the policy', { securityPolicy: Fn.importValue('Policy') }, []],
  ['a token for the certificate', { certificateArn: Fn.importValue('Certificate') }, []],
  [
    "an ARN without an ID, as in aws-cdk-lib's README",
    { certificateArn: 'arn:aws:acm:eu-west-1:111111111111:certificate' },
    [],
  ],
  ['the ID of a certificate', { certificateArn: '11111111-1111-1111-1111-111111111111' }, ['CertificateArnInvalid']],
])('the findings of a domain name configuration with %s', (_, configuration, codes) => {
  expect(found((s) => domain(s, configuration))).toEqual(codes);
});

test.each<[string, object, string[]]>([
  ['a version of 64 characters', { truststoreUri: 's3://b/k', truststoreVersion: 'v'.repeat(64) }, []],
  [
    'a version of 65 characters',
    { truststoreUri: 's3://b/k', truststoreVersion: 'v'.repeat(65) },
    ['LengthOutOfRange'],
  ],
  ['no URI', { truststoreVersion: 'v' }, ['TruststoreUriInvalid']],
  ['no key', { truststoreUri: 's3://bucket' }, ['TruststoreUriInvalid']],
  ['a token', { truststoreUri: Fn.importValue('Truststore') }, []],
])('the findings of a truststore with %s', (_, mutualTlsAuthentication, codes) => {
  expect(found((s) => domain(s, {}, { mutualTlsAuthentication }))).toEqual(codes);
});

test.each<[string, (domain: DomainName) => void, string[]]>([
  ['a removed certificate', (d) => override(d, 'CertificateArn', undefined), ['CertificateMissing']],
  ['a policy', (d) => override(d, 'SecurityPolicy', 'TLS_1_0'), ['DomainTlsUnsupported']],
  ['an edge-optimized endpoint', (d) => override(d, 'EndpointType', 'EDGE'), ['DomainEndpointEdge']],
  ['an empty certificate name', (d) => override(d, 'CertificateName', ''), ['LengthOutOfRange']],
])('the findings of an escape hatch that changes the configuration of an L2: %s', (_, change, codes) => {
  expect(
    found((s) => {
      const certificate = Certificate.fromCertificateArn(s, 'Certificate', certificateIn('eu-west-1'));
      change(new DomainName(s, 'Domain', { domainName: 'api.example.com', certificate }));
    }),
  ).toEqual(codes);
});

function override(of: DomainName, property: string, value: unknown): void {
  const resource = of.node.defaultChild as CfnApiMapping;
  resource.addPropertyOverride(`DomainNameConfigurations.0.${property}`, value);
}

test('an edge-optimized second endpoint causes only one finding', () => {
  const domainNameConfigurations = ['REGIONAL', 'EDGE'].map((endpointType) => ({
    certificateArn: certificateIn('eu-west-1'),
    endpointType,
  }));
  const build = (s: Stack) => domain(s, {}, { domainNameConfigurations });
  expect(found(build)).toEqual(['DomainConfigurationCount']);
  expect(saying(build)).toContain('got 2 (REGIONAL, EDGE)');
  expect(saying((s) => domain(s, {}, { domainNameConfigurations: [] }))).toContain('got none');
});

test('a certificate of another stack is in the region of that stack', () => {
  const build = (region: string, account?: string) => (s: Stack) => {
    const from = located(s, 'From', region, account);
    const to = located(s, 'To', 'eu-west-1');
    const certificate = new CfnCertificate(from, 'Certificate', { domainName: '*.example.com' });
    const certificateArn = certificate.ref;
    domain(to, { certificateArn });
  };
  expect(found(build('us-east-1'))).toEqual(['CertificateOfOtherRegion']);
  expect(found(build('eu-west-1'))).toEqual([]);
});

test('a certificate from another region causes no finding if the region of the stack is unknown', () => {
  expect(found((s) => domain(s, { certificateArn: certificateIn('ap-south-1') }))).toEqual([]);
});

test.each<[string, string | undefined, string[]]>([
  ['*.example.com', '*.example.com', []],
  ['*.example.com', 'example.com', ['CertificateNameMismatch']],
  ['*.example.com', 'a.b.example.com', ['CertificateNameMismatch']],
  ['example.com', 'example.com', []],
  ['a.example.com', '*.example.com', ['CertificateNameMismatch']],
  ['*.example.com', undefined, []],
])('the findings of a certificate for %s with the domain name %s', (covered, domainName, codes) => {
  expect(
    found((s) => {
      const certificate = new CfnCertificate(s, 'Certificate', { domainName: covered });
      const name = domainName ?? new CfnParameter(s, 'Name').valueAsString;
      domain(s, { certificateArn: certificate.ref }, { domainName: name });
    }),
  ).toEqual(codes);
});

test('a default endpoint without mutual TLS is reported once for an API with several mappings', () => {
  const { warnings } = findingsOfProgram((s) => {
    const [api, on] = [http(s), domain(s, {}, { mutualTlsAuthentication: { truststoreUri: 's3://b/k' } })];
    ['a', 'b', 'c'].forEach((key) => mapping(api, on, key));
  });
  expect(warnings).toHaveLength(1);
});

test('a mapping that refers to a domain name by a string must depend on the domain name', () => {
  const { warnings } = findingsOfProgram((s) => {
    domain(s);
    const api = http(s, { body: { openapi: '3.0.1', paths: {} } });
    new CfnApiMapping(s, 'Mapping', { apiId: api.ref, domainName: 'api.example.com', stage: 'prod' });
  });
  expect(codesOf(warnings)).toEqual(['ApiMappingWithoutDependency']);
  expect(warnings[0]).toContain("DomainName must refer to 'Stack/Domain");
});

test('a mapping to a stage of another API is reported even if the mapped API has a stage with the same name', () => {
  const build = (more: (mapped: ApiMapping, api: HttpApi, other: HttpApi) => void) => (s: Stack) => {
    const [api, other] = ['Api', 'Other'].map((name) => new HttpApi(s, name));
    const certificate = Certificate.fromCertificateArn(s, 'C', 'arn:aws:acm:eu-west-1:111111111111:certificate/x');
    const domainName = new DomainName(s, 'D', { domainName: 'api.example.com', certificate });
    more(new ApiMapping(s, 'Mapping', { api, domainName, stage: other.defaultStage }), api, other);
  };
  const { errors, warnings } = findingsOfProgram(build(() => undefined));
  expect([errors, codesOf(warnings)]).toEqual([[], ['ReferenceToOtherApi']]);
  expect(warnings[0]).toContain(
    "stage must be a stage of 'Stack/Api', got 'Stack/Other/DefaultStage' of 'Stack/Other'",
  );
  // A mapping can depend on other APIs in addition to its own stage
  const awaited = findingsOfProgram(build((mapped, api) => mapped.node.addDependency(api.defaultStage!)));
  expect(awaited).toEqual({ errors: [], warnings: [] });
});

test.each<[string, object, string[]]>([
  ['the domain name itself', { attribute: 'ref' }, ['RecordAliasInvalid']],
  ['the hosted zone of CloudFront', { zone: 'Z2FDTNDATAQYW2' }, ['RecordAliasInvalid']],
  ['the known zone of the region', { zone: 'Z1U9ULNL0V5AJ3' }, []],
  ['a name that matches a wildcard', { domainName: '*.example.com', name: 'shop.example.com' }, []],
  ['a wildcard in the format that Route 53 shows', { domainName: '*.example.com', name: '\\052.example.com.' }, []],
  [
    'a name that does not match a wildcard',
    { domainName: '*.example.com', name: 'example.com' },
    ['RecordNameMismatch'],
  ],
])('the findings of an alias record: %s', (_, options, codes) => {
  const { attribute, zone, domainName, name } = options as { [name: string]: string | undefined };
  expect(
    found((s) => {
      const on = domain(s, {}, domainName === undefined ? {} : { domainName });
      new CfnRecordSet(s, 'Record', {
        name: name ?? 'api.example.com',
        type: 'A',
        hostedZoneId: 'Z1',
        aliasTarget: {
          dnsName: attribute === 'ref' ? on.ref : on.attrRegionalDomainName,
          hostedZoneId: zone ?? on.attrRegionalHostedZoneId,
        },
      });
    }),
  ).toEqual(codes);
});

test.each<[string, string[]]>([
  ['https://API.example.com/v1', ["Did you mean 'api.example.com'?"]],
  ['bücher.example.com', ["Did you mean 'xn--bcher-kva.example.com'?"]],
  ['*.*.example.com', ["Did you mean '*.example.com'?"]],
  ['*.My_Shop.example.com', ["Did you mean '*.my-shop.example.com'?"]],
  ['', ["got ''", "Use a host name such as 'api.example.com'"]],
])('the error for the domain name %s proposes a valid name', (domainName, says) => {
  const said = saying((s) => domain(s, {}, { domainName }));
  says.forEach((one) => expect(said).toContain(one));
});
