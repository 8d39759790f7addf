import { fail } from '../validation/errors';
import type { AwsServiceUri } from './aws-service-uri';
import type { ServiceCall } from './websocket-service-base';
import { ContentType, WebSocketServiceIntegration } from './websocket-service-base';
import type { WebSocketServiceIntegrationOptions } from './websocket-service-options';
import { jsonTemplate } from './websocket-template';

/**
 * Properties of a WebSocket API integration that calls an action of an AWS service.
 */
export interface WebSocketAwsServiceIntegrationProps extends WebSocketServiceIntegrationOptions {
  /**
   * The URI of the action or path, such as `AwsServiceUri.action('dynamodb', 'UpdateItem')`.
   */
  readonly uri: AwsServiceUri;

  /**
   * The HTTP method of the request to the service.
   *
   * @default 'POST'
   */
  readonly method?: string;

  /**
   * The body of the request to the service, a JSON object.
   *
   * The members of the object can be strings, numbers, booleans, lists or objects. For a value from the client's message, use a
   * `WebSocketValue`.
   *
   * @default - the message of the client, unchanged
   */
  readonly parameters?: { [name: string]: unknown };

  /**
   * The headers of the request to the service, with the same values for every message.
   *
   * By default, the integration sends the header `Content-Type: application/x-amz-json-1.0`, which these headers can override. A value must
   * not contain single quotes.
   *
   * @default - none
   */
  readonly headers?: { [name: string]: string };

  /**
   * The IAM actions that the role gets permission for, such as `dynamodb:UpdateItem`.
   */
  readonly iamActions: string[];

  /**
   * The ARNs of the resources that the action uses.
   */
  readonly iamResources: string[];
}

/**
 * A WebSocket API integration that calls any action of an AWS service. The integration creates the IAM role and the mapping template.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integrations.html
 * @example
 * import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
 * import { WebSocketApi } from 'cdk-apigatewayv2';
 * import { AwsServiceUri, WebSocketAwsServiceIntegration, WebSocketValue } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: WebSocketApi;
 * declare const table: dynamodb.Table;
 *
 * api.addRoute('rename', {
 *   integration: new WebSocketAwsServiceIntegration('Rename', {
 *     uri: AwsServiceUri.action('dynamodb', 'UpdateItem'),
 *     parameters: {
 *       TableName: table.tableName,
 *       Key: { connectionId: { S: WebSocketValue.connectionId() } },
 *       UpdateExpression: 'SET username = :name',
 *       ExpressionAttributeValues: { ':name': { S: WebSocketValue.field('name') } },
 *     },
 *     iamActions: ['dynamodb:UpdateItem'],
 *     iamResources: [table.tableArn],
 *   }),
 * });
 */
export class WebSocketAwsServiceIntegration extends WebSocketServiceIntegration {
  /**
   * Throws `TemplateValueInvalid` if a header contains a single quote.
   *
   * @param id The ID of the integration construct
   * @param props The properties of the integration
   */
  public constructor(
    id: string,
    private readonly props: WebSocketAwsServiceIntegrationProps,
  ) {
    super(id, props, 'uri', 'iamActions', 'iamResources');
    for (const [name, value] of Object.entries(props.headers ?? {})) {
      if (value.includes("'")) {
        fail(
          id,
          'TemplateValueInvalid',
          `the header '${name}' must not contain a single quote, got "${value}". Remove the quote.`,
        );
      }
    }
  }

  /** @internal */
  protected _call(): ServiceCall {
    const { headers, iamActions, iamResources, method, parameters, uri } = this.props;
    return {
      uri,
      method,
      headers: { 'Content-Type': ContentType.JSON_1_0, ...headers },
      template: parameters && jsonTemplate(parameters),
      actions: iamActions,
      resources: iamResources,
    };
  }
}
