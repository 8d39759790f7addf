import type { IListenerRef } from 'aws-cdk-lib/aws-elasticloadbalancingv2';

import { HttpListenerIntegration } from './http-load-balancer';
import type { HttpListenerIntegrationOptions } from './http-private-options';

/**
 * Properties of an Application Load Balancer integration of an HTTP API.
 */
export interface HttpAlbIntegrationProps extends HttpListenerIntegrationOptions {}

/**
 * An integration that connects an HTTP API to an Application Load Balancer in a VPC through a VPC link.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 * @example
 * import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
 * import { HttpApi } from 'cdk-apigatewayv2';
 * import { HttpAlbIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 * declare const listener: elbv2.ApplicationListener;
 *
 * api.addRoutes({ path: '/orders', integration: new HttpAlbIntegration('Orders', listener) });
 */
export class HttpAlbIntegration extends HttpListenerIntegration {
  /**
   * @param id The ID of the integration construct
   * @param listener The listener: an L2 construct, an imported listener or an L1 construct. An imported or L1 listener requires `vpcLink`.
   * @param props The properties of the integration
   */
  public constructor(id: string, listener: IListenerRef, props: HttpAlbIntegrationProps = {}) {
    super(id, listener, props, 'an imported Application Listener');
  }
}
