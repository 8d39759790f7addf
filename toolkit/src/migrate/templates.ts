import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { MigrateError } from './error';

export interface Template {
  readonly Resources?: Record<string, Resource>;
  readonly [section: string]: unknown;
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly Metadata?: Record<string, unknown>;
  readonly [attribute: string]: unknown;
}

interface Manifest {
  readonly artifacts?: Record<
    string,
    {
      readonly type: string;
      readonly displayName?: string;
      readonly properties?: { readonly templateFile?: string; readonly directoryName?: string };
    }
  >;
}

/** Reads the templates of a cloud assembly by the names of their stacks: those of stages and nested stacks too. */
export function readTemplates(assembly: string): Map<string, Template> {
  const templates = new Map<string, Template>();
  readAssembly(assembly, templates);
  if (templates.size === 0) throw new MigrateError(`${assembly} has no stacks.`);
  return templates;
}

function readAssembly(folder: string, templates: Map<string, Template>): void {
  const manifest = readJson<Manifest>(join(folder, 'manifest.json'));
  for (const [id, { type, displayName, properties }] of Object.entries(manifest.artifacts ?? {})) {
    if (type === 'cdk:cloud-assembly') readAssembly(join(folder, properties!.directoryName!), templates);
    else if (type === 'aws:cloudformation:stack') {
      readStack(folder, displayName ?? id, join(folder, properties!.templateFile!), templates);
    }
  }
}

function readStack(folder: string, name: string, file: string, templates: Map<string, Template>): void {
  const template = readJson<Template>(file);
  templates.set(name, template);
  for (const [logicalId, resource] of Object.entries(template.Resources ?? {})) {
    const path = resource.Metadata?.['aws:asset:path'];
    if (resource.Type !== 'AWS::CloudFormation::Stack' || typeof path !== 'string') continue;
    readStack(folder, `${name}/${logicalId}`, join(folder, path), templates);
  }
}

function readJson<T>(path: string): T {
  if (!existsSync(path)) throw new MigrateError(`${path} does not exist.`);
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (error) {
    throw new MigrateError(`${path} is not valid JSON: ${(error as Error).message}`);
  }
}
