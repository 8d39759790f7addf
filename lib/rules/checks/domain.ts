import { ERROR_CODES } from '../../private/errors';
import { judgeApiMappingKey, judgeTls } from '../../private/judge-api';
import { prose } from '../../private/judge';
import type { Finding } from '../rule';
import { PAGES, rules } from '../rule';
import type { View } from '../view';
import { targetOf } from '../tokens';
import { member, placeOf, together } from '../view';
import type { World } from '../world';
import { TYPES } from '../world';

const DOMAINS = PAGES.guide('http-api-custom-domain-names');
const MAPPINGS = PAGES.guide('http-api-mappings');
const REST = 'AWS::ApiGateway::RestApi';
const NAMES = { HTTP: 'an HTTP', REST: 'a REST', WEBSOCKET: 'a WebSocket' };
const MULTI_LEVEL_MAPPINGS = 200;

/** The API mappings of a domain name, or the base paths of REST APIs. */
function mappingsOf(
  domain: unknown,
  world: World,
  kind: 'apiMapping' | 'basePathMapping' = 'apiMapping',
): readonly View[] {
  const all = world.once(kind, () => {
    const found = new Map<unknown, View[]>();
    for (const mapping of world.all(kind)) {
      const key = domainOf(mapping, world);
      const known = found.get(key);
      if (known) {
        known.push(mapping);
      } else if (key !== undefined) {
        found.set(key, [mapping]);
      }
    }
    return found;
  });
  return all.get(domain) ?? [];
}

/** The domain name of a mapping: the resource, also where the mapping has it by its name, or a name. */
function domainOf(mapping: View, world: World): unknown {
  const name = mapping.text('DomainName');
  if (name === undefined) {
    return mapping.target(TYPES.domainName, 'DomainName');
  }
  const own = world.once('domain names', () => {
    return new Map(world.all('domainName').map((one) => [`${placeOf(one)}/${one.text('DomainName')}`, one.node]));
  });
  const key = `${placeOf(mapping)}/${name}`;
  return own.get(key) ?? key;
}

/** What kinds of APIs are mapped to a domain name, with the mappings; base paths are of REST APIs. */
export function protocolsOn(domain: unknown, world: World): [View, keyof typeof NAMES | undefined][] {
  const mappings = mappingsOf(domain, world).map((one): [View, keyof typeof NAMES | undefined] => [
    one,
    protocolOf(one, world),
  ]);
  return [...mappings, ...mappingsOf(domain, world, 'basePathMapping').map((one): [View, 'REST'] => [one, 'REST'])];
}

function keyOf(mapping: View): string | undefined {
  return mapping.lacks('ApiMappingKey') ? '' : mapping.text('ApiMappingKey');
}

/** What kind of API a mapping leads to, as far as this app knows. */
function protocolOf(mapping: View, world: World): 'HTTP' | 'WEBSOCKET' | 'REST' | undefined {
  return targetOf(mapping.value('ApiId'), REST) ? 'REST' : world.protocolOf(mapping);
}

function configurations(domain: View): readonly unknown[] {
  return domain.list('DomainNameConfigurations') ?? [];
}

function duplicate(mapping: View, world: World): Finding | undefined {
  const key = keyOf(mapping);
  const first = mappingsOf(domainOf(mapping, world), world).find(
    (other) => key !== undefined && keyOf(other) === key && together(other, mapping),
  );
  return first && first !== mapping
    ? { must: `differ from those of the other mappings of the domain name, and '${first.path}' has it`, given: key }
    : undefined;
}

function mixed(mapping: View, world: World): Finding | undefined {
  if (protocolOf(mapping, world) !== 'WEBSOCKET') {
    return undefined;
  }
  const [first, protocol] =
    protocolsOn(domainOf(mapping, world), world).find(
      ([other, kind]) => kind !== undefined && kind !== 'WEBSOCKET' && together(other, mapping),
    ) ?? [];
  return (
    first && {
      must: `have WebSocket APIs only, and '${first.path}' maps ${NAMES[protocol ?? 'HTTP']} API to it`,
      given: prose('a WebSocket API beside it'),
    }
  );
}

export const DOMAIN_RULES = rules([
  {
    code: 'DomainTlsUnsupported',
    severity: 'error',
    on: 'domainName',
    needs: 'DomainNameConfigurations',
    property: 'DomainNameConfigurations.SecurityPolicy',
    what: ERROR_CODES.DomainTlsUnsupported,
    why: PAGES.guide('http-api-ciphers'),
    fix: 'Write `TLS_1_2`, which also takes TLS 1.3, or leave it out.',
    check: (domain, world) => {
      // REST APIs, which share these domain names, speak it
      const protocols = protocolsOn(domain.node, world).map(([, protocol]) => protocol);
      return protocols.length > 0 && !protocols.some((protocol) => protocol === 'HTTP' || protocol === 'WEBSOCKET')
        ? undefined
        : configurations(domain).map((one) => judgeTls(member(one, 'SecurityPolicy')));
    },
  },
  {
    code: 'DomainPolicyUnusual',
    severity: 'warning',
    on: 'domainName',
    needs: 'DomainNameConfigurations',
    property: 'DomainNameConfigurations.SecurityPolicy',
    what: 'A domain name has a security policy that takes no HTTP APIs and no mutual TLS.',
    why: PAGES.guide('http-api-ciphers'),
    fix: 'Write `TLS_1_2` where HTTP or WebSocket APIs are mapped.',
    check: (domain) =>
      configurations(domain).map((one) => {
        const policy = member(one, 'SecurityPolicy');
        return typeof policy === 'string' && policy.startsWith('SecurityPolicy_')
          ? { must: 'be TLS_1_2 for HTTP and WebSocket APIs', given: policy }
          : undefined;
      }),
  },
  {
    code: 'DomainEndpointEdge',
    severity: 'warning',
    on: 'domainName',
    needs: 'DomainNameConfigurations',
    property: 'DomainNameConfigurations.EndpointType',
    what: 'A domain name of HTTP or WebSocket APIs is edge-optimized, which only REST APIs are.',
    why: DOMAINS,
    fix: 'Write `REGIONAL`.',
    check: (domain) =>
      configurations(domain).map((one) =>
        member(one, 'EndpointType') === 'EDGE'
          ? { must: 'be REGIONAL for HTTP and WebSocket APIs', given: 'EDGE' }
          : undefined,
      ),
  },
  {
    code: 'ApiMappingKeyInvalid',
    severity: 'error',
    on: 'apiMapping',
    needs: 'ApiMappingKey',
    property: 'ApiMappingKey',
    what: ERROR_CODES.ApiMappingKeyInvalid,
    why: MAPPINGS,
    fix: "Write at most 300 letters, digits and $-_.+!*'()/",
    check: (mapping) => judgeApiMappingKey(mapping.text('ApiMappingKey')),
  },
  {
    code: 'ApiMappingKeyOfSeveralLevels',
    severity: 'warning',
    on: 'apiMapping',
    protocol: 'WEBSOCKET',
    needs: 'ApiMappingKey',
    property: 'ApiMappingKey',
    what: 'A WebSocket API is mapped to a key with a slash, which only HTTP and REST APIs have.',
    why: MAPPINGS,
    fix: 'Write a key of one level.',
    check: (mapping) => {
      const key = mapping.text('ApiMappingKey');
      return key?.includes('/')
        ? {
            must: 'have no slash for a WebSocket API',
            given: key,
            instead: `Did you mean '${key.replaceAll('/', '-')}'?`,
          }
        : undefined;
    },
  },
  {
    code: 'ApiMappingDuplicate',
    severity: 'error',
    on: 'apiMapping',
    property: 'ApiMappingKey',
    what: 'Two mappings of a domain name have one key, or both have none.',
    why: MAPPINGS,
    fix: 'Give each mapping of a domain name a key of its own; one may have none and takes what the others leave.',
    check: duplicate,
  },
  {
    code: 'DomainSharedWithWebSocket',
    severity: 'error',
    on: 'apiMapping',
    property: 'DomainName',
    what: 'A WebSocket API shares a domain name with an HTTP or REST API.',
    why: PAGES.guide('websocket-api-custom-domain-names'),
    fix: 'Give the WebSocket API a domain name of its own, such as ws.example.com.',
    check: mixed,
  },
  {
    code: 'TooManyMultiLevelMappings',
    severity: 'error',
    on: 'domainName',
    property: 'The number of mappings of several levels',
    what: 'A domain name has more than 200 API mappings of several levels.',
    why: PAGES.guide('limits'),
    fix: 'Use keys of one level, or a second domain name.',
    check: (domain, world) => {
      const count = mappingsOf(domain.node, world).filter(
        (mapping) => mapping.isCertain && mapping.text('ApiMappingKey')?.includes('/'),
      ).length;
      return count > MULTI_LEVEL_MAPPINGS ? { must: `be at most ${MULTI_LEVEL_MAPPINGS}`, given: count } : undefined;
    },
  },
  {
    code: 'MutualTlsBypassed',
    severity: 'warning',
    on: 'apiMapping',
    property: 'DomainName',
    what: 'A domain name asks clients for certificates, but its API also answers under its default endpoint, which asks for none.',
    why: PAGES.guide('http-api-mutual-tls'),
    fix: 'Write `disableExecuteApiEndpoint: true` for the API.',
    check: (mapping, world) => {
      const domain = world.follow(mapping, 'domainName', 'DomainName');
      const api = world.apiOf(mapping)?.api;
      const disabled = api?.value('DisableExecuteApiEndpoint');
      return domain &&
        api &&
        domain.entries('MutualTlsAuthentication').length > 0 &&
        (disabled === undefined || String(disabled) === 'false')
        ? {
            must: 'be the only way to an API that asks for certificates',
            given: prose(`the default endpoint of '${api.path}' too`),
          }
        : undefined;
    },
  },
]);
