import type { Api, Route } from '../../model/types';
import { textOf } from '../../model/values';
import { selectRoute } from '../route-selection';
import { authorizationChanges } from './authorization';
import type { Comparison } from './comparison';
import { withoutIdentity } from './elements';
import { compareIntegrations } from './integrations';
import type { Matched } from './match';

/**
 * Matches the routes of two APIs: by route key, by method and path if only parameter names differ, and by construct
 * path or logical ID, which finds a route that was moved.
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

/** Compares the routes of two APIs. */
export function compareRoutes(comparison: Comparison, old: Api, young: Api, routes: Matched<Route>): void {
  for (const [one, other] of routes.pairs) compareRoute(comparison, [old, one], [young, other]);
  for (const route of routes.removed) reportRemoved(comparison, [old, route], young);
  for (const route of routes.added) reportAdded(comparison, old, [young, route]);
}

/** The method and path without names of parameters. */
function shapeOf({ method, path }: Route): string | undefined {
  return path === undefined ? undefined : `${method} ${path.replace(/\{[^}+]*(\+?)\}/g, '{$1}')}`;
}

function compareRoute(comparison: Comparison, [oldApi, old]: [Api, Route], [api, young]: [Api, Route]): void {
  const where = comparison.at(api, 'route', textOf(young.key));
  if (!comparison.same(old.key, young.key)) {
    const isRename = shapeOf(old) !== undefined && shapeOf(old) === shapeOf(young);
    const before = textOf(old.key);
    if (isRename) {
      comparison.add(
        'breaking',
        'ParameterRenamed',
        where,
        `has other path parameters; before: ${before}`,
        before,
        textOf(young.key),
      );
    } else {
      comparison.add('breaking', 'RouteMoved', where, `has moved; before: ${before}`, before, textOf(young.key));
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
  const [before, after] = [old.source.condition, young.source.condition];
  const severity = before === undefined ? 'breaking' : 'change';
  differs(severity, 'ConditionChanged', where, 'condition', before, after);
}

function reportRemoved(comparison: Comparison, [oldApi, old]: [Api, Route], young: Api): void {
  const where = comparison.at(young, 'route', textOf(old.key));
  comparison.add('breaking', 'RouteRemoved', where, 'is gone', comparison.oldWords.callersOf(oldApi, old));
  const next = old.path === undefined ? undefined : selectRoute(young.routes, old.method!, old.path);
  if (!next) return;
  for (const { severity, message, before, after } of authorizationChanges(comparison, [oldApi, old], [young, next])) {
    if (severity !== 'exposure') continue;
    comparison.add(
      severity,
      'RouteFallsBack',
      where,
      `requests now go to ${textOf(next.key)}, which ${message}`,
      before,
      after,
    );
  }
}

function reportAdded(comparison: Comparison, oldApi: Api, [api, young]: [Api, Route]): void {
  const where = comparison.at(api, 'route', textOf(young.key));
  const callers = comparison.youngWords.callersOf(api, young);
  const target = comparison.youngWords.targetOf(young);
  comparison.add('change', 'RouteAdded', where, `is new: open to ${callers}, calls ${target}`, undefined, callers);
  const previous = young.path === undefined ? undefined : selectRoute(oldApi.routes, young.method!, young.path);
  if (!previous) return;
  for (const { severity, message, before, after } of authorizationChanges(
    comparison,
    [oldApi, previous],
    [api, young],
  )) {
    if (severity !== 'exposure') continue;
    const prefix = `takes requests that went to ${textOf(previous.key)} before, and`;
    comparison.add(severity, 'RouteTakesOver', where, `${prefix} ${message}`, before, after);
  }
}
