import { constraint } from '../constraint';
import { PAGES } from '../declaration';
import { described } from '../message';
import { isText } from '../value-checks';

const LINKS = PAGES.guide('http-api-vpc-links');
const MAX_SUBNETS = 10;

export const VPC_LINK_SUBNETS = constraint<readonly unknown[]>({
  code: 'VpcLinkWithoutSubnets',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "SubnetIds for a vpc link cannot be empty"',
  summary: 'A VPC link does not specify a subnet.',
  fix: 'Specify at least one subnet, preferably one for each availability zone.',
  page: LINKS,
  check: (subnets) =>
    subnets.length === 0 ? { must: 'list at least one subnet', given: described('none') } : undefined,
});

/** The constraint that the IDs of subnets begin with `subnet-`, and the IDs of security groups begin with `sg-`. */
export const VPC_LINK_IDS = constraint<{ readonly ids: readonly unknown[]; readonly prefix: 'subnet' | 'sg' }>({
  code: 'VpcLinkIdInvalid',
  severity: 'warning',
  evidence: 'inferred',
  source: 'Amazon EC2 finds subnets and security groups by their IDs, which begin with `subnet-` and `sg-`',
  summary: 'A VPC link specifies a value that is not the ID of a subnet or security group.',
  fix: 'Use IDs that begin with `subnet-` and `sg-`.',
  page: LINKS,
  check: ({ ids, prefix }) =>
    ids.map((id) => {
      if (!isText(id) || new RegExp(`^${prefix}-[\\w-]+$`).test(id)) {
        return undefined;
      }
      const [found, ...more] = id.match(new RegExp(`\\b${prefix}-\\w+`, 'g')) ?? [];
      return {
        must: `list IDs that begin with '${prefix}-'`,
        given: id,
        instead: found === undefined ? undefined : `Use ['${[found, ...more].join("', '")}'].`,
      };
    }),
});

export const VPC_LINK_SUBNET_COUNT = constraint<readonly unknown[]>({
  code: 'VpcLinkSubnetQuotaExceeded',
  severity: 'warning',
  evidence: 'documented',
  source: 'The API Gateway quotas allow at most 10 subnets for each VPC link, and AWS can raise this quota',
  summary: 'A VPC link has more than 10 subnets, but the default quota is 10.',
  fix: 'Use one subnet for each availability zone, or request a higher quota and acknowledge the warning.',
  page: PAGES.guide('limits'),
  check: ({ length }) =>
    length > MAX_SUBNETS
      ? { must: `list at most ${MAX_SUBNETS} subnets`, given: described(`${length} subnets`) }
      : undefined,
});
