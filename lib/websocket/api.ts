import type { IWebSocketApi as IAwsCdkLibWebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnApi, WebSocketApi as AwsCdkLibWebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';

import type { IpAddressType } from '../api/api';
import { ApiBase } from '../api/api';
import { ExecuteApiAction, executeApiArn, methodPathOfArn } from '../private/arns';
import { fail } from '../private/errors';
import { injected } from '../private/injection';
import { defaultName, freeIdOf } from '../private/names';
import type { IWebSocketApi } from './api-ref';
import type { WebSocketRouteOptions } from './route';
import { WebSocketRoute } from './route';

/**
 * Where a WebSocket API finds the API key of a client.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html
 */
export class WebSocketApiKeySelectionExpression {
  /** In the header `x-api-key` of the connection request. */
  public static readonly HEADER_X_API_KEY = new WebSocketApiKeySelectionExpression('$request.header.x-api-key');

  /** In the attribute `usageIdentifierKey` of what the Lambda authorizer returns. */
  public static readonly AUTHORIZER_USAGE_IDENTIFIER_KEY = new WebSocketApiKeySelectionExpression(
    '$context.authorizer.usageIdentifierKey',
  );

  /**
   * @param customApiKeySelector the expression as the service takes it
   */
  public constructor(public readonly customApiKeySelector: string) {}
}

/**
 * Properties of a WebSocket API.
 */
export interface WebSocketApiProps {
  /**
   * The name of the API, 1 to 128 characters.
   *
   * @default - the ID of the construct
   */
  readonly apiName?: string;

  /**
   * Where the API finds the API key of a client. With the context key `cdk-apigatewayv2:webSocketApiKeyRequired` the `$connect`
   * route requires one then; without, as in aws-cdk-lib, no route does until it says so.
   *
   * @default - none
   */
  readonly apiKeySelectionExpression?: WebSocketApiKeySelectionExpression;

  /**
   * A description of the API, at most 1024 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * Which part of a message names its route.
   *
   * @default '$request.body.action'
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html
   */
  readonly routeSelectionExpression?: string;

  /**
   * The `$connect` route, taken when a client connects.
   *
   * @default - there is none
   */
  readonly connectRouteOptions?: WebSocketRouteOptions;

  /**
   * The `$disconnect` route, taken after a client has disconnected.
   *
   * @default - there is none
   */
  readonly disconnectRouteOptions?: WebSocketRouteOptions;

  /**
   * The `$default` route, taken for messages that no other route takes.
   *
   * @default - there is none
   */
  readonly defaultRouteOptions?: WebSocketRouteOptions;

  /**
   * The IP address types that the API answers on.
   *
   * @default - IPv4
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-ip-address-type.html
   */
  readonly ipAddressType?: IpAddressType;

  /**
   * Whether models are deployed without being validated.
   *
   * @default false
   */
  readonly disableSchemaValidation?: boolean;
}

/**
 * What identifies an existing WebSocket API.
 */
export interface WebSocketApiAttributes {
  /**
   * The ID of the API.
   */
  readonly webSocketId: string;

  /**
   * The default endpoint of the API, such as `wss://abc.execute-api.eu-west-1.amazonaws.com`.
   *
   * @default - `apiEndpoint` throws
   */
  readonly apiEndpoint?: string;
}

/**
 * A WebSocket API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api.html
 * @resource AWS::ApiGatewayV2::Api
 */
export class WebSocketApi extends ApiBase implements IWebSocketApi {
  /** The ID under which property injectors know this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.WebSocketApi';

  /**
   * Refers to an existing WebSocket API.
   *
   * @param scope the construct that the reference belongs to
   * @param id its ID in that scope
   * @param attrs what identifies the API
   */
  public static fromWebSocketApiAttributes(scope: Construct, id: string, attrs: WebSocketApiAttributes): IWebSocketApi {
    class Import extends ApiBase implements IWebSocketApi {
      public readonly isWebsocketApi = true;
      public readonly apiId = attrs.webSocketId;

      public get apiEndpoint(): string {
        return (
          attrs.apiEndpoint ??
          fail(this, 'ApiEndpointUnknown', 'the imported API names no endpoint. Give `apiEndpoint` to the import.')
        );
      }
    }
    return new Import(scope, id);
  }

  /** Always true. */
  public readonly isWebsocketApi = true;

  /** The ID that the service gives the API. */
  public readonly apiId: string;

  /** The default endpoint of the API, without a stage. */
  public readonly apiEndpoint: string;

  /** The name of the API. */
  public readonly webSocketApiName?: string;

  /** @internal */
  public readonly _selectsApiKeys: boolean;

  private awsCdkLibApi?: IAwsCdkLibWebSocketApi;

  /**
   * @param scope the construct that the API belongs to
   * @param id its ID in that scope
   * @param props its properties
   */
  public constructor(scope: Construct, id: string, props?: WebSocketApiProps) {
    props = injected(WebSocketApi.PROPERTY_INJECTION_ID, scope, id, props) ?? {};
    super(scope, id);

    const resource = new CfnApi(this, 'Resource', {
      apiKeySelectionExpression: props.apiKeySelectionExpression?.customApiKeySelector,
      description: props.description,
      disableSchemaValidation: props.disableSchemaValidation,
      ipAddressType: props.ipAddressType,
      name: props.apiName ?? defaultName(id),
      protocolType: 'WEBSOCKET',
      routeSelectionExpression: props.routeSelectionExpression ?? '$request.body.action',
    });
    this.webSocketApiName = props.apiName ?? id;
    this.apiId = resource.ref;
    this.apiEndpoint = resource.attrApiEndpoint;
    this._selectsApiKeys = props.apiKeySelectionExpression !== undefined;

    const predefined = {
      $connect: props.connectRouteOptions,
      $disconnect: props.disconnectRouteOptions,
      $default: props.defaultRouteOptions,
    };
    for (const [routeKey, options] of Object.entries(predefined)) {
      if (options) {
        this.addRoute(routeKey, options);
      }
    }
  }

  /**
   * Adds a route.
   *
   * @param routeKey what the route selection expression must yield; or `$connect`, `$disconnect` or `$default`
   * @param options the options of the route
   */
  public addRoute(routeKey: string, options: WebSocketRouteOptions): WebSocketRoute {
    const isOther = (child: IConstruct) => child instanceof WebSocketRoute && child.routeKey !== routeKey;
    return new WebSocketRoute(this, freeIdOf(this, `${routeKey}-Route`, isOther), {
      webSocketApi: this,
      routeKey,
      ...options,
    });
  }

  /**
   * Lets a principal send messages to the clients of every stage, read their state and disconnect them.
   *
   * @param identity who may do so
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
   */
  public grantManageConnections(identity: IGrantable): Grant {
    return Grant.addToPrincipal({
      grantee: identity,
      actions: [ExecuteApiAction.MANAGE_CONNECTIONS],
      resourceArns: [executeApiArn(this, this.apiId, '*/*/@connections/*')],
    });
  }

  /**
   * The ARN in the form of an HTTP API, which WebSocket APIs do not have.
   *
   * @param method the method; `ANY` and nothing mean every method
   * @param path the path, beginning with `/`; nothing means every path
   * @param stage the stage; nothing means every stage
   * @deprecated WebSocket APIs have routes, not methods and paths: use `arnForExecuteApiV2()`.
   */
  public arnForExecuteApi(method?: string, path?: string, stage?: string): string {
    return executeApiArn(this, this.apiId, methodPathOfArn(this, method, path, stage));
  }

  /**
   * The ARN under which IAM knows routes and stages of this API.
   *
   * @default - every route and stage
   * @param route the key of the route; nothing means every route
   * @param stage the name of the stage; nothing means every stage
   */
  public arnForExecuteApiV2(route?: string, stage?: string): string {
    return executeApiArn(this, this.apiId, `${stage ?? '*'}/${route ?? '*'}`);
  }

  /**
   * This API as a WebSocket API of aws-cdk-lib, for what aws-cdk-lib types so. It adds nothing to the template.
   */
  public toAwsCdkLib(): IAwsCdkLibWebSocketApi {
    this.awsCdkLibApi ??= AwsCdkLibWebSocketApi.fromWebSocketApiAttributes(this, 'AwsCdkLib', {
      webSocketId: this.apiId,
      apiEndpoint: this.apiEndpoint,
    });
    return this.awsCdkLibApi;
  }
}
