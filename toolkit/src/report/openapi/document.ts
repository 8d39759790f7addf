import type { JsonObject } from '../../model/template';
import type { Api, ApiModel, Json, Route } from '../../model/types';
import { isUnresolved, textOf } from '../../model/values';
import { labelOf } from '../apis';
import { targetVariantsOf } from '../variants';
import { IntegrationExtensions } from './integrations';
import { Security } from './security';
import { serversOf } from './servers';
import { Names, present, valueOf, type ValueForm } from './values';

export const anyMethod = 'x-amazon-apigateway-any-method';

/** The OpenAPI methods that replace `ANY` in a document without extensions. */
export const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

/** Options for the OpenAPI export. */
export interface OpenApiOptions {
  /** Whether the document contains the extensions that API Gateway needs for an import. The default is true. */
  readonly extensions?: boolean;
  /** The form of values that are known only at deployment: text or intrinsic functions. The default is `text`. */
  readonly form?: ValueForm;
}

/** An OpenAPI document, with notices about parts of the API that the document cannot express. */
export interface OpenApiResult {
  readonly document: JsonObject;
  readonly notices: string[];
}

/** Creates the OpenAPI 3.0.1 document of an HTTP API. */
export function openApiOf(model: ApiModel, api: Api, options: OpenApiOptions = {}): OpenApiResult {
  return new DocumentWriter(model, api, { extensions: true, form: 'text', ...options }).write();
}

class DocumentWriter {
  private readonly notices: string[] = [];
  private readonly security: Security;
  private readonly integrations: IntegrationExtensions;
  private readonly operationIds = new Names(/[^A-Za-z0-9._~-]+/g);

  constructor(
    private readonly model: ApiModel,
    private readonly api: Api,
    private readonly options: Required<OpenApiOptions>,
  ) {
    this.security = new Security(api, options);
    this.integrations = new IntegrationExtensions(api, options.form);
  }

  write(): OpenApiResult {
    const { model, api, options } = this;
    const paths = this.paths();
    const servers = serversOf(model, api);
    const components = present({
      securitySchemes: nonEmpty(this.security.schemes),
      ...(options.extensions ? { 'x-amazon-apigateway-integrations': nonEmpty(this.integrations.shared) } : {}),
    });
    const document = present({
      openapi: '3.0.1',
      info: present({
        title: textOf(api.name) || labelOf(model, api),
        description: api.description === undefined ? undefined : textOf(api.description),
        version: textOf(api.apiVersion) || '1.0',
      }),
      servers: servers.length > 0 ? servers : undefined,
      tags: options.extensions ? this.tags() : undefined,
      paths,
      components: nonEmpty(components),
      ...(options.extensions ? this.extensions() : {}),
    });
    return { document, notices: this.notices };
  }

  /** Returns the API Gateway extensions at the top level of the document. */
  private extensions(): JsonObject {
    const { cors, disableExecuteApiEndpoint: disabled } = this.api;
    return present({
      'x-amazon-apigateway-cors': this.value(cors),
      'x-amazon-apigateway-endpoint-configuration':
        disabled === undefined ? undefined : present({ disableExecuteApiEndpoint: this.value(disabled) }),
      'x-amazon-apigateway-importexport-version': '1.0',
    });
  }

  private tags(): Json | undefined {
    const { tags } = this.api;
    if (tags === undefined || isUnresolved(tags)) return undefined;
    const list = Object.entries(tags).map(([name, value]): Json =>
      present({ name, 'x-amazon-apigateway-tag-value': this.value(value) }),
    );
    return list.length > 0 ? list : undefined;
  }

  private paths(): JsonObject {
    const paths: Record<string, JsonObject> = {};
    for (const route of this.api.routes) {
      const place = this.placeOf(route);
      if (!place) continue;
      const item = (paths[place.path] ??= pathItem(place.path));
      for (const method of place.methods) {
        if (method in item && place.methods.length === 1) {
          this.notices.push(
            `The API has more than one route ${textOf(route.key)}. The document contains only the first one.`,
          );
        } else {
          item[method] ??= this.operation(route, method, place.path);
        }
      }
    }
    return paths;
  }

  /** Returns the path and the methods of a route in the document. */
  private placeOf(route: Route): { path: string; methods: string[] } | undefined {
    const key = textOf(route.key);
    const { extensions } = this.options;
    if (key === '$default') {
      if (extensions) return { path: '/$default', methods: [anyMethod] };
      this.notices.push('The document does not contain the route $default, because OpenAPI has no catch-all route.');
      return undefined;
    }
    const [, method, path] = key.match(/^([A-Z]+) (\/.*)$/s) ?? [];
    if (method === undefined) {
      this.notices.push(
        `The document does not contain the route ${key}, because its method or path is known only at deployment.`,
      );
      return undefined;
    }
    if (method !== 'ANY') return { path, methods: [method.toLowerCase()] };
    return { path, methods: extensions ? [anyMethod] : methods.filter((one) => !this.hasOwnRoute(one, path)) };
  }

  private hasOwnRoute(method: string, path: string): boolean {
    return this.api.routes.some(({ key }) => textOf(key) === `${method.toUpperCase()} ${path}`);
  }

  private operation(route: Route, method: string, path: string): JsonObject {
    const key = textOf(route.key);
    const security = this.security.ofRoute(route);
    if (!security)
      this.notices.push(
        `The document contains no security requirement for ${key}, because the authorizer of the route is not known.`,
      );
    const integration = this.options.extensions ? this.integrations.ofRoute(route) : {};
    if (this.options.extensions && route.integration && Object.keys(integration).length === 0) {
      const condition = targetVariantsOf(route)?.condition.condition;
      const why = condition === undefined ? 'is not known' : `depends on the condition ${condition}`;
      this.notices.push(`The document has no integration for ${key}, because the integration ${why}.`);
    }
    return present({
      operationId: this.operationId(route, method, path),
      responses: { default: { description: `Default response for ${key}` } },
      ...(key === '$default' ? { isDefaultRoute: true } : {}),
      ...security,
      ...integration,
    });
  }

  /**
   * Returns the operation name. In a document without extensions, an operation without a name gets a generated name.
   */
  private operationId({ operationName: name }: Route, method: string, path: string): string | undefined {
    if (name !== undefined) {
      const wanted = textOf(name);
      const id = this.operationIds.unique(wanted);
      if (id !== wanted)
        this.notices.push(
          `The document contains the operation name ${id} instead of ${wanted}, because operation names must be unique.`,
        );
      return id;
    }
    return this.options.extensions ? undefined : this.operationIds.unique(generatedId(method, path));
  }

  private value(value: unknown): Json | undefined {
    return valueOf(value, this.options.form);
  }
}

/** Returns a path item with the path parameters, in the form that API Gateway exports. */
function pathItem(path: string): JsonObject {
  const names = [...new Set([...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name))];
  if (names.length === 0) return {};
  return {
    parameters: names.map((name) => ({
      name,
      in: 'path',
      description: `Generated path parameter for ${name}`,
      required: true,
      schema: { type: 'string' },
    })),
  };
}

/** Generates an operation name, such as `getBooksIsbn` for `GET /books/{isbn}`. */
function generatedId(method: string, path: string): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return method + words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
}

function nonEmpty(object: JsonObject): JsonObject | undefined {
  return Object.keys(object).length > 0 ? object : undefined;
}
