import type { IHttpApi, IHttpApiRef } from './api-interface';
import { toIHttpApi as fullApiOf } from './api-interface';

/**
 * Returns a reference to an HTTP API as `IHttpApi`. This function is available in TypeScript only. In other languages, use a cast.
 *
 * Throws `NotAnHttpApi` if the reference is neither an `HttpApi` nor an imported HTTP API.
 *
 * @param x A reference to an HTTP API
 */
export function toIHttpApi(x: IHttpApiRef): IHttpApi {
  return fullApiOf(x, x);
}
