import { existsSync } from 'node:fs';
import { join, relative, dirname } from 'node:path';
import type { Apis } from './apis';
import { elementOf, fieldsOfResource, functionIn, isLeftOut, type Context } from './context';
import { connectionStatementsOf } from './execution-roles';
import { compact, fieldsOf, type Fields } from './fields';
import type { Resource } from './resources';
import { isObject } from './template';
import { encode } from './texts';
import type { FunctionCode, Json, LambdaFunction, Link, Permission, Text } from './types';
import { isUnresolved, textOf } from './values';

/** Returns the Lambda functions of the app. */
export function functionsOf(context: Context): LambdaFunction[] {
  const resources = context.resources.ofType('AWS::Lambda::Function');
  return resources.filter((resource) => !isLeftOut(context, resource)).map((resource) => functionOf(context, resource));
}

/** Returns the permissions that allow API Gateway to invoke functions. */
export function permissionsOf(context: Context, apis: Apis): Permission[] {
  return context.resources.ofType('AWS::Lambda::Permission').flatMap((resource) => {
    if (isLeftOut(context, resource)) return [];
    const fields = fieldsOfResource(context, resource);
    const principal = fields.text('Principal') ?? '';
    const sourceArn = fields.text('SourceArn');
    const isOfApi = textOf(principal).includes('apigateway') || textOf(sourceArn).includes(':execute-api:');
    if (!isOfApi) return [];
    const name = fields.text('FunctionName') ?? '';
    return elementOf<Permission>(context, resource, {
      function: functionIn(context, name) ?? { external: name },
      action: fields.text('Action') ?? '',
      principal,
      sourceArn,
      sourceAccount: fields.text('SourceAccount'),
      api: sourceArn === undefined ? undefined : apiOfArn(apis, sourceArn),
    });
  });
}

/** Returns a link to the API whose ID is in an ARN such as `arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/…`. */
function apiOfArn(apis: Apis, arn: Text): Link | undefined {
  const { text, decode } = encode(arn);
  const [, api] = text.match(/^arn:[^:]*:execute-api:[^:]*:[^:]*:([^/]+)/) ?? [];
  return api === undefined ? undefined : apis.linkTo(decode(api));
}

function functionOf(context: Context, resource: Resource): LambdaFunction {
  const fields = fieldsOfResource(context, resource);
  const environment = fields.object('Environment', (value) => value.record('Variables') ?? {});
  return elementOf<LambdaFunction>(context, resource, {
    name: fields.text('FunctionName'),
    handler: fields.text('Handler'),
    runtime: fields.text('Runtime'),
    packageType: fields.text('PackageType'),
    code: codeOf(context, resource, fields, 'Code'),
    environment: environment ?? {},
    timeoutSeconds: fields.number('Timeout'),
    memoryMiB: fields.number('MemorySize'),
    architectures: fields.texts('Architectures'),
    layers: fields.texts('Layers'),
    layerAssets: layerAssetsOf(context, fields),
    description: fields.text('Description'),
    connectionStatements: hasWebSocketApi(context) ? connectionStatementsOf(context, fields) : undefined,
  });
}

function hasWebSocketApi({ resources }: Context): boolean {
  return resources.ofType('AWS::ApiGatewayV2::Api').some(({ properties }) => properties.ProtocolType === 'WEBSOCKET');
}

/** Returns the code of each layer of a function, or `null` for a layer that the app does not define. */
function layerAssetsOf(context: Context, fields: Fields): LambdaFunction['layerAssets'] {
  const layers = fields.texts('Layers');
  if (layers === undefined || isUnresolved(layers)) return undefined;
  return layers.map((layer) => {
    const [part] = isUnresolved(layer) ? layer.parts : [];
    const resource = typeof part === 'object' && part.kind === 'resource' ? context.resources.byId(part.id) : undefined;
    if (resource?.type !== 'AWS::Lambda::LayerVersion') return null;
    return codeOf(context, resource, fieldsOfResource(context, resource), 'Content');
  });
}

function codeOf({ resources }: Context, resource: Resource, fields: Fields, property: string): FunctionCode {
  const { stack, metadata } = resource;
  const code = fields.json[property];
  const unknown: FunctionCode = { kind: 'unknown', raw: resource.properties[property] ?? null };
  if (!isObject(code) || isUnresolved(code)) return unknown;
  const parts = fieldsOf(code);
  const inline = parts.text('ZipFile');
  if (inline !== undefined) return { kind: 'inline', text: inline };
  const key = parts.text('S3Key');
  const named = metadata['aws:asset:property'] === property ? metadata['aws:asset:path'] : undefined;
  if (key !== undefined) {
    const asset = typeof key === 'string' ? stack.assets.get(key) : undefined;
    if (asset) return { kind: 'asset', path: asset.path, packaging: asset.packaging };
    if (typeof named === 'string') return { kind: 'asset', path: beside(stack.file, named), packaging: 'zip' };
    return { kind: 's3', bucket: parts.text('S3Bucket') ?? '', key };
  }
  const uri = parts.text('ImageUri');
  if (uri !== undefined) return compact<FunctionCode>({ kind: 'image', uri, path: imagePath(resource, uri) });
  const path = code.CodeUri;
  if (typeof path === 'string' && !path.startsWith('s3://')) {
    const { directory } = resources.assembly;
    const exists = directory === undefined || existsSync(join(directory, path));
    return exists ? { kind: 'path', path } : { kind: 'unknown', raw: path };
  }
  return typeof code.CodeUri === 'string' ? s3Uri(code.CodeUri) : unknown;
}

/** Returns the folder of an image asset. The tag of the image is the hash of the asset. */
function imagePath({ stack }: Resource, uri: Text): string | undefined {
  const tag = textOf(uri).match(/:([0-9a-zA-Z_.-]+)$/)?.[1];
  return tag === undefined ? undefined : stack.assets.get(tag)?.path;
}

function s3Uri(uri: string): FunctionCode {
  const [, bucket, key] = uri.match(/^s3:\/\/([^/]+)\/(.*)$/) ?? [];
  return bucket === undefined ? { kind: 'unknown', raw: uri as Json } : { kind: 's3', bucket, key };
}

/** Converts a path that is relative to the folder of a template into a path that is relative to the assembly. */
function beside(file: string | undefined, path: string): string {
  return file === undefined ? path : relative('.', join(dirname(file), path));
}
