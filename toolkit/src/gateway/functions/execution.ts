import { url as inspectorUrl } from 'node:inspector';
import type { Clock, FunctionError, InvocationResult } from '../contracts';
import type { FunctionMessage, InvokeMessage, StartTransport, Transport } from './messages';

/**
 * The time limit for loading the code, in milliseconds. After this time, `load` returns an error, and the time limit of
 * a waiting invocation starts.
 */
const initLimitMillis = 10_000;

/** The result of an invocation, with the name of the missing module if a module was not found. */
export type Outcome = InvocationResult & { readonly missing?: string };

interface Running {
  readonly message: InvokeMessage;
  readonly finish: (outcome: Outcome) => void;
}

/** An execution environment, which loads the code of a function once and runs one invocation at a time. */
export class Execution {
  private readonly transport: Transport;
  private isReady = false;
  private hasEnded = false;
  private running: Running | undefined;
  private logs: string[] = [];
  private cancelLimit = () => {};
  private onLoaded: ((error: FunctionError | undefined, missing?: string) => void) | undefined;

  constructor(
    start: StartTransport,
    private readonly clock: Clock,
  ) {
    this.transport = start({
      message: (message) => this.receive(message),
      exit: (how) => this.exited(how),
    });
  }

  /** Whether the execution environment can run another invocation. */
  get isUsable(): boolean {
    return !this.hasEnded;
  }

  /** Waits until the code is loaded. Returns the error if the code cannot be loaded. */
  load(): Promise<Pick<Outcome, 'error' | 'missing'>> {
    return new Promise((resolve) => {
      const limit = setTimeout(() => {
        const seconds = initLimitMillis / 1000;
        this.onLoaded?.({
          errorType: 'Sandbox.Timedout',
          errorMessage: `The code was not loaded within ${seconds} seconds`,
        });
      }, initLimitMillis);
      this.onLoaded = (error, missing) => {
        clearTimeout(limit);
        this.onLoaded = undefined;
        resolve({ ...(error ? { error } : {}), ...(missing === undefined ? {} : { missing }) });
      };
    });
  }

  invoke(message: InvokeMessage): Promise<Outcome> {
    return new Promise((finish) => {
      this.running = { message, finish };
      this.transport.hold(true);
      if (this.isReady) {
        this.transport.send(message);
        this.startLimit();
      } else {
        const timer = setTimeout(() => this.startLimit(), initLimitMillis);
        this.cancelLimit = () => clearTimeout(timer);
      }
    });
  }

  async stop(): Promise<void> {
    this.hasEnded = true;
    await this.transport.stop();
    this.fail('Runtime.ExitError', 'Error: The gateway was closed');
  }

  private receive(message: FunctionMessage): void {
    switch (message.type) {
      case 'log':
        this.logs.push(message.text);
        break;
      case 'ready':
        this.isReady = true;
        this.onLoaded?.(undefined);
        if (this.running) {
          this.transport.send(this.running.message);
          this.startLimit();
        }
        break;
      case 'failed':
        this.hasEnded = true;
        this.onLoaded?.(message.error, message.missing);
        this.finish({ payload: message.payload, error: message.error, missing: message.missing });
        break;
      case 'result':
        if (message.ends) this.hasEnded = true;
        this.finish({ payload: message.payload, error: message.error });
    }
  }

  private exited(how: string | undefined): void {
    this.hasEnded = true;
    const cause = how === undefined ? 'Runtime exited without providing a reason' : `Runtime exited with error: ${how}`;
    this.onLoaded?.({ errorType: 'Runtime.ExitError', errorMessage: `Error: ${cause}` });
    this.fail('Runtime.ExitError', `Error: ${cause}`);
  }

  private startLimit(): void {
    this.cancelLimit();
    const { remainingMillis } = this.running!.message;
    // A breakpoint pauses the function but not the timer of its time limit, so the limit does not apply while a
    // debugger is attached.
    if (inspectorUrl() !== undefined) return;
    const end = () => {
      this.hasEnded = true;
      this.fail('Sandbox.Timedout', `Error: Task timed out after ${(remainingMillis / 1000).toFixed(2)} seconds`);
      void this.transport.stop();
    };
    // A test may never advance its clock, so a timer with the system clock also enforces the limit.
    const timer = setTimeout(end, remainingMillis);
    const cancel = this.clock.after(remainingMillis, end);
    this.cancelLimit = () => {
      clearTimeout(timer);
      cancel();
    };
  }

  private fail(errorType: string, cause: string): void {
    if (!this.running) return;
    const error: FunctionError = { errorType, errorMessage: `RequestId: ${this.running.message.requestId} ${cause}` };
    this.finish({ payload: JSON.stringify(error), error });
  }

  private finish(outcome: Omit<Outcome, 'logs'>): void {
    const { running } = this;
    if (!running) return;
    this.running = undefined;
    this.cancelLimit();
    this.transport.hold(false);
    const { payload, error, missing } = outcome;
    running.finish({
      payload,
      logs: this.logs.splice(0),
      ...(error === undefined ? {} : { error }),
      ...(missing === undefined ? {} : { missing }),
    });
  }
}
