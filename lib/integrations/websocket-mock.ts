import type {
  WebSocketIntegrationOptions,
  WebSocketRouteIntegrationBindOptions,
  WebSocketRouteIntegrationConfig,
} from '../websocket/integration';
import { WebSocketIntegrationType, WebSocketRouteIntegration } from '../websocket/integration';

/**
 * Properties of a mock integration of a WebSocket API.
 *
 * The result of a request template must contain a status code, such as `{"statusCode": 200}`.
 */
export interface WebSocketMockIntegrationProps extends WebSocketIntegrationOptions {}

/**
 * A mock integration of a WebSocket API: API Gateway responds without calling a backend.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
 * @example
 * import { WebSocketApi } from 'cdk-apigatewayv2';
 * import { WebSocketMockIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: WebSocketApi;
 *
 * api.addRoute('ping', {
 *   integration: new WebSocketMockIntegration('Ping', {
 *     requestTemplates: { default: this.toJsonString({ statusCode: 200 }) },
 *     templateSelectionExpression: 'default',
 *     responses: [{ responseTemplates: { $default: this.toJsonString({ type: 'pong' }) } }],
 *   }),
 *   returnResponse: true,
 * });
 */
export class WebSocketMockIntegration extends WebSocketRouteIntegration {
  /**
   * @param id The ID of the integration construct
   * @param props The properties of the integration
   */
  public constructor(
    id: string,
    private readonly props: WebSocketMockIntegrationProps = {},
  ) {
    super(id);
  }

  /**
   * Returns the configuration of a mock integration.
   *
   * @param options The route, and the scope for constructs
   */
  public bind(options: WebSocketRouteIntegrationBindOptions): WebSocketRouteIntegrationConfig {
    void options;
    return { ...this.props, type: WebSocketIntegrationType.MOCK, uri: '' };
  }
}
