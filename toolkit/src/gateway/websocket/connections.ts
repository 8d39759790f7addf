import { ToolkitError } from '../../model/errors';
import type { Api } from '../../model/types';
import type { Connection } from './connection';
import type { ConnectionInfo, LocalConnections } from './contracts';
import { maximumMessage } from './limits';
import { deletedCode } from './undocumented/connections';
import { goneStatus, isConnectionId, textOfBytes } from './undocumented/management';

/** An error of the `@connections` API. Its name is that of the SDK's class, such as `GoneException`. */
export class ConnectionsError extends ToolkitError {
  constructor(
    /** The name of the error, such as `GoneException`. */
    readonly errorType: string,
    /** The status code, such as 410. */
    readonly statusCode: number,
    message: string,
  ) {
    super(errorType, message);
    this.name = errorType;
  }
}

/** The stage that a call of `@connections` goes to. */
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

  /** Sends a message. Throws a `ConnectionsError`. */
  post(id: string, data: string | Uint8Array, scope?: ConnectionScope): void {
    const connection = this.find(id, scope);
    const size = typeof data === 'string' ? Buffer.byteLength(data) : data.length;
    if (size > maximumMessage) {
      throw new ConnectionsError('PayloadTooLargeException', 413, `The message has ${size} bytes; 128 KB are allowed.`);
    }
    connection.deliver(typeof data === 'string' ? data : textOfBytes(data));
  }

  /** Describes a connection. Throws a `ConnectionsError`. */
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

  /** Closes a connection. Throws a `ConnectionsError`. */
  delete(id: string, scope?: ConnectionScope): void {
    this.find(id, scope).end(deletedCode);
  }

  /** Ends all connections. */
  endAll(code: number, reason: string): void {
    for (const connection of [...this.open.values()]) connection.end(code, reason);
  }

  /** The connections as functions in the test process use them. */
  get local(): LocalConnections {
    const { open } = this;
    return {
      get ids() {
        return [...open.keys()];
      },
      // An async function turns errors that these throw into rejections.
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
