import { WebSocketAuthorizerType } from '../websocket/authorizer';
import type {
  IWebSocketRouteAuthorizer,
  WebSocketRouteAuthorizerBindOptions,
  WebSocketRouteAuthorizerConfig,
} from '../websocket/authorizer';

/**
 * An authorizer that restricts connections to clients that have IAM permission and sign the connection request with AWS credentials.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { WebSocketApi } from 'cdk-apigatewayv2';
 * import { WebSocketIamAuthorizer } from 'cdk-apigatewayv2/authorizers';
 * import { WebSocketLambdaIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const connect: lambda.Function;
 *
 * new WebSocketApi(this, 'Chat', {
 *   connectRouteOptions: {
 *     integration: new WebSocketLambdaIntegration('Connect', connect),
 *     authorizer: new WebSocketIamAuthorizer(),
 *   },
 * });
 */
export class WebSocketIamAuthorizer implements IWebSocketRouteAuthorizer {
  /**
   * Returns the authorization type `AWS_IAM`. No authorizer resource is needed.
   *
   * @param _options The route, and the scope for constructs
   */
  public bind(_options: WebSocketRouteAuthorizerBindOptions): WebSocketRouteAuthorizerConfig {
    return { authorizationType: WebSocketAuthorizerType.IAM };
  }
}
