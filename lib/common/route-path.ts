import type { IConstruct } from 'constructs';

import { fail } from '../validation/errors';
import { holdsToken } from '../private/tokens';

/** What nearly all paths look like. */
const PLAIN_PATH = /^(\/[^/]+)+$/;

/** Refuses a path that does not begin with a slash, or ends in one without being `/`. */
export function checkRoutePath(scope: IConstruct | undefined, path: string): void {
  if (PLAIN_PATH.test(path) || path === '/' || holdsToken(path) || (path.startsWith('/') && !path.endsWith('/'))) {
    return;
  }
  const meant = `/${path.replace(/^\/+|\/+$/g, '')}`;
  fail(
    scope,
    'RoutePathInvalid',
    `a route path must begin with '/' and, but for '/' itself, not end in one, got '${path}'. Did you mean '${meant}'?`,
  );
}
