import type { IConstruct } from 'constructs';

import { fail } from '../validation/errors';
import { requireProp } from '../validation/required-prop';

const NAMES = { HTTP: 'HTTP', WEBSOCKET: 'WebSocket' };

/**
 * Returns the integration of a route. Throws `RequiredPropMissing` if the integration is missing, `IntegrationProtocolMismatch` if the
 * integration does not support the protocol of the API, and `PropTypeInvalid` if the value is not an integration.
 */
export function requireIntegration<T extends object>(
  route: IConstruct,
  protocol: 'HTTP' | 'WEBSOCKET',
  integration: T | undefined,
): T {
  const given: T = integration ?? requireProp<T>(route, 'integration', integration);
  const { _protocol: actual } = given as { readonly _protocol?: 'HTTP' | 'WEBSOCKET' };
  if (actual !== undefined && actual !== protocol) {
    fail(
      route,
      'IntegrationProtocolMismatch',
      `'integration' must be an integration of ${protocol === 'HTTP' ? 'an HTTP API' : 'a WebSocket API'}, got ${given.constructor.name}. ` +
        `Use a class whose name begins with '${protocol === 'HTTP' ? 'Http' : 'WebSocket'}', because the route belongs to ` +
        `${protocol === 'HTTP' ? 'an' : 'a'} ${NAMES[protocol]} API.`,
    );
  }
  if (typeof (given as { readonly _bindToRoute?: unknown })._bindToRoute !== 'function') {
    const name = protocol === 'HTTP' ? 'HttpLambdaIntegration' : 'WebSocketLambdaIntegration';
    fail(
      route,
      'PropTypeInvalid',
      `'integration' must be an integration object, such as a new ${name}(), got ${given.constructor.name}. ` +
        'To use an L1 integration, create an L1 route with the ID of the integration.',
    );
  }
  return given;
}
