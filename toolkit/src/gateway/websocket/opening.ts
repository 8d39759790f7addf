import { decisionOf } from '../authorizers/decision';
import type { Authorizers, GatewayContext, GatewayResponse, RoutedRequest, StagedRequest } from '../contracts';
import { Rejection } from '../http/errors';
import type { Authorized } from '../http/events';
import type { Stages } from '../http/stages';
import type { Throttle } from '../http/throttle';
import { newRequestId } from '../ids';
import { IntegrationFailure } from '../integrations/integration';
import { pathOf } from '../names';
import type { ConnectRequest } from './address';
import type { ApiKeys } from './api-keys';
import type { ConnectionSettings } from './connection';
import { maximumUrl } from './limits';
import type { Routes } from './routes';
import type { Progress, RouteRunner } from './runner';
import {
  acceptedFields,
  apiKeyMissingStatus,
  connectTimeoutStatus,
  httpApiStatus,
  isPathOfStage,
  rejectedBody,
  unknownPathStatus,
  urlTooLongStatus,
} from './undocumented/connections';

/** The dependencies of `Opening`. */
export interface OpeningParts {
  readonly context: Pick<GatewayContext, 'values' | 'clock' | 'log'>;
  readonly stages: Stages;
  readonly authorizers: Authorizers;
  readonly apiKeys: ApiKeys;
  readonly routes: Routes;
  readonly runner: RouteRunner;
  readonly throttle: Throttle | undefined;
}

/** The data of an accepted connection, and the header fields of the response to the upgrade request. */
export interface Opened {
  readonly settings: ConnectionSettings;
  readonly headers: GatewayResponse['headers'];
}

const messages: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  414: 'URI Too Long',
  429: 'Too Many Requests',
  500: 'Internal server error',
  502: 'Internal server error',
  504: 'Endpoint request timed out',
};

/**
 * Decides whether API Gateway accepts a connection, based on the stage, the authorizer, the API key and the integration
 * of `$connect`.
 */
export class Opening {
  constructor(private readonly parts: OpeningParts) {}

  /** Opens a connection, or returns the response that rejects the connection. */
  async open(given: ConnectRequest): Promise<Opened | GatewayResponse> {
    const connectionId = newRequestId();
    let staged: StagedRequest;
    try {
      staged = this.choose(given);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      return this.rejection(given.request.host, error, connectionId, newRequestId());
    }
    const { routes, runner } = this.parts;
    const route = routes.find(staged.api, '$connect');
    const { headerNames } = given;
    const webSocket = { eventType: 'CONNECT', connectionId, connectedAt: staged.time, headerNames } as const;
    const request = { ...staged, routeKey: '$connect', pathParameters: {}, webSocket, route: route! };
    if (!route) return { settings: { request, authorized: {}, hasApiKey: false }, headers: [] };
    const progress: Progress = {};
    runner.reportArrived(request);
    try {
      return await this.connect(request, progress);
    } catch (error) {
      if (!(error instanceof Rejection || error instanceof IntegrationFailure)) throw error;
      const response = this.rejection(pathOf(route), error, connectionId, staged.requestId);
      progress.errorMessage = messages[response.status] ?? messages[500];
      progress.status = response.status;
      return response;
    } finally {
      runner.logAccess(request, progress);
    }
  }

  private choose({ request }: ConnectRequest): StagedRequest {
    const length = `wss://${request.host}${request.path}?${request.query}`.length;
    if (length > maximumUrl)
      throw new Rejection(
        urlTooLongStatus,
        `The URL has ${length} characters, but API Gateway allows at most 4096 characters.`,
      );
    let staged: StagedRequest;
    try {
      staged = this.parts.stages.choose(request);
    } catch (error) {
      if (error instanceof Rejection && error.status === 404) throw new Rejection(unknownPathStatus, error.message);
      throw error;
    }
    if (staged.api.protocol !== 'WEBSOCKET') {
      throw new Rejection(httpApiStatus, `${pathOf(staged.api)} is not a WebSocket API. Send requests with \`fetch\`.`);
    }
    if (isPathOfStage(staged.routePath)) return staged;
    throw new Rejection(
      unknownPathStatus,
      `The path ${request.path} contains more than the stage ${staged.stageName}. Remove the rest of the path.`,
    );
  }

  private async connect(request: RoutedRequest, progress: Progress): Promise<Opened | GatewayResponse> {
    const { runner, throttle } = this.parts;
    if (throttle && !throttle.admit(request.stage, '$connect')) {
      throw new Rejection(429, `The stage ${request.stageName} exceeds its throttling limits.`);
    }
    const authorized = await this.authorize(request, progress);
    const hasApiKey = this.enforceApiKey(request, progress);
    let headers: GatewayResponse['headers'] = [];
    progress.status = 200;
    if (request.route.integration !== undefined) {
      const { response } = await runner.call(request, progress);
      progress.status = response.status;
      if (response.status < 200 || response.status > 299) return response;
      headers = acceptedFields(response);
    }
    return { settings: { request, authorized, hasApiKey }, headers };
  }

  private async authorize(request: RoutedRequest, progress: Progress): Promise<Authorized> {
    const { values, clock } = this.parts.context;
    const type = values.textIfKnown(request.route.authorization);
    if (type === 'NONE') return {};
    const start = clock.now();
    const decision =
      type === 'JWT'
        ? ({
            allowed: false,
            status: 500,
            reason: 'WebSocket APIs do not support JWT authorizers. Use a Lambda authorizer or IAM authorization.',
          } as const)
        : await decisionOf(this.parts.authorizers, request);
    if (!decision.allowed) {
      progress.authorizerError = decision.reason;
      throw new Rejection(decision.status, decision.reason);
    }
    const { authorizer, principalId, usageIdentifierKey } = decision;
    const authorized: Authorized = {
      authorizer,
      ...(principalId === undefined ? {} : { principalId }),
      ...(usageIdentifierKey === undefined ? {} : { usageIdentifierKey }),
      ...(type === 'CUSTOM' ? { authorizerLatency: clock.now() - start } : {}),
    };
    Object.assign(progress, authorized);
    return authorized;
  }

  private enforceApiKey(request: RoutedRequest, progress: Progress): boolean {
    const problem = this.parts.apiKeys.problemOf(request, progress);
    if (problem === undefined) return true;
    if (this.parts.apiKeys.isRequired(request.route)) throw new Rejection(apiKeyMissingStatus, problem);
    return false;
  }

  /** The response that rejects a connection. The reason is written to the log, but it is not sent to the client. */
  private rejection(
    about: string,
    { message: reason, status: given }: Rejection | IntegrationFailure,
    connectionId: string,
    requestId: string,
  ): GatewayResponse {
    const { clock, log } = this.parts.context;
    log({ time: clock.now(), requestId, about, level: 'error', message: reason });
    const status = given === 504 ? connectTimeoutStatus : given;
    const message = messages[status] ?? messages[500];
    return {
      status,
      headers: [['content-type', 'application/json']],
      body: Buffer.from(rejectedBody(message, connectionId, requestId)),
    };
  }
}
