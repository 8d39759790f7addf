import type { FunctionError } from '../contracts';

/** The invocation that the gateway sends to an execution environment, as JSON data. */
export interface InvokeMessage {
  readonly event: unknown;
  readonly requestId: string;
  /** The value of the environment variable `_X_AMZN_TRACE_ID`. */
  readonly traceId: string;
  /** The remaining time of the invocation in milliseconds. */
  readonly remainingMillis: number;
  /** The constant fields of the Lambda context object. */
  readonly context: FunctionContext;
}

/** The constant fields of the Lambda context object, with the names that they have in Node.js. */
export interface FunctionContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
}

/** A request that a function sends to an API of the gateway. */
export interface RequestMessage {
  readonly type: 'request';
  readonly id: number;
  readonly method: string;
  readonly url: string;
  /** The header fields as the function sent them. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body as a Base64 string. */
  readonly body: string;
}

/** The response of the gateway to a request from a function. */
export interface ResponseMessage {
  readonly type: 'response';
  readonly id: number;
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body as a Base64 string. */
  readonly body: string;
}

/** A message that an execution environment sends to the gateway. */
export type FunctionMessage =
  /** The handler was loaded. */
  | { readonly type: 'ready' }
  /** The function wrote a line to its log. */
  | { readonly type: 'log'; readonly text: string }
  /** The result of an invocation. `ends` is true if the environment cannot run another invocation. */
  | { readonly type: 'result'; readonly payload: string; readonly error?: FunctionError; readonly ends?: boolean }
  /** The handler cannot be loaded. `missing` is the name of a module that was not found. */
  | { readonly type: 'failed'; readonly payload: string; readonly error: FunctionError; readonly missing?: string };

/** The worker thread or process of an execution environment. */
export interface Transport {
  /** Sends an invocation to the environment. */
  send(message: InvokeMessage): void;
  /** Sets whether the environment prevents this process from exiting. */
  hold(held: boolean): void;
  /** Ends the environment. */
  stop(): Promise<void>;
}

/** The callbacks that a transport calls. */
export interface TransportEvents {
  message(message: FunctionMessage): void;
  /**
   * The environment ended. `how` is the exit status or the signal, such as `exit status 1`, or undefined if the exit
   * status is 0.
   */
  exit(how: string | undefined): void;
}

/** Starts an execution environment. */
export type StartTransport = (events: TransportEvents) => Transport;
