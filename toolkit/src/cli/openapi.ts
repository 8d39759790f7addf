import { existsSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { ToolkitError } from '../model/errors';
import { isObject, readDataFile } from '../model/template';
import type { Api, ApiModel, Json } from '../model/types';
import { protocolOf, selectApis, titleOf } from '../report/apis';
import { openApiOf } from '../report/openapi/document';
import { mergeBase } from '../report/openapi/merge';
import type { Command, CommandArguments, Io } from './command';
import { inputHelp, inputOptions, readInput } from './input';

/** The command `apigwv2 openapi`. */
export const openapi: Command = {
  name: 'openapi',
  summary: 'prints the OpenAPI 3.0.1 document of an HTTP API that is not deployed yet',
  help: `Prints the OpenAPI 3.0.1 document of an HTTP API, as aws apigatewayv2 export-api does.

Usage: apigwv2 openapi [API] [FILE | DIR] [options]

API is a name, construct ID, construct path or logical ID, and optional if the app has one HTTP API.

${inputHelp}

Options
  --yaml, --out FILE   prints YAML (--yaml) or writes a file (--out), in YAML for .yaml and .yml
  --no-extensions      leaves out the extensions of API Gateway, for clients and other gateways
  --intrinsics         writes values known only at deployment as CloudFormation functions, for a
                       template's Body, instead of <Construct.Attribute>
  --base FILE          merges your OpenAPI 3.0 document (schemas, bodies, responses, summaries), and
                       reports operations that are in only one of the documents
  --debug              shows the stack trace of an error

Examples
  apigwv2 openapi Bookstore --base openapi.yaml --out dist/openapi.yaml
  apigwv2 openapi --assembly cdk.out --no-extensions
`,
  options: {
    ...inputOptions,
    api: { type: 'string' },
    yaml: { type: 'boolean' },
    out: { type: 'string' },
    'no-extensions': { type: 'boolean' },
    intrinsics: { type: 'boolean' },
    base: { type: 'string' },
  },
  async run(args, io) {
    const { values } = args;
    const { name, path } = placeOf(args, io);
    const { model, dispose } = await readInput({ values, positionals: path === undefined ? [] : [path] }, io);
    try {
      const api = httpApiOf(model, name);
      const { document, notices } = openApiOf(model, api, {
        extensions: values['no-extensions'] !== true,
        form: values.intrinsics === true ? 'intrinsics' : 'text',
      });
      const merged = values.base === undefined ? document : withBase(document, api, values.base as string, io);
      for (const { message } of model.notices) io.err(`Note: ${message}\n`);
      for (const notice of notices) io.err(`Note: ${notice}\n`);
      write(merged, values, io);
      return 0;
    } finally {
      dispose();
    }
  },
};

/**
 * Finds the name of the API and the path of the input in the arguments. An argument that is not an input is the name of
 * an API.
 */
function placeOf({ values, positionals }: CommandArguments, io: Io): { name?: string; path?: string } {
  let name = values.api as string | undefined;
  let path: string | undefined;
  for (const argument of positionals) {
    if (path === undefined && isInput(argument, io)) path = argument;
    else if (name === undefined) name = argument;
    else throw new ToolkitError('TooManyArguments', `The argument ${argument} is not expected. Remove it.`);
  }
  return { name, path };
}

function isInput(argument: string, { cwd }: Io): boolean {
  const path = resolve(cwd, argument);
  if (argument === '-' || /^[./]/.test(argument)) return true;
  if (!existsSync(path)) return /\.(json|ya?ml)$/.test(argument);
  return !statSync(path).isDirectory() || ['manifest.json', 'cdk.json'].some((file) => existsSync(resolve(path, file)));
}

function httpApiOf(model: ApiModel, name: string | undefined): Api {
  const apis = (name === undefined ? model : selectApis(model, name)).apis;
  const found = apis.filter((api) => protocolOf(api) !== 'WEBSOCKET');
  const own = found.filter(({ imported }) => !imported);
  const [api] = own.length === 1 ? own : found;
  if (!api) {
    const what = name === undefined ? 'The app does not contain an HTTP API.' : `${name} is a WebSocket API.`;
    throw new ToolkitError('NoHttpApi', `${what} OpenAPI describes HTTP APIs.`);
  }
  if (found.length > 1 && own.length !== 1) {
    const titles = found.map((one) => `${titleOf(model, one)} (${one.source.construct ?? one.source.logicalId})`);
    throw new ToolkitError(
      'ManyApis',
      `More than one HTTP API matches. Pass the construct path of one of them: ${titles.join(', ')}.`,
    );
  }
  return api;
}

function withBase(document: ReturnType<typeof openApiOf>['document'], api: Api, file: string, io: Io) {
  const base = readDataFile(resolve(io.cwd, file));
  if (!isObject(base)) throw new ToolkitError('NotOpenApi', `${file} is not an OpenAPI document.`);
  const merged = mergeBase(document, base, api, file);
  for (const name of merged.onlyInApi) io.err(`The API has an operation that is missing from ${file}: ${name}\n`);
  for (const name of merged.onlyInBase) io.err(`${file} has an operation that no route of the API matches: ${name}\n`);
  return merged.document;
}

function write(document: Json, { yaml, out }: CommandArguments['values'], io: Io): void {
  const isYaml = yaml === true || (typeof out === 'string' && /\.ya?ml$/.test(out));
  const text = isYaml
    ? stringify(document, { aliasDuplicateObjects: false, lineWidth: 120 })
    : `${JSON.stringify(document, undefined, 2)}\n`;
  if (typeof out !== 'string') {
    io.out(text);
    return;
  }
  try {
    writeFileSync(resolve(io.cwd, out), text);
  } catch (cause) {
    throw new ToolkitError('NotWritten', `${out} cannot be written: ${(cause as Error).message}.`, { cause });
  }
}
