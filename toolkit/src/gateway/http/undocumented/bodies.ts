// AWS does not document these details of request bodies. Each function or constant in this file is one assumption.

/** Not documented by AWS: parameters of a content type, such as `charset`, do not affect whether a body is text. */
export function isTextWithParameters(isText: boolean, _parameters: string): boolean {
  return isText;
}

/**
 * Not documented by AWS: a body with a content type such as `application/vnd.x+json` is not text, because AWS documents
 * only four text types.
 */
export function isSuffixText(_mediaType: string): boolean {
  return false;
}
