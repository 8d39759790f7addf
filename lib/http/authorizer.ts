import type { AuthorizerReference, IHttpAuthorizer as IAwsHttpAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IRoleRef } from 'aws-cdk-lib/aws-iam';
import type { Duration } from 'aws-cdk-lib/core';
import { Resource, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import type { IAuthorizer } from '../common/authorizer';
import { injected } from '../private/injection';
import { defaultName } from '../private/names';
import { enforce } from '../validation/constraint';
import {
  AUTHORIZER_CACHE_KEY,
  AUTHORIZER_TTL,
  AUTHORIZER_TYPE,
  AUTHORIZER_URI_FORM,
  AUTHORIZER_URI_PRESENT,
  HTTP_SOURCES,
  JWT_AUDIENCES,
  JWT_CONFIGURATION,
  JWT_ISSUER,
  JWT_ISSUER_DISCOVERY,
  PAYLOAD_FORMAT,
  SIMPLE_RESPONSES,
  TOKEN_SOURCE_FORM,
} from '../validation/constraints/authorizer';
import { installRules } from '../validation/install';
import type { IHttpApiRef } from './api-ref';
import type { IHttpRoute } from './route';

/**
 * The types of authorizers that HTTP APIs have.
 */
export enum HttpAuthorizerType {
  /** The caller signs the request with AWS credentials. */
  IAM = 'AWS_IAM',
  /** The caller shows a JSON Web Token. */
  JWT = 'JWT',
  /** A Lambda function decides. */
  LAMBDA = 'REQUEST',
}

/**
 * The version of the event that a Lambda authorizer gets, and of the response it gives.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export enum AuthorizerPayloadVersion {
  /** Version 1.0: the response is an IAM policy. */
  VERSION_1_0 = '1.0',
  /** Version 2.0: the response is an IAM policy, or a simple one where that is enabled. */
  VERSION_2_0 = '2.0',
}

/**
 * Properties of an authorizer.
 */
export interface HttpAuthorizerProps {
  /**
   * The name of the authorizer, 1 to 128 characters.
   *
   * @default - the ID of the construct
   */
  readonly authorizerName?: string;

  /**
   * The API that the authorizer belongs to.
   */
  readonly httpApi: IHttpApiRef;

  /**
   * The type of the authorizer.
   */
  readonly type: HttpAuthorizerType;

  /**
   * Where the identity of the caller is: `$request.header.x`, `$request.querystring.x`, `$context.x` or `$stageVariables.x`.
   * A JWT authorizer takes exactly one header or query string parameter.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-authorizer.html#cfn-apigatewayv2-authorizer-identitysource
   */
  readonly identitySource: string[];

  /**
   * Whom a JWT must be meant for: its `aud`, or `client_id` without one, must be in this list. At most 50.
   *
   * @default - none; a JWT authorizer needs at least one
   */
  readonly jwtAudience?: string[];

  /**
   * The issuer of the JWT: an https URL under which its OpenID configuration is found.
   *
   * @default - none; a JWT authorizer needs one
   */
  readonly jwtIssuer?: string;

  /**
   * Whether a Lambda authorizer answers yes or no instead of an IAM policy. Needs payload format 2.0.
   *
   * @default - an IAM policy
   */
  readonly enableSimpleResponses?: boolean;

  /**
   * The version of the event that a Lambda authorizer gets.
   *
   * @default - version 2.0 for a Lambda authorizer, none for the others
   */
  readonly payloadFormatVersion?: AuthorizerPayloadVersion;

  /**
   * The URI under which API Gateway invokes the function of a Lambda authorizer.
   *
   * @default - none; a Lambda authorizer needs one
   */
  readonly authorizerUri?: string;

  /**
   * How long results are kept, 0 to 3600 seconds. Over 0 seconds it takes at least one identity source.
   *
   * @default - results are not kept
   */
  readonly resultsCacheTtl?: Duration;

  /**
   * The role that API Gateway assumes to invoke the function of a Lambda authorizer.
   *
   * @default - the resource policy of the function decides
   */
  readonly role?: IRoleRef;
}

/**
 * An authorizer of an HTTP API.
 */
export interface IHttpAuthorizer extends IAuthorizer, IAwsHttpAuthorizer {}

/**
 * What identifies an existing authorizer.
 */
export interface HttpAuthorizerAttributes {
  /**
   * The ID of the authorizer.
   */
  readonly authorizerId: string;

  /**
   * The authorization type of the routes that use it: `JWT`, `CUSTOM` for a Lambda authorizer (`REQUEST` is taken for it too),
   * `AWS_IAM` or `NONE`.
   */
  readonly authorizerType: string;
}

/**
 * What an authorizer is told when a route uses it.
 */
export interface HttpRouteAuthorizerBindOptions {
  /**
   * The route.
   */
  readonly route: IHttpRoute;

  /**
   * The scope for constructs that the authorizer makes.
   */
  readonly scope: Construct;
}

/**
 * What an authorizer tells the route that uses it.
 */
export interface HttpRouteAuthorizerConfig {
  /**
   * The ID of the authorizer.
   *
   * @default - none, as with IAM
   */
  readonly authorizerId?: string;

  /**
   * How the route authorizes: `AWS_IAM`, `JWT`, `CUSTOM` for a Lambda authorizer, or `NONE`.
   */
  readonly authorizationType: string;

  /**
   * Scopes of which a token must hold one.
   *
   * @default - none
   */
  readonly authorizationScopes?: string[];
}

/**
 * An authorizer that routes of an HTTP API can use.
 */
export interface IHttpRouteAuthorizer {
  /**
   * Called by each route that uses this authorizer.
   *
   * @param options the route, and a scope for constructs
   */
  bind(options: HttpRouteAuthorizerBindOptions): HttpRouteAuthorizerConfig;
}

/**
 * An authorizer of an HTTP API. The classes of the `authorizers` module make it when a route uses them.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html
 * @resource AWS::ApiGatewayV2::Authorizer
 */
export class HttpAuthorizer extends Resource implements IHttpAuthorizer {
  /** The ID under which property injectors know this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.HttpAuthorizer';

  /**
   * Refers to an existing authorizer, for routes to use.
   *
   * @param scope the construct that the reference belongs to
   * @param id its ID in that scope
   * @param attrs what identifies the authorizer
   */
  public static fromHttpAuthorizerAttributes(
    scope: Construct,
    id: string,
    attrs: HttpAuthorizerAttributes,
  ): IHttpRouteAuthorizer {
    class Import extends Resource implements IHttpRouteAuthorizer {
      public readonly authorizerId = attrs.authorizerId;
      public readonly authorizerType = attrs.authorizerType;

      public bind(_options: HttpRouteAuthorizerBindOptions): HttpRouteAuthorizerConfig {
        return { authorizerId: attrs.authorizerId, authorizationType: routeAuthorizationType(attrs.authorizerType) };
      }
    }
    return new Import(scope, id);
  }

  /** The ID that the service gives the authorizer. */
  public readonly authorizerId: string;

  private readonly apiId: string;

  /**
   * @param scope the construct that the authorizer belongs to
   * @param id its ID in that scope
   * @param props its properties
   */
  public constructor(scope: Construct, id: string, props: HttpAuthorizerProps) {
    props = injected(HttpAuthorizer.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);
    installRules(this);

    this.apiId = props.httpApi.apiRef.apiId;
    const payloadFormatVersion =
      props.payloadFormatVersion ??
      (props.type === HttpAuthorizerType.LAMBDA ? AuthorizerPayloadVersion.VERSION_2_0 : undefined);
    this.checkProps(props, payloadFormatVersion);
    const resource = new CfnAuthorizer(this, 'Resource', {
      apiId: this.apiId,
      authorizerCredentialsArn: props.role?.roleRef.roleArn,
      authorizerPayloadFormatVersion: payloadFormatVersion,
      authorizerResultTtlInSeconds: props.resultsCacheTtl?.toSeconds(),
      authorizerType: props.type,
      authorizerUri: props.authorizerUri,
      enableSimpleResponses: props.enableSimpleResponses,
      identitySource: props.identitySource,
      jwtConfiguration:
        props.jwtAudience || props.jwtIssuer ? { audience: props.jwtAudience, issuer: props.jwtIssuer } : undefined,
      name: props.authorizerName ?? defaultName(id),
    });
    this.authorizerId = resource.ref;
  }

  /** The reference to this authorizer. */
  public get authorizerRef(): AuthorizerReference {
    return { apiId: this.apiId, authorizerId: this.authorizerId };
  }

  private checkProps(props: HttpAuthorizerProps, payloadFormatVersion: string | undefined): void {
    const { type, authorizerUri, identitySource, jwtAudience, jwtIssuer, resultsCacheTtl } = props;
    const sources = Token.isUnresolved(identitySource) ? undefined : (identitySource ?? []);
    enforce(this, AUTHORIZER_TYPE, 'type', { type, protocol: 'HTTP' });
    if (type === HttpAuthorizerType.JWT) {
      enforce(this, JWT_CONFIGURATION, jwtIssuer ? 'jwtAudience' : 'jwtIssuer', {
        type,
        issuer: jwtIssuer,
        audience: jwtAudience,
      });
      enforce(this, JWT_ISSUER, 'jwtIssuer', jwtIssuer);
      enforce(this, JWT_ISSUER_DISCOVERY, 'jwtIssuer', jwtIssuer);
      enforce(this, JWT_AUDIENCES, 'jwtAudience', jwtAudience);
      enforce(this, TOKEN_SOURCE_FORM, 'identitySource', sources);
      return;
    }
    const seconds = resultsCacheTtl?.isUnresolved() ? undefined : resultsCacheTtl?.toSeconds();
    enforce(this, AUTHORIZER_URI_PRESENT, 'authorizerUri', { type, uri: authorizerUri });
    enforce(this, AUTHORIZER_URI_FORM, 'authorizerUri', authorizerUri);
    enforce(this, AUTHORIZER_TTL, 'resultsCacheTtl', seconds);
    enforce(this, HTTP_SOURCES, 'identitySource', sources);
    if (sources) {
      enforce(this, AUTHORIZER_CACHE_KEY, 'resultsCacheTtl', { seconds, sources });
    }
    enforce(this, PAYLOAD_FORMAT, 'payloadFormatVersion', payloadFormatVersion);
    enforce(this, SIMPLE_RESPONSES, 'enableSimpleResponses', {
      enabled: props.enableSimpleResponses,
      version: payloadFormatVersion,
    });
  }
}

/**
 * Lets everybody call a route, whatever the default authorizer of its API is.
 */
export class HttpNoneAuthorizer implements IHttpRouteAuthorizer {
  /** The authorization type of the routes that use this. */
  public readonly authorizationType = 'NONE';

  /**
   * Tells the route to authorize nobody.
   *
   * @param _options the route, and a scope for constructs
   */
  public bind(_options: HttpRouteAuthorizerBindOptions): HttpRouteAuthorizerConfig {
    return { authorizationType: this.authorizationType };
  }
}

// An Authorizer says REQUEST where a Route says CUSTOM; whoever imports one knows the first.
function routeAuthorizationType(authorizerType: string): string {
  return authorizerType === HttpAuthorizerType.LAMBDA.valueOf() ? 'CUSTOM' : authorizerType;
}
