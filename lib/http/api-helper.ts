import { executeApiArn, methodPathOfArn } from '../common/arns';
import type { IHttpApiRef } from './api-ref';

/**
 * What can be computed of an HTTP API from a reference to it alone.
 */
export class HttpApiHelper {
  /**
   * A helper for an HTTP API.
   *
   * @param httpApi a reference to the API
   */
  public static fromHttpApi(httpApi: IHttpApiRef): HttpApiHelper {
    return new HttpApiHelper(httpApi);
  }

  private constructor(private readonly httpApi: IHttpApiRef) {}

  /**
   * The ARN under which IAM knows methods, paths and stages of the API.
   *
   * Throws `ArnPathWithoutSlash` where the path does not begin with `/`.
   *
   * @default - every method, path and stage
   * @param method the method, every method by default; `ANY` in any case means every method too
   * @param path the path, beginning with `/`; nothing means every path
   * @param stage the stage; nothing means every stage
   */
  public arnForExecuteApi(method?: string, path?: string, stage?: string): string {
    return executeApiArn(this.httpApi, this.httpApi.apiRef.apiId, methodPathOfArn(this.httpApi, method, path, stage));
  }
}
