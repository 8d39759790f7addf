import type { aws_kms } from 'aws-cdk-lib/interfaces';
import type { IRoleRef } from 'aws-cdk-lib/aws-iam';

import type { HttpIntegrationOptions } from '../http/integration-options';

/**
 * What the integrations that call an AWS service share.
 */
export interface HttpServiceIntegrationOptions extends HttpIntegrationOptions {
  /**
   * The role that API Gateway assumes to call the service; it must trust `apigateway.amazonaws.com`. A role that can be granted
   * something is allowed what the action takes; an L1 must have it.
   *
   * @default - one is made
   */
  readonly role?: IRoleRef;

  /**
   * The KMS key that the target is encrypted with: the role is allowed to use it as the action takes it.
   *
   * @default - the role is allowed no key, as is right for keys that AWS owns
   */
  readonly encryptionKey?: aws_kms.IKeyRef;
}
