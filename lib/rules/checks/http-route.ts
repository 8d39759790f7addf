import { ERROR_CODES } from '../../private/errors';
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
} from '../../private/judge-route';
import type { Problem } from '../../private/judge';
import type { Finding, Rule } from '../rule';
import { PAGES, rules } from '../rule';
import { certain } from '../tokens';
import type { View } from '../view';
import type { ApiGroup, World } from '../world';
import { together } from '../world';

const ROUTES = PAGES.guide('http-api-develop-routes');
const JWT = PAGES.guide('http-api-jwt-authorizer');

/** Method and path of a route, where there may be something wrong with the path. */
const oddRoutes = new WeakMap<View, ReturnType<typeof splitRouteKey>>();
const NOT_ODD = /^(\w+ (?=\/)(\/[\w.~-]+)*(\/\{\w+\})?(\/[\w.~-]+)*|\$default)$/;

function oddRoute(route: View): ReturnType<typeof splitRouteKey> {
  if (!oddRoutes.has(route)) {
    const key = route.text('RouteKey') ?? '$default';
    oddRoutes.set(route, NOT_ODD.test(key) ? undefined : splitRouteKey(key));
  }
  return oddRoutes.get(route);
}

/** A check of the path of each HTTP route. */
function ofPath(judge: (path: string) => Problem | undefined): Rule['check'] {
  return (route) => {
    const split = oddRoute(route);
    const problem = split && judge(split.path);
    return (
      problem && {
        ...problem,
        given: `${split.method} ${split.path}`,
        instead: problem.instead.replaceAll("'/", `'${split.method} /`),
      }
    );
  };
}

/** A check of the scopes of each HTTP route. */
function ofScopes(judge: (scopes: readonly unknown[] | undefined, route: View) => Problem | undefined): Rule['check'] {
  return (route) => (route.lacks('AuthorizationScopes') ? undefined : judge(route.list('AuthorizationScopes'), route));
}

/** The routes that come second with a key, each with the one that came first. */
function secondRoutes(group: ApiGroup): Map<View, View> {
  const first = new Map<string, View[]>();
  const second = new Map<View, View>();
  for (const route of group.all('route')) {
    const key = route.text('RouteKey');
    if (key !== undefined) {
      const known = group.protocol === 'WEBSOCKET' || !key.includes('{') ? key : nameless(key);
      const others = first.get(known);
      const other = others?.find((one) => together(one, route));
      if (other) {
        second.set(route, other);
      } else if (others) {
        others.push(route);
      } else {
        first.set(known, [route]);
      }
    }
  }
  return second;
}

function duplicate(route: View, world: World): Finding | undefined {
  const group = world.apiOf(route);
  const first = group && world.once(group, () => secondRoutes(group)).get(route);
  if (!first) {
    return undefined;
  }
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
    on: 'route',
    protocol: 'HTTP',
    property: 'RouteKey',
    what: 'The key of an HTTP route is neither `$default` nor a method and a path.',
    why: ROUTES,
    fix: 'Write `GET /books`, for example: the method in capitals, one space, the path with its slash.',
    check: (route) => judgeRouteKey(route.text('RouteKey')),
  },
  {
    code: 'RoutePathInvalid',
    severity: 'error',
    on: 'route',
    protocol: 'HTTP',
    property: 'RouteKey',
    what: ERROR_CODES.RoutePathInvalid,
    why: ROUTES,
    fix: 'Write `/books`: one slash before, none behind.',
    check: ofPath(judgePathEnds),
  },
  {
    code: 'RouteSegmentInvalid',
    severity: 'error',
    on: 'route',
    protocol: 'HTTP',
    property: 'RouteKey',
    what: ERROR_CODES.RouteSegmentInvalid,
    why: ROUTES,
    fix: 'Write plain texts, `{name}`, or `{name+}` at the end; no spaces, `?`, `#`, and nothing between two slashes left empty.',
    check: ofPath(judgeSegments),
  },
  {
    code: 'GreedyParameterNotLast',
    severity: 'error',
    on: 'route',
    protocol: 'HTTP',
    property: 'RouteKey',
    what: ERROR_CODES.GreedyParameterNotLast,
    why: ROUTES,
    fix: 'Let `{name+}` be the last segment, or take a plain `{name}`.',
    check: ofPath(judgeGreedy),
  },
  {
    code: 'RouteParameterTwice',
    severity: 'warning',
    on: 'route',
    protocol: 'HTTP',
    property: 'RouteKey',
    what: 'A route has two path parameters of one name, of which an integration can read one.',
    why: ROUTES,
    fix: 'Give each parameter of a path a name of its own.',
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
    on: 'route',
    property: 'RouteKey',
    what: 'Two routes of an API have one key, or keys that differ only in the names of their parameters.',
    why: ROUTES,
    fix: 'Drop one of the two.',
    check: duplicate,
  },
  {
    code: 'ScopesWithoutJwtAuthorizer',
    severity: 'error',
    on: 'route',
    protocol: 'HTTP',
    needs: 'AuthorizationScopes',
    property: 'AuthorizationScopes',
    what: ERROR_CODES.ScopesWithoutJwtAuthorizer,
    why: JWT,
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
    on: 'route',
    protocol: 'HTTP',
    needs: 'AuthorizationScopes',
    property: 'AuthorizationScopes',
    what: ERROR_CODES.TooManyScopes,
    why: PAGES.guide('limits'),
    fix: 'A token needs one of them: name the ones that matter.',
    check: ofScopes((scopes) => judgeScopeCount(certain(scopes))),
  },
  {
    code: 'ScopeLengthInvalid',
    severity: 'error',
    on: 'route',
    protocol: 'HTTP',
    needs: 'AuthorizationScopes',
    property: 'AuthorizationScopes',
    what: ERROR_CODES.ScopeLengthInvalid,
    why: PAGES.api('apis-apiid-routes'),
    fix: 'Write scopes of 1 to 64 characters.',
    check: ofScopes(judgeScopes),
  },
]);
