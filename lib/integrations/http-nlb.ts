import type { INetworkListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';

import { loadBalancerOf } from './http-load-balancer';
import type { PrivateTarget } from './http-private-base';
import { HttpPrivateIntegration } from './http-private-base';
import type { HttpPrivateIntegrationOptions } from './http-private-options';

/**
 * Properties of a Network Load Balancer integration of an HTTP API.
 */
export interface HttpNlbIntegrationProps extends HttpPrivateIntegrationOptions {}

/**
 * Calls a Network Load Balancer inside a VPC.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 */
export class HttpNlbIntegration extends HttpPrivateIntegration {
  /**
   * @param id the ID of the integration construct
   * @param listener the listener; an imported one needs `vpcLink` in the properties
   * @param props its properties
   */
  public constructor(
    id: string,
    private readonly listener: INetworkListener,
    props: HttpNlbIntegrationProps = {},
  ) {
    super(id, props);
  }

  /** @internal */
  protected _target(): PrivateTarget {
    return {
      what: 'an imported Network Listener',
      arn: this.listener.listenerArn,
      vpc: loadBalancerOf(this.listener)?.vpc,
    };
  }
}
