import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Duration } from 'aws-cdk-lib/core';

import type { HttpRouteIntegrationBindOptions, HttpRouteIntegrationConfig } from '../http/integration';
import {
  HttpConnectionType,
  HttpIntegrationType,
  HttpRouteIntegration,
  PayloadFormatVersion,
} from '../http/integration';
import { HttpMethod } from '../http/route-key';
import type { IVpcLink } from '../http/vpc-link';
import { fail } from '../validation/errors';
import type { HttpPrivateIntegrationOptions } from './http-private-options';

/** What a target behind a VPC link says of itself. */
export interface PrivateTarget {
  /** What it is called in messages. */
  readonly what: string;
  /** The ARN of the listener or service. */
  readonly arn: string;
  /** Its VPC, where that is known. */
  readonly vpc?: IVpc;
}

/**
 * The base of the integrations that go through a VPC link: it owns the link, a target says where it is.
 *
 * @internal
 */
export abstract class HttpPrivateIntegration extends HttpRouteIntegration {
  /** The method that the target is called with where the options name none. */
  protected httpMethod = HttpMethod.ANY;
  /** The version of the event, which only 1.0 can be. */
  protected payloadFormatVersion = PayloadFormatVersion.VERSION_1_0;
  /** The type of the integration. */
  protected integrationType = HttpIntegrationType.HTTP_PROXY;
  /** The way to the target. */
  protected connectionType = HttpConnectionType.VPC_LINK;

  /** @internal */
  protected readonly _options: HttpPrivateIntegrationOptions;

  public constructor(id: string, options: HttpPrivateIntegrationOptions) {
    super(id);
    this._options = options;
  }

  /**
   * Says that the route calls the target through a VPC link.
   *
   * @param options the route, and a scope for constructs
   */
  public bind(options: HttpRouteIntegrationBindOptions): HttpRouteIntegrationConfig {
    const target = this._target();
    return {
      type: this.integrationType,
      uri: target.arn,
      method: this._options.method ?? this.httpMethod,
      payloadFormatVersion: this.payloadFormatVersion,
      connectionType: this.connectionType,
      connectionId: this._vpcLink(options).vpcLinkRef.vpcLinkId,
      secureServerName: this._options.secureServerName,
      parameterMapping: this._options.parameterMapping,
      timeout: this._timeout(options),
      description: this._options.description,
      responseParameterMapping: this._options.responseParameterMapping,
    };
  }

  /** @internal */
  protected _timeout(_options: HttpRouteIntegrationBindOptions): Duration | undefined {
    return this._options.timeout;
  }

  /** @internal */
  protected abstract _target(): PrivateTarget;

  /** @internal */
  protected _vpcLink({ route }: HttpRouteIntegrationBindOptions): IVpcLink {
    if (this._options.vpcLink) {
      return this._options.vpcLink;
    }
    const { vpc, what } = this._target();
    if (!vpc) {
      fail(
        route,
        'VpcLinkUnknown',
        `The VPC of ${what} is not known, so no VPC link can be created for it. Specify 'vpcLink'.`,
      );
    }
    return route.httpApi.addVpcLink({ vpc });
  }
}
