import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Duration } from 'aws-cdk-lib/core';

import type { WebSocketIntegrationResponseOptions } from '../websocket/response';

/**
 * The options of every integration that calls an AWS service without a template of yours.
 */
export interface WebSocketServiceIntegrationOptions {
  /**
   * The role that API Gateway assumes for the call. It is allowed what the call takes.
   *
   * @default - one is made
   */
  readonly credentialsRole?: IRole;

  /**
   * How long to wait for an answer, 50 milliseconds to 29 seconds.
   *
   * @default - 29 seconds
   */
  readonly timeout?: Duration;

  /**
   * What becomes of the answers of the service. A route with `returnResponse` sends them to the client.
   *
   * @default - each answer is passed on as it is
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html
   */
  readonly responses?: WebSocketIntegrationResponseOptions[];
}
