import { judgeRange, prose } from '../../private/judge';
import { PAGES, rules } from '../rule';
import { certain, targetOf } from '../tokens';
import { member, together } from '../view';
import { TYPES } from '../world';
import { protocolsOn } from './domain';

const RULES = PAGES.guide('rest-api-routing-rules');

export const ROUTING_RULES = rules([
  {
    code: 'RoutingRulePriorityInvalid',
    severity: 'error',
    on: 'routingRule',
    property: 'Priority',
    what: 'The priority of a routing rule is not a whole number from 1 to 1,000,000.',
    why: RULES,
    fix: 'Write 1 to 1,000,000; the lowest comes first.',
    check: (rule) => judgeRange(rule.number('Priority'), 1, 1_000_000, { whole: true }),
  },
  {
    code: 'RoutingRulePriorityDuplicate',
    severity: 'error',
    on: 'routingRule',
    property: 'Priority',
    what: 'Two routing rules of a domain name have one priority.',
    why: RULES,
    fix: 'Give each rule of a domain name a priority of its own.',
    check: (rule, world) => {
      const priority = rule.number('Priority');
      const domain = world.identity(rule, 'domainName', 'DomainNameArn');
      const first = world
        .all('routingRule')
        .find(
          (other) =>
            priority !== undefined &&
            domain !== undefined &&
            other.number('Priority') === priority &&
            world.identity(other, 'domainName', 'DomainNameArn') === domain &&
            together(other, rule),
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
    on: 'routingRule',
    property: 'Actions',
    what: 'A routing rule does not have exactly one action.',
    why: RULES,
    fix: 'Write one action, and a rule for each other one.',
    check: (rule) => {
      const all = rule.lacks('Actions') ? 0 : rule.list('Actions')?.length;
      const count = all === 0 ? 0 : certain(rule.list('Actions')).length;
      return all === 0 || count > 1 ? { must: 'hold exactly one action', given: count } : undefined;
    },
  },
  {
    code: 'RoutingRuleConditionsInvalid',
    severity: 'error',
    on: 'routingRule',
    property: 'Conditions',
    what: 'A routing rule has more than two conditions on headers, or more than one on the path.',
    why: RULES,
    fix: 'Write at most two header conditions and one path condition, and a rule for each other one.',
    check: (rule) => {
      const count = (name: string) =>
        rule.list('Conditions')?.filter((condition) => member(condition, name) !== undefined).length ?? 0;
      const [headers, paths] = [count('MatchHeaders'), count('MatchBasePaths')];
      return headers > 2 || paths > 1
        ? {
            must: 'hold at most two on headers and one on the path',
            given: prose(`${headers} on headers, ${paths} on the path`),
          }
        : undefined;
    },
  },
  {
    code: 'RoutingRuleTargetUnsupported',
    severity: 'warning',
    on: 'routingRule',
    property: 'Actions.InvokeApi.ApiId',
    what: 'A routing rule leads to an HTTP or WebSocket API, and the service takes REST APIs only.',
    why: RULES,
    fix: 'Lead to a REST API, or map the API: `new ApiMapping(…)`.',
    check: (rule, world) => {
      const api = rule.list('Actions')?.flatMap((one) => {
        const node = targetOf(member(member(one, 'InvokeApi'), 'ApiId'), TYPES.api);
        return (node && world.visible(node)) ?? [];
      })[0];
      return api && { must: 'be a REST API', given: prose(`'${api.path}'`) };
    },
  },
  {
    code: 'RoutingRuleOnSharedDomain',
    severity: 'warning',
    on: 'routingRule',
    property: 'DomainNameArn',
    what: 'A routing rule is on a domain name that both REST and HTTP APIs are mapped to, where the service takes none.',
    why: RULES,
    fix: 'Give the HTTP APIs a domain name of their own.',
    check: (rule, world) => {
      const domain = world.follow(rule, 'domainName', 'DomainNameArn');
      const mapped = domain ? protocolsOn(domain.node, world).filter(([mapping]) => mapping.isCertain) : [];
      const [[rest] = [], [http] = []] = ['REST', 'HTTP'].map((kind) =>
        mapped.find(([, protocol]) => protocol === kind),
      );
      return rest && http
        ? {
            must: 'be a domain name of REST APIs only',
            given: prose(`one with '${rest.path}' for a REST API and '${http.path}' for an HTTP API`),
          }
        : undefined;
    },
  },
]);
