import type {
  AuthorizerReference,
  IWebSocketAuthorizer as IAwsWebSocketAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IRoleRef } from 'aws-cdk-lib/aws-iam';
import { Resource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import type { IAuthorizer } from '../common/authorizer';
import { injected } from '../private/injection';
import { defaultName } from '../private/names';
import { enforce } from '../validation/constraint';
import {
  AUTHORIZER_TYPE,
  AUTHORIZER_URI_FORM,
  AUTHORIZER_URI_PRESENT,
  WEBSOCKET_SOURCES,
} from '../validation/constraints/authorizer';
import { installRules } from '../validation/install';
import type { IWebSocketApi } from './api-interface';
import type { IWebSocketRoute } from './route';

/**
 * The authorization types of WebSocket APIs.
 */
export enum WebSocketAuthorizerType {
  /** A Lambda authorizer: a Lambda function authorizes connections. */
  LAMBDA = 'REQUEST',
  /**
   * IAM authorization: clients sign the connection request with AWS credentials.
   *
   * IAM authorization does not use an authorizer resource. Use `WebSocketIamAuthorizer`.
   */
  IAM = 'AWS_IAM',
}

/**
 * Properties of an authorizer of a WebSocket API.
 */
export interface WebSocketAuthorizerProps {
  /**
   * The name of the authorizer, 1 to 128 characters.
   *
   * @default - the ID of the construct
   */
  readonly authorizerName?: string;

  /**
   * The API that the authorizer belongs to.
   */
  readonly webSocketApi: IWebSocketApi;

  /**
   * The type of the authorizer.
   */
  readonly type: WebSocketAuthorizerType;

  /**
   * The identity sources: `route.request.header.<name>`, `route.request.querystring.<name>`, `context.<name>` or `stageVariables.<name>`.
   * If a connection request lacks one of the identity sources, API Gateway rejects the connection and does not invoke the function.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-authorizer.html#cfn-apigatewayv2-authorizer-identitysource
   */
  readonly identitySource: string[];

  /**
   * The invocation URI of the function: `arn:<partition>:apigateway:<region>:lambda:path/2015-03-31/functions/<function ARN>/invocations`.
   *
   * @default - none. A Lambda authorizer requires a URI
   */
  readonly authorizerUri?: string;

  /**
   * The role that API Gateway assumes to invoke the function.
   *
   * @default - none. Without a role, the resource policy of the function must permit the authorizer to invoke the function
   */
  readonly role?: IRoleRef;
}

/**
 * An authorizer of a WebSocket API.
 */
export interface IWebSocketAuthorizer extends IAuthorizer, IAwsWebSocketAuthorizer {}

/**
 * Attributes of an existing authorizer of a WebSocket API.
 */
export interface WebSocketAuthorizerAttributes {
  /**
   * The ID of the authorizer.
   */
  readonly authorizerId: string;

  /**
   * The authorization type of routes that use the authorizer: `AWS_IAM`, `NONE`, or `CUSTOM` for a Lambda authorizer. `REQUEST` has the
   * same effect as `CUSTOM`.
   */
  readonly authorizerType: string;
}

/**
 * Options for binding an authorizer to a route of a WebSocket API.
 */
export interface WebSocketRouteAuthorizerBindOptions {
  /**
   * The route that uses the authorizer.
   */
  readonly route: IWebSocketRoute;

  /**
   * The scope for constructs that the authorizer creates.
   */
  readonly scope: Construct;
}

/**
 * The authorization settings of a route, which its authorizer returns.
 */
export interface WebSocketRouteAuthorizerConfig {
  /**
   * The ID of the authorizer resource.
   *
   * @default - none. IAM authorization does not use an authorizer resource
   */
  readonly authorizerId?: string;

  /**
   * The authorization type of the route: `AWS_IAM`, `NONE`, or `CUSTOM` for a Lambda authorizer.
   */
  readonly authorizationType: string;
}

/**
 * An authorizer that the `$connect` route of a WebSocket API can use.
 */
export interface IWebSocketRouteAuthorizer {
  /**
   * Returns the authorization settings of the route that uses the authorizer.
   *
   * @param options The route, and the scope for constructs
   */
  bind(options: WebSocketRouteAuthorizerBindOptions): WebSocketRouteAuthorizerConfig;
}

/**
 * An authorizer of a WebSocket API. The Lambda authorizers of the `authorizers` module create this
 * resource for their routes.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access.html
 * @resource AWS::ApiGatewayV2::Authorizer
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { WebSocketApi, WebSocketAuthorizer, WebSocketAuthorizerType } from 'cdk-apigatewayv2';
 *
 * declare const api: WebSocketApi;
 * declare const authorize: lambda.Function;
 *
 * new WebSocketAuthorizer(this, 'Authorizer', {
 *   webSocketApi: api,
 *   type: WebSocketAuthorizerType.LAMBDA,
 *   identitySource: ['route.request.header.Authorization'],
 *   authorizerUri: Stack.of(this).formatArn({
 *     service: 'apigateway',
 *     account: 'lambda',
 *     resource: 'path',
 *     resourceName: `2015-03-31/functions/${authorize.functionArn}/invocations`,
 *   }),
 * });
 */
export class WebSocketAuthorizer extends Resource implements IWebSocketAuthorizer {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.WebSocketAuthorizer';

  /**
   * Imports an existing authorizer, which the `$connect` route can use.
   *
   * @param scope The scope of the import
   * @param id The ID of the construct in the scope
   * @param attrs The attributes of the authorizer
   */
  public static fromWebSocketAuthorizerAttributes(
    scope: Construct,
    id: string,
    attrs: WebSocketAuthorizerAttributes,
  ): IWebSocketRouteAuthorizer {
    class Import extends Resource implements IWebSocketRouteAuthorizer {
      public readonly authorizerId = attrs.authorizerId;
      public readonly authorizerType = attrs.authorizerType;

      public bind(_options: WebSocketRouteAuthorizerBindOptions): WebSocketRouteAuthorizerConfig {
        // A Lambda authorizer has the type REQUEST, but its routes have the type CUSTOM
        const lambda = attrs.authorizerType === WebSocketAuthorizerType.LAMBDA.valueOf();
        return { authorizerId: attrs.authorizerId, authorizationType: lambda ? 'CUSTOM' : attrs.authorizerType };
      }
    }
    return new Import(scope, id);
  }

  /** The ID that API Gateway assigns to the authorizer. */
  public readonly authorizerId: string;

  private readonly apiId: string;

  /**
   * Throws `AuthorizerTypeInvalid`, `AuthorizerUriMissing`, `AuthorizerUriInvalid` or `IdentitySourceUnsupported` if a property is
   * missing or invalid.
   *
   * @param scope The scope of the authorizer
   * @param id The ID of the construct in the scope
   * @param props The properties of the authorizer
   */
  public constructor(scope: Construct, id: string, props: WebSocketAuthorizerProps) {
    props = injected(WebSocketAuthorizer.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    installRules(this);
    const { type, authorizerUri, identitySource } = props;
    enforce(this, AUTHORIZER_TYPE, 'type', { type, protocol: 'WEBSOCKET' });
    enforce(this, AUTHORIZER_URI_PRESENT, 'authorizerUri', { type, uri: authorizerUri });
    enforce(this, AUTHORIZER_URI_FORM, 'authorizerUri', authorizerUri);
    enforce(this, WEBSOCKET_SOURCES, 'identitySource', identitySource);
    this.apiId = props.webSocketApi.apiRef.apiId;
    const resource = new CfnAuthorizer(this, 'Resource', {
      apiId: this.apiId,
      authorizerCredentialsArn: props.role?.roleRef.roleArn,
      authorizerType: props.type,
      authorizerUri: props.authorizerUri,
      identitySource: props.identitySource,
      name: props.authorizerName ?? defaultName(id),
    });
    this.authorizerId = resource.ref;
  }

  /** The reference to this authorizer. */
  public get authorizerRef(): AuthorizerReference {
    return { apiId: this.apiId, authorizerId: this.authorizerId };
  }
}

/**
 * Allows every client to connect, which is also the default. Use this class to make the choice explicit.
 *
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { WebSocketApi, WebSocketNoneAuthorizer } from 'cdk-apigatewayv2';
 * import { WebSocketLambdaIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const connect: lambda.Function;
 *
 * new WebSocketApi(this, 'Chat', {
 *   connectRouteOptions: {
 *     integration: new WebSocketLambdaIntegration('Connect', connect),
 *     authorizer: new WebSocketNoneAuthorizer(),
 *   },
 * });
 */
export class WebSocketNoneAuthorizer implements IWebSocketRouteAuthorizer {
  /**
   * Returns the authorization type `NONE`.
   *
   * @param _options The route, and the scope for constructs
   */
  public bind(_options: WebSocketRouteAuthorizerBindOptions): WebSocketRouteAuthorizerConfig {
    return { authorizationType: 'NONE' };
  }
}
