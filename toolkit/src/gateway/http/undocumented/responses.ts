// Not documented by AWS: each function decides one question about responses of functions that no source answers for certain.

/** Not documented by AWS: a status code as text, such as `"200"`, is taken as a number. */
export function statusOfText(text: string): number {
  return /^\d{3}$/.test(text) ? Number(text) : Number.NaN;
}

/** Not documented by AWS: a body that is not text makes the response invalid (500), as one emulator has it. */
export function isBody(body: unknown): body is string | null | undefined {
  return typeof body === 'string' || body === null || body === undefined;
}

/** Not documented by AWS: the result `null` (or undefined) is the body `null`. */
export const bodyOfNull = 'null';

/** Not documented by AWS: header values that are lists are joined with commas; those that are null are left out. */
export function headerText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return Array.isArray(value) ? value.join(',') : String(value as string);
}

/** Not documented by AWS: a function whose payload is over the 6 MB of Lambda is answered with 500. */
export const oversizedPayloadStatus = 500;
