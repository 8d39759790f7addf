import type { IRoleRef } from 'aws-cdk-lib/aws-iam';
import type { Duration } from 'aws-cdk-lib/core';
import type { aws_kms } from 'aws-cdk-lib/interfaces';

import type { WebSocketIntegrationResponseOptions } from '../websocket/response';

/**
 * Options of WebSocket API integrations that call an AWS service and create its mapping template.
 */
export interface WebSocketServiceIntegrationOptions {
  /**
   * The role that API Gateway assumes to call the AWS service. It must trust `apigateway.amazonaws.com`. The role gets the permission
   * for the action. An L1 role does not, and must already have it.
   *
   * @default - a role is created
   */
  readonly credentialsRole?: IRoleRef;

  /**
   * The KMS key that encrypts the target. The role gets permission to use the key as the action requires.
   *
   * @default - the key of the target, if its construct knows the key; otherwise none. AWS owned keys require none
   */
  readonly encryptionKey?: aws_kms.IKeyRef;

  /**
   * The time that API Gateway waits for a response, 50 milliseconds to 29 seconds.
   *
   * @default - 29 seconds
   */
  readonly timeout?: Duration;

  /**
   * The integration responses, which transform the responses of the AWS service. A route with `returnResponse` sends them to the client.
   *
   * @default - every response is passed on unchanged
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html
   */
  readonly responses?: WebSocketIntegrationResponseOptions[];
}
