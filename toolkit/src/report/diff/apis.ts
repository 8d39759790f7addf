import type { Api, DomainName } from '../../model/types';
import { textOf } from '../../model/values';
import { compareAuthorizers, matchAuthorizers } from './authorizers';
import type { Comparison } from './comparison';
import { compareCors } from './cors';
import { withoutIdentity } from './elements';
import type { Matched, MatchedApi } from './match';
import { compareRoutes, matchRoutes } from './routes';
import { compareStages, matchStages } from './stages';

/** Matches the APIs: by construct path, by logical ID, and by name and protocol. */
export function matchApis(comparison: Comparison): { pairs: MatchedApi[]; removed: Api[]; added: Api[] } {
  const { pairs, removed, added } = comparison.match(
    comparison.old.apis,
    comparison.young.apis,
    { key: ({ imported, id }) => (imported ? id : undefined) },
    { key: ({ name, protocol }) => (textOf(name) === '' ? undefined : `${protocol} ${textOf(name)}`), unique: true },
  );
  return {
    pairs: pairs.map(([old, young]) => ({
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

/** Reports an API that only one of the models has. */
export function reportLoneApi(comparison: Comparison, what: 'added' | 'removed', api: Api): void {
  const where = comparison.at(api, 'api', textOf(api.name));
  const count = `${api.routes.length} ${api.routes.length === 1 ? 'route' : 'routes'}`;
  if (what === 'removed') {
    comparison.add('breaking', 'ApiRemoved', where, `is gone, with ${count}`);
    return;
  }
  const open = api.routes.filter((route) => comparison.youngWords.callersOf(api, route) === 'everybody').length;
  comparison.add('change', 'ApiAdded', where, `is new, with ${count}, of which ${open} public`);
}

/** Compares two APIs. */
export function compareApi(comparison: Comparison, pair: MatchedApi, domains: Matched<DomainName>): void {
  const { old, young, routes, authorizers } = pair;
  const where = comparison.at(young, 'api', textOf(young.name));
  const differs = comparison.addIfDifferent.bind(comparison);
  reportReplacement(comparison, old, young);
  compareRoutes(comparison, old, young, routes);
  compareAuthorizers(comparison, old, young, authorizers);
  compareCors(comparison, old, young);
  compareEndpoint(comparison, old, young, domains);
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
 * CloudFormation replaces an API with another logical ID or protocol, and clients know its ID by the default
 * endpoint.
 */
function reportReplacement(comparison: Comparison, old: Api, young: Api): void {
  if (old.imported || young.imported) return;
  const where = comparison.at(young, 'api', textOf(young.name));
  const isHidden = old.disableExecuteApiEndpoint === true && young.disableExecuteApiEndpoint === true;
  const severity = isHidden ? 'change' : 'breaking';
  const consequence = 'CloudFormation replaces the API, with another ID and default endpoint';
  if (old.protocol !== young.protocol) {
    comparison.addIfDifferent('breaking', 'ApiReplaced', where, 'protocol', old.protocol, young.protocol);
  } else if (!comparison.sameLogicalId(old, young)) {
    const [before, after] = [old.source.logicalId, young.source.logicalId];
    comparison.add(
      severity,
      'ApiReplaced',
      where,
      `has another logical ID (${before} → ${after}): ${consequence}`,
      before,
      after,
    );
  }
}

/** The default endpoint does not require the client certificates that a custom domain name requires. */
function compareEndpoint(comparison: Comparison, old: Api, young: Api, domains: Matched<DomainName>): void {
  const [before, after] = [old.disableExecuteApiEndpoint ?? false, young.disableExecuteApiEndpoint ?? false];
  if (comparison.same(before, after)) return;
  const where = comparison.at(young, 'api', textOf(young.name));
  if (after === true) {
    comparison.add('breaking', 'EndpointDisabled', where, 'default endpoint is disabled now', textOf(young.endpoint));
    return;
  }
  const all = [...domains.pairs.map(([, domain]) => domain), ...domains.added];
  const isMapped = ({ mappings, routingRules }: DomainName) =>
    [
      ...mappings.map(({ api }) => api),
      ...routingRules.flatMap(({ actions }) => (Array.isArray(actions) ? actions.map(({ api }) => api) : [])),
    ].some((api) => 'id' in api && api.id === young.id);
  const isExposed = all.some((domain) => domain.mutualTls !== undefined && isMapped(domain));
  const how = after === false ? 'is enabled now' : `is disabled if ${textOf(after)}`;
  const beside = isExposed ? ', beside a domain name with mutual TLS' : '';
  comparison.add(isExposed ? 'exposure' : 'change', 'EndpointEnabled', where, `default endpoint ${how}${beside}`);
}

function compareModels(comparison: Comparison, old: Api, young: Api): void {
  const models = comparison.match(old.models, young.models, { key: ({ name }) => textOf(name) });
  const at = (name: string) => comparison.at(young, 'api', `model ${name}`);
  for (const { name } of models.removed) comparison.add('change', 'ModelRemoved', at(textOf(name)), 'is gone');
  for (const { name } of models.added) comparison.add('change', 'ModelAdded', at(textOf(name)), 'is new');
  for (const [one, other] of models.pairs) {
    if (comparison.same(withoutIdentity(one), withoutIdentity(other))) continue;
    comparison.add('change', 'ModelChanged', at(textOf(other.name)), 'has changed');
  }
}
