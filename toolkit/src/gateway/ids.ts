import { createHash, randomBytes, randomUUID } from 'node:crypto';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An ID that is the same for the same text in every run, such as `a1b2c3d4e5`. */
export function stableId(text: string, length = 10): string {
  const digest = createHash('sha512').update(text).digest();
  return Array.from(digest.subarray(0, length), (byte, index) => letters[byte % (index === 0 ? 26 : 36)]).join('');
}

/** A request ID of API Gateway: 16 characters, the last of which is `=`. */
export function newRequestId(): string {
  return randomBytes(11).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

/** A request ID of Lambda. */
export function newInvocationId(): string {
  return randomUUID();
}

/** A trace ID of X-Ray for a time in milliseconds. */
export function newTraceId(time: number): string {
  const seconds = Math.floor(time / 1000)
    .toString(16)
    .padStart(8, '0');
  return `Root=1-${seconds}-${randomBytes(12).toString('hex')}`;
}
