import type { Invocation, LogEntry, RoutedRequest } from './contracts';
import type { AccessLogEntry } from './http/access-log';

/** An observer of the events of a gateway. */
export interface GatewayObserver {
  /** A line of the log. */
  log(entry: LogEntry): void;
  /** An entry of an access log. */
  access(entry: AccessLogEntry): void;
  /** A function is about to be invoked. */
  invoking(invocation: Invocation): void;
  /** A message, or a request to another route of a WebSocket API, arrived. Its route is not chosen yet. */
  arrived(request: RoutedRequest): void;
  /** A request to a route of a WebSocket API was handled. The route key is empty if no route matches. */
  handled(request: RoutedRequest, status: number): void;
}
