import type { OriginIpAddressType, OriginProps } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Duration } from 'aws-cdk-lib/core';
import { Stack } from 'aws-cdk-lib/core';

import type { IHttpApiRef } from '../http/api-interface';
import type { IHttpStageRef } from '../http/stage';
import { fail } from '../validation/errors';

/**
 * Properties of an HTTP API as the origin of a CloudFront distribution.
 */
export interface HttpApiOriginProps extends OriginProps {
  /**
   * The stage that CloudFront sends requests to.
   *
   * The origin path begins with the name of the stage, followed by `originPath`. For the stage `$default`, the origin path does not contain
   * the name of the stage.
   *
   * @default - the default stage of the HTTP API, if this app creates the API
   */
  readonly stage?: IHttpStageRef;

  /**
   * The maximum time that CloudFront waits for a response, at least 1 second. An integration of an HTTP API must respond within 30 seconds.
   *
   * @default Duration.seconds(30)
   */
  readonly readTimeout?: Duration;

  /**
   * The time for which CloudFront keeps an idle connection to the API open, at least 1 second.
   *
   * @default Duration.seconds(5)
   */
  readonly keepaliveTimeout?: Duration;

  /**
   * The IP address types that CloudFront uses to connect to the API. The API must also support these IP address types.
   *
   * @default - IPv4
   */
  readonly ipAddressType?: OriginIpAddressType;
}

/**
 * An HTTP API as the origin of a CloudFront distribution. The distribution serves clients from edge locations, can cache responses and can
 * use AWS WAF.
 *
 * API Gateway uses the `Host` header to find the API, so CloudFront must not forward the `Host` header of the viewer. Use
 * `OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistS3AndCustomOrigins.html
 * @example
 * import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
 * import { HttpApi } from 'cdk-apigatewayv2';
 * import { HttpApiOrigin } from 'cdk-apigatewayv2/cloudfront';
 *
 * declare const api: HttpApi;
 *
 * new cloudfront.Distribution(this, 'Website', {
 *   defaultBehavior: {
 *     origin: new HttpApiOrigin(api),
 *     originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
 *     cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
 *   },
 * });
 */
export class HttpApiOrigin extends HttpOrigin {
  /**
   * Throws `StageMissing` if `stage` is not set and the API does not have a default stage, and `StageOfAnotherApi` if the stage belongs to
   * another API.
   *
   * Throws `ApiEndpointDisabled` if the default endpoint of the API is disabled.
   *
   * @param api The HTTP API
   * @param props The properties of the origin, such as the stage, a path and custom headers
   */
  public constructor(api: IHttpApiRef, props: HttpApiOriginProps = {}) {
    const { stage, originPath, ...options } = props;
    checkEndpoint(api);
    super(hostOf(api), { ...options, originPath: joined(stagePath(api, stage), originPath) });
  }
}

function checkEndpoint(api: IHttpApiRef): void {
  if ((api as { readonly disableExecuteApiEndpoint?: boolean }).disableExecuteApiEndpoint) {
    fail(
      api,
      'ApiEndpointDisabled',
      "the default endpoint of the API is disabled by 'disableExecuteApiEndpoint: true', but CloudFront calls this endpoint. " +
        "Use HttpOrigin from 'aws-cdk-lib/aws-cloudfront-origins' with the custom domain name of the API.",
    );
  }
}

/**
 * Returns the host name of the default endpoint. The host name contains the region of the API, because the distribution can be in a stack
 * in another region.
 */
function hostOf(api: IHttpApiRef): string {
  return `${api.apiRef.apiId}.execute-api.${api.env.region}.${Stack.of(api).urlSuffix}`;
}

function stagePath(api: IHttpApiRef, given: IHttpStageRef | undefined): string {
  const stage = given ?? (api as { readonly defaultStage?: IHttpStageRef }).defaultStage;
  if (!stage) {
    fail(
      api,
      'StageMissing',
      'an origin needs a stage, but the API has no default stage in this app. Set `stage`. For an existing stage, use ' +
        'HttpStage.fromHttpStageAttributes().',
    );
  }
  const { apiId, stageName } = stage.stageRef;
  if (apiId !== api.apiRef.apiId) {
    fail(
      api,
      'StageOfAnotherApi',
      `the stage must belong to this API, got '${stage.node.path}'. Pass a stage of this API, or the API of the stage.`,
    );
  }
  return stageName === '$default' ? '' : `/${stageName}`;
}

function joined(stage: string, originPath = ''): string | undefined {
  const path = originPath.startsWith('/') || originPath === '' ? originPath : `/${originPath}`;
  return stage + path || undefined;
}
