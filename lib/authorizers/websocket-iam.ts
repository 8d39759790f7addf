import { WebSocketAuthorizerType } from '../websocket/authorizer';
import type {
  IWebSocketRouteAuthorizer,
  WebSocketRouteAuthorizerBindOptions,
  WebSocketRouteAuthorizerConfig,
} from '../websocket/authorizer';

/**
 * Lets those connect whom IAM allows to: clients sign the connection request with AWS credentials.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html
 */
export class WebSocketIamAuthorizer implements IWebSocketRouteAuthorizer {
  /**
   * Tells the route to authorize with IAM.
   *
   * @param _options the route, and a scope for constructs
   */
  public bind(_options: WebSocketRouteAuthorizerBindOptions): WebSocketRouteAuthorizerConfig {
    return { authorizationType: WebSocketAuthorizerType.IAM };
  }
}
