import { ERROR_CODES } from '../../private/errors';
import { prose } from '../../private/judge';
import { judgeWebSocketRouteKey } from '../../private/judge-route';
import { PAGES, rules } from '../rule';
import type { View } from '../view';
import type { World } from '../world';
import { isAuthorized } from './cors';

const ROUTES = PAGES.guide('apigateway-websocket-api-develop-routes');
const RESPONSES = PAGES.guide('apigateway-websocket-api-route-response');
const MAPPING = PAGES.guide('websocket-api-data-mapping');
const CONNECT_ONLY = /^route\.request\.(header|querystring|multivalueheader|multivaluequerystring)\./;

/** Whether a route is known to be another than `$connect`. */
function isAfterConnect(route: View): boolean {
  const key = route.text('RouteKey');
  return key !== undefined && key !== '$connect';
}

/** The routes that call an integration. */
export function routesTo(integration: View, world: World): readonly View[] {
  return routesByTarget(world).get(integration) ?? [];
}

/** The routes by the integration that they call; by nothing those of which nobody knows what they call. */
function routesByTarget(world: World): Map<View | undefined, View[]> {
  return world.once('routes of integrations', () => {
    const found = new Map<View | undefined, View[]>();
    for (const route of world.all('route')) {
      const target = world.follow(route, 'integration', 'Target');
      if (target || !(route.lacks('Target') || route.text('Target'))) {
        const known = found.get(target);
        if (known) {
          known.push(route);
        } else {
          found.set(target, [route]);
        }
      }
    }
    return found;
  });
}

const connectOnly = (given: string, route: View) => ({
  must: 'read headers and query string on the $connect route only',
  given: prose(`'${given}' on '${route.text('RouteKey')}'`),
});

export const WEBSOCKET_ROUTE_RULES = rules([
  {
    code: 'WebSocketRouteKeyInvalid',
    severity: 'error',
    on: 'route',
    protocol: 'WEBSOCKET',
    property: 'RouteKey',
    what: ERROR_CODES.WebSocketRouteKeyInvalid,
    why: ROUTES,
    fix: 'Write what the messages say, or one of `$connect`, `$disconnect` and `$default`.',
    check: (route) => judgeWebSocketRouteKey(route.text('RouteKey')),
  },
  {
    code: 'AuthorizerOnNonConnectRoute',
    severity: 'error',
    on: 'route',
    protocol: 'WEBSOCKET',
    property: 'AuthorizationType',
    what: ERROR_CODES.AuthorizerOnNonConnectRoute,
    why: PAGES.guide('apigateway-websocket-api-control-access-iam'),
    fix: 'Give it to `$connect`: it then holds for all messages of the connection.',
    check: (route) =>
      isAfterConnect(route) && isAuthorized(route)
        ? {
            must: 'be left to the $connect route',
            given: prose(`${route.text('AuthorizationType')} on '${route.text('RouteKey')}'`),
          }
        : undefined,
  },
  {
    code: 'ConnectOnlyParameter',
    severity: 'error',
    on: 'route',
    protocol: 'WEBSOCKET',
    needs: 'RequestParameters',
    property: 'RequestParameters',
    what: 'A WebSocket route other than `$connect` has request parameters for headers or the query string, which messages do not have.',
    why: MAPPING,
    fix: 'Declare them on `$connect`, and keep what later messages need with the connection.',
    check: (route) => {
      const [name] = route.entries('RequestParameters').find(([key]) => CONNECT_ONLY.test(key)) ?? [];
      return name !== undefined && isAfterConnect(route) ? connectOnly(name, route) : undefined;
    },
  },
  {
    code: 'ConnectOnlyMapping',
    severity: 'error',
    on: 'integration',
    protocol: 'WEBSOCKET',
    needs: 'RequestParameters',
    property: 'RequestParameters',
    what: 'An integration that no `$connect` route uses reads headers or the query string, which messages do not have.',
    why: MAPPING,
    fix: 'Read them on `$connect`, and keep what later messages need with the connection.',
    check: (integration, world) => {
      const value = integration
        .entries('RequestParameters')
        .map(([, text]) => text)
        .find((text) => typeof text === 'string' && CONNECT_ONLY.test(text));
      const routes = value === undefined ? [] : routesTo(integration, world);
      const others = routesByTarget(world).has(undefined);
      return routes.length > 0 && !others && routes.every((route) => isAfterConnect(route))
        ? connectOnly(String(value), routes[0])
        : undefined;
    },
  },
  {
    code: 'RouteResponseKeyInvalid',
    severity: 'error',
    on: 'routeResponse',
    property: 'RouteResponseKey',
    what: 'The key of a route response is not `$default`, the only one there is.',
    why: RESPONSES,
    fix: 'Write `$default`.',
    check: (response) => {
      const key = response.text('RouteResponseKey');
      return key === undefined || key === '$default' ? undefined : { must: "be '$default'", given: key };
    },
  },
  {
    code: 'RouteResponseSelectionInvalid',
    severity: 'error',
    on: 'route',
    protocol: 'WEBSOCKET',
    needs: 'RouteResponseSelectionExpression',
    property: 'RouteResponseSelectionExpression',
    what: 'A route selects its response by another expression than `$default`, the only one there is.',
    why: RESPONSES,
    fix: 'Write `$default`, or leave it out where the route answers nothing.',
    check: (route) => {
      const expression = route.text('RouteResponseSelectionExpression');
      return expression === undefined || expression === '$default'
        ? undefined
        : { must: "be '$default'", given: expression };
    },
  },
  {
    code: 'ModelSelectionWithoutDefault',
    severity: 'warning',
    on: 'route',
    protocol: 'WEBSOCKET',
    needs: 'ModelSelectionExpression',
    property: 'RequestModels',
    what: 'A route selects a model by its messages but has none for `$default`, so a message that selects no other is refused.',
    why: PAGES.guide('websocket-api-request-validation'),
    fix: 'Add a model `$default`.',
    check: (route) =>
      (!route.lacks('RequestModels') &&
        route.entries('RequestModels').length === 0 &&
        route.value('RequestModels') !== undefined) ||
      route.entries('RequestModels').some(([key]) => key === '$default')
        ? undefined
        : {
            must: "have a model '$default' besides those that are selected",
            given: prose(
              route
                .entries('RequestModels')
                .map(([key]) => `'${key}'`)
                .join(', ') || 'no model',
            ),
          },
  },
]);
