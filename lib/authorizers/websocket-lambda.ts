import type { IRoleRef } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Names } from 'aws-cdk-lib/core';

import type { IdentitySource } from '../common/identity-source';
import { identitySourcesOf } from '../common/identity-source';
import { executeApiArn, lambdaInvocationUri } from '../common/arns';
import { grantInvoke, isGrantable, permitInvoke } from '../private/lambda-permissions';
import type {
  IWebSocketRouteAuthorizer,
  WebSocketRouteAuthorizerBindOptions,
  WebSocketRouteAuthorizerConfig,
} from '../websocket/authorizer';
import { WebSocketAuthorizer, WebSocketAuthorizerType } from '../websocket/authorizer';
import { defaultName } from '../private/names';
import { BoundAuthorizers } from './bound-authorizers';

/**
 * Properties of a Lambda authorizer of a WebSocket API.
 */
export interface WebSocketLambdaAuthorizerProps {
  /**
   * The name of the authorizer, 1 to 128 characters.
   *
   * @default - the ID of the authorizer
   */
  readonly authorizerName?: string;

  /**
   * Where the identity of the client is: `route.request.header.x`, `route.request.querystring.x`, `context.x` or
   * `stageVariables.x`. A connection without one of them is refused before the function is called.
   *
   * @default ['route.request.header.Authorization']
   */
  readonly identitySource?: string[];

  /**
   * The same as typed values, such as `IdentitySource.header('Authorization')`. Not together with `identitySource`.
   *
   * @default - `identitySource`
   */
  readonly identitySources?: IdentitySource[];

  /**
   * The role that API Gateway assumes to invoke the function, as for a function of another account. It is allowed to invoke the
   * function, whose resource policy is left alone then.
   *
   * @default - the resource policy of the function permits the authorizer
   */
  readonly role?: IRoleRef;
}

/**
 * Lets a Lambda function decide who may connect. It serves the `$connect` route.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 */
export class WebSocketLambdaAuthorizer implements IWebSocketRouteAuthorizer {
  private readonly bound: BoundAuthorizers;

  /**
   * @param id the ID of the authorizer construct
   * @param handler the function that decides
   * @param props its properties
   */
  public constructor(
    private readonly id: string,
    private readonly handler: IFunction,
    private readonly props: WebSocketLambdaAuthorizerProps = {},
  ) {
    this.bound = new BoundAuthorizers(id);
  }

  /**
   * Makes the authorizer for the route, and tells the route of it.
   *
   * Throws `AuthorizerOnSeveralApis` where the route belongs to another API than the first.
   *
   * @param options the route, and a scope for constructs
   */
  public bind(options: WebSocketRouteAuthorizerBindOptions): WebSocketRouteAuthorizerConfig {
    const { route } = options;
    const { authorizerId } = this.bound.ofOneApi(route.webSocketApi.apiId, route.node.path, () => this.make(options));
    return { authorizerId, authorizationType: 'CUSTOM' };
  }

  private make({ route, scope }: WebSocketRouteAuthorizerBindOptions): WebSocketAuthorizer {
    const { role } = this.props;
    const authorizer = new WebSocketAuthorizer(scope, this.id, {
      webSocketApi: route.webSocketApi,
      identitySource: identitySourcesOf(this.id, this.props, 'webSocket'),
      type: WebSocketAuthorizerType.LAMBDA,
      authorizerName: this.props.authorizerName ?? defaultName(this.id),
      authorizerUri: lambdaInvocationUri(route, this.handler.functionArn),
      role,
    });
    if (role) {
      if (isGrantable(role)) {
        grantInvoke(this.handler, role);
      }
      return authorizer;
    }
    const source = executeApiArn(route, route.webSocketApi.apiId, `authorizers/${authorizer.authorizerId}`);
    permitInvoke(scope, `${Names.nodeUniqueId(authorizer.node)}-Permission`, this.handler, source);
    return authorizer;
  }
}
