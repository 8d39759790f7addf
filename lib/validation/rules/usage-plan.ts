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

/** A stage of a usage plan. */
interface PlanStage {
  readonly api: ApiGroup | undefined;
  /** The ID of the API, if the template has it as text. */
  readonly apiId: string | undefined;
  /** The stage that the entry refers to. */
  readonly stage: ResourceView | undefined;
  /** The name of the stage, if the template has it as text. */
  readonly name: string | undefined;
  readonly throttle: unknown;
}

/** The stages of a usage plan that it has in any case. */
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

/** API and stage of each stage of a plan, as one string. */
function identitiesOf(plan: ResourceView, index: ResourceIndex): string[] {
  return stagesOf(plan, index).flatMap(({ api, apiId, stage, name }) => {
    const [apiKey, stageKey] = [apiId ?? api?.api?.path, name ?? stage?.text('StageName') ?? stage?.path];
    return apiKey === undefined || stageKey === undefined ? [] : [`'${stageKey}' of '${apiKey}'`];
  });
}

/** The associations of each API key, by its identity. */
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

/** The associations of the same API key. */
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
          must: `be in one usage plan for each stage, and is in '${theirs.path}' too`,
          given: described(`a second plan for the stage ${shared}`),
        };
      }
    }
  }
  return undefined;
}

/** A rule for each stage of a usage plan. */
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
      summary: 'A usage plan has a stage of an HTTP API.',
      fix: 'Limit requests with the throttle settings of the stage. API keys and usage plans work for WebSocket and REST APIs.',
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
      summary: 'A usage plan has a stage that its API does not have.',
      fix: 'Refer to a stage of the API: `stage.ref` of an L1, `addApiStage({ stage })` of a `UsagePlan`.',
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
            instead: names.length > 0 ? `Its stages are: ${names.join(', ')}.` : 'The API has no stage yet: add one.',
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
      summary: 'A usage plan names a stage by text and does not wait for it.',
      fix: 'Make the plan depend on the stage: `plan.node.addDependency(stage)`, or the context key `cdk-apigatewayv2:usagePlanDependencies`.',
      page: PLANS,
    },
    ({ api, name }, plan) => {
      const stages = name !== undefined && api?.protocol === 'WEBSOCKET' ? api.all('stage') : [];
      const named = stages.filter((one) => one.text('StageName') === name);
      const inStack = named.filter((stage) => stage.node.stack === plan.node.stack);
      return inStack.length > 0 &&
        inStack.length === named.length &&
        notAwaited(plan, inStack).length === inStack.length
        ? { must: `be awaited: the plan needs a dependency on '${inStack[0].path}'`, given: name }
        : undefined;
    },
    'ApiStages.Stage',
  ),
  ofStages(
    {
      code: 'UsagePlanStageOfOtherApi',
      severity: 'warning',
      evidence: 'inferred',
      source: 'API Gateway looks the stage up by its name in the API of the entry',
      summary: 'An entry of a usage plan names an API and the stage of another API.',
      fix: 'Refer to the API of the stage.',
      page: PLANS,
    },
    ({ api, stage }) =>
      api?.api && stage?.api?.api && api !== stage.api
        ? { must: `name a stage of '${api.api.path}'`, given: described(`'${stage.path}' of '${stage.api.api.path}'`) }
        : undefined,
    'ApiStages.Stage',
  ),
  ofStages(
    {
      code: 'UsagePlanThrottleKeyInvalid',
      severity: 'error',
      evidence: 'observed',
      source: 'AWS: "Invalid method {resourcePath: …} specified"',
      summary: 'A usage plan throttles a method that is not written as `/path/METHOD`, as methods of REST APIs are.',
      fix: 'Remove the throttle of the stage, and set that of the plan: WebSocket routes cannot be throttled one by one in a usage plan.',
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

/** The API keys whose value another key of the same environment has too. */
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
    summary: 'Two API keys of one account and region have the same value.',
    fix: 'Remove the value: API Gateway then generates one.',
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
    source: 'CloudFormation: `StageKeys` are stages of REST APIs',
    on: 'apiKey',
    needs: 'StageKeys',
    property: 'StageKeys',
    summary: 'An API key has a stage of an HTTP or WebSocket API in `StageKeys`, which lists stages of REST APIs.',
    fix: 'Remove `StageKeys`, and add the stage and the key to a usage plan.',
    page: PLANS,
    check: (key) => {
      const apis = unconditional(key.list('StageKeys')).map((one) => targetOf(member(one, 'RestApiId'), TYPES.api));
      const api = apis.find((one) => one !== undefined);
      return api && { must: 'list stages of REST APIs', given: described(`a stage of '${api.node.path}'`) };
    },
  },
];

const ASSOCIATION_RULES: Rule[] = [
  ...required('usagePlanKey', ['KeyId', 'KeyType', 'UsagePlanId']),
  oneOf('usagePlanKey', 'KeyType', ['API_KEY'], {
    code: 'UsagePlanKeyTypeInvalid',
    severity: 'error',
    evidence: 'documented',
    source: 'The CloudFormation schema of the resource lists the value, and CloudFormation validates it',
    summary: 'The key type of a usage plan key is not `API_KEY`.',
    fix: 'Use `API_KEY`.',
    page: PLANS,
  }),
  {
    code: 'ApiKeyInTwoPlans',
    severity: 'error',
    evidence: 'documented',
    source: 'The guide: an API key can be in one usage plan for each stage, and API Gateway validates the association',
    on: 'usagePlanKey',
    property: 'KeyId',
    summary: 'An API key is in two usage plans of one stage.',
    fix: 'Remove the key from one of the plans, or use different stages in the plans.',
    page: PLANS,
    check: inTwoPlans,
  },
  {
    code: 'ApiKeyPlanQuotaExceeded',
    severity: 'warning',
    evidence: 'documented',
    source: 'The quotas of API Gateway state 10 usage plans for each API key, which can be raised',
    on: 'usagePlanKey',
    property: 'KeyId',
    summary: 'An API key is in more than 10 usage plans, the default quota.',
    fix: 'Combine plans, or request a higher quota and acknowledge the warning.',
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
      'A quota without a limit limits nothing; of the limit 0, AWS says "Usage Plan quota limit must be a non-negative numeric"',
    on: 'usagePlan',
    needs: 'Quota',
    property: 'Quota.Limit',
    summary: 'The quota of a usage plan has no limit. `UsagePlan` of aws-cdk-lib drops the limit 0.',
    fix: 'Specify a limit from 1, or remove the quota.',
    page: PLANS,
    check: (plan) =>
      plan.entries('Quota').length > 0 && plan.value('Quota', 'Limit') === undefined
        ? { must: 'be specified with a quota', given: undefined }
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
