import type { IAuthorizerRef } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IResource } from 'aws-cdk-lib/core';

/**
 * An authorizer of an API.
 */
export interface IAuthorizer extends IResource, IAuthorizerRef {
  /**
   * The ID of the authorizer, which API Gateway generates.
   *
   * @attribute
   */
  readonly authorizerId: string;
}
