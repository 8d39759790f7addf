import { CfnParameter, Fn, Lazy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ENV, inApi, inStack, rows } from '../fixtures';
import type { Program } from '../modules';

const vpc = (stack: Stack, id = 'Vpc', maxAzs = 2): ec2.Vpc =>
  new ec2.Vpc(stack, id, {
    maxAzs,
    natGateways: 1,
    subnetConfiguration: [
      { name: 'public', subnetType: ec2.SubnetType.PUBLIC },
      { name: 'private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      { name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    ],
  });

const imported = (stack: Stack, id = 'Imported'): ec2.IVpc =>
  ec2.Vpc.fromVpcAttributes(stack, id, {
    vpcId: 'vpc-1',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    privateSubnetIds: ['subnet-1', 'subnet-2'],
    publicSubnetIds: ['subnet-3', 'subnet-4'],
  });

const selections: Record<string, ec2.SubnetSelection> = {
  nothing: {},
  public: { subnetType: ec2.SubnetType.PUBLIC },
  private: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
  isolated: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
  'a subnet group': { subnetGroupName: 'isolated' },
  'one subnet for each Availability Zone': { onePerAz: true },
  'a filter': { subnetFilters: [ec2.SubnetFilter.onePerAz()] },
};

export const programs: Program[] = [
  inStack('VPC link: a VPC', (m, stack) => {
    const network = vpc(stack);
    const link = new m.apigwv2.VpcLink(stack, 'Link', { vpc: network });
    return {
      id: link.vpcLinkId,
      vpc: link.vpc,
      ref: link.vpcLinkRef,
      child: link.node.defaultChild,
      env: [link.env.account, link.env.region],
    };
  }),
  inStack(
    'VPC link: a known environment',
    (m, stack) => {
      new m.apigwv2.VpcLink(stack, 'Link', { vpc: vpc(stack, 'Vpc', 3) });
    },
    { env: ENV },
  ),
  ...rows(selections, (name, subnets) =>
    inStack(`VPC link: subnet selection: ${name}`, (m, stack) => {
      new m.apigwv2.VpcLink(stack, 'Link', { vpc: vpc(stack), subnets });
    }),
  ),
  inStack('VPC link: a list of subnets', (m, stack) => {
    const network = vpc(stack);
    new m.apigwv2.VpcLink(stack, 'Link', {
      vpc: network,
      subnets: { subnets: [network.isolatedSubnets[1], network.publicSubnets[0]] },
    });
  }),
  inStack(
    'VPC link: an empty list of subnets',
    (m, stack) => {
      new m.apigwv2.VpcLink(stack, 'Link', { vpc: vpc(stack), subnets: { subnets: [] } });
    },
    { undeployable: 'a VPC link must have a subnet' },
  ),
  inStack('VPC link: an empty list of subnets, and subnets that are added later', (m, stack) => {
    const network = vpc(stack);
    const link = new m.apigwv2.VpcLink(stack, 'Link', { vpc: network, subnets: { subnets: [] } });
    link.addSubnets();
    link.addSubnets(network.privateSubnets[1], network.privateSubnets[0]);
    link.addSubnets(network.publicSubnets[0]);
  }),
  inStack('VPC link: the same subnet added twice', (m, stack) => {
    const network = vpc(stack);
    const link = new m.apigwv2.VpcLink(stack, 'Link', { vpc: network });
    link.addSubnets(network.privateSubnets[0], network.privateSubnets[0]);
  }),
  inStack('fails: VPC link: a VPC without private subnets', (m, stack) => {
    const network = new ec2.Vpc(stack, 'Vpc', {
      subnetConfiguration: [{ name: 'x', subnetType: ec2.SubnetType.PUBLIC }],
    });
    new m.apigwv2.VpcLink(stack, 'Link', { vpc: network, subnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } });
  }),
  inStack('fails: VPC link: a VPC with only public subnets', (m, stack) => {
    const network = new ec2.Vpc(stack, 'Vpc', {
      maxAzs: 2,
      subnetConfiguration: [{ name: 'x', subnetType: ec2.SubnetType.PUBLIC }],
    });
    new m.apigwv2.VpcLink(stack, 'Link', { vpc: network });
  }),
  inStack(
    'fails: VPC link: a VPC with only isolated subnets',
    (m, stack) => {
      const network = new ec2.Vpc(stack, 'Vpc', {
        maxAzs: 2,
        subnetConfiguration: [{ name: 'x', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
      });
      new m.apigwv2.VpcLink(stack, 'Link', { vpc: network });
    },
    { differs: 'vpc-link-isolated-subnets' },
  ),
  inStack('VPC link: an imported VPC', (m, stack) => {
    new m.apigwv2.VpcLink(stack, 'Link', { vpc: imported(stack) });
  }),
  inStack(
    'VPC link: a VPC from a lookup',
    (m, stack) => {
      new m.apigwv2.VpcLink(stack, 'Link', {
        vpc: ec2.Vpc.fromLookup(stack, 'V', { isDefault: true }),
        subnets: { subnetType: ec2.SubnetType.PUBLIC },
      });
    },
    { env: ENV },
  ),
  inStack('VPC link: a VPC that is imported by tokens', (m, stack) => {
    const network = ec2.Vpc.fromVpcAttributes(stack, 'V', {
      vpcId: Fn.importValue('vpc'),
      availabilityZones: ['a', 'b'],
      privateSubnetIds: Fn.split(',', Fn.importValue('subnets'), 2),
    });
    new m.apigwv2.VpcLink(stack, 'Link', { vpc: network });
  }),
  inStack('VPC link: a name', (m, stack) => {
    new m.apigwv2.VpcLink(stack, 'Link', { vpc: imported(stack), vpcLinkName: 'my-link' });
  }),
  inStack('VPC link: an empty name', (m, stack) => {
    new m.apigwv2.VpcLink(stack, 'Link', { vpc: imported(stack), vpcLinkName: '' });
  }),
  inStack('VPC link: a name that is a token', (m, stack) => {
    new m.apigwv2.VpcLink(stack, 'A', {
      vpc: imported(stack),
      vpcLinkName: new CfnParameter(stack, 'P').valueAsString,
    });
    new m.apigwv2.VpcLink(stack, 'B', {
      vpc: imported(stack, 'V2'),
      vpcLinkName: Lazy.string({ produce: () => 'lazy' }),
    });
  }),
  inStack('VPC link: construct IDs and names', (m, stack) => {
    const network = imported(stack);
    const ids = ['with space', '1digit', 'größe', 'x'.repeat(100), 'a.b'];
    return { links: ids.map((id) => new m.apigwv2.VpcLink(stack, id, { vpc: network })) };
  }),
  inStack(
    'VPC link: a construct ID that is longer than the maximum length of a name',
    (m, stack) => {
      new m.apigwv2.VpcLink(stack, 'x'.repeat(200), { vpc: imported(stack) });
    },
    { differs: 'name-length' },
  ),
  inStack('VPC link: security groups', (m, stack) => {
    const network = vpc(stack);
    const securityGroups = ['A', 'B'].map((id) => new ec2.SecurityGroup(stack, id, { vpc: network }));
    new m.apigwv2.VpcLink(stack, 'Link', { vpc: network, securityGroups });
  }),
  inStack('VPC link: an empty list of security groups', (m, stack) => {
    new m.apigwv2.VpcLink(stack, 'Link', { vpc: imported(stack), securityGroups: [] });
  }),
  inStack('VPC link: security groups that are added later', (m, stack) => {
    const network = vpc(stack);
    const group = new ec2.SecurityGroup(stack, 'G', { vpc: network });
    const link = new m.apigwv2.VpcLink(stack, 'Link', { vpc: network, securityGroups: [group] });
    link.addSecurityGroups();
    link.addSecurityGroups(ec2.SecurityGroup.fromSecurityGroupId(stack, 'I', 'sg-1'), group);
    link.addSecurityGroups(new ec2.CfnSecurityGroup(stack, 'L1', { groupDescription: 'x', vpcId: network.vpcId }));
  }),
  inStack('VPC link: L1 subnets', (m, stack) => {
    const link = new m.apigwv2.VpcLink(stack, 'Link', { vpc: imported(stack) });
    link.addSubnets(new ec2.CfnSubnet(stack, 'S', { vpcId: 'vpc-1', cidrBlock: '10.0.0.0/24' }));
  }),
  inStack('VPC link: an imported VPC link', (m, stack) => {
    const link = m.apigwv2.VpcLink.fromVpcLinkAttributes(stack, 'Link', { vpcLinkId: 'link-1', vpc: imported(stack) });
    return {
      id: link.vpcLinkId,
      ref: link.vpcLinkRef,
      vpc: link.vpc,
      env: [link.env.region],
      child: link.node.defaultChild,
    };
  }),
  inApi('VPC link: addVpcLink', (_, api, stack) => {
    const network = vpc(stack);
    const link = api.addVpcLink({ vpc: network });
    return { link, id: link.vpcLinkId, vpc: link.vpc };
  }),
  inApi('VPC link: addVpcLink with all options', (_, api, stack) => {
    const network = vpc(stack);
    const link = api.addVpcLink({
      vpc: network,
      vpcLinkName: 'name',
      subnets: { subnetType: ec2.SubnetType.PUBLIC },
      securityGroups: [new ec2.SecurityGroup(stack, 'G', { vpc: network })],
    });
    return { link };
  }),
  inApi('VPC link: addVpcLink twice', (_, api, stack) => {
    const network = vpc(stack);
    const links = [api.addVpcLink({ vpc: network }), api.addVpcLink({ vpc: network })];
    return { links, same: links[0] === links[1] };
  }),
  inApi('VPC link: addVpcLink twice with different options', (_, api, stack) => {
    const network = vpc(stack);
    const links = [
      api.addVpcLink({ vpc: network, vpcLinkName: 'one' }),
      api.addVpcLink({ vpc: network, vpcLinkName: 'two', subnets: { subnetType: ec2.SubnetType.PUBLIC } }),
    ];
    return { links, same: links[0] === links[1] };
  }),
  inApi('VPC link: addVpcLink for two VPCs', (_, api, stack) => {
    const links = [api.addVpcLink({ vpc: vpc(stack, 'A') }), api.addVpcLink({ vpc: imported(stack) })];
    return { links };
  }),
  inApi('VPC link: addVpcLink for one VPC that is imported twice', (_, api, stack) => {
    const links = [api.addVpcLink({ vpc: imported(stack, 'A') }), api.addVpcLink({ vpc: imported(stack, 'B') })];
    return { links, same: links[0] === links[1] };
  }),
  inApi('VPC link: addVpcLink of two APIs', (m, api, stack) => {
    const network = vpc(stack);
    const links = [api, new m.apigwv2.HttpApi(stack, 'Second')].map((a) => a.addVpcLink({ vpc: network }));
    return { links };
  }),
  inApi('VPC link: one link for all routes to one load balancer', (m, api, stack) => {
    const network = vpc(stack);
    const lb = new elbv2.ApplicationLoadBalancer(stack, 'Lb', { vpc: network });
    const listener = lb.addListener('L', { port: 80 });
    listener.addTargets('T', { port: 80 });
    for (const path of ['/a', '/b']) {
      api.addRoutes({ path, integration: new m.integrations.HttpAlbIntegration(`Int${path.slice(1)}`, listener) });
    }
    const vpcLink = new m.apigwv2.VpcLink(stack, 'Own', { vpc: network });
    api.addRoutes({
      path: '/own',
      integration: new m.integrations.HttpAlbIntegration('OwnInt', listener, { vpcLink }),
    });
    return { link: api.addVpcLink({ vpc: network }) };
  }),
  {
    name: 'VPC link: a VPC in a different stack from the API',
    build: (m, app) => {
      const network = vpc(new Stack(app, 'Network'));
      const api = new m.apigwv2.HttpApi(new Stack(app, 'Apis'), 'Api');
      return { link: api.addVpcLink({ vpc: network }) };
    },
  },
];
