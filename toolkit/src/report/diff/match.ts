import type { Api, ApiModel, Authorizer, Element, Route, Stage } from '../../model/types';

/** The matched elements of two models, and the elements that only one of the models contains. */
export interface Matched<T> {
  readonly pairs: [old: T, young: T][];
  readonly removed: T[];
  readonly added: T[];
}

/** An API that both models contain, with its matched authorizers, routes and stages. */
export interface MatchedApi {
  readonly old: Api;
  readonly young: Api;
  readonly authorizers: Matched<Authorizer>;
  readonly routes: Matched<Route>;
  readonly stages: Matched<Stage>;
}

/** The model that an element belongs to. */
export type Side = 'old' | 'young';

/** A function that returns the key by which an element is matched. */
export type Key<T> = (element: T, side: Side) => string | undefined;

/**
 * Matches elements by several keys, one after the other. An old and a new element with the same key are a pair. With
 * `unique`, a key that several unmatched elements share is ignored.
 */
export function match<T>(olds: T[], youngs: T[], keys: { key: Key<T>; unique?: boolean }[]): Matched<T> {
  const pairs = new Map<T, T>();
  let removed = olds;
  let added = youngs;
  for (const { key, unique = false } of keys) {
    if (removed.length === 0 || added.length === 0) break;
    const candidates = group(added, (element) => key(element, 'young'));
    const wanted = unique ? group(removed, (element) => key(element, 'old')) : undefined;
    const taken = new Set<T>();
    for (const old of removed) {
      const name = key(old, 'old');
      const found = name === undefined ? undefined : candidates.get(name);
      if (!found || found.length === 0) continue;
      if (wanted && (found.length > 1 || wanted.get(name!)!.length > 1)) continue;
      const young = found.shift()!;
      pairs.set(old, young);
      taken.add(young);
    }
    removed = removed.filter((old) => !pairs.has(old));
    added = added.filter((young) => !taken.has(young));
  }
  return { pairs: olds.filter((old) => pairs.has(old)).map((old) => [old, pairs.get(old)!]), removed, added };
}

function group<T>(elements: T[], key: (element: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const element of elements) {
    const name = key(element);
    if (name === undefined) continue;
    const listed = groups.get(name);
    if (listed) listed.push(element);
    else groups.set(name, [element]);
  }
  return groups;
}

/** The key that consists of the construct path and the place in an OpenAPI document. */
export const byPath: Key<Element> = ({ source: { construct, pointer = '' } }) =>
  construct === undefined ? undefined : `${construct}#${pointer}`;

/**
 * Maps the stack IDs of the new model to those of the old model. If exactly one top-level stack of each model remains
 * unmatched, these two stacks match, regardless of their names.
 */
export function pairStacks(old: ApiModel, young: ApiModel): Map<string, string> {
  const top = <T extends { parent?: string }>({ parent }: T) => parent === undefined;
  const { pairs, removed, added } = match(old.stacks.filter(top), young.stacks.filter(top), [
    { key: ({ id }) => id },
    { key: ({ name }) => name },
    { key: ({ path }) => path },
    // The stacks of a renamed CDK stage keep their own construct IDs.
    { key: ({ path }) => path.split('/').at(-1), unique: true },
  ]);
  if (removed.length === 1 && added.length === 1) pairs.push([removed[0], added[0]]);
  const paired = new Map(pairs.map(([one, other]) => [other.id, one.id]));
  for (const { id, parent } of young.stacks) {
    const known = parent === undefined ? undefined : paired.get(parent);
    if (known !== undefined) paired.set(id, `${known}${id.slice(parent!.length)}`);
  }
  return paired;
}
