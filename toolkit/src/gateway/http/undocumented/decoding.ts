// Not documented by AWS: each function is one assumption about decoding.

/** Not documented by AWS: `+` in a query is a space. */
export function plusInQuery(text: string): string {
  return text.replaceAll('+', ' ');
}

/** Not documented by AWS: a parameter without `=` has the value `""`. */
export const valueWithoutEquals = '';

/** Not documented by AWS: `path` of payload 1.0 is percent-encoded, as recorded, though one report says that it is decoded. */
export function pathOfVersion1(sentPath: string): string {
  return sentPath;
}
