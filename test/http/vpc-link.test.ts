import * as ec2 from 'aws-cdk-lib/aws-ec2';

import { VpcLink } from '../../lib';
import { idsOf, one, stackOf } from '../_helpers/app';

const groups = (stack: ReturnType<typeof stackOf>, ...ids: string[]) =>
  ids.map((id) => ec2.SecurityGroup.fromSecurityGroupId(stack, id, id));

const vpcOf = (stack: ReturnType<typeof stackOf>, subnets: Partial<ec2.VpcAttributes>) =>
  ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a', 'b'], ...subnets });

const privateSubnetIds = ['private-1', 'private-2'];
const isolatedSubnetIds = ['isolated-1', 'isolated-2'];
const publicSubnetIds = ['public-1', 'public-2'];

test.each([
  ['the private subnets', { privateSubnetIds, isolatedSubnetIds, publicSubnetIds }, privateSubnetIds],
  [
    'the isolated subnets, if the VPC has no private subnets',
    { isolatedSubnetIds, publicSubnetIds },
    isolatedSubnetIds,
  ],
])('a VPC link has the subnets: %s', (_, subnets, expected) => {
  const stack = stackOf();
  new VpcLink(stack, 'Link', { vpc: vpcOf(stack, subnets) });
  expect(one(stack, 'VpcLink')).toEqual({ Name: 'StackLink6E3C6650', SecurityGroupIds: [], SubnetIds: expected });
});

test('a VPC link does not use public subnets by default', () => {
  const stack = stackOf();
  const vpc = vpcOf(stack, { publicSubnetIds });
  expect(() => new VpcLink(stack, 'Link', { vpc })).toThrow(/no 'Private' subnet groups/);
  new VpcLink(stack, 'Told', { vpc, subnets: { subnetType: ec2.SubnetType.PUBLIC } });
});

test('a VPC link has the subnets, security groups and name that were passed', () => {
  const stack = stackOf();
  const vpc = vpcOf(stack, { privateSubnetIds });
  const link = new VpcLink(stack, 'Link', {
    vpc,
    vpcLinkName: 'own',
    subnets: { subnets: [vpc.privateSubnets[1]!] },
    securityGroups: groups(stack, 'sg-1'),
  });
  expect(one(stack, 'VpcLink')).toEqual({ Name: 'own', SecurityGroupIds: ['sg-1'], SubnetIds: ['private-2'] });
  expect(link.vpc).toBe(vpc);
  expect(stack.resolve([link.vpcLinkId, link.vpcLinkRef.vpcLinkId])).toEqual([
    { Ref: idsOf(stack, 'VpcLink')[0] },
    { Ref: idsOf(stack, 'VpcLink')[0] },
  ]);
});

test('a VPC link accepts further subnets and security groups after its creation', () => {
  const stack = stackOf();
  const vpc = vpcOf(stack, { privateSubnetIds });
  const link = new VpcLink(stack, 'Link', { vpc, subnets: { subnets: [] } });
  link.addSubnets(vpc.privateSubnets[0]!);
  link.addSubnets(vpc.privateSubnets[1]!);
  link.addSecurityGroups(...groups(stack, 'sg-1', 'sg-2'));
  expect(one(stack, 'VpcLink')).toMatchObject({ SecurityGroupIds: ['sg-1', 'sg-2'], SubnetIds: privateSubnetIds });
});

test('a VPC link has a valid name, even for a long construct path', () => {
  const stack = stackOf();
  new VpcLink(stack, 'x'.repeat(200), { vpc: vpcOf(stack, { privateSubnetIds }) });
  expect(one(stack, 'VpcLink').Name).toHaveLength(128);
});

test('a VPC link accepts L1 subnets and security groups', () => {
  const stack = stackOf();
  const subnet = new ec2.CfnSubnet(stack, 'Subnet', { vpcId: 'vpc-1', cidrBlock: '10.0.0.0/24' });
  const group = new ec2.CfnSecurityGroup(stack, 'Group', { groupDescription: 'g' });
  const link = new VpcLink(stack, 'Link', { vpc: vpcOf(stack, { privateSubnetIds }), subnets: { subnets: [] } });
  link.addSubnets(subnet);
  link.addSecurityGroups(group);
  expect(one(stack, 'VpcLink')).toMatchObject({
    SecurityGroupIds: [{ Ref: 'Group' }],
    SubnetIds: [{ Ref: 'Subnet' }],
  });
});

test('an imported VPC link has the attributes that were passed', () => {
  const stack = stackOf();
  const vpc = vpcOf(stack, { privateSubnetIds });
  const link = VpcLink.fromVpcLinkAttributes(stack, 'Link', { vpcLinkId: 'l', vpc });
  expect([link.vpcLinkId, link.vpcLinkRef.vpcLinkId, link.vpc]).toEqual(['l', 'l', vpc]);
  expect(idsOf(stack, 'VpcLink')).toEqual([]);
});
