import { ToolkitError } from '../model/errors';
import { diffOf } from '../report/diff/diff';
import { severities, type Severity } from '../report/diff/finding';
import { diffMarkdown } from '../report/diff/markdown';
import { diffText } from '../report/diff/text';
import type { Command } from './command';
import { inputOptions, readInput, readPath } from './input';

/** The command `apigwv2 diff`. */
export const diff: Command = {
  name: 'diff',
  summary: 'compares two versions of the APIs: exposures, breaking changes, other changes',
  help: `Compares the APIs of two inputs. APIs and routes are matched by construct path and route key.

Usage: apigwv2 diff OLD [NEW] [options]

OLD and NEW can each be a cloud assembly (cdk.out), a CloudFormation or SAM template, a model saved
by apigwv2 routes --json, a folder with cdk.json, or - for standard input. Without NEW, apigwv2 runs
the app of cdk.json in the current folder, or uses -a, --app and -c as in apigwv2 routes.

Severities
  exposure             a route became public or easier to call
  breaking             clients that work today can fail
  change               all other changes: targets, timeouts, mappings, throttling, logs, variables

Options
  --fail-on LIST       returns exit status 1 if there are findings of these severities,
                       such as exposure,breaking
  --markdown           prints Markdown for a pull request comment
  --json               prints the findings as JSON
  --debug              shows the stack trace of an error

Examples
  apigwv2 diff before/cdk.out after/cdk.out
  apigwv2 diff main.json cdk.out --fail-on exposure,breaking --markdown
`,
  options: {
    ...inputOptions,
    'fail-on': { type: 'string', multiple: true },
    json: { type: 'boolean' },
    markdown: { type: 'boolean' },
  },
  async run({ values, positionals }, io) {
    const failOn = severitiesOf((values['fail-on'] ?? []) as string[]);
    const [oldPath, youngPath, extra] = positionals;
    if (oldPath === undefined)
      throw new ToolkitError('NoInput', 'Pass the two inputs to compare: apigwv2 diff OLD NEW.');
    if (extra !== undefined)
      throw new ToolkitError('TooManyArguments', `The argument ${extra} is not expected. Remove it.`);
    if (oldPath === '-' && youngPath === '-') {
      throw new ToolkitError('TooManyArguments', 'OLD and NEW cannot both be standard input.');
    }
    const old = await readPath(oldPath, io, values);
    try {
      const young = await readInput({ values, positionals: youngPath === undefined ? [] : [youngPath] }, io);
      try {
        const report = diffOf(old.model, young.model);
        if (values.json) io.out(`${JSON.stringify(report, undefined, 2)}\n`);
        else if (values.markdown) io.out(diffMarkdown(report));
        else io.out(diffText(report, { color: io.color }));
        return report.findings.some(({ severity }) => failOn.includes(severity)) ? 1 : 0;
      } finally {
        young.dispose();
      }
    } finally {
      old.dispose();
    }
  },
};

function severitiesOf(lists: string[]): Severity[] {
  const names = lists.flatMap((list) => list.split(',')).map((name) => name.trim());
  return names.map((name) => {
    const found = severities.find((severity) => severity === name);
    if (found) return found;
    throw new ToolkitError('UnknownSeverity', `--fail-on must be one of ${severities.join(', ')}, but is ${name}.`);
  });
}
