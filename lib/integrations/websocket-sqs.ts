import type { IQueue } from 'aws-cdk-lib/aws-sqs';

import { AwsServiceUri } from './aws-service-uri';
import type { ServiceCall } from './websocket-service-base';
import { ContentType, WebSocketServiceIntegration } from './websocket-service-base';
import type { WebSocketServiceIntegrationOptions } from './websocket-service-options';
import { attributeFields, formTemplate } from './websocket-template';
import { WebSocketValue } from './websocket-value';

/**
 * Properties of an SQS integration of a WebSocket API.
 */
export interface WebSocketSqsIntegrationProps extends WebSocketServiceIntegrationOptions {
  /**
   * The queue.
   */
  readonly queue: IQueue;

  /**
   * The message on the queue.
   *
   * @default - the message of the client as it is
   */
  readonly messageBody?: WebSocketValue;

  /**
   * The attributes of the message on the queue, all of them texts, at most 10.
   *
   * @default - `connectionId`
   */
  readonly messageAttributes?: { [name: string]: WebSocketValue };

  /**
   * The group of the message. A FIFO queue needs one.
   *
   * @default - for a FIFO queue, the connection; otherwise none
   */
  readonly messageGroupId?: WebSocketValue;

  /**
   * What tells a message on a FIFO queue from another.
   *
   * @default - for a FIFO queue, the request; otherwise none
   */
  readonly messageDeduplicationId?: WebSocketValue;
}

/**
 * Sends messages of clients to an SQS queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export class WebSocketSqsIntegration extends WebSocketServiceIntegration {
  /**
   * @param id the ID of the integration construct
   * @param props its properties
   */
  public constructor(
    id: string,
    private readonly props: WebSocketSqsIntegrationProps,
  ) {
    super(id, props, 'queue');
  }

  /** @internal */
  protected _call(): ServiceCall {
    const { queue } = this.props;
    const { account, region } = queue.env;
    return {
      uri: AwsServiceUri.path('sqs', `${account}/${queue.queueName}`, { region }),
      headers: { 'Content-Type': ContentType.FORM },
      template: formTemplate(this.fields()),
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      encryptionKey: queue.encryptionMasterKey,
    };
  }

  private fields(): { [name: string]: string | WebSocketValue } {
    const { messageAttributes, messageBody, messageDeduplicationId, messageGroupId, queue } = this.props;
    const group = messageGroupId ?? (queue.fifo ? WebSocketValue.connectionId() : undefined);
    const deduplication = messageDeduplicationId ?? (queue.fifo ? WebSocketValue.context('requestId') : undefined);
    return {
      Action: 'SendMessage',
      MessageBody: messageBody ?? WebSocketValue.message(),
      ...attributeFields('MessageAttribute', messageAttributes),
      ...(group && { MessageGroupId: group }),
      ...(deduplication && { MessageDeduplicationId: deduplication }),
    };
  }
}
