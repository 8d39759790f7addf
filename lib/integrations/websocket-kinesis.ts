import type { IStream } from 'aws-cdk-lib/aws-kinesis';

import { AwsServiceUri } from './aws-service-uri';
import type { ServiceCall } from './websocket-service-base';
import { ContentType, WebSocketServiceIntegration } from './websocket-service-base';
import type { WebSocketServiceIntegrationOptions } from './websocket-service-options';
import { base64Value, jsonTemplate } from './websocket-template';
import { WebSocketValue } from './websocket-value';

/**
 * Properties of a Kinesis integration of a WebSocket API.
 */
export interface WebSocketKinesisIntegrationProps extends WebSocketServiceIntegrationOptions {
  /**
   * The Kinesis data stream.
   */
  readonly stream: IStream;

  /**
   * The data of the record, which must be a string. `WebSocketValue.json()` and `WebSocketValue.object()` are not supported.
   *
   * @default - the message of the client, unchanged
   */
  readonly data?: WebSocketValue;

  /**
   * The partition key, which determines the shard of the record.
   *
   * @default - the connection ID
   */
  readonly partitionKey?: WebSocketValue;
}

/**
 * A WebSocket API integration that puts the messages of clients into a Kinesis data stream.
 *
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html
 * @example
 * import * as kinesis from 'aws-cdk-lib/aws-kinesis';
 * import { WebSocketApi } from 'cdk-apigatewayv2';
 * import { WebSocketKinesisIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: WebSocketApi;
 * declare const stream: kinesis.Stream;
 *
 * api.addRoute('click', { integration: new WebSocketKinesisIntegration('Click', { stream }) });
 */
export class WebSocketKinesisIntegration extends WebSocketServiceIntegration {
  private readonly data: WebSocketValue;

  /**
   * Throws `TemplateValueInvalid` if the data is not a string.
   *
   * @param id The ID of the integration construct
   * @param props The properties of the integration
   */
  public constructor(
    id: string,
    private readonly props: WebSocketKinesisIntegrationProps,
  ) {
    super(id, props, 'stream');
    this.data = base64Value(id, props.data ?? WebSocketValue.message());
  }

  /** @internal */
  protected _call(): ServiceCall {
    const { partitionKey, stream } = this.props;
    return {
      uri: AwsServiceUri.action('kinesis', 'PutRecord', { region: stream.env.region }),
      headers: { 'Content-Type': ContentType.JSON_1_1 },
      template: jsonTemplate({
        StreamName: stream.streamName,
        Data: this.data,
        PartitionKey: partitionKey ?? WebSocketValue.connectionId(),
      }),
      actions: ['kinesis:PutRecord'],
      resources: [stream.streamArn],
      encryptionKey: stream.encryptionKey,
      keyActions: ['kms:GenerateDataKey'],
    };
  }
}
