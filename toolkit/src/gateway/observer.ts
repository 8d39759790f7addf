import type { Invocation, LogEntry, RoutedRequest } from './contracts';
import type { AccessLogEntry } from './http/access-log';

/** Observes a gateway, which calls one of these methods when an event occurs. */
export interface GatewayObserver {
  /** Receives a log entry. */
  log(entry: LogEntry): void;
  /** Receives an entry of an access log. */
  access(entry: AccessLogEntry): void;
  /** The gateway calls this method before it invokes a function. */
  invoking(invocation: Invocation): void;
  /**
   * The gateway calls this method when a message or another request of a WebSocket connection arrives, before the route
   * is chosen.
   */
  arrived(request: RoutedRequest): void;
  /**
   * The gateway calls this method after it has handled a message or another request of a WebSocket connection. The
   * route key is empty if no route matches.
   */
  handled(request: RoutedRequest, status: number): void;
}
