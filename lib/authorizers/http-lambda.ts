import type { IRoleRef } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Duration, Names } from 'aws-cdk-lib/core';

import type { IdentitySource } from '../common/identity-source';
import { identitySourcesOf } from '../common/identity-source';
import { httpApiRefOf } from '../http/api-ref';
import type {
  HttpRouteAuthorizerBindOptions,
  HttpRouteAuthorizerConfig,
  IHttpRouteAuthorizer,
} from '../http/authorizer';
import { AuthorizerPayloadVersion, HttpAuthorizer, HttpAuthorizerType } from '../http/authorizer';
import { executeApiArn, lambdaInvocationUri } from '../common/arns';
import { isCorrected } from '../private/corrections';
import { grantInvoke, isGrantable, permitInvoke } from '../private/lambda-permissions';
import { defaultName } from '../private/names';
import { BoundAuthorizers } from './bound-authorizers';

/**
 * What the function of a Lambda authorizer answers with.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export enum HttpLambdaResponseType {
  /** Yes or no. */
  SIMPLE,
  /** An IAM policy. */
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
   * Where the identity of the caller is: `$request.header.x`, `$request.querystring.x`, `$context.x` or `$stageVariables.x`. A
   * request without one of them is refused before the function is called.
   *
   * @default ['$request.header.Authorization']
   */
  readonly identitySource?: string[];

  /**
   * The same as typed values, such as `IdentitySource.header('Authorization')`. Not together with `identitySource`.
   *
   * @default - `identitySource`
   */
  readonly identitySources?: IdentitySource[];

  /**
   * How long results are kept, 0 to 3600 seconds. 0 seconds keeps none; more takes at least one identity source.
   *
   * @default - 5 minutes; 0 seconds where `identitySource` is empty
   */
  readonly resultsCacheTtl?: Duration;

  /**
   * What the function answers with. Without `payloadFormatVersion`, the payload format is 2.0 with `SIMPLE` among them, otherwise 1.0.
   *
   * @default [HttpLambdaResponseType.IAM]
   */
  readonly responseTypes?: HttpLambdaResponseType[];

  /**
   * The version of the event that the function gets, whatever it answers with. Simple answers take 2.0.
   *
   * @default - 2.0 with `SIMPLE` among `responseTypes`, otherwise 1.0
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
   */
  readonly payloadFormatVersion?: AuthorizerPayloadVersion;

  /**
   * The role that API Gateway assumes to invoke the function, as for a function of another account. The function's resource policy
   * is left alone then. With the context key `cdk-apigatewayv2:lambdaAuthorizerRoleGrant` the role is allowed to invoke it.
   *
   * @default - the resource policy of the function permits the authorizer
   */
  readonly role?: IRoleRef;
}

/**
 * Lets a Lambda function decide who may call a route.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export class HttpLambdaAuthorizer implements IHttpRouteAuthorizer {
  /** The authorization type of the routes that use this. */
  public readonly authorizationType = 'CUSTOM';

  private readonly bound: BoundAuthorizers;

  /**
   * @param id the ID of the authorizer construct
   * @param handler the function that decides
   * @param props its properties
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
   * Throws `AuthorizerNotBound` before a route uses it.
   */
  public get authorizerId(): string {
    return this.bound.firstId;
  }

  /**
   * Makes the authorizer for the first route, and tells each route of it.
   *
   * Throws `AuthorizerOnSeveralApis` where a route belongs to another API than the first, and `SimpleResponsesUnsupported` for simple
   * answers in payload format 1.0.
   *
   * @param options the route, and a scope for constructs
   */
  public bind(options: HttpRouteAuthorizerBindOptions): HttpRouteAuthorizerConfig {
    const { route } = options;
    const { authorizerId } = this.bound.ofOneApi(httpApiRefOf(route).apiRef.apiId, route.node.path, () =>
      this.make(options),
    );
    return { authorizerId, authorizationType: this.authorizationType };
  }

  private make({ route, scope }: HttpRouteAuthorizerBindOptions): HttpAuthorizer {
    const { role, responseTypes } = this.props;
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
      authorizerUri: lambdaInvocationUri(route, this.handler.functionArn),
      resultsCacheTtl: this.props.resultsCacheTtl ?? this.defaultTtl(),
      role,
    });
    if (!role) {
      const source = executeApiArn(route, httpApiRefOf(route).apiRef.apiId, `authorizers/${authorizer.authorizerId}`);
      permitInvoke(scope, `${Names.nodeUniqueId(authorizer.node)}-Permission`, this.handler, source);
    } else if (isGrantable(role) && isCorrected(httpApiRefOf(route), 'lambdaAuthorizerRoleGrant')) {
      grantInvoke(this.handler, role);
    }
    return authorizer;
  }

  private defaultTtl(): Duration {
    // Results are kept by identity, and refused without one
    const { identitySource, identitySources } = this.props;
    return (identitySource ?? identitySources)?.length === 0 ? Duration.seconds(0) : Duration.minutes(5);
  }
}
