import type { IApiRef } from 'aws-cdk-lib/aws-apigatewayv2';

import type { IApi } from '../api/api';

/**
 * A reference to a WebSocket API: one made here or in aws-cdk-lib, or imported.
 */
export interface IWebSocketApiRef extends IApiRef {
  /**
   * Always true. It keeps TypeScript from taking other APIs for WebSocket APIs.
   */
  readonly isWebsocketApi: boolean;
}

/**
 * A WebSocket API, made in this app or imported.
 */
export interface IWebSocketApi extends IApi, IWebSocketApiRef {}
