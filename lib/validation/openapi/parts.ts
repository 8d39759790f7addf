import type { Keys, Members, Operation } from './document';
import {
  ANY_METHOD,
  AUTHORIZER,
  EXTENSION,
  INTEGRATION,
  isOpen,
  keysOf,
  membersOf,
  operationsOf,
  partAt,
  pointer,
  requirementsOf,
  schemesOf,
} from './document';
import type { DocumentPart } from './document-view';

const AWS_IAM = 'AWS_IAM';
/** A placeholder for a value that is known only at deployment. */
const UNKNOWN = { 'Fn::Unknown': true };
/** A reference to a pseudo parameter, which API Gateway resolves when it imports a document. */
const PSEUDO_PARAMETER = /\$\{AWS::\w+\}/;

/** Returns the API, routes, integrations and authorizers that API Gateway creates from an OpenAPI document. */
export function partsOf(document: Members): DocumentPart[] {
  return new Parts(document).all;
}

/** Converts the parts of an OpenAPI document to CloudFormation properties. */
class Parts {
  public readonly all: DocumentPart[] = [];
  /** The ID of each integration, by the JSON pointer to the integration. */
  private readonly integrations = new Map<string, string>();
  /** Maps the name of each security scheme to the ID and type of its authorizer. */
  private readonly authorizers = new Map<string, { readonly id: string; readonly type: unknown }>();

  public constructor(private readonly document: Members) {
    this.addApi();
    for (const [name, scheme] of Object.entries(schemesOf(document) ?? {})) {
      this.addAuthorizer(name, membersOf(scheme) ?? {});
    }
    for (const name of Object.keys(membersOf(membersOf(document.components)?.[`${EXTENSION}integrations`]) ?? {})) {
      this.integrationAt(['components', `${EXTENSION}integrations`, name]);
    }
    for (const operation of operationsOf(document)) {
      this.addRoute(operation);
    }
  }

  private add(part: Omit<DocumentPart, 'id'>, id = `${part.kind}${this.all.length}`): string {
    this.all.push({ ...part, id, properties: { ApiId: UNKNOWN, ...(prepared(part.properties) as Members) } });
    return id;
  }

  private addApi(): void {
    const { document } = this;
    const info = membersOf(document.info) ?? {};
    const tags = (Array.isArray(document.tags) ? (document.tags as unknown[]) : [])
      .map((tag) => membersOf(tag) ?? {})
      .filter((tag) => `${EXTENSION}tag-value` in tag && typeof tag.name === 'string')
      .map((tag) => [tag.name, tag[`${EXTENSION}tag-value`]] as [string, unknown]);
    this.add(
      {
        kind: 'api',
        keys: [],
        written: document,
        properties: {
          Name: info.title ?? UNKNOWN,
          Description: info.description,
          Version: info.version,
          ProtocolType: 'HTTP',
          CorsConfiguration: document[`${EXTENSION}cors`],
          Tags: tags.length > 0 ? Object.fromEntries(tags) : undefined,
        },
      },
      'api',
    );
  }

  private addAuthorizer(name: string, scheme: Members): void {
    const written = membersOf(scheme[AUTHORIZER]);
    if (written === undefined) {
      return;
    }
    const keys = ['components', 'securitySchemes', name, AUTHORIZER];
    const { type, identitySource: source, jwtConfiguration: jwt } = written;
    const { issuer, audience, ...others } = membersOf(jwt) ?? {};
    // A security scheme can specify the URL of the discovery document instead of the issuer
    const url = upper(type) === 'JWT' ? scheme.openIdConnectUrl : undefined;
    const implied = typeof url === 'string' ? url.replace(/\/\.well-known\/openid-configuration$/, '') : url && UNKNOWN;
    const configuration = {
      ...others,
      issuer: issuer ?? implied,
      audience: typeof audience === 'string' ? [audience] : audience,
    };
    const id = this.add({
      kind: 'authorizer',
      keys,
      written,
      properties: {
        Name: name,
        AuthorizerType: upper(type),
        IdentitySource: typeof source === 'string' ? source.split(',').map((one) => one.trim()) : source,
        JwtConfiguration: isOpen(jwt) || typeof jwt === 'string' ? jwt : withoutAbsent(configuration),
        AuthorizerUri: written.authorizerUri,
        AuthorizerCredentialsArn: written.authorizerCredentials,
        AuthorizerPayloadFormatVersion: versionText(written.authorizerPayloadFormatVersion),
        AuthorizerResultTtlInSeconds: written.authorizerResultTtlInSeconds,
        EnableSimpleResponses: written.enableSimpleResponses,
      },
    });
    this.authorizers.set(name, { id, type: upper(type) });
  }

  private addRoute({ path, method, members, keys }: Operation): void {
    const isDefault = /^\/?\$default$/.test(path);
    const integration = this.integrationAt([...keys, INTEGRATION]);
    this.add({
      kind: 'route',
      keys,
      written: members,
      properties: {
        RouteKey: isDefault ? '$default' : `${method === ANY_METHOD ? 'ANY' : method.toUpperCase()} ${path}`,
        OperationName: members.operationId,
        Target: integration && `integrations/${integration}`,
        ...this.authorizationOf(members),
      },
    });
  }

  private authorizationOf(operation: Members): Members {
    const auth = membersOf(operation[`${EXTENSION}auth`]) ?? {};
    const [requirement, ...others] = requirementsOf(operation.security ?? this.document.security);
    const schemes = schemesOf(this.document);
    if (auth.type !== undefined || requirement === undefined || others.length > 0 || schemes === undefined) {
      return { AuthorizationType: upper(auth.type) };
    }
    const scheme = membersOf(schemes[requirement.name]) ?? {};
    if (/^awssigv4$/i.test(String(scheme[`${EXTENSION}authtype`]))) {
      return { AuthorizationType: AWS_IAM };
    }
    const authorizer = this.authorizers.get(requirement.name);
    const { scopes } = requirement;
    return authorizer === undefined
      ? {}
      : {
          AuthorizationType: authorizer.type === 'JWT' ? 'JWT' : authorizer.type === 'REQUEST' ? 'CUSTOM' : UNKNOWN,
          AuthorizerId: authorizer.id,
          AuthorizationScopes: Array.isArray(scopes) && scopes.length === 0 ? undefined : scopes,
        };
  }

  /**
   * Returns the ID of the integration at a path in the document. An integration that several operations share is added
   * once.
   */
  private integrationAt(keys: Keys, seen: readonly string[] = []): string | undefined {
    const place = pointer(keys);
    const written = membersOf(partAt(this.document, keys).part);
    const known = this.integrations.get(place);
    if (written === undefined || known !== undefined) {
      return known;
    }
    if (written.$ref !== undefined) {
      const target = typeof written.$ref === 'string' ? keysOf(written.$ref) : undefined;
      return target && !seen.includes(place) ? this.integrationAt(target, [...seen, place]) : undefined;
    }
    const { type, httpMethod, responseParameters } = written;
    const id = this.add({
      kind: 'integration',
      keys,
      written,
      properties: {
        IntegrationType: upper(type),
        IntegrationUri: written.uri,
        IntegrationMethod: httpMethod === ANY_METHOD ? 'ANY' : upper(httpMethod),
        IntegrationSubtype: written.integrationSubtype,
        ConnectionId: written.connectionId,
        ConnectionType: written.connectionType,
        CredentialsArn: written.credentials,
        Description: written.description,
        PayloadFormatVersion: versionText(written.payloadFormatVersion),
        RequestParameters: written.requestParameters,
        ResponseParameters: responsesOf(responseParameters),
        TimeoutInMillis: written.timeoutInMillis,
        TlsConfig: written.tlsConfig,
      },
    });
    this.integrations.set(place, id);
    return id;
  }
}

/** Removes the undefined members of an object. Returns undefined if no member is defined. */
function withoutAbsent(members: Members): Members | undefined {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** Converts a version to a string, because `1.0` without quotes is the number 1 in JSON and YAML. */
function versionText(value: unknown): unknown {
  return typeof value === 'number' && Number.isInteger(value) ? value.toFixed(1) : value;
}

/** Converts a type or method to uppercase, because API Gateway also accepts lowercase letters. */
function upper(value: unknown): unknown {
  return typeof value === 'string' ? value.toUpperCase() : value;
}

/**
 * Converts the response mappings of a document, such as `{ '200': { 'overwrite:header.x': 'a' } }`, to the
 * CloudFormation form.
 */
function responsesOf(value: unknown): unknown {
  const responses = membersOf(value);
  return responses === undefined
    ? value
    : Object.fromEntries(
        Object.entries(responses).map(([status, mapping]) => {
          const entries = Object.entries(membersOf(mapping) ?? {});
          return [
            status,
            membersOf(mapping)
              ? { ResponseParameters: entries.map(([Destination, Source]) => ({ Destination, Source })) }
              : mapping,
          ];
        }),
      );
}

/**
 * Converts strings that contain pseudo parameters to `Fn::Sub`, so that rules treat these strings as known only at
 * deployment.
 */
function prepared(value: unknown): unknown {
  if (typeof value === 'string') {
    return PSEUDO_PARAMETER.test(value) ? { 'Fn::Sub': value } : value;
  }
  if (Array.isArray(value)) {
    return value.map(prepared);
  }
  const members = membersOf(value);
  return members === undefined
    ? (value ?? undefined)
    : Object.fromEntries(Object.entries(members).map(([key, inner]) => [key, prepared(inner)]));
}
