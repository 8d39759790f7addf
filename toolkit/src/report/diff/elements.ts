/** Returns an element without the properties that identify it: its ID and its source. */
export function withoutIdentity(element: object): object {
  return { ...element, id: undefined, source: undefined };
}
