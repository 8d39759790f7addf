import type {
  HttpRouteAuthorizerBindOptions,
  HttpRouteAuthorizerConfig,
  IHttpRouteAuthorizer,
} from '../http/authorizer';
import { HttpAuthorizerType } from '../http/authorizer';

/**
 * An authorizer that restricts a route to callers that have IAM permission and sign each request with AWS credentials.
 *
 * `grantInvoke` of the route grants the permission.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
 * @example
 * import * as iam from 'aws-cdk-lib/aws-iam';
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { HttpApi } from 'cdk-apigatewayv2';
 * import { HttpIamAuthorizer } from 'cdk-apigatewayv2/authorizers';
 * import { HttpLambdaIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 * declare const books: lambda.Function;
 * declare const client: iam.Role;
 *
 * const routes = api.addRoutes({
 *   path: '/books',
 *   integration: new HttpLambdaIntegration('Books', books),
 *   authorizer: new HttpIamAuthorizer(),
 * });
 * routes[0].grantInvoke(client);
 */
export class HttpIamAuthorizer implements IHttpRouteAuthorizer {
  /** The authorization type of routes that use the authorizer. */
  public readonly authorizationType = HttpAuthorizerType.IAM;

  /**
   * Returns the authorization type `AWS_IAM`. No authorizer resource is needed.
   *
   * @param _options The route, and the scope for constructs
   */
  public bind(_options: HttpRouteAuthorizerBindOptions): HttpRouteAuthorizerConfig {
    return { authorizationType: this.authorizationType };
  }
}
