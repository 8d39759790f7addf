// AWS does not document these behaviors of `@connections`. Each function or constant in this file is one assumption.

/**
 * Not documented by AWS: a successful DELETE request results in status 204, as the service model of the AWS SDK
 * specifies. In an old recording, the response has status 200.
 */
export const deletedStatus = 204;

/** Not documented by AWS: GET and DELETE requests for a closed connection result in status 410, as POST requests do. */
export const goneStatus = 410;

/** Not documented by AWS: a connection ID is malformed unless it has the format of the IDs that API Gateway creates. */
export function isConnectionId(text: string): boolean {
  return /^[\w+/-]{15}=$/.test(text);
}

/**
 * Not documented by AWS: API Gateway replaces bytes of a message that are not valid UTF-8, because it sends the message
 * as text.
 */
export function textOfBytes(data: Uint8Array): string {
  return Buffer.from(data).toString('utf8');
}
