/** An element without the properties that describe its source. */
export function withoutIdentity(element: object): object {
  return { ...element, id: undefined, source: undefined };
}
