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
import { judgeLength } from '../../private/judge';
import type { Finding, Rule } from '../rule';
import { PAGES, rules } from '../rule';
import { certain } from '../tokens';
import type { View } from '../view';
import { together } from '../view';
import type { ApiGroup, World } from '../world';

const ROUTES = PAGES.guide('http-api-develop-routes');
const JWT = PAGES.guide('http-api-jwt-authorizer');

/** What nearly all keys look like: nothing is wrong with them. */
const NOT_ODD =
  /^((GET|POST|PUT|DELETE|PATCH|ANY|HEAD|OPTIONS) (?=\/)(\/[\w.~-]+)*(\/\{\w+\})?(\/[\w.~-]+)*|\$default)$/;

/** The HTTP routes that have a key in which there may be something wrong. */
function oddRoutes(world: World): readonly View[] {
  return world.once(oddRoutes, () =>
    world.of('route', 'HTTP').filter((route) => !NOT_ODD.test(route.text('RouteKey') ?? '$default')),
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
        instead: problem.instead.replaceAll("'/", `'${split.method} /`),
      }
    );
  };
}

/** A check of the scopes of each HTTP route. */
function ofScopes(judge: (scopes: readonly unknown[] | undefined, route: View) => Problem | undefined): Rule['check'] {
  return (route) => judge(route.list('AuthorizationScopes'), route);
}

/** The routes that come second with a key, each with the one that came first. */
function secondRoutes(world: World): Map<View, View> {
  return world.once(secondRoutes, () => {
    const second = new Map<View, View>();
    for (const group of world.apis) {
      addSecondRoutes(group, second);
    }
    return second;
  });
}

function addSecondRoutes(group: ApiGroup, second: Map<View, View>): void {
  const first = new Map<string, View | View[]>();
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
    const other = all.find((one) => together(one, route));
    if (other) {
      second.set(route, other);
    } else {
      first.set(known, [...all, route]);
    }
  }
}

function duplicate(route: View, world: World): Finding | undefined {
  const first = secondRoutes(world).get(route) as View;
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
    among: oddRoutes,
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
    among: oddRoutes,
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
    among: oddRoutes,
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
    among: oddRoutes,
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
    on: 'route',
    property: 'RouteKey',
    what: 'Two routes of an API have one key, or keys that differ only in the names of their parameters.',
    why: ROUTES,
    fix: 'Drop one of the two.',
    among: (world) => secondRoutes(world).keys(),
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
  {
    code: 'OperationNameInvalid',
    severity: 'error',
    on: 'route',
    needs: 'OperationName',
    property: 'OperationName',
    what: 'The operation name of a route does not have 1 to 64 characters.',
    why: PAGES.api('apis-apiid-routes'),
    fix: 'Write 1 to 64 characters.',
    check: (route) => judgeLength(route.text('OperationName'), 1, 64),
  },
]);
