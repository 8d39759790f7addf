import type { Constraint } from '../constraint';
import { listOf } from '../constraint';
import {
  ROUTE_DUPLICATE,
  ROUTE_KEY,
  SCOPE_LENGTH,
  SCOPES_WITHOUT_JWT,
  splitRouteKey,
  TOO_MANY_SCOPES,
} from '../constraints/route';
import {
  FRAMEWORK_PARAMETER,
  GREEDY_PARAMETER,
  nameless,
  PARAMETER_TWICE,
  parametersOf,
  ROUTE_PATH,
  ROUTE_SEGMENT,
  USUAL_PATH,
} from '../constraints/route-path';
import type { Declaration } from '../declaration';
import { PAGES } from '../declaration';
import { isPlainObject, textParts, unconditional } from '../engine/resolve';
import { UNSUPPORTED_BY_HTTP_APIS } from '../constraints/shared-declarations';
import type { ApiGroup, ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { areDeployedTogether } from '../engine/resource-view';
import type { Finding, Rule } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { length, onlyFor, required } from '../engine/property-rules';
import { TARGET_RULES } from './route-target';
import { missingParameter, routesTo } from './routes-of-integrations';

const MODEL = PAGES.api('apis-apiid-routes');

/** Returns the method and the path of each HTTP route, except `$default` and routes with an invalid key. */
function keysOf(index: ResourceIndex): Map<ResourceView, { readonly method: string; readonly path: string }> {
  return index.memoize(keysOf, () => {
    const keys = new Map<ResourceView, { readonly method: string; readonly path: string }>();
    for (const route of index.of('route', 'HTTP')) {
      const split = splitRouteKey(route.text('RouteKey') ?? '');
      if (split) {
        keys.set(route, split);
      }
    }
    return keys;
  });
}

const CONSTRAINTS_ON_PATHS = [ROUTE_PATH, ROUTE_SEGMENT, FRAMEWORK_PARAMETER, GREEDY_PARAMETER, PARAMETER_TWICE];

/** Returns the HTTP routes whose path does not match the pattern for common valid paths. */
function unusualRoutes(index: ResourceIndex): readonly ResourceView[] {
  return index.memoize(unusualRoutes, () =>
    [...keysOf(index)].flatMap(([route, { path }]) => (USUAL_PATH.test(path) ? [] : [route])),
  );
}

/**
 * Returns the rule that checks a constraint on the path of each HTTP route. The messages contain the whole route key.
 */
function ofPath(declared: Constraint<unknown>): Rule {
  return {
    ...declared,
    on: 'route',
    protocol: 'HTTP',
    property: 'RouteKey',
    among: unusualRoutes,
    check: (route, index) => {
      const { method, path } = keysOf(index).get(route) ?? { method: '', path: undefined };
      return listOf(declared.check(path)).map((violation) => ({
        ...violation,
        given: `${method} ${path}`,
        instead: violation.instead?.replaceAll("'/", `'${method} /`),
      }));
    },
  };
}

/**
 * Returns each route with a duplicate key, and the first route with this key. If quick create creates the first route,
 * returns the API instead of the first route.
 */
function secondRoutes(index: ResourceIndex): Map<ResourceView, ResourceView> {
  return index.memoize(secondRoutes, () => {
    const second = new Map<ResourceView, ResourceView>();
    for (const group of index.apis) {
      addSecondRoutes(group, second);
    }
    return second;
  });
}

/** Returns the key of a route, or the key of the route that API Gateway creates for an API with quick create. */
function keyOf(view: ResourceView): string | undefined {
  return view.kind === 'api' && view.lacks('RouteKey') ? '$default' : view.text('RouteKey');
}

function addSecondRoutes(group: ApiGroup, second: Map<ResourceView, ResourceView>): void {
  const first = new Map<string, ResourceView | ResourceView[]>();
  const quick = group.api && !group.api.lacks('Target') ? [group.api] : [];
  for (const route of quick.length > 0 ? [...quick, ...group.all('route')] : group.all('route')) {
    const key = keyOf(route);
    if (key === undefined) {
      continue;
    }
    const known = group.protocol === 'WEBSOCKET' || !key.includes('{') ? key : nameless(key);
    const others = first.get(known);
    if (others === undefined) {
      first.set(known, route);
      continue;
    }
    const all = [others].flat();
    const other = all.find((one) => areDeployedTogether(one, route));
    if (other) {
      second.set(route, other);
    } else {
      first.set(known, [...all, route]);
    }
  }
}

const API_KEY_ON_HTTP: Declaration = {
  code: 'ApiKeyOnHttpRoute',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "ApiKeyRequired is not currently supported for HTTP APIs."',
  summary: 'A route of an HTTP API requires an API key, but HTTP APIs do not support API keys.',
  fix: 'Remove `ApiKeyRequired`, and use an authorizer. Only WebSocket and REST APIs support API keys.',
  page: MODEL,
};

/** Returns the parameters in the URL of an HTTP integration, such as `isbn` in `https://example.com/books/{isbn}`. */
function parametersInUrl(integration: ResourceView): string[] {
  const given = integration.given('IntegrationUri');
  if (typeof given === 'string' && !given.includes('{')) {
    return [];
  }
  const url = textParts(integration.value('IntegrationUri'))
    .map((part) => (typeof part === 'string' ? part : '…'))
    .join('');
  return /^(https?:|…)/i.test(url) ? [...url.matchAll(/(?<!\$)\{([\w.:-]+)\}/g)].map(([, name]) => name) : [];
}

function unknownInUrl(integration: ResourceView, index: ResourceIndex): Finding | undefined {
  const mappings = integration.value('RequestParameters');
  const names =
    integration.text('IntegrationType') === 'HTTP_PROXY' && (mappings === undefined || isPlainObject(mappings))
      ? parametersInUrl(integration)
      : [];
  // A mapping of the path replaces the path of the URL
  if (names.length === 0 || integration.entries('RequestParameters').some(([key]) => /:path$/i.test(key))) {
    return undefined;
  }
  const routes = routesTo(integration, index);
  // A route such as `ANY /` often uses the integration of a greedy route
  const isShared = routes.some((route) => parametersOf(route.text('RouteKey') ?? '').includes('proxy'));
  const checked = isShared ? names.filter((name) => name !== 'proxy') : names;
  return missingParameter(routes, checked, 'contain', (name) => `{${name}}`);
}

const SCOPES = { on: 'route', needs: 'AuthorizationScopes', property: 'AuthorizationScopes' } as const;

export const HTTP_ROUTE_RULES = rules([
  ...required('route', ['ApiId', 'RouteKey']),
  ruleFrom(ROUTE_KEY, {
    on: 'route',
    protocol: 'HTTP',
    property: 'RouteKey',
    value: (route) => route.text('RouteKey'),
  }),
  ...CONSTRAINTS_ON_PATHS.map(ofPath),
  ruleFrom(ROUTE_DUPLICATE, {
    on: 'route',
    property: 'RouteKey',
    among: (index) => secondRoutes(index).keys(),
    value: (route, index) => {
      const first = secondRoutes(index).get(route) as ResourceView;
      return { key: keyOf(route) ?? '', first: { key: keyOf(first) ?? '', path: first.path } };
    },
  }),
  ...TARGET_RULES,
  {
    code: 'IntegrationPathParameterUnknown',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'The API Gateway guide states that the path parameters of the route replace the variables in the URL of the integration',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'IntegrationUri',
    property: 'IntegrationUri',
    summary:
      'The URL of an integration contains a path parameter that is missing from the path of a route that uses the integration.',
    fix: 'Use only path parameters that the paths of all routes of the integration contain.',
    page: PAGES.guide('http-api-develop-integrations-http'),
    check: unknownInUrl,
  },
  ...onlyFor('WEBSOCKET', 'route', ['ApiKeyRequired'], API_KEY_ON_HTTP, (value) => value !== true && value !== 'true'),
  ...onlyFor(
    'WEBSOCKET',
    'route',
    ['RequestParameters', 'RequestModels', 'ModelSelectionExpression', 'RouteResponseSelectionExpression'],
    UNSUPPORTED_BY_HTTP_APIS,
    (value) => isPlainObject(value) && Object.keys(value).length === 0,
  ),
  ruleFrom(SCOPES_WITHOUT_JWT, {
    ...SCOPES,
    value: (route) =>
      route.lacks('AuthorizationType') || route.text('AuthorizationType') !== undefined
        ? { scopes: route.list('AuthorizationScopes'), type: route.text('AuthorizationType') }
        : undefined,
  }),
  ruleFrom(TOO_MANY_SCOPES, { ...SCOPES, value: (route) => unconditional(route.list('AuthorizationScopes')) }),
  ruleFrom(SCOPE_LENGTH, { ...SCOPES, value: (route) => route.list('AuthorizationScopes') }),
  {
    ...length('route', 'OperationName', 1, 64),
    code: 'OperationNameInvalid',
    source:
      'The AWS API model allows 1 to 64 characters for the operation name, but it is not known whether API Gateway rejects other lengths',
    summary: 'The operation name of a route is empty or longer than 64 characters.',
    fix: 'Use an operation name of 1 to 64 characters.',
    page: MODEL,
  },
]);
