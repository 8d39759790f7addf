import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readApp, type SynthesizedApp } from '../model/app';
import { ToolkitError } from '../model/errors';
import type { Command, CommandArguments } from './command';
import { contextOf, inputOptions } from './input';

/** `apigwv2 migrate`. */
export const migrate: Command = {
  name: 'migrate',
  summary: "rewrites imports of aws-cdk-lib's modules to cdk-apigatewayv2 and compares the templates",
  help: `Moves an app from aws-cdk-lib's modules of API Gateway v2 to cdk-apigatewayv2: rewrites the imports,
adds the dependency by the package manager in use, synthesizes before and after, and prints what
differs.

Usage: apigwv2 migrate [DIR] [options]

DIR is the folder of the app (without it: this folder), with TypeScript, JavaScript, Python, Java
and Go files. Formatting and comments stay. Files that you must change
by hand are listed with instructions.

Options
  --dry-run            prints the changes as a unified diff and changes nothing
  --force              goes on although the git tree has changes that are not committed
  --skip FILE          leaves this file as it is; can be repeated
  --app COMMAND        synthesizes by this command instead of the app of cdk.json
  -c, --context K=V    a context value for the app; can be repeated
  --debug              shows the stack of an error

Exit status: 0 if no template differs or none was compared (--dry-run, or no cdk.json), 1 if
templates differ, 2 if the migration could not be done.

Examples
  apigwv2 migrate --dry-run
  apigwv2 migrate --skip lib/monitoring.ts
`,
  options: {
    app: inputOptions.app,
    context: inputOptions.context,
    'dry-run': { type: 'boolean' },
    force: { type: 'boolean' },
    skip: { type: 'string', multiple: true },
  },
  async run({ values, positionals }, io) {
    const [path = '.', extra] = positionals;
    if (extra !== undefined) throw new ToolkitError('TooManyArguments', `There is one argument too many: ${extra}.`);
    const directory = resolve(io.cwd, path);
    const isApp = values.app !== undefined || existsSync(join(directory, 'cdk.json'));
    const apps: SynthesizedApp[] = [];
    // The parsers are loaded by this command alone.
    const { migrate: migrateApp } = await import('../migrate/migrate');
    const print = (line: string) => io.out(`${line}\n`);
    try {
      const { files, comparison } = await migrateApp(directory, {
        dryRun: values['dry-run'] === true,
        force: values.force === true,
        skip: (values.skip ?? []) as string[],
        print,
        ...(isApp && { synthesize: synthesizer(values, apps) }),
      });
      const isChanged = files.some(({ changes }) => changes.length > 0);
      if (!isApp && isChanged && !values['dry-run']) {
        print(`The templates were not compared: ${directory} has no cdk.json.`);
      }
      return comparison && comparison.differences.length > 0 ? 1 : 0;
    } finally {
      for (const { dispose } of apps) dispose();
    }
  },
};

/** Synthesizes the app of a folder. The assemblies stay until the caller disposes of the apps. */
function synthesizer({ app, context }: CommandArguments['values'], apps: SynthesizedApp[]) {
  return async (directory: string): Promise<string> => {
    const values = contextOf((context ?? []) as string[]);
    const synthesized = await readApp({ directory, app: app as string | undefined, context: values }).catch(explain);
    apps.push(synthesized);
    if (synthesized.isPrebuilt) {
      throw new ToolkitError(
        'NoApp',
        'The app of cdk.json is a folder that was synthesized before. Pass the command that runs the app by --app.',
      );
    }
    return synthesized.assembly.directory!;
  };
}

/** Says how lookups get into the folder, since `migrate` reads no assembly. */
function explain(error: unknown): never {
  if (!(error instanceof ToolkitError) || error.code !== 'MissingLookups') throw error;
  const message = error.message.replace(/Run `cdk synth` and pass.*$/, '');
  throw new ToolkitError(error.code, `${message}Run \`cdk synth\` first, which writes them there.`);
}
