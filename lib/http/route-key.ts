import { checkRoutePath } from '../common/route-path';

/**
 * The HTTP methods of a route.
 */
export enum HttpMethod {
  /** Every method that no other route of the path serves. */
  ANY = 'ANY',
  /** DELETE. */
  DELETE = 'DELETE',
  /** GET. */
  GET = 'GET',
  /** HEAD. */
  HEAD = 'HEAD',
  /** OPTIONS. */
  OPTIONS = 'OPTIONS',
  /** PATCH. */
  PATCH = 'PATCH',
  /** POST. */
  POST = 'POST',
  /** PUT. */
  PUT = 'PUT',
}

/**
 * What a route of an HTTP API answers to: a method and a path, or everything that no other route takes.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export class HttpRouteKey {
  /** The catch-all: every request that no other route takes. */
  public static readonly DEFAULT = new HttpRouteKey(HttpMethod.ANY, '$default');

  /**
   * A method and a path.
   *
   * Throws `RoutePathInvalid` where the path does not begin with `/`, or ends in `/` without being `/`.
   *
   * @param path a path such as `/books/{id}` or `/files/{path+}`
   * @param method the method, `HttpMethod.ANY` where it is left out
   */
  public static with(path: string, method?: HttpMethod): HttpRouteKey {
    checkRoutePath(undefined, path);
    const verb = method ?? HttpMethod.ANY;
    return new HttpRouteKey(verb, `${verb} ${path}`, path);
  }

  /** The method. */
  public readonly method: HttpMethod;

  /** The key as the service takes it, such as `GET /books/{id}`, or `$default`. */
  public readonly key: string;

  /** The path; undefined for the catch-all. */
  public readonly path?: string;

  private constructor(method: HttpMethod, key: string, path?: string) {
    this.method = method;
    this.key = key;
    if (path !== undefined) {
      this.path = path;
    }
  }
}
