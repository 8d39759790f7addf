import type { IdentitySource } from '../common/identity-source';
import { identitySourcesOf } from '../common/identity-source';
import { httpApiRefOf } from '../http/api-interface';
import type {
  HttpRouteAuthorizerBindOptions,
  HttpRouteAuthorizerConfig,
  IHttpRouteAuthorizer,
} from '../http/authorizer';
import { HttpAuthorizer, HttpAuthorizerType } from '../http/authorizer';
import { defaultName } from '../private/names';
import { BoundAuthorizers } from './bound-authorizers';

/**
 * Properties of a JWT authorizer.
 */
export interface HttpJwtAuthorizerProps {
  /**
   * The name of the authorizer, 1 to 128 characters.
   *
   * @default - the ID of the authorizer
   */
  readonly authorizerName?: string;

  /**
   * The location of the token in the request: one expression, `$request.header.<name>` or `$request.querystring.<name>`.
   *
   * @default ['$request.header.Authorization']
   */
  readonly identitySource?: string[];

  /**
   * The location of the token as a typed value: one header or query string parameter, such as `IdentitySource.header('Authorization')`.
   * Specify either `identitySources` or `identitySource`.
   *
   * @default - the value of `identitySource`
   */
  readonly identitySources?: IdentitySource[];

  /**
   * The audiences that the authorizer accepts: 1 to 50 values.
   *
   * The claim `aud` of a token, or the claim `client_id` of a token without `aud`, must be in this list.
   */
  readonly jwtAudience: string[];
}

/**
 * An authorizer that restricts a route to callers with a JSON Web Token (JWT) from an OpenID Connect or OAuth 2.0 provider.
 *
 * Several APIs can share one authorizer object. An authorizer resource is created for each API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { HttpApi } from 'cdk-apigatewayv2';
 * import { HttpJwtAuthorizer } from 'cdk-apigatewayv2/authorizers';
 * import { HttpLambdaIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 * declare const books: lambda.Function;
 *
 * api.addRoutes({
 *   path: '/books',
 *   integration: new HttpLambdaIntegration('Books', books),
 *   authorizer: new HttpJwtAuthorizer('Login', 'https://login.example.com', { jwtAudience: ['bookstore'] }),
 *   authorizationScopes: ['books/read'],
 * });
 */
export class HttpJwtAuthorizer implements IHttpRouteAuthorizer {
  /** The authorization type of routes that use the authorizer. */
  public readonly authorizationType = 'JWT';

  private readonly bound: BoundAuthorizers;

  /**
   * @param id The ID of the authorizer construct in the scope of the API
   * @param jwtIssuer The issuer, which must equal the claim `iss` of a token: an HTTPS URL to which API Gateway appends
   *   `/.well-known/openid-configuration`
   * @param props The properties of the authorizer
   */
  public constructor(
    private readonly id: string,
    private readonly jwtIssuer: string,
    private readonly props: HttpJwtAuthorizerProps,
  ) {
    this.bound = new BoundAuthorizers(id, true);
  }

  /**
   * The ID of the authorizer in the first API that uses this object.
   *
   * Throws `AuthorizerNotBound` if no route uses the authorizer.
   */
  public get authorizerId(): string {
    return this.bound.firstId;
  }

  /**
   * Creates an authorizer resource for the first route of an API, and returns the ID of this resource for every route of the API.
   *
   * Throws if a property is invalid. The stack trace of the error starts at the line that created this object.
   *
   * @param options The route, and the scope for the authorizer
   */
  public bind(options: HttpRouteAuthorizerBindOptions): HttpRouteAuthorizerConfig {
    const { route, scope } = options;
    const httpApi = httpApiRefOf(route);
    const authorizerId = this.bound.idFor(
      route,
      httpApi,
      () =>
        new HttpAuthorizer(scope, this.id, {
          httpApi,
          identitySource: identitySourcesOf(this.id, this.props, 'http'),
          type: HttpAuthorizerType.JWT,
          authorizerName: this.props.authorizerName ?? defaultName(this.id),
          jwtAudience: this.props.jwtAudience,
          jwtIssuer: this.jwtIssuer,
        }),
    );
    return { authorizerId, authorizationType: this.authorizationType };
  }
}
