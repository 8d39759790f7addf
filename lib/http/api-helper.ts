import { executeApiArn, methodPathOfArn } from '../common/arns';
import type { IHttpApiRef } from './api-interface';

/**
 * Computes ARNs of an HTTP API from a reference to the API.
 */
export class HttpApiHelper {
  /**
   * Creates a helper for an HTTP API.
   *
   * @param httpApi A reference to the API
   */
  public static fromHttpApi(httpApi: IHttpApiRef): HttpApiHelper {
    return new HttpApiHelper(httpApi);
  }

  private constructor(private readonly httpApi: IHttpApiRef) {}

  /**
   * Returns the `execute-api` ARN for methods, paths and stages of the API, for use in IAM policies and Lambda permissions.
   *
   * Throws `ArnPathWithoutSlash` if the path does not begin with `/`.
   *
   * @default - every method, path and stage
   * @param method The HTTP method, such as `GET`. The default value and `ANY` mean every method.
   * @param path The path, which must begin with `/`. The default is every path.
   * @param stage The name of the stage. The default is every stage.
   */
  public arnForExecuteApi(method?: string, path?: string, stage?: string): string {
    return executeApiArn(this.httpApi, this.httpApi.apiRef.apiId, methodPathOfArn(this.httpApi, method, path, stage));
  }
}
