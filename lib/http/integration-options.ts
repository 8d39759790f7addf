import type { Duration } from 'aws-cdk-lib/core';

import type { ResponseParameterMapping } from './response-parameter-mapping';

/**
 * Options that all integrations of HTTP APIs share.
 */
export interface HttpIntegrationOptions {
  /**
   * A description of the integration, at most 1,024 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * Changes that API Gateway makes to responses of the integration before it returns them to the client.
   *
   * The keys are the status codes of the integration, 200 to 599. API Gateway does not change responses with other status codes.
   *
   * @default - no changes
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
   */
  readonly responseParameterMapping?: { [statusCode: string]: ResponseParameterMapping };

  /**
   * The maximum time that API Gateway waits for the response of the integration, 50 milliseconds to 30 seconds.
   *
   * @default - 30 seconds
   */
  readonly timeout?: Duration;
}
