import type { FunctionError } from '../contracts';

/** The job that is sent to an execution environment, as JSON data. */
export interface InvokeMessage {
  readonly event: unknown;
  readonly requestId: string;
  /** The value of `_X_AMZN_TRACE_ID`. */
  readonly traceId: string;
  /** The time limit in milliseconds. */
  readonly remainingMillis: number;
  /** The fields of the context object that do not change with time. */
  readonly context: FunctionContext;
}

/** The fields of the context object, by the names of Node.js. */
export interface FunctionContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
}

/** A request of a function to an API of the gateway. */
export interface RequestMessage {
  readonly type: 'request';
  readonly id: number;
  readonly method: string;
  readonly url: string;
  /** The header fields as sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body in Base64. */
  readonly body: string;
}

/** The response to a request of a function. */
export interface ResponseMessage {
  readonly type: 'response';
  readonly id: number;
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body in Base64. */
  readonly body: string;
}

/** The message that an execution environment sends back. */
export type FunctionMessage =
  /** The handler is loaded. */
  | { readonly type: 'ready' }
  /** The function wrote a line. */
  | { readonly type: 'log'; readonly text: string }
  /** The result of an invocation. `ends` if the environment cannot be used again. */
  | { readonly type: 'result'; readonly payload: string; readonly error?: FunctionError; readonly ends?: boolean }
  /** The handler cannot be loaded. `missing` is the module that was not found. */
  | { readonly type: 'failed'; readonly payload: string; readonly error: FunctionError; readonly missing?: string };

/** An execution environment as seen from here: a worker or a process. */
export interface Transport {
  /** Sends an invocation. */
  send(message: InvokeMessage): void;
  /** Sets whether the environment keeps this process alive. */
  hold(held: boolean): void;
  /** Ends the environment. */
  stop(): Promise<void>;
}

/** The callbacks of a transport. */
export interface TransportEvents {
  message(message: FunctionMessage): void;
  /** The environment ended. `how` is absent if it ended with status 0, such as `exit status 1`. */
  exit(how: string | undefined): void;
}

/** Starts an execution environment. */
export type StartTransport = (events: TransportEvents) => Transport;
