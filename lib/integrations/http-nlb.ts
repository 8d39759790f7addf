import type { IListenerRef } from 'aws-cdk-lib/aws-elasticloadbalancingv2';

import { HttpListenerIntegration } from './http-load-balancer';
import type { HttpListenerIntegrationOptions } from './http-private-options';

/**
 * Properties of a Network Load Balancer integration of an HTTP API.
 */
export interface HttpNlbIntegrationProps extends HttpListenerIntegrationOptions {}

/**
 * Calls a Network Load Balancer inside a VPC.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 */
export class HttpNlbIntegration extends HttpListenerIntegration {
  /**
   * @param id the ID of the integration construct
   * @param listener the listener: one of this app, or an imported one or an L1, which need `vpcLink` in the properties
   * @param props its properties
   */
  public constructor(id: string, listener: IListenerRef, props: HttpNlbIntegrationProps = {}) {
    super(id, listener, props, 'an imported Network Listener');
  }
}
