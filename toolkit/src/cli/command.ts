import type { parseArgs, ParseArgsConfig } from 'node:util';

/** A command of the program `apigwv2`. */
export interface Command {
  /** The name of the command, such as `routes`. */
  readonly name: string;
  /** The description of the command in one line. */
  readonly summary: string;
  /** The whole output of `--help`: usage, options and an example. The text fits on one screen. */
  readonly help: string;
  /** The options of the command, in addition to `--help` and `--debug`. */
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Runs the command and returns the exit status. */
  readonly run: (args: CommandArguments, io: Io) => Promise<number>;
}

/** The arguments of a command. */
export interface CommandArguments {
  readonly values: Record<string, ReturnType<typeof parseArgs>['values'][string]>;
  readonly positionals: string[];
}

/** The input and output streams and the working directory of a command. */
export interface Io {
  /** Writes text to standard output. */
  readonly out: (text: string) => void;
  /** Writes text to standard error. */
  readonly err: (text: string) => void;
  /** Reads standard input to its end. */
  readonly readIn: () => Promise<string>;
  /**
   * Waits for Ctrl-C or a signal that ends the process. With `endsWithInput`, the end of standard input also ends the
   * wait.
   */
  readonly untilStopped: (endsWithInput: boolean) => Promise<void>;
  /** Whether the command may write colors to standard output. */
  readonly color: boolean;
  /** The working directory of the command. */
  readonly cwd: string;
}
