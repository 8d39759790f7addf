import type { Api, Authorizer, Route } from '../../model/types';
import { isUnresolved, known, textOf } from '../../model/values';
import { labelOf } from '../apis';
import { usesAuthorizer } from '../variants';
import { shown, type Comparison } from './comparison';
import type { Matched } from './match';

/** Matches the authorizers of an API in two models. */
export function matchAuthorizers(comparison: Comparison, old: Api, young: Api): Matched<Authorizer> {
  return comparison.match(old.authorizers, young.authorizers, { key: ({ name }) => textOf(name), unique: true });
}

/**
 * Compares the authorizers of an API in two models. If a route uses a different authorizer, the comparison of routes
 * reports the change.
 */
export function compareAuthorizers(
  comparison: Comparison,
  old: Api,
  young: Api,
  authorizers: Matched<Authorizer>,
): void {
  for (const [one, other] of authorizers.pairs) compareAuthorizer(comparison, [old, one], [young, other]);
  const name = (authorizer: Authorizer, api: Api) => nameOf(comparison, authorizer, api);
  for (const authorizer of authorizers.removed) {
    if (routesOf(old, authorizer).length > 0) continue;
    comparison.add(
      'change',
      'UnusedAuthorizerRemoved',
      comparison.at(young, 'authorizer', name(authorizer, old)),
      'is removed; no route used the authorizer',
    );
  }
  for (const authorizer of authorizers.added) {
    if (routesOf(young, authorizer).length > 0) continue;
    comparison.add(
      'change',
      'UnusedAuthorizerAdded',
      comparison.at(young, 'authorizer', name(authorizer, young)),
      'is new; no route uses the authorizer',
    );
  }
}

function compareAuthorizer(
  comparison: Comparison,
  [oldApi, old]: [Api, Authorizer],
  [api, young]: [Api, Authorizer],
): void {
  const where = comparison.at(api, 'authorizer', nameOf(comparison, young, api));
  const differs = comparison.addIfDifferent.bind(comparison);
  differs('change', 'NameChanged', where, 'name', old.name, young.name);
  if (!comparison.same(old.type, young.type)) {
    differs('exposure', 'AuthorizerExchanged', where, 'type', old.type, young.type);
    return;
  }
  const [oldJwt, youngJwt] = [old.jwt, young.jwt];
  if (isUnresolved(oldJwt) || isUnresolved(youngJwt)) {
    differs('exposure', 'JwtChanged', where, 'JWT configuration', oldJwt, youngJwt);
  } else {
    differs('exposure', 'JwtIssuerChanged', where, 'JWT issuer', oldJwt?.issuer, youngJwt?.issuer);
    differs(
      'exposure',
      'JwtAudienceChanged',
      where,
      'JWT audience',
      sorted(oldJwt?.audience),
      sorted(youngJwt?.audience),
    );
  }
  const handler = ({ function: link, uri }: Authorizer) => link ?? uri;
  if (!comparison.same(handler(old), handler(young))) {
    const before = old.function ? comparison.oldWords.functionName(old.function) : shown(old.uri);
    const after = young.function ? comparison.youngWords.functionName(young.function) : shown(young.uri);
    comparison.add('exposure', 'AuthorizerExchanged', where, `function: ${before} → ${after}`, before, after);
  }
  compareIdentitySources(comparison, [oldApi, old], [api, young]);
  const isLoose = young.identityValidationExpression === undefined || old.identityValidationExpression !== undefined;
  differs(
    isLoose ? 'exposure' : 'breaking',
    'IdentityValidationChanged',
    where,
    'identity validation expression',
    old.identityValidationExpression,
    young.identityValidationExpression,
  );
  differs(
    'breaking',
    'PayloadFormatChanged',
    where,
    'payload format version',
    old.payloadFormatVersion,
    young.payloadFormatVersion,
  );
  differs(
    'breaking',
    'ResponseFormatChanged',
    where,
    'simple responses',
    old.enableSimpleResponses ?? false,
    young.enableSimpleResponses ?? false,
  );
  differs('change', 'CredentialsChanged', where, 'IAM role', old.credentials, young.credentials);
  differs('change', 'CacheTimeChanged', where, 'cache time in seconds', old.resultTtlSeconds, young.resultTtlSeconds);
  compareCache(comparison, [oldApi, old], [api, young]);
}

/**
 * Compares identity sources. A request must contain all identity sources, so more requests reach the function if an
 * identity source is removed.
 */
function compareIdentitySources(
  comparison: Comparison,
  [, old]: [Api, Authorizer],
  [api, young]: [Api, Authorizer],
): void {
  if (comparison.same(sorted(old.identitySources), sorted(young.identitySources))) return;
  const where = comparison.at(api, 'authorizer', nameOf(comparison, young, api));
  const [before, after] = [shown(old.identitySources), shown(young.identitySources)];
  const message = `identity sources: ${before} → ${after}`;
  if (isUnresolved(old.identitySources) || isUnresolved(young.identitySources)) {
    comparison.add('exposure', 'IdentitySourcesChanged', where, message, before, after);
    return;
  }
  const { added, removed } = comparison.listChanges(old.identitySources, young.identitySources);
  const isWider = added.length === 0 && removed.length > 0;
  comparison.add(isWider ? 'exposure' : 'breaking', 'IdentitySourcesChanged', where, message, before, after);
}

/**
 * Reports an authorizer if more routes than before share its cached results. The identity sources are the cache key. If
 * they do not contain the route key, a cached result for one route also allows requests to other routes.
 */
function compareCache(comparison: Comparison, [oldApi, old]: [Api, Authorizer], [api, young]: [Api, Authorizer]): void {
  if (!isShared(young)) return;
  const routes = routesOf(api, young).map(({ key }) => textOf(key));
  const before = isShared(old) ? routesOf(oldApi, old).length : 0;
  if (routes.length < 2 || routes.length <= Math.max(before, 1)) return;
  const where = comparison.at(api, 'authorizer', nameOf(comparison, young, api));
  const message = `shares cached results between ${routes.length} routes now; previously: ${before}. Add $context.routeKey to the identity sources to cache results by route`;
  comparison.add('exposure', 'AuthorizerCacheShared', where, message, before, routes.length);
}

function isShared({ resultTtlSeconds: ttl, identitySources }: Authorizer): boolean {
  const isCached = isUnresolved(ttl) || (ttl !== undefined && ttl > 0);
  return isCached && !(known(identitySources) ?? []).some((source) => textOf(source) === '$context.routeKey');
}

function routesOf({ routes }: Api, { id }: Authorizer): Route[] {
  return routes.filter((route) => usesAuthorizer(route, id));
}

function nameOf(comparison: Comparison, authorizer: Authorizer, api: Api): string {
  const model = comparison.young.apis.includes(api) ? comparison.young : comparison.old;
  return textOf(authorizer.name) || labelOf(model, authorizer);
}

function sorted<T>(list: T): T {
  return Array.isArray(list) ? ([...list].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1)) as T) : list;
}
