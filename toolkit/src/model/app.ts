import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readAssembly, type Assembly } from './assembly';
import { ToolkitError } from './errors';
import { isObject, readDataFile, type JsonObject } from './template';
import type { Json } from './types';

/** Options of the synthesis of an app. */
export interface AppOptions {
  /**
   * The folder with `cdk.json`.
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
  /** Context values, which win over those of `cdk.json` and `cdk.context.json`. */
  readonly context?: Record<string, Json>;
}

/** A synthesized app. */
export interface SynthesizedApp {
  /** The assembly that CDK synthesized. */
  readonly assembly: Assembly;
  /** Whether `app` names a folder that was synthesized before, so that nothing ran. */
  readonly isPrebuilt: boolean;
  /** Removes the temporary folder that the assembly is in. */
  readonly dispose: () => void;
}

/**
 * Runs the app of a folder with `cdk.json` as the CDK CLI does, without AWS: context values that need a lookup must be
 * in `cdk.context.json`.
 */
export async function readApp(options: AppOptions = {}): Promise<SynthesizedApp> {
  const directory = resolve(options.directory ?? '.');
  const settings = objectIn(join(directory, 'cdk.json'));
  const app = options.app ?? settings.app;
  if (typeof app !== 'string') {
    throw new ToolkitError('NoApp', `The app cannot run: ${join(directory, 'cdk.json')} has no "app".`);
  }
  const folder = resolve(directory, app);
  if (existsSync(folder) && statSync(folder).isDirectory()) {
    return { assembly: withoutMissing(readAssembly(folder)), isPrebuilt: true, dispose: () => {} };
  }
  const outdir = mkdtempSync(join(tmpdir(), 'apigwv2-'));
  const dispose = () => rmSync(outdir, { recursive: true, force: true });
  try {
    const env = { ...process.env, ...environment(outdir, contextOf(directory, settings, options.context)) };
    if (typeof settings.build === 'string') await run(settings.build, directory, env);
    await run(commandOf(app, directory), directory, env);
    return { assembly: withoutMissing(readAssembly(outdir)), isPrebuilt: false, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

/** The context: options win over `cdk.json`, and that over `cdk.context.json`. */
function contextOf(directory: string, { context }: JsonObject, own: Record<string, Json> = {}): JsonObject {
  return {
    'aws:cdk:enable-path-metadata': true,
    'aws:cdk:enable-asset-metadata': true,
    'aws:cdk:bundling-stacks': ['**'],
    ...objectIn(join(directory, 'cdk.context.json')),
    ...(isObject(context) ? context : {}),
    ...own,
  };
}

function environment(outdir: string, context: JsonObject): Record<string, string> {
  const region = process.env.CDK_DEFAULT_REGION ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  return {
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify(context),
    // The check against the schemas of CloudFormation takes most of the time of a synthesis; `cdk synth` makes it.
    CDK_VALIDATION: 'false',
    ...(region === undefined ? {} : { CDK_DEFAULT_REGION: region }),
  };
}

/** A JavaScript file without `node` before it is run by Node.js, as the CDK CLI does. */
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
      const how = signal ? `was stopped by ${signal}` : `ended with exit status ${status}`;
      fail(new ToolkitError('AppFailed', `The command \`${command}\` ${how}.${output.trim() && `\n${output.trim()}`}`));
    });
  });
}

function withoutMissing(assembly: Assembly): Assembly {
  const { missing } = assembly;
  if (missing.length === 0) return assembly;
  throw new ToolkitError(
    'MissingLookups',
    `The app needs lookups in AWS that cdk.context.json does not have: ${[...new Set(missing)].join(', ')}. Run \`cdk synth\` and pass \`--assembly cdk.out\`.`,
  );
}

function objectIn(file: string): JsonObject {
  if (!existsSync(file)) return {};
  const content = readDataFile(file);
  return isObject(content) ? content : {};
}
