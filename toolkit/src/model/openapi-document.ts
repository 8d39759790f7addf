import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { sourceOf, type Context } from './context';
import type { Resource } from './resources';
import { isObject, parseData, readDataFile, type JsonObject } from './template';
import type { Json, OpenApiSource } from './types';

/** Reads the OpenAPI document of an API. Returns the location and the content of the document. */
export function readDocument(
  context: Context,
  api: Resource,
): { source: OpenApiSource; document?: JsonObject } | undefined {
  const { BodyS3Location: location } = api.properties;
  const body = bodyOf(context, api);
  const { directory } = context.resources.assembly;
  const missing = (why: string) => {
    context.notices.push({
      code: 'OpenApiNotRead',
      message: `The OpenAPI document of the API ${api.construct ?? api.logicalId} ${why}, so the output does not contain the routes of the document.`,
      source: sourceOf(context, api),
    });
  };
  if (isObject(body)) {
    if (isObject(body.paths) || typeof body.openapi === 'string') return { source: { kind: 'inline' }, document: body };
    const included = includedFile(body, directory);
    if (included) return { source: { kind: 'file', path: included }, document: documentOf(included, directory) };
    missing('is the result of an intrinsic function');
    return { source: { kind: 'inline' } };
  }
  if (typeof location === 'string' && directory !== undefined && !location.includes('://')) {
    if (existsSync(join(directory, location))) {
      return { source: { kind: 'file', path: location }, document: documentOf(location, directory) };
    }
  }
  if (location === undefined) return undefined;
  const resolved = context.resolver.resolve(api.stack, location);
  const key = isObject(resolved) ? resolved.Key : undefined;
  const asset = typeof key === 'string' ? api.stack.assets.get(key) : undefined;
  if (asset && directory !== undefined && existsSync(absolute(directory, asset.path))) {
    return { source: { kind: 'asset', path: asset.path }, document: documentOf(asset.path, directory) };
  }
  missing('is in an S3 bucket');
  const where = isObject(resolved) ? `s3://${String(resolved.Bucket)}/${String(resolved.Key)}` : String(resolved);
  return { source: { kind: 's3', location: where } };
}

/** Returns the `Body` of an API. Resolves an `Fn::If` if its condition is known, and parses a string. */
function bodyOf({ resolver }: Context, api: Resource): Json | undefined {
  let { Body: body } = api.properties;
  while (isObject(body) && Array.isArray(body['Fn::If'])) {
    const [condition, yes, no] = body['Fn::If'];
    const holds = resolver.condition(api.stack, String(condition));
    if (holds === undefined) return body;
    body = holds ? yes : no;
  }
  return typeof body === 'string' && body.trim() !== '' ? parseData(body, `The Body of ${api.logicalId}`) : body;
}

/**
 * Returns the file that `Fn::Transform: { Name: AWS::Include }` includes, if the folder of the template contains the
 * file.
 */
function includedFile(body: JsonObject, directory: string | undefined): string | undefined {
  const transform = body['Fn::Transform'];
  if (!isObject(transform) || transform.Name !== 'AWS::Include' || !isObject(transform.Parameters)) return undefined;
  const { Location } = transform.Parameters;
  if (typeof Location !== 'string' || directory === undefined) return undefined;
  return existsSync(join(directory, Location)) ? Location : undefined;
}

function documentOf(path: string, directory: string | undefined): JsonObject | undefined {
  const document = readDataFile(directory === undefined ? path : absolute(directory, path));
  return isObject(document) ? document : undefined;
}

function absolute(directory: string, path: string): string {
  return isAbsolute(path) ? path : join(directory, path);
}
