import type { aws_events } from 'aws-cdk-lib/interfaces';

import { AwsServiceUri } from './aws-service-uri';
import type { ServiceCall } from './websocket-service-base';
import { ContentType, WebSocketServiceIntegration } from './websocket-service-base';
import type { WebSocketServiceIntegrationOptions } from './websocket-service-options';
import { connectionAndMessage, jsonTemplate } from './websocket-template';
import { WebSocketValue } from './websocket-value';

/**
 * Properties of an EventBridge integration of a WebSocket API.
 */
export interface WebSocketEventBridgeIntegrationProps extends WebSocketServiceIntegrationOptions {
  /**
   * The event bus: an L2 construct, an imported event bus or an L1 construct.
   */
  readonly eventBus: aws_events.IEventBusRef;

  /**
   * The source of the events. EventBridge rules can match the source. The source must not begin with `aws.`.
   */
  readonly source: string;

  /**
   * The detail type of the events. EventBridge rules can match the detail type.
   *
   * @default - the route key
   */
  readonly detailType?: WebSocketValue;

  /**
   * The detail of the events: a JSON object.
   *
   * @default - an object with two members: the connection ID as `connectionId`, and the JSON message of the client as `message`
   */
  readonly detail?: WebSocketValue;
}

/**
 * A WebSocket API integration that sends the messages of clients to an Amazon EventBridge event bus.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 * @example
 * import * as events from 'aws-cdk-lib/aws-events';
 * import { WebSocketApi } from 'cdk-apigatewayv2';
 * import { WebSocketEventBridgeIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: WebSocketApi;
 * declare const eventBus: events.EventBus;
 *
 * api.addRoute('order', {
 *   integration: new WebSocketEventBridgeIntegration('Order', { eventBus, source: 'com.example.shop' }),
 * });
 */
export class WebSocketEventBridgeIntegration extends WebSocketServiceIntegration {
  /**
   * @param id The ID of the integration construct
   * @param props The properties of the integration
   */
  public constructor(
    id: string,
    private readonly props: WebSocketEventBridgeIntegrationProps,
  ) {
    super(id, props, 'eventBus');
  }

  /** @internal */
  protected _call(): ServiceCall {
    const { detail, detailType, eventBus, source } = this.props;
    return {
      uri: AwsServiceUri.action('events', 'PutEvents', { region: eventBus.env.region }),
      headers: { 'Content-Type': ContentType.JSON_1_1, 'X-Amz-Target': 'AWSEvents.PutEvents' },
      template: jsonTemplate({
        Entries: [
          {
            EventBusName: eventBus.eventBusRef.eventBusArn,
            Source: source,
            DetailType: detailType ?? WebSocketValue.context('routeKey'),
            Detail: detail ?? connectionAndMessage(),
          },
        ],
      }),
      actions: ['events:PutEvents'],
      resources: [eventBus.eventBusRef.eventBusArn],
    };
  }
}
