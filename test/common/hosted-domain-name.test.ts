import type { Stack } from 'aws-cdk-lib';
import { Aws, PropertyInjectors } from 'aws-cdk-lib';
import * as route53 from 'aws-cdk-lib/aws-route53';

import type { HostedDomainNameProps } from '../../lib';
import { HostedDomainName, HttpApi, IpAddressType, RoutingMode } from '../../lib';
import { all, idsOf, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { certificate } from '../parity/fixtures';

const RECORD = 'AWS::Route53::RecordSet';
const CERTIFICATE = 'AWS::CertificateManager::Certificate';

const zoneOf = (stack: Stack, zoneName = 'example.com') =>
  route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName });

const domainOf = (stack: Stack, props: Partial<HostedDomainNameProps> = {}) =>
  new HostedDomainName(stack, 'Domain', {
    domainName: 'api.example.com',
    hostedZone: props.hostedZone ?? zoneOf(stack),
    ...props,
  });

test('a hosted domain name has a certificate that is validated by a record in the zone', () => {
  const stack = stackOf();
  const domain = domainOf(stack);
  expect(one(stack, CERTIFICATE)).toEqual({
    DomainName: 'api.example.com',
    DomainValidationOptions: [{ DomainName: 'api.example.com', HostedZoneId: 'Z1' }],
    ValidationMethod: 'DNS',
  });
  const [id] = idsOf(stack, CERTIFICATE);
  expect(one(stack, 'DomainName')).toEqual({
    DomainName: 'api.example.com',
    DomainNameConfigurations: [{ CertificateArn: { Ref: id }, EndpointType: 'REGIONAL' }],
  });
  expect(domain.certificate.node.path).toBe('Stack/Domain/Certificate');
});

test('a hosted domain name has an alias record for the regional endpoint', () => {
  const stack = stackOf();
  domainOf(stack);
  const [domain] = idsOf(stack, 'DomainName');
  expect(one(stack, RECORD)).toEqual({
    AliasTarget: {
      DNSName: { 'Fn::GetAtt': [domain, 'RegionalDomainName'] },
      HostedZoneId: { 'Fn::GetAtt': [domain, 'RegionalHostedZoneId'] },
    },
    HostedZoneId: 'Z1',
    Name: 'api.example.com',
    Type: 'A',
  });
});

test.each([
  [undefined, ['A']],
  [IpAddressType.IPV4, ['A']],
  [IpAddressType.DUAL_STACK, ['A', 'AAAA']],
])('a hosted domain name with the IP address type %p has the records %p', (ipAddressType, types) => {
  const stack = stackOf();
  domainOf(stack, { ipAddressType });
  expect(all(stack, RECORD).map((record) => record.Type as string)).toEqual(types);
});

test('a hosted domain name accepts an existing certificate, an L1 zone, mutual TLS and a routing mode', () => {
  const stack = stackOf();
  const trust = { s3UrlForObject: (key: string) => `s3://trust/${key}` } as never;
  const domain = domainOf(stack, {
    certificate: certificate(stack),
    hostedZone: new route53.CfnHostedZone(stack, 'L1', { name: 'example.com' }),
    mtls: { bucket: trust, key: 'ca.pem' },
    routingMode: RoutingMode.ROUTING_RULE_THEN_API_MAPPING,
  });
  expect(all(stack, CERTIFICATE)).toEqual([]);
  expect(one(stack, RECORD).HostedZoneId).toEqual({ Ref: 'L1' });
  expect(one(stack, 'DomainName')).toMatchObject({
    DomainNameConfigurations: [{ CertificateArn: 'arn:aws:acm:eu-west-1:111111111111:certificate/Cert' }],
    MutualTlsAuthentication: { TruststoreUri: 's3://trust/ca.pem' },
    RoutingMode: 'ROUTING_RULE_THEN_API_MAPPING',
  });
  expect(domain.routingMode).toBe(RoutingMode.ROUTING_RULE_THEN_API_MAPPING);
});

test('a hosted domain name accepts API mappings', () => {
  const stack = stackOf();
  const api = new HttpApi(stack, 'Api', { defaultDomainMapping: { domainName: domainOf(stack) } });
  expect(stack.resolve(api.defaultStage!.domainUrl)).toEqual({
    'Fn::Join': ['', ['https://', { Ref: idsOf(stack, 'DomainName')[0] }, '/']],
  });
});

test('a hosted domain name accepts properties that a property injector sets', () => {
  const stack = stackOf();
  PropertyInjectors.of(stack).add({
    constructUniqueId: HostedDomainName.PROPERTY_INJECTION_ID,
    inject: (props: object) => ({ ...props, ipAddressType: IpAddressType.DUAL_STACK }),
  });
  domainOf(stack);
  expect(all(stack, RECORD)).toHaveLength(2);
});

test.each(['example.com', '*.example.com', 'a.b.example.com', Aws.STACK_NAME])(
  'a hosted domain name accepts %p, which is in the zone',
  (domainName) => {
    const stack = stackOf();
    domainOf(stack, { domainName, hostedZone: zoneOf(stack, 'example.com.') });
    expect(all(stack, RECORD)).toHaveLength(1);
  },
);

test.each(['example.org', 'myexample.com'])(
  'a hosted domain name fails for %p, which is not in the zone',
  (domainName) => {
    const stack = stackOf();
    expectFailure(() => domainOf(stack, { domainName }), {
      code: 'DomainNameOutsideZone',
      path: 'Stack/Domain',
      given: `domainName must be in the hosted zone 'example.com', got '${domainName}'`,
      fix: "Use a name such as 'api.example.com'",
    });
  },
);

test('the error for a wildcard that is not in the zone proposes a wildcard that is in the zone', () => {
  expectFailure(() => domainOf(stackOf(), { domainName: '*.example.org' }), {
    code: 'DomainNameOutsideZone',
    path: 'Stack/Domain',
    given: "got '*.example.org'",
    fix: "Use a name such as '*.example.com'",
  });
});
