import type { LocalGateway } from '../gateway/gateway';
import { pathOf } from '../gateway/names';
import { PlaceholderValues } from '../gateway/values';
import type { Api, ApiModel, DomainName } from '../model/types';

/** The local address of a stage, and its address in the gateway. */
export interface Address {
  readonly api: Api;
  readonly stage: string;
  /** The path prefix of the stage's local URLs, such as `/bookstore/live`. */
  readonly prefix: string;
  /**
   * The host of the stage in the gateway: the default endpoint, or a custom domain name if the default endpoint is
   * disabled.
   */
  readonly host: string;
  /** The path of the stage at `host`, such as `/live`. Empty for the root. */
  readonly base: string;
}

/** A stage that a custom domain name maps to. */
export interface DomainAddress {
  readonly api: Api;
  readonly stage: string;
  readonly domainName: string;
  /** The path of the API mapping, such as `/v1`. Empty if no mapping key is set. */
  readonly base: string;
}

/** The host and path of a request in the gateway. */
export interface GatewayAddress {
  readonly host: string;
  readonly path: string;
}

/**
 * The addresses of an app: local URLs, which have a path prefix for each API and stage, and URLs with custom domain
 * names.
 */
export class Addresses {
  readonly stages: readonly Address[];
  readonly domains: readonly DomainAddress[];
  private readonly hosts: ReadonlySet<string>;
  private readonly wildcards: readonly string[];
  private readonly byName: ReadonlyMap<string, Api>;

  constructor(
    model: ApiModel,
    private readonly gateway: LocalGateway,
  ) {
    const values = new PlaceholderValues(model);
    const text = (value: Parameters<typeof values.textIfKnown>[0]) => values.textIfKnown(value);
    const names = namesOf(model.apis, text);
    this.byName = new Map([...names].map(([api, name]) => [name, api]));
    this.domains = model.domainNames.flatMap((domain) => domainAddresses(domain, model.apis, text));
    const domainNames = model.domainNames.flatMap(({ name }) => text(name)?.toLowerCase() ?? []);
    this.wildcards = domainNames.filter((name) => name.startsWith('*.')).map((name) => name.slice(1));
    this.hosts = new Set([...domainNames, ...model.apis.map((api) => this.hostOf(api))]);
    this.stages = model.apis.flatMap((api) =>
      api.stages.flatMap((stage) => {
        const name = text(stage.name);
        if (name === undefined) return [];
        const path = name === '$default' ? '' : `/${name}`;
        const usable = this.domains.find(
          (one) => one.api === api && one.stage === name && !needsCertificate(model, one),
        );
        const byDomain = text(api.disableExecuteApiEndpoint as never) === 'true' && usable;
        const target = byDomain
          ? { host: usable.domainName, base: usable.base }
          : { host: this.hostOf(api), base: path };
        return [{ api, stage: name, prefix: `/${names.get(api)!}${path}`, ...target }];
      }),
    );
  }

  /** Whether a host is a custom domain name or a default endpoint of the app. */
  isHost(host: string): boolean {
    return this.hosts.has(host) || this.wildcards.some((suffix) => host.endsWith(suffix));
  }

  /** Returns the host and path in the gateway for the path of a local URL. `undefined` if no API has the prefix. */
  resolve(path: string): GatewayAddress | undefined {
    const [, name = '', first = ''] = path.split('/');
    const api = this.byName.get(name);
    if (api === undefined) return undefined;
    const own = this.stages.filter((stage) => stage.api === api);
    const stage =
      own.find((one) => one.stage === first && first !== '$default') ?? own.find((one) => one.stage === '$default');
    // If the path does not match any stage, the gateway responds with an error and logs the reason.
    const { prefix, host, base } = stage ?? { prefix: `/${name}`, host: this.hostOf(api), base: '' };
    return { host, path: `${base}${path.slice(prefix.length)}` || '/' };
  }

  private hostOf(api: Api): string {
    return new URL(this.gateway.api(api.id).endpoint).hostname;
  }
}

type TextOf = (value: Parameters<PlaceholderValues['textIfKnown']>[0]) => string | undefined;

/**
 * Returns the first path segment of each API: the name of the API, or the construct path of the API if several APIs
 * have the same name.
 */
function namesOf(apis: readonly Api[], text: TextOf): Map<Api, string> {
  const segment = (value: string) => value.replace(/[^A-Za-z0-9._~-]+/g, '-').replace(/^[-.]+|-+$/g, '') || 'api';
  const names = apis.map((api) => segment(text(api.name) || pathOf(api).split('/').at(-1)!));
  const taken = new Set<string>();
  return new Map(
    apis.map((api, index) => {
      const isUnique = names.indexOf(names[index]) === names.lastIndexOf(names[index]);
      const wanted = isUnique ? names[index] : segment(pathOf(api));
      let name = wanted;
      for (let count = 2; taken.has(name); count++) name = `${wanted}-${count}`;
      taken.add(name);
      return [api, name];
    }),
  );
}

function domainAddresses(domain: DomainName, apis: readonly Api[], text: TextOf): DomainAddress[] {
  const domainName = text(domain.name)?.toLowerCase();
  return domain.mappings.flatMap((mapping) => {
    const { api: link } = mapping;
    const api = 'id' in link ? apis.find(({ id }) => id === link.id) : undefined;
    const [stage, key] = [text(mapping.stage), text(mapping.key)];
    if (api === undefined || domainName === undefined || stage === undefined || key === undefined) return [];
    return [{ api, stage, domainName, base: key === '' ? '' : `/${key}` }];
  });
}

function needsCertificate({ domainNames }: ApiModel, { domainName }: DomainAddress): boolean {
  return domainNames.some(({ name, mutualTls }) => mutualTls !== undefined && name === domainName);
}
