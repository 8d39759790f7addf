import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { aws_dynamodb } from 'aws-cdk-lib/interfaces';

import { AwsServiceUri } from './aws-service-uri';
import type { ServiceCall } from './websocket-service-base';
import { ContentType, WebSocketServiceIntegration } from './websocket-service-base';
import type { WebSocketServiceIntegrationOptions } from './websocket-service-options';
import { jsonTemplate } from './websocket-template';
import { WebSocketValue } from './websocket-value';

/**
 * Properties of a WebSocket API integration that puts items into a DynamoDB table.
 */
export interface WebSocketDynamoDbPutIntegrationProps extends WebSocketServiceIntegrationOptions {
  /**
   * The DynamoDB table that the integration puts items into.
   */
  readonly table: aws_dynamodb.ITableRef;

  /**
   * The attributes of the item, including its primary key. An attribute is a number if its value is the result of `asNumber()`. All other
   * attributes are strings.
   *
   * @default - `connectionId` (a string) and `connectedAt` (a number: milliseconds since 1970)
   */
  readonly item?: { [attribute: string]: WebSocketValue };
}

/**
 * Properties of a WebSocket API integration that deletes items from a DynamoDB table.
 */
export interface WebSocketDynamoDbDeleteIntegrationProps extends WebSocketServiceIntegrationOptions {
  /**
   * The DynamoDB table that the integration deletes items from.
   */
  readonly table: aws_dynamodb.ITableRef;

  /**
   * The primary key of the item. An attribute is a number if its value is the result of `asNumber()`. All other attributes are strings.
   *
   * @default - `connectionId`, a string
   */
  readonly key?: { [attribute: string]: WebSocketValue };
}

/**
 * A WebSocket API integration that puts an item into an Amazon DynamoDB table.
 *
 * On the route `$connect`, the integration can store the connection ID of a new client.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html
 * @example
 * import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
 * import { WebSocketApi } from 'cdk-apigatewayv2';
 * import { WebSocketDynamoDbPutIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const table: dynamodb.Table;
 *
 * new WebSocketApi(this, 'Chat', {
 *   connectRouteOptions: { integration: new WebSocketDynamoDbPutIntegration('Connect', { table }) },
 * });
 */
export class WebSocketDynamoDbPutIntegration extends WebSocketServiceIntegration {
  /**
   * @param id The ID of the integration construct
   * @param props The properties of the integration
   */
  public constructor(
    id: string,
    private readonly props: WebSocketDynamoDbPutIntegrationProps,
  ) {
    super(id, props, 'table');
  }

  /** @internal */
  protected _call(): ServiceCall {
    const item = this.props.item ?? {
      connectionId: WebSocketValue.connectionId(),
      connectedAt: WebSocketValue.context('connectedAt').asNumber(),
    };
    return dynamoDbCall('PutItem', this.props.table, { Item: attributes(item) });
  }
}

/**
 * A WebSocket API integration that deletes an item from an Amazon DynamoDB table.
 *
 * On the route `$disconnect`, the integration can delete the item that contains the connection ID.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html
 * @example
 * import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
 * import { WebSocketApi } from 'cdk-apigatewayv2';
 * import { WebSocketDynamoDbDeleteIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const table: dynamodb.Table;
 *
 * new WebSocketApi(this, 'Chat', {
 *   disconnectRouteOptions: { integration: new WebSocketDynamoDbDeleteIntegration('Disconnect', { table }) },
 * });
 */
export class WebSocketDynamoDbDeleteIntegration extends WebSocketServiceIntegration {
  /**
   * @param id The ID of the integration construct
   * @param props The properties of the integration
   */
  public constructor(
    id: string,
    private readonly props: WebSocketDynamoDbDeleteIntegrationProps,
  ) {
    super(id, props, 'table');
  }

  /** @internal */
  protected _call(): ServiceCall {
    const key = this.props.key ?? { connectionId: WebSocketValue.connectionId() };
    return dynamoDbCall('DeleteItem', this.props.table, { Key: attributes(key) });
  }
}

function dynamoDbCall(action: string, table: aws_dynamodb.ITableRef, parameters: object): ServiceCall {
  return {
    uri: AwsServiceUri.action('dynamodb', action, { region: table.env.region }),
    headers: { 'Content-Type': ContentType.JSON_1_0 },
    template: jsonTemplate({ TableName: table.tableRef.tableName, ...parameters }),
    actions: [`dynamodb:${action}`],
    resources: [table.tableRef.tableArn],
    encryptionKey: (table as { readonly encryptionKey?: IKey }).encryptionKey,
    // DynamoDB uses the KMS key with the permissions of the role that calls DynamoDB
    keyActions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
  };
}

function attributes(values: { [attribute: string]: WebSocketValue }): object {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value._isNumber ? { N: value } : { S: value }]),
  );
}
