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
   * The SNS topic.
   */
  readonly topic: ITopic;

  /**
   * The message that the integration publishes.
   *
   * @default - the message of the client, unchanged
   */
  readonly message?: WebSocketValue;

  /**
   * The subject of the message for e-mail subscribers.
   *
   * @default - none
   */
  readonly subject?: WebSocketValue;

  /**
   * The message attributes, all of type String. Subscriptions can filter messages by their attributes.
   *
   * @default - `connectionId`
   */
  readonly messageAttributes?: { [name: string]: WebSocketValue };

  /**
   * The message group ID. A FIFO topic requires a message group ID.
   *
   * @default - the connection ID for a FIFO topic, otherwise none
   */
  readonly messageGroupId?: WebSocketValue;

  /**
   * The message deduplication ID. For 5 minutes, a FIFO topic does not deliver a second message with the same ID.
   *
   * @default - the request ID for a FIFO topic, otherwise none
   */
  readonly messageDeduplicationId?: WebSocketValue;
}

/**
 * A WebSocket API integration that publishes the messages of clients to an Amazon SNS topic.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 * @example
 * import * as sns from 'aws-cdk-lib/aws-sns';
 * import { WebSocketApi } from 'cdk-apigatewayv2';
 * import { WebSocketSnsIntegration, WebSocketValue } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: WebSocketApi;
 * declare const topic: sns.Topic;
 *
 * api.addRoute('alert', {
 *   integration: new WebSocketSnsIntegration('Alert', { topic, message: WebSocketValue.field('text') }),
 * });
 */
export class WebSocketSnsIntegration extends WebSocketServiceIntegration {
  /**
   * @param id The ID of the integration construct
   * @param props The properties of the integration
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
