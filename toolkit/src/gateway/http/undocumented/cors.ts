// AWS does not document these behaviors of CORS. Each function or constant in this file is one assumption.

import type { HeaderField } from '../../contracts';
import type { CorsRules } from '../cors-rules';

/** Not documented by AWS: the response to a preflight request has these header fields, but not `vary`. */
export function preflightFields(rules: CorsRules, origin: string): HeaderField[] {
  const fields: [string, string | undefined][] = [
    ['access-control-allow-origin', origin],
    ['access-control-allow-methods', list(rules.allowMethods)],
    ['access-control-allow-headers', list(rules.allowHeaders)],
    ['access-control-max-age', rules.maxAge === undefined ? undefined : String(rules.maxAge)],
    ['access-control-allow-credentials', rules.allowCredentials ? 'true' : undefined],
    ['access-control-expose-headers', list(rules.exposeHeaders)],
  ];
  return fields.filter((field): field is [string, string] => field[1] !== undefined);
}

/**
 * Not documented by AWS: if CORS is configured, API Gateway adds these header fields to the response of an integration.
 */
export function responseFields(rules: CorsRules, origin: string): HeaderField[] {
  const fields: [string, string | undefined][] = [
    ['access-control-allow-origin', origin],
    ['access-control-allow-credentials', rules.allowCredentials ? 'true' : undefined],
    ['access-control-expose-headers', list(rules.exposeHeaders)],
  ];
  return fields.filter((field): field is [string, string] => field[1] !== undefined);
}

/**
 * Not documented by AWS: the response to a preflight request from an origin that is not allowed has status 204 and no
 * CORS header fields.
 */
export function foreignPreflightFields(): HeaderField[] {
  return [];
}

/**
 * Not documented by AWS: API Gateway responds to preflight requests for `ANY` routes without an authorizer, and does
 * not call the integration.
 */
export function answersPreflightOfPublicRoutes(): boolean {
  return true;
}

/**
 * Not documented by AWS: an `OPTIONS` request without the headers `origin` and `access-control-request-method` is not a
 * preflight request.
 */
export function isPreflight(method: string, origin: string | undefined, requestMethod: string | undefined): boolean {
  return method === 'OPTIONS' && origin !== undefined && requestMethod !== undefined;
}

/** Not documented by AWS: error responses of API Gateway do not contain CORS header fields. */
export function hasErrorFields(): boolean {
  return false;
}

function list(values: readonly string[]): string | undefined {
  return values.length === 0 ? undefined : values.join(',');
}
