import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readAssembly, type Assembly } from './assembly';
import { ToolkitError } from './errors';
import { isObject, readDataFile, type JsonObject } from './template';
import type { Json } from './types';

/** Options for the synthesis of an app. */
export interface AppOptions {
  /**
   * The folder of the app, which contains `cdk.json`.
   *
   * @default - the working directory
   */
  readonly directory?: string;
  /**
   * The command that runs the app.
   *
   * @default - `app` of `cdk.json`
   */
  readonly app?: string;
  /** Context values for the app. They take precedence over `cdk.json`, `cdk.context.json` and `~/.cdk.json`. */
  readonly context?: Record<string, Json>;
}

/** A synthesized app and its temporary files. */
export interface SynthesizedApp {
  /** The cloud assembly that the app synthesized. */
  readonly assembly: Assembly;
  /** Whether `app` is the folder of an existing cloud assembly. If true, no command ran. */
  readonly isPrebuilt: boolean;
  /** Removes the temporary folder of the cloud assembly. */
  readonly dispose: () => void;
}

/**
 * Runs the app of a folder with `cdk.json` as the CDK CLI does, but without access to AWS. The results of context
 * lookups must already be in `cdk.context.json`.
 */
export async function readApp(options: AppOptions = {}): Promise<SynthesizedApp> {
  const directory = resolve(options.directory ?? '.');
  const userSettings = objectIn(join(homedir(), '.cdk.json'));
  const settings = { ...userSettings, ...objectIn(join(directory, 'cdk.json')) };
  const app = options.app ?? settings.app;
  if (typeof app !== 'string') {
    const file = join(directory, 'cdk.json');
    throw new ToolkitError('NoApp', `The app cannot run, because ${file} does not contain the key "app".`);
  }
  const folder = resolve(directory, app);
  if (existsSync(folder) && statSync(folder).isDirectory()) {
    return { assembly: withoutMissing(readAssembly(folder)), isPrebuilt: true, dispose: () => {} };
  }
  const folderOfRun = mkdtempSync(join(tmpdir(), 'apigwv2-'));
  const outdir = join(folderOfRun, 'cdk.out');
  const dispose = () => rmSync(folderOfRun, { recursive: true, force: true });
  try {
    const context = contextOf(userSettings.context, directory, settings.context, options.context);
    const env = { ...process.env, ...environment(folderOfRun, outdir, context) };
    if (typeof settings.build === 'string') await run(settings.build, directory, env);
    await run(commandOf(app, directory), directory, env);
    if (!existsSync(join(outdir, 'manifest.json'))) {
      const message = `The command \`${app}\` did not write a cloud assembly to the folder in CDK_OUTDIR. Call app.synth(), and do not set the outdir of the App.`;
      throw new ToolkitError('NoAssembly', message);
    }
    return { assembly: withoutMissing(readAssembly(outdir)), isPrebuilt: false, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

/**
 * Merges the context values. The order of precedence is the options, `cdk.json`, `cdk.context.json` and `~/.cdk.json`.
 */
function contextOf(
  user: Json | undefined,
  directory: string,
  project: Json | undefined,
  own: Record<string, Json> = {},
): JsonObject {
  return {
    'aws:cdk:enable-path-metadata': true,
    'aws:cdk:enable-asset-metadata': true,
    'aws:cdk:bundling-stacks': ['**'],
    ...(isObject(user) ? user : {}),
    ...objectIn(join(directory, 'cdk.context.json')),
    ...(isObject(project) ? project : {}),
    ...own,
  };
}

/**
 * The maximum length, in characters, of a context that is passed to the app in an environment variable. Windows limits
 * a variable to 32,767 characters. A longer context is passed in a file.
 */
const MAX_CONTEXT = 32_000;

function environment(folder: string, outdir: string, context: JsonObject): Record<string, string> {
  const region = process.env.CDK_DEFAULT_REGION ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  const json = JSON.stringify(context);
  const file = join(folder, 'context.json');
  if (json.length > MAX_CONTEXT) writeFileSync(file, json);
  return {
    CDK_OUTDIR: outdir,
    ...(json.length > MAX_CONTEXT
      ? { CDK_CONTEXT_JSON: '{}', CONTEXT_OVERFLOW_LOCATION_ENV: file }
      : { CDK_CONTEXT_JSON: json }),
    // The validation of the templates takes most of the synthesis time. `cdk synth` still validates the templates.
    CDK_VALIDATION: 'false',
    ...(region === undefined ? {} : { CDK_DEFAULT_REGION: region }),
  };
}

/** Adds Node.js to the command if `app` is only the name of a JavaScript file, as the CDK CLI does. */
function commandOf(app: string, directory: string): string {
  return app.endsWith('.js') && existsSync(join(directory, app)) ? `"${process.execPath}" "${app}"` : app;
}

function run(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, { cwd, env, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (cause) => {
      fail(new ToolkitError('AppFailed', `The command \`${command}\` could not be run: ${cause.message}.`, { cause }));
    });
    child.on('close', (status, signal) => {
      if (status === 0) return done();
      const lookup = /Cannot retrieve value from context provider (\S+) since account\/region/.exec(output)?.[1];
      if (lookup !== undefined) return fail(noEnvironment(lookup));
      const how = signal ? `was stopped by ${signal}` : `ended with exit status ${status}`;
      fail(
        new ToolkitError(
          'AppFailed',
          `The command \`${command}\` ${how}.${output.trim() && `\n${shortLines(output.trim())}`}`,
        ),
      );
    });
  });
}

/**
 * Creates the error for a lookup in a stack without an account and a Region. Lookups need these values, which the CDK
 * CLI derives from the credentials.
 */
function noEnvironment(lookup: string): ToolkitError {
  return new ToolkitError(
    'MissingLookups',
    `The app needs the lookup ${lookup} for a stack without an account and a Region. Set CDK_DEFAULT_ACCOUNT and CDK_DEFAULT_REGION, or run \`cdk synth\` and pass \`--assembly cdk.out\`.`,
  );
}

/** Shortens the lines of an error message. Node.js prints the failed line of code, which can be a whole bundle. */
function shortLines(text: string): string {
  return text.replace(/^(.{300}).+$/gm, '$1 …');
}

function withoutMissing(assembly: Assembly): Assembly {
  const { missing } = assembly;
  if (missing.length === 0) return assembly;
  throw new ToolkitError(
    'MissingLookups',
    `The app needs lookups in AWS whose results are not in cdk.context.json: ${[...new Set(missing)].join(', ')}. Run \`cdk synth\` and pass \`--assembly cdk.out\`.`,
  );
}

function objectIn(file: string): JsonObject {
  if (!existsSync(file)) return {};
  const content = readDataFile(file);
  return isObject(content) ? content : {};
}
