import type { Stack } from 'aws-cdk-lib';
import { Aws, Duration, Fn } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';

import type { HttpRouteIntegration } from '../../lib';
import { HttpApi, HttpMethod, MappingValue, ParameterMapping, VpcLink } from '../../lib';
import type { HttpPrivateIntegrationOptions } from '../../lib/integrations';
import { HttpAlbIntegration, HttpNlbIntegration, HttpServiceDiscoveryIntegration } from '../../lib/integrations';
import { all, ENV, idsOf, keys, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

const SERVICE_ARN = 'arn:aws:servicediscovery:eu-west-1:111111111111:service/srv-1';
const vpcOf = (stack: ReturnType<typeof stackOf>, id = 'Vpc') =>
  ec2.Vpc.fromVpcAttributes(stack, id, {
    vpcId: id,
    availabilityZones: ['a', 'b'],
    privateSubnetIds: ['subnet-1', 'subnet-2'],
  });

const TARGETS = {
  HttpAlbIntegration: {
    own: (stack: ReturnType<typeof stackOf>, options?: HttpPrivateIntegrationOptions) =>
      new HttpAlbIntegration(
        'I',
        new elbv2.ApplicationLoadBalancer(stack, 'Lb', { vpc: vpcOf(stack) }).addListener('L', {
          port: 80,
          defaultAction: elbv2.ListenerAction.fixedResponse(200),
        }),
        options,
      ),
    imported: (stack: ReturnType<typeof stackOf>, options?: HttpPrivateIntegrationOptions) =>
      new HttpAlbIntegration(
        'I',
        elbv2.ApplicationListener.fromApplicationListenerAttributes(stack, 'L', {
          listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/alb/1/2',
          securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1'),
        }),
        options,
      ),
    what: 'an imported Application Listener',
  },
  HttpNlbIntegration: {
    own: (stack: ReturnType<typeof stackOf>, options?: HttpPrivateIntegrationOptions) => {
      const balancer = new elbv2.NetworkLoadBalancer(stack, 'Lb', { vpc: vpcOf(stack) });
      const group = new elbv2.NetworkTargetGroup(stack, 'Targets', { port: 80, vpc: vpcOf(stack, 'OfTargets') });
      return new HttpNlbIntegration(
        'I',
        balancer.addListener('L', { port: 80, defaultTargetGroups: [group] }),
        options,
      );
    },
    imported: (stack: ReturnType<typeof stackOf>, options?: HttpPrivateIntegrationOptions) =>
      new HttpNlbIntegration(
        'I',
        elbv2.NetworkListener.fromNetworkListenerArn(
          stack,
          'L',
          'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/net/nlb/1/2',
        ),
        options,
      ),
    what: 'an imported Network Listener',
  },
  HttpServiceDiscoveryIntegration: {
    own: undefined,
    imported: (stack: ReturnType<typeof stackOf>, options?: HttpPrivateIntegrationOptions) =>
      new HttpServiceDiscoveryIntegration(
        'I',
        { serviceRef: { serviceArn: SERVICE_ARN }, node: stack.node, env: stack.env } as never,
        options,
      ),
    what: 'a Cloud Map service',
  },
};
const ROUTE = 'Stack/Api/ANY--a';

function setup() {
  const stack = stackOf({ env: ENV });
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['a', 'b'],
    privateSubnetIds: ['subnet-1', 'subnet-2'],
  });
  const vpcLink = VpcLink.fromVpcLinkAttributes(stack, 'Link', { vpcLinkId: 'l', vpc });
  return { stack, vpc, vpcLink, api: new HttpApi(stack, 'Api') };
}

const albOf = (scope: Stack, vpc: ec2.IVpc) => new elbv2.ApplicationLoadBalancer(scope, 'Alb', { vpc });
const fixed = { defaultAction: elbv2.ListenerAction.fixedResponse(200) };

function httpListener(scope: Stack, vpc: ec2.IVpc, open = false) {
  return albOf(scope, vpc).addListener('L', { port: 8080, protocol: elbv2.ApplicationProtocol.HTTP, open, ...fixed });
}

function httpsListener(scope: Stack, vpc: ec2.IVpc, ...certificates: elbv2.IListenerCertificate[]) {
  return albOf(scope, vpc).addListener('L', { port: 443, certificates, open: false, ...fixed });
}

const certificate = (scope: Stack, domainName: string, ...subjectAlternativeNames: string[]) =>
  new acm.Certificate(scope, domainName, { domainName, subjectAlternativeNames });
const imported = (scope: Stack) => acm.Certificate.fromCertificateArn(scope, 'Imported', 'arn:certificate');
const warnings = (stack: Stack) =>
  Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('SecureServerNameMissing'));
const serverName = (stack: Stack) => one(stack, 'Integration').TlsConfig?.ServerNameToVerify;

describe.each(Object.entries(TARGETS))('%s', (_, { own, imported, what }) => {
  const linkOf = (stack: ReturnType<typeof stackOf>) =>
    VpcLink.fromVpcLinkAttributes(stack, 'Link', { vpcLinkId: 'link', vpc: vpcOf(stack, 'OfLink') });

  test('uses a VPC link and the method of the request', () => {
    const stack = stackOf();
    const defaultIntegration = imported(stack, { vpcLink: linkOf(stack) });
    new HttpApi(stack, 'Api', { defaultIntegration });
    const { IntegrationUri, ApiId, ...rest } = one(stack, 'Integration');
    expect([ApiId, IntegrationUri]).toEqual([expect.anything(), expect.stringMatching(/^arn:aws:/)]);
    expect(rest).toEqual({
      ConnectionId: 'link',
      ConnectionType: 'VPC_LINK',
      IntegrationMethod: 'ANY',
      IntegrationType: 'HTTP_PROXY',
      PayloadFormatVersion: '1.0',
    });
    expect(all(stack, 'VpcLink')).toEqual([]);
  });

  test('passes every option to CloudFormation', () => {
    const stack = stackOf({ context: keys('serviceDiscoveryTimeout') });
    const defaultIntegration = imported(stack, {
      method: HttpMethod.GET,
      parameterMapping: new ParameterMapping().overwritePath(MappingValue.custom('/x')),
      secureServerName: 'internal.example.com',
      timeout: Duration.seconds(3),
      vpcLink: linkOf(stack),
    });
    new HttpApi(stack, 'Api', { defaultIntegration });
    expect(one(stack, 'Integration')).toMatchObject({
      IntegrationMethod: 'GET',
      RequestParameters: { 'overwrite:path': '/x' },
      TimeoutInMillis: 3000,
      TlsConfig: { ServerNameToVerify: 'internal.example.com' },
    });
  });

  test('fails without a VPC link if the VPC is unknown', () => {
    const stack = stackOf();
    expectFailure(() => new HttpApi(stack, 'Api', { defaultIntegration: imported(stack) }), {
      code: 'VpcLinkUnknown',
      path: 'Stack/Api/DefaultRoute',
      given: what,
      fix: "Specify 'vpcLink'",
    });
  });

  if (own) {
    test('creates one VPC link for the VPC of the load balancer, and all routes use this link', () => {
      const stack = stackOf();
      const api = new HttpApi(stack, 'Api');
      const integration = own(stack);
      api.addRoutes({ path: '/a', integration });
      api.addRoutes({ path: '/b', integration });
      expect(one(stack, 'VpcLink').SubnetIds).toEqual(['subnet-1', 'subnet-2']);
      expect(one(stack, 'Integration')).toMatchObject({
        ConnectionId: { Ref: idsOf(stack, 'VpcLink')[0] },
        IntegrationUri: { Ref: idsOf(stack, 'AWS::ElasticLoadBalancingV2::Listener')[0] },
      });
    });

    test('uses the VPC link that is passed, although the VPC is known', () => {
      const stack = stackOf();
      const defaultIntegration = own(stack, { vpcLink: linkOf(stack) });
      new HttpApi(stack, 'Api', { defaultIntegration });
      expect(one(stack, 'Integration').ConnectionId).toBe('link');
      expect(all(stack, 'VpcLink')).toEqual([]);
    });

    test('does not create a second VPC link with the context key vpcLinkPerOptions if vpcLink is passed', () => {
      const stack = stackOf({ context: keys('vpcLinkPerOptions') });
      const api = new HttpApi(stack, 'Api');
      const integration = own(stack);
      const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Same', {
        vpcId: 'Vpc',
        availabilityZones: ['a'],
        privateSubnetIds: ['subnet-3'],
      });
      const named = api.addVpcLink({ vpc, vpcLinkName: 'named' });
      api.addRoutes({ path: '/a', integration });
      expect(one(stack, 'Integration').ConnectionId).toEqual(stack.resolve(named.vpcLinkId));
      expect(all(stack, 'VpcLink')).toHaveLength(1);
    });
  }
});

describe('an integration with the ARN of a Cloud Map service', () => {
  const uriOf = (make: (scope: Stack) => HttpRouteIntegration) => {
    const { stack, api } = setup();
    api.addRoutes({ path: '/a', integration: make(stack) });
    return one(stack, 'Integration').IntegrationUri;
  };

  test('does not need a construct for the service', () => {
    const { stack, api, vpcLink } = setup();
    const integration = HttpServiceDiscoveryIntegration.fromServiceArn('I', SERVICE_ARN, { vpcLink });
    api.addRoutes({ path: '/a', integration });
    expect(one(stack, 'Integration')).toMatchObject({
      ConnectionId: 'l',
      ConnectionType: 'VPC_LINK',
      IntegrationUri: SERVICE_ARN,
    });
  });

  test('selects instances by attributes', () => {
    const { stack, api, vpcLink } = setup();
    const instanceAttributes = { stage: 'prod', 'a b': '1&2' };
    const integration = HttpServiceDiscoveryIntegration.fromServiceArn('I', SERVICE_ARN, {
      vpcLink,
      instanceAttributes,
    });
    api.addRoutes({ path: '/a', integration });
    expect(one(stack, 'Integration').IntegrationUri).toBe(`${SERVICE_ARN}?a%20b=1%262&stage=prod`);
  });

  test('accepts attributes that are known only at deployment', () => {
    const uri = uriOf((scope) => {
      const vpc = ec2.Vpc.fromVpcAttributes(scope, 'V', { vpcId: 'v', availabilityZones: ['a'] });
      const vpcLink = VpcLink.fromVpcLinkAttributes(scope, 'L', { vpcLinkId: 'l', vpc });
      const instanceAttributes = { stack: Aws.STACK_NAME };
      return HttpServiceDiscoveryIntegration.fromServiceArn('I', Fn.importValue('service'), {
        vpcLink,
        instanceAttributes,
      });
    });
    expect(uri).toEqual({
      'Fn::Join': ['', [{ 'Fn::ImportValue': 'service' }, '?stack=', { Ref: 'AWS::StackName' }]],
    });
  });

  test('has no query string if the attributes are empty', () => {
    const { stack, api, vpcLink } = setup();
    const integration = HttpServiceDiscoveryIntegration.fromServiceArn('I', SERVICE_ARN, {
      vpcLink,
      instanceAttributes: {},
    });
    api.addRoutes({ path: '/a', integration });
    expect(one(stack, 'Integration').IntegrationUri).toBe(SERVICE_ARN);
  });

  test.each([
    ['srv-1'],
    ['arn:aws:ecs:eu-west-1:111111111111:service/srv-1'],
    ['arn:aws:servicediscovery:eu-west-1:111111111111:namespace/ns-1'],
    [`${SERVICE_ARN}?stage=prod`],
  ])('fails for %s', (arn) => {
    const make = () => HttpServiceDiscoveryIntegration.fromServiceArn('I', arn);
    expectFailure(make, { code: 'CloudMapServiceArnInvalid', path: 'I', given: `'${arn}'`, fix: 'instanceAttributes' });
  });

  test('fails without a VPC link', () => {
    const { api } = setup();
    const integration = HttpServiceDiscoveryIntegration.fromServiceArn('I', SERVICE_ARN);
    const add = () => api.addRoutes({ path: '/a', integration });
    expectFailure(add, { code: 'VpcLinkUnknown', path: ROUTE, fix: 'vpcLink' });
  });
});

test.each<[string, unknown, string, string]>([
  ['nothing', undefined, 'RequiredPropMissing', "Specify 'listener'"],
  ['a load balancer', { loadBalancerRef: {} }, 'PropTypeInvalid', 'Use the listener that'],
])('if untyped code passes %s as the listener, the error contains the path of the route', (_, listener, code, fix) => {
  const { api } = setup();
  const integration = new HttpAlbIntegration('I', listener as never);
  expectFailure(() => api.addRoutes({ path: '/a', integration }), { code, path: ROUTE, fix });
});

describe('an integration with a TLS listener', () => {
  test('uses a domain name in the certificate as the server name if serverNameFromCertificate is set', () => {
    const { stack, vpc, api } = setup();
    const listener = httpsListener(stack, vpc, certificate(stack, '*.example.com', 'api.example.com', 'b.example.com'));
    api.addRoutes({
      path: '/a',
      integration: new HttpAlbIntegration('I', listener, { serverNameFromCertificate: true }),
    });
    expect(serverName(stack)).toBe('api.example.com');
    expect(warnings(stack)).toEqual([]);
  });

  test('accepts a listener of a Network Load Balancer', () => {
    const { stack, vpc, api } = setup();
    const listener = new elbv2.NetworkLoadBalancer(stack, 'Nlb', { vpc }).addListener('L', {
      port: 443,
      certificates: [certificate(stack, 'api.example.com')],
      defaultTargetGroups: [new elbv2.NetworkTargetGroup(stack, 'T', { port: 443, vpc })],
    });
    api.addRoutes({
      path: '/a',
      integration: new HttpNlbIntegration('I', listener, { serverNameFromCertificate: true }),
    });
    expect(serverName(stack)).toBe('api.example.com');
  });

  test('accepts L1 listeners', () => {
    const { stack, vpcLink, api } = setup();
    const listener = new elbv2.CfnListener(stack, 'L', {
      loadBalancerArn: 'arn:alb',
      defaultActions: [{ type: 'forward' }],
      protocol: 'HTTPS',
      certificates: [{ certificateArn: certificate(stack, 'api.example.com').certificateArn }],
    });
    const props = { vpcLink, serverNameFromCertificate: true };
    api.addRoutes({ path: '/a', integration: new HttpAlbIntegration('I', listener, props) });
    expect(one(stack, 'Integration').IntegrationUri).toEqual({ Ref: 'L' });
    expect(serverName(stack)).toBe('api.example.com');
  });

  test('accepts a listener with an L1 certificate', () => {
    const { stack, vpc, api } = setup();
    const { ref } = new acm.CfnCertificate(stack, 'Certificate', { domainName: 'api.example.com' });
    const listener = httpsListener(stack, vpc, elbv2.ListenerCertificate.fromArn(ref));
    api.addRoutes({
      path: '/a',
      integration: new HttpAlbIntegration('I', listener, { serverNameFromCertificate: true }),
    });
    expect(serverName(stack)).toBe('api.example.com');
  });

  test('causes a warning that proposes the domain name of the certificate if no server name is specified', () => {
    const { stack, vpc, api } = setup();
    const listener = httpsListener(stack, vpc, certificate(stack, 'api.example.com'));
    api.addRoutes({ path: '/a', integration: new HttpAlbIntegration('I', listener) });
    expect(serverName(stack)).toBeUndefined();
    expect(warnings(stack)).toHaveLength(1);
    expect(warnings(stack)[0].entry.data).toContain("'secureServerName: api.example.com'");
  });

  test('causes a warning if no server name is specified and the certificate is unknown', () => {
    const { stack, vpc, api } = setup();
    api.addRoutes({ path: '/a', integration: new HttpAlbIntegration('I', httpsListener(stack, vpc, imported(stack))) });
    expect(warnings(stack)[0].entry.data).toContain(
      "Set 'secureServerName' to a domain name in the certificate of the listener",
    );
  });

  test('uses the specified server name instead of the domain name of the certificate, and causes no warning', () => {
    const { stack, vpc, api } = setup();
    const listener = httpsListener(stack, vpc, certificate(stack, 'api.example.com'));
    const props = { secureServerName: 'mine', serverNameFromCertificate: true };
    api.addRoutes({ path: '/a', integration: new HttpAlbIntegration('I', listener, props) });
    expect(serverName(stack)).toBe('mine');
    expect(warnings(stack)).toEqual([]);
  });

  test('causes no warning for a listener without TLS', () => {
    const { stack, vpc, api } = setup();
    api.addRoutes({ path: '/a', integration: new HttpAlbIntegration('I', httpListener(stack, vpc)) });
    expect(warnings(stack)).toEqual([]);
  });

  test.each<[string, (stack: Stack, vpc: ec2.IVpc) => elbv2.IApplicationListener]>([
    ['an imported certificate', (scope, vpc) => httpsListener(scope, vpc, imported(scope))],
    ['only a wildcard', (scope, vpc) => httpsListener(scope, vpc, certificate(scope, '*.example.com'))],
    ['no TLS', (scope, vpc) => httpListener(scope, vpc)],
  ])('fails with serverNameFromCertificate for a listener with %s', (_what, listenerOf) => {
    const { stack, vpc, api } = setup();
    const integration = new HttpAlbIntegration('I', listenerOf(stack, vpc), { serverNameFromCertificate: true });
    const add = () => api.addRoutes({ path: '/a', integration });
    expectFailure(add, { code: 'SecureServerNameUnknown', path: ROUTE, given: 'Stack/Alb/L', fix: 'secureServerName' });
  });
});

describe('the security groups of a VPC link', () => {
  const groupsOf = (stack: Stack) => one(stack, 'VpcLink').SecurityGroupIds;

  test('are not created by default', () => {
    const { stack, vpc } = setup();
    new VpcLink(stack, 'L', { vpc });
    expect(groupsOf(stack) ?? []).toEqual([]);
    expect(all(stack, 'AWS::EC2::SecurityGroup')).toEqual([]);
  });

  test('contain one group that is created when the connections are first read', () => {
    const { stack, vpc } = setup();
    const link = new VpcLink(stack, 'L', { vpc });
    expect(link.connections).toBe(link.connections);
    expect(groupsOf(stack)).toEqual([{ 'Fn::GetAtt': [expect.stringMatching(/^LSecurityGroup/), 'GroupId'] }]);
    expect(one(stack, 'AWS::EC2::SecurityGroup')).toMatchObject({
      GroupDescription: 'VPC link Stack/L',
      VpcId: 'vpc-1',
    });
  });

  test('are those that were passed or added later, including L1s', () => {
    const { stack, vpc } = setup();
    const l1 = new ec2.CfnSecurityGroup(stack, 'One', { groupDescription: 'one' });
    const link = new VpcLink(stack, 'L', { vpc, securityGroups: [l1] });
    const { connections } = link;
    link.addSecurityGroups(ec2.SecurityGroup.fromSecurityGroupId(stack, 'Two', 'sg-2'));
    expect(connections.securityGroups.map((group) => stack.resolve(group.securityGroupId) as unknown)).toEqual([
      { Ref: 'One' },
      'sg-2',
    ]);
    expect(groupsOf(stack)).toHaveLength(2);
    expect(all(stack, 'AWS::EC2::SecurityGroup')).toHaveLength(1);
  });

  test('a VPC link uses isolated subnets if the VPC has no private subnets', () => {
    const { stack } = setup();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Isolated', {
      vpcId: 'vpc-2',
      availabilityZones: ['a'],
      isolatedSubnetIds: ['subnet-9'],
    });
    new VpcLink(stack, 'L', { vpc });
    expect(one(stack, 'VpcLink').SubnetIds).toEqual(['subnet-9']);
  });
});

describe('openListener', () => {
  const ingress = (stack: Stack) =>
    all(stack, 'AWS::EC2::SecurityGroupIngress').map(({ FromPort, SourceSecurityGroupId }) => [
      FromPort,
      SourceSecurityGroupId,
    ]);

  test('allows connections from a VPC link that the API creates, and the VPC link gets a security group', () => {
    const { stack, vpc, api } = setup();
    api.addRoutes({
      path: '/a',
      integration: new HttpAlbIntegration('I', httpListener(stack, vpc), { openListener: true }),
    });
    const [group] = one(stack, 'VpcLink').SecurityGroupIds;
    expect(group['Fn::GetAtt'][0]).toMatch(/^ApiVpcLink1SecurityGroup/);
    expect(ingress(stack)).toEqual([[8080, group]]);
  });

  test('allows connections from the security groups of an imported VPC link', () => {
    const { stack, vpc, api } = setup();
    const securityGroups = [ec2.SecurityGroup.fromSecurityGroupId(stack, 'G', 'sg-1')];
    const vpcLink = VpcLink.fromVpcLinkAttributes(stack, 'Mine', { vpcLinkId: 'l', vpc, securityGroups });
    const integration = new HttpAlbIntegration('I', httpListener(stack, vpc), { vpcLink, openListener: true });
    api.addRoutes({ path: '/a', integration });
    expect(one(stack, 'AWS::EC2::SecurityGroupIngress')).toMatchObject({
      FromPort: 8080,
      SourceSecurityGroupId: 'sg-1',
    });
  });

  test('allows connections to a Network Load Balancer with a security group', () => {
    const { stack, vpc, api } = setup();
    const securityGroups = [new ec2.SecurityGroup(stack, 'G', { vpc })];
    const listener = new elbv2.NetworkLoadBalancer(stack, 'Nlb', { vpc, securityGroups }).addListener('L', {
      port: 81,
      defaultTargetGroups: [new elbv2.NetworkTargetGroup(stack, 'T', { port: 80, vpc })],
    });
    api.addRoutes({ path: '/a', integration: new HttpNlbIntegration('I', listener, { openListener: true }) });
    expect(ingress(stack)).toEqual([[81, one(stack, 'VpcLink').SecurityGroupIds[0]]]);
  });

  test('is disabled by default', () => {
    const { stack, vpc, api } = setup();
    api.addRoutes({ path: '/a', integration: new HttpAlbIntegration('I', httpListener(stack, vpc)) });
    expect(ingress(stack)).toEqual([]);
    expect(one(stack, 'VpcLink').SecurityGroupIds ?? []).toEqual([]);
  });

  test('fails if the security groups of the VPC link are unknown', () => {
    const { stack, vpc, vpcLink, api } = setup();
    const integration = new HttpAlbIntegration('I', httpListener(stack, vpc), { vpcLink, openListener: true });
    const add = () => api.addRoutes({ path: '/a', integration });
    expectFailure(add, { code: 'VpcLinkNotConnectable', path: ROUTE, fix: 'securityGroups' });
  });

  test.each<[string, (stack: Stack) => elbv2.IListener]>([
    [
      'is imported without a port',
      (scope) => {
        const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(scope, 'G', 'sg-1');
        const attributes = { listenerArn: 'arn:alb', securityGroup };
        return elbv2.ApplicationListener.fromApplicationListenerAttributes(scope, 'Listener', attributes);
      },
    ],
    [
      'is imported without its load balancer',
      (scope) => elbv2.NetworkListener.fromNetworkListenerArn(scope, 'Listener', 'arn:nlb'),
    ],
  ])('fails if the listener %s', (_what, listenerOf) => {
    const { stack, vpc, api } = setup();
    const vpcLink = new VpcLink(stack, 'Mine', { vpc });
    const integration = new HttpAlbIntegration('I', listenerOf(stack), { vpcLink, openListener: true });
    const add = () => api.addRoutes({ path: '/a', integration });
    expectFailure(add, { code: 'ListenerPortUnknown', path: ROUTE, given: 'Stack/Listener', fix: 'openListener' });
  });
});
