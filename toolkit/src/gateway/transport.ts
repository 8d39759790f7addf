import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { ToolkitError } from '../model/errors';
import { enforceObject, isUrlObject, kindOf } from './input';
import type { ClientCertificate, GatewayRequest, GatewayResponse, HeaderField } from './contracts';

/** Options for a request: the options of the web standard `fetch`, a client certificate and an IP address. */
export interface GatewayRequestInit extends RequestInit {
  /**
   * The client certificate, for custom domains with mutual TLS. The gateway verifies a certificate in PEM format with
   * the truststore. The gateway does not verify a certificate that is passed as an object.
   */
  readonly clientCertificate?: string | ClientCertificate;
  /**
   * The IP address of the client.
   *
   * @default 127.0.0.1
   */
  readonly sourceIp?: string;
}

/**
 * Converts the parameters of `fetch` to a request. `base` is the endpoint to which a relative path is appended, and
 * `about` describes the request in error messages.
 */
export async function toGatewayRequest(
  input: string | URL | Request,
  init: GatewayRequestInit,
  base: () => string,
  about: () => string,
): Promise<GatewayRequest> {
  enforceObject(init, 'The second parameter of fetch', 'WrongRequest', "{ method: 'POST' }");
  const { clientCertificate, sourceIp = '127.0.0.1', ...standard } = init;
  enforceBody(standard.body, about);
  if (isIP(sourceIp) === 0) {
    const problem = `The option \`sourceIp\` is ${kindOf(sourceIp)}. Pass an IP address such as '203.0.113.7'.`;
    throw new ToolkitError('WrongSourceIp', problem);
  }
  const address = typeof input === 'string' && input.startsWith('/') ? `${base()}${input}` : input;
  if (!(address instanceof Request) && !isHttpUrl(address)) {
    const got = isUrlObject(address) ? address.href : kindOf(address);
    throw new ToolkitError(
      'WrongAddress',
      `The first parameter of fetch is ${got}. Pass a path that starts with /, a URL that starts with https://, or a Request.`,
    );
  }
  const request = new Request(address, standard);
  const url = new URL(request.url);
  return {
    method: request.method.toUpperCase(),
    host: url.hostname,
    path: url.pathname,
    query: url.search.slice(1),
    headers: fieldsOf(request, standard.headers),
    body: request.body === null ? new Uint8Array() : new Uint8Array(await request.arrayBuffer()),
    sourceIp,
    ...certificateFields(clientCertificate),
  };
}

function isHttpUrl(address: unknown): boolean {
  const text = isUrlObject(address) ? address.href : address;
  return typeof text === 'string' && /^https?:\/\//i.test(text) && URL.canParse(text);
}

/**
 * Resolves to the result of a call, or rejects if the client aborts the request. After an abort, the
 * integration continues to run, as on AWS.
 */
export async function untilAborted<T>(call: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return call;
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    stop = () => signal.removeEventListener('abort', abort);
  });
  call.catch(() => {});
  try {
    return await Promise.race([aborted, call]);
  } finally {
    stop();
  }
}

/** Converts a response to a web standard `Response`. */
export function toResponse({ status, headers, body }: GatewayResponse, method: string): Response {
  const isEmpty = method === 'HEAD' || status === 204 || status === 205 || status === 304;
  const response = new Response(isEmpty ? null : (body as Uint8Array<ArrayBuffer>), { status });
  response.headers.delete('content-type');
  for (const [name, value] of headers) response.headers.append(name, value);
  return response;
}

/** The name of the first header field that is not valid in HTTP, or undefined if all header fields are valid. */
export function invalidField({ headers }: GatewayResponse): string | undefined {
  const probe = new Headers();
  for (const [name, value] of headers) {
    try {
      probe.append(name, value);
    } catch {
      return name;
    }
  }
  return undefined;
}

/**
 * The header fields of a request. If the fields were passed as a list, the values of a repeated name are not joined.
 */
function fieldsOf({ headers }: Request, given: RequestInit['headers']): HeaderField[] {
  if (!Array.isArray(given)) return [...headers];
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  const added = [...headers].filter(([name]) => !names.has(name));
  return [...given.map(([name, value]): HeaderField => [name.toLowerCase(), value]), ...added];
}

function enforceBody(body: unknown, about: () => string): void {
  if (body === null || body === undefined || typeof body === 'string') return;
  if (typeof body === 'object') {
    const known = [ArrayBuffer, Blob, FormData, ReadableStream, URLSearchParams];
    if (ArrayBuffer.isView(body) || known.some((type) => body instanceof type)) return;
    // In test environments such as Jest, these classes can differ from the classes of Node.js, so `instanceof` is not
    // reliable.
    const name = Object.prototype.toString.call(body).slice(8, -1);
    if (known.some((type) => type.name === name) || Symbol.asyncIterator in body) return;
  }
  throw new ToolkitError(
    'WrongBody',
    `The body of the request to ${about()} is ${kindOf(body)}. Pass a string such as JSON.stringify(…), a buffer, a Blob, FormData, URLSearchParams or a stream.`,
  );
}

/**
 * Converts a client certificate to the fields of a request. The certificate is a string in PEM format, or an object in
 * the format that events use.
 */
export function certificateFields(
  given: string | ClientCertificate | undefined,
): Pick<GatewayRequest, 'clientCertificate' | 'certificatePem'> {
  if (given === undefined) return {};
  const pem = typeof given === 'string' ? { certificatePem: given } : {};
  return { clientCertificate: certificateOf(given), ...pem };
}

function certificateOf(given: string | ClientCertificate): ClientCertificate {
  if (typeof given !== 'string') return enforceFields(given);
  try {
    const certificate = new X509Certificate(given);
    const name = (text: string) => text.split('\n').reverse().join(',');
    return {
      clientCertPem: given,
      subjectDN: name(certificate.subject),
      issuerDN: name(certificate.issuer),
      serialNumber: certificate.serialNumber.toLowerCase().replace(/(..)(?=.)/g, '$1:'),
      validity: { notBefore: certificate.validFrom, notAfter: certificate.validTo },
    };
  } catch (cause) {
    throw new ToolkitError('WrongCertificate', 'The option `clientCertificate` is not a certificate in PEM format.', {
      cause,
    });
  }
}

const certificateNames = ['clientCertPem', 'subjectDN', 'issuerDN', 'serialNumber'] as const;

function enforceFields(given: ClientCertificate): ClientCertificate {
  const { validity } = (given ?? {}) as Partial<ClientCertificate>;
  const texts = [...certificateNames.map((name) => given?.[name]), validity?.notBefore, validity?.notAfter];
  if (texts.every((text) => typeof text === 'string')) return given;
  throw new ToolkitError(
    'WrongCertificate',
    `The option \`clientCertificate\` is neither a certificate in PEM format nor an object with the strings ${certificateNames.join(', ')}, validity.notBefore and validity.notAfter.`,
  );
}
