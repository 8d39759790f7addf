// Not documented by AWS: each function is one assumption about responses of functions.

/** Not documented by AWS: a status code as text, such as `"200"`, counts as a number. */
export function statusOfText(text: string): number {
  return /^\d{3}$/.test(text) ? Number(text) : Number.NaN;
}

/** Not documented by AWS: the status codes that a function can return. */
export function isStatusCode(status: number): boolean {
  return Number.isInteger(status) && status >= 200 && status <= 599;
}

/** Not documented by AWS: a body that is not text makes the response invalid (500), as in one emulator. */
export function isBody(body: unknown): body is string | null | undefined {
  return typeof body === 'string' || body === null || body === undefined;
}

/** Not documented by AWS: the result `null` (or undefined) is the body `null`. */
export const bodyOfNull = 'null';

/**
 * Not documented by AWS: header values that are lists are joined with commas. Header values that are null are
 * omitted.
 */
export function headerText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return Array.isArray(value) ? value.join(',') : String(value as string);
}

/** Not documented by AWS: a function payload over the Lambda limit of 6 MB results in status 500. */
export const oversizedPayloadStatus = 500;
