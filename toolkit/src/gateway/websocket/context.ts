import { isObject } from '../../model/template';
import type { RoutedRequest } from '../contracts';
import type { IntegrationOutcome } from '../http/context-variables';
import type { Authorized } from '../http/events';
import { requestContextOf } from './events';

/** The data about a handled request to a route of a WebSocket API. */
export interface RouteOutcome extends Authorized {
  readonly status?: number;
  readonly errorMessage?: string;
  readonly responseType?: string;
  /** The reason why the message does not match the request model. */
  readonly validationError?: string;
  readonly authorizerError?: string;
  readonly integration?: IntegrationOutcome;
}

/** The value of `$context` in mapping templates, selection expressions and access logs. */
export function contextOf(request: RoutedRequest, outcome: RouteOutcome): Record<string, unknown> {
  const { integration, status } = outcome;
  const own = requestContextOf(request, outcome);
  const authorizer = outcome.authorizerError === undefined ? {} : { error: outcome.authorizerError };
  const integrationStatus = integration?.integrationStatus ?? integration?.status;
  return present({
    ...own,
    accountId: request.accountId,
    authorizer: { ...(own.authorizer as object | undefined), ...authorizer },
    awsEndpointRequestId: integration?.requestId,
    error: present({
      message: outcome.errorMessage,
      messageString: outcome.errorMessage && JSON.stringify(outcome.errorMessage),
      responseType: outcome.responseType,
      validationErrorString: outcome.validationError,
    }),
    integration: present({
      error: integration?.error,
      integrationStatus,
      latency: integration?.latency,
      requestId: integration?.requestId,
      status: integration?.status,
    }),
    integrationErrorMessage: integration?.error,
    integrationLatency: integration?.latency,
    integrationStatus,
    status,
  });
}

/** The value of a `$context` variable. `name` does not include the prefix `$context.`. */
export function contextValue(context: Readonly<Record<string, unknown>>, name: string): unknown {
  return name.split('.').reduce<unknown>((value, key) => {
    return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, context);
}

function present(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
