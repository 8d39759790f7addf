import type { CfnResource } from 'aws-cdk-lib/core';

import { ERROR_CODES } from '../../private/errors';
import { judgeLength, judgeRange, prose } from '../../private/judge';
import type { Finding } from '../rule';
import { PAGES, rules } from '../rule';
import type { View } from '../view';
import { certain, isBag, targetOf } from '../tokens';
import { asNumber, member } from '../view';
import type { World } from '../world';
import { TYPES } from '../world';

const LINKS = PAGES.guide('http-api-vpc-links');
const PLANS = PAGES.guide('api-gateway-api-usage-plans');
const MAX_SUBNETS = 10;
const MAX_SCHEMA = 32 * 1024;
const MANY_PERMISSIONS = 45;
const OFFSETS: { readonly [period: string]: number } = { DAY: 0, WEEK: 6, MONTH: 27 };
const PRINCIPAL = 'apigateway.amazonaws.com';

/** Leaves out what stands for a token: it is not judged, and it is no JSON. */
function literals(_key: string, value: unknown): unknown {
  return value === null || typeof value !== 'object' || Array.isArray(value) || isBag(value) ? value : undefined;
}

/** API and stage of each stage of a usage plan, as one text. */
function stagesOf(plan: View): string[] {
  return (plan.list('ApiStages') ?? []).flatMap((stage) => {
    const api = member(stage, 'ApiId');
    const name = member(stage, 'Stage');
    const apiKey = typeof api === 'string' ? api : targetOf(api, TYPES.api)?.node.path;
    const stageKey = typeof name === 'string' ? name : targetOf(name, TYPES.stage)?.node.path;
    return apiKey !== undefined && stageKey !== undefined ? [`${apiKey} ${stageKey}`] : [];
  });
}

function inTwoPlans(association: View, world: World): Finding | undefined {
  const key = world.identity(association, 'apiKey', 'KeyId');
  const plan = world.follow(association, 'usagePlan', 'UsagePlanId');
  if (key === undefined || !plan) {
    return undefined;
  }
  const stages = stagesOf(plan);
  for (const other of world.all('usagePlanKey')) {
    if (other === association) {
      return undefined;
    }
    const theirs = world.follow(other, 'usagePlan', 'UsagePlanId');
    const conditional = [association, other, plan, theirs].some((view) => view && !view.isCertain);
    if (theirs && theirs !== plan && !conditional && world.identity(other, 'apiKey', 'KeyId') === key) {
      const shared = stagesOf(theirs).find((stage) => stages.includes(stage));
      if (shared !== undefined) {
        return {
          must: `be in one usage plan for each stage, and '${theirs.path}' has it too`,
          given: prose(`the stage ${shared}`),
        };
      }
    }
  }
  return undefined;
}

function negative(plan: View): (Finding | undefined)[] {
  const paths: [string, string][] = [
    ['Throttle', 'RateLimit'],
    ['Throttle', 'BurstLimit'],
    ['Quota', 'Limit'],
  ];
  return paths.map((path) => {
    const problem = judgeRange(plan.number(...path), 0, Infinity);
    return problem && { ...problem, property: path.join('.') };
  });
}

/** The function or alias that a permission is for, or its name. */
function functionOf(permission: View): CfnResource | string | undefined {
  return (
    permission.target('AWS::Lambda::Function', 'FunctionName') ??
    permission.target('AWS::Lambda::Alias', 'FunctionName') ??
    permission.text('FunctionName')
  );
}

/** The first permission of each function that many permissions name, with how many there are. */
function crowded(world: World): Map<View, number> {
  return world.once(crowded, () => findCrowded(world));
}

function findCrowded(world: World): Map<View, number> {
  const byFunction = new Map<unknown, View[]>();
  if (world.all('permission').length < MANY_PERMISSIONS) {
    return new Map();
  }
  // The permissions of a function name it by the same token
  const functions = new Map<unknown, CfnResource | string | undefined>();
  for (const permission of world.all('permission')) {
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
  const ours = (permission: View) => permission.text('Principal') === PRINCIPAL;
  return new Map(
    [...byFunction.values()]
      .map((permissions) => (permissions.length >= MANY_PERMISSIONS ? permissions.filter((one) => one.isCertain) : []))
      .filter((permissions) => permissions.length >= MANY_PERMISSIONS && permissions.some(ours))
      .map((permissions) => [permissions.find(ours) as View, permissions.length]),
  );
}

export const OTHER_RULES = rules([
  {
    code: 'VpcLinkWithoutSubnets',
    severity: 'error',
    on: 'vpcLink',
    property: 'SubnetIds',
    what: ERROR_CODES.VpcLinkWithoutSubnets,
    why: LINKS,
    fix: 'Name at least one subnet.',
    check: (link) =>
      link.lacks('SubnetIds') || link.list('SubnetIds')?.length === 0
        ? { must: 'name at least one subnet', given: prose('none') }
        : undefined,
  },
  {
    code: 'VpcLinkSubnetQuotaExceeded',
    severity: 'warning',
    on: 'vpcLink',
    property: 'SubnetIds',
    what: 'A VPC link has more than 10 subnets, the quota unless it was raised.',
    why: PAGES.guide('limits'),
    fix: 'One subnet for each availability zone is enough; or have the quota raised and acknowledge this.',
    check: (link) => {
      const count = certain(link.list('SubnetIds')).length;
      return count > MAX_SUBNETS ? { must: `be at most ${MAX_SUBNETS}`, given: count } : undefined;
    },
  },
  {
    code: 'ModelNameInvalid',
    severity: 'error',
    on: 'model',
    needs: 'Name',
    property: 'Name',
    what: ERROR_CODES.ModelNameInvalid,
    why: PAGES.api('apis-apiid-models'),
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
    on: 'model',
    needs: 'Schema',
    property: 'Schema',
    what: 'The schema of a WebSocket model has more than 32 K characters.',
    why: PAGES.api('apis-apiid-models'),
    fix: 'Validate less, or in the function.',
    check: (model) => {
      const schema = model.value('Schema');
      const text = typeof schema === 'string' ? schema : isBag(schema) ? JSON.stringify(schema, literals) : '';
      return text.length > MAX_SCHEMA
        ? {
            must: `have at most ${MAX_SCHEMA.toLocaleString('en')} characters`,
            given: prose(`${text.length} characters`),
          }
        : undefined;
    },
  },
  {
    code: 'ApiKeyValueInvalid',
    severity: 'error',
    on: 'apiKey',
    needs: 'Value',
    property: 'Value',
    what: ERROR_CODES.ApiKeyValueInvalid,
    why: PAGES.guide('api-gateway-api-usage-plans'),
    fix: 'Write 20 to 128 characters, or leave it out: the service then makes one.',
    check: (key) => judgeLength(key.text('Value'), 20, 128),
  },
  {
    code: 'UsagePlanLimitInvalid',
    severity: 'error',
    on: 'usagePlan',
    property: 'Throttle',
    what: ERROR_CODES.UsagePlanLimitInvalid,
    why: PLANS,
    fix: 'Write limits from 0.',
    check: negative,
  },
  {
    code: 'QuotaOffsetOutsidePeriod',
    severity: 'warning',
    on: 'usagePlan',
    needs: 'Quota',
    property: 'Quota.Offset',
    what: 'The offset of a quota is not less than its period.',
    why: PLANS,
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
    on: 'usagePlanKey',
    property: 'KeyId',
    what: 'An API key is in two usage plans of one stage.',
    why: PLANS,
    fix: 'Take the key out of one of the plans, or give the plans different stages.',
    check: inTwoPlans,
  },
  {
    code: 'FunctionPolicyLarge',
    severity: 'warning',
    on: 'permission',
    property: 'FunctionName',
    what: 'A function has 45 permissions or more: its policy nears 20,480 bytes, where Lambda takes no more.',
    why: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
    fix: 'Write `scopePermissionToRoute: false` for the integrations of the function: one permission then serves all routes.',
    among: (world) => crowded(world).keys(),
    check: (permission, world) => {
      const count = crowded(world).get(permission);
      const named = functionOf(permission);
      const name = typeof named === 'string' ? named : named && world.viewOf(named).path;
      return {
        property: `The function '${name}'`,
        must: `have fewer than ${MANY_PERMISSIONS} permissions`,
        given: count,
      };
    },
  },
]);
