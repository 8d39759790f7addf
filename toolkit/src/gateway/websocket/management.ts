import type { Authorizers, GatewayContext, GatewayResponse, HeaderField, StagedRequest } from '../contracts';
import { decode } from '../http/decoding';
import { errorResponse } from '../http/errors';
import type { Throttle } from '../http/throttle';
import { pathOf } from '../names';
import { ConnectionsError, type Connections } from './connections';
import { deletedStatus } from './undocumented/management';

/** The dependencies of `Management`. */
export interface ManagementParts {
  readonly context: Pick<GatewayContext, 'clock' | 'log'>;
  readonly authorizers: Authorizers;
  readonly connections: Connections;
  readonly throttle: Throttle | undefined;
}

/**
 * Handles HTTP requests to WebSocket APIs. Requests to `@connections` are supported, and all other requests result in
 * status 426.
 */
export class Management {
  constructor(private readonly parts: ManagementParts) {}

  async handle(request: StagedRequest): Promise<GatewayResponse> {
    const [, encodedId] = request.fullPath.match(/\/(?:@|%40)connections\/([^/]+)$/i) ?? [];
    if (encodedId === undefined || !/^\/@connections\/[^/]/.test(request.routePath)) {
      this.log(request, `${pathOf(request.api)} is a WebSocket API. Connect to the API with \`gateway.connect\`.`);
      return errorResponse(426);
    }
    try {
      return await this.manage(request, decode(encodedId));
    } catch (error) {
      if (!(error instanceof ConnectionsError)) throw error;
      // `manage` has already logged the reason why a request is forbidden.
      if (error.errorType !== 'ForbiddenException') this.log(request, error.message);
      return failure(error);
    }
  }

  private async manage(request: StagedRequest, id: string): Promise<GatewayResponse> {
    const { authorizers, connections, throttle } = this.parts;
    const decision = await authorizers.manageConnections(request);
    if (!decision.allowed) {
      this.log(request, decision.reason);
      throw new ConnectionsError('ForbiddenException', 403, 'Forbidden');
    }
    if (throttle && !throttle.admit(request.stage, '@connections')) {
      throw new ConnectionsError('LimitExceededException', 429, 'Too Many Requests');
    }
    const { method, body } = request.request;
    switch (method) {
      case 'POST':
        connections.post(id, body, request);
        return response(200);
      case 'GET':
        return response(200, JSON.stringify(connections.get(id, request)));
      case 'DELETE':
        connections.delete(id, request);
        return response(deletedStatus);
      default:
        throw new ConnectionsError('ForbiddenException', 403, 'Forbidden');
    }
  }

  private log({ request, requestId }: StagedRequest, message: string): void {
    const { clock, log } = this.parts.context;
    log({ time: clock.now(), requestId, about: request.path, level: 'error', message });
  }
}

function response(status: number, body = ''): GatewayResponse {
  const headers: HeaderField[] = body === '' ? [] : [['content-type', 'application/json']];
  return { status, headers, body: Buffer.from(body) };
}

/**
 * Converts an error to a response. The AWS SDK reads the name of the error from a header. The body is empty if the
 * connection has ended.
 */
function failure({ errorType, statusCode, message }: ConnectionsError): GatewayResponse {
  const { status, headers, body } = response(
    statusCode,
    errorType === 'GoneException' ? '' : JSON.stringify({ message }),
  );
  return { status, headers: [...headers, ['x-amzn-errortype', errorType]], body };
}
