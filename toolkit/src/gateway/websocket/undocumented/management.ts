// Not documented by AWS: each function is one assumption about `@connections`.

/** Not documented by AWS: the status of a successful DELETE. The SDK's model has 204, and an old test saw 200. */
export const deletedStatus = 204;

/** Not documented by AWS: GET and DELETE of a connection that has ended get 410, as POST does. */
export const goneStatus = 410;

/** Not documented by AWS: a connection ID is malformed unless it has the form of those that API Gateway creates. */
export function isConnectionId(text: string): boolean {
  return /^[\w+/-]{15}=$/.test(text);
}

/** Not documented by AWS: bytes that are not UTF-8 are replaced, since the message is text. */
export function textOfBytes(data: Uint8Array): string {
  return Buffer.from(data).toString('utf8');
}
