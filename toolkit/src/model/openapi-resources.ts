import type { Context } from './context';
import { sourceOf } from './context';
import { readDocument } from './openapi-document';
import type { Resource } from './resources';
import { isObject, type JsonObject } from './template';
import type { Json, OpenApiSource } from './types';

const anyMethod = 'x-amazon-apigateway-any-method';
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', anyMethod];

/**
 * Adds resources for the routes, integrations and authorizers that API Gateway creates from the OpenAPI document of an
 * API. Returns the location of the document.
 */
export function addOpenApiResources(context: Context, api: Resource): OpenApiSource | undefined {
  const read = readDocument(context, api);
  if (!read) return undefined;
  const { document, source } = read;
  if (document) {
    new Importer(context, api, document).run();
    source.document = context.resolver.resolve(api.stack, document);
  }
  return source;
}

/** Adds the resources that an OpenAPI document defines. */
class Importer {
  private readonly authorizers = new Set<string>();
  /** The operations of each security scheme that is not an authorizer. */
  private readonly ignored = new Map<string, string[]>();

  constructor(
    private readonly context: Context,
    private readonly api: Resource,
    private readonly document: JsonObject,
  ) {}

  run(): void {
    this.describe();
    for (const [path, item] of entries(this.document.paths)) {
      for (const method of methods) {
        const operation = isObject(item) ? item[method] : undefined;
        if (isObject(operation)) this.addRoute(path, method, operation);
      }
    }
    // API Gateway also creates authorizers that no route uses.
    for (const [name, scheme] of this.schemes()) if (isObject(scheme)) this.authorizer(name, scheme);
    this.reportIgnored();
  }

  /** Adds notices about operations that are public although the document specifies a security scheme for them. */
  private reportIgnored(): void {
    for (const [scheme, routes] of this.ignored) {
      this.context.notices.push({
        code: 'SecurityIgnored',
        message: `The security scheme ${scheme} of ${this.api.construct ?? this.api.logicalId} has no x-amazon-apigateway-authorizer, so API Gateway ignores the scheme. Anyone can call ${routes.join(', ')}.`,
        source: sourceOf(this.context, this.api),
      });
    }
  }

  /**
   * Adds the API properties that the document sets, such as the name. Properties of the resource take precedence.
   */
  private describe(): void {
    const { info, tags } = this.document;
    const { title, description, version } = isObject(info) ? info : ({} as JsonObject);
    const endpoint = this.document['x-amazon-apigateway-endpoint-configuration'];
    const cors = this.document['x-amazon-apigateway-cors'];
    const tagged = (Array.isArray(tags) ? tags : []).flatMap((tag) =>
      isObject(tag) && tag['x-amazon-apigateway-tag-value'] !== undefined
        ? [[String(tag.name), tag['x-amazon-apigateway-tag-value']]]
        : [],
    );
    const disabled = isObject(endpoint) ? endpoint.disableExecuteApiEndpoint : undefined;
    this.api.properties = {
      ...present({ Name: title, Description: description, Version: version, DisableExecuteApiEndpoint: disabled }),
      ...(isObject(cors)
        ? { CorsConfiguration: capitalized(cors) }
        : cors === undefined
          ? {}
          : { CorsConfiguration: cors }),
      ...(tagged.length > 0 ? { Tags: Object.fromEntries(tagged) } : {}),
      ProtocolType: 'HTTP',
      ...this.api.properties,
    };
  }

  private addRoute(path: string, method: string, operation: JsonObject): void {
    const isDefault = path === '/$default' || path === '$default';
    const key = isDefault ? '$default' : `${method === anyMethod ? 'ANY' : method.toUpperCase()} ${path}`;
    const pointer = `/paths/${escapePointer(path)}/${method}`;
    const integration = this.integration(pointer, operation['x-amazon-apigateway-integration']);
    this.add('AWS::ApiGatewayV2::Route', pointer, pointer, {
      ...present({ OperationName: operation.operationId }),
      RouteKey: key,
      ...this.authorization(key, operation),
      ...(integration ? { Target: { 'Fn::Join': ['', ['integrations/', { Ref: integration.logicalId }]] } } : {}),
    });
  }

  private authorization(key: string, operation: JsonObject): JsonObject {
    const auth = operation['x-amazon-apigateway-auth'] ?? this.document['x-amazon-apigateway-auth'];
    if (isObject(auth) && String(auth.type).toUpperCase() === 'AWS_IAM') return { AuthorizationType: 'AWS_IAM' };
    const security = operation.security ?? this.document.security;
    const [requirement] = Array.isArray(security) ? security : [];
    const [used] = entries(requirement);
    if (!used) return {};
    const [name, scopes] = used;
    const found = this.schemes().find(([other]) => other === name)?.[1];
    const scheme = isObject(found) ? found : {};
    if (String(scheme['x-amazon-apigateway-authtype']).toLowerCase() === 'awssigv4')
      return { AuthorizationType: 'AWS_IAM' };
    const authorizer = this.authorizer(name, scheme);
    if (!authorizer) {
      this.ignored.set(name, [...(this.ignored.get(name) ?? []), key]);
      return {};
    }
    return {
      AuthorizationType: authorizer.properties.AuthorizerType === 'JWT' ? 'JWT' : 'CUSTOM',
      AuthorizerId: { Ref: authorizer.logicalId },
      ...(Array.isArray(scopes) && scopes.length > 0 ? { AuthorizationScopes: scopes } : {}),
    };
  }

  /** Returns the authorizer of a security scheme, if the scheme has an authorizer. */
  private authorizer(name: string, scheme: JsonObject): Resource | undefined {
    const pointer = schemePointer(name);
    const logicalId = authorizerIdInDocument(this.api.logicalId, name);
    if (this.authorizers.has(name)) return this.context.resources.get(this.api.stack, logicalId);
    const authorizer = scheme['x-amazon-apigateway-authorizer'];
    if (!isObject(authorizer)) return undefined;
    this.authorizers.add(name);
    const { type, identitySource, jwtConfiguration } = authorizer;
    const sources =
      typeof identitySource === 'string' ? identitySource.split(',').map((one) => one.trim()) : identitySource;
    const jwt = isObject(jwtConfiguration) ? jwtConfiguration : undefined;
    const audience = typeof jwt?.audience === 'string' ? [jwt.audience] : jwt?.audience;
    return this.add('AWS::ApiGatewayV2::Authorizer', pointer, pointer, {
      Name: name,
      AuthorizerType: typeof type === 'string' ? type.toUpperCase() : (type ?? null),
      ...present({
        IdentitySource: sources,
        JwtConfiguration: jwt && present({ Issuer: jwt.issuer, Audience: audience }),
        AuthorizerUri: authorizer.authorizerUri,
        AuthorizerCredentialsArn: authorizer.authorizerCredentials,
        AuthorizerPayloadFormatVersion: authorizer.authorizerPayloadFormatVersion,
        AuthorizerResultTtlInSeconds: authorizer.authorizerResultTtlInSeconds,
        EnableSimpleResponses: authorizer.enableSimpleResponses,
        IdentityValidationExpression: authorizer.identityValidationExpression,
      }),
    });
  }

  private integration(pointer: string, value: Json | undefined): Resource | undefined {
    const place = `${pointer}/x-amazon-apigateway-integration`;
    if (!isObject(value)) return undefined;
    if (typeof value.$ref === 'string') {
      const target = value.$ref.replace(/^#/, '');
      const existing = this.context.resources.get(this.api.stack, `${this.api.logicalId}:${target}`);
      return existing ?? this.integrationAt(target, lookUp(this.document, target));
    }
    return this.integrationAt(place, value);
  }

  private integrationAt(pointer: string, value: Json | undefined): Resource | undefined {
    if (!isObject(value)) return undefined;
    const { type, tlsConfig } = value;
    return this.add('AWS::ApiGatewayV2::Integration', pointer, pointer, {
      IntegrationType: typeof type === 'string' ? type.toUpperCase() : (type ?? null),
      ...present({
        IntegrationUri: value.uri,
        IntegrationMethod: value.httpMethod === 'x-amazon-apigateway-any-method' ? 'ANY' : value.httpMethod,
        IntegrationSubtype: value.integrationSubtype,
        ConnectionId: value.connectionId,
        ConnectionType: value.connectionType,
        CredentialsArn: value.credentials,
        Description: value.description,
        PassthroughBehavior: value.passthroughBehavior,
        PayloadFormatVersion: value.payloadFormatVersion,
        RequestParameters: value.requestParameters,
        ResponseParameters: value.responseParameters && responseMappings(value.responseParameters),
        TimeoutInMillis: value.timeoutInMillis,
        TlsConfig: isObject(tlsConfig) ? present({ ServerNameToVerify: tlsConfig.serverNameToVerify }) : undefined,
      }),
    });
  }

  private schemes(): [string, Json][] {
    const { components } = this.document;
    return entries(isObject(components) ? components.securitySchemes : undefined);
  }

  private add(type: string, name: string, pointer: string, properties: JsonObject): Resource {
    return this.context.resources.add(this.api, {
      logicalId: `${this.api.logicalId}:${name}`,
      type,
      properties: { ApiId: { Ref: this.api.logicalId }, ...properties },
      origin: { logicalId: this.api.logicalId, pointer },
    });
  }
}

/** Returns the logical ID of the authorizer that belongs to a security scheme. */
export function authorizerIdInDocument(api: string, scheme: string): string {
  return `${api}:${schemePointer(scheme)}`;
}

function schemePointer(scheme: string): string {
  return `/components/securitySchemes/${escapePointer(scheme)}`;
}

/**
 * Converts response parameters such as `{ "200": { "overwrite:header.x": "a" } }` to the structure in CloudFormation.
 */
function responseMappings(value: Json): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([status, mappings]) => [
      status,
      isObject(mappings)
        ? { ResponseParameters: Object.entries(mappings).map(([Destination, Source]) => ({ Destination, Source })) }
        : mappings,
    ]),
  );
}

function lookUp(document: Json, pointer: string): Json | undefined {
  let value: Json | undefined = document;
  for (const name of pointer.split('/').slice(1)) {
    value = isObject(value) ? value[name.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  }
  return value;
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function entries(value: Json | undefined): [string, Json][] {
  return isObject(value) ? Object.entries(value) : [];
}

function capitalized(object: JsonObject): JsonObject {
  if (Object.keys(object).some((key) => key.startsWith('Fn::'))) return object;
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key[0].toUpperCase() + key.slice(1), value]));
}

function present(object: Record<string, Json | undefined>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as JsonObject;
}
