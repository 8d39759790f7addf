import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Stack, Token } from 'aws-cdk-lib/core';

import type { IdentitySource } from '../common/identity-source';
import { identitySourcesOf } from '../common/identity-source';
import { httpApiRefOf } from '../http/api-interface';
import type {
  HttpRouteAuthorizerBindOptions,
  HttpRouteAuthorizerConfig,
  IHttpRouteAuthorizer,
} from '../http/authorizer';
import { HttpAuthorizer, HttpAuthorizerType } from '../http/authorizer';
import type { IHttpRoute } from '../http/route';
import { isCorrected } from '../private/corrections';
import { defaultName } from '../private/names';
import { requireProp } from '../validation/required-prop';
import { BoundAuthorizers } from './bound-authorizers';

const DEFAULT_CLIENT_ID = 'UserPoolAuthorizerClient';

/**
 * Properties of a user pool authorizer.
 */
export interface HttpUserPoolAuthorizerProps {
  /**
   * The user pool clients whose tokens the authorizer accepts: 1 to 50 clients.
   *
   * @default - a client that CDK creates in the user pool. All authorizers of the pool that do not specify clients share this client
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
}

/**
 * An authorizer that restricts a route to callers with a token from an Amazon Cognito user pool.
 *
 * Several APIs can share one authorizer object. An authorizer resource is created for each API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 * @example
 * import * as cognito from 'aws-cdk-lib/aws-cognito';
 * import { HttpApi } from 'cdk-apigatewayv2';
 * import { HttpUserPoolAuthorizer } from 'cdk-apigatewayv2/authorizers';
 *
 * declare const pool: cognito.UserPool;
 * declare const client: cognito.UserPoolClient;
 *
 * new HttpApi(this, 'Shop', {
 *   defaultAuthorizer: new HttpUserPoolAuthorizer('Users', pool, { userPoolClients: [client] }),
 * });
 */
export class HttpUserPoolAuthorizer implements IHttpRouteAuthorizer {
  /** The authorization type of routes that use the authorizer. */
  public readonly authorizationType = 'JWT';

  private readonly bound: BoundAuthorizers;

  /**
   * @param id The ID of the authorizer construct in the scope of the API
   * @param pool The user pool
   * @param props The properties of the authorizer
   */
  public constructor(
    private readonly id: string,
    private readonly pool: IUserPool,
    private readonly props: HttpUserPoolAuthorizerProps = {},
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
    const { route } = options;
    const authorizerId = this.bound.idFor(route, httpApiRefOf(route), () => this.make(options));
    return { authorizerId, authorizationType: this.authorizationType };
  }

  private make({ route, scope }: HttpRouteAuthorizerBindOptions): HttpAuthorizer {
    requireProp(route, 'pool', this.pool);
    return new HttpAuthorizer(scope, this.id, {
      httpApi: httpApiRefOf(route),
      identitySource: identitySourcesOf(this.id, this.props, 'http'),
      type: HttpAuthorizerType.JWT,
      authorizerName: this.props.authorizerName ?? defaultName(this.id),
      jwtAudience: this.clients().map((client) => client.userPoolClientId),
      jwtIssuer: this.issuer(route),
    });
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
   * Returns the region for the issuer URL: the region of the user pool, because the issuer exists only in that region. Without the
   * correction `userPoolIssuer`, returns the region of the stack, as in aws-cdk-lib, if the region of the user pool or of the stack is
   * known only at deployment.
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
