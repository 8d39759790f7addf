// AWS does not document these behaviors of authorizers. Each function or constant in this file is one assumption.

/**
 * Not documented by AWS: the error descriptions for rejected tokens, except for the description for a wrong audience.
 */
export const tokenErrors = {
  malformed: 'the token is malformed',
  algorithm: 'the algorithm of the token is not supported',
  signature: 'the token has an invalid signature',
  keyId: 'the token has an unknown key ID',
  issuer: 'the token does not have a valid issuer',
  audience: 'the token does not have a valid audience',
  expired: 'the token has expired',
  notBefore: 'the token is not valid yet',
  issuedAt: 'the token was issued in the future',
  keys: 'the keys of the issuer cannot be read',
} as const;

/** Not documented by AWS: a request is denied with status 401 if the keys of the issuer cannot be read. */
export const unreachableKeysStatus = 401;

/** Not documented by AWS: a token without `exp` is denied. */
export const needsExpiry = true;

/** Not documented by AWS: the prefix `Bearer` of a token is case-sensitive. */
export function withoutScheme(value: string): string {
  return value.startsWith('Bearer ') ? value.slice('Bearer '.length).trim() : value;
}

/** Not documented by AWS: API Gateway caches the keys of an issuer for two hours. */
export const keysLifetimeMillis = 2 * 60 * 60 * 1000;

/** Not documented by AWS: the results of a Lambda authorizer are not cached if no TTL is set. */
export const ttlSecondsOfUnset = 0;

/** Not documented by AWS: a cached policy is evaluated again for each route. */
export function keptResultAllows<K>(
  allows: (routeArn: string, keys: K) => boolean,
  routeArn: string,
  keys: K,
): boolean {
  return allows(routeArn, keys);
}

/** Not documented by AWS: API Gateway caches the results of an authorizer for each stage separately. */
export function stageOfCacheKey(stageName: string): string {
  return stageName;
}

/**
 * Not documented by AWS for HTTP APIs: a Lambda authorizer that throws the error `Unauthorized` results in status 401.
 */
export function isUnauthorized(errorMessage: string): boolean {
  return errorMessage === 'Unauthorized';
}

/** Not documented by AWS: a simple response is malformed (status 500) if `isAuthorized` is not a boolean. */
export function isVerdict(isAuthorized: unknown): isAuthorized is boolean {
  return typeof isAuthorized === 'boolean';
}

/**
 * Not documented by AWS: empty maps are `{}` in events with payload format version 1.0. A recorded event contains `{}`
 * for the path parameters.
 */
export function mapOfVersion1(map: unknown): unknown {
  return map ?? {};
}

/** Not documented by AWS: the event field `identitySource` is null for a Lambda authorizer without identity sources. */
export const identitySourceOfNone = null;
