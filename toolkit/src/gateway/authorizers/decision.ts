import { textOf } from '../../model/values';
import type { Authorizers, Decision, RoutedRequest } from '../contracts';
import { failed } from './denials';

/**
 * Returns the authorizer's decision about a request to a route that is not public. If the authorizer fails, the request
 * is denied.
 */
export async function decisionOf(authorizers: Authorizers, request: RoutedRequest): Promise<Decision> {
  const { api, route } = request;
  let decision: Decision | undefined;
  try {
    decision = await authorizers.of(api, route)?.authorize(request);
  } catch (error) {
    return failed(`The authorizer failed: ${(error as Error).message}`);
  }
  if (!decision)
    return failed(`The local gateway does not support the authorization type ${textOf(route.authorization)}.`);
  // `allowed` must be exactly true, so that no other value can allow the request.
  if (decision.allowed === true) return decision;
  return {
    ...decision,
    allowed: false,
    status: decision.status ?? 500,
    reason: decision.reason ?? 'The authorizer did not return a decision.',
  };
}
