import { AUTHORIZATION_TYPE } from '../constraints/route';
import type { Declaration } from '../declaration';
import { PAGES } from '../declaration';
import { TYPES } from '../engine/kinds';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Finding } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { described } from '../message';
import { targetOfOtherType } from './references';

const MODEL = PAGES.api('apis-apiid-routes');
const ACCESS = PAGES.guide('http-api-access-control');

/** The authorizer type that each authorization type needs. */
const AUTHORIZER_TYPE: { readonly [type: string]: string } = { JWT: 'JWT', CUSTOM: 'REQUEST' };

const NAMES: { readonly [type: string]: string } = { JWT: 'a JWT authorizer', REQUEST: 'a Lambda authorizer' };

/** Reports a route without an authorizer if the authorization type of the route needs an authorizer. */
export const ROUTE_AUTHORIZER_MISSING: Declaration = {
  code: 'RouteAuthorizerMissing',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer." and "… to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer."',
  summary: 'A route has the authorization type `JWT` or `CUSTOM` but no authorizer.',
  fix: 'Specify the ID of an authorizer of the same API, or use the authorization type `NONE` or `AWS_IAM`.',
  page: ACCESS,
};

/** Reports a missing authorizer ID if the authorization type needs an authorizer. */
export function missingAuthorizer(type: unknown, id: unknown): Finding | undefined {
  const needed = typeof type === 'string' ? AUTHORIZER_TYPE[type] : undefined;
  return needed !== undefined && (id === undefined || id === '')
    ? { must: `be the ID of ${NAMES[needed]} for the authorization type ${String(type)}`, given: id }
    : undefined;
}

/** If a value cannot be the ID of an API Gateway v2 authorizer, returns the value or a description of the value. */
function notAnAuthorizer(id: unknown): unknown {
  if (typeof id === 'string') {
    return /[:/\s]/.test(id) ? id : undefined;
  }
  return targetOfOtherType(id, [TYPES.authorizer]);
}

function wrongAuthorizer(route: ResourceView, index: ResourceIndex): Finding | undefined {
  const type = route.text('AuthorizationType') ?? '';
  const needed = AUTHORIZER_TYPE[type];
  const other = needed === undefined ? undefined : notAnAuthorizer(route.value('AuthorizerId'));
  if (other !== undefined) {
    return {
      must: `be the ID of ${NAMES[needed]} for the authorization type ${type}`,
      given: other,
      instead: 'Create an authorizer (AWS::ApiGatewayV2::Authorizer) for the API, and use the ID of the authorizer.',
    };
  }
  const authorizer = needed === undefined ? undefined : index.follow(route, 'authorizer', 'AuthorizerId');
  const actual = authorizer?.text('AuthorizerType');
  if (authorizer === undefined || actual === undefined || actual === needed || authorizer.api !== route.api) {
    return undefined;
  }
  const fits = Object.keys(AUTHORIZER_TYPE).find((one) => AUTHORIZER_TYPE[one] === actual);
  return {
    must: `be the ID of ${NAMES[needed]} for the authorization type ${type}`,
    given: described(`'${authorizer.path}' of type ${actual}`),
    instead: fits === undefined ? undefined : `Did you mean the authorization type '${fits}'?`,
  };
}

function unusedAuthorizer(route: ResourceView, index: ResourceIndex): Finding | undefined {
  const type = route.text('AuthorizationType');
  const isKnown =
    (type !== undefined || route.lacks('AuthorizationType')) &&
    (route.text('AuthorizerId') !== undefined || index.follow(route, 'authorizer', 'AuthorizerId') !== undefined);
  return isKnown && (type === undefined || type === 'NONE' || type === 'AWS_IAM')
    ? {
        must: 'be omitted unless the authorization type is JWT or CUSTOM',
        given: described(`an authorizer with the authorization type ${type ?? 'NONE, the default'}`),
      }
    : undefined;
}

export const ROUTE_AUTHORIZATION_RULES = rules([
  ruleFrom(AUTHORIZATION_TYPE, {
    on: 'route',
    needs: 'AuthorizationType',
    property: 'AuthorizationType',
    value: (route) => ({ type: route.text('AuthorizationType'), protocol: route.api?.protocol }),
  }),
  {
    ...ROUTE_AUTHORIZER_MISSING,
    on: 'route',
    needs: 'AuthorizationType',
    property: 'AuthorizerId',
    check: (route) => missingAuthorizer(route.value('AuthorizationType'), route.value('AuthorizerId')),
  },
  {
    code: 'RouteAuthorizerTypeMismatch',
    severity: 'error',
    evidence: 'observed',
    source:
      'AWS: "Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer." and "… to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer."',
    on: 'route',
    needs: 'AuthorizerId',
    property: 'AuthorizerId',
    summary: 'The authorization type of a route does not match the type of its authorizer.',
    fix: 'Use the authorization type `JWT` for a JWT authorizer and `CUSTOM` for a Lambda authorizer.',
    page: MODEL,
    check: wrongAuthorizer,
  },
  {
    code: 'AuthorizerOfOtherApi',
    severity: 'error',
    evidence: 'observed',
    source:
      'AWS: "Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer."',
    on: 'route',
    needs: 'AuthorizerId',
    property: 'AuthorizerId',
    summary: 'A route uses an authorizer that belongs to a different API.',
    fix: 'Create an authorizer for each API.',
    page: MODEL,
    check: (route, index) => {
      const authorizer = index.follow(route, 'authorizer', 'AuthorizerId');
      const [ours, theirs] = [route.api, authorizer?.api];
      return authorizer && theirs?.api && ours?.api && theirs !== ours
        ? {
            must: `be the ID of an authorizer of '${ours.api.path}'`,
            given: described(`'${authorizer.path}' of '${theirs.api.path}'`),
          }
        : undefined;
    },
  },
  {
    code: 'RouteAuthorizerUnused',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'The API reference describes the authorizer ID as a property of routes with the authorization type CUSTOM or JWT',
    on: 'route',
    needs: 'AuthorizerId',
    property: 'AuthorizerId',
    summary:
      'A route has an authorizer, but its authorization type is absent, `NONE` or `AWS_IAM`, so the authorizer has no effect.',
    fix: 'Specify the authorization type `JWT` or `CUSTOM`, or remove the authorizer.',
    page: MODEL,
    check: unusedAuthorizer,
  },
]);
