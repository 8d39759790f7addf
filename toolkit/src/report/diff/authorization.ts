import type { Api, ConditionalReference, Route, Unresolved } from '../../model/types';
import { isUnresolved, textOf } from '../../model/values';
import { variantsOf, type Variants } from '../variants';
import type { Comparison } from './comparison';
import { severities, type Severity } from './finding';

/** A change to the authorization of a route. */
export interface AuthorizationChange {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Compares the callers of two routes. The routes are two versions of the same route, or an old route and the new route
 * that receives its requests.
 */
export function authorizationChanges(
  comparison: Comparison,
  [oldApi, old]: [Api, Route],
  [api, young]: [Api, Route],
): AuthorizationChange[] {
  const before = comparison.oldWords.callersOf(oldApi, old);
  const after = comparison.youngWords.callersOf(api, young);
  const change = (severity: Severity, code: string, message: string) => ({ severity, code, message, before, after });
  const pairs = variantPairs(comparison, old, young);
  const changes = pairs.flatMap(([one, other]) => [
    ...authorizerChanges(comparison, one, other, change),
    ...apiKeyChanges(comparison, one, other, change),
  ]);
  if (pairs.length === 1) return changes;
  const worst = severities.map((severity) => changes.find((one) => one.severity === severity)).find(Boolean);
  const message =
    before === after
      ? `has callers (${after}) that depend on a condition, and the condition changed`
      : `is open to ${after} now; previously: ${before}`;
  return worst ? [{ ...worst, message }] : [];
}

/**
 * Returns the pairs of route variants to compare if the callers of a route depend on conditions. Each old variant is
 * paired with each new variant that can replace it.
 */
function variantPairs(comparison: Comparison, old: Route, young: Route): [Route, Route][] {
  const [before, after] = [variantsOf(old), variantsOf(young)];
  if (!before && !after) return [[old, young]];
  if (before && after && comparison.same(conditionAlone(before), conditionAlone(after))) {
    return [
      ...variantPairs(comparison, before.holds, after.holds),
      ...variantPairs(comparison, before.fails, after.fails),
    ];
  }
  const olds = before ? [before.holds, before.fails] : [old];
  const youngs = after ? [after.holds, after.fails] : [young];
  return olds.flatMap((one) => youngs.flatMap((other) => variantPairs(comparison, one, other)));
}

/** Returns a condition without the values of its two outcomes, so that only the condition is compared. */
function conditionAlone({ condition }: Variants): Unresolved {
  const part = { ...condition, then: undefined, else: undefined } as unknown as ConditionalReference;
  return { unresolved: condition.text, parts: [part], raw: null };
}

type MakeChange = (severity: Severity, code: string, message: string) => AuthorizationChange;

function authorizerChanges(
  comparison: Comparison,
  old: Route,
  young: Route,
  change: MakeChange,
): AuthorizationChange[] {
  const { before, after } = change('change', '', '');
  if (!comparison.same(old.authorization, young.authorization)) {
    if (young.authorization === 'NONE') {
      return [change('exposure', 'AuthorizerRemoved', `is open to ${after} now; previously: ${before}`)];
    }
    if (old.authorization === 'NONE') {
      return [change('breaking', 'AuthorizerAdded', `needs ${after} now; previously, it was open to ${before}`)];
    }
    return [change('exposure', 'AuthorizerExchanged', `needs ${after} now; previously: ${before}`)];
  }
  if (old.authorization === 'NONE') return [];
  if (!comparison.same(old.authorizer, young.authorizer)) {
    return [change('exposure', 'AuthorizerExchanged', `needs ${after} now; previously: ${before}`)];
  }
  return [...defaultChanges(old, young, change), ...scopeChanges(comparison, old, young, change)];
}

/**
 * Reports a changed default of the parameter that sets the authorization. Existing stacks keep their value, and new
 * stacks get the new default.
 */
function defaultChanges(old: Route, young: Route, change: MakeChange): AuthorizationChange[] {
  const [before, after] = [old, young].map(({ authorization }) => {
    const [part] = isUnresolved(authorization) && authorization.parts.length === 1 ? authorization.parts : [];
    return typeof part === 'object' && part.kind === 'parameter' ? part.default : undefined;
  });
  if (before === after) return [];
  const severity = after !== 'NONE' && (before === undefined || before === 'NONE') ? 'breaking' : 'exposure';
  const message = `has a new default for ${textOf(young.authorization)}: ${before ?? 'nothing'} → ${after ?? 'nothing'}`;
  return [change(severity, 'AuthorizationDefaultChanged', message)];
}

/**
 * Compares scopes. A token needs only one of the scopes, so an added scope admits more tokens unless the route had no
 * scopes.
 */
function scopeChanges(comparison: Comparison, old: Route, young: Route, change: MakeChange): AuthorizationChange[] {
  if (comparison.same(old.scopes, young.scopes)) return [];
  if (isUnresolved(old.scopes) || isUnresolved(young.scopes)) {
    return [change('exposure', 'ScopesChanged', `scopes: ${textOf(old.scopes)} → ${textOf(young.scopes)}`)];
  }
  const { added, removed } = comparison.listChanges(old.scopes, young.scopes);
  const or = (scopes: string[]) => scopes.join(' or ');
  if (old.scopes.length === 0) {
    return [change('breaking', 'ScopesAdded', `needs the scope ${or(added)} now; previously, it needed no scope`)];
  }
  if (young.scopes.length === 0) {
    return [change('exposure', 'ScopesRemoved', `needs no scope now; previously: ${or(removed)}`)];
  }
  return [
    ...(added.length > 0
      ? [change('exposure', 'ScopesWidened', `also accepts tokens with the scope ${or(added)}`)]
      : []),
    ...(removed.length > 0
      ? [change('breaking', 'ScopesNarrowed', `no longer accepts tokens with only the scope ${or(removed)}`)]
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
    change(
      'exposure',
      'ApiKeyRequirementChanged',
      `needs an API key if ${textOf(young)}; previously: if ${textOf(old)}`,
    ),
  ];
}
