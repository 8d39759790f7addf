// Functions that the HTTP handlers share.

/** Returns a response in payload format 2.0. */
export function answer(statusCode, body) {
  if (body === undefined) return { statusCode };
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** Returns the parsed body of a request, or undefined if the body is not JSON. */
export function bodyOf({ body = '', isBase64Encoded }) {
  try {
    return JSON.parse(isBase64Encoded ? Buffer.from(body, 'base64').toString() : body);
  } catch {
    return undefined;
  }
}
