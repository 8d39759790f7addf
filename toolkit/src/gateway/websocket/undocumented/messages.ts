// Not documented by AWS: each function is one assumption about messages.

/** Not documented by AWS: a message whose value is `$connect` or `$disconnect` goes to `$default`. */
export function canBeSelected(routeKey: string): boolean {
  return routeKey !== '$connect' && routeKey !== '$disconnect';
}

/** Not documented by AWS: the text of a number, boolean or object that an expression selects. */
export function textOfValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return `[${value.map(textOfValue).join(', ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string);
}

/** Not documented by AWS: models are validated for proxy integrations too. */
export function validatesModelsOf(_integrationType: string | undefined): boolean {
  return true;
}

/** Not documented by AWS: the text of `$context.error.validationErrorString`. */
export function validationErrorString(problems: readonly string[]): string {
  return `[${problems.join(', ')}]`;
}

/** Not documented by AWS: a result of a proxy function without `statusCode` is an error, as malformed results are. */
export function acceptsResultWithoutStatus(): boolean {
  return false;
}

/** Not documented by AWS: the `message` of the frame for an integration that does not respond in time. */
export const timeoutMessage = 'Endpoint request timed out';

/** Not documented by AWS: the `message` of the frame for a route over its throttling limits. */
export const throttledMessage = 'Too Many Requests';

/** Not documented by AWS: a two-way route whose response is empty sends nothing. */
export function sendsEmptyResponse(): boolean {
  return false;
}

/** Not documented by AWS: a message route with `apiKeyRequired` accepts connections that were opened with an API key. */
export function acceptsKeyOfConnection(hasKey: boolean): boolean {
  return hasKey;
}
