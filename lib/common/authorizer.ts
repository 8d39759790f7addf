import type { IAuthorizerRef } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IResource } from 'aws-cdk-lib/core';

/**
 * An authorizer of an API.
 */
export interface IAuthorizer extends IResource, IAuthorizerRef {
  /**
   * The ID that the service gives the authorizer.
   *
   * @attribute
   */
  readonly authorizerId: string;
}
