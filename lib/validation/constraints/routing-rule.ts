import { constraint } from '../constraint';
import { PAGES } from '../declaration';
import { described } from '../message';
import { checkRange, isText } from '../values';

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
  source: 'The CloudFormation reference: fewer than 128 characters, with * at the begin, the end or both',
  summary:
    'A routing rule matches a header by a pattern with a `*` in the middle, other characters, or 128 or more characters.',
  fix: 'Use a pattern such as `v1*`, `*v1` or `*v1*`.',
  page: REFERENCE,
  check: (glob) =>
    !isText(glob) || (glob.length < 128 && NAME.test(glob) && !glob.slice(1, -1).includes('*'))
      ? undefined
      : { must: 'be a pattern of 1 to 127 characters with * at its begin or end only', given: glob },
});

export const ROUTING_BASE_PATHS = constraint<readonly unknown[]>({
  code: 'RoutingBasePathInvalid',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The guide: base paths have the characters of API mapping keys, no slash at the begin and at most 128 characters',
  summary:
    'A routing rule matches a base path that begins with a slash, has other characters or is longer than 128 characters.',
  fix: 'Use a path such as `orders/v1`.',
  page: RULES,
  check: (paths) =>
    paths.filter(isText).map((path) =>
      path.length <= 128 && /^[A-Za-z0-9$\-_.+!*'(),]+(\/[A-Za-z0-9$\-_.+!*'(),]+)*$/.test(path)
        ? undefined
        : {
            must: "be a path without a slash at its begin, of letters, digits and $-_.+!*'(),/",
            given: path,
            instead: /^\/+[\w/-]+$/.test(path) ? `Did you mean '${path.replace(/^\/+|\/+$/g, '')}'?` : undefined,
          },
    ),
});

export const ROUTING_HEADERS_PER_CONDITION = constraint<number>({
  code: 'RoutingHeadersPerCondition',
  severity: 'warning',
  evidence: 'inferred',
  source: 'A deployment tool validates exactly one header for each condition; AWS was not seen to reject more',
  summary: 'A condition of a routing rule has more than one header.',
  fix: 'Use one condition for each header.',
  page: RULES,
  check: (count) => (count > 1 ? { must: 'match one header', given: described(`${count} headers`) } : undefined),
});
