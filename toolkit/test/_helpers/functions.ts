import { mkdirSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { CfnFunction, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Stack, type App } from 'aws-cdk-lib';
import { modelOf, readAssembly } from '../../src';
import { createFunctionInvoker } from '../../src/gateway/functions/create';
import { systemClock } from '../../src/gateway/clock';
import type { Clock, GatewayContext, InvocationResult } from '../../src/gateway/contracts';
import { PlaceholderValues, type EnvironmentOption } from '../../src/gateway/values';
import { synthesize, temporaryFolder } from './apps';

/** Files of a folder, by path. */
export type Files = Readonly<Record<string, string>>;

/** Writes files into a temporary folder. */
export function folderOf(files: Files): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Options for a Lambda function in a test. */
export interface FunctionOptions {
  readonly handler?: string;
  readonly runtime?: string;
  readonly timeoutMillis?: number;
  readonly memorySize?: number;
  readonly environment?: Record<string, string>;
}

/** Adds a Lambda function with the code in a folder. */
export function addFolderFunction(stack: Stack, files: Files, options: FunctionOptions = {}): LambdaFunction {
  return new LambdaFunction(stack, 'Orders', {
    functionName: 'orders',
    code: Code.fromAsset(folderOf(files)),
    handler: options.handler ?? 'index.handler',
    runtime: new Runtime(options.runtime ?? 'nodejs22.x'),
    memorySize: options.memorySize,
    environment: options.environment,
  });
}

/** A Lambda function that a test can invoke. */
export interface Called {
  call(event?: unknown, options?: { timeoutMillis?: number; qualifier?: string }): Promise<InvocationResult>;
  close(): Promise<void>;
}

const open: Called[] = [];

afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

/** Synthesizes a stack, and returns its function `Orders`. After the test, the invoker of the function is closed. */
export function functionIn(
  build: (stack: Stack) => void,
  options: { clock?: Clock; environment?: EnvironmentOption; timeoutMillis?: number } = {},
): Called {
  const directory = synthesize((app: App) => build(new Stack(app, 'Shop')));
  const model = modelOf(readAssembly(directory));
  const context = {
    model,
    directory,
    clock: options.clock ?? systemClock,
    values: new PlaceholderValues(model, options.environment),
  } as unknown as GatewayContext;
  const invoker = createFunctionInvoker(context);
  const fn = model.functions.find(({ source }) => source.construct === 'Shop/Orders')!;
  const called: Called = {
    call: (event = {}, { timeoutMillis = options.timeoutMillis ?? 3000, qualifier } = {}) =>
      invoker.invoke({ function: fn, qualifier, event, requestId: randomUUID(), timeoutMillis }),
    close: () => invoker.close(),
  };
  open.push(called);
  return called;
}

/** A Lambda function with the code in a folder. */
export function functionOf(files: Files, options: FunctionOptions = {}): Called {
  return functionIn((stack) => addFolderFunction(stack, files, options), options);
}

/** A function with inline code. */
export function inlineFunction(code: string, options: FunctionOptions = {}): Called {
  return functionIn((stack) => {
    new CfnFunction(stack, 'Orders', {
      code: { zipFile: code },
      role: 'arn:aws:iam::123456789012:role/role',
      handler: options.handler ?? 'index.handler',
      runtime: options.runtime ?? 'nodejs22.x',
      memorySize: options.memorySize,
    });
  }, options);
}

/** Returns the result of an invocation, which must succeed. */
export async function resultOf(call: Promise<InvocationResult>): Promise<unknown> {
  const { payload, error } = await call;
  expect(error).toBeUndefined();
  return JSON.parse(payload);
}
