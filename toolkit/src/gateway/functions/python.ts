import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Socket } from 'node:net';
import { delimiter, join } from 'node:path';
import type { LambdaFunction } from '../../model/types';
import type { Endpoints } from '../contracts';
import { responseTo } from './endpoint-requests';
import type { FunctionMessage, RequestMessage, StartTransport } from './messages';
import { pythonBootstrap } from './python-bootstrap';

/** The settings of a Python execution environment. */
export interface PythonSettings {
  readonly fn: LambdaFunction;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The folders of the layers. */
  readonly layers: readonly string[];
  readonly module: string;
  readonly name: string;
  /** The API endpoints to which the function sends requests without a network connection. */
  readonly endpoints: Endpoints | undefined;
}

/** Starts processes that run a Python handler. */
export function pythonTransport({
  folder,
  environment,
  layers,
  module,
  name,
  endpoints,
}: PythonSettings): StartTransport {
  const path = [environment.PYTHONPATH, ...layers.map((layer) => join(layer, 'python'))].filter(Boolean);
  const env = { ...environment, PYTHONPATH: path.join(delimiter), PYTHONDONTWRITEBYTECODE: '1' };
  return (events) => {
    const child = spawn(
      'python3',
      ['-u', '-c', pythonBootstrap, module, name, JSON.stringify(endpoints?.hosts ?? [])],
      {
        cwd: folder,
        env,
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
    const exited = new Promise<void>((resolve) => {
      child.on('error', (error: NodeJS.ErrnoException) => {
        const errorMessage = `python3 cannot be started (${error.code}). Install Python 3, or use the option \`functions\` to replace the function.`;
        const failed = { errorType: 'Runtime.InvalidEntrypoint', errorMessage };
        events.message({ type: 'failed', payload: JSON.stringify(failed), error: failed });
        resolve();
      });
      // The event `close` occurs after the last line of the output was read.
      child.on('close', (status, signal) => {
        events.exit(signal ? `signal: ${signal}` : status === 0 ? undefined : `exit status ${status}`);
        resolve();
      });
    });
    child.stdin.on('error', () => {
      // Writing fails because the process has ended. The event `close` reports the reason.
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = JSON.parse(line) as FunctionMessage | RequestMessage;
      if (message.type !== 'request') events.message(message);
      else void responseTo(endpoints, message).then((response) => child.stdin.write(`${JSON.stringify(response)}\n`));
    });
    createInterface({ input: child.stderr }).on('line', (text) => events.message({ type: 'log', text }));
    const sockets = [child.stdin, child.stdout, child.stderr] as unknown as Socket[];
    const hold = (held: boolean) => [child, ...sockets].forEach((handle) => (held ? handle.ref() : handle.unref()));
    return {
      send: (message) => child.stdin.write(`${JSON.stringify(message)}\n`),
      hold,
      stop: async () => {
        // The handles keep the event loop of this process alive while the caller waits until the child process has
        // ended.
        hold(true);
        child.kill('SIGKILL');
        await exited;
      },
    };
  };
}
