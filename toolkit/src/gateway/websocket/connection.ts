import type { Clock, RoutedRequest } from '../contracts';
import type { Authorized } from '../http/events';
import type { Accepted } from './contracts';
import { idleMillis, lifeMillis, maximumFrame, maximumMessage } from './limits';
import { expired } from './undocumented/connections';

/** The data of an accepted WebSocket connection. */
export interface ConnectionSettings {
  /** The request that opened the connection. */
  readonly request: RoutedRequest;
  readonly authorized: Authorized;
  /** Whether the request to `$connect` had a valid API key. */
  readonly hasApiKey: boolean;
}

/** The callbacks for the events of a connection. */
export interface ConnectionEvents {
  message(connection: Connection, text: string): void;
  closed(connection: Connection, code: number, reason: string): void;
}

/** An open WebSocket connection, with its time limits. */
export class Connection {
  readonly id: string;
  /** The time of the last message to or from the client. */
  lastActiveAt: number;
  private ended: { readonly code: number; readonly reason: string } | undefined;
  private waiting: (string | Uint8Array)[] = [];
  private readonly onMessage: ((data: string | Uint8Array) => void)[] = [];
  private readonly onClose: ((code: number, reason: string) => void)[] = [];
  private cancelIdle = () => {};
  private cancelLife = () => {};

  constructor(
    public settings: ConnectionSettings,
    private clock: Clock,
    private events: ConnectionEvents,
  ) {
    this.id = settings.request.webSocket!.connectionId;
    this.lastActiveAt = clock.now();
    this.startLimits();
  }

  /** Moves the connection to the `WebSocketHandler` of a new version of the app. */
  move(settings: ConnectionSettings, clock: Clock, events: ConnectionEvents): void {
    this.cancelIdle();
    this.cancelLife();
    [this.settings, this.clock, this.events] = [settings, clock, events];
    this.startLimits();
  }

  get isOpen(): boolean {
    return this.ended === undefined;
  }

  /** Sends a message to the client. */
  deliver(text: string): void {
    if (this.ended) return;
    this.touch();
    if (this.onMessage.length === 0) this.waiting.push(text);
    for (const callback of this.onMessage) callback(text);
  }

  /** Closes the connection. */
  end(code: number, reason = ''): void {
    if (this.ended) return;
    this.ended = { code, reason };
    this.cancelIdle();
    this.cancelLife();
    for (const callback of this.onClose) callback(code, reason);
    this.events.closed(this, code, reason);
  }

  /** Creates the client side of the connection. */
  clientSide(headers: Accepted['headers']): Accepted {
    const [, protocol] = headers.find(([name]) => name === 'sec-websocket-protocol') ?? [];
    return {
      accepted: true,
      connectionId: this.id,
      ...(protocol === undefined ? {} : { protocol }),
      headers,
      send: (data, largestFrame) => this.receive(data, largestFrame),
      close: (code = 1005, reason = '') => this.end(code, reason),
      onMessage: (callback) => {
        this.onMessage.push(callback);
        for (const data of this.waiting.splice(0)) callback(data);
      },
      onClose: (callback) => {
        if (this.ended) callback(this.ended.code, this.ended.reason);
        else this.onClose.push(callback);
      },
    };
  }

  /** Handles a message from the client. */
  private receive(data: string | Uint8Array, largestFrame?: number): void {
    if (this.ended) return;
    this.touch();
    const size = typeof data === 'string' ? Buffer.byteLength(data) : data.length;
    if (size > maximumMessage || (largestFrame ?? size) > maximumFrame) this.end(1009);
    else if (typeof data !== 'string') this.end(1003);
    else this.events.message(this, data);
  }

  private startLimits(): void {
    const left = this.settings.request.webSocket!.connectedAt + lifeMillis - this.clock.now();
    this.cancelLife = this.clock.after(Math.max(0, left), () => this.end(expired.code, expired.reason));
    this.touch();
  }

  private touch(): void {
    this.lastActiveAt = this.clock.now();
    this.cancelIdle();
    this.cancelIdle = this.clock.after(idleMillis, () => this.end(expired.code, expired.reason));
  }
}
