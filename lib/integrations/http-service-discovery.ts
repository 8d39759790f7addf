import type { IServiceRef } from 'aws-cdk-lib/aws-servicediscovery';
import type { Duration } from 'aws-cdk-lib/core';

import { httpApiRefOf } from '../http/api-ref';
import type { HttpRouteIntegrationBindOptions } from '../http/integration';
import { isCorrected } from '../private/corrections';
import type { PrivateTarget } from './http-private-base';
import { HttpPrivateIntegration } from './http-private-base';
import type { HttpPrivateIntegrationOptions } from './http-private-options';

/**
 * Properties of a Cloud Map integration of an HTTP API.
 */
export interface HttpServiceDiscoveryIntegrationProps extends HttpPrivateIntegrationOptions {}

/**
 * Calls a Cloud Map service inside a VPC. It always needs a VPC link.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 */
export class HttpServiceDiscoveryIntegration extends HttpPrivateIntegration {
  /**
   * @param id the ID of the integration construct
   * @param service the Cloud Map service
   * @param props its properties; `vpcLink` is needed
   */
  public constructor(
    id: string,
    private readonly service: IServiceRef,
    props: HttpServiceDiscoveryIntegrationProps = {},
  ) {
    super(id, props);
  }

  /** @internal */
  protected override _timeout({ route }: HttpRouteIntegrationBindOptions): Duration | undefined {
    // aws-cdk-lib drops it
    return isCorrected(httpApiRefOf(route), 'serviceDiscoveryTimeout') ? this._options.timeout : undefined;
  }

  /** @internal */
  protected _target(): PrivateTarget {
    return { what: 'a Cloud Map service', arn: this.service.serviceRef.serviceArn };
  }
}
