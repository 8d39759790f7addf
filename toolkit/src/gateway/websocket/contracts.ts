/**
 * The interfaces between WebSocket APIs of the local gateway and those that connect to them: tests and the port
 * server.
 */

import type { ClientCertificate, HeaderField, SentAddress } from '../contracts';

/** Settings of a connection. */
export interface ConnectOptions {
  /**
   * The header fields of the request. A list keeps a name that occurs more than once.
   *
   * @default - none
   */
  readonly headers?: Readonly<Record<string, string>> | Headers | readonly (readonly [name: string, value: string])[];
  /**
   * The subprotocols that the client offers, as `Sec-WebSocket-Protocol`.
   *
   * @default - none
   */
  readonly protocols?: readonly string[];
  /**
   * The address of the client.
   *
   * @default 127.0.0.1
   */
  readonly sourceIp?: string;
  /**
   * The certificate of the client, for custom domains with mutual TLS: PEM text, or the fields of events.
   *
   * @default - none
   */
  readonly clientCertificate?: string | ClientCertificate;
}

/** Connects clients to WebSocket APIs. The port server and `LocalGateway.connect` build on it. */
export interface ConnectionOpener {
  /**
   * Handles the request that opens a connection, `$connect` included. The promise rejects with a `ToolkitError` only
   * for
   * a setting that the user has to add or correct.
   *
   * @param url the URL of a stage, such as `wss://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/live?room=7`, or of a
   *   custom domain
   * @param sent the address of the port server as the client knows it
   */
  openConnection(url: string, options?: ConnectOptions, sent?: SentAddress): Promise<Rejected | Accepted>;
}

/** The response to a connection that API Gateway did not accept. */
export interface Rejected {
  readonly accepted: false;
  /** The status code, such as 401. */
  readonly status: number;
  /** The header fields, names in lower case. */
  readonly headers: readonly HeaderField[];
  /** The body. */
  readonly body: Uint8Array;
}

/** A connection that API Gateway accepted, as its client sees it. */
export interface Accepted {
  readonly accepted: true;
  /** The connection ID, such as `R1kmxc2VNjMCFIA=`. */
  readonly connectionId: string;
  /** The subprotocol that `$connect` chose. */
  readonly protocol?: string;
  /** The header fields of the response to the upgrade, names in lower case. They contain `sec-websocket-protocol`. */
  readonly headers: readonly HeaderField[];
  /**
   * Sends a message from the client. A text is a text message, and bytes are a binary message. It has no effect after
   * the end of the connection.
   *
   * @param largestFrame the size of the largest frame of the message in bytes. @default - the message is one frame
   */
  send(data: string | Uint8Array, largestFrame?: number): void;
  /**
   * Closes the connection from the client.
   *
   * @param code the close code. 1005 is a close frame without a code, and 1006 the end without a close frame.
   * @default 1005
   * @param reason the reason. @default - empty
   */
  close(code?: number, reason?: string): void;
  /** Calls back with each message to the client. Messages that arrived before the first call are delivered then. */
  onMessage(callback: (data: string | Uint8Array) => void): void;
  /** Calls back once when the connection ends, at once if it has ended already. */
  onClose(callback: (code: number, reason: string) => void): void;
}

/** The WebSocket of a test: a client of a WebSocket API, without a port. */
export interface LocalSocket {
  /** The connection ID. */
  readonly connectionId: string;
  /** The subprotocol that `$connect` chose. */
  readonly protocol?: string;
  /** The header fields of the response to the upgrade. */
  readonly headers: Headers;
  /** All messages that arrived: the value of JSON texts, and the text of all others. */
  readonly messages: readonly unknown[];
  /** Resolves with close code and reason when the connection ends. */
  readonly closed: Promise<LocalClose>;
  /**
   * Sends a message. Throws a `ToolkitError` if the connection has ended.
   *
   * @param data a text, or bytes for a binary message
   */
  send(data: string | Uint8Array, options?: LocalSendOptions): void;
  /**
   * The next message that no earlier call has returned: the value of a JSON text, and the text of all others. Rejects
   * with a `ToolkitError` if the connection ends or none arrives in time.
   *
   * @param timeoutMillis the time to wait, in milliseconds of the computer's clock. @default 5000
   */
  next(timeoutMillis?: number): Promise<unknown>;
  /**
   * Closes the connection.
   *
   * @param code the close code. @default - no code, which events have as 1005
   * @param reason the reason. @default - empty
   */
  close(code?: number, reason?: string): void;
}

/** Settings of a message. */
export interface LocalSendOptions {
  /**
   * The size of frames in bytes: a longer message is sent in several frames.
   *
   * @default - the message is one frame
   */
  readonly frameSize?: number;
}

/** The end of a connection. */
export interface LocalClose {
  /** The close code, such as 1001. */
  readonly code: number;
  /** The reason. Empty without one. */
  readonly reason: string;
}

/** Sends to connections and closes them, as the `@connections` API does, for functions that run in the test process. */
export interface LocalConnections {
  /** The IDs of the open connections, in the order in which they were accepted. */
  readonly ids: readonly string[];
  /** Sends a message to a connection. Rejects with a `ConnectionsError`, such as `GoneException`. */
  post(connectionId: string, data: string | Uint8Array): Promise<void>;
  /** Returns the facts about a connection. Rejects with a `ConnectionsError`, such as `GoneException`. */
  get(connectionId: string): Promise<ConnectionInfo>;
  /** Closes a connection. Rejects with a `ConnectionsError`, such as `GoneException`. */
  delete(connectionId: string): Promise<void>;
}

/** The data that `@connections` returns about a connection. */
export interface ConnectionInfo {
  /** The time at which the connection was opened, such as `2025-04-14T22:14:35.000Z`. */
  readonly connectedAt: string;
  /** The client. */
  readonly identity: { readonly sourceIp: string; readonly userAgent: string };
  /** The time of the last message of either direction. */
  readonly lastActiveAt: string;
}
