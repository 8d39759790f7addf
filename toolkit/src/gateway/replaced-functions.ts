import { url as inspectorUrl } from 'node:inspector';
import { ToolkitError } from '../model/errors';
import type { LambdaFunction } from '../model/types';
import { timedOut, within } from './clock';
import type { FunctionError, FunctionInvoker, GatewayContext, Invocation, InvocationResult } from './contracts';
import { isUrlObject, kindOf } from './input';
import { find, isNamed, pathOf } from './names';

/**
 * A Lambda handler that runs in the same process as the test. The handler can return a value, return a promise, or call
 * `callback`.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- handlers type their events themselves.
export type LocalHandler = (event: any, context: any, callback: any) => unknown;

/**
 * Replacements of functions. The key is the name, construct ID, construct path or ARN of a function. A replacement is a
 * handler, or a URL to which the gateway posts events.
 */
export type FunctionsOption = Readonly<Record<string, LocalHandler | string | URL>>;

/**
 * Invokes the functions that the option `functions` replaces, and passes invocations of all other functions to the next
 * invoker.
 */
export class ReplacedFunctions implements FunctionInvoker {
  private readonly replacements = new Map<string, LocalHandler | URL>();
  private readonly closing = new AbortController();
  private readonly external: [name: string, replacement: LocalHandler | URL][] = [];

  constructor(
    private readonly context: GatewayContext,
    option: FunctionsOption,
    private readonly next: FunctionInvoker,
  ) {
    for (const [name, given] of Object.entries(option)) {
      const replacement = replacementOf(name, given);
      const { functions } = context.model;
      const exact = functions.filter(
        (fn) => context.values.functionName(fn) === name || context.values.functionArn(fn) === name,
      );
      const known = exact.length > 0 || functions.some((fn) => isNamed(fn, name));
      if (known) {
        const fn = exact.length === 1 ? exact[0] : find(functions, name, 'function');
        this.replacements.set(fn.id, replacement);
      } else this.external.push([name, replacement]);
    }
  }

  /**
   * Throws a `ToolkitError` if the option `functions` contains a function that is not part of the app and that no
   * integration or authorizer calls.
   */
  enforceNames(externalFunctions: readonly LambdaFunction[]): void {
    for (const [name] of this.external) {
      if (externalFunctions.some((fn) => isExternal(fn, name))) continue;
      // `find` throws an error that lists the available functions.
      find([...this.context.model.functions, ...externalFunctions], name, 'function');
    }
  }

  invoke(invocation: Invocation): Promise<InvocationResult> {
    const replacement =
      this.replacements.get(invocation.function.id) ??
      this.external.find(([name]) => isExternal(invocation.function, name))?.[1];
    if (replacement === undefined) return this.next.invoke(invocation);
    return replacement instanceof URL ? this.post(replacement, invocation) : this.call(replacement, invocation);
  }

  close(): Promise<void> {
    this.closing.abort();
    return this.next.close();
  }

  private async call(handler: LocalHandler, invocation: Invocation): Promise<InvocationResult> {
    const { event, timeoutMillis } = invocation;
    try {
      const running = run(handler, structuredClone(event), this.lambdaContext(invocation));
      // A breakpoint pauses the function but not the timer of its time limit, so the limit does not apply while a
      // debugger is attached.
      const limited = inspectorUrl() === undefined;
      const result = limited ? await within(this.context.clock, timeoutMillis, running) : await running;
      if (result === timedOut) {
        const now = new Date(this.context.clock.now()).toISOString();
        const seconds = (timeoutMillis / 1000).toFixed(2);
        return failure({
          errorType: 'Sandbox.Timedout',
          errorMessage: `${now} ${invocation.requestId} Task timed out after ${seconds} seconds`,
        });
      }
      return { payload: JSON.stringify(result) ?? 'null', logs: [] };
    } catch (error) {
      return failure(errorOf(error));
    }
  }

  /** Posts the event to a URL, as clients of the AWS Lambda Runtime Interface Emulator do. */
  private async post(url: URL, { event }: Invocation): Promise<InvocationResult> {
    try {
      const headers = { 'content-type': 'application/json' };
      const response = await this.context.fetch(url, {
        method: 'POST',
        body: JSON.stringify(event),
        headers,
        signal: this.closing.signal,
      });
      const payload = await response.text();
      if (response.ok && !response.headers.has('x-amz-function-error')) return { payload, logs: [] };
      return failure({
        errorType: 'Runtime.Error',
        errorMessage: `${url.href} returned the status ${response.status}: ${payload}`,
      });
    } catch (error) {
      const { errorMessage } = errorOf((error as Error).cause ?? error);
      return failure({ errorType: 'Runtime.Error', errorMessage: `${url.href} cannot be called: ${errorMessage}` });
    }
  }

  private lambdaContext({ function: fn, qualifier, requestId, timeoutMillis }: Invocation): Record<string, unknown> {
    const { clock, values } = this.context;
    const functionName = values.functionName(fn);
    const deadline = clock.now() + timeoutMillis;
    const memory = fn.memoryMiB === undefined ? 128 : values.value(fn.memoryMiB, `The memory of ${pathOf(fn)}`);
    return {
      callbackWaitsForEmptyEventLoop: true,
      functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: values.functionArn(fn, qualifier),
      memoryLimitInMB: String(memory),
      awsRequestId: requestId,
      logGroupName: `/aws/lambda/${functionName}`,
      logStreamName: 'local',
      getRemainingTimeInMillis: () => Math.max(0, deadline - clock.now()),
    };
  }
}

function replacementOf(name: string, given: unknown): LocalHandler | URL {
  if (typeof given === 'function') return given as LocalHandler;
  if (isUrlObject(given)) return new URL(given.href);
  if (typeof given === 'string' && URL.canParse(given) && /^https?:/.test(given)) return new URL(given);
  throw new ToolkitError(
    'WrongReplacement',
    `The value of ${name} in the option \`functions\` is ${kindOf(given)}. Pass a handler or a URL that starts with http:// or https://.`,
  );
}

function isExternal(fn: LambdaFunction, name: string): boolean {
  if (!fn.id.startsWith('external:')) return false;
  return isNamed(fn, name) || name.split(':function:')[1]?.split(':')[0] === fn.name;
}

/**
 * Runs a handler. A handler with three parameters can pass its result to the callback. Any other handler must return
 * its result.
 */
async function run(handler: LocalHandler, event: unknown, context: unknown): Promise<unknown> {
  if (handler.length < 3) return handler(event, context, undefined);
  return new Promise((resolve, reject) => {
    const callback = (error: unknown, result: unknown) =>
      error === null || error === undefined ? resolve(result) : reject(error as Error);
    const returned = handler(event, context, callback);
    if (returned instanceof Promise) returned.then(resolve, reject);
  });
}

function errorOf(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  const trace = error.stack?.split('\n');
  return { errorType: error.name, errorMessage: error.message, ...(trace === undefined ? {} : { trace }) };
}

function failure(error: FunctionError): InvocationResult {
  return { payload: JSON.stringify(error), error, logs: [] };
}
