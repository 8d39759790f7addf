import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readApp, type SynthesizedApp } from '../model/app';
import { ToolkitError } from '../model/errors';
import type { Command, CommandArguments } from './command';
import { contextOf, inputOptions } from './input';

/** The command `apigwv2 migrate`. */
export const migrate: Command = {
  name: 'migrate',
  summary: 'rewrites imports from aws-cdk-lib to cdk-apigatewayv2 and compares the templates',
  help: `Moves an app from aws-cdk-lib's API Gateway v2 modules to cdk-apigatewayv2: rewrites imports,
adds the dependency with the package manager of the project, synthesizes the app before and after,
and prints the differences.

Usage: apigwv2 migrate [DIR] [options]

DIR is the folder of the app, by default the current folder. TypeScript, JavaScript, Python, Java
and Go files are rewritten. Formatting and comments do not change. Files that you must change by
hand are listed with instructions.

Options
  --dry-run            prints the changes as a unified diff and changes nothing
  --force              continues even if the git working tree has uncommitted changes
  --skip FILE          does not change this file; can be repeated
  --app COMMAND        runs this command instead of the app of cdk.json to synthesize the app
  -c, --context K=V    a context value for the app; can be repeated
  --debug              shows the stack trace of an error

Exit status: 0 if no template differs or no templates were compared (--dry-run, or no cdk.json),
1 if templates differ, 2 if the migration failed.

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
    if (extra !== undefined)
      throw new ToolkitError('TooManyArguments', `The argument ${extra} is not expected. Remove it.`);
    const directory = resolve(io.cwd, path);
    const isApp = values.app !== undefined || existsSync(join(directory, 'cdk.json'));
    const apps: SynthesizedApp[] = [];
    // Only this command needs the parsers, so they are loaded here.
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
        print(`The templates were not compared, because ${directory} does not contain a cdk.json.`);
      }
      return comparison && comparison.differences.length > 0 ? 1 : 0;
    } finally {
      for (const { dispose } of apps) dispose();
    }
  },
};

/** Synthesizes the app of a folder. The assemblies stay on disk until the caller disposes of the apps. */
function synthesizer({ app, context }: CommandArguments['values'], apps: SynthesizedApp[]) {
  return async (directory: string): Promise<string> => {
    const values = contextOf((context ?? []) as string[]);
    const synthesized = await readApp({ directory, app: app as string | undefined, context: values }).catch(explain);
    apps.push(synthesized);
    if (synthesized.isPrebuilt) {
      throw new ToolkitError(
        'NoApp',
        'The app is an existing cloud assembly, but apigwv2 migrate needs a command. Use --app to pass the command that synthesizes the app.',
      );
    }
    return synthesized.assembly.directory!;
  };
}

/** Replaces the advice in an error about missing lookups, because `migrate` cannot read an existing assembly. */
function explain(error: unknown): never {
  if (!(error instanceof ToolkitError) || error.code !== 'MissingLookups') throw error;
  const message = error.message.replace(/Run `cdk synth` and pass.*$/, '');
  throw new ToolkitError(error.code, `${message}Run \`cdk synth\` first, which writes them there.`);
}
