import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';

import type { HttpPrivateIntegrationOptions } from '../../lib/integrations';
import { HttpApi, HttpMethod, MappingValue, ParameterMapping, VpcLink } from '../../lib';
import { HttpAlbIntegration, HttpNlbIntegration, HttpServiceDiscoveryIntegration } from '../../lib/integrations';
import { all, idsOf, keys, one, stackOf } from '../_helpers/app';
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

describe.each(Object.entries(TARGETS))('%s', (_, { own, imported, what }) => {
  const linkOf = (stack: ReturnType<typeof stackOf>) =>
    VpcLink.fromVpcLinkAttributes(stack, 'Link', { vpcLinkId: 'link', vpc: vpcOf(stack, 'OfLink') });

  test('goes through a VPC link, with the method of the request', () => {
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

  test('passes every option on', () => {
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

  test('fails without a link, where its VPC is not known', () => {
    const stack = stackOf();
    expectFailure(() => new HttpApi(stack, 'Api', { defaultIntegration: imported(stack) }), {
      code: 'VpcLinkUnknown',
      path: 'Stack/Api/DefaultRoute',
      given: what,
      fix: "Specify 'vpcLink'",
    });
  });

  if (own) {
    test('has a link into the VPC of its load balancer made, once for all routes', () => {
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

    test('uses the link that it is given, though its VPC is known', () => {
      const stack = stackOf();
      const defaultIntegration = own(stack, { vpcLink: linkOf(stack) });
      new HttpApi(stack, 'Api', { defaultIntegration });
      expect(one(stack, 'Integration').ConnectionId).toBe('link');
      expect(all(stack, 'VpcLink')).toEqual([]);
    });

    test('makes no second link for an option of its own link, with the key vpcLinkPerOptions', () => {
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
