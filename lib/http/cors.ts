import type { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Duration } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { enforce } from '../validation/constraint';
import { CORS_CREDENTIALS_WITH_ANY_ORIGIN, CORS_ORIGIN_FORM, CORS_ORIGIN_SCHEME } from '../validation/constraints/cors';

/**
 * The HTTP methods that CORS can allow.
 */
export enum CorsHttpMethod {
  /** All methods. */
  ANY = '*',
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
 * The configuration of cross-origin resource sharing (CORS), which specifies the web pages that can call the API from a browser.
 *
 * With this configuration, API Gateway responds to preflight requests itself and ignores the CORS headers that integrations return.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 * @example
 * import { Duration } from 'aws-cdk-lib';
 * import { CorsHttpMethod, HttpApi } from 'cdk-apigatewayv2';
 *
 * new HttpApi(this, 'Shop', {
 *   corsPreflight: {
 *     allowOrigins: ['https://shop.example.com'],
 *     allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
 *     allowHeaders: ['authorization', 'content-type'],
 *     maxAge: Duration.hours(1),
 *   },
 * });
 */
export interface CorsPreflightOptions {
  /**
   * Whether browsers can send credentials, such as cookies. `allowCredentials` must not be true if `allowOrigins` contains `*`.
   *
   * @default false
   */
  readonly allowCredentials?: boolean;

  /**
   * The headers that requests can contain. `*` allows all headers.
   *
   * @default - none
   */
  readonly allowHeaders?: string[];

  /**
   * The HTTP methods that requests can use.
   *
   * @default - none
   */
  readonly allowMethods?: CorsHttpMethod[];

  /**
   * The origins that can send requests, such as `https://example.com`. `*` allows all origins.
   *
   * @default - none
   */
  readonly allowOrigins?: string[];

  /**
   * The response headers that web pages can read.
   *
   * @default - none
   */
  readonly exposeHeaders?: string[];

  /**
   * The time for which browsers can cache the response to a preflight request.
   *
   * Firefox caches the response for at most 24 hours, and Chrome for at most 2 hours.
   *
   * @default - API Gateway does not specify a time
   */
  readonly maxAge?: Duration;
}

/**
 * Renders the CORS configuration for the L1.
 *
 * @internal
 */
export function renderCors(scope: IConstruct, cors: CorsPreflightOptions): CfnApi.CorsProperty {
  enforce(scope, CORS_CREDENTIALS_WITH_ANY_ORIGIN, 'corsPreflight.allowOrigins', cors);
  enforce(scope, CORS_ORIGIN_SCHEME, 'corsPreflight.allowOrigins', cors.allowOrigins ?? []);
  enforce(scope, CORS_ORIGIN_FORM, 'corsPreflight.allowOrigins', cors.allowOrigins ?? []);
  return { ...cors, maxAge: cors.maxAge?.toSeconds() };
}
