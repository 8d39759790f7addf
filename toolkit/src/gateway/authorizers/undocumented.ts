// Not documented by AWS: each function is one assumption about authorizers.

/** Not documented by AWS: the descriptions of errors of tokens, except that of the audience. */
export const tokenErrors = {
  malformed: 'the token is malformed',
  algorithm: 'the token has an algorithm that is not supported',
  signature: 'the token has an invalid signature',
  keyId: 'the token has an unknown key ID',
  issuer: 'the token does not have a valid issuer',
  audience: 'the token does not have a valid audience',
  expired: 'the token has expired',
  notBefore: 'the token is not valid yet',
  issuedAt: 'the token was issued in the future',
  keys: 'the keys of the issuer cannot be read',
} as const;

/** Not documented by AWS: a request whose keys cannot be read is denied with 401. */
export const unreachableKeysStatus = 401;

/** Not documented by AWS: a token without `exp` is denied. */
export const needsExpiry = true;

/** Not documented by AWS: `Bearer` is compared case-sensitively. */
export function withoutScheme(value: string): string {
  return value.startsWith('Bearer ') ? value.slice('Bearer '.length).trim() : value;
}

/** Not documented by AWS: keys of an issuer are kept for two hours. */
export const keysLifetimeMillis = 2 * 60 * 60 * 1000;

/** Not documented by AWS: results are not kept if the authorizer has no TTL. */
export const ttlSecondsOfUnset = 0;

/** Not documented by AWS: a policy that is kept is evaluated again for each route. */
export function keptResultAllows<K>(
  allows: (routeArn: string, keys: K) => boolean,
  routeArn: string,
  keys: K,
): boolean {
  return allows(routeArn, keys);
}

/** Not documented by AWS: results of one stage are not used for another. */
export function stageOfCacheKey(stageName: string): string {
  return stageName;
}

/** Not documented by AWS for HTTP APIs: an error with the message `Unauthorized` results in status 401. */
export function isUnauthorized(errorMessage: string): boolean {
  return errorMessage === 'Unauthorized';
}

/** Not documented by AWS: `isAuthorized` that is not a boolean is a malformed response (500). */
export function isVerdict(isAuthorized: unknown): isAuthorized is boolean {
  return typeof isAuthorized === 'boolean';
}

/** Not documented by AWS: maps without entries are `{}` in events of format 1.0, as recorded for path parameters. */
export function mapOfVersion1(map: unknown): unknown {
  return map ?? {};
}

/** Not documented by AWS: `identitySource` of an authorizer without identity sources. */
export const identitySourceOfNone = null;
