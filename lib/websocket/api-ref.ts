import type {
  IWebSocketApiRef as IAwsWebSocketApiRef,
  IWebSocketApi as IAwsWebSocketApi,
} from 'aws-cdk-lib/aws-apigatewayv2';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';

import type { IApi } from '../common/api';
import type { IWebSocketMetrics } from './metrics';
import type { WebSocketModel, WebSocketModelOptions } from './model';
import type { WebSocketRoute, WebSocketRouteOptions } from './route';
import type { WebSocketStage, WebSocketStageOptions } from './stage';

/**
 * A reference to a WebSocket API: one made here or in aws-cdk-lib, or imported.
 */
export interface IWebSocketApiRef extends IAwsWebSocketApiRef {}

/**
 * A WebSocket API, made in this app or imported.
 */
export interface IWebSocketApi extends IApi, IWebSocketApiRef, IWebSocketMetrics, IAwsWebSocketApi {
  /**
   * Adds a route.
   *
   * @param routeKey what the route selection expression must yield; or `$connect`, `$disconnect` or `$default`
   * @param options the options of the route
   */
  addRoute(routeKey: string, options: WebSocketRouteOptions): WebSocketRoute;

  /**
   * Adds a stage.
   *
   * @param id the ID of the stage construct
   * @param options the options of the stage
   */
  addStage(id: string, options: WebSocketStageOptions): WebSocketStage;

  /**
   * Adds a model, for routes to hold messages against.
   *
   * @param id the ID of the model construct
   * @param options the options of the model
   */
  addModel(id: string, options: WebSocketModelOptions): WebSocketModel;

  /**
   * Lets a principal connect to every stage, where the `$connect` route uses IAM authorization.
   *
   * @param grantee who may connect
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html
   */
  grantConnect(grantee: IGrantable): Grant;

  /**
   * Lets a principal send messages to the clients of every stage, read their state and disconnect them.
   *
   * @param identity who may do so
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
   */
  grantManageConnections(identity: IGrantable): Grant;

  /**
   * Lets a principal send messages to the clients of every stage, and nothing else.
   *
   * @param grantee who may do so
   */
  grantSend(grantee: IGrantable): Grant;

  /**
   * Lets a principal read the state of the connections of every stage, and nothing else.
   *
   * @param grantee who may do so
   */
  grantReadConnections(grantee: IGrantable): Grant;

  /**
   * Lets a principal disconnect the clients of every stage, and nothing else.
   *
   * @param grantee who may do so
   */
  grantDisconnect(grantee: IGrantable): Grant;

  /**
   * The ARN under which IAM knows routes and stages of this API.
   *
   * @default - every route and stage
   * @param route the key of the route; nothing means every route
   * @param stage the name of the stage; nothing means every stage
   */
  arnForExecuteApiV2(route?: string, stage?: string): string;
}
