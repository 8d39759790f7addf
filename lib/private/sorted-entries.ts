/**
 * Returns the entries of a map, sorted by name, for properties that are rendered as one string. In other languages, the order of the
 * entries can differ between runs, for example with Java's `Map.of`.
 */
export function sortedEntries<T>(map: { readonly [name: string]: T }): [string, T][] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}
