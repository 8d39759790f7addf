import type { IdentitySource } from '../common/identity-source';
import { identitySourcesOf } from '../common/identity-source';
import { httpApiRefOf } from '../http/api-ref';
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
   * Where the token is: exactly one of `$request.header.x` and `$request.querystring.x`.
   *
   * @default ['$request.header.Authorization']
   */
  readonly identitySource?: string[];

  /**
   * The same as a typed value: exactly one header or query parameter, such as `IdentitySource.header('Authorization')`. Not
   * together with `identitySource`.
   *
   * @default - `identitySource`
   */
  readonly identitySources?: IdentitySource[];

  /**
   * Whom a token must be meant for: its `aud`, or `client_id` without one, must be in this list. 1 to 50.
   */
  readonly jwtAudience: string[];
}

/**
 * Lets those call a route who show a JSON Web Token of an OpenID Connect or OAuth 2.0 provider.
 *
 * One object can serve several APIs: each gets an authorizer.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export class HttpJwtAuthorizer implements IHttpRouteAuthorizer {
  /** The authorization type of the routes that use this. */
  public readonly authorizationType = 'JWT';

  private readonly bound: BoundAuthorizers;

  /**
   * @param id the ID of the authorizer construct
   * @param jwtIssuer the issuer: an https URL under which its OpenID configuration is found
   * @param props its properties
   */
  public constructor(
    private readonly id: string,
    private readonly jwtIssuer: string,
    private readonly props: HttpJwtAuthorizerProps,
  ) {
    this.bound = new BoundAuthorizers(id);
  }

  /**
   * The ID of the authorizer that was made for the first API.
   *
   * Throws `AuthorizerNotBound` before a route uses it.
   */
  public get authorizerId(): string {
    return this.bound.firstId;
  }

  /**
   * Makes the authorizer for the first route of an API, and tells the route of it.
   *
   * @param options the route, and a scope for constructs
   */
  public bind(options: HttpRouteAuthorizerBindOptions): HttpRouteAuthorizerConfig {
    const { route, scope } = options;
    const { authorizerId } = this.bound.ofApi(
      httpApiRefOf(route).apiRef.apiId,
      () =>
        new HttpAuthorizer(scope, this.id, {
          httpApi: httpApiRefOf(route),
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
