import type { aws_servicediscovery } from 'aws-cdk-lib/interfaces';
import type { Duration } from 'aws-cdk-lib/core';
import { Token } from 'aws-cdk-lib/core';

import { httpApiRefOf } from '../http/api-ref';
import type { HttpRouteIntegrationBindOptions, HttpRouteIntegrationConfig } from '../http/integration';
import { isCorrected } from '../private/corrections';
import { sortedEntries } from '../private/entries';
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
   * Attributes that an instance of the service must have to be called, such as `{ deployment: 'green' }`.
   *
   * @default - every healthy instance may be called
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
   */
  readonly instanceAttributes?: { [name: string]: string };
}

/**
 * Calls a Cloud Map service inside a VPC. It always needs a VPC link.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 */
export class HttpServiceDiscoveryIntegration extends HttpPrivateIntegration {
  /**
   * Calls a Cloud Map service of which the ARN is known, such as that of an ECS service with Service Connect.
   *
   * Throws `CloudMapServiceArnInvalid` for an ARN of something else.
   *
   * @param id the ID of the integration construct
   * @param serviceArn the ARN of the service
   * @param props its properties; `vpcLink` is needed
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
          `'${serviceArn}'. Give the ARN of the service; attributes of its instances belong into 'instanceAttributes'.`,
      );
    }
    const serviceRef = { serviceArn, serviceId: serviceArn.slice(serviceArn.lastIndexOf('/') + 1) };
    // Of a service, only its reference is read
    return new HttpServiceDiscoveryIntegration(id, { serviceRef } as aws_servicediscovery.IServiceRef, props);
  }

  /**
   * @param id the ID of the integration construct
   * @param service the Cloud Map service
   * @param props its properties; `vpcLink` is needed
   */
  public constructor(
    id: string,
    private readonly service: aws_servicediscovery.IServiceRef,
    private readonly props: HttpServiceDiscoveryIntegrationProps = {},
  ) {
    super(id, props);
  }

  /**
   * Says that the route calls the service through a VPC link.
   *
   * @param options the route, and a scope for constructs
   */
  public override bind(options: HttpRouteIntegrationBindOptions): HttpRouteIntegrationConfig {
    requireProp(options.route, 'service', this.service);
    return super.bind(options);
  }

  /** @internal */
  protected override _timeout({ route }: HttpRouteIntegrationBindOptions): Duration | undefined {
    // aws-cdk-lib drops it
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
