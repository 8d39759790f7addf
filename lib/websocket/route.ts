import type { RouteReference } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnRoute, CfnRouteResponse } from 'aws-cdk-lib/aws-apigatewayv2';
import { Resource, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import type { IRoute } from '../api/route';
import { isCorrected } from '../private/corrections';
import { fail } from '../private/errors';
import { injected } from '../private/injection';
import type { IWebSocketApi } from './api-ref';
import type { IWebSocketRouteAuthorizer } from './authorizer';
import { WebSocketNoneAuthorizer } from './authorizer';
import type { WebSocketRouteIntegration } from './integration';

const CONNECT = '$connect';

/**
 * A route of a WebSocket API.
 */
export interface IWebSocketRoute extends IRoute {
  /**
   * The API that the route belongs to.
   */
  readonly webSocketApi: IWebSocketApi;

  /**
   * The key of the route.
   *
   * @attribute
   */
  readonly routeKey: string;
}

/**
 * The options of a route.
 */
export interface WebSocketRouteOptions {
  /**
   * What the route calls.
   */
  readonly integration: WebSocketRouteIntegration;

  /**
   * Who may connect. Only the `$connect` route takes one; `WebSocketNoneAuthorizer` changes nothing on any.
   *
   * @default - everybody
   */
  readonly authorizer?: IWebSocketRouteAuthorizer;

  /**
   * Whether the answer of the integration is sent back to the client.
   *
   * @default false
   */
  readonly returnResponse?: boolean;
}

/**
 * Properties of a route.
 */
export interface WebSocketRouteProps extends WebSocketRouteOptions {
  /**
   * The API that the route belongs to.
   */
  readonly webSocketApi: IWebSocketApi;

  /**
   * What the API's route selection expression must yield for the route to be taken; or `$connect`, `$disconnect` or `$default`.
   */
  readonly routeKey: string;

  /**
   * Whether clients must show an API key. It counts on `$connect`.
   *
   * @default false
   */
  readonly apiKeyRequired?: boolean;
}

/**
 * A route of a WebSocket API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html
 * @resource AWS::ApiGatewayV2::Route
 */
export class WebSocketRoute extends Resource implements IWebSocketRoute {
  /** The ID under which property injectors know this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.WebSocketRoute';

  /** The API that the route belongs to. */
  public readonly webSocketApi: IWebSocketApi;

  /** The key of the route. */
  public readonly routeKey: string;

  /** The ID of the integration response. */
  public readonly integrationResponseId?: string;

  private readonly resource: CfnRoute;

  /**
   * @param scope the construct that the route belongs to
   * @param id its ID in that scope
   * @param props its properties
   */
  public constructor(scope: Construct, id: string, props: WebSocketRouteProps) {
    props = injected(WebSocketRoute.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    const opens = props.authorizer instanceof WebSocketNoneAuthorizer;
    if (props.authorizer && !opens && props.routeKey !== CONNECT && !Token.isUnresolved(props.routeKey)) {
      fail(
        this,
        'AuthorizerOnNonConnectRoute',
        `only the $connect route takes an authorizer, this is '${props.routeKey}'. Give it to $connect: it then holds for all ` +
          'messages of the connection.',
      );
    }
    this.webSocketApi = props.webSocketApi;
    this.routeKey = props.routeKey;

    const { integrationId } = props.integration._bindToRoute({ route: this, scope: this });
    const authorization = props.authorizer?.bind({
      route: this,
      scope: props.webSocketApi as unknown as Construct,
    });

    this.resource = new CfnRoute(this, 'Resource', {
      apiId: props.webSocketApi.apiRef.apiId,
      apiKeyRequired: props.apiKeyRequired ?? this.keyByDefault(),
      authorizationType: authorization?.authorizationType ?? 'NONE',
      authorizerId: authorization?.authorizerId,
      routeKey: props.routeKey,
      routeResponseSelectionExpression: props.returnResponse ? '$default' : undefined,
      target: `integrations/${integrationId}`,
    });

    if (props.returnResponse) {
      new CfnRouteResponse(this, 'Response', {
        apiId: props.webSocketApi.apiRef.apiId,
        routeId: this.routeId,
        routeResponseKey: '$default',
      });
    }
  }

  /** The ID that the service gives the route. */
  public get routeId(): string {
    return this.resource.ref;
  }

  /** The reference to this route. */
  public get routeRef(): RouteReference {
    return { apiId: this.webSocketApi.apiRef.apiId, routeId: this.routeId };
  }

  /** aws-cdk-lib documents that a key selection expression requires keys, and requires them of no route. */
  private keyByDefault(): true | undefined {
    const selects = (this.webSocketApi as { readonly _selectsApiKeys?: boolean })._selectsApiKeys ?? false;
    return selects && this.routeKey === CONNECT && isCorrected(this.webSocketApi, 'webSocketApiKeyRequired')
      ? true
      : undefined;
  }
}
