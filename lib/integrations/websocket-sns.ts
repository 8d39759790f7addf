import type { ITopic } from 'aws-cdk-lib/aws-sns';

import { AwsServiceUri } from './aws-service-uri';
import type { ServiceCall } from './websocket-service-base';
import { ContentType, WebSocketServiceIntegration } from './websocket-service-base';
import type { WebSocketServiceIntegrationOptions } from './websocket-service-options';
import { attributeFields, formTemplate } from './websocket-template';
import { WebSocketValue } from './websocket-value';

/**
 * Properties of an SNS integration of a WebSocket API.
 */
export interface WebSocketSnsIntegrationProps extends WebSocketServiceIntegrationOptions {
  /**
   * The topic.
   */
  readonly topic: ITopic;

  /**
   * What is published.
   *
   * @default - the message of the client as it is
   */
  readonly message?: WebSocketValue;

  /**
   * The subject, for subscribers by e-mail.
   *
   * @default - none
   */
  readonly subject?: WebSocketValue;

  /**
   * The attributes of the message, all of them texts, which subscribers can filter by.
   *
   * @default - `connectionId`
   */
  readonly messageAttributes?: { [name: string]: WebSocketValue };

  /**
   * The group of the message. A FIFO topic needs one.
   *
   * @default - for a FIFO topic, the connection; otherwise none
   */
  readonly messageGroupId?: WebSocketValue;

  /**
   * What tells a message on a FIFO topic from another.
   *
   * @default - for a FIFO topic, the request; otherwise none
   */
  readonly messageDeduplicationId?: WebSocketValue;
}

/**
 * Publishes messages of clients on an SNS topic.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export class WebSocketSnsIntegration extends WebSocketServiceIntegration {
  /**
   * @param id the ID of the integration construct
   * @param props its properties
   */
  public constructor(
    id: string,
    private readonly props: WebSocketSnsIntegrationProps,
  ) {
    super(id, props, 'topic');
  }

  /** @internal */
  protected _call(): ServiceCall {
    const { message, messageAttributes, messageDeduplicationId, messageGroupId, subject, topic } = this.props;
    const group = messageGroupId ?? (topic.fifo ? WebSocketValue.connectionId() : undefined);
    const deduplication = messageDeduplicationId ?? (topic.fifo ? WebSocketValue.context('requestId') : undefined);
    return {
      uri: AwsServiceUri.path('sns', '/', { region: topic.env.region }),
      headers: { 'Content-Type': ContentType.FORM },
      template: formTemplate({
        Action: 'Publish',
        TopicArn: topic.topicArn,
        Message: message ?? WebSocketValue.message(),
        ...(subject && { Subject: subject }),
        ...attributeFields('MessageAttributes.entry', messageAttributes),
        ...(group && { MessageGroupId: group }),
        ...(deduplication && { MessageDeduplicationId: deduplication }),
      }),
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      encryptionKey: topic.masterKey,
    };
  }
}
