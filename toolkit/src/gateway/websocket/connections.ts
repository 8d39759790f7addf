import { ToolkitError } from '../../model/errors';
import type { Api } from '../../model/types';
import type { Connection } from './connection';
import type { ConnectionInfo, LocalConnections } from './contracts';
import { maximumMessage } from './limits';
import { deletedCode } from './undocumented/connections';
import { goneStatus, isConnectionId, textOfBytes } from './undocumented/management';

/**
 * An error that the `@connections` API returns. The name of the error is the class name in the AWS SDK, such as
 * `GoneException`.
 */
export class ConnectionsError extends ToolkitError {
  constructor(
    /** The error name, such as `GoneException`. */
    readonly errorType: string,
    /** The status code, such as 410. */
    readonly statusCode: number,
    message: string,
  ) {
    super(errorType, message);
    this.name = errorType;
  }
}

/** The API and the stage of a request to `@connections`. */
export interface ConnectionScope {
  readonly api: Api;
  readonly stageName: string;
}

/** The open connections of all APIs, and the operations of `@connections`. */
export class Connections {
  private readonly open = new Map<string, Connection>();

  add(connection: Connection): void {
    this.open.set(connection.id, connection);
  }

  remove({ id }: Connection): void {
    this.open.delete(id);
  }

  /** The open connections. */
  get all(): Connection[] {
    return [...this.open.values()];
  }

  /** The IDs of the open connections. */
  get ids(): string[] {
    return [...this.open.keys()];
  }

  /**
   * Sends a message to a connection. Throws a `ConnectionsError` if the connection is not open or the message is too
   * large.
   */
  post(id: string, data: string | Uint8Array, scope?: ConnectionScope): void {
    const connection = this.find(id, scope);
    const size = typeof data === 'string' ? Buffer.byteLength(data) : data.length;
    if (size > maximumMessage) {
      throw new ConnectionsError(
        'PayloadTooLargeException',
        413,
        `The message has ${size} bytes, but API Gateway allows at most 128 KB.`,
      );
    }
    connection.deliver(typeof data === 'string' ? data : textOfBytes(data));
  }

  /**
   * Returns information about a connection, such as the source IP address of the client. Throws a `ConnectionsError` if
   * the connection is not open.
   */
  get(id: string, scope?: ConnectionScope): ConnectionInfo {
    const { settings, lastActiveAt } = this.find(id, scope);
    const { request } = settings;
    const [, userAgent = ''] = request.headers.find(([name]) => name === 'user-agent') ?? [];
    return {
      connectedAt: new Date(request.webSocket!.connectedAt).toISOString(),
      identity: { sourceIp: request.request.sourceIp, userAgent },
      lastActiveAt: new Date(lastActiveAt).toISOString(),
    };
  }

  /** Closes a connection. Throws a `ConnectionsError` if the connection is not open. */
  delete(id: string, scope?: ConnectionScope): void {
    this.find(id, scope).end(deletedCode);
  }

  /** Closes all connections. */
  endAll(code: number, reason: string): void {
    for (const connection of [...this.open.values()]) connection.end(code, reason);
  }

  /** The operations of `@connections`, for functions that run in the same process as the test. */
  get local(): LocalConnections {
    const { open } = this;
    return {
      get ids() {
        return [...open.keys()];
      },
      // The functions are async, so that an error rejects the returned promise.
      post: async (id, data) => this.post(id, data),
      get: async (id) => this.get(id),
      delete: async (id) => this.delete(id),
    };
  }

  private find(id: string, scope?: ConnectionScope): Connection {
    if (!isConnectionId(id)) throw new ConnectionsError('BadRequestException', 400, `Invalid connectionId: ${id}`);
    const connection = this.open.get(id);
    const { api, stageName } = connection?.settings.request ?? {};
    if (connection && (!scope || (scope.api === api && scope.stageName === stageName))) return connection;
    throw new ConnectionsError('GoneException', goneStatus, `The connection ${id} is not open.`);
  }
}
