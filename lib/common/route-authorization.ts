import type { IApiRef } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct, IConstruct } from 'constructs';

import { enforce } from '../validation/constraint';
import { AUTHORIZATION_TYPE } from '../validation/constraints/route';
import { fail } from '../validation/errors';

/** An authorizer of an HTTP API or a WebSocket API. */
interface RouteAuthorizer<R, C> {
  bind(options: { readonly route: R; readonly scope: Construct }): C;
}

/**
 * Binds an authorizer to a route, and returns the authorization settings of the route. Throws if API Gateway does not support the
 * authorization type.
 */
export function bindAuthorizer<R extends IConstruct, C extends { readonly authorizationType: string }>(
  route: R,
  api: IApiRef,
  protocol: 'HTTP' | 'WEBSOCKET',
  authorizer: RouteAuthorizer<R, C>,
): C {
  if (typeof (authorizer as Partial<RouteAuthorizer<R, C>>).bind !== 'function') {
    fail(
      route,
      'PropTypeInvalid',
      `'authorizer' must be an authorizer object, such as ${protocol === 'HTTP' ? 'an HttpJwtAuthorizer' : 'a WebSocketLambdaAuthorizer'}, ` +
        `got ${authorizer.constructor.name}. For an existing authorizer, use ` +
        `${protocol === 'HTTP' ? 'HttpAuthorizer.fromHttpAuthorizerAttributes' : 'WebSocketAuthorizer.fromWebSocketAuthorizerAttributes'}().`,
    );
  }
  // The scope of an authorizer is the API, which can be an L1
  const config = authorizer.bind({ route, scope: api as unknown as Construct });
  // In untyped code, `bind` can return undefined. The route then does not use an authorizer
  if (config) {
    enforce(route, AUTHORIZATION_TYPE, 'authorizer.authorizationType', { type: config.authorizationType, protocol });
  }
  return config;
}
