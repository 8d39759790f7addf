import type { FunctionInvoker, GatewayContext, Invocation, InvocationResult } from './contracts';
import { pathOf } from './names';
import type { GatewayObserver } from './observer';

/** Invokes functions and adds their output and errors to the gateway log. */
export class LoggedFunctions implements FunctionInvoker {
  constructor(
    private readonly context: Pick<GatewayContext, 'clock' | 'log'>,
    private readonly next: FunctionInvoker,
    private readonly observer?: GatewayObserver,
  ) {}

  async invoke(invocation: Invocation): Promise<InvocationResult> {
    this.observer?.invoking(invocation);
    const result = await this.next.invoke(invocation);
    const { requestId } = invocation;
    const about = pathOf(invocation.function);
    const time = this.context.clock.now();
    for (const message of result.logs) this.context.log({ time, requestId, about, level: 'info', message });
    if (result.error) {
      const { errorType, errorMessage, trace } = result.error;
      const message = trace?.join('\n') ?? `${errorType}: ${errorMessage}`;
      this.context.log({ time, requestId, about, level: 'error', message });
    }
    return result;
  }

  close(): Promise<void> {
    return this.next.close();
  }
}
