import type { Denied, HeaderField } from '../contracts';

/** Denies a request with status 401, because the request has no valid identity. */
export function unauthorized(reason: string, headers?: readonly HeaderField[]): Denied {
  return { allowed: false, status: 401, reason, ...(headers === undefined ? {} : { headers }) };
}

/** Denies a request with status 403, because the caller does not have permission. */
export function forbidden(reason: string): Denied {
  return { allowed: false, status: 403, reason };
}

/** Denies a request with status 500, because the authorizer failed or is not supported by the local gateway. */
export function failed(reason: string): Denied {
  return { allowed: false, status: 500, reason };
}
