import { constraint } from '../constraint';
import { PAGES } from '../declaration';
import { described } from '../message';
import { checkRange, isText } from '../value-checks';
import { RESERVED_HEADER } from './reserved-header';

const RULES = PAGES.guide('rest-api-routing-rules');
const REFERENCE = PAGES.cloudFormation('aws-resource-apigatewayv2-routingrule');
const NAME = /^[A-Za-z0-9*?\-!#$%&'.^_`|~]+$/;

export const ROUTING_PRIORITY = constraint<unknown>({
  code: 'RoutingRulePriorityInvalid',
  severity: 'error',
  evidence: 'documented',
  source:
    'The CloudFormation schema states the minimum and maximum of the priority, and CloudFormation validates the value',
  summary: 'The priority of a routing rule is not a whole number from 1 to 1,000,000.',
  fix: 'Use 1 to 1,000,000. API Gateway evaluates the rule with the lowest number first.',
  page: RULES,
  check: (priority) => checkRange(priority, 1, 1_000_000, { whole: true }),
});

export const ROUTING_HEADER_NAME = constraint<unknown>({
  code: 'RoutingHeaderNameInvalid',
  severity: 'warning',
  evidence: 'documented',
  source:
    "The CloudFormation reference states that the name has fewer than 40 characters: a-z, A-Z, 0-9 and *?-!#$%&'.^_`|~",
  summary:
    'The name of a header in a routing rule has 40 or more characters, or contains a character that API Gateway does not support.',
  fix: 'Use an HTTP header name with fewer than 40 characters.',
  page: REFERENCE,
  check: (name) =>
    !isText(name) || (name.length < 40 && NAME.test(name))
      ? undefined
      : { must: "consist of 1 to 39 letters, digits and *?-!#$%&'.^_`|~", given: name },
});

export const ROUTING_HEADER_GLOB = constraint<unknown>({
  code: 'RoutingHeaderGlobInvalid',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The CloudFormation reference states that the pattern has fewer than 128 characters, with * at the start, the end or both',
  summary:
    'The pattern for a header in a routing rule contains `*` in the middle, has 128 or more characters, or contains a character that API Gateway does not support.',
  fix: 'Use a pattern such as `v1*`, `*v1` or `*v1*`.',
  page: REFERENCE,
  check: (glob) =>
    !isText(glob) || (glob.length < 128 && NAME.test(glob) && !glob.slice(1, -1).includes('*'))
      ? undefined
      : { must: 'be a pattern of 1 to 127 characters, with * only at the start or the end', given: glob },
});

export const ROUTING_BASE_PATHS = constraint<readonly unknown[]>({
  code: 'RoutingBasePathInvalid',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API Gateway guide states that base paths consist of at most 128 of the characters that API mapping keys support, and do not begin with a slash',
  summary:
    'The base path of a routing rule is missing, begins or ends with a slash, contains an unsupported character, or is longer than 128 characters.',
  fix: 'Use a path of at most 128 characters, such as `orders/v1`.',
  page: RULES,
  check: (paths) =>
    paths.length === 0
      ? { must: 'have at least one base path', given: described('none') }
      : paths.filter(isText).map((path) =>
          path.length <= 128 && /^[A-Za-z0-9$\-_.+!*'(),]+(\/[A-Za-z0-9$\-_.+!*'(),]+)*$/.test(path)
            ? undefined
            : {
                must: "be a path of at most 128 letters, digits and $-_.+!*'(),/, without a slash at the start or the end",
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
    'A deployment tool requires exactly one header for each condition, but it is not known whether API Gateway rejects several headers',
  summary: 'A condition of a routing rule has more than one header.',
  fix: 'Use one condition for each header.',
  page: RULES,
  check: (count) => (count > 1 ? { must: 'match one header', given: described(`${count} headers`) } : undefined),
});

export const ROUTING_HEADER_RESERVED = constraint<unknown>({
  code: 'RoutingHeaderReserved',
  severity: 'warning',
  evidence: 'documented',
  source: 'The API Gateway guide states that routing rules do not support the headers that API Gateway reserves',
  summary: 'A routing rule matches a header that API Gateway reserves.',
  fix: 'Use a header that API Gateway does not reserve, such as `x-version`.',
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
  source:
    'A deployment tool requires that a condition matches either headers or base paths, but it is not known whether API Gateway rejects other conditions',
  summary: 'A condition of a routing rule matches both headers and base paths, or neither.',
  fix: 'Use one condition for headers, and a separate condition for base paths.',
  page: RULES,
  check: (count) =>
    count === 1
      ? undefined
      : {
          must: 'match either headers or base paths',
          given: described(count === 0 ? 'neither' : 'headers and base paths in one condition'),
        },
});

export const ROUTING_DOMAIN_ARN = constraint<unknown>({
  code: 'RoutingRuleDomainInvalid',
  severity: 'error',
  evidence: 'documented',
  source: 'The CloudFormation reference requires the ARN of the domain name, from which CloudFormation reads the name',
  summary: 'A routing rule specifies its domain name by a value that is not the ARN of the domain name.',
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
  source: 'The API Gateway quotas allow at most 50 routing rules for each domain name',
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
    'The API Gateway guide states that a domain name uses only API mappings by default, but the routing mode can change later',
  summary: 'A domain name has routing rules, but its routing mode uses only API mappings.',
  fix: 'Set `routingMode` to `ROUTING_RULE_THEN_API_MAPPING` or `ROUTING_RULE_ONLY`.',
  page: PAGES.guide('rest-api-routing-mode'),
  check: (mode) =>
    mode === undefined || mode === 'API_MAPPING_ONLY'
      ? { must: 'be a mode that uses the routing rules of the domain name', given: mode }
      : undefined,
});
