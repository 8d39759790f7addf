import { randomBytes } from 'node:crypto';
import { ToolkitError } from '../../model/errors';
import type { GatewayRequest, HeaderField } from '../contracts';
import { certificateFields } from '../transport';
import type { ConnectOptions } from './contracts';

/** The request that opens a WebSocket connection. */
export interface ConnectRequest {
  readonly request: GatewayRequest;
  /** The original names of the header fields that the client sent, keyed by the name in lower case. */
  readonly headerNames: Readonly<Record<string, string>>;
}

/**
 * Creates the request that opens a connection to a `ws:` or `wss:` URL. The request contains the header fields that
 * WebSocket clients send.
 */
export function connectRequest(address: string, options: ConnectOptions): ConnectRequest {
  const { protocols = [], sourceIp = '127.0.0.1', clientCertificate } = options;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'wss:' && url?.protocol !== 'ws:') {
    throw new ToolkitError(
      'WrongAddress',
      `${JSON.stringify(address)} is not the URL of a WebSocket API. Use a URL with the name or host of the API and the name of the stage, such as wss://Chat/live.`,
    );
  }
  for (const protocol of protocols) {
    if (/^[\w!#$%&'*+.^`|~-]+$/.test(protocol)) continue;
    throw new ToolkitError(
      'WrongProtocol',
      `The subprotocol ${JSON.stringify(protocol)} is not valid. Use only letters, digits and the characters !#$%&'*+-.^_\`|~.`,
    );
  }
  const given = givenFields(options.headers);
  const has = (name: string) => given.some(([one]) => one.toLowerCase() === name);
  const added: HeaderField[] = [
    ['sec-websocket-extensions', 'permessage-deflate; client_max_window_bits'],
    ['sec-websocket-key', randomBytes(16).toString('base64')],
    ['sec-websocket-version', '13'],
    ...(protocols.length === 0 ? [] : [['sec-websocket-protocol', protocols.join(', ')] as const]),
  ];
  return {
    request: {
      method: 'GET',
      host: url.hostname,
      path: url.pathname,
      query: url.search.slice(1),
      headers: [
        ...given.map(([name, value]): HeaderField => [name.toLowerCase(), value]),
        ...added.filter(([name]) => !has(name)),
      ],
      body: new Uint8Array(),
      sourceIp,
      ...certificateFields(clientCertificate),
    },
    headerNames: Object.fromEntries(given.map(([name]) => [name.toLowerCase(), name])),
  };
}

function givenFields(headers: ConnectOptions['headers'] = {}): HeaderField[] {
  const fields: (readonly [string, string])[] = Array.isArray(headers)
    ? [...(headers as HeaderField[])]
    : Symbol.iterator in headers
      ? [...(headers as Headers)]
      : Object.entries(headers);
  for (const [name, value] of fields) {
    try {
      new Headers([[name, value]]);
    } catch {
      throw new ToolkitError(
        'WrongHeader',
        `The header ${JSON.stringify(name)} has a name or value that is not valid in HTTP.`,
      );
    }
  }
  return fields;
}
