import type { parseArgs, ParseArgsConfig } from 'node:util';

/** A command of `apigwv2`. */
export interface Command {
  /** The name. */
  readonly name: string;
  /** The description of the command, in one line. */
  readonly summary: string;
  /** The whole text of `--help`: usage, options, an example. It fits a screen. */
  readonly help: string;
  /** The options, in addition to `--help` and `--debug`. */
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Runs the command and returns the exit status. */
  readonly run: (args: CommandArguments, io: Io) => Promise<number>;
}

/** The arguments of a command. */
export interface CommandArguments {
  readonly values: Record<string, ReturnType<typeof parseArgs>['values'][string]>;
  readonly positionals: string[];
}

/** The streams and folder that a command reads from and writes to. */
export interface Io {
  /** Writes to standard output. */
  readonly out: (text: string) => void;
  /** Writes to standard error. */
  readonly err: (text: string) => void;
  /** Reads standard input to its end. */
  readonly readIn: () => Promise<string>;
  /** Waits for Ctrl-C or the end of this process. With `endsWithInput`, also for the end of standard input. */
  readonly untilStopped: (endsWithInput: boolean) => Promise<void>;
  /** Whether standard output shows colours. */
  readonly color: boolean;
  /** The working directory. */
  readonly cwd: string;
}
