import type { Api, ApiMapping, DomainName, Stage } from '../../model/types';
import type { GatewayContext, GatewayRequest, StagedRequest } from '../contracts';
import { newRequestId } from '../ids';
import { pathOf } from '../names';
import { decodePath, parseQuery } from './decoding';
import { Rejection } from './errors';
import { receivedHeaders } from './headers';
import type { Truststores } from './truststores';
import { disabledEndpointStatus, isFirstSegment, rawPathWithMapping } from './undocumented/routing';

/** The API and the stage of a request. */
interface Choice {
  readonly api: Api;
  readonly stage: Stage;
  readonly stageName: string;
  readonly rawPath: string;
  readonly routePath: string;
  readonly domain?: StagedRequest['domain'];
}

/** Chooses the API and the stage of a request from its host and path, for default endpoints and custom domains. */
export class Stages {
  private readonly apis = new Map<string, Api>();
  private readonly domains = new Map<string, DomainName>();

  constructor(
    private readonly context: GatewayContext,
    private readonly truststores: Truststores,
  ) {
    const { model, values } = context;
    for (const api of model.apis) this.apis.set(this.hostOf(api), api);
    for (const domain of model.domainNames) {
      const name = values.textIfKnown(domain.name);
      if (name !== undefined) this.domains.set(name.toLowerCase(), domain);
    }
  }

  /** The host of the default endpoint of an API. */
  hostOf(api: Api): string {
    const { values } = this.context;
    return `${values.apiId(api)}.execute-api.${values.region(api.source.stack)}.amazonaws.com`;
  }

  /** The hosts of default endpoints and custom domains. The first label of a host can be `*`. */
  get hosts(): string[] {
    return [...this.apis.keys(), ...this.domains.keys()];
  }

  /** The URL of a stage on the default endpoint, without a trailing slash. */
  urlOf(api: Api, stageName: string): string {
    return `https://${this.hostOf(api)}${stageName === '$default' ? '' : `/${stageName}`}`;
  }

  /** Chooses the API and the stage of a request. Throws a `Rejection` if no API or stage matches the request. */
  choose(request: GatewayRequest): StagedRequest {
    const { values, clock } = this.context;
    const choice = this.choiceOf(request);
    const { api, stage } = choice;
    const time = clock.now();
    return {
      ...choice,
      request,
      requestId: newRequestId(),
      time,
      accountId: values.account(api.source.stack),
      apiId: values.apiId(api),
      region: values.region(api.source.stack),
      fullPath: request.path,
      headers: receivedHeaders(request, time),
      queryParameters: parseQuery(request.query),
      stageVariables: values.record(stage.variables, `The stage variables of ${pathOf(stage)}`),
    };
  }

  private choiceOf(request: GatewayRequest): Choice {
    const path = decodePath(request.path);
    const api = this.apis.get(request.host);
    if (api) return this.onDefaultEndpoint(api, path, request.method);
    const domain = this.domains.get(request.host) ?? this.domains.get(request.host.replace(/^[^.]+/, '*'));
    if (domain) return this.onDomain(domain, request, path);
    throw new Rejection(403, `The host ${request.host} does not belong to an API or a custom domain of the app.`);
  }

  private onDefaultEndpoint(api: Api, path: string, method: string): Choice {
    if (this.isDisabled(api)) {
      throw new Rejection(
        disabledEndpointStatus,
        `The default endpoint of ${pathOf(api)} is disabled. Send the request to a custom domain name.`,
      );
    }
    const [, first] = path.split('/', 2);
    const named = first === '$default' ? undefined : this.stageNamed(api, first);
    if (named) {
      return { api, stage: named, stageName: first, rawPath: path, routePath: path.slice(first.length + 1) || '/' };
    }
    const stage = this.stageNamed(api, '$default');
    if (!stage) {
      const names = api.stages.map(({ name }) => this.context.values.textIfKnown(name)).join(', ') || 'none';
      const reason = `${pathOf(api)} has neither the stage ${first} nor a $default stage. Stages: ${names}.`;
      throw new Rejection(404, reason, { message: unknownStageMessage(api, method, path) });
    }
    return { api, stage, stageName: '$default', rawPath: path, routePath: path };
  }

  private onDomain(domainName: DomainName, request: GatewayRequest, path: string): Choice {
    const { values, model } = this.context;
    const untrusted = this.truststores.problemOf(domainName, request);
    if (untrusted !== undefined) throw new Rejection(403, untrusted);
    const mode = values.textIfKnown(domainName.routingMode) ?? 'API_MAPPING_ONLY';
    if (mode !== 'API_MAPPING_ONLY') {
      throw new Rejection(
        500,
        `The domain ${request.host} has the routing mode ${mode}, which the local gateway does not support.`,
      );
    }
    const mapping = this.mappingFor(domainName, path);
    if (!mapping) throw new Rejection(404, `No API mapping of the domain ${request.host} matches the path ${path}.`);
    const link = mapping.api;
    const api = 'id' in link ? model.apis.find(({ id }) => id === link.id) : undefined;
    if (!api)
      throw new Rejection(
        500,
        `The API mapping ${pathOf(mapping)} refers to an API that is not part of the app or the stack.`,
      );
    const stageName = values.text(mapping.stage, `The stage of the API mapping ${pathOf(mapping)}`);
    const stage = this.stageNamed(api, stageName);
    if (!stage)
      throw new Rejection(
        404,
        `The API mapping ${pathOf(mapping)} refers to the stage ${stageName}, which does not exist.`,
      );
    const basePath = this.keyOf(mapping);
    const below = basePath === '' ? path : path.slice(basePath.length + 1);
    // On some domains, API Gateway compares the API mapping key as a string prefix of the path, so the rest of the path
    // can start in the middle of a segment.
    const rest = below === '' || below.startsWith('/') ? below : `/${below}`;
    const rawPath = rawPathWithMapping(stageName, rest);
    const domain = { domainName, mapping, basePath };
    return { api, stage, stageName, rawPath, routePath: rest || '/', domain };
  }

  /** The API mapping with the longest key that matches a path, or the mapping without a key. */
  private mappingFor({ mappings }: DomainName, path: string): ApiMapping | undefined {
    const multiLevel = mappings.some((mapping) => this.keyOf(mapping).includes('/'));
    const rest = path.slice(1);
    return mappings
      .filter((mapping) => {
        const key = this.keyOf(mapping);
        return key === '' || (multiLevel ? rest.startsWith(key) : isFirstSegment(key, rest));
      })
      .sort((a, b) => this.keyOf(b).length - this.keyOf(a).length)[0];
  }

  private keyOf({ key, ...mapping }: ApiMapping): string {
    return this.context.values.text(key, `The key of the API mapping ${pathOf(mapping)}`);
  }

  private stageNamed(api: Api, name: string): Stage | undefined {
    return api.stages.find((stage) => this.context.values.textIfKnown(stage.name) === name);
  }

  private isDisabled({ disableExecuteApiEndpoint, ...api }: Api): boolean {
    if (disableExecuteApiEndpoint === undefined) return false;
    const what = `disableExecuteApiEndpoint of ${pathOf(api)}`;
    return String(this.context.values.value(disableExecuteApiEndpoint, what)) === 'true';
  }
}

/**
 * The error message for a request to `@connections` of an unknown stage. The result is undefined for all other
 * requests, which get the default message.
 */
function unknownStageMessage({ protocol }: Api, method: string, path: string): string | undefined {
  if (protocol !== 'WEBSOCKET' || !path.includes('/@connections/')) return undefined;
  return `No method found matching route ${path.slice(1)} for http method ${method}`;
}
