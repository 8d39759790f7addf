import { constraint } from '../constraint';
import { PAGES } from '../declaration';
import { described } from '../message';
import { checkRange, isText } from '../values';
import { RESERVED_HEADER } from './reserved-header';

const RULES = PAGES.guide('rest-api-routing-rules');
const REFERENCE = PAGES.cloudFormation('aws-resource-apigatewayv2-routingrule');
const NAME = /^[A-Za-z0-9*?\-!#$%&'.^_`|~]+$/;

export const ROUTING_PRIORITY = constraint<unknown>({
  code: 'RoutingRulePriorityInvalid',
  severity: 'error',
  evidence: 'documented',
  source: 'The CloudFormation schema states minimum and maximum, and CloudFormation validates them',
  summary: 'The priority of a routing rule is not a whole number from 1 to 1,000,000.',
  fix: 'Use 1 to 1,000,000; API Gateway evaluates the lowest first.',
  page: RULES,
  check: (priority) => checkRange(priority, 1, 1_000_000, { whole: true }),
});

export const ROUTING_HEADER_NAME = constraint<unknown>({
  code: 'RoutingHeaderNameInvalid',
  severity: 'warning',
  evidence: 'documented',
  source: "The CloudFormation reference: fewer than 40 of a-z, A-Z, 0-9 and *?-!#$%&'.^_`|~",
  summary: 'A routing rule matches a header whose name has other characters, or 40 or more.',
  fix: 'Use the name of an HTTP header of fewer than 40 characters.',
  page: REFERENCE,
  check: (name) =>
    !isText(name) || (name.length < 40 && NAME.test(name))
      ? undefined
      : { must: "have 1 to 39 letters, digits and *?-!#$%&'.^_`|~", given: name },
});

export const ROUTING_HEADER_GLOB = constraint<unknown>({
  code: 'RoutingHeaderGlobInvalid',
  severity: 'warning',
  evidence: 'documented',
  source: 'The CloudFormation reference: fewer than 128 characters, with * at the start, the end or both',
  summary:
    'A routing rule matches a header by a pattern with a `*` in the middle, other characters, or 128 or more characters.',
  fix: 'Use a pattern such as `v1*`, `*v1` or `*v1*`.',
  page: REFERENCE,
  check: (glob) =>
    !isText(glob) || (glob.length < 128 && NAME.test(glob) && !glob.slice(1, -1).includes('*'))
      ? undefined
      : { must: 'be a pattern of 1 to 127 characters with * at its start or end only', given: glob },
});

export const ROUTING_BASE_PATHS = constraint<readonly unknown[]>({
  code: 'RoutingBasePathInvalid',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The guide: base paths have the characters of API mapping keys, no slash at the start and at most 128 characters',
  summary:
    'A routing rule matches a base path that begins with a slash, has other characters or more than 128 of them, or no base path.',
  fix: 'Use a path such as `orders/v1`.',
  page: RULES,
  check: (paths) =>
    paths.length === 0
      ? { must: 'have at least one base path', given: described('none') }
      : paths.filter(isText).map((path) =>
          path.length <= 128 && /^[A-Za-z0-9$\-_.+!*'(),]+(\/[A-Za-z0-9$\-_.+!*'(),]+)*$/.test(path)
            ? undefined
            : {
                must: "be a path without a slash at its start, of letters, digits and $-_.+!*'(),/",
                given: path,
                instead: /^\/+[\w/-]+$/.test(path) ? `Did you mean '${path.replace(/^\/+|\/+$/g, '')}'?` : undefined,
              },
        ),
});

export const ROUTING_HEADERS_PER_CONDITION = constraint<number>({
  code: 'RoutingHeadersPerCondition',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'A deployment tool validates exactly one header for each condition; no rejection of several headers was observed',
  summary: 'A condition of a routing rule has more than one header.',
  fix: 'Use one condition for each header.',
  page: RULES,
  check: (count) => (count > 1 ? { must: 'match one header', given: described(`${count} headers`) } : undefined),
});

export const ROUTING_HEADER_RESERVED = constraint<unknown>({
  code: 'RoutingHeaderReserved',
  severity: 'warning',
  evidence: 'documented',
  source: 'The guide: routing rules do not support the headers that are reserved in parameter mappings',
  summary: 'A routing rule matches a header that API Gateway reserves.',
  fix: 'Use a header of your own, such as `x-version`.',
  page: RULES,
  check: (name) =>
    isText(name) && RESERVED_HEADER.test(name)
      ? { must: 'be a header that API Gateway does not reserve', given: name }
      : undefined,
});

export const ROUTING_CONDITION_KIND = constraint<number>({
  code: 'RoutingConditionInvalid',
  severity: 'warning',
  evidence: 'inferred',
  source: 'A deployment tool validates exactly one of the two; no rejection of others was observed',
  summary: 'A condition of a routing rule does not match either headers or base paths.',
  fix: 'Use one condition for headers and another one for base paths.',
  page: RULES,
  check: (count) =>
    count === 1
      ? undefined
      : {
          must: 'match either headers or base paths',
          given: described(count === 0 ? 'neither' : 'both in one condition'),
        },
});

export const ROUTING_DOMAIN_ARN = constraint<unknown>({
  code: 'RoutingRuleDomainInvalid',
  severity: 'error',
  evidence: 'documented',
  source: 'The CloudFormation reference: the ARN of the domain name, from which CloudFormation reads the name',
  summary: 'A routing rule names its domain name by something else than its ARN.',
  fix: 'Use the attribute `DomainNameArn` of the domain name.',
  page: REFERENCE,
  check: (arn) =>
    !isText(arn) || /^arn:[\w-]+:apigateway:[\w-]*:\d*:\/domainnames\/.+$/.test(arn)
      ? undefined
      : { must: "be an ARN such as 'arn:aws:apigateway:<region>::/domainnames/<name>'", given: arn },
});

export const ROUTING_RULES_PER_DOMAIN = constraint<number>({
  code: 'TooManyRoutingRules',
  severity: 'warning',
  evidence: 'documented',
  source: 'The quota page: 50 routing rules for each domain name',
  summary: 'A domain name has more than 50 routing rules.',
  fix: 'Combine rules, or use a second domain name.',
  page: PAGES.guide('limits'),
  check: (count) => (count > 50 ? { must: 'be at most 50', given: count } : undefined),
});

export const ROUTING_RULES_READ = constraint<string | undefined>({
  code: 'RoutingRulesNotRead',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'The guide: a domain name reads API mappings only unless its routing mode says otherwise; the mode can change later',
  summary: 'A domain name has routing rules, but its routing mode reads API mappings only.',
  fix: 'Set `routingMode` to `ROUTING_RULE_THEN_API_MAPPING` or `ROUTING_RULE_ONLY`.',
  page: PAGES.guide('rest-api-routing-mode'),
  check: (mode) =>
    mode === undefined || mode === 'API_MAPPING_ONLY'
      ? { must: 'be a mode that reads the routing rules of the domain name', given: mode }
      : undefined,
});
