import type {
  WebSocketIntegrationOptions,
  WebSocketRouteIntegrationBindOptions,
  WebSocketRouteIntegrationConfig,
} from '../websocket/integration';
import { WebSocketIntegrationType, WebSocketRouteIntegration } from '../websocket/integration';

/**
 * Properties of a mock integration of a WebSocket API. A template that is taken must yield a status, as `{"statusCode": 200}` does.
 */
export interface WebSocketMockIntegrationProps extends WebSocketIntegrationOptions {}

/**
 * Lets the service answer itself.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
 */
export class WebSocketMockIntegration extends WebSocketRouteIntegration {
  /**
   * @param id the ID of the integration construct
   * @param props its properties
   */
  public constructor(
    id: string,
    private readonly props: WebSocketMockIntegrationProps = {},
  ) {
    super(id);
  }

  /**
   * Says that nothing is called.
   *
   * @param options the route, and a scope for constructs
   */
  public bind(options: WebSocketRouteIntegrationBindOptions): WebSocketRouteIntegrationConfig {
    void options;
    return { ...this.props, type: WebSocketIntegrationType.MOCK, uri: '' };
  }
}
