import { ERROR_CODES } from '../errors';
import {
  judgeGreedy,
  judgePathEnds,
  judgeRouteKey,
  judgeScopeCount,
  judgeScopeReader,
  judgeScopes,
  judgeSegments,
  nameless,
  parametersOf,
  splitRouteKey,
} from '../constraints/route';
import type { Violation as Problem } from '../declaration';
import { checkLength } from '../values';
import type { Finding, Rule } from '../engine/rule';
import { PAGES } from '../declaration';
import { rules } from '../engine/rule';
import { unconditional } from '../engine/resolve';
import type { ResourceView } from '../engine/resource-view';
import { areDeployedTogether } from '../engine/resource-view';
import type { ApiGroup, ResourceIndex } from '../engine/resource-index';

const ROUTES = PAGES.guide('http-api-develop-routes');
const JWT = PAGES.guide('http-api-jwt-authorizer');

/** What nearly all keys look like: nothing is wrong with them. */
const NOT_ODD =
  /^((GET|POST|PUT|DELETE|PATCH|ANY|HEAD|OPTIONS) (?=\/)(\/[\w.~-]+)*(\/\{\w+\})?(\/[\w.~-]+)*|\$default)$/;

/** The HTTP routes that have a key in which there may be something wrong. */
function oddRoutes(index: ResourceIndex): readonly ResourceView[] {
  return index.memoize(oddRoutes, () =>
    index.of('route', 'HTTP').filter((route) => !NOT_ODD.test(route.text('RouteKey') ?? '$default')),
  );
}

/** A check of the path of each HTTP route. */
function ofPath(judge: (path: string) => Problem | undefined): Rule['check'] {
  return (route) => {
    const split = splitRouteKey(route.text('RouteKey') as string);
    const problem = split && judge(split.path);
    return (
      problem && {
        ...problem,
        given: `${split.method} ${split.path}`,
        instead: problem.instead?.replaceAll("'/", `'${split.method} /`),
      }
    );
  };
}

/** A check of the scopes of each HTTP route. */
function ofScopes(
  judge: (scopes: readonly unknown[] | undefined, route: ResourceView) => Problem | undefined,
): Rule['check'] {
  return (route) => judge(route.list('AuthorizationScopes'), route);
}

/** The routes that come second with a key, each with the one that came first. */
function secondRoutes(index: ResourceIndex): Map<ResourceView, ResourceView> {
  return index.memoize(secondRoutes, () => {
    const second = new Map<ResourceView, ResourceView>();
    for (const group of index.apis) {
      addSecondRoutes(group, second);
    }
    return second;
  });
}

function addSecondRoutes(group: ApiGroup, second: Map<ResourceView, ResourceView>): void {
  const first = new Map<string, ResourceView | ResourceView[]>();
  for (const route of group.all('route')) {
    const key = route.text('RouteKey');
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

function duplicate(route: ResourceView, index: ResourceIndex): Finding | undefined {
  const first = secondRoutes(index).get(route) as ResourceView;
  const [key, other] = [route.text('RouteKey'), first.text('RouteKey')];
  return {
    must: `differ from those of the other routes of the API, and '${first.path}' has ${other === key ? 'it' : `'${other}'`}`,
    given: key,
    instead:
      other === key
        ? 'Drop one of the two routes.'
        : `Names of parameters tell no two routes apart: drop one of the two, or write '${other}' in both.`,
  };
}

export const HTTP_ROUTE_RULES = rules([
  {
    code: 'RouteKeyInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      '"The provided route key is not formatted properly for HTTP protocol …" (BADVERB, TRACE) (cdk-preflight:rules/apigatewayv2/pf-apigwv2-http-route-key)',
    on: 'route',
    protocol: 'HTTP',
    property: 'RouteKey',
    summary: 'The key of an HTTP route is neither `$default` nor a method and a path.',
    page: ROUTES,
    fix: 'Write `GET /books`, for example: the method in capitals, one space, the path with its slash.',
    among: oddRoutes,
    check: (route) => judgeRouteKey(route.text('RouteKey')),
  },
  {
    code: 'RoutePathInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      'trailing slash fails deploy ("invalid route name ending in /"); path parts regex allows no empty part; leading slash: as RouteKeyInvalid (storacha/w3infra#166; aws/serverless-application-model#1949 (OpenAPI import drops such a route silently))',
    on: 'route',
    protocol: 'HTTP',
    property: 'RouteKey',
    summary: ERROR_CODES.RoutePathInvalid,
    page: ROUTES,
    fix: 'Write `/books`: one slash before, none behind.',
    among: oddRoutes,
    check: ofPath(judgePathEnds),
  },
  {
    code: 'RouteSegmentInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      '"One or more path parts appear to be invalid. Parts are validated against ^(\\{[\\w.:-]+\\+?\\}|[a-zA-Z0-9.:_-]+)$" (serverless/serverless#10423 ({eventId}.json); aws/aws-lambda-dotnet#1911 (AWS quotes the regex))',
    on: 'route',
    protocol: 'HTTP',
    property: 'RouteKey',
    summary: ERROR_CODES.RouteSegmentInvalid,
    page: ROUTES,
    fix: 'Write plain texts, `{name}`, or `{name+}` at the end; no spaces, `?`, `#`, and nothing between two slashes left empty.',
    among: oddRoutes,
    check: ofPath(judgeSegments),
  },
  {
    code: 'GreedyParameterNotLast',
    severity: 'error',
    evidence: 'documented',
    source: '"must be at the end of the resource path"; route keys are validated (http-api-develop-routes)',
    on: 'route',
    protocol: 'HTTP',
    property: 'RouteKey',
    summary: ERROR_CODES.GreedyParameterNotLast,
    page: ROUTES,
    fix: 'Let `{name+}` be the last segment, or take a plain `{name}`.',
    among: oddRoutes,
    check: ofPath(judgeGreedy),
  },
  {
    code: 'RouteParameterTwice',
    severity: 'warning',
    evidence: 'inferred',
    source: 'no AWS message found (one emulator rejects)',
    on: 'route',
    protocol: 'HTTP',
    property: 'RouteKey',
    summary: 'A route has two path parameters of one name, of which an integration can read one.',
    page: ROUTES,
    fix: 'Give each parameter of a path a name of its own.',
    among: oddRoutes,
    check: ofPath((path) => {
      const names = parametersOf(path);
      const twice = names.find((name, i) => names.indexOf(name) !== i);
      return twice === undefined
        ? undefined
        : { must: 'have parameters of different names', given: path, instead: `Rename one '{${twice}}'.` };
    }),
  },
  {
    code: 'RouteDuplicate',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Route with key … already exists for this API" (409); "… has a conflicting variable on the same hierarchical level as …" (409) (anomalyco/sst#5031; serverless#7260; plutomi/plutomi#271)',
    on: 'route',
    property: 'RouteKey',
    summary: 'Two routes of an API have one key, or keys that differ only in the names of their parameters.',
    page: ROUTES,
    fix: 'Drop one of the two.',
    among: (index) => secondRoutes(index).keys(),
    check: duplicate,
  },
  {
    code: 'ScopesWithoutJwtAuthorizer',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization types" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-route-authorization-scopes-jwt)',
    on: 'route',
    protocol: 'HTTP',
    needs: 'AuthorizationScopes',
    property: 'AuthorizationScopes',
    summary: ERROR_CODES.ScopesWithoutJwtAuthorizer,
    page: JWT,
    fix: 'Use a JWT or user pool authorizer, or drop the scopes.',
    check: ofScopes((scopes, route) =>
      route.lacks('AuthorizationType') || route.text('AuthorizationType') !== undefined
        ? judgeScopeReader(scopes, route.text('AuthorizationType'))
        : undefined,
    ),
  },
  {
    code: 'TooManyScopes',
    severity: 'error',
    evidence: 'documented',
    source: '10 per route, not adjustable; field is validated (type) (AWS limits page)',
    on: 'route',
    protocol: 'HTTP',
    needs: 'AuthorizationScopes',
    property: 'AuthorizationScopes',
    summary: ERROR_CODES.TooManyScopes,
    page: PAGES.guide('limits'),
    fix: 'A token needs one of them: name the ones that matter.',
    check: ofScopes((scopes) => judgeScopeCount(unconditional(scopes))),
  },
  {
    code: 'ScopeLengthInvalid',
    severity: 'error',
    evidence: 'documented',
    source: '1..64 by shape name only; validation never seen (botocore apigatewayv2 model)',
    on: 'route',
    protocol: 'HTTP',
    needs: 'AuthorizationScopes',
    property: 'AuthorizationScopes',
    summary: ERROR_CODES.ScopeLengthInvalid,
    page: PAGES.api('apis-apiid-routes'),
    fix: 'Write scopes of 1 to 64 characters.',
    check: ofScopes(judgeScopes),
  },
  {
    code: 'OperationNameInvalid',
    severity: 'error',
    evidence: 'documented',
    source: '1..64 by shape name only; validation never seen (botocore apigatewayv2 model)',
    on: 'route',
    needs: 'OperationName',
    property: 'OperationName',
    summary: 'The operation name of a route does not have 1 to 64 characters.',
    page: PAGES.api('apis-apiid-routes'),
    fix: 'Write 1 to 64 characters.',
    check: (route) => checkLength(route.text('OperationName'), 1, 64),
  },
]);
