import { constraint } from '../constraint';
import { PAGES } from '../declaration';
import { described } from '../message';

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

export const VPC_LINK_SUBNET_COUNT = constraint<readonly unknown[]>({
  code: 'VpcLinkSubnetQuotaExceeded',
  severity: 'warning',
  evidence: 'documented',
  source: 'The quotas of API Gateway state at most 10 subnets for each VPC link, and AWS can raise this quota',
  summary: 'A VPC link has more than 10 subnets, but the default quota is 10.',
  fix: 'Use one subnet for each availability zone, or request a higher quota and acknowledge the warning.',
  page: PAGES.guide('limits'),
  check: ({ length }) =>
    length > MAX_SUBNETS
      ? { must: `list at most ${MAX_SUBNETS} subnets`, given: described(`${length} subnets`) }
      : undefined,
});
