import { authorizerOf } from './authorizers';
import { elementOf, fieldsOfResource, isLeftOut, resourceIn, sourceOf, type Context } from './context';
import { compact, textFrom, type Fields } from './fields';
import { integrationOf, integrationResponseOf } from './integrations';
import { addOpenApiResources } from './openapi-resources';
import { addQuickCreateResources } from './quick-create';
import type { Resource } from './resources';
import { routeOf, routeResponseOf } from './routes';
import { deploymentOf, stageOf } from './stages';
import { concat } from './texts';
import type { Api, Cors, Element, Link, Model, Source, Text } from './types';
import { textOf } from './values';

/** The APIs of the app, and the APIs of other apps to which this app adds routes or stages. */
export class Apis {
  readonly all: Api[] = [];
  private readonly byId = new Map<string, Api>();
  private readonly imported = new Map<string, Api>();

  constructor(private readonly context: Context) {
    for (const resource of this.ofType('Api')) {
      const openApi = addOpenApiResources(context, resource);
      addQuickCreateResources(context, resource);
      const api = compact<Api>({ ...this.apiOf(resource), openApi });
      this.byId.set(api.id, api);
      this.all.push(api);
    }
    this.addParts();
  }

  /**
   * Returns a link to the API that a string identifies. If `source` is passed, an API of another app is added to the
   * model.
   */
  linkTo(text: Text, source?: Source): Link {
    const reference = resourceIn(text, 'AWS::ApiGatewayV2::Api');
    if (reference && this.byId.has(reference.id)) return { id: reference.id };
    const imported = this.imported.get(textOf(text));
    if (imported) return { id: imported.id };
    return source && !resourceIn(text, 'AWS::ApiGateway::RestApi')
      ? { id: this.import(text, source).id }
      : { external: text };
  }

  /** Returns the API with the given ID. */
  get(id: string): Api | undefined {
    return this.byId.get(id);
  }

  private addParts(): void {
    const { context } = this;
    for (const resource of this.ofType('Authorizer'))
      this.of(resource).authorizers.push(authorizerOf(context, resource));
    for (const resource of this.ofType('Integration'))
      this.of(resource).integrations.push(integrationOf(context, resource));
    for (const resource of this.ofType('Route')) this.of(resource).routes.push(routeOf(context, resource));
    for (const resource of this.ofType('Stage')) {
      const api = this.of(resource);
      api.stages.push(stageOf(context, resource, api.endpoint));
    }
    for (const resource of this.ofType('Model')) this.of(resource).models.push(this.modelOf(resource));
    for (const resource of this.ofType('Deployment'))
      this.of(resource).deployments.push(deploymentOf(context, resource));
    const routes = indexOf(this.all.flatMap((api) => api.routes));
    for (const resource of this.ofType('RouteResponse')) {
      const { route, response } = routeResponseOf(context, resource);
      const owner = routes.get(resourceIn(route, 'AWS::ApiGatewayV2::Route')?.id ?? '');
      if (owner) owner.responses.push(response);
      else this.lost(resource, 'route', route);
    }
    const integrations = indexOf(this.all.flatMap((api) => api.integrations));
    for (const resource of this.ofType('IntegrationResponse')) {
      const { integration, response } = integrationResponseOf(context, resource);
      const owner = integrations.get(resourceIn(integration, 'AWS::ApiGatewayV2::Integration')?.id ?? '');
      if (owner) owner.responses.push(response);
      else this.lost(resource, 'integration', integration);
    }
  }

  /** Returns the API that a resource belongs to, such as the API of a route. */
  private of(resource: Resource): Api {
    const id = apiIdOf(this.context, resource);
    const own = this.byId.get(resourceIn(id, 'AWS::ApiGatewayV2::Api')?.id ?? '');
    if (own) return own;
    const source = sourceOf(this.context, resource);
    const link = this.linkTo(id, source);
    return ('id' in link ? this.byId.get(link.id) : undefined) ?? this.import(id, source);
  }

  private import(apiId: Text, { stack, logicalId }: Source): Api {
    const text = textOf(apiId);
    const api: Api = {
      id: `imported:${text}`,
      source: { stack, logicalId },
      name: apiId,
      protocol: 'UNKNOWN',
      imported: true,
      apiId,
      endpoint: this.endpointOf(stack, 'https', apiId),
      ...parts(),
    };
    this.imported.set(text, api);
    this.byId.set(api.id, api);
    this.all.push(api);
    return api;
  }

  private apiOf(resource: Resource): Api {
    const fields = fieldsOfResource(this.context, resource);
    const protocol = fields.text('ProtocolType');
    const isWebSocket = protocol === 'WEBSOCKET';
    return elementOf<Api>(this.context, resource, {
      name: fields.text('Name') ?? '',
      protocol: protocol === 'HTTP' || isWebSocket ? protocol : 'UNKNOWN',
      imported: false,
      description: fields.text('Description'),
      apiVersion: fields.text('Version'),
      endpoint: this.endpointOf(resource.stack.id, isWebSocket ? 'wss' : 'https', this.idOf(resource)),
      disableExecuteApiEndpoint: fields.boolean('DisableExecuteApiEndpoint'),
      ipAddressType: fields.text('IpAddressType'),
      routeSelectionExpression: fields.text('RouteSelectionExpression'),
      apiKeySelectionExpression: fields.text('ApiKeySelectionExpression'),
      disableSchemaValidation: fields.boolean('DisableSchemaValidation'),
      cors: fields.object('CorsConfiguration', corsOf),
      tags: fields.record('Tags'),
      ...parts(),
    });
  }

  private idOf({ stack, logicalId }: Resource): Text {
    return this.context.resolver.resolve(stack, { Ref: logicalId }) as unknown as Text;
  }

  private endpointOf(stackId: string, scheme: string, id: Text): Text {
    const { resources, resolver } = this.context;
    const stack = resources.assembly.stacks.find((one) => one.id === stackId)!;
    const pseudo = (name: string) => resolver.resolve(stack, { Ref: name }) as unknown as Text;
    return concat([`${scheme}://`, id, '.execute-api.', pseudo('AWS::Region'), '.', pseudo('AWS::URLSuffix')]);
  }

  private modelOf(resource: Resource): Model {
    const fields = fieldsOfResource(this.context, resource);
    return elementOf<Model>(this.context, resource, {
      name: fields.text('Name') ?? '',
      contentType: fields.text('ContentType'),
      description: fields.text('Description'),
      schema: fields.any('Schema') ?? {},
    });
  }

  private lost(resource: Resource, what: string, text: Text): void {
    this.context.notices.push({
      code: 'OwnerNotFound',
      message: `${resource.construct ?? resource.logicalId} belongs to the ${what} ${textOf(text)}, which the app does not define.`,
      source: sourceOf(this.context, resource),
    });
  }

  private ofType(name: string): Resource[] {
    const found = this.context.resources.ofType(`AWS::ApiGatewayV2::${name}`);
    return found.filter((resource) => !isLeftOut(this.context, resource));
  }
}

/** Returns the ID of the API that a resource belongs to, such as the API of a route. */
function apiIdOf({ resolver }: Context, { stack, properties }: Resource): Text {
  return textFrom(resolver.resolve(stack, properties.ApiId) ?? '');
}

function parts(): Pick<Api, 'routes' | 'integrations' | 'authorizers' | 'stages' | 'models' | 'deployments'> {
  return { routes: [], integrations: [], authorizers: [], stages: [], models: [], deployments: [] };
}

function indexOf<T extends Element>(elements: T[]): Map<string, T> {
  return new Map(elements.map((element) => [element.id, element]));
}

function corsOf(fields: Fields): Cors {
  return compact<Cors>({
    allowCredentials: fields.boolean('AllowCredentials'),
    allowHeaders: fields.texts('AllowHeaders'),
    allowMethods: fields.texts('AllowMethods'),
    allowOrigins: fields.texts('AllowOrigins'),
    exposeHeaders: fields.texts('ExposeHeaders'),
    maxAge: fields.number('MaxAge'),
  });
}
