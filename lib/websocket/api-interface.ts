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
 * A reference to a WebSocket API of this library or of aws-cdk-lib. The API is created in this app or imported.
 */
export interface IWebSocketApiRef extends IAwsWebSocketApiRef {}

/**
 * A WebSocket API, created in this app or imported.
 */
export interface IWebSocketApi extends IApi, IWebSocketApiRef, IWebSocketMetrics, IAwsWebSocketApi {
  /**
   * Adds a route.
   *
   * @param routeKey The value that the route selection expression extracts from a message, or `$connect`, `$disconnect` or `$default`
   * @param options The options of the route
   */
  addRoute(routeKey: string, options: WebSocketRouteOptions): WebSocketRoute;

  /**
   * Adds a stage.
   *
   * @param id The ID of the stage construct
   * @param options The options of the stage
   */
  addStage(id: string, options: WebSocketStageOptions): WebSocketStage;

  /**
   * Adds a model that routes can use to validate messages.
   *
   * @param id The ID of the model construct
   * @param options The options of the model
   */
  addModel(id: string, options: WebSocketModelOptions): WebSocketModel;

  /**
   * Grants a principal permission to connect to every stage. The permission has an effect only if the `$connect` route uses IAM
   * authorization.
   *
   * @param grantee The principal that gets the permission
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html
   */
  grantConnect(grantee: IGrantable): Grant;

  /**
   * Grants a principal permission to send messages to the clients of every stage, to disconnect clients, and to read
   * the state of connections.
   *
   * @param identity The principal that gets the permission
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
   */
  grantManageConnections(identity: IGrantable): Grant;

  /**
   * Grants a principal permission to send messages to the clients of every stage.
   *
   * @param grantee The principal that gets the permission
   */
  grantSend(grantee: IGrantable): Grant;

  /**
   * Grants a principal permission to read the state of the connections of every stage.
   *
   * @param grantee The principal that gets the permission
   */
  grantReadConnections(grantee: IGrantable): Grant;

  /**
   * Grants a principal permission to disconnect the clients of every stage.
   *
   * @param grantee The principal that gets the permission
   */
  grantDisconnect(grantee: IGrantable): Grant;

  /**
   * Returns the `execute-api` ARN for routes and stages of this API, for use in IAM policies and Lambda permissions.
   *
   * @default - every route and stage
   * @param route The key of the route. The default is every route.
   * @param stage The name of the stage. The default is every stage.
   */
  arnForExecuteApiV2(route?: string, stage?: string): string;
}
