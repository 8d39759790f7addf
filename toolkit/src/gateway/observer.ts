import type { Invocation, LogEntry, RoutedRequest } from './contracts';
import type { AccessLogEntry } from './http/access-log';

/** Who is told what happens in a gateway, as it happens. */
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
