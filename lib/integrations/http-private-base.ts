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

/** A target behind a VPC link. */
export interface PrivateTarget {
  /** The description of the target for error messages. */
  readonly what: string;
  /** The ARN of the listener or Cloud Map service. */
  readonly arn: string;
  /** The VPC of the target, or undefined if the VPC is unknown. */
  readonly vpc?: IVpc;
}

/**
 * The base class of integrations that use a VPC link. The class selects or creates the VPC link, and a subclass provides the target.
 *
 * @internal
 */
export abstract class HttpPrivateIntegration extends HttpRouteIntegration {
  /** The default HTTP method of requests to the target. */
  protected httpMethod = HttpMethod.ANY;
  /** The payload format version. Private integrations support only payload format version 1.0. */
  protected payloadFormatVersion = PayloadFormatVersion.VERSION_1_0;
  /** The type of the integration. */
  protected integrationType = HttpIntegrationType.HTTP_PROXY;
  /** The type of the connection to the target. */
  protected connectionType = HttpConnectionType.VPC_LINK;

  /** @internal */
  protected readonly _options: HttpPrivateIntegrationOptions;

  public constructor(id: string, options: HttpPrivateIntegrationOptions) {
    super(id);
    this._options = options;
  }

  /**
   * Returns the configuration of an integration that calls the target through a VPC link.
   *
   * @param options The route, and the scope for constructs
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
      fail(route, 'VpcLinkUnknown', `The VPC of ${what} is unknown, so no VPC link can be created. Specify 'vpcLink'.`);
    }
    return route.httpApi.addVpcLink({ vpc });
  }
}
