import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayRequest, GatewayResponse, HeaderField, SentAddress } from '../gateway/contracts';
import { maximumBody } from '../gateway/http/limits';

/**
 * The maximum number of bytes that the server reads from a request. If a body is larger than the quota of API Gateway,
 * the rest is read and discarded, so that the client can receive the response.
 */
const maximumDiscarded = 64 * 1024 * 1024;

/** Returns the header fields of a request in the order in which the client sent them, with names in lower case. */
export function fieldsOf({ rawHeaders }: IncomingMessage): HeaderField[] {
  const fields: HeaderField[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    fields.push([rawHeaders[index].toLowerCase(), rawHeaders[index + 1]]);
  }
  return fields;
}

/**
 * Returns the path and query of a request. `undefined` if the request does not contain a path, as in requests to a
 * proxy.
 */
export function targetOf({ url = '' }: IncomingMessage): { path: string; query: string } | undefined {
  if (!url.startsWith('/')) return undefined;
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

/**
 * Reads the body of a request. Bytes beyond the quota are discarded, except for the first byte, which shows that the
 * body is too large.
 */
export function readBody(request: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      if (size <= maximumBody) chunks.push(chunk.subarray(0, maximumBody + 1 - size));
      size += chunk.length;
      if (size > maximumDiscarded) {
        request.pause();
        resolve(Buffer.concat(chunks));
      }
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => reject(new Error('The client closed the connection.')));
  });
}

/** Converts an HTTP request to a request of the gateway. */
export function gatewayRequest(
  request: IncomingMessage,
  { host, path }: { host: string; path: string },
  { path: localPath, query }: { path: string; query: string },
  body: Uint8Array,
): GatewayRequest {
  // The gateway selects the API by the host of the API, not by the address of this server.
  const fields = fieldsOf(request).map((field): HeaderField => (field[0] === 'host' ? ['host', host] : field));
  return {
    method: (request.method ?? 'GET').toUpperCase(),
    host,
    path,
    query,
    headers: fields,
    body,
    sourceIp: addressOf(request),
    sent: sentAddress(request, localPath),
  };
}

/** Returns the host and path that the client sent, because the signature of the request contains them. */
export function sentAddress({ headers }: IncomingMessage, path: string): SentAddress {
  return { host: headers.host ?? '', path };
}

/** Returns the IP address of the client. */
export function addressOf({ socket }: IncomingMessage): string {
  return (socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
}

/** Sends a response. */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: GatewayResponse,
): void {
  if (response.destroyed || response.headersSent) return;
  if (request.isPaused()) response.shouldKeepAlive = false;
  const isEmpty = request.method === 'HEAD' || status === 204 || status === 205 || status === 304;
  response.writeHead(status, headers.flat());
  response.end(isEmpty ? undefined : body);
}

/** Sends a short message as a JSON response. */
export function sendMessage(request: IncomingMessage, response: ServerResponse, status: number, message: string): void {
  const body = Buffer.from(JSON.stringify({ message }));
  const headers: HeaderField[] = [
    ['content-type', 'application/json'],
    ['content-length', String(body.length)],
  ];
  send(request, response, { status, headers, body });
}
