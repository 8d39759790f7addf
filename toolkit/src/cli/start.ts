import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ToolkitError } from '../model/errors';
import { start as startServer } from '../start/start';
import { tokenRequestOf } from '../start/tokens';
import type { Command, CommandArguments, Io } from './command';
import { inputOptions, readInput } from './input';

/** The command `apigwv2 start`. */
export const start: Command = {
  name: 'start',
  summary: 'runs the APIs on a local port, reloads changes, and provides a console page',
  help: `Runs HTTP APIs and WebSocket APIs on one local port, without AWS, and reloads changed code.

Usage: apigwv2 start [FILE | DIR] [options]

Input: FILE, DIR, --assembly DIR, --app COMMAND, -c K=V, as in apigwv2 routes

Options
  --port PORT          the port (default 3000); 0 selects a free port
  --host ADDRESS       the address (default 127.0.0.1); 0.0.0.0 lets other computers call the APIs
  --env-file FILE      environment variables: KEY=VALUE lines for all functions, or JSON by function
  --functions FILE     a module with handlers or URLs to use instead of the code of functions
  --targets NAME=URL   calls URL instead of the target NAME (URL, integration, VPC link); repeatable
  --token USER[:SCOPE,SCOPE]   prints a test token for JWT authorizers; repeatable
  --ignore-roles       lets functions call @connections without an IAM permission
  --no-console         disables the console page at /_apigwv2
  --json               prints all URLs as a line of JSON, and stops when standard input closes
  --debug              shows the stack trace of an error

URLs start with /NAME for the $default stage of an API, and with /NAME/STAGE for all other stages.
With a custom domain name as Host header, the paths are the same as on AWS. Ctrl-C stops apigwv2.

Examples
  apigwv2 start
  apigwv2 start --token alice:books/write --targets CoversIntegration=http://localhost:8080
`,
  options: {
    ...inputOptions,
    port: { type: 'string' },
    host: { type: 'string' },
    'env-file': { type: 'string' },
    functions: { type: 'string' },
    targets: { type: 'string', multiple: true },
    token: { type: 'string', multiple: true },
    'ignore-roles': { type: 'boolean' },
    'no-console': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(args, io) {
    const { values } = args;
    const json = values.json === true;
    if (args.positionals[0] === '-')
      throw new ToolkitError('NoStandardInput', 'apigwv2 start does not read standard input. Pass a file or a folder.');
    const file = (name: string) => (values[name] === undefined ? undefined : resolve(io.cwd, values[name] as string));
    const running = await startServer({
      out: io.out,
      err: io.err,
      color: io.color,
      json,
      cwd: io.cwd,
      host: (values.host as string | undefined) ?? '127.0.0.1',
      port: portOf(values.port as string | undefined),
      console: values['no-console'] !== true,
      tokens: ((values.token ?? []) as string[]).map(tokenRequestOf),
      sources: [sourceOf(args, io)],
      settings: {
        envFile: file('env-file'),
        functionsFile: file('functions'),
        enforceRoles: values['ignore-roles'] !== true,
        targets: targetsOf((values.targets ?? []) as string[]),
      },
      read: () => readInput(withoutStaging(args), io),
    });
    try {
      await io.untilStopped(json);
    } finally {
      await running.close();
    }
    return 0;
  },
};

/** Adds the context value that keeps assets at their source paths, so that a changed handler needs no new synthesis. */
function withoutStaging({ values, positionals }: CommandArguments): CommandArguments {
  const context = [...((values.context ?? []) as string[]), 'aws:cdk:disable-asset-staging=true'];
  return { positionals, values: { ...values, context } };
}

/** Returns the folder to watch: the folder of `cdk.json`, the assembly, or the folder of the template. */
function sourceOf({ values, positionals }: CommandArguments, { cwd }: Io): string {
  const path = resolve(cwd, (values.assembly as string | undefined) ?? positionals[0] ?? '.');
  return existsSync(path) && statSync(path).isDirectory() ? path : dirname(path);
}

function portOf(text = '3000'): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new ToolkitError('WrongPort', `--port must be a number from 0 to 65535, but is ${text}.`);
}

function targetsOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      // NAME can be a URL whose query contains equals signs, so NAME ends before the first `=http://` or `=https://`.
      const [, name, url] = pair.match(/^(.+?)=(https?:\/\/.+)$/) ?? [];
      if (name === undefined) {
        throw new ToolkitError(
          'WrongTarget',
          `--targets must be NAME=URL, with a URL that starts with http:// or https://, but is ${pair}.`,
        );
      }
      return [name, url];
    }),
  );
}
