import type {
  HttpRouteAuthorizerBindOptions,
  HttpRouteAuthorizerConfig,
  IHttpRouteAuthorizer,
} from '../http/authorizer';
import { HttpAuthorizerType } from '../http/authorizer';

/**
 * Restricts a route to callers that IAM allows: they sign each request with AWS credentials. Grant access with `grantInvoke` of the
 * route.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
 */
export class HttpIamAuthorizer implements IHttpRouteAuthorizer {
  /** The authorization type of routes that use the authorizer. */
  public readonly authorizationType = HttpAuthorizerType.IAM;

  /**
   * Returns the authorization type `AWS_IAM`. No authorizer resource is needed.
   *
   * @param _options the route, and the scope for constructs
   */
  public bind(_options: HttpRouteAuthorizerBindOptions): HttpRouteAuthorizerConfig {
    return { authorizationType: this.authorizationType };
  }
}
