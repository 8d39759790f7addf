/**
 * The entries of a map, sorted by name, for what becomes one text. Maps come from other languages too, and some have another order in
 * each run: Java's `Map.of` does.
 */
export function sortedEntries<T>(map: { readonly [name: string]: T }): [string, T][] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}
