let loaded: Promise<typeof import('jose')> | undefined;

/** The library for tokens. It is loaded when it is first used, since that takes longer than all of the gateway. */
export function jose(): Promise<typeof import('jose')> {
  loaded ??= import('jose');
  return loaded;
}
