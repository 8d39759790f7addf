import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Duration } from 'aws-cdk-lib/core';

import { executeApiArn, lambdaInvocationUri } from '../common/arns';
import { isCorrected } from '../private/corrections';
import { permitInvokeByApi } from '../private/invoke-permission';
import { apiGatewayPrincipal } from '../private/service-principal';
import { requireProp } from '../validation/required-prop';
import type {
  ContentHandling,
  WebSocketRouteIntegrationBindOptions,
  WebSocketRouteIntegrationConfig,
} from '../websocket/integration';
import { WebSocketIntegrationType, WebSocketRouteIntegration } from '../websocket/integration';

/**
 * Properties of a Lambda integration of a WebSocket API.
 */
export interface WebSocketLambdaIntegrationProps {
  /**
   * The maximum time that API Gateway waits for a response, 50 milliseconds to 29 seconds.
   *
   * @default - 29 seconds
   */
  readonly timeout?: Duration;

  /**
   * The conversion of payloads between text and binary.
   *
   * @default - API Gateway does not convert payloads
   */
  readonly contentHandling?: ContentHandling;

  /**
   * Whether each route gets its own permission to invoke the function.
   *
   * If false, one permission covers all routes of the API. Use false for a function with many routes, because the resource policy of a
   * function is limited to 20 KB.
   *
   * @default true
   */
  readonly scopePermissionToRoute?: boolean;
}

/**
 * A WebSocket API integration that invokes a Lambda function.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integrations.html
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { WebSocketApi } from 'cdk-apigatewayv2';
 * import { WebSocketLambdaIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: WebSocketApi;
 * declare const send: lambda.Function;
 *
 * api.addRoute('sendMessage', { integration: new WebSocketLambdaIntegration('Send', send) });
 */
export class WebSocketLambdaIntegration extends WebSocketRouteIntegration {
  private readonly permissionId: string;

  /**
   * @param id The ID of the integration construct
   * @param handler The function, an alias or a version
   * @param props The properties of the integration
   */
  public constructor(
    id: string,
    private readonly handler: IFunction,
    private readonly props: WebSocketLambdaIntegrationProps = {},
  ) {
    super(id);
    this.permissionId = `${id}-Permission`;
  }

  /**
   * Permits the route, or the whole API, to invoke the function, and returns the configuration of the integration.
   *
   * @param options The route, and the scope for constructs
   */
  public bind(options: WebSocketRouteIntegrationBindOptions): WebSocketRouteIntegrationConfig {
    const { route, scope } = options;
    const { apiId } = route.webSocketApi;
    const handler = this.handler ?? requireProp(route, 'handler', this.handler);
    if (this.props.scopePermissionToRoute ?? true) {
      // Without the slash, the ARN would also match longer route keys that end with this route key
      const stage = isCorrected(route.webSocketApi, 'webSocketPermissionArn') ? '*/' : '*';
      const sourceArn = executeApiArn(route, apiId, `${stage}${route.routeKey}`);
      // This code does not call `permitInvoke`, because each function call adds a frame to the stack trace that the permission records
      handler.addPermission(this.permissionId, { scope, principal: apiGatewayPrincipal(), sourceArn });
    } else {
      permitInvokeByApi(scope, handler, route.webSocketApi, () => executeApiArn(route, apiId, '*/*'));
    }
    return {
      type: WebSocketIntegrationType.AWS_PROXY,
      uri: lambdaInvocationUri(route, handler.functionArn),
      timeout: this.props.timeout,
      contentHandling: this.props.contentHandling,
    };
  }
}
