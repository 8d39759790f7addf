import { ERROR_CODES } from '../errors';
import { described } from '../message';
import { judgeWebSocketRouteKey } from '../constraints/route';
import { PAGES } from '../declaration';
import { rules } from '../engine/rule';
import type { ResourceView } from '../engine/resource-view';
import type { ResourceIndex } from '../engine/resource-index';
import { isAuthorized } from './cors';

const ROUTES = PAGES.guide('apigateway-websocket-api-develop-routes');
const RESPONSES = PAGES.guide('apigateway-websocket-api-route-response');
const MAPPING = PAGES.guide('websocket-api-data-mapping');
const CONNECT_ONLY = /^route\.request\.(header|querystring|multivalueheader|multivaluequerystring)\./;

/** Whether a route is known to be another than `$connect`. */
function isAfterConnect(route: ResourceView): boolean {
  const key = route.text('RouteKey');
  return key !== undefined && key !== '$connect';
}

/** The routes that call an integration. */
export function routesTo(integration: ResourceView, index: ResourceIndex): readonly ResourceView[] {
  return routesByTarget(index).get(integration) ?? [];
}

/** The routes by the integration that they call; by nothing those of which nobody knows what they call. */
function routesByTarget(index: ResourceIndex): Map<ResourceView | undefined, ResourceView[]> {
  return index.memoize('routes of integrations', () => {
    const found = new Map<ResourceView | undefined, ResourceView[]>();
    for (const route of index.all('route')) {
      const target = index.follow(route, 'integration', 'Target');
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

const connectOnly = (given: string, route: ResourceView) => ({
  must: 'read headers and query string on the $connect route only',
  given: described(`'${given}' on '${route.text('RouteKey')}'`),
});

export const WEBSOCKET_ROUTE_RULES = rules([
  {
    code: 'WebSocketRouteKeyInvalid',
    severity: 'error',
    evidence: 'observed',
    source: '$getauthorized: "The provided route key is not formatted properly" (serverless/serverless#9530)',
    on: 'route',
    protocol: 'WEBSOCKET',
    property: 'RouteKey',
    summary: ERROR_CODES.WebSocketRouteKeyInvalid,
    page: ROUTES,
    fix: 'Write what the messages say, or one of `$connect`, `$disconnect` and `$default`.',
    check: (route) => judgeWebSocketRouteKey(route.text('RouteKey')),
  },
  {
    code: 'AuthorizerOnNonConnectRoute',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Currently, authorization is restricted to the $connect route only" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-websocket-authorization-connect-only; sls-mentor#221)',
    on: 'route',
    protocol: 'WEBSOCKET',
    property: 'AuthorizationType',
    summary: ERROR_CODES.AuthorizerOnNonConnectRoute,
    page: PAGES.guide('apigateway-websocket-api-control-access-iam'),
    fix: 'Give it to `$connect`: it then holds for all messages of the connection.',
    check: (route) =>
      isAfterConnect(route) && isAuthorized(route)
        ? {
            must: 'be left to the $connect route',
            given: described(`${route.text('AuthorizationType')} on '${route.text('RouteKey')}'`),
          }
        : undefined,
  },
  {
    code: 'ConnectOnlyParameter',
    severity: 'error',
    evidence: 'documented',
    source:
      '"supported only for the $connect route" (a mapping table); rejection of the declaration never seen (websocket-api-data-mapping)',
    on: 'route',
    protocol: 'WEBSOCKET',
    needs: 'RequestParameters',
    property: 'RequestParameters',
    summary:
      'A WebSocket route other than `$connect` has request parameters for headers or the query string, which messages do not have.',
    page: MAPPING,
    fix: 'Declare them on `$connect`, and keep what later messages need with the connection.',
    check: (route) => {
      const [name] = route.entries('RequestParameters').find(([key]) => CONNECT_ONLY.test(key)) ?? [];
      return name !== undefined && isAfterConnect(route) ? connectOnly(name, route) : undefined;
    },
  },
  {
    code: 'ConnectOnlyMapping',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Error while validating the connection between the integration … and the route …: Invalid mapping expression parameter specified: route.request.header.…" (where the route does not declare it; on $connect too) (terraform-provider-aws#18387; websocket-api-data-mapping)',
    on: 'integration',
    protocol: 'WEBSOCKET',
    needs: 'RequestParameters',
    property: 'RequestParameters',
    summary:
      'An integration that no `$connect` route uses reads headers or the query string, which messages do not have.',
    page: MAPPING,
    fix: 'Read them on `$connect`, and keep what later messages need with the connection.',
    check: (integration, index) => {
      const value = integration
        .entries('RequestParameters')
        .map(([, text]) => text)
        .find((text) => typeof text === 'string' && CONNECT_ONLY.test(text));
      const routes = value === undefined ? [] : routesTo(integration, index);
      const others = routesByTarget(index).has(undefined);
      return routes.length > 0 && !others && routes.every((route) => isAfterConnect(route))
        ? connectOnly(String(value), routes[0])
        : undefined;
    },
  },
  {
    code: 'RouteResponseKeyInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Currently, only $default is supported as a RouteResponseKey" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-route-response-key-default)',
    on: 'routeResponse',
    property: 'RouteResponseKey',
    summary: 'The key of a route response is not `$default`, the only one there is.',
    page: RESPONSES,
    fix: 'Write `$default`.',
    check: (response) => {
      const key = response.text('RouteResponseKey');
      return key === undefined || key === '$default' ? undefined : { must: "be '$default'", given: key };
    },
  },
  {
    code: 'RouteResponseSelectionInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Currently, only $default is supported as a route response selection expression" (\\$default rejected too) (public test, docstring "confirmed against live AWS" (find_string of the message; index names no repo))',
    on: 'route',
    protocol: 'WEBSOCKET',
    needs: 'RouteResponseSelectionExpression',
    property: 'RouteResponseSelectionExpression',
    summary: 'A route selects its response by another expression than `$default`, the only one there is.',
    page: RESPONSES,
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
    evidence: 'inferred',
    source:
      'AWS takes a selection with no $default model (terraform-provider-aws:internal/service/apigatewayv2/route_test.go#model)',
    on: 'route',
    protocol: 'WEBSOCKET',
    needs: 'ModelSelectionExpression',
    property: 'RequestModels',
    summary:
      'A route selects a model by its messages but has none for `$default`, so a message that selects no other is refused.',
    page: PAGES.guide('websocket-api-request-validation'),
    fix: 'Add a model `$default`.',
    check: (route) =>
      (!route.lacks('RequestModels') &&
        route.entries('RequestModels').length === 0 &&
        route.value('RequestModels') !== undefined) ||
      route.entries('RequestModels').some(([key]) => key === '$default')
        ? undefined
        : {
            must: "have a model '$default' besides those that are selected",
            given: described(
              route
                .entries('RequestModels')
                .map(([key]) => `'${key}'`)
                .join(', ') || 'no model',
            ),
          },
  },
]);
