import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Duration } from 'aws-cdk-lib/core';

import { executeApiArn, lambdaInvocationUri } from '../common/arns';
import { isCorrected } from '../private/corrections';
import { permitInvoke, permitInvokeByApi } from '../private/lambda-permissions';
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
   * How long to wait for an answer, 50 milliseconds to 29 seconds.
   *
   * @default - 29 seconds
   */
  readonly timeout?: Duration;

  /**
   * What becomes of payloads on their way.
   *
   * @default - they stay as they are
   */
  readonly contentHandling?: ContentHandling;

  /**
   * Whether each route is permitted by itself to invoke the function. With `false` one permission serves the whole API, which keeps
   * the resource policy of a function that serves many routes under its limit of 20 KB.
   *
   * @default true
   */
  readonly scopePermissionToRoute?: boolean;
}

/**
 * Calls a Lambda function.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integrations.html
 */
export class WebSocketLambdaIntegration extends WebSocketRouteIntegration {
  private readonly permissionId: string;

  /**
   * @param id the ID of the integration construct
   * @param handler the function, an alias or a version of it
   * @param props its properties
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
   * Permits the route, or the whole API, to invoke the function, and says that the route does.
   *
   * @param options the route, and a scope for constructs
   */
  public bind(options: WebSocketRouteIntegrationBindOptions): WebSocketRouteIntegrationConfig {
    const { route, scope } = options;
    const { apiId } = route.webSocketApi;
    const handler = this.handler ?? requireProp(route, 'handler', this.handler);
    if (this.props.scopePermissionToRoute ?? true) {
      // Without the slash the wildcard stands for the stage and the slash behind it, and for the beginning of longer keys
      const stage = isCorrected(route.webSocketApi, 'webSocketPermissionArn') ? '*/' : '*';
      permitInvoke(scope, this.permissionId, handler, executeApiArn(route, apiId, `${stage}${route.routeKey}`));
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
