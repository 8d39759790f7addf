import { createColors } from 'picocolors';
import type { LiveRecord } from './records';

/** The options for the output of `apigwv2 start`. */
export interface OutputOptions {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly color: boolean;
  /** Whether standard output receives only one line of JSON. Problems are written to standard error. */
  readonly json: boolean;
}

/**
 * The maximum number of characters written to standard error in JSON mode. A test that never reads standard error must
 * not block the server.
 */
const maximumJsonErrors = 32_000;

/** Writes the events of `apigwv2 start`: requests, the output of functions, reloads and problems. */
export class Output {
  private left = maximumJsonErrors;
  private readonly colors: ReturnType<typeof createColors>;

  constructor(private readonly options: OutputOptions) {
    this.colors = createColors(options.color);
  }

  /** Writes text without changes. */
  text(text: string): void {
    if (!this.options.json) this.options.out(text);
  }

  /** Writes a line of JSON. */
  json(value: unknown): void {
    if (this.options.json) this.options.out(`${JSON.stringify(value)}\n`);
  }

  /** Writes a message about a reload. */
  note(message: string): void {
    this.text(`${this.colors.cyan(message)}\n`);
  }

  /** Writes a problem that the user must see. In JSON mode, standard error receives the message. */
  problem(message: string): void {
    if (!this.options.json) return this.text(`${this.colors.red(message)}\n`);
    if (this.left <= 0) return;
    this.left -= message.length;
    this.options.err(`${message}\n`);
    if (this.left <= 0) this.options.err('Further problems are not shown.\n');
  }

  /** Writes a log line of a function or of the gateway. */
  line({ about, level, message }: LiveRecord['logs'][number]): void {
    const { dim } = this.colors;
    const name = about.split('/').at(-1)!;
    const lines = message.split('\n').map((line) => `       ${name}: ${line}`);
    if (level === 'error') this.problem(lines.join('\n'));
    else this.text(lines.map((line) => `${dim(line)}\n`).join(''));
  }

  /** Writes a line about a request with its status, route, duration and functions. */
  request({ status, method, path, route, milliseconds = 0, invocations, logs }: LiveRecord): void {
    const { dim } = this.colors;
    const called = `${method} ${path}`;
    const key = route ?? called;
    const functions = [...new Set(invocations.map((one) => one.function))].join(', ');
    const parts = [
      this.status(status),
      key,
      `${Math.round(milliseconds)} ms`,
      functions,
      key === called ? '' : dim(called),
    ];
    this.text(`${parts.filter((part) => part !== '').join('  ')}\n`);
    for (const line of logs) this.line(line);
  }

  private status(status: number | undefined): string {
    const { green, yellow, red } = this.colors;
    if (status === undefined) return ' · ';
    const color = status < 400 ? green : status < 500 ? yellow : red;
    return color(String(status));
  }
}
