import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Endpoints } from '../contracts';
import { responseTo } from './endpoint-requests';
import type { HandlerFile } from './handler-file';
import type { FunctionMessage, RequestMessage, StartTransport } from './messages';

/** The settings of a Node.js execution environment. */
export interface NodeSettings {
  readonly handler: HandlerFile;
  /** The folder with the code of the function. */
  readonly folder: string;
  /**
   * The folders with modules that the code does not contain: the folders of the layers, and the folders of the project,
   * from which only the AWS SDK is loaded.
   */
  readonly roots: { readonly layers: readonly string[]; readonly project: readonly string[] };
  /** Whether ES modules can also load modules from `roots`. Startup then takes longer, because module hooks are necessary. */
  readonly useHooks: boolean;
  /** The major version of the Node.js runtime, such as 22. */
  readonly runtimeVersion: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMiB: number;
  /** The API endpoints to which the function sends requests without a network connection. */
  readonly endpoints: Endpoints | undefined;
}

/** Starts worker threads that run a Node.js handler. */
export function nodeTransport(settings: NodeSettings): StartTransport {
  const { environment, memoryMiB, handler, endpoints, ...others } = settings;
  // Node.js rejects options in `NODE_OPTIONS` that worker threads do not support, so the worker sets the variable
  // itself.
  const { NODE_OPTIONS: options, ...variables } = environment;
  return (events) => {
    const worker = new Worker(join(__dirname, 'node-worker.js'), {
      env: variables,
      execArgv: options?.includes('--enable-source-maps') ? ['--enable-source-maps'] : [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMiB },
      workerData: {
        ...others,
        ...handler,
        hosts: endpoints?.hosts ?? [],
        environment: options === undefined ? {} : { NODE_OPTIONS: options },
      },
    });
    let isOutOfMemory = false;
    worker.on('message', (message: FunctionMessage | RequestMessage) => {
      if (message.type !== 'request') events.message(message);
      else void responseTo(endpoints, message).then((response) => worker.postMessage(response));
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      isOutOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      events.message({ type: 'log', text: String(error.stack ?? error) });
    });
    worker.on('exit', (status) => {
      events.exit(isOutOfMemory ? 'signal: killed' : status === 0 ? undefined : `exit status ${status}`);
    });
    return {
      send: (message) => worker.postMessage(message),
      hold: (held) => (held ? worker.ref() : worker.unref()),
      stop: async () => {
        await worker.terminate();
      },
    };
  };
}
