import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { aws_dynamodb } from 'aws-cdk-lib/interfaces';

import { AwsServiceUri } from './aws-service-uri';
import type { ServiceCall } from './websocket-service-base';
import { ContentType, WebSocketServiceIntegration } from './websocket-service-base';
import type { WebSocketServiceIntegrationOptions } from './websocket-service-options';
import { jsonTemplate } from './websocket-template';
import { WebSocketValue } from './websocket-value';

/**
 * Properties of an integration of a WebSocket API that puts items into a DynamoDB table.
 */
export interface WebSocketDynamoDbPutIntegrationProps extends WebSocketServiceIntegrationOptions {
  /**
   * The table.
   */
  readonly table: aws_dynamodb.ITableRef;

  /**
   * The attributes of the item, the key of the table among them: texts, and numbers where `asNumber()` says so.
   *
   * @default - `connectionId`, a text, and `connectedAt`, a number of milliseconds
   */
  readonly item?: { [attribute: string]: WebSocketValue };
}

/**
 * Properties of an integration of a WebSocket API that deletes items of a DynamoDB table.
 */
export interface WebSocketDynamoDbDeleteIntegrationProps extends WebSocketServiceIntegrationOptions {
  /**
   * The table.
   */
  readonly table: aws_dynamodb.ITableRef;

  /**
   * The key of the item: texts, and numbers where `asNumber()` says so.
   *
   * @default - `connectionId`, a text
   */
  readonly key?: { [attribute: string]: WebSocketValue };
}

/**
 * Puts items into a DynamoDB table: on `$connect` it keeps who is connected.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html
 */
export class WebSocketDynamoDbPutIntegration extends WebSocketServiceIntegration {
  /**
   * @param id the ID of the integration construct
   * @param props its properties
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
 * Deletes items of a DynamoDB table: on `$disconnect` it forgets who was connected.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html
 */
export class WebSocketDynamoDbDeleteIntegration extends WebSocketServiceIntegration {
  /**
   * @param id the ID of the integration construct
   * @param props its properties
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
    // DynamoDB works with the key in the name of whoever asks
    keyActions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
  };
}

function attributes(values: { [attribute: string]: WebSocketValue }): object {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value._isNumber ? { N: value } : { S: value }]),
  );
}
