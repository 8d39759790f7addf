import {
  AUTHORIZER_ON_CONNECT,
  CONNECT_ONLY,
  MODEL_SELECTION,
  ROUTE_KEY_OF_HTTP,
  ROUTE_PARAMETER,
  WEBSOCKET_ROUTE_KEY,
} from '../constraints/route';
import { PAGES } from '../declaration';
import { isPlainObject } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Finding } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { length } from '../engine/property-rules';
import { described } from '../message';
import { modelRules } from './route-models';
import { routesByTarget, routesTo } from './routes-of-integrations';

const RESPONSES = PAGES.guide('apigateway-websocket-api-route-response');
const MAPPING = PAGES.guide('websocket-api-data-mapping');

/** Whether the key of a route is known and is not `$connect`. */
function isAfterConnect(route: ResourceView): boolean {
  const key = route.text('RouteKey');
  return key !== undefined && key !== '$connect';
}

const connectOnly = (given: string, route: ResourceView) => ({
  must: 'read headers and the query string only on the $connect route',
  given: described(`'${given}' on '${route.text('RouteKey')}'`),
});

/** Reports a mapping that reads headers or the query string in an integration that no `$connect` route calls. */
function connectOnlyMapping(integration: ResourceView, index: ResourceIndex): Finding | undefined {
  const value = integration
    .entries('RequestParameters')
    .map(([, text]) => text)
    .find((text) => typeof text === 'string' && CONNECT_ONLY.test(text));
  const routes = value === undefined ? [] : routesTo(integration, index);
  const others = routesByTarget(index).has(undefined);
  return routes.length > 0 && !others && routes.every((route) => isAfterConnect(route))
    ? connectOnly(String(value), routes[0])
    : undefined;
}

/**
 * Whether the model selection expression is the same as the route selection expression, and one of the models has the
 * route key as its key. API Gateway then selects this model for every message of the route.
 */
function isSelectedByRoute(route: ResourceView, keys: readonly string[]): boolean {
  const bare = (expression: string | undefined) => expression?.replace(/[{}]/g, '');
  const key = route.text('RouteKey');
  return (
    key !== undefined &&
    keys.includes(key) &&
    bare(route.text('ModelSelectionExpression')) === bare(route.api?.api?.text('RouteSelectionExpression'))
  );
}

function withoutDefault(route: ResourceView): Finding | undefined {
  const keys = route.entries('RequestModels').map(([key]) => key);
  return keys.length === 0 || keys.includes('$default') || isSelectedByRoute(route, keys)
    ? undefined
    : {
        must: "have a model for '$default' in addition to the models for other values",
        given: described(keys.map((key) => `'${key}'`).join(', ')),
      };
}

export const WEBSOCKET_ROUTE_RULES = rules([
  ruleFrom(WEBSOCKET_ROUTE_KEY, { on: 'route', protocol: 'WEBSOCKET', property: 'RouteKey' }),
  ruleFrom(ROUTE_KEY_OF_HTTP, { on: 'route', protocol: 'WEBSOCKET', property: 'RouteKey' }),
  length('route', 'RouteKey', 0, 128, undefined, 'WEBSOCKET'),
  ruleFrom(AUTHORIZER_ON_CONNECT, {
    on: 'route',
    protocol: 'WEBSOCKET',
    needs: 'AuthorizationType',
    property: 'AuthorizationType',
    value: (route) => ({ key: route.text('RouteKey'), type: route.text('AuthorizationType') }),
  }),
  ruleFrom(ROUTE_PARAMETER, {
    on: 'route',
    protocol: 'WEBSOCKET',
    needs: 'RequestParameters',
    property: 'RequestParameters',
    value: (route) => route.entries('RequestParameters'),
  }),
  {
    code: 'ConnectOnlyParameter',
    severity: 'warning',
    evidence: 'documented',
    source:
      'The API Gateway guide states that headers and the query string are "supported only for the $connect route", but it is not known whether API Gateway rejects the declaration',
    on: 'route',
    protocol: 'WEBSOCKET',
    needs: 'RequestParameters',
    property: 'RequestParameters',
    summary:
      'A WebSocket route that is not `$connect` declares request parameters for headers or the query string, but messages contain neither.',
    fix: 'Declare the parameters on `$connect`, and store the values for later messages under the connection ID.',
    page: MAPPING,
    check: (route) => {
      const [name] = route.entries('RequestParameters').find(([key]) => CONNECT_ONLY.test(key)) ?? [];
      return name !== undefined && isAfterConnect(route) ? connectOnly(name, route) : undefined;
    },
  },
  {
    code: 'ConnectOnlyMapping',
    severity: 'warning',
    evidence: 'documented',
    source:
      'The API Gateway guide states that headers and the query string are "supported only for the $connect route", but API Gateway rejects a mapping only if the route does not declare the parameter',
    on: 'integration',
    protocol: 'WEBSOCKET',
    needs: 'RequestParameters',
    property: 'RequestParameters',
    summary:
      'An integration reads headers or the query string, but no `$connect` route uses the integration, and messages contain neither.',
    fix: 'Read the parameters on `$connect`, and store the values for later messages under the connection ID.',
    page: MAPPING,
    check: connectOnlyMapping,
  },
  {
    code: 'RouteResponseSelectionInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      'AWS: "Currently, only $default is supported as a route response selection expression", also for the value `\\$default`',
    on: 'route',
    protocol: 'WEBSOCKET',
    needs: 'RouteResponseSelectionExpression',
    property: 'RouteResponseSelectionExpression',
    summary: 'The route response selection expression of a WebSocket route is not `$default`.',
    fix: 'Use `$default`, or remove the expression if the route does not return a response.',
    page: RESPONSES,
    check: (route) => {
      const expression = route.text('RouteResponseSelectionExpression');
      return expression === undefined || expression === '$default'
        ? undefined
        : { must: "be '$default'", given: expression };
    },
  },
  ruleFrom(MODEL_SELECTION, {
    on: 'route',
    protocol: 'WEBSOCKET',
    property: 'ModelSelectionExpression',
    among: (index) => [
      ...new Set([
        ...index.of('route', 'WEBSOCKET', 'ModelSelectionExpression'),
        ...index.of('route', 'WEBSOCKET', 'RequestModels'),
      ]),
    ],
    value: (route) => {
      const models = route.entries('RequestModels').map(([key]) => key);
      const isKnown = route.lacks('RequestModels') || isPlainObject(route.value('RequestModels'));
      return isKnown ? { expression: route.value('ModelSelectionExpression'), models } : undefined;
    },
  }),
  {
    code: 'ModelSelectionWithoutDefault',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'The API Gateway guide states that API Gateway rejects a message that selects no model, but the deployment of a route without a `$default` model succeeds',
    on: 'route',
    protocol: 'WEBSOCKET',
    needs: 'ModelSelectionExpression',
    property: 'RequestModels',
    summary:
      'A route has a model selection expression but no model for `$default`, so API Gateway rejects messages that do not select one of the models.',
    fix: 'Add a model for the key `$default`.',
    page: PAGES.guide('websocket-api-request-validation'),
    check: withoutDefault,
  },
  ...modelRules('route', 'RequestModels'),
]);
