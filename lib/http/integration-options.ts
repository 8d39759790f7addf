import type { Duration } from 'aws-cdk-lib/core';

import type { ResponseParameterMapping } from './response-parameter-mapping';

/**
 * What every integration of an HTTP API can have.
 */
export interface HttpIntegrationOptions {
  /**
   * What the integration is for, at most 1024 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * Changes to the response before the client gets it, by the status code that the integration answers with: 200 to 599. Responses
   * with other status codes are passed on as they are.
   *
   * @default - every response is passed on as it is
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
   */
  readonly responseParameterMapping?: { [statusCode: string]: ResponseParameterMapping };

  /**
   * How long to wait for an answer, 50 milliseconds to 30 seconds.
   *
   * @default - 30 seconds
   */
  readonly timeout?: Duration;
}
