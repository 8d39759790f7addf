import type { CfnResource } from 'aws-cdk-lib/core';

import { ERROR_CODES } from '../errors';
import { described } from '../message';
import { checkLength, checkRange } from '../values';
import type { Finding } from '../engine/rule';
import { PAGES } from '../declaration';
import { rules } from '../engine/rule';
import type { ResourceView } from '../engine/resource-view';
import { unconditional, isPlainObject, targetOf } from '../engine/resolve';
import { asNumber, member } from '../engine/resource-view';
import type { ResourceIndex } from '../engine/resource-index';
import { TYPES } from '../engine/kinds';

const LINKS = PAGES.guide('http-api-vpc-links');
const PLANS = PAGES.guide('api-gateway-api-usage-plans');
const MAX_SUBNETS = 10;
const MAX_SCHEMA = 32 * 1024;
const MANY_PERMISSIONS = 45;
const OFFSETS: { readonly [period: string]: number } = { DAY: 0, WEEK: 6, MONTH: 27 };
const PRINCIPAL = 'apigateway.amazonaws.com';

/** Leaves out what stands for a token: it is not judged, and it is no JSON. */
function literals(_key: string, value: unknown): unknown {
  return value === null || typeof value !== 'object' || Array.isArray(value) || isPlainObject(value)
    ? value
    : undefined;
}

/** API and stage of each stage of a usage plan, as one text. */
function stagesOf(plan: ResourceView): string[] {
  return (plan.list('ApiStages') ?? []).flatMap((stage) => {
    const api = member(stage, 'ApiId');
    const name = member(stage, 'Stage');
    const apiKey = typeof api === 'string' ? api : targetOf(api, TYPES.api)?.node.path;
    const stageKey = typeof name === 'string' ? name : targetOf(name, TYPES.stage)?.node.path;
    return apiKey !== undefined && stageKey !== undefined ? [`${apiKey} ${stageKey}`] : [];
  });
}

function inTwoPlans(association: ResourceView, index: ResourceIndex): Finding | undefined {
  const key = index.identity(association, 'apiKey', 'KeyId');
  const plan = index.follow(association, 'usagePlan', 'UsagePlanId');
  if (key === undefined || !plan) {
    return undefined;
  }
  const stages = stagesOf(plan);
  for (const other of index.all('usagePlanKey')) {
    if (other === association) {
      return undefined;
    }
    const theirs = index.follow(other, 'usagePlan', 'UsagePlanId');
    const conditional = [association, other, plan, theirs].some((view) => view && !view.isUnconditional);
    if (theirs && theirs !== plan && !conditional && index.identity(other, 'apiKey', 'KeyId') === key) {
      const shared = stagesOf(theirs).find((stage) => stages.includes(stage));
      if (shared !== undefined) {
        return {
          must: `be in one usage plan for each stage, and '${theirs.path}' has it too`,
          given: described(`the stage ${shared}`),
        };
      }
    }
  }
  return undefined;
}

function negative(plan: ResourceView): (Finding | undefined)[] {
  const paths: [string, string][] = [
    ['Throttle', 'RateLimit'],
    ['Throttle', 'BurstLimit'],
    ['Quota', 'Limit'],
  ];
  return paths.map((path) => {
    const problem = checkRange(plan.number(...path), 0, Infinity);
    return problem && { ...problem, property: path.join('.') };
  });
}

/** The function or alias that a permission is for, or its name. */
function functionOf(permission: ResourceView): CfnResource | string | undefined {
  return (
    permission.target('AWS::Lambda::Function', 'FunctionName') ??
    permission.target('AWS::Lambda::Alias', 'FunctionName') ??
    permission.text('FunctionName')
  );
}

/** The first permission of each function that many permissions name, with how many there are. */
function crowded(index: ResourceIndex): Map<ResourceView, number> {
  return index.memoize(crowded, () => findCrowded(index));
}

function findCrowded(index: ResourceIndex): Map<ResourceView, number> {
  const byFunction = new Map<unknown, ResourceView[]>();
  if (index.all('permission').length < MANY_PERMISSIONS) {
    return new Map();
  }
  // The permissions of a function name it by the same token
  const functions = new Map<unknown, CfnResource | string | undefined>();
  for (const permission of index.all('permission')) {
    const given = permission.given('FunctionName') ?? permission;
    if (!functions.has(given)) {
      functions.set(given, functionOf(permission));
    }
    const target = functions.get(given);
    const known = byFunction.get(target);
    if (known) {
      known.push(permission);
    } else if (target !== undefined) {
      byFunction.set(target, [permission]);
    }
  }
  const ours = (permission: ResourceView) => permission.text('Principal') === PRINCIPAL;
  return new Map(
    [...byFunction.values()]
      .map((permissions) =>
        permissions.length >= MANY_PERMISSIONS ? permissions.filter((one) => one.isUnconditional) : [],
      )
      .filter((permissions) => permissions.length >= MANY_PERMISSIONS && permissions.some(ours))
      .map((permissions) => [permissions.find(ours) as ResourceView, permissions.length]),
  );
}

export const OTHER_RULES = rules([
  {
    code: 'VpcLinkWithoutSubnets',
    severity: 'error',
    evidence: 'observed',
    source:
      '"SubnetIds for a vpc link cannot be empty" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-vpc-link-subnets-required)',
    on: 'vpcLink',
    property: 'SubnetIds',
    summary: ERROR_CODES.VpcLinkWithoutSubnets,
    page: LINKS,
    fix: 'Name at least one subnet.',
    check: (link) =>
      link.lacks('SubnetIds') || link.list('SubnetIds')?.length === 0
        ? { must: 'name at least one subnet', given: described('none') }
        : undefined,
  },
  {
    code: 'VpcLinkSubnetQuotaExceeded',
    severity: 'warning',
    evidence: 'documented',
    source: '10, adjustable (AWS limits page)',
    on: 'vpcLink',
    property: 'SubnetIds',
    summary: 'A VPC link has more than 10 subnets, the quota unless it was raised.',
    page: PAGES.guide('limits'),
    fix: 'One subnet for each availability zone is enough; or have the quota raised and acknowledge this.',
    check: (link) => {
      const count = unconditional(link.list('SubnetIds')).length;
      return count > MAX_SUBNETS ? { must: `be at most ${MAX_SUBNETS}`, given: count } : undefined;
    },
  },
  {
    code: 'ModelNameInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Model name must be alphanumeric: p-m3" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-model-name-alphanumeric; terraform-provider-aws:internal/service/apigatewayv2/route_test.go#model)',
    on: 'model',
    needs: 'Name',
    property: 'Name',
    summary: ERROR_CODES.ModelNameInvalid,
    page: PAGES.api('apis-apiid-models'),
    fix: 'Write 1 to 128 letters and digits.',
    check: (model) => {
      const name = model.text('Name');
      return name === undefined || /^[A-Za-z0-9]{1,128}$/.test(name)
        ? undefined
        : {
            must: 'be 1 to 128 letters and digits',
            given: name,
            instead: `Did you mean '${name.replace(/[^A-Za-z0-9]/g, '').slice(0, 128) || 'Message'}'?`,
          };
    },
  },
  {
    code: 'ModelSchemaTooLong',
    severity: 'error',
    evidence: 'documented',
    source: '0..32K by shape name only; length never seen validated (botocore apigatewayv2 model)',
    on: 'model',
    needs: 'Schema',
    property: 'Schema',
    summary: 'The schema of a WebSocket model has more than 32 K characters.',
    page: PAGES.api('apis-apiid-models'),
    fix: 'Validate less, or in the function.',
    check: (model) => {
      const schema = model.value('Schema');
      const text = typeof schema === 'string' ? schema : isPlainObject(schema) ? JSON.stringify(schema, literals) : '';
      return text.length > MAX_SCHEMA
        ? {
            must: `have at most ${MAX_SCHEMA.toLocaleString('en')} characters`,
            given: described(`${text.length} characters`),
          }
        : undefined;
    },
  },
  {
    code: 'ApiKeyValueInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      '"API Key value should be at least 20 characters" (19 rejected, 20 deployed); 128 documented (cdk-preflight:rules/apigateway/pf-apigw-api-key-value-length)',
    on: 'apiKey',
    needs: 'Value',
    property: 'Value',
    summary: ERROR_CODES.ApiKeyValueInvalid,
    page: PAGES.guide('api-gateway-api-usage-plans'),
    fix: 'Write 20 to 128 characters, or leave it out: the service then makes one.',
    check: (key) => checkLength(key.text('Value'), 20, 128),
  },
  {
    code: 'UsagePlanLimitInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      'quota: "Usage Plan quota limit must be a non-negative numeric" (0 rejected too); throttle: minimum 0 in the CloudFormation schema (cdk-preflight:rules/apigateway/pf-apigw-usage-plan-quota-limit; registry schema)',
    on: 'usagePlan',
    property: 'Throttle',
    summary: ERROR_CODES.UsagePlanLimitInvalid,
    page: PLANS,
    fix: 'Write limits from 0.',
    check: negative,
  },
  {
    code: 'QuotaOffsetOutsidePeriod',
    severity: 'warning',
    evidence: 'observed',
    source:
      '"Usage Plan quota offset must be between 0 and 6 inclusive in the WEEK period" (cdk-preflight:rules/apigateway/pf-apigw-usage-plan-quota-offset-range)',
    on: 'usagePlan',
    needs: 'Quota',
    property: 'Quota.Offset',
    summary: 'The offset of a quota is not less than its period.',
    page: PLANS,
    fix: 'Write 0 for a day, 0 to 6 for a week, 0 to 27 for a month.',
    check: (plan) => {
      const offset = asNumber(plan.value('Quota', 'Offset'));
      const max = OFFSETS[plan.text('Quota', 'Period') ?? ''];
      return offset === undefined || max === undefined || (offset >= 0 && offset <= max)
        ? undefined
        : { must: `be between 0 and ${max} for the period ${plan.text('Quota', 'Period')}`, given: offset };
    },
  },
  {
    code: 'ApiKeyInTwoPlans',
    severity: 'error',
    evidence: 'documented',
    source: 'one usage plan per stage (api-gateway-api-usage-plans)',
    on: 'usagePlanKey',
    property: 'KeyId',
    summary: 'An API key is in two usage plans of one stage.',
    page: PLANS,
    fix: 'Take the key out of one of the plans, or give the plans different stages.',
    check: inTwoPlans,
  },
  {
    code: 'FunctionPolicyLarge',
    severity: 'warning',
    evidence: 'documented',
    source: '20,480 bytes (Lambda quotas)',
    on: 'permission',
    property: 'FunctionName',
    summary: 'A function has 45 permissions or more: its policy nears 20,480 bytes, where Lambda takes no more.',
    page: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
    fix: 'Write `scopePermissionToRoute: false` for the integrations of the function: one permission then serves all routes.',
    among: (index) => crowded(index).keys(),
    check: (permission, index) => {
      const count = crowded(index).get(permission);
      const named = functionOf(permission);
      const name = typeof named === 'string' ? named : named && index.viewOf(named).path;
      return {
        property: `The function '${name}'`,
        must: `have fewer than ${MANY_PERMISSIONS} permissions`,
        given: count,
      };
    },
  },
]);
