// Not documented by AWS: each function is one assumption about bodies.

/** Not documented by AWS: parameters of a content type, such as `charset`, do not change whether a body is text. */
export function isTextWithParameters(isText: boolean, _parameters: string): boolean {
  return isText;
}

/** Not documented by AWS: `application/vnd.x+json` is not text, since only the four documented kinds are. */
export function isSuffixText(_mediaType: string): boolean {
  return false;
}
