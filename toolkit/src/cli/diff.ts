import { ToolkitError } from '../model/errors';
import { diffOf } from '../report/diff/diff';
import { severities, type Severity } from '../report/diff/finding';
import { diffMarkdown } from '../report/diff/markdown';
import { diffText } from '../report/diff/text';
import type { Command } from './command';
import { inputOptions, readInput, readPath } from './input';

/** `apigwv2 diff`. */
export const diff: Command = {
  name: 'diff',
  summary: 'says what changes for those who call the APIs: exposures, breaking changes, changes',
  help: `Compares the APIs of two inputs by construct path and route key, not by logical ID.

Usage: apigwv2 diff OLD [NEW] [options]

OLD and NEW are each a cloud assembly (cdk.out), a CloudFormation or SAM template, a model saved by
apigwv2 routes --json, a folder with cdk.json, or - for standard input. Without NEW, the app of
cdk.json in this folder is run, or NEW is set by -a, --app and -c as in apigwv2 routes.

Severities
  exposure             a route became public or easier to call
  breaking             clients that worked before can fail
  change               all else: targets, timeouts, mappings, throttling, logs, variables

Options
  --fail-on LIST       exit status 1 if there are findings of these severities,
                       such as exposure,breaking
  --markdown           prints Markdown for a comment of a pull request
  --json               prints the findings as JSON
  --debug              shows the stack of an error

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
    if (oldPath === undefined) throw new ToolkitError('NoInput', 'Pass what to compare: apigwv2 diff OLD NEW.');
    if (extra !== undefined) throw new ToolkitError('TooManyArguments', `There is one argument too many: ${extra}.`);
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
