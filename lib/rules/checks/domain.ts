import { ERROR_CODES } from '../../private/errors';
import { judgeApiMappingKey, judgeTls } from '../../private/judge-api';
import { judgeRange, prose } from '../../private/judge';
import type { Finding } from '../rule';
import { PAGES, rules } from '../rule';
import type { View } from '../view';
import { targetOf } from '../tokens';
import { member } from '../view';
import type { World } from '../world';
import { together } from '../world';

const DOMAINS = PAGES.guide('http-api-custom-domain-names');
const MAPPINGS = PAGES.guide('http-api-mappings');
const RULES = PAGES.guide('rest-api-routing-rules');
const REST = 'AWS::ApiGateway::RestApi';
const MULTI_LEVEL_MAPPINGS = 200;

/** The mappings of the domain name that a mapping is on, or that is one itself. */
function mappingsOf(domain: unknown, world: World): readonly View[] {
  const all = world.once('mappings', () => {
    const found = new Map<unknown, View[]>();
    for (const mapping of world.all('apiMapping')) {
      const key = domainOf(mapping, world);
      if (key !== undefined) {
        found.set(key, [...(found.get(key) ?? []), mapping]);
      }
    }
    return found;
  });
  return all.get(domain) ?? [];
}

function domainOf(mapping: View, world: World): unknown {
  return world.identity(mapping, 'domainName', 'DomainName');
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
  const others = mappingsOf(domainOf(mapping, world), world);
  const first = others.find((other) => {
    const protocol = protocolOf(other, world);
    return protocol !== undefined && protocol !== 'WEBSOCKET';
  });
  return first && protocolOf(mapping, world) === 'WEBSOCKET'
    ? {
        must: `share its domain name with WebSocket APIs only, and '${first.path}' maps a ${protocolOf(first, world)} API`,
        given: prose('a WebSocket API'),
      }
    : undefined;
}

export const DOMAIN_RULES = rules([
  {
    code: 'DomainTlsUnsupported',
    severity: 'error',
    on: 'domainName',
    property: 'DomainNameConfigurations.SecurityPolicy',
    what: ERROR_CODES.DomainTlsUnsupported,
    why: PAGES.guide('http-api-ciphers'),
    fix: 'Write `TLS_1_2`, which also takes TLS 1.3, or leave it out.',
    check: (domain, world) => {
      // REST APIs, which share these domain names, speak it
      const protocols = mappingsOf(domain.node, world).map((mapping) => protocolOf(mapping, world));
      return protocols.length > 0 && protocols.every((protocol) => protocol === 'REST')
        ? undefined
        : configurations(domain).map((one) => judgeTls(member(one, 'SecurityPolicy')));
    },
  },
  {
    code: 'DomainPolicyUnusual',
    severity: 'warning',
    on: 'domainName',
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
        (mapping) => mapping.condition === undefined && mapping.text('ApiMappingKey')?.includes('/'),
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
        !domain.lacks('MutualTlsAuthentication') &&
        (disabled === undefined || String(disabled) === 'false')
        ? {
            must: 'be the only way to an API that asks for certificates',
            given: prose(`the default endpoint of '${api.path}' too`),
          }
        : undefined;
    },
  },
  {
    code: 'RoutingRulePriorityInvalid',
    severity: 'error',
    on: 'routingRule',
    property: 'Priority',
    what: 'The priority of a routing rule is not a whole number from 1 to 1,000,000.',
    why: RULES,
    fix: 'Write 1 to 1,000,000; the lowest comes first.',
    check: (rule) => judgeRange(rule.number('Priority'), 1, 1_000_000, { whole: true }),
  },
  {
    code: 'RoutingRulePriorityDuplicate',
    severity: 'error',
    on: 'routingRule',
    property: 'Priority',
    what: 'Two routing rules of a domain name have one priority.',
    why: RULES,
    fix: 'Give each rule of a domain name a priority of its own.',
    check: (rule, world) => {
      const priority = rule.number('Priority');
      const domain = world.identity(rule, 'domainName', 'DomainNameArn');
      const first = world
        .all('routingRule')
        .find(
          (other) =>
            priority !== undefined &&
            domain !== undefined &&
            other.number('Priority') === priority &&
            world.identity(other, 'domainName', 'DomainNameArn') === domain &&
            together(other, rule),
        );
      return first && first !== rule
        ? {
            must: `differ from those of the other rules of the domain name, and '${first.path}' has it`,
            given: priority,
          }
        : undefined;
    },
  },
  {
    code: 'RoutingRuleActionInvalid',
    severity: 'error',
    on: 'routingRule',
    property: 'Actions',
    what: 'A routing rule does not have exactly one action.',
    why: RULES,
    fix: 'Write one action, and a rule for each other one.',
    check: (rule) => {
      const count = rule.lacks('Actions') ? 0 : rule.list('Actions')?.length;
      return count === undefined || count === 1 ? undefined : { must: 'be exactly one', given: count };
    },
  },
  {
    code: 'RoutingRuleConditionsInvalid',
    severity: 'error',
    on: 'routingRule',
    property: 'Conditions',
    what: 'A routing rule has more than two conditions on headers, or more than one on the path.',
    why: RULES,
    fix: 'Write at most two header conditions and one path condition, and a rule for each other one.',
    check: (rule) => {
      const count = (name: string) =>
        rule.list('Conditions')?.filter((condition) => member(condition, name) !== undefined).length ?? 0;
      const [headers, paths] = [count('MatchHeaders'), count('MatchBasePaths')];
      return headers > 2 || paths > 1
        ? {
            must: 'be at most two on headers and one on the path',
            given: prose(`${headers} on headers, ${paths} on the path`),
          }
        : undefined;
    },
  },
]);
