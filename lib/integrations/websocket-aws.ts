import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Duration } from 'aws-cdk-lib/core';

import type {
  ContentHandling,
  PassthroughBehavior,
  WebSocketRouteIntegrationBindOptions,
  WebSocketRouteIntegrationConfig,
} from '../websocket/integration';
import { WebSocketIntegrationType, WebSocketRouteIntegration } from '../websocket/integration';

/**
 * Properties of an AWS integration of a WebSocket API.
 */
export interface WebSocketAwsIntegrationProps {
  /**
   * The URI of the action, such as `arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem`.
   */
  readonly integrationUri: string;

  /**
   * The HTTP method of the call, mostly `POST`.
   */
  readonly integrationMethod: string;

  /**
   * What becomes of payloads on their way.
   *
   * @default - they stay as they are
   */
  readonly contentHandling?: ContentHandling;

  /**
   * The role that API Gateway assumes for the call.
   *
   * @default - none
   */
  readonly credentialsRole?: IRole;

  /**
   * The parameters of the call, such as `integration.request.header.x`, and where their values come from, such as
   * `route.request.querystring.x`, `context.x` or `'static'` in single quotes.
   *
   * @default - none
   */
  readonly requestParameters?: { [dest: string]: string };

  /**
   * Templates in the Velocity language that make the body of the call, by their key.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
   */
  readonly requestTemplates?: { [contentType: string]: string };

  /**
   * Which template is taken: an expression that yields its key.
   *
   * @default - none
   */
  readonly templateSelectionExpression?: string;

  /**
   * How long to wait for an answer, 50 milliseconds to 29 seconds.
   *
   * @default - 29 seconds
   */
  readonly timeout?: Duration;

  /**
   * What becomes of a request that no template fits.
   *
   * @default - it is passed on as it is
   */
  readonly passthroughBehavior?: PassthroughBehavior;
}

/**
 * Calls an action of an AWS service.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integrations.html
 */
export class WebSocketAwsIntegration extends WebSocketRouteIntegration {
  /**
   * @param id the ID of the integration construct
   * @param props its properties
   */
  public constructor(
    id: string,
    private readonly props: WebSocketAwsIntegrationProps,
  ) {
    super(id);
  }

  /**
   * Says which action the route calls.
   *
   * @param _options the route, and a scope for constructs
   */
  public bind(_options: WebSocketRouteIntegrationBindOptions): WebSocketRouteIntegrationConfig {
    const { integrationUri, integrationMethod, ...rest } = this.props;
    return { ...rest, type: WebSocketIntegrationType.AWS, uri: integrationUri, method: integrationMethod };
  }
}
