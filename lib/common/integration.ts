import type { IIntegrationRef } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IResource } from 'aws-cdk-lib/core';

/**
 * An integration: what a route of an API calls.
 */
export interface IIntegration extends IResource, IIntegrationRef {
  /**
   * The ID that the service gives the integration.
   *
   * @attribute
   */
  readonly integrationId: string;
}
