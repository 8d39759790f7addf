import type { Api } from '../../model/types';
import { textOf } from '../../model/values';
import { timedOut, within } from '../clock';
import { decisionOf } from '../authorizers/decision';
import type { GatewayRequest, GatewayResponse, RoutedRequest, StagedRequest, Authorizers } from '../contracts';
import { callFunction } from '../integrations/function';
import { callHttp } from '../integrations/http';
import {
  enforceStageVariables,
  integrationOf,
  IntegrationFailure,
  type IntegrationCall,
  type IntegrationContext,
  type IntegrationResult,
} from '../integrations/integration';
import { callService } from '../integrations/service';
import { pathOf } from '../names';
import { accessLogEntry, type AccessLogEntry } from './access-log';
import { contextVariable, type Outcome } from './context-variables';
import { CorsPolicy } from './cors';
import { errorResponse, messageOf, Rejection } from './errors';
import type { Authorized } from './events';
import { without } from './fields';
import { enforceLimits } from './limits';
import { mapRequest, mapResponse, type Mappings } from './mapping';
import { Router, type RouteMatch } from './routing';
import type { Stages } from './stages';
import { Throttle } from './throttle';
import { answersPreflightOfPublicRoutes, hasErrorFields } from './undocumented/cors';

/** The router and the CORS policy of an API, which the gateway creates once for each API. */
interface Prepared {
  readonly router: Router;
  readonly cors: CorsPolicy | undefined;
}

/** The settings of an `HttpHandler`. */
export interface HttpHandlerOptions {
  readonly throttle: boolean;
  readonly onAccess: (entry: AccessLogEntry) => void;
  /** Handles HTTP requests to WebSocket APIs, such as requests to `@connections`. */
  readonly webSocket: (request: StagedRequest) => Promise<GatewayResponse>;
}

/**
 * The response to a request. `request` contains the API if an API matches the request, and the route if a route matches
 * the request.
 */
export interface Answer {
  readonly response: GatewayResponse;
  readonly request?: StagedRequest & Partial<RoutedRequest>;
}

/** The data that the gateway collects while it handles a request. */
type Progress = { -readonly [K in keyof Outcome]: Outcome[K] };

/** Handles the requests to the HTTP APIs of an app. */
export class HttpHandler {
  private readonly prepared = new Map<string, Prepared>();
  private readonly throttle: Throttle | undefined;
  private readonly calls = new Set<AbortController>();

  constructor(
    private readonly context: IntegrationContext,
    private readonly authorizers: Authorizers,
    private readonly stages: Stages,
    private readonly options: HttpHandlerOptions,
  ) {
    if (options.throttle) this.throttle = new Throttle(context.clock, context.values);
  }

  /**
   * Handles a request to an HTTP API. The promise rejects with a `ToolkitError` only if a setting is missing or wrong.
   */
  async handle(request: GatewayRequest, onStaged?: (staged: StagedRequest) => void): Promise<Answer> {
    let staged: StagedRequest;
    try {
      staged = this.stages.choose(request);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      this.logError(request.host, error.message);
      return { response: finished(error.response, this.context.clock.now()) };
    }
    onStaged?.(staged);
    if (staged.api.protocol === 'WEBSOCKET') {
      return {
        response: finished(await this.options.webSocket(staged), staged.time, staged.requestId),
        request: staged,
      };
    }
    const progress: Progress = {};
    const { routed, response } = await this.respond(staged, progress);
    const answer = finished(response, this.context.clock.now(), staged.requestId);
    this.logAccess(
      { ...staged, ...routed },
      {
        ...progress,
        status: answer.status,
        responseLength: answer.body.length,
        responseLatency: this.context.clock.now() - staged.time,
      },
    );
    return { response: answer, request: { ...staged, ...routed } };
  }

  /** Aborts all open requests to HTTP targets. */
  close(): void {
    for (const call of this.calls) call.abort();
  }

  private async respond(
    staged: StagedRequest,
    progress: Progress,
  ): Promise<{ routed?: RoutedRequest; response: GatewayResponse }> {
    const { router, cors } = this.preparedFor(staged.api);
    const match = router.match(staged.request.method, staged.routePath);
    const routed = match && { ...staged, ...match };
    try {
      enforceLimits(staged.request);
      const response = await this.respondRouted(staged, match, cors, progress);
      return { ...(routed ? { routed } : {}), response };
    } catch (error) {
      if (!(error instanceof Rejection || error instanceof IntegrationFailure)) throw error;
      const about = routed ? pathOf(routed.route) : pathOf(staged.api);
      this.logError(about, error.message, staged.requestId);
      if (error instanceof IntegrationFailure) progress.integration = { ...progress.integration, ...error.outcome };
      const response = error instanceof Rejection ? error.response : errorResponse(error.status);
      progress.errorMessage = messageOf(response.status) ?? error.message;
      return {
        ...(routed ? { routed } : {}),
        response: cors && hasErrorFields() ? cors.apply(staged.request, response) : response,
      };
    }
  }

  private async respondRouted(
    staged: StagedRequest,
    match: RouteMatch | undefined,
    cors: CorsPolicy | undefined,
    progress: Progress,
  ): Promise<GatewayResponse> {
    const preflight = cors !== undefined && cors.isPreflight(staged.request);
    if (!match) {
      if (preflight) return cors.preflight(staged.request);
      throw new Rejection(404, `No route matches ${staged.request.method} ${staged.routePath}.`);
    }
    const request: RoutedRequest = { ...staged, ...match };
    if (this.throttle && !this.throttle.admit(request.stage, request.routeKey)) {
      throw new Rejection(429, `The route ${request.routeKey} exceeds its throttling limits.`);
    }
    const authorized = await this.authorize(request, progress);
    if (preflight && (authorized.authorizer !== undefined || answersPreflightOfPublicRoutes())) {
      return cors.preflight(staged.request);
    }
    const response = await this.integrate(request, authorized, progress);
    return cors ? cors.apply(staged.request, response) : response;
  }

  /** Calls the authorizer of the route. If the authorizer fails, the request is denied. */
  private async authorize(request: RoutedRequest, progress: Progress): Promise<Authorized> {
    if (this.context.values.textIfKnown(request.route.authorization) === 'NONE') return {};
    const decision = await decisionOf(this.authorizers, request);
    if (!decision.allowed) {
      const { status, reason, headers, message } = decision;
      progress.authorizerError = reason;
      throw new Rejection(status, reason, { ...(headers ? { headers } : {}), ...(message ? { message } : {}) });
    }
    const { authorizer, principalId } = decision;
    progress.authorizer = authorizer;
    if (principalId !== undefined) progress.principalId = principalId;
    return { authorizer, ...(principalId === undefined ? {} : { principalId }) };
  }

  private async integrate(
    request: RoutedRequest,
    authorized: Authorized,
    progress: Progress,
  ): Promise<GatewayResponse> {
    const { values, clock } = this.context;
    const integration = integrationOf(request);
    const what = `The integration ${pathOf(integration)}`;
    const mappings = integration.subtype === undefined ? (integration.requestParameters ?? {}) : {};
    const known = values.record(mappings as Mappings, `${what}: a parameter mapping`);
    enforceStageVariables(values, integration, request);
    const mapped = mapRequest(request, known, { request, outcome: authorized });
    const limit =
      integration.timeoutMillis === undefined
        ? 30_000
        : Number(values.value(integration.timeoutMillis, `The timeout of the integration ${pathOf(integration)}`));
    const abort = new AbortController();
    const started = clock.now();
    this.calls.add(abort);
    const running = this.call({ integration, request, mapped, authorized }, abort.signal).finally(() =>
      this.calls.delete(abort),
    );
    const result = await within(clock, limit, running);
    const latency = clock.now() - started;
    progress.integration = { latency };
    if (result === timedOut) {
      running.catch(() => {});
      abort.abort();
      throw new IntegrationFailure(503, `${what} did not respond within ${limit} ms.`);
    }
    progress.integration = { ...result.outcome, latency };
    const responseMappings: Record<string, Mappings> = {};
    const byStatus = integration.responseParameters && values.value(integration.responseParameters, what);
    for (const [status, mapping] of Object.entries(byStatus ?? {})) {
      responseMappings[status] = values.record(mapping, `${what}: a mapping of responses`);
    }
    return mapResponse(result.response, responseMappings, { request, outcome: { ...progress } });
  }

  private call(call: IntegrationCall, signal: AbortSignal): Promise<IntegrationResult> {
    const { integration } = call;
    const type = this.context.values.textIfKnown(integration.type);
    if (integration.subtype !== undefined) return callService(this.context, call);
    if (type === 'HTTP_PROXY') return callHttp(this.context, call, signal);
    if (type === 'AWS_PROXY') return callFunction(this.context, call);
    const reason = `HTTP APIs do not support integrations of the type ${textOf(integration.type)}.`;
    return Promise.reject(new IntegrationFailure(500, reason));
  }

  private preparedFor(api: Api): Prepared {
    let prepared = this.prepared.get(api.id);
    if (!prepared) {
      prepared = { router: new Router(api.routes), cors: CorsPolicy.of(api, this.context.values) };
      this.prepared.set(api.id, prepared);
    }
    return prepared;
  }

  private logAccess(request: StagedRequest & Partial<RoutedRequest>, outcome: Outcome): void {
    const entry = accessLogEntry(request, this.context.values, (name) => contextVariable(request, outcome, name));
    if (entry) this.options.onAccess(entry);
  }

  private logError(about: string, message: string, requestId?: string): void {
    const time = this.context.clock.now();
    this.context.log({ time, about, level: 'error', message, ...(requestId === undefined ? {} : { requestId }) });
  }
}

/** Adds the header fields that every response of API Gateway contains. */
function finished(response: GatewayResponse, time: number, requestId?: string): GatewayResponse {
  const { status, body } = response;
  const headers = without(
    response.headers,
    'content-length',
    'date',
    'connection',
    'transfer-encoding',
    'apigw-requestid',
  );
  return {
    status,
    body,
    headers: [
      ['date', new Date(time).toUTCString()],
      ...headers,
      ...(status === 204 || status === 304 ? [] : [['content-length', String(body.length)] as const]),
      ...(requestId === undefined ? [] : [['apigw-requestid', requestId] as const]),
    ],
  };
}
