import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ToolkitError } from '../model/errors';
import { start as startServer } from '../start/start';
import { tokenRequestOf } from '../start/tokens';
import type { Command, CommandArguments, Io } from './command';
import { inputOptions, readInput } from './input';

/** `apigwv2 start`. */
export const start: Command = {
  name: 'start',
  summary: 'serves the APIs on a local port, reloads what changes, and has a console page',
  help: `Serves HTTP APIs and WebSocket APIs on one local port, without AWS, and reloads what changes.

Usage: apigwv2 start [FILE | DIR] [options]

Input: FILE, DIR, --assembly DIR, --app COMMAND, -c K=V, as in apigwv2 routes

Options
  --port PORT          the port (3000); 0 selects a free one
  --host ADDRESS       the address (127.0.0.1); another one lets other computers call the APIs
  --env-file FILE      environment variables: KEY=VALUE lines for all functions, or JSON by function
  --functions FILE     a module that exports handlers, or URLs, by function, instead of its code
  --targets NAME=URL   calls this URL instead of a target (URL, integration, VPC link); repeatable
  --token USER[:SCOPE,SCOPE]   prints a token for JWT authorizers, by a test issuer; repeatable
  --ignore-roles       lets functions call @connections without a grant
  --no-console         serves no console page at /_apigwv2
  --json               prints one line with all URLs, and stops when standard input closes
  --debug              shows the stack of an error

An API has the path prefix /NAME for its $default stage and /NAME/STAGE for the others; with a
custom domain name as the Host header, paths are those of AWS. Ctrl-C stops.

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
      throw new ToolkitError('NoStandardInput', 'apigwv2 start does not read standard input.');
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

/** Assets keep the paths of their sources, so that a change of a handler needs no synthesis. */
function withoutStaging({ values, positionals }: CommandArguments): CommandArguments {
  const context = [...((values.context ?? []) as string[]), 'aws:cdk:disable-asset-staging=true'];
  return { positionals, values: { ...values, context } };
}

/** The files of the app: the folder of `cdk.json`, an assembly, or a template with the other files of its folder. */
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
      // URLs on the left can have an equals sign in their query, and those on the right start with a scheme.
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
