let loaded: Promise<typeof import('jose')> | undefined;

/** The library for tokens. It is loaded on first use, because loading it takes longer than loading the gateway. */
export function jose(): Promise<typeof import('jose')> {
  loaded ??= import('jose');
  return loaded;
}
