// AWS does not document these details of how API Gateway decodes paths and query strings. Each function or constant in
// this file is one assumption.

/** Not documented by AWS: `+` in a query string is decoded to a space. */
export function plusInQuery(text: string): string {
  return text.replaceAll('+', ' ');
}

/** Not documented by AWS: a query parameter without `=` has the value `""`. */
export const valueWithoutEquals = '';

/**
 * Not documented by AWS: `path` in events with payload format version 1.0 is percent-encoded, as in recorded events.
 * According to one report, `path` is decoded.
 */
export function pathOfVersion1(sentPath: string): string {
  return sentPath;
}
