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
  /** A request to a route of a WebSocket API was handled. */
  handled(request: RoutedRequest, status: number): void;
}
