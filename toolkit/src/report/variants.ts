import type { ConditionalReference, Known, Link, Route, Text } from '../model/types';
import { isUnresolved } from '../model/values';

/** The two variants of a route: one applies if a condition is true, and the other one if the condition is false. */
export interface Variants {
  readonly condition: ConditionalReference;
  readonly holds: Route;
  readonly fails: Route;
}

/** Returns the two variants of a route whose callers depend on a condition of the template (`Fn::If`). */
export function variantsOf(route: Route): Variants | undefined {
  const { authorization, authorizer, scopes, apiKeyRequired } = route;
  const external = authorizer && 'external' in authorizer ? authorizer.external : undefined;
  const condition = [authorization, external, scopes, apiKeyRequired].map(conditionIn).find((one) => one !== undefined);
  if (!condition) return undefined;
  return { condition, holds: variant(route, condition, true), fails: variant(route, condition, false) };
}

/** Returns the two variants of a route whose target depends on a condition of the template (`Fn::If`). */
export function targetVariantsOf(route: Route): Variants | undefined {
  const { integration: link, ...others } = route;
  const condition = link && 'external' in link ? conditionIn(link.external) : undefined;
  if (!condition) return undefined;
  const variantOf = (outcome: ConditionalReference['then']): Route => {
    const integration = linkOf(outcome as Text | undefined);
    return { ...others, ...(integration === undefined ? {} : { integration }) };
  };
  return { condition, holds: variantOf(condition.then), fails: variantOf(condition.else) };
}

/**
 * Returns `word` if `value` is true. If `value` depends on a condition, the condition follows the word, as in
 * `disabled if Production`. Empty for `false`.
 */
export function wordIf(word: string, value: Known<boolean> | undefined): string {
  if (!isUnresolved(value)) return value === true ? word : '';
  const condition = conditionIn(value);
  const outcomes = [String(condition?.then ?? false), String(condition?.else ?? false)].join();
  if (condition && outcomes === 'true,false') return `${word} if ${condition.condition}`;
  if (condition && outcomes === 'false,true') return `${word} unless ${condition.condition}`;
  return `${word} if ${value.unresolved}`;
}

/** Whether a route uses an authorizer, including routes that use the authorizer only under a condition. */
export function usesAuthorizer(route: Route, id: string): boolean {
  const variants = variantsOf(route);
  if (variants) return usesAuthorizer(variants.holds, id) || usesAuthorizer(variants.fails, id);
  return route.authorizer !== undefined && 'id' in route.authorizer && route.authorizer.id === id;
}

function variant(route: Route, condition: ConditionalReference, holds: boolean): Route {
  const { authorizer: link, ...others } = route;
  const chosen = <T>(value: Known<T> | undefined) => choose(value, condition, holds);
  const authorizer = link && 'external' in link ? linkOf(chosen(link.external)) : link;
  return {
    ...others,
    authorization: chosen(route.authorization) ?? 'NONE',
    ...(authorizer === undefined ? {} : { authorizer }),
    scopes: chosen(route.scopes) ?? [],
    apiKeyRequired: chosen(route.apiKeyRequired) ?? false,
  };
}

/** Returns the value for one outcome of the condition. `undefined` for `AWS::NoValue`. */
function choose<T>(value: Known<T> | undefined, { condition, stack }: ConditionalReference, holds: boolean) {
  const found = conditionIn(value);
  if (found?.condition !== condition || found.stack !== stack) return value;
  return (holds ? found.then : found.else) as Known<T> | undefined;
}

/** Returns the condition of a value that consists of a single `Fn::If`. */
export function conditionIn(value: unknown): ConditionalReference | undefined {
  const [part] = isUnresolved(value) && value.parts.length === 1 ? value.parts : [];
  return typeof part === 'object' && part.kind === 'condition' ? part : undefined;
}

function linkOf(text: Text | undefined): Link | undefined {
  if (text === undefined) return undefined;
  const [part] = isUnresolved(text) && text.parts.length === 1 ? text.parts : [];
  const isLink =
    typeof part === 'object' && part.kind === 'resource' && /::(?:Authorizer|Integration)$/.test(part.type);
  return isLink ? { id: part.id } : { external: text };
}
