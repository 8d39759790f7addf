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
   * The response parameter mappings, which change the responses that the integration returns.
   *
   * The keys are the status codes that the integration returns, 200 to 599. API Gateway does not change responses with other status codes.
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
