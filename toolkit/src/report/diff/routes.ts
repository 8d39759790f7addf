import type { Api, Route } from '../../model/types';
import { textOf } from '../../model/values';
import { selectRoute } from '../route-selection';
import { authorizationChanges } from './authorization';
import type { Comparison, Where } from './comparison';
import { withoutIdentity } from './elements';
import type { Severity } from './finding';
import { compareIntegrations } from './integrations';
import type { Matched } from './match';

/**
 * Matches the routes of an API in two models by route key or, if the route key changed, by method and path without
 * parameter names, or by construct path or logical ID.
 */
export function matchRoutes(comparison: Comparison, old: Api, young: Api): Matched<Route> {
  return comparison.matchBy(
    old.routes,
    young.routes,
    { key: (route) => `${textOf(route.key)} ${route.source.condition ?? ''}` },
    { key: (route) => textOf(route.key) },
    { key: shapeOf },
    { key: ({ source: { construct, pointer } }) => (pointer === undefined ? construct : undefined) },
    { key: comparison.byLogicalId },
  );
}

/** Compares the routes of an API in two models. */
export function compareRoutes(comparison: Comparison, old: Api, young: Api, routes: Matched<Route>): void {
  for (const [one, other] of routes.pairs) compareRoute(comparison, [old, one], [young, other]);
  for (const route of routes.removed) reportRemoved(comparison, [old, route], young);
  for (const route of routes.added) reportAdded(comparison, old, [young, route]);
}

/** Returns the method and path of a route, without the names of path parameters. */
function shapeOf({ method, path }: Route): string | undefined {
  return path === undefined ? undefined : `${method} ${path.replace(/\{[^}+]*(\+?)\}/g, '{$1}')}`;
}

function compareRoute(comparison: Comparison, [oldApi, old]: [Api, Route], [api, young]: [Api, Route]): void {
  const where = comparison.at(api, 'route', textOf(young.key));
  if (!comparison.same(old.key, young.key)) {
    const [before, after] = [textOf(old.key), textOf(young.key)];
    const add = (severity: Severity, code: string, message: string) =>
      comparison.add(severity, code, where, `${message}; previously: ${before}`, before, after);
    if (shapeOf(old) !== undefined && shapeOf(old) === shapeOf(young)) {
      add('breaking', 'ParameterRenamed', 'has different path parameters');
    } else {
      const isWider = requestsOf(old).every(([method, path]) => selectRoute(api.routes, method, path) === young);
      if (isWider && old.path !== undefined) add('change', 'RouteWidened', 'matches more requests now');
      else add('breaking', 'RouteMoved', 'has moved');
      reportFallback(comparison, [oldApi, old], api);
      reportTakeover(comparison, oldApi, [api, young], old);
    }
  }
  for (const { severity, code, message, before, after } of authorizationChanges(
    comparison,
    [oldApi, old],
    [api, young],
  )) {
    comparison.add(severity, code, where, message, before, after);
  }
  compareIntegrations(comparison, where, old, young);
  const differs = comparison.addIfDifferent.bind(comparison);
  differs(
    'breaking',
    'SelectionExpressionChanged',
    where,
    'model selection expression',
    old.modelSelectionExpression,
    young.modelSelectionExpression,
  );
  differs(
    'breaking',
    'SelectionExpressionChanged',
    where,
    'route response selection expression',
    old.routeResponseSelectionExpression,
    young.routeResponseSelectionExpression,
  );
  differs('change', 'OperationNameChanged', where, 'operation name', old.operationName, young.operationName);
  differs('change', 'ModelChanged', where, 'request models', old.requestModels, young.requestModels);
  differs(
    'change',
    'ModelChanged',
    where,
    'required request parameters',
    old.requestParameters,
    young.requestParameters,
  );
  differs(
    'change',
    'ResponseChanged',
    where,
    'route responses',
    old.responses.map(withoutIdentity),
    young.responses.map(withoutIdentity),
  );
  compareConditions(comparison, where, old, young);
}

function compareConditions(comparison: Comparison, where: Where, old: Route, young: Route): void {
  if (comparison.sameCondition(old, young)) return;
  const [before, after] = [old.source.condition, young.source.condition];
  const message =
    before === after
      ? `exists only if ${after}, and the condition changed`
      : `condition: ${before ?? 'nothing'} → ${after ?? 'nothing'}`;
  comparison.add(after === undefined ? 'change' : 'breaking', 'ConditionChanged', where, message, before, after);
}

function reportRemoved(comparison: Comparison, [oldApi, old]: [Api, Route], young: Api): void {
  const where = comparison.at(young, 'route', textOf(old.key));
  comparison.add('breaking', 'RouteRemoved', where, 'is removed', comparison.oldWords.callersOf(oldApi, old));
  if (old.key === '$connect' && comparison.oldWords.accessOf(oldApi, old) !== 'public') {
    const before = comparison.oldWords.callersOf(oldApi, old);
    comparison.add('exposure', 'AuthorizerRemoved', where, `everybody may connect now; previously: ${before}`, before);
  }
  reportFallback(comparison, [oldApi, old], young);
}

/** Reports the routes that receive the requests of a removed or moved route, if these routes are easier to call. */
function reportFallback(comparison: Comparison, [oldApi, old]: [Api, Route], young: Api): void {
  const where = comparison.at(young, 'route', textOf(old.key));
  const next = requestsOf(old).map(([method, path]) => selectRoute(young.routes, method, path));
  for (const route of new Set(next)) {
    if (!route) continue;
    const prefix = `requests now go to ${textOf(route.key)}, which`;
    reportExposures(comparison, 'RouteFallsBack', where, prefix, [oldApi, old], [young, route]);
  }
}

function reportAdded(comparison: Comparison, oldApi: Api, [api, young]: [Api, Route]): void {
  const where = comparison.at(api, 'route', textOf(young.key));
  const callers = comparison.youngWords.callersOf(api, young);
  const target = comparison.youngWords.targetOf(young);
  comparison.add('change', 'RouteAdded', where, `is new: open to ${callers}, calls ${target}`, undefined, callers);
  reportTakeover(comparison, oldApi, [api, young]);
}

/**
 * Reports a new route that receives requests of other routes, if the new route is easier to call than the other
 * routes.
 */
function reportTakeover(comparison: Comparison, oldApi: Api, [api, young]: [Api, Route], own?: Route): void {
  const where = comparison.at(api, 'route', textOf(young.key));
  const requests = requestsOf(young).filter(([method, path]) => selectRoute(api.routes, method, path) === young);
  const previous = requests.map(([method, path]) => selectRoute(oldApi.routes, method, path));
  for (const route of new Set(previous)) {
    if (!route || route === own) continue;
    const prefix = `receives requests that went to ${textOf(route.key)} before, and`;
    reportExposures(comparison, 'RouteTakesOver', where, prefix, [oldApi, route], [api, young]);
  }
}

function reportExposures(
  comparison: Comparison,
  code: string,
  where: Where,
  prefix: string,
  old: [Api, Route],
  young: [Api, Route],
): void {
  for (const { severity, message, before, after } of authorizationChanges(comparison, old, young)) {
    if (severity === 'exposure') comparison.add(severity, code, where, `${prefix} ${message}`, before, after);
  }
}

const methods = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'];

/** Returns an example request for each method of a route. */
function requestsOf({ method, path }: Route): [method: string, path: string][] {
  if (method === undefined || path === undefined) return [];
  return (method === 'ANY' ? methods : [method]).map((one) => [one, path]);
}
