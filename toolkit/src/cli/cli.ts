import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ToolkitError } from '../model/errors';
import type { Command, Io } from './command';
import { diagram } from './diagram';
import { diff } from './diff';
import { migrate } from './migrate';
import { openapi } from './openapi';
import { report } from './report';
import { routes } from './routes';
import { start } from './start';

/** All commands, in the order in which `--help` lists them. */
export const commands: Command[] = [routes, diff, openapi, diagram, report, start, migrate];

const commonOptions = {
  help: { type: 'boolean', short: 'h' },
  debug: { type: 'boolean' },
} as const;

/** The exit status if the input or the arguments are invalid. */
const WRONG_INPUT = 2;

/** Runs `apigwv2` with the arguments and returns the exit status. */
export async function main(argv: string[], io: Io): Promise<number> {
  const debug = argv.includes('--debug');
  try {
    return await dispatch(argv, io);
  } catch (error) {
    const isExpected = error instanceof ToolkitError || isArgumentError(error);
    const { message, stack } = error as Error;
    io.err(
      debug
        ? `${stack}\n`
        : isExpected
          ? `${message}\n`
          : `Internal error: ${message} (pass --debug to see the stack trace)\n`,
    );
    return isExpected ? WRONG_INPUT : 1;
  }
}

async function dispatch(argv: string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.out(help());
    return name === undefined ? WRONG_INPUT : 0;
  }
  if (name === '--version') {
    io.out(`${version()}\n`);
    return 0;
  }
  const command = commands.find((one) => one.name === name);
  if (!command) {
    const names = commands.map((one) => one.name).join(', ');
    throw new ToolkitError('UnknownCommand', `The command ${name} does not exist. Use one of: ${names}.`);
  }
  const { values, positionals } = parseArgs({
    args: rest,
    options: { ...commonOptions, ...command.options },
    allowPositionals: true,
  });
  if (values.help) {
    io.out(command.help);
    return 0;
  }
  return command.run({ values, positionals }, io);
}

function help(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return `apigwv2 reads the templates that AWS CDK synthesized and shows their HTTP and WebSocket APIs.

Usage: apigwv2 COMMAND [options]

Commands
${commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

Options
  -h, --help   shows the help of a command
  --debug      shows the stack trace of an error
  --version    shows the version

Exit status: 0 for success, 1 for a failed check or an internal error, ${WRONG_INPUT} for invalid input.

Example
  apigwv2 routes --assembly cdk.out
`;
}

function version(): string {
  const manifest = readFileSync(join(__dirname, '../../package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Whether `parseArgs` threw the error, for example because an option is unknown or has no value. */
function isArgumentError(error: unknown): boolean {
  return String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');
}
