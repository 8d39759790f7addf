import type {
  Authorizers,
  GatewayResponse,
  RoutedRequest,
  SentAddress,
  StagedRequest,
  WebSocketFacts,
} from '../contracts';
import type { AccessLogEntry } from '../http/access-log';
import type { Stages } from '../http/stages';
import { Throttle } from '../http/throttle';
import { newRequestId } from '../ids';
import type { IntegrationContext } from '../integrations/integration';
import { pathOf } from '../names';
import { connectRequest } from './address';
import { ApiKeys } from './api-keys';
import { Connection, type ConnectionEvents } from './connection';
import { Connections } from './connections';
import type { Accepted, ConnectionOpener, ConnectOptions, Rejected } from './contracts';
import { Management } from './management';
import { Messages } from './messages';
import { Models } from './models';
import { Opening } from './opening';
import { Routes } from './routes';
import { RouteRunner } from './runner';

/** The settings of a `WebSocketHandler`. */
export interface WebSocketHandlerOptions {
  readonly throttle: boolean;
  readonly onAccess: (entry: AccessLogEntry) => void;
  readonly onArrived?: (request: RoutedRequest) => void;
  readonly onHandled?: (request: RoutedRequest, status: number) => void;
}

/** Handles the connections and messages of all WebSocket APIs of an app, and the requests to `@connections`. */
export class WebSocketHandler implements ConnectionOpener {
  readonly connections = new Connections();
  readonly apiKeys: ApiKeys;
  private readonly opening: Opening;
  private readonly messages: Messages;
  private readonly management: Management;
  private readonly routes: Routes;
  private readonly runner: RouteRunner;
  private readonly running = new Set<Promise<void>>();
  private readonly events: ConnectionEvents = {
    message: (one, text) => this.run(this.messages.handle(one, this.followUp(one, text))),
    closed: (one, code, reason) => {
      this.connections.remove(one);
      this.run(this.disconnect(one, code, reason));
    },
  };
  private isClosed = false;

  constructor(
    private readonly context: IntegrationContext,
    authorizers: Authorizers,
    stages: Stages,
    options: WebSocketHandlerOptions,
  ) {
    this.apiKeys = new ApiKeys(context);
    this.routes = new Routes(context);
    this.runner = new RouteRunner(context, options);
    const throttle = options.throttle ? new Throttle(context.clock, context.values) : undefined;
    const { apiKeys, routes, runner } = this;
    this.opening = new Opening({ context, stages, authorizers, apiKeys, routes, runner, throttle });
    const models = new Models(context);
    this.messages = new Messages({ context, apiKeys, models, routes, runner, throttle });
    this.management = new Management({ context, authorizers, connections: this.connections, throttle });
  }

  async openConnection(url: string, options: ConnectOptions = {}, sent?: SentAddress): Promise<Rejected | Accepted> {
    const { request, headerNames } = connectRequest(url, options);
    const opened = await this.opening.open({ request: { ...request, ...(sent && { sent }) }, headerNames });
    if (!('settings' in opened)) return { accepted: false, ...opened };
    const connection = new Connection(opened.settings, this.context.clock, this.events);
    this.connections.add(connection);
    return connection.clientSide(opened.headers);
  }

  /**
   * Takes over the connections of the handler for an earlier version of the app, because connections remain open after
   * a deployment. The earlier handler keeps the connections of removed stages.
   */
  adopt(other: WebSocketHandler): void {
    const { model, values, clock } = this.context;
    for (const connection of other.connections.all) {
      const { settings } = connection;
      const api = model.apis.find(({ id }) => id === settings.request.api.id);
      const stage = api?.stages.find(({ id }) => id === settings.request.stage.id);
      if (!api || !stage) continue;
      const stageVariables = values.record(stage.variables, `The stage variables of ${pathOf(stage)}`);
      other.connections.remove(connection);
      this.connections.add(connection);
      const request = { ...settings.request, api, stage, stageVariables };
      connection.move({ ...settings, request }, clock, this.events);
    }
  }

  /** Handles an HTTP request to a WebSocket API, such as a request to `@connections`. */
  handle(request: StagedRequest): Promise<GatewayResponse> {
    return this.management.handle(request);
  }

  /** Resolves when the handler has handled all messages and all integrations of `$disconnect` routes have ended. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** Closes all connections without calling the integrations of `$disconnect` routes. */
  close(): void {
    this.isClosed = true;
    this.connections.endAll(1001, 'Going away');
  }

  private async disconnect(connection: Connection, code: number, reason: string): Promise<void> {
    const { request, authorized } = connection.settings;
    const route = this.routes.find(request.api, '$disconnect');
    if (!route || route.integration === undefined || this.isClosed) return;
    const routed = {
      ...this.followUp(connection, '', { eventType: 'DISCONNECT', disconnect: { code, reason } }),
      route,
      routeKey: '$disconnect',
    };
    const progress = { ...authorized };
    this.runner.reportArrived(routed);
    try {
      const { response } = await this.runner.call(routed, progress);
      this.runner.logAccess(routed, { ...progress, status: response.status });
    } catch (error) {
      // As on AWS, the connection is already closed, so an error of the $disconnect integration is only logged.
      const { message } = error as Error;
      this.context.log({
        time: this.context.clock.now(),
        requestId: routed.requestId,
        about: pathOf(route),
        level: 'error',
        message,
      });
      this.runner.logAccess(routed, { ...progress, status: 500, errorMessage: 'Internal server error' });
    }
  }

  /** Creates the request for a message or for the end of a connection. */
  private followUp(
    { settings: { request } }: Connection,
    text: string,
    own: Partial<WebSocketFacts> = { eventType: 'MESSAGE', messageId: newRequestId() },
  ): RoutedRequest {
    return {
      ...request,
      requestId: newRequestId(),
      time: this.context.clock.now(),
      request: { ...request.request, body: Buffer.from(text) },
      webSocket: { ...request.webSocket!, ...own },
    };
  }

  private run(work: Promise<void>): void {
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }
}
