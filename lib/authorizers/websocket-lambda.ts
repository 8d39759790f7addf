import type { IRoleRef } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Names } from 'aws-cdk-lib/core';

import type { IdentitySource } from '../common/identity-source';
import { identitySourcesOf } from '../common/identity-source';
import { executeApiArn, lambdaInvocationUri } from '../common/arns';
import { grantInvoke, isGrantable, permitInvoke } from '../private/invoke-permission';
import type {
  IWebSocketRouteAuthorizer,
  WebSocketRouteAuthorizerBindOptions,
  WebSocketRouteAuthorizerConfig,
} from '../websocket/authorizer';
import { WebSocketAuthorizer, WebSocketAuthorizerType } from '../websocket/authorizer';
import { defaultName } from '../private/names';
import { requireProp } from '../validation/required-prop';
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
   * The identity sources: `route.request.header.<name>`, `route.request.querystring.<name>`, `context.<name>` or `stageVariables.<name>`.
   * If a connection request lacks one of the identity sources, API Gateway rejects the connection and does not invoke the function.
   *
   * @default ['route.request.header.Authorization']
   */
  readonly identitySource?: string[];

  /**
   * The identity sources as typed values, such as `IdentitySource.header('Authorization')`. Specify either `identitySources` or
   * `identitySource`.
   *
   * @default - the value of `identitySource`
   */
  readonly identitySources?: IdentitySource[];

  /**
   * The role that API Gateway assumes to invoke the function, for example if the function belongs to another account.
   *
   * The role gets permission to invoke the function. If a role is set, CDK does not change the resource policy of the function.
   *
   * @default - no role. The resource policy of the function permits the authorizer to invoke the function
   */
  readonly role?: IRoleRef;
}

/**
 * An authorizer that restricts connections to clients that a Lambda function authorizes.
 *
 * Only the `$connect` route supports an authorizer. Create a separate authorizer object for each API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { WebSocketApi } from 'cdk-apigatewayv2';
 * import { WebSocketLambdaAuthorizer } from 'cdk-apigatewayv2/authorizers';
 * import { WebSocketLambdaIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const authorize: lambda.Function;
 * declare const connect: lambda.Function;
 *
 * new WebSocketApi(this, 'Chat', {
 *   connectRouteOptions: {
 *     integration: new WebSocketLambdaIntegration('Connect', connect),
 *     authorizer: new WebSocketLambdaAuthorizer('Authorizer', authorize),
 *   },
 * });
 */
export class WebSocketLambdaAuthorizer implements IWebSocketRouteAuthorizer {
  private readonly bound: BoundAuthorizers;

  /**
   * @param id The ID of the authorizer construct in the scope of the API
   * @param handler The function that authorizes connections
   * @param props The properties of the authorizer
   */
  public constructor(
    private readonly id: string,
    private readonly handler: IFunction,
    private readonly props: WebSocketLambdaAuthorizerProps = {},
  ) {
    this.bound = new BoundAuthorizers(id);
  }

  /**
   * Creates the authorizer resource for the route, and returns the ID of this resource.
   *
   * Throws `AuthorizerOnSeveralApis` if the route does not belong to the same API as the first route. Also throws if a property is invalid.
   *
   * @param options The route, and the scope for the authorizer
   */
  public bind(options: WebSocketRouteAuthorizerBindOptions): WebSocketRouteAuthorizerConfig {
    const { route } = options;
    const authorizerId = this.bound.idFor(route, route.webSocketApi, () => this.make(options));
    return { authorizerId, authorizationType: 'CUSTOM' };
  }

  private make({ route, scope }: WebSocketRouteAuthorizerBindOptions): WebSocketAuthorizer {
    const { role } = this.props;
    const handler = requireProp(route, 'handler', this.handler);
    const authorizer = new WebSocketAuthorizer(scope, this.id, {
      webSocketApi: route.webSocketApi,
      identitySource: identitySourcesOf(this.id, this.props, 'webSocket'),
      type: WebSocketAuthorizerType.LAMBDA,
      authorizerName: this.props.authorizerName ?? defaultName(this.id),
      authorizerUri: lambdaInvocationUri(route, handler.functionArn),
      role,
    });
    if (role) {
      if (isGrantable(role)) {
        grantInvoke(handler, role);
      }
      return authorizer;
    }
    const source = executeApiArn(route, route.webSocketApi.apiId, `authorizers/${authorizer.authorizerId}`);
    permitInvoke(scope, `${Names.nodeUniqueId(authorizer.node)}-Permission`, handler, source);
    return authorizer;
  }
}
