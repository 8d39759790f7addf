/**
 * The interfaces between the WebSocket APIs of the local gateway and their clients, which are tests and the local
 * server.
 */

import type { ClientCertificate, HeaderField, SentAddress } from '../contracts';

/** Options for a WebSocket connection. */
export interface ConnectOptions {
  /**
   * The header fields of the request. If you pass a list, a name can occur more than once.
   *
   * @default - none
   */
  readonly headers?: Readonly<Record<string, string>> | Headers | readonly (readonly [name: string, value: string])[];
  /**
   * The subprotocols that the client offers in the header `Sec-WebSocket-Protocol`.
   *
   * @default - none
   */
  readonly protocols?: readonly string[];
  /**
   * The IP address of the client.
   *
   * @default 127.0.0.1
   */
  readonly sourceIp?: string;
  /**
   * The client certificate for custom domains with mutual TLS: a string in PEM format, or an object in the format that
   * events use.
   *
   * @default - none
   */
  readonly clientCertificate?: string | ClientCertificate;
}

/** Connects clients to WebSocket APIs. The local server and `LocalGateway.connect` use this interface. */
export interface ConnectionOpener {
  /**
   * Handles the request that opens a connection, including the route `$connect`. The promise rejects with a
   * `ToolkitError` only if a setting is missing or wrong.
   *
   * @param url the URL of a stage, such as `wss://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/live?room=7`, or of a
   * custom domain
   * @param sent the address to which the client sent the request, if the client called a local server
   */
  openConnection(url: string, options?: ConnectOptions, sent?: SentAddress): Promise<Rejected | Accepted>;
}

/** The response of API Gateway if it rejects a connection. */
export interface Rejected {
  readonly accepted: false;
  /** The status code, such as 401. */
  readonly status: number;
  /** The header fields of the response, with names in lower case. */
  readonly headers: readonly HeaderField[];
  /** The response body. */
  readonly body: Uint8Array;
}

/** The client side of a connection that API Gateway accepted. */
export interface Accepted {
  readonly accepted: true;
  /** The connection ID, such as `R1kmxc2VNjMCFIA=`. */
  readonly connectionId: string;
  /** The subprotocol that the integration of `$connect` chose. */
  readonly protocol?: string;
  /**
   * The header fields of the response to the upgrade request, with names in lower case. The fields include
   * `sec-websocket-protocol`.
   */
  readonly headers: readonly HeaderField[];
  /**
   * Sends a message from the client. A string is sent as a text message, and bytes are sent as a binary message. The
   * method has no effect after the connection has ended.
   *
   * @param largestFrame the size of the largest frame in bytes. @default - the message is sent in one frame
   */
  send(data: string | Uint8Array, largestFrame?: number): void;
  /**
   * Closes the connection from the client.
   *
   * @param code the close code. The code 1005 means that the close frame had no code, and 1006 means that the
   * connection ended without a close frame.
   * @default 1005
   * @param reason the reason for closing the connection. @default - empty
   */
  close(code?: number, reason?: string): void;
  /**
   * Calls `callback` with each message to the client. The first call of this method also delivers all earlier messages.
   */
  onMessage(callback: (data: string | Uint8Array) => void): void;
  /** Calls `callback` once when the connection ends, or immediately if the connection has already ended. */
  onClose(callback: (code: number, reason: string) => void): void;
}

/** A WebSocket client for tests. The client does not use a network connection. */
export interface LocalSocket {
  /** The connection ID. */
  readonly connectionId: string;
  /** The subprotocol that the integration of `$connect` chose. */
  readonly protocol?: string;
  /** The header fields of the response to the upgrade request. */
  readonly headers: Headers;
  /** All received messages. A message that is valid JSON is parsed, and any other message is a string. */
  readonly messages: readonly unknown[];
  /** A promise that resolves to the close code and the reason when the connection ends. */
  readonly closed: Promise<LocalClose>;
  /**
   * Sends a message. Throws a `ToolkitError` if the connection has ended.
   *
   * @param data a string for a text message, or bytes for a binary message
   */
  send(data: string | Uint8Array, options?: LocalSendOptions): void;
  /**
   * Returns the next message that no earlier call has returned. A message that is valid JSON is parsed, and any other
   * message is a string. Rejects with a `ToolkitError` if the connection ends or no message arrives in time.
   *
   * @param timeoutMillis the time to wait in milliseconds, measured with the system clock. @default 5000
   */
  next(timeoutMillis?: number): Promise<unknown>;
  /**
   * Closes the connection.
   *
   * @param code the close code. @default - no code, so events contain the code 1005
   * @param reason the reason for closing the connection. @default - empty
   */
  close(code?: number, reason?: string): void;
}

/** Options for a message from a client. */
export interface LocalSendOptions {
  /**
   * The maximum size of a frame in bytes. A longer message is sent in several frames.
   *
   * @default - the message is sent in one frame
   */
  readonly frameSize?: number;
}

/** The close code and the reason of a closed connection. */
export interface LocalClose {
  /** The close code, such as 1001. */
  readonly code: number;
  /** The reason, which is empty if no reason was sent. */
  readonly reason: string;
}

/** The operations of the `@connections` API, for functions that run in the same process as the test. */
export interface LocalConnections {
  /** The IDs of the open connections, in the order in which they were accepted. */
  readonly ids: readonly string[];
  /** Sends a message to a connection. Rejects with a `ConnectionsError`, such as `GoneException`. */
  post(connectionId: string, data: string | Uint8Array): Promise<void>;
  /**
   * Returns information about a connection, such as the source IP address of the client. Rejects with a
   * `ConnectionsError`, such as `GoneException`.
   */
  get(connectionId: string): Promise<ConnectionInfo>;
  /** Closes a connection. Rejects with a `ConnectionsError`, such as `GoneException`. */
  delete(connectionId: string): Promise<void>;
}

/** The connection data that `@connections` returns. */
export interface ConnectionInfo {
  /** The time at which the connection was opened, such as `2025-04-14T22:14:35.000Z`. */
  readonly connectedAt: string;
  /** The IP address and the user agent of the client. */
  readonly identity: { readonly sourceIp: string; readonly userAgent: string };
  /** The time of the last message to or from the client. */
  readonly lastActiveAt: string;
}
