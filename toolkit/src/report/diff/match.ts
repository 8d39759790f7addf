import type { Api, ApiModel, Authorizer, Element, Route, Stage } from '../../model/types';

/** Elements of two models that are the same, and those that only one has. */
export interface Matched<T> {
  readonly pairs: [old: T, young: T][];
  readonly removed: T[];
  readonly added: T[];
}

/** An API of both models, with its parts matched. */
export interface MatchedApi {
  readonly old: Api;
  readonly young: Api;
  readonly authorizers: Matched<Authorizer>;
  readonly routes: Matched<Route>;
  readonly stages: Matched<Stage>;
}

/** The old or the new model. */
export type Side = 'old' | 'young';

/** The keys by which elements are matched. */
export type Key<T> = (element: T, side: Side) => string | undefined;

/**
 * Matches elements by one key after the other: the first key that an old and a new element share makes them a pair.
 * With `unique`, a key that several of the elements left have matches none.
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

/** The construct path, and the place in an OpenAPI document. */
export const byPath: Key<Element> = ({ source: { construct, pointer = '' } }) =>
  construct === undefined ? undefined : `${construct}#${pointer}`;

/**
 * The stacks of the old model by those of the new one. Two single templates are the same stack, regardless of their names.
 */
export function pairStacks(old: ApiModel, young: ApiModel): Map<string, string> {
  const top = <T extends { parent?: string }>({ parent }: T) => parent === undefined;
  const { pairs, removed, added } = match(old.stacks.filter(top), young.stacks.filter(top), [
    { key: ({ id }) => id },
    { key: ({ name }) => name },
    { key: ({ path }) => path },
    // The stacks of a stage that was renamed keep their own IDs.
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
