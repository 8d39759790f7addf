// AWS does not document these behaviors of integrations. Each function or constant in this file is one assumption.

/** Not documented by AWS: the pattern in the key of an integration response must match the whole string. */
export function responsePattern(source: string): RegExp {
  return new RegExp(`^(?:${source})$`, 's');
}

/** Not documented by AWS: a mock integration without request templates returns this status. */
export const mockStatusWithoutTemplates = 200;

/**
 * Not documented by AWS: if an integration has no template selection expression, API Gateway uses the template
 * `$default`.
 */
export const templateKeyOfNoExpression = '$default';

/**
 * Not documented by AWS: if a reference to one of these variables, such as `$context`, has no value, the template
 * prints nothing.
 */
export const quietVariables: ReadonlySet<string> = new Set(['context', 'input', 'stageVariables', 'util']);

/** Not documented by AWS: with `CONVERT_TO_BINARY`, the integration fails if the message is not a Base64 string. */
export function bytesOfBase64(text: string): Buffer | undefined {
  return /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

/**
 * Not documented by AWS: a missing value in a template is equal to an empty string. Published templates rely on this
 * behavior.
 */
export function isMissingEqualToEmpty(): boolean {
  return true;
}

/**
 * Not documented by AWS: as in Velocity 1.7, a condition in a template is true unless its value is missing or false.
 */
export function isTrue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}
