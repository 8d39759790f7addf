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
   * The SQS queue.
   */
  readonly queue: IQueue;

  /**
   * The body of the message that the integration sends to the queue.
   *
   * @default - the message of the client, unchanged
   */
  readonly messageBody?: WebSocketValue;

  /**
   * The message attributes, at most 10, all of type String.
   *
   * @default - `connectionId`
   */
  readonly messageAttributes?: { [name: string]: WebSocketValue };

  /**
   * The message group ID. A FIFO queue requires a message group ID.
   *
   * @default - the connection ID for a FIFO queue, otherwise none
   */
  readonly messageGroupId?: WebSocketValue;

  /**
   * The message deduplication ID. For 5 minutes, a FIFO queue does not deliver a second message with the same ID.
   *
   * @default - the request ID for a FIFO queue, otherwise none
   */
  readonly messageDeduplicationId?: WebSocketValue;
}

/**
 * A WebSocket API integration that sends the messages of clients to an Amazon SQS queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 * @example
 * import * as sqs from 'aws-cdk-lib/aws-sqs';
 * import { WebSocketApi } from 'cdk-apigatewayv2';
 * import { WebSocketSqsIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: WebSocketApi;
 * declare const queue: sqs.Queue;
 *
 * api.addRoute('order', { integration: new WebSocketSqsIntegration('Order', { queue }) });
 */
export class WebSocketSqsIntegration extends WebSocketServiceIntegration {
  /**
   * @param id The ID of the integration construct
   * @param props The properties of the integration
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
