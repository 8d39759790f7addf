import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Generation } from './generation';

/** Where a WebSocket connection goes. */
export interface SocketDestination {
  readonly host: string;
  readonly path: string;
  readonly query: string;
}

/** The WebSocket connections of the server. */
export class Sockets {
  async open(
    _generation: Generation,
    _request: IncomingMessage,
    socket: Duplex,
    _head: Buffer,
    _destination: SocketDestination,
  ): Promise<void> {
    socket.end('HTTP/1.1 501 Not Implemented\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
    return Promise.resolve();
  }

  close(): void {}
}
