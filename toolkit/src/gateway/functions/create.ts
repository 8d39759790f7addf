import { dirname } from 'node:path';
import { ToolkitError } from '../../model/errors';
import type { LambdaFunction } from '../../model/types';
import { textOf } from '../../model/values';
import type {
  CreateFunctionInvoker,
  FunctionError,
  FunctionRunner,
  GatewayContext,
  Invocation,
  InvocationResult,
} from '../contracts';
import { newTraceId, stableId } from '../ids';
import { pathOf } from '../names';
import { CodeFolders } from './code';
import { environmentOf } from './environment';
import { nodeHandler, pythonHandler } from './handler-file';
import { layersOf, nodeRoots, type Layers } from './layers';
import type { InvokeMessage } from './messages';
import { nodeTransport } from './node';
import { notRun } from './not-run';
import { Pool } from './pool';
import { pythonTransport } from './python';

/** Creates the invoker for all functions that the option `functions` does not replace. */
export const createFunctionInvoker: CreateFunctionInvoker = (context) => new LocalFunctions(context);

/** A function with its execution environments. */
interface Prepared {
  readonly pool: Pool;
  readonly layers: Layers;
  readonly memoryMiB: number;
  readonly logStreamName: string;
  /**
   * Whether the environments already use the module hooks that let ES modules import modules from the layers and from
   * the project.
   */
  readonly isComplete: boolean;
}

/** Runs the functions of the app: Node.js functions in worker threads, and Python functions in processes. */
class LocalFunctions implements FunctionRunner {
  private readonly prepared = new Map<string, Prepared>();
  private readonly pools = new Set<Pool>();
  private readonly code: CodeFolders;
  private isClosed = false;

  constructor(private readonly context: GatewayContext) {
    this.code = new CodeFolders(context);
  }

  async invoke(invocation: Invocation): Promise<InvocationResult> {
    if (this.isClosed) throw new ToolkitError('GatewayClosed', 'The gateway is closed. Create a new gateway.');
    const { function: fn } = invocation;
    const prepared = this.prepared.get(fn.id) ?? this.prepare(fn, false);
    const { missing, ...result } = await prepared.pool.invoke(this.messageOf(invocation, prepared));
    if (missing === undefined) return result;
    if (!prepared.isComplete) {
      if (this.prepared.get(fn.id) === prepared) this.prepare(fn, true);
      return this.invoke(invocation);
    }
    this.explainMissing(fn, missing, prepared.layers);
    return result;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.pools].map((pool) => pool.close()));
    this.code.close();
  }

  async reload(fn: LambdaFunction): Promise<FunctionError | undefined> {
    const old = this.prepared.get(fn.id);
    if (this.isClosed || !old) return undefined;
    if (old.pool.isEmpty) {
      // The old code of the function was never loaded successfully, so the pool has no environment to keep.
      this.prepared.delete(fn.id);
      this.pools.delete(old.pool);
      return undefined;
    }
    let next = this.create(fn, old.isComplete);
    let { error, missing } = await next.pool.load();
    if (missing !== undefined && !next.isComplete) {
      this.pools.delete(next.pool);
      next = this.create(fn, true);
      ({ error, missing } = await next.pool.load());
    }
    if (error) {
      this.pools.delete(next.pool);
      old.pool.freeze();
      return error;
    }
    if (this.isClosed) {
      await next.pool.close();
      return undefined;
    }
    this.prepared.set(fn.id, next);
    await old.pool.retire();
    if (old.pool.isEmpty) this.pools.delete(old.pool);
    return undefined;
  }

  private prepare(fn: LambdaFunction, isComplete: boolean): Prepared {
    const prepared = this.create(fn, isComplete);
    this.prepared.set(fn.id, prepared);
    return prepared;
  }

  private create(fn: LambdaFunction, isComplete: boolean): Prepared {
    const { values, directory, clock, endpoints } = this.context;
    const about = pathOf(fn);
    const runtime = this.runtimeOf(fn);
    const isPython = runtime.startsWith('python');
    const folder = this.code.ofFunction(fn, isPython ? 'py' : 'js');
    const handler = values.text(fn.handler ?? '', `The handler of the function ${about}`);
    const memoryMiB = Number(
      fn.memoryMiB === undefined ? 128 : values.value(fn.memoryMiB, `The memory of the function ${about}`),
    );
    const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
    const logStreamName = `${day}/[$LATEST]${stableId(fn.id, 32)}`;
    const environment = environmentOf(this.context, fn, { handler, runtime, folder, memoryMiB, logStreamName });
    const layers = layersOf(fn, this.code);
    const runtimeVersion = Number(runtime.match(/\d+/)?.[0] ?? 22);
    const start = isPython
      ? pythonTransport({
          fn,
          folder,
          environment,
          layers: layers.folders,
          endpoints,
          ...pythonHandler(folder, handler, about),
        })
      : nodeTransport({
          handler: nodeHandler(folder, handler, about),
          folder,
          // The folder of the cloud assembly is usually in the folder of the project.
          roots: { layers: nodeRoots(layers.folders, runtimeVersion), project: [dirname(directory), process.cwd()] },
          useHooks: isComplete,
          runtimeVersion,
          environment,
          memoryMiB,
          endpoints,
        });
    const pool = new Pool(start, clock);
    this.pools.add(pool);
    return { pool, layers, memoryMiB, logStreamName, isComplete: isComplete || isPython };
  }

  private runtimeOf(fn: LambdaFunction): string {
    if (fn.packageType === 'Image' || fn.code.kind === 'image') throw notRun(fn, 'is a container image');
    if (fn.id.startsWith('external:')) throw notRun(fn, 'is not part of the app');
    if (fn.runtime === undefined) throw notRun(fn, 'has no runtime');
    const runtime = this.context.values.textIfKnown(fn.runtime);
    // CDK uses a mapping with Regions as keys to find the latest Node.js runtime.
    if (runtime === undefined && textOf(fn.runtime).includes('LatestNodeRuntimeMap')) return 'nodejs22.x';
    if (runtime !== undefined && /^(nodejs|python)\d/.test(runtime)) return runtime;
    throw notRun(fn, `has the runtime ${textOf(fn.runtime)}`);
  }

  private messageOf(invocation: Invocation, { memoryMiB, logStreamName }: Prepared): InvokeMessage {
    const { values, clock } = this.context;
    const { function: fn, qualifier, event, requestId, timeoutMillis } = invocation;
    const functionName = values.functionName(fn);
    const trace = traceIn(event) ?? newTraceId(clock.now());
    return {
      event,
      requestId,
      traceId: /;Sampled=/.test(trace)
        ? trace
        : `${trace};Parent=${requestId.replaceAll('-', '').slice(0, 16)};Sampled=0`,
      remainingMillis: timeoutMillis,
      context: {
        functionName,
        functionVersion: qualifier !== undefined && /^\d+$/.test(qualifier) ? qualifier : '$LATEST',
        invokedFunctionArn: values.functionArn(fn, qualifier),
        memoryLimitInMB: String(memoryMiB),
        logGroupName: `/aws/lambda/${functionName}`,
        logStreamName,
      },
    };
  }

  /**
   * Throws if a missing module may exist on AWS: either in a layer that is not part of the app, or in the Lambda
   * runtime.
   */
  private explainMissing(fn: LambdaFunction, module: string, layers: Layers): void {
    const about = pathOf(fn);
    if (layers.missing.length > 0) {
      throw new ToolkitError(
        'LayerNotAvailable',
        `The function ${about} needs the module ${module}, which its code does not contain. The module may be in the layer ${layers.missing.join(' or ')}, whose content is not part of the app. Use the option \`functions\` to replace the function, or add ${module} to its code.`,
      );
    }
    const isSdk = /^(@aws-sdk\/|@smithy\/|aws-sdk(\/|$)|boto3|botocore)/.test(module);
    if (!isSdk) return;
    const install = module.startsWith('boto') ? `pip install ${module}` : `npm install --save-dev ${module}`;
    throw new ToolkitError(
      'SdkNotInstalled',
      `The function ${about} needs the module ${module}, which is part of the Lambda runtime but is not installed on this computer. Install the module: ${install}.`,
    );
  }
}

function traceIn(event: unknown): string | undefined {
  const headers = (event as { headers?: Record<string, unknown> } | null)?.headers;
  const found = headers?.['x-amzn-trace-id'] ?? headers?.['X-Amzn-Trace-Id'];
  return typeof found === 'string' ? found : undefined;
}
