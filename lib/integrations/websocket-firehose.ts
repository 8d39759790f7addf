import type { aws_kinesisfirehose } from 'aws-cdk-lib/interfaces';

import { AwsServiceUri } from './aws-service-uri';
import type { ServiceCall } from './websocket-service-base';
import { ContentType, WebSocketServiceIntegration } from './websocket-service-base';
import type { WebSocketServiceIntegrationOptions } from './websocket-service-options';
import { base64Value, jsonTemplate } from './websocket-template';
import { WebSocketValue } from './websocket-value';

/**
 * Properties of an Amazon Data Firehose integration of a WebSocket API.
 */
export interface WebSocketFirehoseIntegrationProps extends WebSocketServiceIntegrationOptions {
  /**
   * The delivery stream: an L2 construct, an imported delivery stream or an L1 construct.
   */
  readonly deliveryStream: aws_kinesisfirehose.IDeliveryStreamRef;

  /**
   * The data of the record, which must be a string. `WebSocketValue.json()` and `WebSocketValue.object()` are not supported.
   *
   * Firehose does not separate the records in an S3 object, unless the delivery stream appends a delimiter.
   *
   * @default - the message of the client, unchanged
   */
  readonly data?: WebSocketValue;
}

/**
 * A WebSocket API integration that sends the messages of clients to an Amazon Data Firehose delivery stream.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecord.html
 * @example
 * import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
 * import { WebSocketApi } from 'cdk-apigatewayv2';
 * import { WebSocketFirehoseIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: WebSocketApi;
 * declare const deliveryStream: firehose.DeliveryStream;
 *
 * api.addRoute('click', { integration: new WebSocketFirehoseIntegration('Click', { deliveryStream }) });
 */
export class WebSocketFirehoseIntegration extends WebSocketServiceIntegration {
  private readonly data: WebSocketValue;

  /**
   * Throws `TemplateValueInvalid` if the data is not a string.
   *
   * @param id The ID of the integration construct
   * @param props The properties of the integration
   */
  public constructor(
    id: string,
    private readonly props: WebSocketFirehoseIntegrationProps,
  ) {
    super(id, props, 'deliveryStream');
    this.data = base64Value(id, props.data ?? WebSocketValue.message());
  }

  /** @internal */
  protected _call(): ServiceCall {
    const { deliveryStreamRef, env } = this.props.deliveryStream;
    return {
      uri: AwsServiceUri.action('firehose', 'PutRecord', { region: env.region }),
      headers: { 'Content-Type': ContentType.JSON_1_1 },
      template: jsonTemplate({ DeliveryStreamName: deliveryStreamRef.deliveryStreamName, Record: { Data: this.data } }),
      actions: ['firehose:PutRecord'],
      resources: [deliveryStreamRef.deliveryStreamArn],
      // Firehose uses its own KMS grant for the key of a delivery stream, so the role of the integration does not need permission for the
      // key
      keyActions: [],
    };
  }
}
