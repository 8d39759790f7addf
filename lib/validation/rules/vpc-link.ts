import { VPC_LINK_IDS, VPC_LINK_SUBNET_COUNT, VPC_LINK_SUBNETS } from '../constraints/vpc-link';
import { PAGES } from '../declaration';
import { isPlainObject, targetOf, unconditional } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { environmentOf } from '../engine/resource-view';
import { ruleFrom, rules } from '../engine/rule';
import { length, required } from '../engine/property-rules';
import { described } from '../message';
import { tagRules } from './tags';

const LINKS = PAGES.guide('http-api-vpc-links');
const MAX_LINKS = 10;
const SUBNET = 'AWS::EC2::Subnet';
const GROUP = 'AWS::EC2::SecurityGroup';

/** Returns a description of the first duplicate element of a list. */
function twice(list: readonly unknown[], type: string): string | undefined {
  const seen = new Set<unknown>();
  for (const element of unconditional(list)) {
    const one = typeof element === 'string' ? element : isPlainObject(element) ? undefined : targetOf(element, type);
    if (one !== undefined && seen.has(one)) {
      return typeof one === 'string' ? `'${one}' twice` : `'${one.node.path}' twice`;
    }
    seen.add(one);
  }
  return undefined;
}

/** Returns the construct paths of the VPCs that the subnets and security groups of a VPC link belong to. */
function vpcsOf(link: ResourceView, index: ResourceIndex): string[] {
  const members = [
    ...unconditional(link.list('SubnetIds')).map((id) => targetOf(id, SUBNET)),
    ...unconditional(link.list('SecurityGroupIds')).map((id) => targetOf(id, GROUP)),
  ];
  const vpcs = members.map((node) => node && index.viewOf(node).target('AWS::EC2::VPC', 'VpcId'));
  return [...new Set(vpcs)].flatMap((vpc) => (vpc ? [vpc.node.path] : []));
}

/** Returns the number of VPC links in an environment. */
function countOf(index: ResourceIndex, environment: string): number {
  const counts = index.memoize(countOf, () => {
    const map = new Map<string, number>();
    for (const link of index.all('vpcLink').filter((one) => one.isUnconditional)) {
      map.set(environmentOf(link), (map.get(environmentOf(link)) ?? 0) + 1);
    }
    return map;
  });
  return counts.get(environment) ?? 0;
}

export const VPC_LINK_RULES = rules([
  ...required('vpcLink', ['Name']),
  ...tagRules('vpcLink'),
  length('vpcLink', 'Name', 1, 128),
  ruleFrom(VPC_LINK_SUBNETS, {
    on: 'vpcLink',
    property: 'SubnetIds',
    value: (link) => (link.lacks('SubnetIds') ? [] : link.list('SubnetIds')),
  }),
  ...(
    [
      ['SubnetIds', 'subnet'],
      ['SecurityGroupIds', 'sg'],
    ] as const
  ).map(([property, prefix]) =>
    ruleFrom(VPC_LINK_IDS, {
      on: 'vpcLink',
      needs: property,
      property,
      value: (link) => ({ ids: link.list(property) ?? [], prefix }),
    }),
  ),
  ruleFrom(VPC_LINK_SUBNET_COUNT, {
    on: 'vpcLink',
    needs: 'SubnetIds',
    property: 'SubnetIds',
    value: (link) => unconditional(link.list('SubnetIds')),
  }),
  ...[
    ['SubnetIds', SUBNET],
    ['SecurityGroupIds', GROUP],
  ].map(
    ([property, type]) =>
      ({
        code: 'VpcLinkElementDuplicate',
        severity: 'warning',
        evidence: 'inferred',
        source:
          'A VPC link creates only one network interface for each subnet, and duplicate subnets or security groups have no effect',
        on: 'vpcLink',
        needs: property,
        property,
        summary: 'A VPC link lists a subnet or a security group twice.',
        fix: 'List each subnet and each security group once.',
        page: LINKS,
        check: (link: ResourceView) => {
          const found = twice(link.list(property) ?? [], type);
          return found === undefined ? undefined : { must: 'have different elements', given: described(found) };
        },
      }) as const,
  ),
  {
    code: 'VpcLinkOfSeveralVpcs',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'A VPC link creates network interfaces in its subnets, and a network interface needs security groups of its own VPC',
    on: 'vpcLink',
    needs: 'SubnetIds',
    property: 'SubnetIds',
    summary: 'The subnets and security groups of a VPC link belong to several VPCs.',
    fix: 'Create a separate VPC link for each VPC.',
    page: LINKS,
    check: (link, index) => {
      const vpcs = vpcsOf(link, index);
      return vpcs.length > 1
        ? {
            must: 'belong to the same VPC as the other subnets and security groups',
            given: described(vpcs.map((path) => `'${path}'`).join(' and ')),
          }
        : undefined;
    },
  },
  {
    code: 'VpcLinkQuotaExceeded',
    severity: 'warning',
    evidence: 'documented',
    source:
      'The API Gateway quotas allow at most 10 VPC links for each account and region, and AWS can raise this quota',
    on: 'vpcLink',
    property: 'Name',
    summary: 'The app has more than 10 VPC links in one account and region, but the default quota is 10.',
    fix: 'Use one VPC link for all integrations of a VPC, or request a higher quota and acknowledge the warning.',
    page: PAGES.guide('limits'),
    among: (index) => {
      const environments = new Set<string>();
      return index.all('vpcLink').filter((link) => {
        const environment = environmentOf(link);
        const isFirst = !environments.has(environment);
        environments.add(environment);
        return isFirst && countOf(index, environment) > MAX_LINKS;
      });
    },
    check: (link, index) => ({
      property: 'The account and region',
      must: `have at most ${MAX_LINKS} VPC links`,
      given: countOf(index, environmentOf(link)),
    }),
  },
]);
