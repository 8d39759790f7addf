import type { GatewayRequest } from '../contracts';
import { Rejection } from './errors';
import { headersTooLargeStatus } from './undocumented/limits';

/** The maximum size of the body of a request or response, in bytes. */
export const maximumBody = 10 * 1024 * 1024;

/** The maximum total size of the request line and all header values, in bytes. */
const maximumHeaders = 10_240;

/** Throws a `Rejection` if a request exceeds a quota of API Gateway. */
export function enforceLimits({ method, path, query, headers, body }: GatewayRequest): void {
  const line = `${method} ${path}${query === '' ? '' : `?${query}`} HTTP/1.1`;
  const size = headers.reduce((sum, [, value]) => sum + Buffer.byteLength(value), Buffer.byteLength(line));
  if (size > maximumHeaders) {
    throw new Rejection(
      headersTooLargeStatus,
      `The request line and the header values have ${size} bytes in total, but API Gateway allows at most 10,240 bytes.`,
    );
  }
  if (body.length > maximumBody) {
    throw new Rejection(413, `The body has ${body.length} bytes, but API Gateway allows at most 10 MB.`);
  }
}
