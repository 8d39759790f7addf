import type { aws_kms } from 'aws-cdk-lib/interfaces';
import type { IRoleRef } from 'aws-cdk-lib/aws-iam';

import type { HttpIntegrationOptions } from '../http/integration-options';

/**
 * Options of HTTP API integrations that call an AWS service.
 */
export interface HttpServiceIntegrationOptions extends HttpIntegrationOptions {
  /**
   * The role that API Gateway assumes to call the AWS service. It must trust `apigateway.amazonaws.com`. The role gets the permission
   * for the action. An L1 role does not, and must already have it.
   *
   * @default - a role is created
   */
  readonly role?: IRoleRef;

  /**
   * The KMS key that encrypts the target. The role gets permission to use the key as the action requires.
   *
   * @default - the role gets no permission for a key. AWS owned keys require none
   */
  readonly encryptionKey?: aws_kms.IKeyRef;
}
