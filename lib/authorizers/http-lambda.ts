import type { IRoleRef } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Duration, Names } from 'aws-cdk-lib/core';

import type { IdentitySource } from '../common/identity-source';
import { identitySourcesOf } from '../common/identity-source';
import { httpApiRefOf } from '../http/api-interface';
import type {
  HttpRouteAuthorizerBindOptions,
  HttpRouteAuthorizerConfig,
  IHttpRouteAuthorizer,
} from '../http/authorizer';
import { AuthorizerPayloadVersion, HttpAuthorizer, HttpAuthorizerType } from '../http/authorizer';
import { executeApiArn, lambdaInvocationUri } from '../common/arns';
import { isCorrected } from '../private/corrections';
import { grantInvoke, isGrantable, permitInvoke } from '../private/invoke-permission';
import { defaultName } from '../private/names';
import { requireProp } from '../validation/required-prop';
import { BoundAuthorizers } from './bound-authorizers';

/**
 * The types of responses that the function of a Lambda authorizer can return.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export enum HttpLambdaResponseType {
  /** A simple response, which states whether the request is authorized and can contain context for the integration. */
  SIMPLE,
  /** A response that contains an IAM policy. */
  IAM,
}

/**
 * Properties of a Lambda authorizer of an HTTP API.
 */
export interface HttpLambdaAuthorizerProps {
  /**
   * The name of the authorizer, 1 to 128 characters.
   *
   * @default - the ID of the authorizer
   */
  readonly authorizerName?: string;

  /**
   * The identity sources: `$request.header.<name>`, `$request.querystring.<name>`, `$context.<name>` or `$stageVariables.<name>`. If a
   * request lacks one of the identity sources, API Gateway rejects the request and does not invoke the function.
   *
   * @default ['$request.header.Authorization']
   */
  readonly identitySource?: string[];

  /**
   * The identity sources as typed values, such as `IdentitySource.header('Authorization')`. Specify either `identitySources` or
   * `identitySource`.
   *
   * @default - the value of `identitySource`
   */
  readonly identitySources?: IdentitySource[];

  /**
   * The time for which API Gateway caches the responses of the function, 0 to 3,600 seconds. The value 0 disables caching. Caching requires
   * an identity source.
   *
   * @default - 5 minutes, or 0 seconds without identity sources
   */
  readonly resultsCacheTtl?: Duration;

  /**
   * The types of responses that the function returns.
   *
   * The payload format version defaults to 2.0 if the list contains `SIMPLE`, and to 1.0 otherwise.
   *
   * @default [HttpLambdaResponseType.IAM]
   */
  readonly responseTypes?: HttpLambdaResponseType[];

  /**
   * The payload format version, which determines the format of the event that the function receives. Simple responses require version 2.0.
   *
   * @default - 2.0 if `responseTypes` includes `SIMPLE`, otherwise 1.0
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
   */
  readonly payloadFormatVersion?: AuthorizerPayloadVersion;

  /**
   * The role that API Gateway assumes to invoke the function, for example if the function belongs to another account.
   *
   * If a role is set, CDK does not change the resource policy of the function. With the context key
   * `cdk-apigatewayv2:lambdaAuthorizerRoleGrant`, the role gets permission to invoke the function.
   *
   * @default - no role. The resource policy of the function permits the authorizer to invoke the function
   */
  readonly role?: IRoleRef;
}

/**
 * An authorizer that restricts a route to requests that a Lambda function authorizes. Create a separate authorizer object for each API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { HttpApi } from 'cdk-apigatewayv2';
 * import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'cdk-apigatewayv2/authorizers';
 *
 * declare const authorize: lambda.Function;
 *
 * new HttpApi(this, 'Shop', {
 *   defaultAuthorizer: new HttpLambdaAuthorizer('Authorizer', authorize, {
 *     responseTypes: [HttpLambdaResponseType.SIMPLE],
 *   }),
 * });
 */
export class HttpLambdaAuthorizer implements IHttpRouteAuthorizer {
  /** The authorization type of routes that use the authorizer. */
  public readonly authorizationType = 'CUSTOM';

  private readonly bound: BoundAuthorizers;

  /**
   * @param id The ID of the authorizer construct in the scope of the API
   * @param handler The function that authorizes requests
   * @param props The properties of the authorizer
   */
  public constructor(
    private readonly id: string,
    private readonly handler: IFunction,
    private readonly props: HttpLambdaAuthorizerProps = {},
  ) {
    this.bound = new BoundAuthorizers(id);
  }

  /**
   * The ID of the authorizer.
   *
   * Throws `AuthorizerNotBound` if no route uses the authorizer.
   */
  public get authorizerId(): string {
    return this.bound.firstId;
  }

  /**
   * Creates an authorizer resource for the first route of an API, and returns the ID of this resource for every route of the API.
   *
   * Throws `AuthorizerOnSeveralApis` if a route does not belong to the same API as the first route. Also throws if a property is invalid.
   *
   * @param options The route, and the scope for the authorizer
   */
  public bind(options: HttpRouteAuthorizerBindOptions): HttpRouteAuthorizerConfig {
    const { route } = options;
    const authorizerId = this.bound.idFor(route, httpApiRefOf(route), () => this.make(options));
    return { authorizerId, authorizationType: this.authorizationType };
  }

  private make({ route, scope }: HttpRouteAuthorizerBindOptions): HttpAuthorizer {
    const { role, responseTypes } = this.props;
    const handler = requireProp(route, 'handler', this.handler);
    const simple = responseTypes?.includes(HttpLambdaResponseType.SIMPLE) ?? false;
    const byResponse = simple ? AuthorizerPayloadVersion.VERSION_2_0 : AuthorizerPayloadVersion.VERSION_1_0;
    const payloadFormatVersion = this.props.payloadFormatVersion ?? byResponse;
    const authorizer = new HttpAuthorizer(scope, this.id, {
      httpApi: httpApiRefOf(route),
      identitySource: identitySourcesOf(this.id, this.props, 'http'),
      type: HttpAuthorizerType.LAMBDA,
      authorizerName: this.props.authorizerName ?? defaultName(this.id),
      enableSimpleResponses: simple || undefined,
      payloadFormatVersion,
      authorizerUri: lambdaInvocationUri(route, handler.functionArn),
      resultsCacheTtl: this.props.resultsCacheTtl ?? this.defaultTtl(),
      role,
    });
    if (!role) {
      const source = executeApiArn(route, httpApiRefOf(route).apiRef.apiId, `authorizers/${authorizer.authorizerId}`);
      permitInvoke(scope, `${Names.nodeUniqueId(authorizer.node)}-Permission`, handler, source);
    } else if (isGrantable(role) && isCorrected(httpApiRefOf(route), 'lambdaAuthorizerRoleGrant')) {
      grantInvoke(handler, role);
    }
    return authorizer;
  }

  private defaultTtl(): Duration {
    // API Gateway caches responses by identity source, so caching requires an identity source
    const { identitySource, identitySources } = this.props;
    return (identitySource ?? identitySources)?.length === 0 ? Duration.seconds(0) : Duration.minutes(5);
  }
}
