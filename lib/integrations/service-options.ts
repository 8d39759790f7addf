import type { IRoleRef } from 'aws-cdk-lib/aws-iam';
import type { aws_kms } from 'aws-cdk-lib/interfaces';

/**
 * Options of integrations that call an AWS service with a role.
 */
export interface ServiceIntegrationOptions {
  /**
   * The role that API Gateway assumes to call the AWS service. It must trust `apigateway.amazonaws.com`. The role gets the permission
   * for the action. An L1 role does not, and must already have it.
   *
   * @default - a role is created
   */
  readonly credentialsRole?: IRoleRef;

  /**
   * The KMS key that encrypts the target. The role gets permission to use the key as the action requires. AWS owned keys require none.
   *
   * @default - for WebSocket APIs, the key of the target if its construct has it. Otherwise none
   */
  readonly encryptionKey?: aws_kms.IKeyRef;
}
