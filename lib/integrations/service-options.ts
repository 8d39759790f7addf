import type { IRoleRef } from 'aws-cdk-lib/aws-iam';
import type { aws_kms } from 'aws-cdk-lib/interfaces';

/**
 * Options of integrations that call an AWS service with a role.
 */
export interface ServiceIntegrationOptions {
  /**
   * The role that API Gateway assumes to call the AWS service.
   *
   * The role must trust `apigateway.amazonaws.com`. The role gets permission for the action. An L1 role must already have this permission.
   *
   * @default - a role is created
   */
  readonly credentialsRole?: IRoleRef;

  /**
   * The KMS key that encrypts the target.
   *
   * The role gets the permissions that the action requires for the key. An AWS owned key does not require permissions.
   *
   * @default - for a WebSocket API, the KMS key that is set on the target construct. For an HTTP API, none. With the context key
   * `cdk-apigatewayv2:sqsQueueKeyGrant`, an SQS integration of an HTTP API uses the KMS key that is set on the queue construct
   */
  readonly encryptionKey?: aws_kms.IKeyRef;
}
