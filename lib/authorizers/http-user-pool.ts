import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Stack, Token } from 'aws-cdk-lib/core';

import type { IdentitySource } from '../common/identity-source';
import { identitySourcesOf } from '../common/identity-source';
import { httpApiRefOf } from '../http/api-ref';
import type {
  HttpRouteAuthorizerBindOptions,
  HttpRouteAuthorizerConfig,
  IHttpRouteAuthorizer,
} from '../http/authorizer';
import { HttpAuthorizer, HttpAuthorizerType } from '../http/authorizer';
import type { IHttpRoute } from '../http/route';
import { isCorrected } from '../private/corrections';
import { defaultName } from '../private/names';
import { BoundAuthorizers } from './bound-authorizers';

const DEFAULT_CLIENT_ID = 'UserPoolAuthorizerClient';

/**
 * Properties of a user pool authorizer.
 */
export interface HttpUserPoolAuthorizerProps {
  /**
   * The clients whose tokens are taken, at least one.
   *
   * @default - a client that is made in the pool, shared by all authorizers of the pool that name none
   */
  readonly userPoolClients?: IUserPoolClient[];

  /**
   * The region of the user pool.
   *
   * @default - the region of the API's stack
   */
  readonly userPoolRegion?: string;

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
}

/**
 * Lets those call a route who show a token of a Cognito user pool.
 *
 * One object can serve several APIs: each gets an authorizer.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export class HttpUserPoolAuthorizer implements IHttpRouteAuthorizer {
  /** The authorization type of the routes that use this. */
  public readonly authorizationType = 'JWT';

  private readonly bound: BoundAuthorizers;

  /**
   * @param id the ID of the authorizer construct
   * @param pool the user pool
   * @param props its properties
   */
  public constructor(
    private readonly id: string,
    private readonly pool: IUserPool,
    private readonly props: HttpUserPoolAuthorizerProps = {},
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
          jwtAudience: this.clients().map((client) => client.userPoolClientId),
          jwtIssuer: this.issuer(route),
        }),
    );
    return { authorizerId, authorizationType: this.authorizationType };
  }

  private clients(): IUserPoolClient[] {
    return (
      this.props.userPoolClients ?? [
        (this.pool.node.tryFindChild(DEFAULT_CLIENT_ID) as IUserPoolClient | undefined) ??
          this.pool.addClient(DEFAULT_CLIENT_ID),
      ]
    );
  }

  private issuer(route: IHttpRoute): string {
    const stack = Stack.of(route);
    const region =
      this.props.userPoolRegion ?? this.poolRegion(stack, isCorrected(httpApiRefOf(route), 'userPoolIssuer'));
    return `https://cognito-idp.${region}.${this.suffix(route, region)}/${this.pool.userPoolId}`;
  }

  /**
   * The pool's own region, where that is known and the stack's is another: the stack's could not work then. Where one of them is
   * known at deployment only, they may well be the same, and the template stays as it is unless corrected.
   */
  private poolRegion(stack: Stack, corrected: boolean): string {
    const { region } = this.pool.env;
    const certain = !Token.isUnresolved(region) && !Token.isUnresolved(stack.region);
    return certain || corrected ? region : stack.region;
  }

  private suffix(route: IHttpRoute, region: string): string {
    if (!Token.isUnresolved(region)) {
      return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    }
    return isCorrected(httpApiRefOf(route), 'userPoolIssuer') ? Stack.of(route).urlSuffix : 'amazonaws.com';
  }
}
