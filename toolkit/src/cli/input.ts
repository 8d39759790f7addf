import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readApp } from '../model/app';
import { assemblyOfTemplate, readAssembly, type Assembly } from '../model/assembly';
import { ToolkitError } from '../model/errors';
import { modelOf } from '../model/model';
import { isObject, parseData, readDataFile, templateOf, type JsonObject } from '../model/template';
import { MODEL_VERSION, type ApiModel, type Json } from '../model/types';
import type { CommandArguments, Io } from './command';

/** The options of every command that reads an app. */
export const inputOptions = {
  assembly: { type: 'string', short: 'a' },
  app: { type: 'string' },
  context: { type: 'string', short: 'c', multiple: true },
} as const;

/** The description of the input options in `--help`. */
export const inputHelp = `Input (default: runs the app of cdk.json in the current folder, as the CDK CLI does)
  FILE                 a template, a model saved by routes --json, or - for standard input
  DIR                  a cloud assembly (also as --assembly DIR or -a DIR) or a folder with cdk.json
  --app COMMAND        runs this command instead of the app of cdk.json
  -c, --context K=V    a context value for the app; can be repeated`;

/** The model of an app, and a function that removes its temporary files. */
export interface Input {
  readonly model: ApiModel;
  readonly dispose: () => void;
}

/** Reads the model that the arguments of a command specify. */
export async function readInput({ values, positionals }: CommandArguments, io: Io): Promise<Input> {
  const [path, extra] = positionals;
  if (extra !== undefined)
    throw new ToolkitError('TooManyArguments', `The argument ${extra} is not expected. Remove it.`);
  const assembly = values.assembly as string | undefined;
  if (path !== undefined && assembly !== undefined) {
    throw new ToolkitError('TooManyArguments', `Pass ${path} or --assembly ${assembly}, not both.`);
  }
  if (values.app !== undefined && (path ?? assembly) !== undefined && !isFolderOfApp(path, io)) {
    throw new ToolkitError('TooManyArguments', `Pass --app or ${path ?? `--assembly ${assembly}`}, not both.`);
  }
  if (assembly !== undefined) return of(readAssembly(resolve(io.cwd, assembly)));
  if (path !== undefined) return readPath(path, io, values);
  if (values.app === undefined && !existsSync(resolve(io.cwd, 'cdk.json'))) {
    throw new ToolkitError(
      'NoInput',
      `${io.cwd} does not contain a cdk.json. Pass a template, or pass a cloud assembly with --assembly cdk.out.`,
    );
  }
  return readFolder(io.cwd, values);
}

/** Whether a path is a folder that contains a `cdk.json`. The toolkit runs the app in such a folder. */
function isFolderOfApp(path: string | undefined, { cwd }: Io): boolean {
  return path !== undefined && existsSync(resolve(cwd, path, 'cdk.json'));
}

/** Reads the model from a path: a template, a saved model, an assembly, a folder with `cdk.json`, or `-`. */
export async function readPath(path: string, io: Io, values: CommandArguments['values'] = {}): Promise<Input> {
  if (path === '-') return ofData(parseData(await io.readIn(), 'Standard input'), 'Standard input', io.cwd);
  const absolute = resolve(io.cwd, path);
  if (!existsSync(absolute)) throw new ToolkitError('FileNotFound', `${path} does not exist.`);
  if (!statSync(absolute).isDirectory()) return ofData(readDataFile(absolute), path, dirname(absolute));
  const isApp = existsSync(resolve(absolute, 'cdk.json')) && !existsSync(resolve(absolute, 'manifest.json'));
  return isApp ? readFolder(absolute, values) : of(readAssembly(absolute));
}

async function readFolder(directory: string, { app, context }: CommandArguments['values']): Promise<Input> {
  const { assembly, dispose } = await readApp({
    directory,
    app: app as string | undefined,
    context: contextOf((context ?? []) as string[]),
  });
  return { ...of(assembly), dispose };
}

function of(assembly: Assembly): Input {
  return { model: modelOf(assembly), dispose: () => {} };
}

/** Returns the model of a parsed file. The file contains a template, or a model that `routes --json` saved. */
function ofData(data: Json, name: string, directory: string): Input {
  if (isObject(data) && Array.isArray(data.apis) && Array.isArray(data.stacks)) {
    if (data.version !== MODEL_VERSION) {
      throw new ToolkitError(
        'ModelTooNew',
        `${name} is a model of version ${String(data.version)}, but this release reads version ${MODEL_VERSION}. Save the model again with apigwv2 routes --json.`,
      );
    }
    return { model: wholeModel(data, name), dispose: () => {} };
  }
  const file = name === 'Standard input' ? undefined : name.replace(/^.*[\\/]/, '');
  return of(assemblyOfTemplate(templateOf(data, name), file, directory));
}

const elementLists = ['apis', 'domainNames', 'vpcLinks', 'functions', 'permissions', 'usagePlans', 'apiKeys'];
const apiLists = ['routes', 'integrations', 'authorizers', 'stages', 'models', 'deployments'];

/** Returns a saved model. Throws `BrokenModel` if a list or an element is missing, as in a truncated file. */
function wholeModel(data: JsonObject, name: string): ApiModel {
  const isElement = (value: Json) => isObject(value) && typeof value.id === 'string' && isObject(value.source);
  const check = (owner: Json, list: string, isItem = isElement) => {
    const items = isObject(owner) ? owner[list] : undefined;
    if (Array.isArray(items) && items.every(isItem)) return;
    throw new ToolkitError(
      'BrokenModel',
      `${name} is not a complete model: the list ${list} is missing or invalid. Save the model again with apigwv2 routes --json.`,
    );
  };
  check(data, 'stacks', isObject);
  check(data, 'notices', isObject);
  for (const list of elementLists) check(data, list);
  for (const api of data.apis as Json[]) for (const list of apiLists) check(api, list);
  return data as unknown as ApiModel;
}

/** Parses the values of the option `--context KEY=VALUE`. */
export function contextOf(pairs: string[]): Record<string, Json> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 1) throw new ToolkitError('BrokenContext', `--context must be KEY=VALUE, but is ${pair}.`);
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}
