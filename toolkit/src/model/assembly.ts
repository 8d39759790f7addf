import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { ToolkitError } from './errors';
import { isObject, parseData, readDataFile, resourcesOf, templateOf, type JsonObject, type Template } from './template';
import type { Json, Notice } from './types';

/** The newest version of the cloud assembly schema that this release reads. */
export const ASSEMBLY_SCHEMA = 55;

/** The templates of a cloud assembly, or a single template, and the assets of the templates. */
export interface Assembly {
  /** The absolute path of the base folder for relative paths. Absent if a template was passed without a folder. */
  readonly directory?: string;
  /** The stacks. Each stack precedes its nested stacks. */
  readonly stacks: AssemblyStack[];
  /** The keys of the context values that were missing at synthesis. */
  readonly missing: string[];
  /** The notices about parts of the input that could not be read. */
  readonly notices: Notice[];
}

/** A stack or nested stack of an assembly. */
export interface AssemblyStack {
  readonly id: string;
  readonly path: string;
  readonly name?: string;
  readonly account?: string;
  readonly region?: string;
  readonly template: Template;
  /** The path of the template file, relative to the assembly. */
  readonly file?: string;
  /** The values that the assembly sets for parameters of the template. */
  readonly parameterValues: Record<string, string>;
  /** The construct paths by logical ID, from the metadata of the manifest. */
  readonly constructs: Map<string, string[]>;
  /** The assets, by the object key in S3 or by the image tag. */
  readonly assets: Map<string, Asset>;
  /** The parent stack of a nested stack, and the logical ID of the nested stack in the parent. */
  readonly parent?: { readonly stack: AssemblyStack; readonly logicalId: string };
  /** The nested stacks of this stack, by logical ID. */
  readonly nested: Map<string, AssemblyStack>;
}

/** An asset: a file or folder that is uploaded to S3, or a folder with a Dockerfile. */
export interface Asset {
  /** The path of the asset, absolute or relative to the assembly. */
  readonly path: string;
  readonly packaging: string;
}

interface Manifest {
  version?: string;
  missing?: { key: string }[];
  artifacts?: Record<string, Artifact>;
}

interface Artifact {
  type: string;
  environment?: string;
  displayName?: string;
  metadata?: Record<string, { type: string; data?: Json }[]>;
  additionalMetadataFile?: string;
  dependencies?: string[];
  properties?: {
    templateFile?: string;
    stackName?: string;
    parameters?: Record<string, string>;
    directoryName?: string;
    file?: string;
  };
}

/** Reads a cloud assembly, which is the folder that `cdk synth` writes (`cdk.out`). */
export function readAssembly(directory: string): Assembly {
  const root = resolve(directory);
  if (!existsSync(root)) throw new ToolkitError('FolderNotFound', `The folder ${directory} does not exist.`);
  if (!statSync(root).isDirectory()) throw new ToolkitError('NotAFolder', `${directory} is not a folder.`);
  const assembly: Assembly = { directory: root, stacks: [], missing: [], notices: [] };
  readFolder(root, assembly);
  return assembly;
}

/**
 * Reads a template file. Nested stacks are also read if their `TemplateURL` is a path relative to the folder of the
 * template file.
 */
export function readTemplate(file: string): Assembly {
  const path = resolve(file);
  return assemblyOfTemplate(templateOf(readDataFile(path), file), basename(path), dirname(path));
}

/**
 * Reads a template from a string, such as the content of standard input. `directory` is the base folder for relative
 * paths in the template.
 */
export function parseTemplate(text: string, name = 'The template', directory?: string): Assembly {
  return assemblyOfTemplate(templateOf(parseData(text, name), name), undefined, directory);
}

/** Creates an assembly of a single template, such as the result of `Template.fromStack(stack).toJSON()`. */
export function assemblyOfTemplate(template: Template, file?: string, directory?: string): Assembly {
  const assembly: Assembly = { directory, stacks: [], missing: [], notices: [] };
  const id = file?.replace(/(\.template)?\.(json|ya?ml|template)$/i, '') || 'Template';
  addStack(assembly, directory, { id, path: pathOf(template) ?? id, template, file, ...nothing() });
  return assembly;
}

/**
 * Returns the construct path of the stack that a template belongs to: the parent of the `CDKMetadata` resource, or the
 * first part of the first construct path.
 */
function pathOf(template: Template): string | undefined {
  const paths = resourcesOf(template).flatMap(([, { Metadata }]) => {
    const path = Metadata?.['aws:cdk:path'];
    return typeof path === 'string' ? [path] : [];
  });
  const own = paths.find((path) => path.endsWith('/CDKMetadata/Default'));
  return own?.replace('/CDKMetadata/Default', '') ?? paths[0]?.split('/')[0];
}

function nothing() {
  return { parameterValues: {}, constructs: new Map(), assets: new Map(), nested: new Map() };
}

function readFolder(folder: string, assembly: Assembly): void {
  const manifest = readManifest(folder);
  assembly.missing.push(...(manifest.missing ?? []).map(({ key }) => key));
  for (const [id, artifact] of Object.entries(manifest.artifacts ?? {})) {
    const { properties = {} } = artifact;
    if (artifact.type === 'cdk:cloud-assembly' && properties.directoryName) {
      readFolder(join(folder, properties.directoryName), assembly);
    }
    if (artifact.type === 'aws:cloudformation:stack') readStack(folder, id, artifact, manifest, assembly);
  }
}

function readManifest(folder: string): Manifest {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) {
    throw new ToolkitError('NotAnAssembly', `${folder} is not a cloud assembly, because it has no manifest.json.`);
  }
  const manifest = readJson(file) as Manifest;
  const schema = Number.parseInt(String(manifest.version), 10);
  if (!isObject(manifest) || Number.isNaN(schema)) {
    throw new ToolkitError('BrokenAssembly', `${file} has no version.`);
  }
  if (schema > ASSEMBLY_SCHEMA) {
    throw new ToolkitError(
      'AssemblyTooNew',
      `${folder} has version ${schema} of the cloud assembly schema, but this release reads versions up to ${ASSEMBLY_SCHEMA}. Update cdk-apigatewayv2-toolkit.`,
    );
  }
  return manifest;
}

function readStack(folder: string, artifactId: string, artifact: Artifact, manifest: Manifest, assembly: Assembly) {
  const { templateFile, stackName, parameters = {} } = artifact.properties ?? {};
  if (!templateFile) throw new ToolkitError('BrokenAssembly', `The stack ${artifactId} in ${folder} has no template.`);
  const path = join(folder, templateFile);
  if (!existsSync(path)) {
    throw new ToolkitError(
      'TemplateMissing',
      `The template ${templateFile} of stack ${artifactId} is not in ${folder}.`,
    );
  }
  const file = relative(assembly.directory!, path);
  const id = assembly.stacks.some((stack) => stack.id === artifactId) ? file : artifactId;
  const [account, region] = (artifact.environment ?? '').replace('aws://', '').split('/');
  addStack(assembly, folder, {
    id,
    path: (artifact.displayName ?? artifactId).replace(/ \(.*\)$/, ''),
    name: stackName ?? artifactId,
    account: account && account !== 'unknown-account' ? account : undefined,
    region: region && region !== 'unknown-region' ? region : undefined,
    template: templateOf(readJson(path), file, { ofAssembly: true }),
    file,
    parameterValues: parameters,
    constructs: readConstructs(folder, artifact),
    assets: readAssets(folder, artifact, manifest, assembly.directory!),
    nested: new Map(),
  });
}

/** Reads the construct paths by logical ID. Newer versions of CDK write the metadata to a separate file. */
function readConstructs(folder: string, artifact: Artifact): Map<string, string[]> {
  const extra = artifact.additionalMetadataFile && join(folder, artifact.additionalMetadataFile);
  const metadata = {
    ...artifact.metadata,
    ...(extra && existsSync(extra) ? (readJson(extra) as Artifact['metadata']) : {}),
  };
  const constructs = new Map<string, string[]>();
  for (const [path, entries] of Object.entries(metadata)) {
    for (const { type, data } of entries) {
      if (type !== 'aws:cdk:logicalId' || typeof data !== 'string') continue;
      // Resources of a stack and of its nested stacks can have the same logical ID.
      constructs.set(data, [...(constructs.get(data) ?? []), path.replace(/^\//, '')]);
    }
  }
  return constructs;
}

function readAssets(folder: string, artifact: Artifact, manifest: Manifest, root: string): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const id of artifact.dependencies ?? []) {
    const { type, properties } = manifest.artifacts?.[id] ?? {};
    if (type !== 'cdk:asset-manifest' || !properties?.file) continue;
    const file = join(folder, properties.file);
    if (!existsSync(file)) continue;
    const { files, dockerImages } = readJson(file) as unknown as {
      files?: Record<string, AssetEntry<{ path?: string; packaging?: string }>>;
      dockerImages?: Record<string, AssetEntry<{ directory?: string }>>;
    };
    for (const { source, destinations } of Object.values(files ?? {})) {
      if (!source.path) continue;
      const asset = { path: assetPath(root, folder, source.path), packaging: source.packaging ?? 'file' };
      for (const { objectKey } of Object.values(destinations)) if (objectKey) assets.set(objectKey, asset);
    }
    for (const { source, destinations } of Object.values(dockerImages ?? {})) {
      if (!source.directory) continue;
      const asset = { path: assetPath(root, folder, source.directory), packaging: 'image' };
      for (const { imageTag } of Object.values(destinations)) if (imageTag) assets.set(imageTag, asset);
    }
  }
  return assets;
}

interface AssetEntry<S> {
  source: S;
  destinations: Record<string, { objectKey?: string; imageTag?: string }>;
}

function assetPath(root: string, folder: string, path: string): string {
  return isAbsolute(path) ? path : relative(root, join(folder, path));
}

function readJson(file: string): JsonObject {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new ToolkitError('BrokenFile', `${file} is not valid JSON: ${(cause as Error).message}.`, { cause });
  }
}

/** Adds a stack and its nested stacks to the assembly. */
function addStack(assembly: Assembly, folder: string | undefined, stack: AssemblyStack): void {
  assembly.stacks.push(stack);
  for (const [logicalId, resource] of resourcesOf(stack.template)) {
    if (resource.Type !== 'AWS::CloudFormation::Stack' && resource.Type !== 'AWS::Serverless::Application') continue;
    const found = nestedTemplate(assembly, folder, stack, logicalId);
    if (!found) {
      assembly.notices.push({
        code: 'NestedStackNotRead',
        message: `The template of the nested stack ${logicalId} is not part of the input, so the APIs of the nested stack are ignored.`,
        source: { stack: stack.id, logicalId },
      });
      continue;
    }
    // The nested stack `Shop/Orders` has the resource path `Shop/Orders.NestedStack/Orders.NestedStackResource`.
    const construct = constructPath(stack, logicalId)?.replace(/\.NestedStack\/[^/]*$/, '');
    const child: AssemblyStack = {
      ...nothing(),
      id: `${stack.id}/${logicalId}`,
      path: construct ?? `${stack.path}/${logicalId}`,
      account: stack.account,
      region: stack.region,
      ...found,
      assets: stack.assets,
      constructs: stack.constructs,
      parent: { stack, logicalId },
    };
    stack.nested.set(logicalId, child);
    addStack(
      assembly,
      child.file && assembly.directory ? dirname(join(assembly.directory, child.file)) : folder,
      child,
    );
  }
}

/**
 * Reads the template of a nested stack: an asset, or a file whose path is relative to the folder of the parent
 * template.
 */
function nestedTemplate(assembly: Assembly, folder: string | undefined, stack: AssemblyStack, logicalId: string) {
  const { Properties = {}, Metadata = {} } = stack.template.Resources![logicalId];
  const url = Properties.TemplateURL ?? Properties.Location;
  const key = JSON.stringify(url ?? '').match(/([^/"]+)"[\]}]*$/)?.[1];
  const asset = key === undefined ? undefined : stack.assets.get(key);
  const named = Metadata['aws:asset:path'];
  let path: string | undefined;
  if (asset && assembly.directory) path = resolve(assembly.directory, asset.path);
  else if (typeof named === 'string' && folder) path = join(folder, named);
  else if (typeof url === 'string' && !/^[a-z0-9]+:\/\//i.test(url) && folder) path = join(folder, url);
  if (path === undefined) return undefined;
  if (!existsSync(path)) {
    throw new ToolkitError(
      'NestedTemplateMissing',
      `The template of the nested stack ${stack.path}/${logicalId} is missing: ${path} does not exist.`,
    );
  }
  const file = assembly.directory ? relative(assembly.directory, path) : path;
  return { file, template: templateOf(readDataFile(path), file, { ofAssembly: true }) };
}

/** Returns the construct path of a resource, including `/Resource` at the end. */
export function constructPath(stack: AssemblyStack, logicalId: string): string | undefined {
  const path = stack.template.Resources?.[logicalId]?.Metadata?.['aws:cdk:path'];
  if (typeof path === 'string') return path;
  const all = stack.constructs.get(logicalId) ?? [];
  const own = stack.parent ? all.filter((one) => one.startsWith(`${stack.path}/`)) : all;
  // A longer path belongs to a resource of a nested stack.
  return [...own].sort((a, b) => a.length - b.length)[0];
}
