import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { HeaderField } from '../gateway/contracts';
import type { Accepted, Rejected } from '../gateway/websocket/contracts';
import { FrameSizes } from './frames';
import type { Generation } from './generation';
import { addressOf, fieldsOf, sentAddress } from './requests';

/** The host, path and query of a WebSocket connection in the gateway. */
export interface SocketDestination {
  readonly host: string;
  readonly path: string;
  readonly query: string;
  /** The path that the client requested from this server. */
  readonly localPath: string;
}

/**
 * The maximum size of a message that the server reads. The local gateway enforces the lower quota of API Gateway.
 */
const maximumRead = 256 * 1024;

/**
 * The maximum number of bytes that are buffered for a slow client. If more bytes are buffered, the server closes the
 * connection.
 */
const maximumWaiting = 16 * 1024 * 1024;

/** The headers of the handshake that the WebSocket library itself sends. */
const ofHandshake = new Set([
  'connection',
  'upgrade',
  'sec-websocket-accept',
  'sec-websocket-protocol',
  'content-length',
]);

/** The WebSocket connections of the server. Each socket of a client belongs to a connection of the gateway. */
export class Sockets {
  private readonly accepted = new WeakMap<IncomingMessage, Accepted>();
  private readonly server: WebSocketServer;

  constructor() {
    this.server = new WebSocketServer({
      noServer: true,
      maxPayload: maximumRead,
      handleProtocols: (_, request) => this.accepted.get(request)?.protocol ?? false,
    });
    this.server.on('headers', (lines, request) => {
      const { headers = [] } = this.accepted.get(request) ?? {};
      for (const [name, value] of headers) if (!ofHandshake.has(name)) lines.push(`${name}: ${value}`);
    });
  }

  /**
   * Opens a connection in the gateway. If the gateway rejects the connection, the client receives the response. Returns
   * the status code of the response to the client.
   */
  async open(
    generation: Generation,
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    { host, path, query, localPath }: SocketDestination,
  ): Promise<number> {
    const invalid = invalidHandshake(request);
    if (invalid !== undefined) return reject(socket, { status: invalid, headers: [], body: Buffer.alloc(0) });
    // The client can close the connection while `$connect` runs. Frames that a client sends before the response violate
    // the protocol.
    let isGone = false;
    socket.once('close', () => (isGone = true));
    const protocols = request.headers['sec-websocket-protocol']?.split(',').map((one) => one.trim()) ?? [];
    const headers = fieldsOf(request).filter(([name]) => name !== 'host' && name !== 'sec-websocket-protocol');
    const url = `wss://${host}${path}${query === '' ? '' : `?${query}`}`;
    const opened = await generation.use((gateway) =>
      gateway.openConnection(
        url,
        { headers, protocols, sourceIp: addressOf(request) },
        sentAddress(request, localPath),
      ),
    );
    if (!opened.accepted) return reject(socket, opened);
    if (isGone) {
      opened.close(1006);
      return 101;
    }
    this.accepted.set(request, opened);
    let isConnected = false;
    this.server.handleUpgrade(request, socket, head, (webSocket) => {
      isConnected = true;
      connect(webSocket, socket, head, opened);
    });
    // `handleUpgrade` does not call the callback if the socket was closed in the meantime.
    if (!isConnected) opened.close(1006);
    return 101;
  }

  /** Closes all connections with the code 1001, which API Gateway also uses. */
  close(): void {
    for (const client of this.server.clients) client.close(1001, 'Going away');
    this.server.close();
  }
}

/** Connects a client's socket to a connection of the gateway, and forwards messages in both directions. */
function connect(webSocket: WebSocket, socket: Duplex, head: Buffer, connection: Accepted): void {
  const frames = new FrameSizes();
  frames.read(head);
  socket.prependListener('data', (data: Buffer) => frames.read(data));
  webSocket.on('message', (data, isBinary) => {
    const bytes = bytesOf(data);
    connection.send(isBinary ? bytes : bytes.toString(), frames.next());
  });
  // A protocol error closes the connection, and the event `close` contains the code.
  webSocket.on('error', () => {});
  webSocket.on('close', (code, reason) => connection.close(code, reason.toString()));
  connection.onMessage((data) => {
    if (webSocket.bufferedAmount > maximumWaiting) return webSocket.terminate();
    if (webSocket.readyState === webSocket.OPEN) webSocket.send(data, { binary: typeof data !== 'string' });
  });
  connection.onClose((code, reason) => {
    if (code === 1006) webSocket.terminate();
    else if (code === 1005) webSocket.close();
    else webSocket.close(code, reason);
  });
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

/** Returns the error status for an invalid WebSocket handshake. `undefined` if the handshake is valid. */
function invalidHandshake({ method, headers }: IncomingMessage): number | undefined {
  if (headers.upgrade?.toLowerCase() !== 'websocket') return 400;
  if (method !== 'GET' || !/^[+/0-9A-Za-z]{22}==$/.test(headers['sec-websocket-key'] ?? '')) return 400;
  return headers['sec-websocket-version'] === '13' ? undefined : 426;
}

/** Sends an HTTP response instead of accepting the WebSocket connection. */
function reject(socket: Duplex, { status, headers, body }: Omit<Rejected, 'accepted'>): number {
  const fields: HeaderField[] = [
    ...headers.filter(([name]) => name !== 'connection' && name !== 'content-length'),
    ['content-length', String(body.length)],
    ['connection', 'close'],
  ];
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines}\r\n`);
  socket.end(body);
  return status;
}
