// Not documented by AWS: each function is one assumption about routes.

/** Not documented by AWS: `/{proxy+}` does not match `/`, as `/pe/{proxy+}` does not match `/pe`. */
export function greedyMatchesNothing(): boolean {
  return false;
}

/** Not documented by AWS: the value of a greedy parameter is without a slash at the end. */
export function greedyValue(segments: readonly string[]): string {
  return segments.join('/').replace(/\/$/, '');
}

/** Not documented by AWS: literal segments are compared case-sensitively. */
export function isSameSegment(literal: string, segment: string): boolean {
  return literal === segment;
}

/** Not documented by AWS: empty segments (`//`) stay in the path, and a path parameter does not match one. */
export function segmentsOf(path: string): string[] {
  return path.replace(/^\//, '').split('/');
}

/** Not documented by AWS: a `GET` route does not match a `HEAD` request. */
export function isMethodOf(routeMethod: string, method: string): boolean {
  return routeMethod === 'ANY' || routeMethod === method;
}

/** Not documented by AWS: with keys of one level only, a mapping key is compared with the whole first segment. */
export function isFirstSegment(key: string, path: string): boolean {
  return path === key || path.startsWith(`${key}/`);
}

/** Not documented by AWS: a request to a disabled default endpoint gets the response for an unknown host. */
export const disabledEndpointStatus = 403;

/**
 * Not documented by AWS: `rawPath` does not contain the mapping key. A page of AWS says so, and other sources
 * contradict it.
 */
export function rawPathWithMapping(stageName: string, rest: string): string {
  return stageName === '$default' ? rest : `/${stageName}${rest}`;
}
