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
import type { IWebSocketApi } from './api-ref';
import type { IWebSocketRoute } from './route';

/**
 * The types of authorizers that WebSocket APIs have.
 */
export enum WebSocketAuthorizerType {
  /** A Lambda function decides. */
  LAMBDA = 'REQUEST',
  /** The client signs the connection request with AWS credentials. */
  IAM = 'AWS_IAM',
}

/**
 * Properties of an authorizer.
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
   * Where the identity of the client is: `route.request.header.x`, `route.request.querystring.x`, `context.x` or
   * `stageVariables.x`.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-authorizer.html#cfn-apigatewayv2-authorizer-identitysource
   */
  readonly identitySource: string[];

  /**
   * The URI under which API Gateway invokes the function.
   *
   * @default - none; a Lambda authorizer needs one
   */
  readonly authorizerUri?: string;

  /**
   * The role that API Gateway assumes to invoke the function.
   *
   * @default - none; the resource policy of the function decides
   */
  readonly role?: IRoleRef;
}

/**
 * An authorizer of a WebSocket API.
 */
export interface IWebSocketAuthorizer extends IAuthorizer, IAwsWebSocketAuthorizer {}

/**
 * What identifies an existing authorizer.
 */
export interface WebSocketAuthorizerAttributes {
  /**
   * The ID of the authorizer.
   */
  readonly authorizerId: string;

  /**
   * The authorization type of the routes that use it: `CUSTOM` for a Lambda authorizer (`REQUEST` is taken for it too), `AWS_IAM`
   * or `NONE`.
   */
  readonly authorizerType: string;
}

/**
 * What an authorizer is told when a route uses it.
 */
export interface WebSocketRouteAuthorizerBindOptions {
  /**
   * The route.
   */
  readonly route: IWebSocketRoute;

  /**
   * The scope for constructs that the authorizer makes.
   */
  readonly scope: Construct;
}

/**
 * What an authorizer tells the route that uses it.
 */
export interface WebSocketRouteAuthorizerConfig {
  /**
   * The ID of the authorizer.
   *
   * @default - none, as with IAM
   */
  readonly authorizerId?: string;

  /**
   * How the route authorizes: `AWS_IAM`, `CUSTOM` for a Lambda authorizer, or `NONE`.
   */
  readonly authorizationType: string;
}

/**
 * An authorizer that the `$connect` route of a WebSocket API can use.
 */
export interface IWebSocketRouteAuthorizer {
  /**
   * Called by the route that uses this authorizer.
   *
   * @param options the route, and a scope for constructs
   */
  bind(options: WebSocketRouteAuthorizerBindOptions): WebSocketRouteAuthorizerConfig;
}

/**
 * An authorizer of a WebSocket API. The classes of the `authorizers` module make it when a route uses them.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access.html
 * @resource AWS::ApiGatewayV2::Authorizer
 */
export class WebSocketAuthorizer extends Resource implements IWebSocketAuthorizer {
  /** The ID under which property injectors know this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.WebSocketAuthorizer';

  /**
   * Refers to an existing authorizer, for the `$connect` route to use.
   *
   * @param scope the construct that the reference belongs to
   * @param id its ID in that scope
   * @param attrs what identifies the authorizer
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
        // An Authorizer says REQUEST where a Route says CUSTOM; whoever imports one knows the first.
        const lambda = attrs.authorizerType === WebSocketAuthorizerType.LAMBDA.valueOf();
        return { authorizerId: attrs.authorizerId, authorizationType: lambda ? 'CUSTOM' : attrs.authorizerType };
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
  public constructor(scope: Construct, id: string, props: WebSocketAuthorizerProps) {
    props = injected(WebSocketAuthorizer.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    installRules(this);
    const { type, authorizerUri, identitySource } = props;
    enforce(this, AUTHORIZER_TYPE, 'type', {
      type,
      protocol: type === WebSocketAuthorizerType.IAM ? undefined : 'WEBSOCKET',
    });
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
 * Lets everybody connect, said out loud.
 */
export class WebSocketNoneAuthorizer implements IWebSocketRouteAuthorizer {
  /**
   * Tells the route to authorize nobody.
   *
   * @param _options the route, and a scope for constructs
   */
  public bind(_options: WebSocketRouteAuthorizerBindOptions): WebSocketRouteAuthorizerConfig {
    return { authorizationType: 'NONE' };
  }
}
