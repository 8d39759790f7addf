import type { IHttpApi, IHttpApiRef } from './api-ref';
import { toIHttpApi as fullApiOf } from './api-ref';

/**
 * Returns the HTTP API behind a reference, with its full interface. TypeScript only: other languages cast.
 *
 * Throws `NotAnHttpApi` if the reference is neither an `HttpApi` nor an imported one.
 *
 * @param x a reference to an HTTP API
 */
export function toIHttpApi(x: IHttpApiRef): IHttpApi {
  return fullApiOf(x, x);
}
