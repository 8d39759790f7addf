import type { IRoleRef } from 'aws-cdk-lib/aws-iam';

import type {
  WebSocketIntegrationOptions,
  WebSocketRouteIntegrationBindOptions,
  WebSocketRouteIntegrationConfig,
} from '../websocket/integration';
import { WebSocketIntegrationType, WebSocketRouteIntegration } from '../websocket/integration';
import { asRole } from './service-role';

/**
 * Properties of an AWS integration of a WebSocket API.
 */
export interface WebSocketAwsIntegrationProps extends WebSocketIntegrationOptions {
  /**
   * The URI of the action, such as `arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem`. `AwsServiceUri` returns such URIs.
   */
  readonly integrationUri: string;

  /**
   * The HTTP method of the request to the service, usually `POST`.
   */
  readonly integrationMethod: string;

  /**
   * The role that API Gateway assumes to call the service.
   *
   * @default - none
   */
  readonly credentialsRole?: IRoleRef;
}

/**
 * A WebSocket API integration that calls an action of an AWS service, with your own URI, role and mapping templates.
 *
 * `WebSocketAwsServiceIntegration` creates the role and the template for you.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integrations.html
 * @example
 * import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
 * import * as iam from 'aws-cdk-lib/aws-iam';
 * import { WebSocketApi } from 'cdk-apigatewayv2';
 * import { AwsServiceUri, WebSocketAwsIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: WebSocketApi;
 * declare const role: iam.Role;
 * declare const table: dynamodb.Table;
 *
 * api.addRoute('join', {
 *   integration: new WebSocketAwsIntegration('Join', {
 *     integrationUri: AwsServiceUri.action('dynamodb', 'PutItem').render(this),
 *     integrationMethod: 'POST',
 *     credentialsRole: role,
 *     requestTemplates: {
 *       default: this.toJsonString({
 *         TableName: table.tableName,
 *         Item: { connectionId: { S: '$context.connectionId' } },
 *       }),
 *     },
 *     templateSelectionExpression: 'default',
 *   }),
 * });
 */
export class WebSocketAwsIntegration extends WebSocketRouteIntegration {
  /**
   * @param id The ID of the integration construct
   * @param props The properties of the integration
   */
  public constructor(
    id: string,
    private readonly props: WebSocketAwsIntegrationProps,
  ) {
    super(id);
  }

  /**
   * Returns the configuration of an integration that calls the action.
   *
   * @param _options The route, and the scope for constructs
   */
  public bind(_options: WebSocketRouteIntegrationBindOptions): WebSocketRouteIntegrationConfig {
    const { integrationUri, integrationMethod, credentialsRole, ...rest } = this.props;
    return {
      ...rest,
      type: WebSocketIntegrationType.AWS,
      uri: integrationUri,
      method: integrationMethod,
      credentialsRole: asRole(credentialsRole),
    };
  }
}
