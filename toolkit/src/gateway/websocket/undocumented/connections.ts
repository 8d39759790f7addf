// AWS does not document these behaviors of connections. Each function or constant in this file is one assumption.

import type { GatewayResponse } from '../../contracts';

/** Not documented by AWS: the response that rejects a connection has this body. */
export function rejectedBody(message: string, connectionId: string, requestId: string): string {
  return JSON.stringify({ message, connectionId, requestId });
}

/** Not documented by AWS: a URL whose stage or path does not exist results in status 403. Users report this status. */
export const unknownPathStatus = 403;

/** Not documented by AWS: API Gateway ignores a slash after the stage in the URL of a WebSocket API. */
export function isPathOfStage(path: string): boolean {
  return path === '' || path === '/';
}

/** Not documented by AWS: a URL with more than 4096 characters results in status 414. */
export const urlTooLongStatus = 414;

/** Not documented by AWS: an HTTP API responds to a WebSocket upgrade request with status 400. */
export const httpApiStatus = 400;

/**
 * Not documented by AWS: a route that requires an API key responds with status 403 to a request without a valid API
 * key.
 */
export const apiKeyMissingStatus = 403;

/** Not documented by AWS: a `$connect` integration that does not respond in time results in status 504. */
export const connectTimeoutStatus = 504;

/**
 * Not documented by AWS: the client receives only the subprotocol header from the response of the `$connect`
 * integration.
 */
export function acceptedFields({ headers }: Pick<GatewayResponse, 'headers'>): GatewayResponse['headers'] {
  return headers.filter(([name]) => name === 'sec-websocket-protocol');
}

/** Not documented by AWS: if `@connections` closes a connection, the client receives this close code. */
export const deletedCode = 1000;

/**
 * Not documented by AWS: API Gateway uses this code and reason to close a connection that was idle for too long or has
 * reached its maximum duration. Users report these values.
 */
export const expired = { code: 1001, reason: 'Going away' } as const;
