/** An element without what says where it comes from. */
export function withoutIdentity(element: object): object {
  return { ...element, id: undefined, source: undefined };
}
