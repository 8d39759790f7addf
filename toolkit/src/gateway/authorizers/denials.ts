import type { Denied, HeaderField } from '../contracts';

/** The request has no valid identity: 401. */
export function unauthorized(reason: string, headers?: readonly HeaderField[]): Denied {
  return { allowed: false, status: 401, reason, ...(headers === undefined ? {} : { headers }) };
}

/** 403: the identity may not do this. */
export function forbidden(reason: string): Denied {
  return { allowed: false, status: 403, reason };
}

/** 500: the authorizer failed, or cannot be modelled. */
export function failed(reason: string): Denied {
  return { allowed: false, status: 500, reason };
}
