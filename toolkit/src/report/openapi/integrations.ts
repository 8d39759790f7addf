import type { JsonObject } from '../../model/template';
import type { Api, Integration, Json, Link, Route } from '../../model/types';
import { textOf } from '../../model/values';
import { Names, present, valueOf, type ValueForm } from './values';

const section = 'x-amazon-apigateway-integrations';

/**
 * Creates the API Gateway extensions for the integrations of an API. Integrations that several routes share become
 * components.
 */
export class IntegrationExtensions {
  readonly shared: JsonObject = {};
  private readonly references = new Map<string, string>();
  private readonly integrations: Map<string, Integration>;

  constructor(
    private readonly api: Api,
    private readonly form: ValueForm,
  ) {
    this.integrations = new Map(api.integrations.map((integration) => [integration.id, integration]));
    const uses = new Map<string, number>();
    for (const { integration } of api.routes) {
      if (integration && 'id' in integration) uses.set(integration.id, (uses.get(integration.id) ?? 0) + 1);
    }
    const names = new Names();
    for (const integration of api.integrations) {
      if ((uses.get(integration.id) ?? 0) < 2) continue;
      const { construct, logicalId, pointer } = integration.source;
      const name = names.unique(pointer === undefined ? (construct?.split('/').at(-1) ?? logicalId) : 'integration');
      this.references.set(integration.id, `#/components/${section}/${name}`);
      this.shared[name] = this.extension(integration);
    }
  }

  /** Returns the members of an operation that describe the target of its route. */
  ofRoute({ integration: link }: Route): JsonObject {
    if (!link) return {};
    const integration = 'id' in link ? this.integrations.get(link.id) : undefined;
    if (!integration) return {};
    const reference = this.references.get(integration.id);
    const value = reference === undefined ? this.extension(integration) : { $ref: reference };
    return { 'x-amazon-apigateway-integration': value };
  }

  private extension(integration: Integration): JsonObject {
    const { type, target, tlsServerName, responseParameters, vpcLink } = integration;
    const value = (one: unknown) => valueOf(one, this.form);
    return present({
      type: typeof type === 'string' ? type.toLowerCase() : value(type),
      integrationSubtype: value(integration.subtype),
      // API Gateway invokes functions with POST, and its exports contain this method.
      httpMethod: value(integration.method ?? (target.kind === 'function' ? 'POST' : undefined)),
      uri: value(integration.uri),
      connectionType: value(integration.connectionType),
      connectionId: this.connection(vpcLink),
      credentials: value(integration.credentials),
      description: value(integration.description),
      passthroughBehavior: value(integration.passthroughBehavior),
      payloadFormatVersion: value(integration.payloadFormatVersion),
      requestParameters: value(integration.requestParameters),
      responseParameters: value(responseParameters),
      timeoutInMillis: value(integration.timeoutMillis),
      tlsConfig: tlsServerName === undefined ? undefined : present({ serverNameToVerify: value(tlsServerName) }),
    });
  }

  private connection(link: Link | undefined): Json | undefined {
    if (link === undefined) return undefined;
    if ('external' in link) return valueOf(link.external, this.form);
    const [stack, logicalId] = [link.id.slice(0, link.id.indexOf('#')), link.id.slice(link.id.indexOf('#') + 1)];
    const isNear = this.form === 'intrinsics' && stack === this.api.source.stack;
    return isNear ? { Ref: logicalId } : `<${textOf(logicalId)}>`;
  }
}
