import type { Integration } from '../../model/types';
import { within, timedOut } from '../clock';
import type { GatewayResponse, RoutedRequest } from '../contracts';
import { accessLogEntry, type AccessLogEntry } from '../http/access-log';
import { integrationOf, IntegrationFailure, type IntegrationContext } from '../integrations/integration';
import { pathOf } from '../names';
import { contextOf, contextValue, type RouteOutcome } from './context';
import { Integrations, type Integrated } from './integrate';
import { integrationMillis } from './limits';
import { textOfValue } from './undocumented/messages';
import { Transformations } from './transformations';

/** The data that the gateway collects while it handles a request. */
export type Progress = { -readonly [K in keyof RouteOutcome]: RouteOutcome[K] };

/** The callbacks of a `RouteRunner`. */
export interface RouteListeners {
  readonly onAccess: (entry: AccessLogEntry) => void;
  readonly onArrived?: (request: RoutedRequest) => void;
  readonly onHandled?: (request: RoutedRequest, status: number) => void;
}

/** The error for an integration that did not respond within its timeout. */
export class IntegrationTimeout extends IntegrationFailure {}

/** Calls the integrations of WebSocket routes, and writes access logs. */
export class RouteRunner {
  private readonly transformations: Transformations;
  private readonly integrations: Integrations;

  constructor(
    private readonly context: IntegrationContext,
    private readonly listeners: RouteListeners,
  ) {
    this.transformations = new Transformations(context.values);
    this.integrations = new Integrations(context, this.transformations);
  }

  /** Calls the integration of a route. Throws an `IntegrationFailure` if the integration fails. */
  async call(request: RoutedRequest, progress: Progress): Promise<Integrated & { readonly integration: Integration }> {
    const { values, clock } = this.context;
    const integration = integrationOf(request);
    const what = `The integration ${pathOf(integration)}`;
    const limit = Number(values.value(integration.timeoutMillis ?? integrationMillis, `${what}: the timeout`));
    const abort = new AbortController();
    const started = clock.now();
    const running = this.integrations.call(integration, { request, outcome: { ...progress } }, abort.signal);
    try {
      const result = await within(clock, limit, running);
      if (result !== timedOut) {
        progress.integration = { ...result.outcome, latency: clock.now() - started };
        return { ...result, integration };
      }
    } catch (error) {
      const outcome = error instanceof IntegrationFailure ? error.outcome : {};
      progress.integration = { ...outcome, latency: clock.now() - started };
      throw error;
    }
    running.catch(() => {});
    abort.abort();
    progress.integration = { latency: clock.now() - started };
    throw new IntegrationTimeout(504, `${what} did not respond within ${limit} ms.`);
  }

  /**
   * The text that API Gateway sends to the client for a route with a route response. Throws an `IntegrationFailure` if
   * the response cannot be transformed.
   */
  responseText(
    request: RoutedRequest,
    { integration, response, responseKey }: Awaited<ReturnType<RouteRunner['call']>>,
    progress: Progress,
  ): string {
    if (responseKey === undefined) return textOfBody(response);
    return this.transformations.response(integration, { request, outcome: progress, response }, responseKey);
  }

  /** Reports a handled request, and writes an entry to the access log of the stage. */
  logAccess(request: RoutedRequest, outcome: RouteOutcome): void {
    let context: ReturnType<typeof contextOf> | undefined;
    const entry = accessLogEntry(request, this.context.values, (name) => {
      const value = contextValue((context ??= contextOf(request, outcome)), name);
      return value === undefined || value === null ? undefined : textOfValue(value);
    });
    if (entry) this.listeners.onAccess(entry);
    this.reportHandled(request, outcome);
  }

  /** Reports a request before its route is chosen, so that the observer can assign log entries to the request. */
  reportArrived(request: RoutedRequest): void {
    this.listeners.onArrived?.(request);
  }

  /** Reports a handled request. The route key is empty if no route matches. */
  reportHandled(request: RoutedRequest, { status = 500 }: RouteOutcome): void {
    this.listeners.onHandled?.(request, status);
  }
}

function textOfBody({ body }: GatewayResponse): string {
  return Buffer.from(body).toString();
}
