// AWS does not document these behaviors of messages. Each function or constant in this file is one assumption.

/**
 * Not documented by AWS: a message that selects the route key `$connect` or `$disconnect` is sent to the route
 * `$default`.
 */
export function canBeSelected(routeKey: string): boolean {
  return routeKey !== '$connect' && routeKey !== '$disconnect';
}

/**
 * Not documented by AWS: a value that an expression selects is converted to a string in this way, unless it is already
 * a string.
 */
export function textOfValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return `[${value.map(textOfValue).join(', ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string);
}

/**
 * Not documented by AWS: API Gateway validates messages with the request models of a route even if the route has a
 * proxy integration.
 */
export function validatesModelsOf(_integrationType: string | undefined): boolean {
  return true;
}

/** Not documented by AWS: the variable `$context.error.validationErrorString` has this value. */
export function validationErrorString(problems: readonly string[]): string {
  return `[${problems.join(', ')}]`;
}

/** Not documented by AWS: the error frame for an integration that does not respond in time has this `message`. */
export const timeoutMessage = 'Endpoint request timed out';

/** Not documented by AWS: the error frame for a route that exceeds its throttling limits has this `message`. */
export const throttledMessage = 'Too Many Requests';

/** Not documented by AWS: API Gateway does not send an empty response of a two-way route to the client. */
export function sendsEmptyResponse(): boolean {
  return false;
}

/**
 * Not documented by AWS: a message route with `apiKeyRequired` accepts messages if the connection was opened with an
 * API key.
 */
export function acceptsKeyOfConnection(hasKey: boolean): boolean {
  return hasKey;
}
