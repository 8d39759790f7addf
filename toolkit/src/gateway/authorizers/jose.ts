let loaded: Promise<typeof import('jose')> | undefined;

/**
 * Loads the library for JSON Web Tokens on first use, because loading the library takes longer than loading the
 * gateway.
 */
export function jose(): Promise<typeof import('jose')> {
  loaded ??= import('jose');
  return loaded;
}
