import type { CfnResource } from 'aws-cdk-lib/core';

import { MAPPING_WAITS } from '../constraints/api-mapping';
import {
  ROUTING_BASE_PATHS,
  ROUTING_CONDITION_KIND,
  ROUTING_DOMAIN_ARN,
  ROUTING_HEADER_GLOB,
  ROUTING_HEADER_NAME,
  ROUTING_HEADER_RESERVED,
  ROUTING_HEADERS_PER_CONDITION,
  ROUTING_PRIORITY,
  ROUTING_RULES_PER_DOMAIN,
  ROUTING_RULES_READ,
} from '../constraints/routing-rule';
import type { Constraint, Violations } from '../constraint';
import { listOf } from '../constraint';
import type { Violation } from '../declaration';
import { PAGES } from '../declaration';
import { TYPES } from '../engine/kinds';
import { isPlainObject, referenceIn, targetOf, unconditional } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { areDeployedTogether, member } from '../engine/resource-view';
import type { Finding, Rule } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { required } from '../engine/property-rules';
import { described } from '../message';
import { mayComeBefore, protocolsOn, REST_API, restStagesOf } from './mapped-domains';

const RULES = PAGES.guide('rest-api-routing-rules');

/**
 * Returns the routing rules of each domain name. The key is the domain name resource, or a string that contains the
 * literal ARN of the domain name.
 */
function rulesByDomain(index: ResourceIndex): ReadonlyMap<unknown, readonly ResourceView[]> {
  return index.memoize('routing rules by domain name', () => {
    const found = new Map<unknown, ResourceView[]>();
    for (const rule of index.all('routingRule')) {
      const domain = index.identity(rule, 'domainName', 'DomainNameArn');
      if (domain !== undefined) {
        found.set(domain, [...(found.get(domain) ?? []), rule]);
      }
    }
    return found;
  });
}

/** Returns the objects in a list, without values known only at deployment. */
function known(list: readonly unknown[] | undefined): readonly unknown[] {
  return unconditional(list).filter(isPlainObject);
}

/** Returns the list of headers or base paths that a condition matches. */
function anyOf(condition: unknown, name: string): readonly unknown[] | undefined {
  const list = member(member(condition, name), 'AnyOf');
  return Array.isArray(list) ? (list as unknown[]) : undefined;
}

/** Returns the rule that checks a constraint on values of each condition. */
function eachCondition<T>(
  declared: Constraint<T>,
  property: string,
  values: (condition: unknown) => readonly (T | undefined)[],
): Rule {
  return {
    ...declared,
    on: 'routingRule',
    needs: 'Conditions',
    property: `Conditions${property}`,
    check: (rule) =>
      known(rule.list('Conditions'))
        .flatMap(values)
        .flatMap((value): Violation[] => (value === undefined ? [] : listOf(declared.check(value) as Violations))),
  };
}

const headersOf = (name: string) => (condition: unknown) =>
  known(anyOf(condition, 'MatchHeaders')).map((header) => member(header, name));

function count(rule: ResourceView, name: string): number {
  return known(rule.list('Conditions')).filter((condition) => member(condition, name) !== undefined).length;
}

function duplicatePriority(rule: ResourceView, index: ResourceIndex): Finding | undefined {
  const priority = rule.number('Priority');
  const domain = index.identity(rule, 'domainName', 'DomainNameArn');
  const first = (rulesByDomain(index).get(domain) ?? []).find(
    (other) => priority !== undefined && other.number('Priority') === priority && areDeployedTogether(other, rule),
  );
  return first && first !== rule
    ? { must: `be unique on the domain name ('${first.path}' has the same priority)`, given: priority }
    : undefined;
}

function wrongAction(rule: ResourceView): Finding | undefined {
  const all = rule.lacks('Actions') ? 0 : rule.list('Actions')?.length;
  const certain = all === 0 ? 0 : unconditional(rule.list('Actions')).length;
  if (all === 0 || certain > 1) {
    return { must: 'have exactly one action', given: certain };
  }
  const [action] = known(rule.list('Actions'));
  const invoke = member(action, 'InvokeApi');
  const missing = isPlainObject(invoke) && ['ApiId', 'Stage'].find((name) => member(invoke, name) === undefined);
  return missing ? { must: `specify ${missing}`, given: undefined, member: 'InvokeApi' } : undefined;
}

/** Returns the member `InvokeApi` of the action of a routing rule. */
function invokeOf(rule: ResourceView): unknown {
  const [action] = known(rule.list('Actions'));
  return member(action, 'InvokeApi');
}

/**
 * Returns the REST API that a routing rule invokes, the stage name in the rule, and the stages of the API. Returns
 * undefined if the stage name is not known, or if the app does not create a stage of the API.
 */
function namedStage(
  rule: ResourceView,
  index: ResourceIndex,
): { readonly name: string; readonly stages: readonly ResourceView[]; readonly restApi: CfnResource } | undefined {
  const invoke = invokeOf(rule);
  const [name, restApi] = [member(invoke, 'Stage'), targetOf(member(invoke, 'ApiId'), REST_API)];
  const stages = restApi && restStagesOf(restApi, index);
  return typeof name === 'string' && restApi && stages && stages.length > 0 ? { name, stages, restApi } : undefined;
}

const hasName = (name: string) => (stage: ResourceView) => stage.text('StageName') === name;

export const ROUTING_RULES = rules([
  ...required('routingRule', ['DomainNameArn', 'Priority', 'Conditions']),
  ruleFrom(ROUTING_PRIORITY, {
    on: 'routingRule',
    needs: 'Priority',
    property: 'Priority',
    value: (rule) => rule.number('Priority'),
  }),
  {
    code: 'RoutingRulePriorityDuplicate',
    severity: 'error',
    evidence: 'documented',
    source:
      'The API Gateway guide states "Rules can\'t have the same priority", and the API reference of CreateRoutingRule lists ConflictException',
    on: 'routingRule',
    needs: 'Priority',
    property: 'Priority',
    summary: 'Two routing rules of a domain name have the same priority.',
    page: RULES,
    fix: 'Use a different priority for each routing rule of a domain name.',
    check: duplicatePriority,
  },
  {
    code: 'RoutingRuleActionInvalid',
    severity: 'error',
    evidence: 'documented',
    source:
      'The CloudFormation schema requires an action with an API and a stage, and the API Gateway guide states "Each rule can have one action"',
    on: 'routingRule',
    property: 'Actions',
    summary: 'A routing rule does not have exactly one action with an API and a stage.',
    page: RULES,
    fix: 'Use one action with `ApiId` and `Stage`, and a separate routing rule for each additional action.',
    check: wrongAction,
  },
  {
    code: 'RoutingRuleConditionsInvalid',
    severity: 'error',
    evidence: 'documented',
    source:
      'The API reference allows at most two conditions on headers and one condition on base paths, and an acceptance test of the Terraform AWS provider deploys a rule with these conditions',
    on: 'routingRule',
    needs: 'Conditions',
    property: 'Conditions',
    summary: 'A routing rule has more than two conditions on headers, or more than one condition on base paths.',
    page: RULES,
    fix: 'Use at most two conditions on headers and one condition on base paths, and a separate routing rule for additional conditions.',
    check: (rule) => {
      const [headers, paths] = [count(rule, 'MatchHeaders'), count(rule, 'MatchBasePaths')];
      return headers > 2 || paths > 1
        ? {
            must: 'contain at most two conditions on headers and one condition on base paths',
            given: described(`${headers} on headers, ${paths} on base paths`),
          }
        : undefined;
    },
  },
  eachCondition(ROUTING_CONDITION_KIND, '', (condition) => [
    ['MatchHeaders', 'MatchBasePaths'].filter((name) => member(condition, name) !== undefined).length,
  ]),
  eachCondition(ROUTING_HEADERS_PER_CONDITION, '.MatchHeaders', (condition) => [
    anyOf(condition, 'MatchHeaders')?.length,
  ]),
  eachCondition(ROUTING_HEADER_NAME, '.MatchHeaders.Header', headersOf('Header')),
  eachCondition(ROUTING_HEADER_RESERVED, '.MatchHeaders.Header', headersOf('Header')),
  eachCondition(ROUTING_HEADER_GLOB, '.MatchHeaders.ValueGlob', headersOf('ValueGlob')),
  eachCondition(ROUTING_BASE_PATHS, '.MatchBasePaths', (condition) => [anyOf(condition, 'MatchBasePaths')]),
  {
    code: 'RoutingRuleTargetUnsupported',
    severity: 'warning',
    evidence: 'documented',
    source: 'The API Gateway guide states "WebSocket or HTTP APIs aren\'t supported as target APIs"',
    on: 'routingRule',
    needs: 'Actions',
    property: 'Actions.InvokeApi.ApiId',
    summary:
      'A routing rule invokes an HTTP or WebSocket API, but API Gateway supports only REST APIs in routing rules.',
    page: RULES,
    fix: 'Invoke a REST API, or map the HTTP or WebSocket API to the domain name: `new ApiMapping(…)`.',
    check: (rule, index) => {
      const node = targetOf(member(invokeOf(rule), 'ApiId'), TYPES.api);
      const api = node && index.visible(node);
      return api && { must: 'be a REST API', given: described(`'${api.path}'`) };
    },
  },
  {
    code: 'RoutingRuleStageUnknown',
    severity: 'warning',
    evidence: 'inferred',
    source: 'API Gateway rejects an API mapping to a stage that does not exist: "Invalid stage identifier specified"',
    on: 'routingRule',
    needs: 'Actions',
    property: 'Actions.InvokeApi.Stage',
    summary: 'A routing rule specifies a stage that does not exist in the REST API of the rule.',
    page: RULES,
    fix: 'Use the name of a stage of the API, or a reference to the stage.',
    check: (rule, index) => {
      const { name, stages = [], restApi } = namedStage(rule, index) ?? {};
      const names = stages.map((stage) => stage.text('StageName'));
      return name === undefined || names.includes(undefined) || names.includes(name)
        ? undefined
        : { must: `be a stage of '${restApi?.node.path}', which has the stages '${names.join("', '")}'`, given: name };
    },
  },
  {
    ...MAPPING_WAITS,
    on: 'routingRule',
    needs: 'Actions',
    property: 'Actions.InvokeApi.Stage',
    check: (rule, index) => {
      const { name = '', stages = [] } = namedStage(rule, index) ?? {};
      const stage = stages.find(hasName(name));
      return stage && mayComeBefore(rule, stage)
        ? { must: `refer to '${stage.path}', so that CloudFormation creates that resource first`, given: name }
        : undefined;
    },
  },
  ruleFrom(ROUTING_DOMAIN_ARN, { on: 'routingRule', property: 'DomainNameArn' }),
  {
    ...ROUTING_DOMAIN_ARN,
    on: 'routingRule',
    needs: 'DomainNameArn',
    property: 'DomainNameArn',
    check: (rule) => {
      const reference = referenceIn(rule.value('DomainNameArn'));
      return reference?.attribute === 'Ref' &&
        (reference.target as { cfnResourceType?: string }).cfnResourceType === TYPES.domainName
        ? { must: 'be the ARN of the domain name', given: described(`a Ref of '${reference.target.node.path}'`) }
        : undefined;
    },
  },
  {
    code: 'RoutingRuleOnSharedDomain',
    severity: 'warning',
    evidence: 'documented',
    source:
      'The API Gateway guide states that API Gateway does not support routing rules on a domain name with mappings of both REST and HTTP APIs',
    on: 'routingRule',
    needs: 'DomainNameArn',
    property: 'DomainNameArn',
    summary:
      'A routing rule belongs to a domain name with mappings of both REST and HTTP APIs, but API Gateway does not support routing rules on such a domain name.',
    page: RULES,
    fix: 'Map the HTTP APIs to a separate domain name.',
    check: (rule, index) => {
      const domain = index.follow(rule, 'domainName', 'DomainNameArn');
      const mapped = domain ? protocolsOn(domain, index).filter(([mapping]) => mapping.isUnconditional) : [];
      const [[rest] = [], [http] = []] = ['REST', 'HTTP'].map((kind) =>
        mapped.find(([, protocol]) => protocol === kind),
      );
      return rest && http
        ? {
            must: 'be a domain name with mappings of REST APIs only',
            given: described(`a domain name with '${rest.path}' for a REST API and '${http.path}' for an HTTP API`),
          }
        : undefined;
    },
  },
  ruleFrom(ROUTING_RULES_PER_DOMAIN, {
    on: 'domainName',
    property: 'The number of routing rules',
    value: (domain, index) =>
      rulesByDomain(index)
        .get(domain.node)
        ?.filter((rule) => rule.isUnconditional).length,
  }),
  {
    ...ROUTING_RULES_READ,
    on: 'domainName',
    property: 'RoutingMode',
    check: (domain, index) => {
      const mode = domain.value('RoutingMode');
      return rulesByDomain(index).has(domain.node) && (mode === undefined || typeof mode === 'string')
        ? ROUTING_RULES_READ.check(mode)
        : undefined;
    },
  },
]);
