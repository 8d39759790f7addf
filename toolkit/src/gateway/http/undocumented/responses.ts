// AWS does not document these details of function responses. Each function or constant in this file is one
// assumption.

/** Not documented by AWS: a status code that is a string, such as `"200"`, is converted to a number. */
export function statusOfText(text: string): number {
  return /^\d{3}$/.test(text) ? Number(text) : Number.NaN;
}

/** Not documented by AWS: a function can return status codes from 200 to 599. */
export function isStatusCode(status: number): boolean {
  return Number.isInteger(status) && status >= 200 && status <= 599;
}

/**
 * Not documented by AWS: a function response whose body is not a string is invalid (status 500). An emulator of API
 * Gateway behaves in the same way.
 */
export function isBody(body: unknown): body is string | null | undefined {
  return typeof body === 'string' || body === null || body === undefined;
}

/** Not documented by AWS: if a function returns null or undefined, the response body is `null`. */
export const bodyOfNull = 'null';

/**
 * Not documented by AWS: a header value that is a list is joined with commas, and a header with the value null is
 * omitted.
 */
export function headerText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return Array.isArray(value) ? value.join(',') : String(value as string);
}

/**
 * Not documented by AWS: if the payload of a function exceeds the Lambda quota of 6 MB, API Gateway returns status 500.
 */
export const oversizedPayloadStatus = 500;
