import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { StagedRequest } from '../gateway/contracts';
import { errorResponse } from '../gateway/http/errors';
import { ToolkitError } from '../model/errors';
import type { Console } from './console/console';
import type { Generation } from './generation';
import { hostnameOf, isLoopback, isOwnHost } from './hosts';
import type { Recorder } from './records';
import { gatewayRequest, readBody, send, sendMessage, targetOf } from './requests';
import type { Sockets } from './sockets';

/** The options of a server. */
export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  /** Returns the current app and its gateway. Requests wait until the first synthesis ends. */
  readonly current: () => Promise<Generation>;
  readonly recorder: Recorder;
  readonly console: Console | undefined;
  readonly sockets: Sockets;
  /** Receives the message of an error that the user must correct. */
  readonly onProblem: (message: string) => void;
}

/** The destination of a request. */
type Destination =
  | { readonly kind: 'gateway'; readonly host: string; readonly path: string }
  | { readonly kind: 'console'; readonly path: string }
  | { readonly kind: 'redirect' }
  | { readonly kind: 'rejected'; readonly status: number; readonly message: string; readonly reason: string };

/** The HTTP server, which serves all APIs and the console on one port. */
export class Server {
  private readonly http: HttpServer;
  private readonly connections = new Set<Duplex>();

  constructor(private readonly options: ServerOptions) {
    this.http = createServer({ keepAliveTimeout: 65_000 }, (request, response) => void this.respond(request, response));
    this.http.on('connection', (socket: Socket) => {
      this.connections.add(socket);
      socket.on('close', () => this.connections.delete(socket));
    });
    this.http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      void this.upgrade(request, socket, head);
    });
    this.http.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => reject(error, socket));
  }

  /** Starts to listen, and returns the port. */
  listen(): Promise<number> {
    const { host, port } = this.options;
    return new Promise((resolve, fail) => {
      this.http.once('error', (error: NodeJS.ErrnoException) => fail(listenError(error, host, port)));
      this.http.listen(port, host, () => resolve((this.http.address() as AddressInfo).port));
    });
  }

  /** Stops listening and closes all connections. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.http.close(() => resolve()));
    for (const socket of this.connections) socket.destroy();
    await closed;
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const start = performance.now();
    response.on('error', () => {
      // The client has closed the connection.
    });
    try {
      const target = targetOf(request);
      if (!target) return sendMessage(request, response, 400, 'Bad Request');
      const generation = await this.options.current();
      const destination = this.destinationOf(generation, request, target.path);
      switch (destination.kind) {
        case 'gateway':
          return await this.forward(generation, request, response, destination, target, start);
        case 'console':
          return await this.options.console!.respond(request, response, destination.path);
        case 'redirect':
          response.writeHead(302, { location: '/_apigwv2' }).end();
          return;
        case 'rejected': {
          const { status, message, reason } = destination;
          sendMessage(request, response, status, message);
          this.options.onProblem(`${status}  ${request.method} ${target.path}  ${reason}`);
        }
      }
    } catch (error) {
      if (!response.headersSent) sendMessage(request, response, 500, 'Internal Server Error');
      if (!response.destroyed) this.options.onProblem((error as Error).message);
    }
  }

  /**
   * Returns the destination of a request. The host is checked first, because custom domain names and default endpoints
   * do not have a console.
   */
  private destinationOf({ addresses }: Generation, request: IncomingMessage, path: string): Destination {
    const { host: listensOn, console } = this.options;
    const { host: header = 'localhost' } = request.headers;
    const host = hostnameOf(header);
    if (addresses.isHost(host)) return { kind: 'gateway', host, path };
    if (!isOwnHost(header, listensOn) && isLoopback(listensOn)) {
      const reason = `No API has the host ${host}. Use localhost, 127.0.0.1 or a custom domain name of the app.`;
      return { kind: 'rejected', status: 403, message: 'Forbidden', reason };
    }
    if (path === '/_apigwv2' || path.startsWith('/_apigwv2/')) {
      if (console) return { kind: 'console', path: path.slice('/_apigwv2'.length) };
      return {
        kind: 'rejected',
        status: 404,
        message: 'Not Found',
        reason: 'The option --no-console disables the console.',
      };
    }
    if (path === '/' && console && request.method === 'GET') return { kind: 'redirect' };
    const resolved = addresses.resolve(path);
    if (resolved) return { kind: 'gateway', ...resolved };
    const prefixes = addresses.stages.map(({ prefix }) => prefix).join(', ');
    const reason = `The path does not begin with the path prefix of an API. Use one of: ${prefixes}.`;
    return { kind: 'rejected', status: 404, message: 'Not Found', reason };
  }

  private async forward(
    generation: Generation,
    request: IncomingMessage,
    response: ServerResponse,
    destination: { readonly host: string; readonly path: string },
    target: { readonly path: string; readonly query: string },
    start: number,
  ): Promise<void> {
    const { recorder, onProblem } = this.options;
    const body = await readBody(request);
    let staged: StagedRequest | undefined;
    const onStaged = (request: StagedRequest) => recorder.begin((staged = request));
    const input = gatewayRequest(request, destination, target, body);
    const answer = await generation
      .use((gateway) => gateway.handle(input, onStaged))
      .catch((error: Error) => {
        onProblem(error.message);
        return { response: errorResponse(500), request: undefined };
      });
    send(request, response, answer.response);
    recorder.finish({
      staged,
      routeKey: answer.request?.routeKey,
      method: input.method,
      path: target.path,
      response: answer.response,
      milliseconds: performance.now() - start,
    });
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') return this.withoutUpgrade(request, socket, head);
    socket.on('error', () => socket.destroy());
    try {
      const target = targetOf(request);
      const generation = await this.options.current();
      const destination = target && this.destinationOf(generation, request, target.path);
      if (destination?.kind !== 'gateway') {
        if (destination?.kind === 'rejected')
          this.options.onProblem(`${destination.status}  ${target!.path}  ${destination.reason}`);
        socket.end(
          `HTTP/1.1 ${destination?.kind === 'rejected' ? destination.status : 400} Rejected\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
        );
        return;
      }
      const { path: localPath, query } = target!;
      await this.options.sockets.open(generation, request, socket, head, { ...destination, query, localPath });
    } catch (error) {
      this.options.onProblem((error as Error).message);
      socket.end('HTTP/1.1 500 Internal Server Error\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
    }
  }

  /**
   * Handles a request that offers an upgrade to another protocol, such as HTTP/2. Java clients send such offers, and a
   * server can ignore them. The request is parsed again without the offer, because Node.js does not read the body of
   * an upgrade request.
   */
  private withoutUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.removeAllListeners();
    socket.unshift(Buffer.concat([Buffer.from(withoutUpgradeFields(request), 'latin1'), head]));
    this.http.emit('connection', socket);
  }
}

/** Returns the head of a request as its client sent it, without the headers that offer an upgrade. */
function withoutUpgradeFields({ method, url, httpVersion, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name, value] = [rawHeaders[index], rawHeaders[index + 1]];
    if (!/^(?:connection|upgrade|http2-settings)$/i.test(name)) lines.push(`${name}: ${value}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Responds to a client that sends invalid HTTP. */
function reject({ code }: NodeJS.ErrnoException, socket: Duplex): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status =
    code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): ToolkitError {
  const { code } = error;
  if (code === 'EADDRINUSE') {
    const message = `Port ${port} of ${host} is in use. Choose another port: apigwv2 start --port ${port === 65_535 ? 3000 : port + 1}.`;
    return new ToolkitError('PortInUse', message, { cause: error });
  }
  const reason =
    code === 'EACCES'
      ? 'you do not have permission to use the port'
      : code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
        ? 'the address does not belong to this computer'
        : error.message;
  return new ToolkitError('NotListening', `apigwv2 cannot listen on port ${port} of ${host}: ${reason}.`, {
    cause: error,
  });
}
