// AWS does not document these behaviors of routes. Each function or constant in this file is one assumption.

/**
 * Not documented by AWS: the route `/{proxy+}` does not match `/`. Users report that the route `/pe/{proxy+}` does
 * not match `/pe`.
 */
export function greedyMatchesNothing(): boolean {
  return false;
}

/** Not documented by AWS: the value of a greedy parameter does not contain a trailing slash. */
export function greedyValue(segments: readonly string[]): string {
  return segments.join('/').replace(/\/$/, '');
}

/** Not documented by AWS: literal segments of routes are compared case-sensitively. */
export function isSameSegment(literal: string, segment: string): boolean {
  return literal === segment;
}

/**
 * Not documented by AWS: empty segments (`//`) remain in the path, and a path parameter does not match an empty
 * segment.
 */
export function segmentsOf(path: string): string[] {
  return path.replace(/^\//, '').split('/');
}

/** Not documented by AWS: a `GET` route does not match a `HEAD` request. */
export function isMethodOf(routeMethod: string, method: string): boolean {
  return routeMethod === 'ANY' || routeMethod === method;
}

/**
 * Not documented by AWS: if all API mapping keys of a domain have one level, a key must be equal to the first segment
 * of the path.
 */
export function isFirstSegment(key: string, path: string): boolean {
  return path === key || path.startsWith(`${key}/`);
}

/**
 * Not documented by AWS: a request to a disabled default endpoint gets the same status as a request to an unknown host.
 */
export const disabledEndpointStatus = 403;

/**
 * Not documented by AWS: in one emulator, `rawPath` contains the API mapping key. The local gateway follows the API
 * Gateway guide, so `rawPath` does not contain the key.
 */
export function rawPathWithMapping(stageName: string, rest: string): string {
  return stageName === '$default' ? rest : `/${stageName}${rest}`;
}
