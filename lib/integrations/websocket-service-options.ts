import type { Duration } from 'aws-cdk-lib/core';

import type { WebSocketIntegrationResponseOptions } from '../websocket/response';
import type { ServiceIntegrationOptions } from './service-options';

/**
 * Options of WebSocket API integrations that call an AWS service and create the mapping template of the request.
 */
export interface WebSocketServiceIntegrationOptions extends ServiceIntegrationOptions {
  /**
   * The maximum time that API Gateway waits for a response, 50 milliseconds to 29 seconds.
   *
   * @default - 29 seconds
   */
  readonly timeout?: Duration;

  /**
   * The integration responses, which transform the responses of the AWS service.
   *
   * If `returnResponse` of the route is true, API Gateway sends the transformed responses to the client.
   *
   * @default - API Gateway does not change responses
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html
   */
  readonly responses?: WebSocketIntegrationResponseOptions[];
}
