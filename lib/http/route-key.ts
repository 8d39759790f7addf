import { violationOf } from '../validation/constraint';
import { ROUTE_PATH } from '../validation/constraints/route-path';
import { ApiGatewayV2Error } from '../validation/errors';
import { addressOf } from '../validation/message';
import { requireProp } from '../validation/required-prop';

/**
 * The HTTP methods of a route.
 */
export enum HttpMethod {
  /** All methods, except the methods of other routes with the same path. */
  ANY = 'ANY',
  /** The method `DELETE`. */
  DELETE = 'DELETE',
  /** The method `GET`. */
  GET = 'GET',
  /** The method `HEAD`. */
  HEAD = 'HEAD',
  /** The method `OPTIONS`. */
  OPTIONS = 'OPTIONS',
  /** The method `PATCH`. */
  PATCH = 'PATCH',
  /** The method `POST`. */
  POST = 'POST',
  /** The method `PUT`. */
  PUT = 'PUT',
}

/**
 * The key of an HTTP API route: a method and a path, or `$default` for requests that match no other route.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from 'cdk-apigatewayv2';
 * import { HttpLambdaIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 * declare const books: lambda.Function;
 *
 * new HttpRoute(this, 'Route', {
 *   httpApi: api,
 *   routeKey: HttpRouteKey.with('/books/{id}', HttpMethod.GET),
 *   integration: new HttpLambdaIntegration('Books', books),
 * });
 */
export class HttpRouteKey {
  /** The key of the catch-all route (`$default`), which receives the requests that match no other route. */
  public static readonly DEFAULT = new HttpRouteKey(HttpMethod.ANY, '$default');

  /**
   * Creates a route key from a method and a path.
   *
   * Throws `RoutePathInvalid` if the path does not begin with `/`, or if a path other than `/` ends with `/`. The route that uses the key
   * validates the segments of the path.
   *
   * @param path A path such as `/books/{id}` or `/files/{path+}`
   * @param method The method. The default is `HttpMethod.ANY`.
   */
  public static with(path: string, method?: HttpMethod): HttpRouteKey {
    const violation = violationOf(ROUTE_PATH, path ?? requireProp(undefined, 'path', path));
    if (violation) {
      // The construct does not exist yet, so the rule cannot be disabled
      const { must, instead } = violation;
      throw new ApiGatewayV2Error(
        ROUTE_PATH.code,
        `path must ${must}, got '${path}'. ${instead ?? ''} See ${addressOf(ROUTE_PATH.code)}`,
      );
    }
    return HttpRouteKey._of(path, method);
  }

  /** @internal */
  public static _of(path: string, method: HttpMethod = HttpMethod.ANY): HttpRouteKey {
    return new HttpRouteKey(method, `${method} ${path}`, path);
  }

  /** The HTTP method of the route. */
  public readonly method: HttpMethod;

  /** The route key in the syntax of API Gateway, such as `GET /books/{id}`, or `$default`. */
  public readonly key: string;

  /** The path, or undefined for the catch-all route. */
  public readonly path?: string;

  private constructor(method: HttpMethod, key: string, path?: string) {
    this.method = method;
    this.key = key;
    if (path !== undefined) {
      this.path = path;
    }
  }
}
