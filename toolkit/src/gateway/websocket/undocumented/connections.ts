// Not documented by AWS: each function is one assumption about connections.

import type { GatewayResponse } from '../../contracts';

/** Not documented by AWS: the body of the response to a connection that API Gateway rejects. */
export function rejectedBody(message: string, connectionId: string, requestId: string): string {
  return JSON.stringify({ message, connectionId, requestId });
}

/** Not documented by AWS: a URL whose stage or path does not exist results in 403, as users report. */
export const unknownPathStatus = 403;

/** Not documented by AWS: a slash after the stage does not matter. */
export function isPathOfStage(path: string): boolean {
  return path === '' || path === '/';
}

/** Not documented by AWS: a URL over 4096 characters results in 414. */
export const urlTooLongStatus = 414;

/** Not documented by AWS: an HTTP API responds to the request for a WebSocket with 400. */
export const httpApiStatus = 400;

/** Not documented by AWS: a route that needs an API key returns 403 without a valid one. */
export const apiKeyMissingStatus = 403;

/** Not documented by AWS: a `$connect` integration that does not respond in time results in 504. */
export const connectTimeoutStatus = 504;

/** Not documented by AWS: of the header fields of the response of `$connect`, the client gets the subprotocol only. */
export function acceptedFields({ headers }: Pick<GatewayResponse, 'headers'>): GatewayResponse['headers'] {
  return headers.filter(([name]) => name === 'sec-websocket-protocol');
}

/** Not documented by AWS: the close code that a client sees when `@connections` closes its connection. */
export const deletedCode = 1000;

/** Not documented by AWS, but reported by users: idle and old connections end with this code and reason. */
export const expired = { code: 1001, reason: 'Going away' } as const;
