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
      readonly properties?: { readonly templateFile?: string; readonly directoryName?: string; readonly file?: string };
    }
  >;
}

/** Reads the templates of all stacks by stack name, including nested stacks and the stacks of CDK stages. */
export function readTemplates(assembly: string): Map<string, Template> {
  const templates = new Map<string, Template>();
  readAssembly(assembly, templates);
  if (templates.size === 0) throw new MigrateError(`${assembly} has no stacks.`);
  return templates;
}

interface AssetManifest {
  readonly files?: Record<string, { readonly source: { readonly path?: string } }>;
}

interface Assembly {
  readonly folder: string;

  /** The paths of asset files by asset hash. */
  readonly assets: ReadonlyMap<string, string>;
}

function readAssembly(folder: string, templates: Map<string, Template>): void {
  const manifest = readJson<Manifest>(join(folder, 'manifest.json'));
  const artifacts = Object.entries(manifest.artifacts ?? {});
  const assets = new Map<string, string>();
  for (const [, { type, properties }] of artifacts) {
    if (type !== 'cdk:asset-manifest' || !properties?.file) continue;
    const { files = {} } = readJson<AssetManifest>(join(folder, properties.file));
    for (const [hash, { source }] of Object.entries(files)) if (source.path) assets.set(hash, source.path);
  }
  for (const [id, { type, displayName, properties }] of artifacts) {
    if (type === 'cdk:cloud-assembly') readAssembly(join(folder, properties!.directoryName!), templates);
    else if (type === 'aws:cloudformation:stack') {
      readStack({ folder, assets }, displayName ?? id, properties!.templateFile!, templates);
    }
  }
}

function readStack(assembly: Assembly, name: string, file: string, templates: Map<string, Template>): void {
  const template = readJson<Template>(join(assembly.folder, file));
  templates.set(name, template);
  for (const [logicalId, resource] of Object.entries(template.Resources ?? {})) {
    const nested = resource.Type === 'AWS::CloudFormation::Stack' ? nestedTemplate(assembly, resource) : undefined;
    if (nested) readStack(assembly, `${name}/${logicalId}`, nested, templates);
  }
}

/**
 * Uses the `aws:asset:path` metadata or the asset hash in `TemplateURL` to find the template file of a nested stack.
 */
function nestedTemplate({ assets }: Assembly, resource: Resource): string | undefined {
  const path = resource.Metadata?.['aws:asset:path'];
  if (typeof path === 'string') return path;
  const hash = /[0-9a-f]{64}/.exec(JSON.stringify(resource.Properties?.TemplateURL) ?? '')?.[0];
  return hash === undefined ? undefined : assets.get(hash);
}

function readJson<T>(path: string): T {
  if (!existsSync(path)) throw new MigrateError(`${path} does not exist.`);
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (error) {
    throw new MigrateError(`${path} is not valid JSON: ${(error as Error).message}`);
  }
}
