import { STAGE_VARIABLE_COUNT, STAGE_VARIABLES } from '../constraints/stage';
import { PAGES } from '../declaration';
import { isPlainObject } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Finding } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { length, required } from '../engine/table';
import { described } from '../message';

const PAGE = PAGES.cloudFormation('aws-resource-apigatewayv2-apigatewaymanagedoverrides');

function withoutQuickCreate(overrides: ResourceView, index: ResourceIndex): Finding | undefined {
  const api = index.apiOf(overrides)?.api;
  return api?.lacks('Target')
    ? { must: 'be an API that quick create (Target) makes', given: described(`'${api.path}' without Target`) }
    : undefined;
}

function second(overrides: ResourceView, index: ResourceIndex): Finding | undefined {
  const [first] = index.apiOf(overrides)?.unconditional('managedOverrides') ?? [];
  return first && first !== overrides && overrides.isUnconditional
    ? { must: `be an API without other overrides, and '${first.path}' has some`, given: described('a second resource') }
    : undefined;
}

function variables(overrides: ResourceView): [string, unknown][] {
  const all = overrides.value('Stage', 'StageVariables');
  return isPlainObject(all) ? Object.entries(all) : [];
}

const STAGE_VARIABLES_OF = { on: 'managedOverrides', needs: 'Stage', property: 'Stage.StageVariables' } as const;

// Rules on throttling, route settings and access logs check managed overrides, too: route-settings.ts and access-log.ts
export const MANAGED_OVERRIDES_RULES = rules([
  {
    code: 'ManagedOverridesWithoutQuickCreate',
    severity: 'warning',
    evidence: 'documented',
    source:
      'The CloudFormation reference: the resource overrides what quick create made; API Gateway was not seen to reject it',
    on: 'managedOverrides',
    property: 'ApiId',
    summary: 'Managed overrides are for an API that quick create did not make, so there is nothing to override.',
    fix: 'Change the route, integration or stage itself, or set `Target` of the API.',
    page: PAGE,
    check: withoutQuickCreate,
  },
  {
    code: 'ManagedOverridesDuplicate',
    severity: 'warning',
    evidence: 'inferred',
    source: 'The CloudFormation schema identifies the resource by ApiId alone',
    on: 'managedOverrides',
    property: 'ApiId',
    summary: 'An API has several resources with managed overrides.',
    fix: 'Merge them into one resource.',
    page: PAGE,
    check: second,
  },
  ruleFrom(STAGE_VARIABLES, { ...STAGE_VARIABLES_OF, value: variables }),
  ruleFrom(STAGE_VARIABLE_COUNT, { ...STAGE_VARIABLES_OF, value: (overrides) => variables(overrides).length }),
  length('managedOverrides', 'Stage.Description', 0, 1024),
  length('managedOverrides', 'Integration.Description', 0, 1024),
  length('managedOverrides', 'Route.OperationName', 1, 64),
  ...required('managedOverrides', ['ApiId']),
]);
