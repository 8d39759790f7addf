import type { Invocation, LogEntry, RoutedRequest } from './contracts';
import type { AccessLogEntry } from './http/access-log';

/** An interface whose methods the gateway calls when an event occurs. */
export interface GatewayObserver {
  /** Receives a log entry. */
  log(entry: LogEntry): void;
  /** Receives an entry of an access log. */
  access(entry: AccessLogEntry): void;
  /** Called before a function is invoked. */
  invoking(invocation: Invocation): void;
  /** Called when a message or another request of a WebSocket connection arrives, before its route is chosen. */
  arrived(request: RoutedRequest): void;
  /**
   * Called after a message or another request of a WebSocket connection was handled. The route key is empty if no route
   * matches.
   */
  handled(request: RoutedRequest, status: number): void;
}
