import { writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { ToolkitError } from '../model/errors';
import { diffOf } from '../report/diff/diff';
import { reportPage } from '../report/html/page';
import type { Command, Io } from './command';
import { inputHelp, inputOptions, readInput, readPath } from './input';

/** The command `apigwv2 report`. */
export const report: Command = {
  name: 'report',
  summary: 'writes an HTML page with the APIs, routes, callers, targets and changes',
  help: `Writes an HTML page with the APIs, searchable routes, callers, targets, stages and domain names.

Usage: apigwv2 report --html FILE [FILE | DIR] [options]

${inputHelp}

Options
  --html FILE          the HTML file to write, which works without a network and without other files
  --against OLD        adds the changes since OLD: an assembly, a template, or a model saved by
                       apigwv2 routes --json
  --debug              shows the stack trace of an error

Examples
  apigwv2 report --html report.html
  apigwv2 report --html report.html --assembly cdk.out --against main.json
`,
  options: { ...inputOptions, html: { type: 'string' }, against: { type: 'string' } },
  async run(args, io) {
    const { html, against } = args.values as { html?: string; against?: string };
    if (html === undefined || html === '') {
      throw new ToolkitError('NoOutput', 'Pass the page to write: apigwv2 report --html report.html.');
    }
    if (against === '-' && args.positionals[0] === '-') {
      throw new ToolkitError('TooManyArguments', 'The input and --against cannot both be standard input.');
    }
    const old = against === undefined ? undefined : await readPath(against, io, args.values);
    try {
      const { model, dispose } = await readInput(args, io);
      try {
        const page = old
          ? reportPage(model, { name: nameOf(against!), report: diffOf(old.model, model) })
          : reportPage(model);
        write(html, page, io);
        io.out(`Wrote ${html}\n`);
        return 0;
      } finally {
        dispose();
      }
    } finally {
      old?.dispose();
    }
  },
};

function nameOf(path: string): string {
  return path === '-' ? 'standard input' : basename(resolve(path));
}

function write(file: string, page: string, { cwd }: Io): void {
  try {
    writeFileSync(resolve(cwd, file), page);
  } catch (cause) {
    throw new ToolkitError('NotWritten', `${file} cannot be written: ${(cause as Error).message}.`, { cause });
  }
}
