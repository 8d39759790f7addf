import { INTEGRATION_TIMEOUT, METHODS, PAYLOAD_FORMAT } from '../constraints/integration';
import { AUTHORIZATION_TYPE, SCOPES_WITHOUT_JWT, TOO_MANY_SCOPES } from '../constraints/route';
import { STAGE_VARIABLE_COUNT, STAGE_VARIABLES } from '../constraints/stage';
import { PAGES } from '../declaration';
import type { Protocol } from '../engine/kinds';
import { isPlainObject, unconditional } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Finding } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { length, oneOf, required } from '../engine/property-rules';
import { described } from '../message';
import { missingAuthorizer, ROUTE_AUTHORIZER_MISSING } from './route-authorization';
import { malformedTarget, ROUTE_TARGET_INVALID } from './route-target';

const PAGE = PAGES.cloudFormation('aws-resource-apigatewayv2-apigatewaymanagedoverrides');

function withoutQuickCreate(overrides: ResourceView, index: ResourceIndex): Finding | undefined {
  const api = index.apiOf(overrides)?.api;
  return api?.lacks('Target')
    ? {
        must: 'be the ID of an API with quick create, which the property Target enables',
        given: described(`'${api.path}' without Target`),
      }
    : undefined;
}

function second(overrides: ResourceView, index: ResourceIndex): Finding | undefined {
  const [first] = index.apiOf(overrides)?.unconditional('managedOverrides') ?? [];
  return first && first !== overrides && overrides.isUnconditional
    ? {
        must: `be the ID of an API without other managed overrides ('${first.path}' belongs to the same API)`,
        given: described('a second resource'),
      }
    : undefined;
}

function variables(overrides: ResourceView): [string, unknown][] {
  const all = overrides.value('Stage', 'StageVariables');
  return isPlainObject(all) ? Object.entries(all) : [];
}

const STAGE_VARIABLES_OF = { on: 'managedOverrides', needs: 'Stage', property: 'Stage.StageVariables' } as const;

// API Gateway supports quick create for HTTP APIs only
const PROTOCOL: Protocol = 'HTTP';
const INTEGRATION = { on: 'managedOverrides', needs: 'Integration' } as const;
const ROUTE = { on: 'managedOverrides', needs: 'Route' } as const;

// route-settings.ts and access-log.ts contain more rules on managed overrides
export const MANAGED_OVERRIDES_RULES = rules([
  {
    code: 'ManagedOverridesWithoutQuickCreate',
    severity: 'warning',
    evidence: 'documented',
    source:
      'The CloudFormation reference states that the resource overrides the properties of quick create, but it is not known whether API Gateway rejects the resource for other APIs',
    on: 'managedOverrides',
    property: 'ApiId',
    summary: 'Managed overrides belong to an API without quick create, so the overrides have no effect.',
    fix: 'Set the properties on the route, integration or stage, or set `Target` of the API.',
    page: PAGE,
    check: withoutQuickCreate,
  },
  {
    code: 'ManagedOverridesDuplicate',
    severity: 'warning',
    evidence: 'inferred',
    source: 'In the CloudFormation schema, ApiId alone identifies the resource',
    on: 'managedOverrides',
    property: 'ApiId',
    summary: 'An API has more than one `AWS::ApiGatewayV2::ApiGatewayManagedOverrides` resource.',
    fix: 'Merge the managed overrides into one resource.',
    page: PAGE,
    check: second,
  },
  ruleFrom(STAGE_VARIABLES, { ...STAGE_VARIABLES_OF, value: variables }),
  ruleFrom(STAGE_VARIABLE_COUNT, { ...STAGE_VARIABLES_OF, value: (overrides) => variables(overrides).length }),
  ruleFrom(INTEGRATION_TIMEOUT, {
    ...INTEGRATION,
    property: 'Integration.TimeoutInMillis',
    value: (overrides) => ({ millis: overrides.number('Integration', 'TimeoutInMillis'), protocol: PROTOCOL }),
  }),
  ruleFrom(PAYLOAD_FORMAT, {
    ...INTEGRATION,
    property: 'Integration.PayloadFormatVersion',
    value: (overrides, index) => ({
      version: overrides.text('Integration', 'PayloadFormatVersion'),
      protocol: PROTOCOL,
      isFunction: /^https?:/i.test(index.apiOf(overrides)?.api?.text('Target') ?? '') ? false : undefined,
    }),
  }),
  ruleFrom(AUTHORIZATION_TYPE, {
    ...ROUTE,
    property: 'Route.AuthorizationType',
    value: (overrides) => ({ type: overrides.text('Route', 'AuthorizationType'), protocol: PROTOCOL }),
  }),
  {
    ...ROUTE_AUTHORIZER_MISSING,
    ...ROUTE,
    property: 'Route.AuthorizerId',
    check: (overrides) =>
      missingAuthorizer(overrides.value('Route', 'AuthorizationType'), overrides.value('Route', 'AuthorizerId')),
  },
  {
    ...ROUTE_TARGET_INVALID,
    ...ROUTE,
    property: 'Route.Target',
    check: (overrides) => malformedTarget(overrides.value('Route', 'Target')),
  },
  ruleFrom(SCOPES_WITHOUT_JWT, {
    ...ROUTE,
    property: 'Route.AuthorizationScopes',
    value: (overrides) => {
      const type = overrides.value('Route', 'AuthorizationType');
      return type === undefined || typeof type === 'string'
        ? { scopes: overrides.list('Route', 'AuthorizationScopes'), type }
        : undefined;
    },
  }),
  ruleFrom(TOO_MANY_SCOPES, {
    ...ROUTE,
    property: 'Route.AuthorizationScopes',
    value: (overrides) => unconditional(overrides.list('Route', 'AuthorizationScopes')),
  }),
  oneOf('managedOverrides', 'Integration.IntegrationMethod', METHODS),
  length('managedOverrides', 'Stage.Description', 0, 1024),
  length('managedOverrides', 'Integration.Description', 0, 1024),
  length('managedOverrides', 'Route.OperationName', 1, 64),
  ...required('managedOverrides', ['ApiId']),
]);
