import type { Api } from '../../model/types';
import { textOf } from '../../model/values';
import { compareAuthorizers, matchAuthorizers } from './authorizers';
import type { Comparison } from './comparison';
import { compareCors } from './cors';
import { withoutIdentity } from './elements';
import { compareEndpoint } from './endpoints';
import type { Key, MatchedApi, Side } from './match';
import { compareRoutes, matchRoutes } from './routes';
import { compareStages, matchStages } from './stages';

/** Matches the APIs of two models by construct path, logical ID, name and protocol, or by their route keys. */
export function matchApis(comparison: Comparison): { pairs: MatchedApi[]; removed: Api[]; added: Api[] } {
  const byName: Key<Api> = ({ name, protocol }) => (textOf(name) === '' ? undefined : `${protocol} ${textOf(name)}`);
  const inStack = (api: Api, side: Side) => `${comparison.byStack(api, side)} ${byName(api, side)}`;
  const named = comparison.match(
    comparison.old.apis,
    comparison.young.apis,
    { key: ({ imported, id }) => (imported ? id : undefined) },
    { key: (api, side) => (byName(api, side) === undefined ? undefined : inStack(api, side)), unique: true },
    { key: byName, unique: true },
  );
  const similar = similarApis(comparison, named.removed, named.added);
  for (const [old, young] of similar) comparison.pair(old, young);
  const removed = named.removed.filter((api) => !similar.has(api));
  const taken = new Set(similar.values());
  const added = named.added.filter((api) => !taken.has(api));
  return {
    pairs: [...named.pairs, ...similar].map(([old, young]) => ({
      old,
      young,
      authorizers: matchAuthorizers(comparison, old, young),
      routes: matchRoutes(comparison, old, young),
      stages: matchStages(comparison, old, young),
    })),
    removed,
    added,
  };
}

/**
 * Matches renamed APIs: an old and a new API match if they share at least half of their route keys and neither of them
 * does so with a different API. APIs in the same stack are compared first, and then all APIs.
 */
function similarApis(comparison: Comparison, olds: Api[], youngs: Api[]): Map<Api, Api> {
  const keysOf = ({ routes }: Api) => new Set(routes.map(({ key }) => textOf(key)));
  const isSimilar = (old: Api, young: Api) => {
    const [before, after] = [keysOf(old), keysOf(young)];
    const shared = [...before].filter((key) => after.has(key)).length;
    return old.protocol === young.protocol && shared > 0 && shared * 2 >= Math.max(before.size, after.size);
  };
  const isNear = (old: Api, young: Api) =>
    comparison.byStack(old, 'old') === comparison.byStack(young, 'young') && isSimilar(old, young);
  const similar = new Map<Api, Api>();
  for (const matches of [isNear, isSimilar]) {
    const taken = new Set(similar.values());
    const [left, free] = [olds.filter((one) => !similar.has(one)), youngs.filter((one) => !taken.has(one))];
    for (const old of left) {
      const [young, ...others] = free.filter((one) => matches(old, one));
      const isMutual = young && others.length === 0 && left.filter((one) => matches(one, young)).length === 1;
      if (isMutual) similar.set(old, young);
    }
  }
  return similar;
}

/** Reports an API that exists in only one of the models. */
export function reportLoneApi(comparison: Comparison, what: 'added' | 'removed', api: Api): void {
  const where = comparison.at(api, 'api', textOf(api.name));
  const count = `${api.routes.length} ${api.routes.length === 1 ? 'route' : 'routes'}`;
  if (what === 'removed') {
    comparison.add('breaking', 'ApiRemoved', where, `is removed, with ${count}`);
    return;
  }
  const open = api.routes.filter((route) => comparison.youngWords.callersOf(api, route) === 'everybody').length;
  comparison.add('change', 'ApiAdded', where, `is new, with ${count} (${open} public)`);
}

/** Compares an API of the old model with the matching API of the new model. */
export function compareApi(comparison: Comparison, pair: MatchedApi): void {
  const { old, young, routes, authorizers } = pair;
  const where = comparison.at(young, 'api', textOf(young.name));
  const differs = comparison.addIfDifferent.bind(comparison);
  reportReplacement(comparison, old, young);
  compareRoutes(comparison, old, young, routes);
  compareAuthorizers(comparison, old, young, authorizers);
  compareCors(comparison, old, young);
  compareEndpoint(comparison, old, young);
  differs(
    'breaking',
    'SelectionExpressionChanged',
    where,
    'route selection expression',
    old.routeSelectionExpression,
    young.routeSelectionExpression,
  );
  const key = ({ apiKeySelectionExpression = '$request.header.x-api-key' }: Api) => apiKeySelectionExpression;
  differs('breaking', 'SelectionExpressionChanged', where, 'API key selection expression', key(old), key(young));
  differs('change', 'NameChanged', where, 'name', old.name, young.name);
  differs(
    'change',
    'EndpointChanged',
    where,
    'IP address type',
    old.ipAddressType ?? 'ipv4',
    young.ipAddressType ?? 'ipv4',
  );
  differs(
    'change',
    'ModelChanged',
    where,
    'schema validation disabled',
    old.disableSchemaValidation ?? false,
    young.disableSchemaValidation ?? false,
  );
  compareModels(comparison, old, young);
  compareStages(comparison, pair);
}

/**
 * Reports an API that CloudFormation replaces because the logical ID or protocol of the API changed. The replacement
 * breaks clients that use the default endpoint, which contains the API ID.
 */
function reportReplacement(comparison: Comparison, old: Api, young: Api): void {
  if (old.imported || young.imported) return;
  const where = comparison.at(young, 'api', textOf(young.name));
  const isHidden = old.disableExecuteApiEndpoint === true && young.disableExecuteApiEndpoint === true;
  const severity = isHidden ? 'change' : 'breaking';
  const consequence = 'CloudFormation replaces the API, so its ID and default endpoint change';
  if (old.protocol !== young.protocol) {
    comparison.addIfDifferent('breaking', 'ApiReplaced', where, 'protocol', old.protocol, young.protocol);
  } else if (!comparison.sameLogicalId(old, young)) {
    const stacks = comparison.otherStack(old, young);
    const [before, after] = stacks ?? [old.source.logicalId, young.source.logicalId];
    const what = stacks ? 'is in a different stack' : 'has a different logical ID';
    comparison.add(severity, 'ApiReplaced', where, `${what} (${before} → ${after}): ${consequence}`, before, after);
  }
}

function compareModels(comparison: Comparison, old: Api, young: Api): void {
  const models = comparison.match(old.models, young.models, { key: ({ name }) => textOf(name) });
  const at = (name: string) => comparison.at(young, 'api', `model ${name}`);
  for (const { name } of models.removed) comparison.add('change', 'ModelRemoved', at(textOf(name)), 'is removed');
  for (const { name } of models.added) comparison.add('change', 'ModelAdded', at(textOf(name)), 'is new');
  for (const [one, other] of models.pairs) {
    if (comparison.same(withoutIdentity(one), withoutIdentity(other))) continue;
    comparison.add('change', 'ModelChanged', at(textOf(other.name)), 'has changed');
  }
}
