import type { GatewayContext, RoutedRequest } from '../contracts';
import type { Throttle } from '../http/throttle';
import { IntegrationFailure } from '../integrations/integration';
import { pathOf } from '../names';
import type { ApiKeys } from './api-keys';
import type { Connection } from './connection';
import type { Models } from './models';
import type { Routes } from './routes';
import { IntegrationTimeout, type Progress, type RouteRunner } from './runner';
import {
  acceptsKeyOfConnection,
  sendsEmptyResponse,
  throttledMessage,
  timeoutMessage,
  validatesModelsOf,
} from './undocumented/messages';

/** The dependencies of `Messages`. */
export interface MessageParts {
  readonly context: Pick<GatewayContext, 'values' | 'clock' | 'log'>;
  readonly apiKeys: ApiKeys;
  readonly models: Models;
  readonly routes: Routes;
  readonly runner: RouteRunner;
  readonly throttle: Throttle | undefined;
}

/** The error for a message that API Gateway rejects with an error frame. */
class ErrorFrame extends Error {
  constructor(
    readonly frame: string,
    reason: string,
    readonly responseType: string,
    readonly status: number,
  ) {
    super(reason);
  }
}

/** Handles messages from clients: selects the route, validates the message and calls the integration. */
export class Messages {
  constructor(private readonly parts: MessageParts) {}

  /** Handles a message. The promise never rejects. If an error occurs, the client receives an error frame. */
  async handle(connection: Connection, message: RoutedRequest): Promise<void> {
    const progress: Progress = { ...connection.settings.authorized };
    let routed = message;
    this.parts.runner.reportArrived(message);
    try {
      const selected = this.parts.routes.select(message);
      if (!selected)
        throw new ErrorFrame(
          'Forbidden',
          'No route matches the message. Add a route with the selected key, or the route $default.',
          'ACCESS_DENIED',
          403,
        );
      routed = { ...message, ...selected };
      this.enforceAccess(connection, routed);
      this.enforceModel(routed, progress);
      await this.respond(connection, routed, progress);
    } catch (error) {
      this.fail(connection, routed, progress, error as Error);
    }
    if (routed !== message) this.parts.runner.logAccess(routed, progress);
    else this.parts.runner.reportHandled({ ...message, routeKey: '' }, progress);
  }

  private enforceAccess({ settings }: Connection, { route, stage, routeKey }: RoutedRequest): void {
    const { apiKeys, throttle } = this.parts;
    if (throttle && !throttle.admit(stage, routeKey)) {
      const reason = `The route ${routeKey} exceeds its throttling limits.`;
      throw new ErrorFrame(throttledMessage, reason, 'THROTTLED', 429);
    }
    if (apiKeys.isRequired(route) && !acceptsKeyOfConnection(settings.hasApiKey)) {
      const reason = `The route ${routeKey} requires an API key, but the connection was opened without a valid API key.`;
      throw new ErrorFrame('Forbidden', reason, 'INVALID_API_KEY', 403);
    }
  }

  private enforceModel(routed: RoutedRequest, progress: Progress): void {
    if (!validatesModelsOf(undefined)) return;
    const problem = this.parts.models.problemOf(routed);
    if (problem === undefined) return;
    progress.validationError = problem;
    throw new ErrorFrame('Bad request body', `The message is not valid: ${problem}`, 'BAD_REQUEST_BODY', 400);
  }

  private async respond(connection: Connection, routed: RoutedRequest, progress: Progress): Promise<void> {
    const { runner, context } = this.parts;
    const result = await runner.call(routed, progress);
    progress.status = result.response.status;
    const isTwoWay = routed.route.responses.some(({ key }) => context.values.textIfKnown(key) === '$default');
    if (!isTwoWay) return;
    const text = runner.responseText(routed, result, progress);
    if (text !== '' || sendsEmptyResponse()) connection.deliver(text);
  }

  private fail(connection: Connection, routed: RoutedRequest, progress: Progress, error: Error): void {
    const { clock, log } = this.parts.context;
    const { requestId, webSocket, route } = routed;
    const about = error instanceof ErrorFrame && error.responseType === 'ACCESS_DENIED' ? routed.api : route;
    log({ time: clock.now(), requestId, about: pathOf(about), level: 'error', message: error.message });
    const { frame, status, responseType } = frameOf(error);
    Object.assign(progress, { errorMessage: frame, status, responseType });
    const id = frame === 'Bad request body' ? { messageId: webSocket!.messageId } : { requestId };
    connection.deliver(JSON.stringify({ message: frame, connectionId: connection.id, ...id }));
  }
}

function frameOf(error: Error): Pick<ErrorFrame, 'frame' | 'status' | 'responseType'> {
  if (error instanceof ErrorFrame) return error;
  if (error instanceof IntegrationTimeout) {
    return { frame: timeoutMessage, status: 504, responseType: 'INTEGRATION_TIMEOUT' };
  }
  const status = error instanceof IntegrationFailure ? error.status : 500;
  return { frame: 'Internal server error', status, responseType: 'INTEGRATION_FAILURE' };
}
