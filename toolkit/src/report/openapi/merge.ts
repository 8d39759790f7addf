import { ToolkitError } from '../../model/errors';
import { isObject, type JsonObject } from '../../model/template';
import type { Api, Json, Route } from '../../model/types';
import { textOf } from '../../model/values';
import { selectRoute } from '../route-selection';
import { anyMethod, methods } from './document';
import { present } from './values';

/** The user's document with the merged operations, and the operations that exist in only one of the documents. */
export interface MergeResult {
  readonly document: JsonObject;
  /** The operations of the API that the user's document does not describe, such as `GET /books`. */
  readonly onlyInApi: string[];
  /** The operations of the user's document that match no route. The merged document does not contain them. */
  readonly onlyInBase: string[];
}

/**
 * Merges a user's OpenAPI document into the document of an API. Descriptions, schemas, bodies and responses come from
 * the user's document. Paths, security, servers and API Gateway extensions come from the document of the API.
 */
export function mergeBase(generated: JsonObject, base: JsonObject, api: Api, name = 'The base document'): MergeResult {
  checkBase(base, name);
  const merge = new PathMerge(generated, base, api);
  const paths = merge.run();
  const others = without(withoutExtensions(base), 'security');
  const components = mergeComponents(object(generated.components), object(base.components));
  const document = present({
    ...others,
    ...generated,
    info: { ...object(generated.info), ...object(base.info) },
    servers: generated.servers ?? base.servers,
    tags: mergeTags(list(base.tags), list(generated.tags)),
    paths,
    components: Object.keys(components).length > 0 ? components : undefined,
  });
  return { document, onlyInApi: merge.onlyInApi, onlyInBase: merge.onlyInBase };
}

function checkBase({ openapi, swagger, paths }: JsonObject, name: string): void {
  if (typeof openapi !== 'string' || !openapi.startsWith('3.0')) {
    const got = openapi ?? swagger;
    throw new ToolkitError(
      'NotOpenApi',
      `${name} must be an OpenAPI 3.0 document, but its OpenAPI version is ${got === undefined ? 'missing' : String(got)}.`,
    );
  }
  if (paths !== undefined && !isObject(paths)) {
    throw new ToolkitError('NotOpenApi', `The value of paths in ${name} must be an object.`);
  }
}

class PathMerge {
  readonly onlyInBase: string[] = [];
  private readonly paths: Record<string, JsonObject>;
  private readonly described = new Set<Json>();

  constructor(
    generated: JsonObject,
    private readonly base: JsonObject,
    private readonly api: Api,
  ) {
    this.paths = Object.fromEntries(
      Object.entries(object(generated.paths)).map(([path, item]) => [path, { ...object(item) }]),
    );
    this.generated = new Map(Object.entries(this.paths).map(([path, item]) => [path, { ...item }]));
  }

  private readonly generated: Map<string, JsonObject>;

  run(): JsonObject {
    for (const [path, item] of Object.entries(object(this.base.paths))) {
      if (path.startsWith('x-') || !isObject(item)) continue;
      for (const method of [...methods, 'trace', anyMethod]) {
        const operation = item[method];
        if (isObject(operation)) this.mergeOperation(path, method, operation, item);
      }
    }
    return this.paths;
  }

  /** Returns the operations of the API that the user's document does not describe. */
  get onlyInApi(): string[] {
    return [...this.generated].flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([method, operation]) => [...methods, anyMethod].includes(method) && !this.described.has(operation))
        .map(([method]) => operationName(method, path)),
    );
  }

  private mergeOperation(path: string, method: string, operation: JsonObject, baseItem: JsonObject): void {
    const own = [...this.generated.keys()].find((one) => shapeOf(one) === shapeOf(path));
    const generated = own === undefined ? undefined : this.generated.get(own)![method];
    if (own !== undefined && isObject(generated)) {
      this.described.add(generated);
      this.put(own, method, generated, operation, path, baseItem);
      return;
    }
    // If only a route such as `ANY /{proxy+}` matches, the user's operation is more specific than the route.
    const route = method === anyMethod ? undefined : selectRoute(this.api.routes, method.toUpperCase(), path);
    const covering = route && this.operationOf(route, method);
    if (!covering) {
      this.onlyInBase.push(operationName(method, path));
      return;
    }
    this.described.add(covering);
    this.put(own ?? path, method, without(covering, 'operationId', 'isDefaultRoute'), operation, path, baseItem);
  }

  private operationOf(route: Route, method: string): JsonObject | undefined {
    const key = textOf(route.key);
    const [, , path] = key.match(/^([A-Z]+) (\/.*)$/s) ?? [];
    const item = this.generated.get(key === '$default' ? '/$default' : path);
    const found = item?.[method] ?? item?.[anyMethod];
    return isObject(found) ? found : undefined;
  }

  private put(
    path: string,
    method: string,
    generated: JsonObject,
    operation: JsonObject,
    basePath: string,
    baseItem: JsonObject,
  ): void {
    const rename = renamesOf(basePath, path);
    const item = (this.paths[path] ??= {});
    const { parameters } = operation;
    const described = without(withoutExtensions(operation), 'parameters', 'security');
    const own = list(parameters).map((one) => this.renamed(one, rename));
    const shared = list(baseItem.parameters).map((one) => this.renamed(one, rename));
    const all = [...shared, ...list(item.parameters)];
    const unique = all.filter(
      (one, index) => all.findIndex((other) => this.identity(other) === this.identity(one)) === index,
    );
    if (unique.length > 0) item.parameters = unique;
    for (const name of ['summary', 'description']) {
      if (baseItem[name] !== undefined) item[name] = baseItem[name];
    }
    item[method] = { ...generated, ...described, ...(own.length > 0 ? { parameters: own } : {}) };
  }

  /** Renames a path parameter to its name in the API. */
  private renamed(parameter: Json, rename: Map<string, string>): Json {
    const resolved = this.resolve(parameter);
    const name = resolved.in === 'path' ? rename.get(String(resolved.name)) : undefined;
    return name === undefined || name === resolved.name ? parameter : { ...resolved, name };
  }

  private identity(parameter: Json): string {
    const { name, in: where } = this.resolve(parameter);
    return `${String(where)} ${String(name)}`;
  }

  private resolve(parameter: Json): JsonObject {
    const { $ref: reference } = object(parameter);
    if (typeof reference !== 'string') return object(parameter);
    const name = reference.replace('#/components/parameters/', '');
    return object(object(object(this.base.components).parameters)[name]);
  }
}

function operationName(method: string, path: string): string {
  if (path === '/$default') return '$default';
  return `${method === anyMethod ? 'ANY' : method.toUpperCase()} ${path}`;
}

/** Returns a path without the names of its parameters. */
function shapeOf(path: string): string {
  return path.replace(/\{[^}+]*(\+?)\}/g, '{$1}');
}

/** Maps the parameter names of a path to those of another path that differs only in parameter names. */
function renamesOf(from: string, to: string): Map<string, string> {
  const names = (path: string) => [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
  const youngs = names(to);
  return new Map(names(from).map((name, index) => [name, youngs[index] ?? name]));
}

/** Merges the components. Security schemes come from the API, with descriptions from the user's document. */
function mergeComponents(generated: JsonObject, base: JsonObject): JsonObject {
  const { securitySchemes: described, ...others } = withoutExtensions(base);
  const schemes = Object.entries(object(generated.securitySchemes)).map(([name, scheme]) => {
    const { description } = object(object(described)[name]);
    return [name, { ...object(scheme), ...(description === undefined ? {} : { description }) }];
  });
  return { ...others, ...generated, ...(schemes.length > 0 ? { securitySchemes: Object.fromEntries(schemes) } : {}) };
}

function mergeTags(base: Json[], generated: Json[]): Json | undefined {
  const named = new Map(base.map((tag) => [String(object(tag).name), object(tag)]));
  for (const tag of generated.map(object)) named.set(String(tag.name), { ...named.get(String(tag.name)), ...tag });
  return named.size > 0 ? [...named.values()] : undefined;
}

/** Returns the object without API Gateway extensions. The generated document provides these extensions. */
function withoutExtensions(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith('x-amazon-apigateway-')));
}

/** Returns the object without the given members. */
function without(value: JsonObject, ...names: string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !names.includes(key)));
}

function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
