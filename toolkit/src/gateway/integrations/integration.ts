import { ToolkitError } from '../../model/errors';
import type { Integration } from '../../model/types';
import type { GatewayContext, GatewayResponse, RoutedRequest, Values } from '../contracts';
import type { IntegrationOutcome } from '../http/context-variables';
import type { Authorized } from '../http/events';
import type { MappedRequest } from '../http/mapping';
import { pathOf } from '../names';
import type { Targets } from '../targets';
import type { ServiceCalls } from './service-calls';

/** An integration to call, with the request and the result of the authorizer. */
export interface IntegrationCall {
  readonly integration: Integration;
  /**
   * The request before the parameter mappings are applied. `mapped` contains the header fields and query parameters of
   * the mapped request.
   */
  readonly request: RoutedRequest;
  readonly mapped: MappedRequest;
  readonly authorized: Authorized;
}

/** The response of an integration, with the data for access logs. */
export interface IntegrationResult {
  readonly response: GatewayResponse;
  readonly outcome: IntegrationOutcome;
}

/** The data and services that all integrations share. */
export interface IntegrationContext extends GatewayContext {
  readonly targets: Targets;
  readonly serviceCalls: ServiceCalls;
}

/**
 * The error for a failed integration. The client receives only the status code, and the reason is written to the log.
 */
export class IntegrationFailure extends Error {
  constructor(
    readonly status: number,
    reason: string,
    readonly outcome: IntegrationOutcome = { error: reason },
  ) {
    super(reason);
    this.name = 'IntegrationFailure';
  }
}

/** Throws an `IntegrationFailure` if the integration URI contains a stage variable that the stage does not define. */
export function enforceStageVariables(
  values: Values,
  integration: Integration,
  { stageVariables, stageName }: RoutedRequest,
): void {
  const names = [...(values.textIfKnown(integration.uri) ?? '').matchAll(/\$\{stageVariables\.([^}]+)\}/g)];
  const missing = names.find(([, name]) => !(name in stageVariables));
  if (missing === undefined) return;
  const reason = `The integration ${pathOf(integration)} uses the stage variable ${missing[1]}, which the stage ${stageName} does not define. Add the variable to the stage.`;
  throw new IntegrationFailure(500, reason);
}

/** The integration of a route. Throws a `ToolkitError` if the app does not define the integration. */
export function integrationOf({ api, route }: RoutedRequest): Integration {
  const link = route.integration;
  const integration = link && 'id' in link ? api.integrations.find(({ id }) => id === link.id) : undefined;
  if (integration) return integration;
  throw new ToolkitError(
    'NoIntegration',
    `The route ${pathOf(route)} has no integration in this app. Add an integration to the route.`,
  );
}
