// Not documented by AWS: each function is one assumption about integrations.

/** Not documented by AWS: the keys of integration responses are compared with the whole text. */
export function responsePattern(source: string): RegExp {
  return new RegExp(`^(?:${source})$`, 's');
}

/** Not documented by AWS: the status of a mock integration without request templates. */
export const mockStatusWithoutTemplates = 200;

/** Not documented by AWS: without a template selection expression, the `$default` template is used. */
export const templateKeyOfNoExpression = '$default';

/** Not documented by AWS: a template prints nothing for a missing value of `$context`, `$input` and `$stageVariables`. */
export const quietVariables: ReadonlySet<string> = new Set(['context', 'input', 'stageVariables', 'util']);

/** Not documented by AWS: with `CONVERT_TO_BINARY`, a text that is not Base64 makes the integration fail. */
export function bytesOfBase64(text: string): Buffer | undefined {
  return /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

/** Not documented by AWS: in templates, a missing value equals the empty text, as templates of users compare them. */
export function isMissingEqualToEmpty(): boolean {
  return true;
}

/** Not documented by AWS: conditions of templates are true unless they are missing or false, as in Velocity 1.7. */
export function isTrue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}
