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
   * The stream.
   */
  readonly stream: IStream;

  /**
   * The data of the record, a text: no `json()` and no `object()`.
   *
   * @default - the message of the client as it is
   */
  readonly data?: WebSocketValue;

  /**
   * What decides the shard.
   *
   * @default - the ID of the connection
   */
  readonly partitionKey?: WebSocketValue;
}

/**
 * Puts messages of clients on a Kinesis stream.
 *
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html
 */
export class WebSocketKinesisIntegration extends WebSocketServiceIntegration {
  private readonly data: WebSocketValue;

  /**
   * Throws `TemplateValueInvalid` where the data is no text.
   *
   * @param id the ID of the integration construct
   * @param props its properties
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
