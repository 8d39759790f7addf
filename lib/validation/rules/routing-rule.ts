import { described } from '../message';
import { checkRange } from '../values';
import { PAGES } from '../declaration';
import { rules } from '../engine/rule';
import { unconditional, targetOf } from '../engine/resolve';
import { member, areDeployedTogether } from '../engine/resource-view';
import { TYPES } from '../engine/kinds';
import { protocolsOn } from './domain-name';

const RULES = PAGES.guide('rest-api-routing-rules');

export const ROUTING_RULES = rules([
  {
    code: 'RoutingRulePriorityInvalid',
    severity: 'error',
    evidence: 'documented',
    source:
      '1..1,000,000 (minimum/maximum stand in the CloudFormation schema, so CloudFormation itself rejects) (registry schema; botocore apigatewayv2 model)',
    on: 'routingRule',
    property: 'Priority',
    summary: 'The priority of a routing rule is not a whole number from 1 to 1,000,000.',
    page: RULES,
    fix: 'Write 1 to 1,000,000; the lowest comes first.',
    check: (rule) => checkRange(rule.number('Priority'), 1, 1_000_000, { whole: true }),
  },
  {
    code: 'RoutingRulePriorityDuplicate',
    severity: 'error',
    evidence: 'documented',
    source:
      '"Rules can\'t have the same priority"; CreateRoutingRule declares ConflictException (registry schema; rest-api-routing-rules)',
    on: 'routingRule',
    property: 'Priority',
    summary: 'Two routing rules of a domain name have one priority.',
    page: RULES,
    fix: 'Give each rule of a domain name a priority of its own.',
    check: (rule, index) => {
      const priority = rule.number('Priority');
      const domain = index.identity(rule, 'domainName', 'DomainNameArn');
      const first = index
        .all('routingRule')
        .find(
          (other) =>
            priority !== undefined &&
            domain !== undefined &&
            other.number('Priority') === priority &&
            index.identity(other, 'domainName', 'DomainNameArn') === domain &&
            areDeployedTogether(other, rule),
        );
      return first && first !== rule
        ? {
            must: `differ from those of the other rules of the domain name, and '${first.path}' has it`,
            given: priority,
          }
        : undefined;
    },
  },
  {
    code: 'RoutingRuleActionInvalid',
    severity: 'error',
    evidence: 'documented',
    source: 'Actions required; "Each rule can have one action" (registry schema; rest-api-routing-rules)',
    on: 'routingRule',
    property: 'Actions',
    summary: 'A routing rule does not have exactly one action.',
    page: RULES,
    fix: 'Write one action, and a rule for each other one.',
    check: (rule) => {
      const all = rule.lacks('Actions') ? 0 : rule.list('Actions')?.length;
      const count = all === 0 ? 0 : unconditional(rule.list('Actions')).length;
      return all === 0 || count > 1 ? { must: 'hold exactly one action', given: count } : undefined;
    },
  },
  {
    code: 'RoutingRuleConditionsInvalid',
    severity: 'error',
    evidence: 'documented',
    source:
      'up to two matchHeaders and one matchBasePaths; acceptance test deploys exactly 2+1 (botocore apigatewayv2 model; terraform-provider-aws:internal/service/apigatewayv2/routing_rule_test.go)',
    on: 'routingRule',
    property: 'Conditions',
    summary: 'A routing rule has more than two conditions on headers, or more than one on the path.',
    page: RULES,
    fix: 'Write at most two header conditions and one path condition, and a rule for each other one.',
    check: (rule) => {
      const count = (name: string) =>
        rule.list('Conditions')?.filter((condition) => member(condition, name) !== undefined).length ?? 0;
      const [headers, paths] = [count('MatchHeaders'), count('MatchBasePaths')];
      return headers > 2 || paths > 1
        ? {
            must: 'hold at most two on headers and one on the path',
            given: described(`${headers} on headers, ${paths} on the path`),
          }
        : undefined;
    },
  },
  {
    code: 'RoutingRuleTargetUnsupported',
    severity: 'warning',
    evidence: 'documented',
    source: '"WebSocket or HTTP APIs aren\'t supported as target APIs" (rest-api-routing-mode)',
    on: 'routingRule',
    property: 'Actions.InvokeApi.ApiId',
    summary: 'A routing rule leads to an HTTP or WebSocket API, and the service takes REST APIs only.',
    page: RULES,
    fix: 'Lead to a REST API, or map the API: `new ApiMapping(…)`.',
    check: (rule, index) => {
      const api = rule.list('Actions')?.flatMap((one) => {
        const node = targetOf(member(member(one, 'InvokeApi'), 'ApiId'), TYPES.api);
        return (node && index.visible(node)) ?? [];
      })[0];
      return api && { must: 'be a REST API', given: described(`'${api.path}'`) };
    },
  },
  {
    code: 'RoutingRuleOnSharedDomain',
    severity: 'warning',
    evidence: 'documented',
    source: 'mappings to both REST and HTTP APIs: routing rules not supported (rest-api-routing-mode)',
    on: 'routingRule',
    property: 'DomainNameArn',
    summary:
      'A routing rule is on a domain name that both REST and HTTP APIs are mapped to, where the service takes none.',
    page: RULES,
    fix: 'Give the HTTP APIs a domain name of their own.',
    check: (rule, index) => {
      const domain = index.follow(rule, 'domainName', 'DomainNameArn');
      const mapped = domain ? protocolsOn(domain.node, index).filter(([mapping]) => mapping.isUnconditional) : [];
      const [[rest] = [], [http] = []] = ['REST', 'HTTP'].map((kind) =>
        mapped.find(([, protocol]) => protocol === kind),
      );
      return rest && http
        ? {
            must: 'be a domain name of REST APIs only',
            given: described(`one with '${rest.path}' for a REST API and '${http.path}' for an HTTP API`),
          }
        : undefined;
    },
  },
]);
