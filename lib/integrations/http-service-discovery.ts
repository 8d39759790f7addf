import type { aws_servicediscovery } from 'aws-cdk-lib/interfaces';
import type { Duration } from 'aws-cdk-lib/core';
import { Token } from 'aws-cdk-lib/core';

import { httpApiRefOf } from '../http/api-interface';
import type { HttpRouteIntegrationBindOptions, HttpRouteIntegrationConfig } from '../http/integration';
import { isCorrected } from '../private/corrections';
import { sortedEntries } from '../private/sorted-entries';
import { fail } from '../validation/errors';
import { requireProp } from '../validation/required-prop';
import type { PrivateTarget } from './http-private-base';
import { HttpPrivateIntegration } from './http-private-base';
import type { HttpPrivateIntegrationOptions } from './http-private-options';

/**
 * Properties of a Cloud Map integration of an HTTP API.
 */
export interface HttpServiceDiscoveryIntegrationProps extends HttpPrivateIntegrationOptions {
  /**
   * The attributes of the instances that API Gateway calls, such as `{ deployment: 'green' }`.
   *
   * @default - API Gateway can call every healthy instance
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
   */
  readonly instanceAttributes?: { [name: string]: string };
}

/**
 * An integration that connects an HTTP API to an AWS Cloud Map service in a VPC. The integration requires a VPC link.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 * @example
 * import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
 * import { HttpApi, VpcLink } from 'cdk-apigatewayv2';
 * import { HttpServiceDiscoveryIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 * declare const service: cloudmap.Service;
 * declare const vpcLink: VpcLink;
 *
 * api.addRoutes({
 *   path: '/orders',
 *   integration: new HttpServiceDiscoveryIntegration('Orders', service, { vpcLink }),
 * });
 */
export class HttpServiceDiscoveryIntegration extends HttpPrivateIntegration {
  /**
   * Creates an integration from the ARN of a Cloud Map service, such as a service that Amazon ECS Service Connect created.
   *
   * Throws `CloudMapServiceArnInvalid` if the ARN is not the ARN of a Cloud Map service.
   *
   * @param id The ID of the integration construct
   * @param serviceArn The ARN of the service
   * @param props The properties of the integration. `vpcLink` is required.
   */
  public static fromServiceArn(
    id: string,
    serviceArn: string,
    props?: HttpServiceDiscoveryIntegrationProps,
  ): HttpServiceDiscoveryIntegration {
    if (!Token.isUnresolved(serviceArn) && !/^arn:[^:]+:servicediscovery:[^:]+:\d+:service\/[^/?]+$/.test(serviceArn)) {
      fail(
        id,
        'CloudMapServiceArnInvalid',
        `the ARN of a Cloud Map service must be 'arn:<partition>:servicediscovery:<region>:<account>:service/<id>', got ` +
          `'${serviceArn}'. Pass the ARN of the service, and specify attributes of its instances in 'instanceAttributes'.`,
      );
    }
    const serviceRef = { serviceArn, serviceId: serviceArn.slice(serviceArn.lastIndexOf('/') + 1) };
    // The integration reads only `serviceRef` of the service
    return new HttpServiceDiscoveryIntegration(id, { serviceRef } as aws_servicediscovery.IServiceRef, props);
  }

  /**
   * @param id The ID of the integration construct
   * @param service The Cloud Map service
   * @param props The properties of the integration. `vpcLink` is required.
   */
  public constructor(
    id: string,
    private readonly service: aws_servicediscovery.IServiceRef,
    private readonly props: HttpServiceDiscoveryIntegrationProps = {},
  ) {
    super(id, props);
  }

  /**
   * Returns the configuration of an integration that calls the Cloud Map service through a VPC link.
   *
   * @param options The route, and the scope for constructs
   */
  public override bind(options: HttpRouteIntegrationBindOptions): HttpRouteIntegrationConfig {
    requireProp(options.route, 'service', this.service);
    return super.bind(options);
  }

  /** @internal */
  protected override _timeout({ route }: HttpRouteIntegrationBindOptions): Duration | undefined {
    // aws-cdk-lib ignores the timeout
    return isCorrected(httpApiRefOf(route), 'serviceDiscoveryTimeout') ? this._options.timeout : undefined;
  }

  /** @internal */
  protected _target(): PrivateTarget {
    const filters = sortedEntries(this.props.instanceAttributes ?? {}).map((pair) => pair.map(encoded).join('='));
    const { serviceArn } = this.service.serviceRef;
    return { what: 'a Cloud Map service', arn: [serviceArn, filters.join('&')].filter(Boolean).join('?') };
  }
}

function encoded(text: string): string {
  return Token.isUnresolved(text) ? text : encodeURIComponent(text);
}
