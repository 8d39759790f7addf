import type { IRole } from 'aws-cdk-lib/aws-iam';

import type {
  WebSocketIntegrationOptions,
  WebSocketRouteIntegrationBindOptions,
  WebSocketRouteIntegrationConfig,
} from '../websocket/integration';
import { WebSocketIntegrationType, WebSocketRouteIntegration } from '../websocket/integration';

/**
 * Properties of an AWS integration of a WebSocket API.
 */
export interface WebSocketAwsIntegrationProps extends WebSocketIntegrationOptions {
  /**
   * The URI of the action, such as `arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem`; `AwsServiceUri` writes it.
   */
  readonly integrationUri: string;

  /**
   * The HTTP method of the call, mostly `POST`.
   */
  readonly integrationMethod: string;

  /**
   * The role that API Gateway assumes for the call.
   *
   * @default - none
   */
  readonly credentialsRole?: IRole;
}

/**
 * Calls an action of an AWS service, with URI, role and templates of your own. `WebSocketAwsServiceIntegration` makes role and template.
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
