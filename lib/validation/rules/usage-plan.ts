import {
  API_KEY_VALUE,
  PLAN_THROTTLE,
  QUOTA_LIMIT,
  QUOTA_OFFSET,
  QUOTA_PERIOD,
  WHOLE_LIMIT,
} from '../constraints/usage-plan';
import type { Declaration } from '../declaration';
import { PAGES } from '../declaration';
import { notAwaited } from '../engine/dependencies';
import { TYPES } from '../engine/kinds';
import { isPlainObject, targetOf, unconditional } from '../engine/resolve';
import type { ApiGroup, ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { areDeployedTogether, environmentOf, member } from '../engine/resource-view';
import type { Finding, Rule } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { oneOf, required } from '../engine/property-rules';
import { described } from '../message';

const PLANS = PAGES.guide('api-gateway-api-usage-plans');
const MAX_PLANS = 10;
const METHOD_OF_REST_API = /^\/.*\/(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY|\*)$/;

/** An entry of a usage plan, with its API and stage. */
interface PlanStage {
  readonly api: ApiGroup | undefined;
  /** The ID of the API, if the template contains the ID as a string. */
  readonly apiId: string | undefined;
  /** The stage resource that the entry refers to. */
  readonly stage: ResourceView | undefined;
  /** The name of the stage, if the template contains the name as a string. */
  readonly name: string | undefined;
  readonly throttle: unknown;
}

/** Returns the entries of a usage plan that do not depend on a condition. */
function stagesOf(plan: ResourceView, index: ResourceIndex): PlanStage[] {
  const entries = unconditional(plan.list('ApiStages')).filter(isPlainObject);
  return entries.map((entry) => {
    const [id, name] = [member(entry, 'ApiId'), member(entry, 'Stage')];
    const api = targetOf(id, TYPES.api);
    const stage = targetOf(name, TYPES.stage);
    return {
      api: api && index.visible(api)?.api,
      apiId: typeof id === 'string' ? id : undefined,
      stage: stage && index.visible(stage),
      name: typeof name === 'string' ? name : undefined,
      throttle: member(entry, 'Throttle'),
    };
  });
}

/** Returns one string for each entry of a usage plan. The string identifies the API and the stage of the entry. */
function identitiesOf(plan: ResourceView, index: ResourceIndex): string[] {
  return stagesOf(plan, index).flatMap(({ api, apiId, stage, name }) => {
    const [apiKey, stageKey] = [apiId ?? api?.api?.path, name ?? stage?.text('StageName') ?? stage?.path];
    return apiKey === undefined || stageKey === undefined ? [] : [`'${stageKey}' of '${apiKey}'`];
  });
}

/** Returns the usage plan keys of each API key, by the identity of the API key. */
function associationsOf(index: ResourceIndex): Map<unknown, ResourceView[]> {
  return index.memoize(associationsOf, () => {
    const byKey = new Map<unknown, ResourceView[]>();
    for (const association of index.all('usagePlanKey')) {
      const key = association.isUnconditional ? index.identity(association, 'apiKey', 'KeyId') : undefined;
      if (key !== undefined) {
        byKey.set(key, [...(byKey.get(key) ?? []), association]);
      }
    }
    return byKey;
  });
}

/** Returns all usage plan keys that refer to the same API key as the given usage plan key. */
function siblingsOf(association: ResourceView, index: ResourceIndex): ResourceView[] {
  const siblings = associationsOf(index).get(index.identity(association, 'apiKey', 'KeyId')) ?? [];
  return siblings.includes(association) ? siblings : [];
}

function inTwoPlans(association: ResourceView, index: ResourceIndex): Finding | undefined {
  const siblings = siblingsOf(association, index);
  const plan = siblings.length > 1 ? index.follow(association, 'usagePlan', 'UsagePlanId') : undefined;
  if (!plan?.isUnconditional) {
    return undefined;
  }
  const stages = identitiesOf(plan, index);
  for (const other of siblings.slice(0, siblings.indexOf(association))) {
    const theirs = index.follow(other, 'usagePlan', 'UsagePlanId');
    if (theirs?.isUnconditional && theirs !== plan) {
      const shared = identitiesOf(theirs, index).find((stage) => stages.includes(stage));
      if (shared !== undefined) {
        return {
          must: `be in only one usage plan for each stage ('${theirs.path}' contains the same key)`,
          given: described(`a second plan for the stage ${shared}`),
        };
      }
    }
  }
  return undefined;
}

/** Returns the rule that checks each entry of a usage plan. */
function ofStages(
  declared: Declaration,
  check: (stage: PlanStage, plan: ResourceView, index: ResourceIndex) => Finding | undefined,
  property = 'ApiStages',
): Rule {
  return {
    ...declared,
    on: 'usagePlan',
    needs: 'ApiStages',
    property,
    check: (plan, index) => stagesOf(plan, index).map((stage) => check(stage, plan, index)),
  };
}

const STAGE_RULES = [
  ofStages(
    {
      code: 'UsagePlanOfHttpApi',
      severity: 'error',
      evidence: 'observed',
      source: 'AWS: "Usage plans are not allowed for HTTP Apis"',
      summary: 'A usage plan contains a stage of an HTTP API.',
      fix: 'Use the throttle settings of the stage to limit requests. Only WebSocket and REST APIs support API keys and usage plans.',
      page: PLANS,
    },
    ({ api }) =>
      api?.protocol === 'HTTP'
        ? { must: 'be stages of WebSocket or REST APIs', given: described(`the HTTP API '${api.api?.path}'`) }
        : undefined,
    'ApiStages.ApiId',
  ),
  ofStages(
    {
      code: 'UsagePlanStageUnknown',
      severity: 'error',
      evidence: 'observed',
      source: 'AWS: "API Stage not found: …"',
      summary: 'A usage plan contains an entry whose stage does not exist in the API of the entry.',
      fix: 'Use a stage of the API: `stage.ref` for an L1 construct, or `addApiStage({ stage })` of a `UsagePlan`.',
      page: PLANS,
    },
    ({ api, name }, _, index) => {
      if (api?.protocol !== 'WEBSOCKET' || name === undefined || !index.isComplete(api, 'stage')) {
        return undefined;
      }
      const names = api.all('stage').map((stage) => stage.text('StageName'));
      return names.includes(name) || names.includes(undefined)
        ? undefined
        : {
            must: `be a stage of '${api.api?.path}'`,
            given: name,
            instead:
              names.length > 0 ? `Use one of the stages of the API: ${names.join(', ')}.` : 'Add a stage to the API.',
          };
    },
    'ApiStages.Stage',
  ),
  ofStages(
    {
      code: 'UsagePlanStageNotAwaited',
      severity: 'warning',
      evidence: 'observed',
      source: 'AWS: "API Stage not found: …", if CloudFormation creates the usage plan before the stage',
      summary: 'A usage plan specifies a stage by its name, but does not depend on the stage.',
      fix: 'Make the usage plan depend on the stage: `plan.node.addDependency(stage)`. The context key `cdk-apigatewayv2:usagePlanDependencies` adds these dependencies.',
      page: PLANS,
    },
    ({ api, name }, plan) => {
      const stages = name !== undefined && api?.protocol === 'WEBSOCKET' ? api.all('stage') : [];
      const named = stages.filter((one) => one.text('StageName') === name);
      const inStack = named.filter((stage) => stage.node.stack === plan.node.stack);
      return inStack.length > 0 &&
        inStack.length === named.length &&
        notAwaited(plan, inStack).length === inStack.length
        ? { must: `be used only if the plan depends on '${inStack[0].path}'`, given: name }
        : undefined;
    },
    'ApiStages.Stage',
  ),
  ofStages(
    {
      code: 'UsagePlanStageOfOtherApi',
      severity: 'warning',
      evidence: 'inferred',
      source: 'API Gateway identifies a stage by its name and the API of the entry',
      summary: 'An entry of a usage plan specifies an API, and a stage of a different API.',
      fix: 'Use a stage of the API that the entry specifies.',
      page: PLANS,
    },
    ({ api, stage }) =>
      api?.api && stage?.api?.api && api !== stage.api
        ? { must: `be a stage of '${api.api.path}'`, given: described(`'${stage.path}' of '${stage.api.api.path}'`) }
        : undefined,
    'ApiStages.Stage',
  ),
  ofStages(
    {
      code: 'UsagePlanThrottleKeyInvalid',
      severity: 'error',
      evidence: 'observed',
      source: 'AWS: "Invalid method {resourcePath: …} specified"',
      summary:
        'A usage plan contains a throttle key that does not have the form `/path/METHOD`. A key must specify a method of a REST API.',
      fix: 'Remove `Throttle` from `ApiStages`, and set `Throttle` of the usage plan. A usage plan cannot throttle individual WebSocket routes.',
      page: PLANS,
    },
    ({ throttle }) => {
      const key = isPlainObject(throttle)
        ? Object.keys(throttle).find((one) => !one.includes('{Token') && !METHOD_OF_REST_API.test(one))
        : undefined;
      return key === undefined ? undefined : { must: "have keys such as '/books/GET'", given: key };
    },
    'ApiStages.Throttle',
  ),
];

/** Returns the API keys whose value is also the value of another API key in the same environment. */
function sharedValues(index: ResourceIndex): Map<ResourceView, ResourceView> {
  return index.memoize(sharedValues, () => {
    const first = new Map<string, ResourceView>();
    const shared = new Map<ResourceView, ResourceView>();
    for (const key of index.of('apiKey', undefined, 'Value')) {
      const value = key.text('Value');
      const identity = `${environmentOf(key)}/${value}`;
      const other = value === undefined ? undefined : first.get(identity);
      if (other === undefined) {
        first.set(identity, key);
      } else if (areDeployedTogether(other, key)) {
        shared.set(key, other);
      }
    }
    return shared;
  });
}

const KEY_RULES: Rule[] = [
  ruleFrom(API_KEY_VALUE, { on: 'apiKey', property: 'Value' }),
  {
    code: 'ApiKeyValueDuplicate',
    severity: 'error',
    evidence: 'observed',
    source: 'AWS: "API Key already exists"',
    on: 'apiKey',
    property: 'Value',
    summary: 'Two API keys in the same account and region have the same value.',
    fix: 'Remove the value, so that API Gateway generates a value.',
    page: PLANS,
    among: (index) => sharedValues(index).keys(),
    check: (key, index) => ({
      must: `differ from the value of '${sharedValues(index).get(key)?.path}'`,
      given: described('the same value'),
    }),
  },
  {
    code: 'ApiKeyStageNotOfRestApi',
    severity: 'warning',
    evidence: 'inferred',
    source: 'The CloudFormation reference describes `StageKeys` as stages of REST APIs',
    on: 'apiKey',
    needs: 'StageKeys',
    property: 'StageKeys',
    summary:
      '`StageKeys` of an API key contains a stage of an HTTP or WebSocket API, but can contain only stages of REST APIs.',
    fix: 'Remove `StageKeys`, and add the stage and the key to a usage plan.',
    page: PLANS,
    check: (key) => {
      const apis = unconditional(key.list('StageKeys')).map((one) => targetOf(member(one, 'RestApiId'), TYPES.api));
      const api = apis.find((one) => one !== undefined);
      return api && { must: 'list only stages of REST APIs', given: described(`a stage of '${api.node.path}'`) };
    },
  },
];

const ASSOCIATION_RULES: Rule[] = [
  ...required('usagePlanKey', ['KeyId', 'KeyType', 'UsagePlanId']),
  oneOf('usagePlanKey', 'KeyType', ['API_KEY'], {
    code: 'UsagePlanKeyTypeInvalid',
    severity: 'error',
    evidence: 'documented',
    source: 'The CloudFormation schema lists `API_KEY` as the only value, and CloudFormation validates the value',
    summary: 'The key type of a usage plan key is not `API_KEY`.',
    fix: 'Use `API_KEY`.',
    page: PLANS,
  }),
  {
    code: 'ApiKeyInTwoPlans',
    severity: 'error',
    evidence: 'documented',
    source:
      'The API Gateway guide states that an API key can be in only one usage plan for each stage, and API Gateway validates the association',
    on: 'usagePlanKey',
    property: 'KeyId',
    summary: 'An API key is in two usage plans that contain the same stage.',
    fix: 'Remove the key from one of the plans, or use different stages in the plans.',
    page: PLANS,
    check: inTwoPlans,
  },
  {
    code: 'ApiKeyPlanQuotaExceeded',
    severity: 'warning',
    evidence: 'documented',
    source: 'The API Gateway quotas allow at most 10 usage plans for each API key, and AWS can raise this quota',
    on: 'usagePlanKey',
    property: 'KeyId',
    summary: 'An API key is in more than 10 usage plans, but the default quota is 10.',
    fix: 'Combine usage plans, or request a higher quota and acknowledge the warning.',
    page: PAGES.guide('limits'),
    check: (association, index) => {
      const siblings = siblingsOf(association, index);
      return siblings[0] === association && siblings.length > MAX_PLANS
        ? { must: `be in at most ${MAX_PLANS} usage plans`, given: described(`${siblings.length} usage plans`) }
        : undefined;
    },
  },
];

const limits = (name: 'Quota' | 'Throttle', key: string) =>
  ({
    on: 'usagePlan',
    needs: name,
    property: `${name}.${key}`,
    value: (plan: ResourceView) => plan.number(name, key),
  }) as const;

export const USAGE_PLAN_RULES = rules([
  ruleFrom(QUOTA_LIMIT, limits('Quota', 'Limit')),
  ruleFrom(PLAN_THROTTLE, limits('Throttle', 'RateLimit')),
  ruleFrom(PLAN_THROTTLE, limits('Throttle', 'BurstLimit')),
  ruleFrom(WHOLE_LIMIT, limits('Quota', 'Limit')),
  ruleFrom(WHOLE_LIMIT, limits('Throttle', 'BurstLimit')),
  {
    code: 'QuotaLimitMissing',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'A quota without a limit has no effect, and for the limit 0, AWS returns the error "Usage Plan quota limit must be a non-negative numeric"',
    on: 'usagePlan',
    needs: 'Quota',
    property: 'Quota.Limit',
    summary:
      'The limit of a usage plan quota is missing. The `UsagePlan` class from aws-cdk-lib omits the limit 0 from the template.',
    fix: 'Specify a limit of at least 1, or remove the quota.',
    page: PLANS,
    check: (plan) =>
      plan.entries('Quota').length > 0 && plan.value('Quota', 'Limit') === undefined
        ? { must: 'be specified if the plan has a quota', given: undefined }
        : undefined,
  },
  ruleFrom(QUOTA_PERIOD, {
    on: 'usagePlan',
    needs: 'Quota',
    property: 'Quota.Period',
    value: (plan) => (plan.entries('Quota').length > 0 ? { period: plan.value('Quota', 'Period') } : undefined),
  }),
  ruleFrom(QUOTA_OFFSET, {
    on: 'usagePlan',
    needs: 'Quota',
    property: 'Quota.Offset',
    value: (plan) => ({ offset: plan.number('Quota', 'Offset'), period: plan.text('Quota', 'Period') }),
  }),
  ...STAGE_RULES,
  ...KEY_RULES,
  ...ASSOCIATION_RULES,
]);
