import type { IApiRef } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct, IConstruct } from 'constructs';

import { enforce } from '../validation/constraint';
import { AUTHORIZATION_TYPE } from '../validation/constraints/route';
import { fail } from '../validation/errors';

/** An authorizer of either protocol. */
interface RouteAuthorizer<R, C> {
  bind(options: { readonly route: R; readonly scope: Construct }): C;
}

/** Binds the authorizer of a route, and returns its authorization settings. Throws if API Gateway does not have their type. */
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
        `got ${authorizer.constructor.name}. For an authorizer that exists, use ` +
        `${protocol === 'HTTP' ? 'HttpAuthorizer.fromHttpAuthorizerAttributes' : 'WebSocketAuthorizer.fromWebSocketAuthorizerAttributes'}().`,
    );
  }
  // The scope of an authorizer is the API, which can be an L1
  const config = authorizer.bind({ route, scope: api as unknown as Construct });
  // Untyped code can return nothing, and then the route has no authorizer
  if (config) {
    enforce(route, AUTHORIZATION_TYPE, 'authorizer.authorizationType', { type: config.authorizationType, protocol });
  }
  return config;
}
