import type { OriginIpAddressType, OriginProps } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Duration } from 'aws-cdk-lib/core';
import { Stack } from 'aws-cdk-lib/core';

import type { IHttpApiRef } from '../http/api-ref';
import type { IHttpStageRef } from '../http/stage';
import { fail } from '../validation/errors';

/**
 * Properties of an HTTP API as the origin of a CloudFront distribution.
 */
export interface HttpApiOriginProps extends OriginProps {
  /**
   * The stage that CloudFront asks. `originPath` comes after its name.
   *
   * @default - the default stage of an HTTP API made in this app
   */
  readonly stage?: IHttpStageRef;

  /**
   * How long CloudFront waits for a response, from 1 second. An integration of an HTTP API takes at most 30 seconds.
   *
   * @default Duration.seconds(30)
   */
  readonly readTimeout?: Duration;

  /**
   * How long CloudFront keeps an idle connection open, from 1 second.
   *
   * @default Duration.seconds(5)
   */
  readonly keepaliveTimeout?: Duration;

  /**
   * Over which IP protocol CloudFront connects. The API must answer on it.
   *
   * @default - IPv4
   */
  readonly ipAddressType?: OriginIpAddressType;
}

/**
 * An HTTP API as the origin of a CloudFront distribution, which gives it caching, WAF and edge locations.
 *
 * CloudFront must not pass the `Host` header of its clients on: use `OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistS3AndCustomOrigins.html
 */
export class HttpApiOrigin extends HttpOrigin {
  /**
   * Throws `StageMissing` where no stage is known, `StageOfAnotherApi` for a stage of another API, and `ApiEndpointDisabled` where the
   * API has no default endpoint.
   *
   * @param api the HTTP API
   * @param props the stage, a path in it, headers and the like
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
      "CloudFront reaches the API at its default endpoint, which 'disableExecuteApiEndpoint: true' switches off. " +
        "Use HttpOrigin of 'aws-cdk-lib/aws-cloudfront-origins' with the custom domain name.",
    );
  }
}

/** The default endpoint, in the region of the API: a distribution may be elsewhere. */
function hostOf(api: IHttpApiRef): string {
  return `${api.apiRef.apiId}.execute-api.${api.env.region}.${Stack.of(api).urlSuffix}`;
}

function stagePath(api: IHttpApiRef, given: IHttpStageRef | undefined): string {
  const stage = given ?? (api as { readonly defaultStage?: IHttpStageRef }).defaultStage;
  if (!stage) {
    fail(
      api,
      'StageMissing',
      'an origin needs a stage, and the API has no default stage of this app. Give `stage`; for one that exists ' +
        'HttpStage.fromHttpStageAttributes().',
    );
  }
  const { apiId, stageName } = stage.stageRef;
  if (apiId !== api.apiRef.apiId) {
    fail(
      api,
      'StageOfAnotherApi',
      `the stage must be one of this API, got '${stage.node.path}'. Give a stage of the API, or the API of the stage.`,
    );
  }
  return stageName === '$default' ? '' : `/${stageName}`;
}

function joined(stage: string, originPath = ''): string | undefined {
  const path = originPath.startsWith('/') || originPath === '' ? originPath : `/${originPath}`;
  return stage + path || undefined;
}
