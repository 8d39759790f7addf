import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayRequest, GatewayResponse, HeaderField, SentAddress } from '../gateway/contracts';
import { maximumBody } from '../gateway/http/limits';

/**
 * The size that a client can send beyond the quota before the connection is closed, so that it can read the response.
 */
const maximumDiscarded = 64 * 1024 * 1024;

/** The header fields of a request, in order, names in lower case. */
export function fieldsOf({ rawHeaders }: IncomingMessage): HeaderField[] {
  const fields: HeaderField[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    fields.push([rawHeaders[index].toLowerCase(), rawHeaders[index + 1]]);
  }
  return fields;
}

/** Path and query of a request. `undefined` if it is not a path, such as the URL in a request to a proxy. */
export function targetOf({ url = '' }: IncomingMessage): { path: string; query: string } | undefined {
  if (!url.startsWith('/')) return undefined;
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

/** Reads a body. Bytes beyond the quota are discarded, except for the first one, which shows that the body is too large. */
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

/** The request in the form of the gateway. */
export function gatewayRequest(
  request: IncomingMessage,
  { host, path }: { host: string; path: string },
  { path: localPath, query }: { path: string; query: string },
  body: Uint8Array,
): GatewayRequest {
  // The gateway finds the API by its own host, regardless of the address of this server.
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

/** The address of a request as its client knows it, which it signs. */
export function sentAddress({ headers }: IncomingMessage, path: string): SentAddress {
  return { host: headers.host ?? '', path };
}

/** The address of the client. */
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

/** Sends a short JSON message. */
export function sendMessage(request: IncomingMessage, response: ServerResponse, status: number, message: string): void {
  const body = Buffer.from(JSON.stringify({ message }));
  const headers: HeaderField[] = [
    ['content-type', 'application/json'],
    ['content-length', String(body.length)],
  ];
  send(request, response, { status, headers, body });
}
