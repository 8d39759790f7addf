import type { IHttpApi, IHttpApiRef } from './api-interface';
import { toIHttpApi as fullApiOf } from './api-interface';

/**
 * Casts a reference of type `IHttpApiRef` to `IHttpApi`. This function is available in TypeScript only. In other languages, use a cast.
 *
 * Throws `NotAnHttpApi` if the reference does not implement `IHttpApi`.
 *
 * @param x A reference to an HTTP API
 */
export function toIHttpApi(x: IHttpApiRef): IHttpApi {
  return fullApiOf(x, x);
}
