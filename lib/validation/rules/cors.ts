import {
  CORS_CREDENTIALS_WITH_ANY_ORIGIN,
  CORS_HEADER,
  CORS_MAX_AGE,
  CORS_METHOD,
  CORS_ORIGIN_FORM,
  CORS_ORIGIN_PATH,
  CORS_ORIGIN_SCHEME,
} from '../constraints/cors';
import { splitRouteKey } from '../constraints/route';
import { nameless } from '../constraints/route-path';
import { PAGES } from '../declaration';
import { referenceIn, unconditional } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Finding, RuleTarget } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { described } from '../message';
import { closedType, schemeTwice } from './references';

/** Whether a route requires authorization. */
export function isAuthorized(route: ResourceView): boolean {
  const type = route.text('AuthorizationType');
  return type !== undefined && type !== 'NONE';
}

/** Returns the rule target for a list in the CORS configuration of each API. */
function listIn(member: string): RuleTarget<readonly unknown[]> {
  return {
    on: 'api',
    needs: 'CorsConfiguration',
    property: `CorsConfiguration.${member}`,
    value: (api) => api.list('CorsConfiguration', member),
  };
}

/**
 * Whether a path ends with a greedy parameter. An OPTIONS route with the path `/{proxy+}` can receive the preflight
 * requests for such a path.
 */
function isGreedy(path: string): boolean {
  return /\{[^{}]*\+\}$/.test(path);
}

function preflightCaught(api: ResourceView, index: ResourceIndex): Finding | undefined {
  const group = index.apiOf(api);
  if (!group || !index.isComplete(group, 'route')) {
    return undefined;
  }
  const open = group
    .all('route')
    .filter((route) => !isAuthorized(route))
    .flatMap((route) => splitRouteKey(route.text('RouteKey') ?? '') ?? [])
    .filter(({ method }) => method === 'OPTIONS')
    .map(({ path }) => nameless(path));
  const isOpen = (path: string) => open.includes(nameless(path));
  for (const route of group.all('route').filter(isAuthorized)) {
    const key = route.text('RouteKey');
    const split = splitRouteKey(key ?? '');
    const path = key === '$default' ? '/{proxy+}' : split?.method === 'ANY' ? split.path : undefined;
    if (path !== undefined && !isOpen(path) && !(isGreedy(path) && isOpen('/{proxy+}'))) {
      return {
        must: 'be used together with an OPTIONS route without an authorizer',
        given: described(`the route '${key}', which has an authorizer and also receives preflight requests`),
        instead: `Add a route 'OPTIONS ${path}' without an authorizer: addPreflightRoute({ integration, path: '${path}' }).`,
      };
    }
  }
  return undefined;
}

/** The attributes that return host names, by the type of the resource. */
const HOSTS: { readonly [type: string]: RegExp } = {
  'AWS::CloudFront::Distribution': /^DomainName$/,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': /^DNSName$/,
  'AWS::S3::Bucket': /DomainName$/,
};

/** Returns a description of a value that refers to a host name, for messages. */
function bareHost(value: unknown): unknown {
  const reference = referenceIn(value);
  const type = closedType(reference?.target);
  return reference && type !== undefined && HOSTS[type]?.test(reference.attribute)
    ? described(`${reference.attribute} of '${reference.target.node.path}', which has no scheme`)
    : undefined;
}

export const CORS_RULES = rules([
  ruleFrom(CORS_CREDENTIALS_WITH_ANY_ORIGIN, {
    on: 'api',
    needs: 'CorsConfiguration',
    property: 'CorsConfiguration.AllowOrigins',
    value: (api) => ({
      allowCredentials: api.flag('CorsConfiguration', 'AllowCredentials'),
      allowOrigins: api.list('CorsConfiguration', 'AllowOrigins'),
    }),
  }),
  ruleFrom(CORS_ORIGIN_SCHEME, listIn('AllowOrigins')),
  ruleFrom(CORS_ORIGIN_FORM, listIn('AllowOrigins')),
  ruleFrom(CORS_ORIGIN_PATH, listIn('AllowOrigins')),
  {
    ...CORS_ORIGIN_SCHEME,
    on: 'api',
    needs: 'CorsConfiguration',
    property: 'CorsConfiguration.AllowOrigins',
    check: (api) =>
      unconditional(api.list('CorsConfiguration', 'AllowOrigins')).map((origin) => {
        const host = bareHost(origin);
        return host === undefined
          ? undefined
          : { must: "be '*' or begin with 'http://' or 'https://'", given: host, instead: "Add 'https://' before it." };
      }),
  },
  {
    ...CORS_ORIGIN_FORM,
    on: 'api',
    needs: 'CorsConfiguration',
    property: 'CorsConfiguration.AllowOrigins',
    check: (api) =>
      (api.list('CorsConfiguration', 'AllowOrigins') ?? []).map((origin) => {
        const given = schemeTwice(origin);
        const instead = "Remove the 'http://' or 'https://' before the attribute.";
        return given === undefined ? undefined : { must: 'have one scheme', given, instead };
      }),
  },
  ruleFrom(CORS_HEADER, listIn('AllowHeaders')),
  ruleFrom(CORS_HEADER, listIn('ExposeHeaders')),
  ruleFrom(CORS_METHOD, listIn('AllowMethods')),
  ruleFrom(CORS_MAX_AGE, {
    on: 'api',
    needs: 'CorsConfiguration',
    property: 'CorsConfiguration.MaxAge',
    value: (api) => api.number('CorsConfiguration', 'MaxAge'),
  }),
  {
    code: 'CorsPreflightCaught',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'The API Gateway guide states that a `$default` or `ANY` route with an authorizer needs an `OPTIONS` route without an authorizer, and API Gateway selects the most specific route',
    on: 'api',
    needs: 'CorsConfiguration',
    property: 'CorsConfiguration',
    summary:
      'A `$default` or `ANY` route with an authorizer receives preflight requests. Browsers send preflight requests without credentials.',
    fix: 'Add an `OPTIONS` route with the same path and without an authorizer. For `$default`, add `OPTIONS /{proxy+}`.',
    page: PAGES.guide('http-api-cors'),
    check: preflightCaught,
  },
]);
