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
import type { IHttpApiRef } from './api-interface';
import type { IHttpRoute } from './route';

/**
 * The authorization types of HTTP APIs.
 */
export enum HttpAuthorizerType {
  /**
   * IAM authorization: callers sign requests with AWS credentials.
   *
   * API Gateway does not use an authorizer resource for this type. Use `HttpIamAuthorizer`.
   */
  IAM = 'AWS_IAM',
  /** A JWT authorizer: callers send a JSON Web Token. */
  JWT = 'JWT',
  /** A Lambda authorizer: a Lambda function authorizes requests. */
  LAMBDA = 'REQUEST',
}

/**
 * The payload format version of a Lambda authorizer, which determines the format of the event and of the response.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export enum AuthorizerPayloadVersion {
  /** Version 1.0: the function returns an IAM policy. */
  VERSION_1_0 = '1.0',
  /** Version 2.0: the function returns an IAM policy, or a simple response if simple responses are enabled. */
  VERSION_2_0 = '2.0',
}

/**
 * Properties of an authorizer of an HTTP API.
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
   * The identity sources: `$request.header.<name>`, `$request.querystring.<name>`, `$context.<name>` or `$stageVariables.<name>`. A JWT
   * authorizer needs exactly one identity source: a header or a query string parameter.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-authorizer.html#cfn-apigatewayv2-authorizer-identitysource
   */
  readonly identitySource: string[];

  /**
   * The audiences of a JWT authorizer, at most 50.
   *
   * The claim `aud` of a token, or the claim `client_id` of a token without `aud`, must be in this list.
   *
   * @default - none. A JWT authorizer requires at least one audience
   */
  readonly jwtAudience?: string[];

  /**
   * The issuer of a JWT authorizer, which must equal the claim `iss` of a token.
   *
   * The issuer is an HTTPS URL to which API Gateway appends `/.well-known/openid-configuration`.
   *
   * @default - none. A JWT authorizer requires an issuer
   */
  readonly jwtIssuer?: string;

  /**
   * Whether the function of a Lambda authorizer returns simple responses instead of an IAM policy.
   *
   * Simple responses require payload format version 2.0.
   *
   * @default - the function returns an IAM policy
   */
  readonly enableSimpleResponses?: boolean;

  /**
   * The payload format version, which determines the format of the event that a Lambda authorizer receives.
   *
   * @default - version 2.0 for a Lambda authorizer, none for other types
   */
  readonly payloadFormatVersion?: AuthorizerPayloadVersion;

  /**
   * The invocation URI of a Lambda authorizer's function:
   * `arn:<partition>:apigateway:<region>:lambda:path/2015-03-31/functions/<function ARN>/invocations`.
   *
   * @default - none. A Lambda authorizer requires a URI
   */
  readonly authorizerUri?: string;

  /**
   * The time for which API Gateway caches the responses of a Lambda authorizer, 0 to 3,600 seconds. Caching requires an identity source.
   *
   * @default - API Gateway does not cache responses
   */
  readonly resultsCacheTtl?: Duration;

  /**
   * The role that API Gateway assumes to invoke the function of a Lambda authorizer.
   *
   * @default - none. Without a role, the resource policy of the function must permit the authorizer to invoke the function
   */
  readonly role?: IRoleRef;
}

/**
 * An authorizer of an HTTP API.
 */
export interface IHttpAuthorizer extends IAuthorizer, IAwsHttpAuthorizer {}

/**
 * Attributes of an existing authorizer of an HTTP API.
 */
export interface HttpAuthorizerAttributes {
  /**
   * The ID of the authorizer.
   */
  readonly authorizerId: string;

  /**
   * The authorization type of routes that use the authorizer: `JWT`, `AWS_IAM`, `NONE`, or `CUSTOM` for a Lambda authorizer. `REQUEST` has
   * the same effect as `CUSTOM`.
   */
  readonly authorizerType: string;
}

/**
 * Options for binding an authorizer to a route of an HTTP API.
 */
export interface HttpRouteAuthorizerBindOptions {
  /**
   * The route that uses the authorizer.
   */
  readonly route: IHttpRoute;

  /**
   * The scope for constructs that the authorizer creates.
   */
  readonly scope: Construct;
}

/**
 * The authorization settings that an authorizer returns for a route.
 */
export interface HttpRouteAuthorizerConfig {
  /**
   * The ID of the authorizer resource.
   *
   * @default - none. IAM authorization does not use an authorizer resource
   */
  readonly authorizerId?: string;

  /**
   * The authorization type of the route: `AWS_IAM`, `JWT`, `NONE`, or `CUSTOM` for a Lambda authorizer.
   */
  readonly authorizationType: string;

  /**
   * The authorization scopes of the route. A token must contain at least one of the scopes.
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
   * Returns the authorization settings of a route. This method is called once for each route that uses the authorizer.
   *
   * @param options The route, and the scope for constructs
   */
  bind(options: HttpRouteAuthorizerBindOptions): HttpRouteAuthorizerConfig;
}

/**
 * An authorizer of an HTTP API. The JWT, user pool and Lambda authorizers of the `authorizers` module create this resource for their
 * routes.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html
 * @resource AWS::ApiGatewayV2::Authorizer
 * @example
 * import { HttpApi, HttpAuthorizer, HttpAuthorizerType } from 'cdk-apigatewayv2';
 *
 * declare const api: HttpApi;
 *
 * new HttpAuthorizer(this, 'Authorizer', {
 *   httpApi: api,
 *   type: HttpAuthorizerType.JWT,
 *   identitySource: ['$request.header.Authorization'],
 *   jwtAudience: ['bookstore'],
 *   jwtIssuer: 'https://login.example.com',
 * });
 */
export class HttpAuthorizer extends Resource implements IHttpAuthorizer {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.HttpAuthorizer';

  /**
   * Imports an existing authorizer, which routes can use.
   *
   * @param scope The scope of the import
   * @param id The ID of the construct in the scope
   * @param attrs The attributes of the authorizer
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

  /** The ID that API Gateway assigns to the authorizer. */
  public readonly authorizerId: string;

  private readonly apiId: string;

  /**
   * A JWT authorizer throws `JwtConfigurationMissing`, `JwtIssuerInvalid`, `JwtIssuerWithoutDiscovery`, `TooManyAudiences` or
   * `JwtIdentitySourceInvalid` if a property is missing or invalid.
   *
   * A Lambda authorizer throws `AuthorizerUriMissing`, `AuthorizerUriInvalid`, `AuthorizerTtlOutOfRange`, `IdentitySourceUnsupported`,
   * `AuthorizerCacheWithoutSource`, `AuthorizerPayloadFormatInvalid` or `SimpleResponsesUnsupported` if a property is missing or invalid.
   *
   * @param scope The scope of the authorizer
   * @param id The ID of the construct in the scope
   * @param props The properties of the authorizer
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
 * Makes a route public, even if its API has a default authorizer.
 *
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { HttpApi, HttpNoneAuthorizer } from 'cdk-apigatewayv2';
 * import { HttpLambdaIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 * declare const status: lambda.Function;
 *
 * api.addRoutes({
 *   path: '/status',
 *   integration: new HttpLambdaIntegration('Status', status),
 *   authorizer: new HttpNoneAuthorizer(),
 * });
 */
export class HttpNoneAuthorizer implements IHttpRouteAuthorizer {
  /** The authorization type of routes that use the authorizer. */
  public readonly authorizationType = 'NONE';

  /**
   * Returns the authorization type `NONE`.
   *
   * @param _options The route, and the scope for constructs
   */
  public bind(_options: HttpRouteAuthorizerBindOptions): HttpRouteAuthorizerConfig {
    return { authorizationType: this.authorizationType };
  }
}

/** Returns the authorization type of a route. A Lambda authorizer has the type REQUEST, but its routes have the type CUSTOM. */
function routeAuthorizationType(authorizerType: string): string {
  return authorizerType === HttpAuthorizerType.LAMBDA.valueOf() ? 'CUSTOM' : authorizerType;
}
