import type { Api, Route } from '../../model/types';
import { isUnresolved, textOf } from '../../model/values';
import type { Comparison } from './comparison';
import type { Severity } from './finding';

/** The changes of the authorization of a route. */
export interface AuthorizationChange {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly before: string;
  readonly after: string;
}

/** The changes in who may call a route, or in who may call one route instead of another. */
export function authorizationChanges(
  comparison: Comparison,
  [oldApi, old]: [Api, Route],
  [api, young]: [Api, Route],
): AuthorizationChange[] {
  const before = comparison.oldWords.callersOf(oldApi, old);
  const after = comparison.youngWords.callersOf(api, young);
  const change = (severity: Severity, code: string, message: string) => ({ severity, code, message, before, after });
  return [
    ...authorizerChanges(comparison, old, young, change, before, after),
    ...apiKeyChanges(comparison, old, young, change),
  ];
}

type MakeChange = (severity: Severity, code: string, message: string) => AuthorizationChange;

function authorizerChanges(
  comparison: Comparison,
  old: Route,
  young: Route,
  change: MakeChange,
  before: string,
  after: string,
): AuthorizationChange[] {
  if (!comparison.same(old.authorization, young.authorization)) {
    if (young.authorization === 'NONE') {
      return [change('exposure', 'AuthorizerRemoved', `is open to ${after} now; before: ${before}`)];
    }
    if (old.authorization === 'NONE') {
      return [change('breaking', 'AuthorizerAdded', `needs ${after} now; before, it was open to ${before}`)];
    }
    return [change('exposure', 'AuthorizerExchanged', `needs ${after} now; before: ${before}`)];
  }
  if (old.authorization === 'NONE') return [];
  if (!comparison.same(old.authorizer, young.authorizer)) {
    return [change('exposure', 'AuthorizerExchanged', `needs ${after} now; before: ${before}`)];
  }
  return scopeChanges(comparison, old, young, change);
}

/** A token needs one of the scopes, so another scope opens a route to more tokens, unless the list was empty. */
function scopeChanges(comparison: Comparison, old: Route, young: Route, change: MakeChange): AuthorizationChange[] {
  if (comparison.same(old.scopes, young.scopes)) return [];
  if (isUnresolved(old.scopes) || isUnresolved(young.scopes)) {
    return [change('exposure', 'ScopesChanged', `scopes: ${textOf(old.scopes)} → ${textOf(young.scopes)}`)];
  }
  const { added, removed } = comparison.listChanges(old.scopes, young.scopes);
  const or = (scopes: string[]) => scopes.join(' or ');
  if (old.scopes.length === 0) {
    return [change('breaking', 'ScopesAdded', `needs the scope ${or(added)} now; before, it needed none`)];
  }
  if (young.scopes.length === 0) {
    return [change('exposure', 'ScopesRemoved', `needs no scope now; before: ${or(removed)}`)];
  }
  return [
    ...(added.length > 0 ? [change('exposure', 'ScopesWidened', `also takes tokens with the scope ${or(added)}`)] : []),
    ...(removed.length > 0
      ? [change('breaking', 'ScopesNarrowed', `no longer takes tokens with only the scope ${or(removed)}`)]
      : []),
  ];
}

function apiKeyChanges(
  comparison: Comparison,
  { apiKeyRequired: old }: Route,
  { apiKeyRequired: young }: Route,
  change: MakeChange,
): AuthorizationChange[] {
  if (comparison.same(old, young)) return [];
  if (old === false) return [change('breaking', 'ApiKeyRequired', 'needs an API key now')];
  if (young === false) return [change('exposure', 'ApiKeyNotRequired', 'needs no API key now')];
  return [
    change('exposure', 'ApiKeyRequirementChanged', `needs an API key if ${textOf(young)}; before: if ${textOf(old)}`),
  ];
}
