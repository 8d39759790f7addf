import type { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Duration } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { enforce } from '../validation/constraint';
import { CORS_CREDENTIALS_WITH_ANY_ORIGIN, CORS_ORIGIN_FORM, CORS_ORIGIN_SCHEME } from '../validation/constraints/cors';

/**
 * The HTTP methods that CORS can allow.
 */
export enum CorsHttpMethod {
  /** Every method. */
  ANY = '*',
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
 * Cross-origin resource sharing: which web pages may call the API. Once it is set, the service answers preflight requests itself
 * and ignores the CORS headers of integrations.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export interface CorsPreflightOptions {
  /**
   * Whether requests may carry credentials. Not with the origin `*`.
   *
   * @default false
   */
  readonly allowCredentials?: boolean;

  /**
   * The headers that requests may carry; `*` for all.
   *
   * @default - none
   */
  readonly allowHeaders?: string[];

  /**
   * The methods that requests may use.
   *
   * @default - none
   */
  readonly allowMethods?: CorsHttpMethod[];

  /**
   * The origins that requests may come from: `https://…`, `http://…`, or `*` for all.
   *
   * @default - none
   */
  readonly allowOrigins?: string[];

  /**
   * The headers that pages may read from answers.
   *
   * @default - none
   */
  readonly exposeHeaders?: string[];

  /**
   * How long browsers may cache the response to a preflight request. Browsers cap it: Firefox at 24 hours, Chrome at 2 hours.
   *
   * @default - not at all
   */
  readonly maxAge?: Duration;
}

/**
 * The CORS configuration of the L1.
 *
 * @internal
 */
export function renderCors(scope: IConstruct, cors: CorsPreflightOptions): CfnApi.CorsProperty {
  enforce(scope, CORS_CREDENTIALS_WITH_ANY_ORIGIN, 'corsPreflight.allowOrigins', cors);
  enforce(scope, CORS_ORIGIN_SCHEME, 'corsPreflight.allowOrigins', cors.allowOrigins ?? []);
  enforce(scope, CORS_ORIGIN_FORM, 'corsPreflight.allowOrigins', cors.allowOrigins ?? []);
  return { ...cors, maxAge: cors.maxAge?.toSeconds() };
}
