import { existsSync, readFileSync, statSync } from 'node:fs';
import type { CollectionTag, ScalarTag } from 'yaml';
import { ToolkitError } from './errors';
import { withLoopsRun } from './for-each';
import type { Json } from './types';

/** A CloudFormation template. */
export interface Template {
  Resources?: Record<string, TemplateResource>;
  Parameters?: Record<string, { Type?: string; Default?: Json }>;
  Conditions?: Record<string, Json>;
  Mappings?: Record<string, Record<string, Record<string, Json>>>;
  Outputs?: Record<string, { Value: Json; Export?: { Name: Json }; Description?: string; Condition?: string }>;
  Metadata?: Record<string, Json>;
  Globals?: Record<string, JsonObject>;
  Transform?: Json;
}

/** A resource of a template. */
export interface TemplateResource {
  Type: string;
  Properties?: JsonObject;
  Metadata?: JsonObject;
  Condition?: string;
}

/** A JSON object. */
export type JsonObject = { [key: string]: Json };

/** Whether a value is a JSON object and not a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a JSON or YAML file. Throws a `ToolkitError` if the file is missing or invalid. */
export function readDataFile(path: string): Json {
  if (!existsSync(path)) throw new ToolkitError('FileNotFound', `The file ${path} does not exist.`);
  if (statSync(path).isDirectory()) throw new ToolkitError('NotAFile', `${path} is a folder, not a file.`);
  return parseData(readFileSync(path, 'utf8'), path);
}

/** Parses JSON, or YAML with CloudFormation short forms such as `!Ref`. Error messages contain `name`. */
export function parseData(text: string, name: string): Json {
  const trimmed = text.trimStart();
  if (trimmed === '') throw new ToolkitError('BrokenFile', `${name} is empty.`);
  if (trimmed.startsWith('{')) {
    try {
      return JSON.parse(text.replace(/^\uFEFF/, ''));
    } catch (error) {
      // Flow-style YAML also starts with a brace.
      const document = yaml(text);
      if (document.errors.length === 0) return document.toJS() as Json;
      throw new ToolkitError('BrokenFile', `${name} is not valid JSON: ${(error as Error).message}.`, { cause: error });
    }
  }
  const document = yaml(text);
  const [error] = document.errors;
  if (error) {
    const [line] = error.message.split('\n');
    throw new ToolkitError('BrokenFile', `${name} is not valid YAML: ${line.replace(/:$/, '')}.`, { cause: error });
  }
  try {
    return document.toJS() as Json;
  } catch (cause) {
    throw new ToolkitError('BrokenFile', `${name} is not valid YAML: ${(cause as Error).message}.`, { cause });
  }
}

/**
 * Checks that a value is a template. Error messages contain `name`. With `ofAssembly`, a template without resources is
 * valid.
 */
export function templateOf(data: Json, name: string, { ofAssembly = false } = {}): Template {
  if (!isObject(data) || !isObject(data.Resources ?? (ofAssembly ? {} : undefined))) {
    throw new ToolkitError('NotATemplate', `${name} is not a CloudFormation template: it has no Resources.`);
  }
  const value = withLoopsRun(data);
  for (const [id, resource] of Object.entries(value.Resources ?? {})) {
    if (id.startsWith('Fn::')) continue;
    if (!isObject(resource) || typeof resource.Type !== 'string') {
      throw new ToolkitError('BrokenTemplate', `The resource ${id} in ${name} has no Type.`);
    }
    if (resource.Properties !== undefined && !isObject(resource.Properties)) {
      throw new ToolkitError('BrokenTemplate', `The Properties of the resource ${id} in ${name} must be an object.`);
    }
  }
  for (const section of ['Parameters', 'Conditions', 'Mappings', 'Outputs', 'Globals', 'Metadata']) {
    const content = value[section];
    if (content !== undefined && content !== null && !isObject(content)) {
      throw new ToolkitError('BrokenTemplate', `The section ${section} of ${name} must be an object.`);
    }
  }
  for (const section of ['Parameters', 'Outputs']) {
    for (const [id, entry] of Object.entries((value[section] ?? {}) as JsonObject)) {
      if (!isObject(entry) && !id.startsWith('Fn::')) {
        throw new ToolkitError('BrokenTemplate', `${id} in the section ${section} of ${name} must be an object.`);
      }
    }
  }
  return value as Template;
}

/** Returns the resources of a template, without `Fn::ForEach` loops that cannot be expanded. */
export function resourcesOf({ Resources }: Template): [string, TemplateResource][] {
  return Object.entries(Resources ?? {}).filter(([logicalId]) => !logicalId.startsWith('Fn::'));
}

/** Returns the outputs of a template, without `Fn::ForEach` loops that cannot be expanded. */
export function outputsOf({ Outputs }: Template): [string, NonNullable<Template['Outputs']>[string]][] {
  return Object.entries(Outputs ?? {}).filter(([logicalId]) => !logicalId.startsWith('Fn::'));
}

function yaml(text: string) {
  // CDK templates are JSON, so the YAML parser is loaded only if needed: loading it takes longer than reading an app.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- callers are synchronous.
  const { parseDocument } = require('yaml') as typeof import('yaml');
  return parseDocument(text, { customTags: shortForms, version: '1.2', merge: true, logLevel: 'silent' });
}

const functions =
  'And Base64 Cidr Contains Equals FindInMap ForEach GetAZs GetAtt GetStackOutput If ImportValue Join Length Not Or Select Split Sub ToJsonString Transform';

const shortForms: (ScalarTag | CollectionTag)[] = [
  ...shortForm('Ref', 'Ref'),
  ...shortForm('Condition', 'Condition'),
  ...functions.split(' ').flatMap((name) => shortForm(name, `Fn::${name}`)),
];

/** Defines a YAML tag such as `!Ref`, whose value can be a scalar, a list or a map. */
function shortForm(tag: string, key: string): (ScalarTag | CollectionTag)[] {
  const wrap = (value: unknown) =>
    key === 'Fn::GetAtt' && typeof value === 'string'
      ? { [key]: [value.slice(0, value.indexOf('.')), value.slice(value.indexOf('.') + 1)] }
      : { [key]: value };
  const common = { tag: `!${tag}` };
  return [
    { ...common, resolve: (value: string) => wrap(value) },
    { ...common, collection: 'seq', resolve: (node) => lazily(node, wrap) },
    { ...common, collection: 'map', resolve: (node) => lazily(node, wrap) },
  ] as (ScalarTag | CollectionTag)[];
}

/**
 * Delays the conversion of a collection until the document is converted to JavaScript, because nested tags are resolved
 * only then.
 */
function lazily<T extends { toJSON: (...args: never[]) => unknown }>(node: T, wrap: (value: unknown) => unknown): T {
  const toJSON = node.toJSON.bind(node) as (...args: unknown[]) => unknown;
  node.toJSON = ((...args: unknown[]) => wrap(toJSON(...args))) as T['toJSON'];
  return node;
}
