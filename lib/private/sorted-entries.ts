/**
 * Returns the entries of a map, sorted by name, for properties that are rendered as one string. Maps of other languages, such as Java's
 * `Map.of`, can have a different order in each run.
 */
export function sortedEntries<T>(map: { readonly [name: string]: T }): [string, T][] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}
