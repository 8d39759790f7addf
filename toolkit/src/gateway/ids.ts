import { createHash, randomBytes, randomUUID } from 'node:crypto';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Creates an ID from a string, such as `a1b2c3d4e5`. Equal strings result in equal IDs in every run. */
export function stableId(text: string, length = 10): string {
  const digest = createHash('sha512').update(text).digest();
  return Array.from(digest.subarray(0, length), (byte, index) => letters[byte % (index === 0 ? 26 : 36)]).join('');
}

/** Creates an API Gateway request ID, which has 16 characters and ends with `=`. */
export function newRequestId(): string {
  return randomBytes(11).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

/** Creates a Lambda request ID. */
export function newInvocationId(): string {
  return randomUUID();
}

/** Creates an AWS X-Ray trace ID for a time in milliseconds. */
export function newTraceId(time: number): string {
  const seconds = Math.floor(time / 1000)
    .toString(16)
    .padStart(8, '0');
  return `Root=1-${seconds}-${randomBytes(12).toString('hex')}`;
}
