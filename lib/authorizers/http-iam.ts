import type {
  HttpRouteAuthorizerBindOptions,
  HttpRouteAuthorizerConfig,
  IHttpRouteAuthorizer,
} from '../http/authorizer';
import { HttpAuthorizerType } from '../http/authorizer';

/**
 * Lets those call a route whom IAM allows to: callers sign the request with AWS credentials. Grant access with the route's
 * `grantInvoke`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
 */
export class HttpIamAuthorizer implements IHttpRouteAuthorizer {
  /** The authorization type of the routes that use this. */
  public readonly authorizationType = HttpAuthorizerType.IAM;

  /**
   * Tells the route to authorize with IAM.
   *
   * @param _options the route, and a scope for constructs
   */
  public bind(_options: HttpRouteAuthorizerBindOptions): HttpRouteAuthorizerConfig {
    return { authorizationType: this.authorizationType };
  }
}
