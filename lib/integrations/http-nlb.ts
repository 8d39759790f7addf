import type { IListenerRef } from 'aws-cdk-lib/aws-elasticloadbalancingv2';

import { HttpListenerIntegration } from './http-load-balancer';
import type { HttpListenerIntegrationOptions } from './http-private-options';

/**
 * Properties of a Network Load Balancer integration of an HTTP API.
 */
export interface HttpNlbIntegrationProps extends HttpListenerIntegrationOptions {}

/**
 * An integration that connects an HTTP API to a Network Load Balancer in a VPC through a VPC link.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 * @example
 * import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
 * import { HttpApi } from 'cdk-apigatewayv2';
 * import { HttpNlbIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 * declare const listener: elbv2.NetworkListener;
 *
 * api.addRoutes({ path: '/orders', integration: new HttpNlbIntegration('Orders', listener) });
 */
export class HttpNlbIntegration extends HttpListenerIntegration {
  /**
   * @param id The ID of the integration construct
   * @param listener The listener: an L2 construct, an imported listener or an L1 construct. An imported or L1 listener requires `vpcLink`.
   * @param props The properties of the integration
   */
  public constructor(id: string, listener: IListenerRef, props: HttpNlbIntegrationProps = {}) {
    super(id, listener, props, 'an imported Network Listener');
  }
}
