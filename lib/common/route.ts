import type { IRouteRef } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IResource } from 'aws-cdk-lib/core';

/**
 * A route of an API.
 */
export interface IRoute extends IResource, IRouteRef {
  /**
   * The ID that the service gives the route.
   *
   * @attribute
   */
  readonly routeId: string;
}
