import { ERROR_CODES } from '../errors';
import { judgeApiMappingKey, judgeTls } from '../constraints/api';
import { described } from '../message';
import type { Finding } from '../engine/rule';
import { PAGES } from '../declaration';
import { rules } from '../engine/rule';
import type { ResourceView } from '../engine/resource-view';
import { targetOf } from '../engine/resolve';
import { member, environmentOf, areDeployedTogether } from '../engine/resource-view';
import type { ResourceIndex } from '../engine/resource-index';
import { TYPES } from '../engine/kinds';

const DOMAINS = PAGES.guide('http-api-custom-domain-names');
const MAPPINGS = PAGES.guide('http-api-mappings');
const REST = 'AWS::ApiGateway::RestApi';
const NAMES = { HTTP: 'an HTTP', REST: 'a REST', WEBSOCKET: 'a WebSocket' };
const MULTI_LEVEL_MAPPINGS = 200;

/** The API mappings of a domain name, or the base paths of REST APIs. */
function mappingsOf(
  domain: unknown,
  index: ResourceIndex,
  kind: 'apiMapping' | 'basePathMapping' = 'apiMapping',
): readonly ResourceView[] {
  const all = index.memoize(kind, () => {
    const found = new Map<unknown, ResourceView[]>();
    for (const mapping of index.all(kind)) {
      const key = domainOf(mapping, index);
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
function domainOf(mapping: ResourceView, index: ResourceIndex): unknown {
  const name = mapping.text('DomainName');
  if (name === undefined) {
    return mapping.target(TYPES.domainName, 'DomainName');
  }
  const own = index.memoize('domain names', () => {
    return new Map(index.all('domainName').map((one) => [`${environmentOf(one)}/${one.text('DomainName')}`, one.node]));
  });
  const key = `${environmentOf(mapping)}/${name}`;
  return own.get(key) ?? key;
}

/** What kinds of APIs are mapped to a domain name, with the mappings; base paths are of REST APIs. */
export function protocolsOn(domain: unknown, index: ResourceIndex): [ResourceView, keyof typeof NAMES | undefined][] {
  const mappings = mappingsOf(domain, index).map((one): [ResourceView, keyof typeof NAMES | undefined] => [
    one,
    protocolOf(one, index),
  ]);
  return [
    ...mappings,
    ...mappingsOf(domain, index, 'basePathMapping').map((one): [ResourceView, 'REST'] => [one, 'REST']),
  ];
}

function keyOf(mapping: ResourceView): string | undefined {
  return mapping.lacks('ApiMappingKey') ? '' : mapping.text('ApiMappingKey');
}

/** What kind of API a mapping leads to, as far as this app knows. */
function protocolOf(mapping: ResourceView, index: ResourceIndex): 'HTTP' | 'WEBSOCKET' | 'REST' | undefined {
  return targetOf(mapping.value('ApiId'), REST) ? 'REST' : index.protocolOf(mapping);
}

function configurations(domain: ResourceView): readonly unknown[] {
  return domain.list('DomainNameConfigurations') ?? [];
}

function duplicate(mapping: ResourceView, index: ResourceIndex): Finding | undefined {
  const key = keyOf(mapping);
  const first = mappingsOf(domainOf(mapping, index), index).find(
    (other) => key !== undefined && keyOf(other) === key && areDeployedTogether(other, mapping),
  );
  return first && first !== mapping
    ? { must: `differ from those of the other mappings of the domain name, and '${first.path}' has it`, given: key }
    : undefined;
}

function mixed(mapping: ResourceView, index: ResourceIndex): Finding | undefined {
  if (protocolOf(mapping, index) !== 'WEBSOCKET') {
    return undefined;
  }
  const [first, protocol] =
    protocolsOn(domainOf(mapping, index), index).find(
      ([other, kind]) => kind !== undefined && kind !== 'WEBSOCKET' && areDeployedTogether(other, mapping),
    ) ?? [];
  return (
    first && {
      must: `have WebSocket APIs only, and '${first.path}' maps ${NAMES[protocol ?? 'HTTP']} API to it`,
      given: described('a WebSocket API beside it'),
    }
  );
}

export const DOMAIN_RULES = rules([
  {
    code: 'DomainTlsUnsupported',
    severity: 'error',
    evidence: 'observed',
    source:
      '"TLS_1_0 is not supported for APIGatewayV2 domainName." No counter-example; rejected whatever is mapped (terraform-provider-aws#37869; aws/chalice#1255)',
    on: 'domainName',
    needs: 'DomainNameConfigurations',
    property: 'DomainNameConfigurations.SecurityPolicy',
    summary: ERROR_CODES.DomainTlsUnsupported,
    page: PAGES.guide('http-api-ciphers'),
    fix: 'Write `TLS_1_2`, which also takes TLS 1.3, or leave it out.',
    check: (domain, index) => {
      // REST APIs, which share these domain names, speak it
      const protocols = protocolsOn(domain.node, index).map(([, protocol]) => protocol);
      return protocols.length > 0 && !protocols.some((protocol) => protocol === 'HTTP' || protocol === 'WEBSOCKET')
        ? undefined
        : configurations(domain).map((one) => judgeTls(member(one, 'SecurityPolicy')));
    },
  },
  {
    code: 'DomainPolicyUnusual',
    severity: 'warning',
    evidence: 'documented',
    source: 'enhanced policies are for REST (http-api-ciphers)',
    on: 'domainName',
    needs: 'DomainNameConfigurations',
    property: 'DomainNameConfigurations.SecurityPolicy',
    summary: 'A domain name has a security policy that takes no HTTP APIs and no mutual TLS.',
    page: PAGES.guide('http-api-ciphers'),
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
    evidence: 'observed',
    source:
      '"EDGE endpoint type is not supported for APIGatewayV2 domainName" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-domain-endpoint-type-regional; floci ApiGatewayV2DomainNameIntegrationTest (measured))',
    on: 'domainName',
    needs: 'DomainNameConfigurations',
    property: 'DomainNameConfigurations.EndpointType',
    summary: 'A domain name of HTTP or WebSocket APIs is edge-optimized, which only REST APIs are.',
    page: DOMAINS,
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
    evidence: 'observed',
    source:
      '"An ApiMapping key may contain only letters, numbers and one of $-_.+!*\'(),"; 300 documented (aws/aws-cdk#8983; http-api-mappings)',
    on: 'apiMapping',
    needs: 'ApiMappingKey',
    property: 'ApiMappingKey',
    summary: ERROR_CODES.ApiMappingKeyInvalid,
    page: MAPPINGS,
    fix: "Write at most 300 letters, digits and $-_.+!*'()/",
    check: (mapping) => judgeApiMappingKey(mapping.text('ApiMappingKey')),
  },
  {
    code: 'ApiMappingKeyOfSeveralLevels',
    severity: 'warning',
    evidence: 'documented',
    source: 'HTTP and REST only (http-api-mappings)',
    on: 'apiMapping',
    protocol: 'WEBSOCKET',
    needs: 'ApiMappingKey',
    property: 'ApiMappingKey',
    summary: 'A WebSocket API is mapped to a key with a slash, which only HTTP and REST APIs have.',
    page: MAPPINGS,
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
    evidence: 'observed',
    source:
      '"ApiMapping key already exists for this domain name" (409); no key and an empty one are the same (floci test ("AWS answers …"); eight public reports (find_string))',
    on: 'apiMapping',
    property: 'ApiMappingKey',
    summary: 'Two mappings of a domain name have one key, or both have none.',
    page: MAPPINGS,
    fix: 'Give each mapping of a domain name a key of its own; one may have none and takes what the others leave.',
    check: duplicate,
  },
  {
    code: 'DomainSharedWithWebSocket',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Currently, WebSocket APIs can only be attached to a domain name with other WebSocket APIs." (serverless/serverless#7459; CodeGenieApp/serverless-express#596)',
    on: 'apiMapping',
    property: 'DomainName',
    summary: 'A WebSocket API shares a domain name with an HTTP or REST API.',
    page: PAGES.guide('websocket-api-custom-domain-names'),
    fix: 'Give the WebSocket API a domain name of its own, such as ws.example.com.',
    check: mixed,
  },
  {
    code: 'TooManyMultiLevelMappings',
    severity: 'error',
    evidence: 'documented',
    source: '200, not adjustable (AWS limits page)',
    on: 'domainName',
    property: 'The number of mappings of several levels',
    summary: 'A domain name has more than 200 API mappings of several levels.',
    page: PAGES.guide('limits'),
    fix: 'Use keys of one level, or a second domain name.',
    check: (domain, index) => {
      const count = mappingsOf(domain.node, index).filter(
        (mapping) => mapping.isUnconditional && mapping.text('ApiMappingKey')?.includes('/'),
      ).length;
      return count > MULTI_LEVEL_MAPPINGS ? { must: `be at most ${MULTI_LEVEL_MAPPINGS}`, given: count } : undefined;
    },
  },
  {
    code: 'MutualTlsBypassed',
    severity: 'warning',
    evidence: 'inferred',
    source: 'http-api-mutual-tls',
    on: 'apiMapping',
    property: 'DomainName',
    summary:
      'A domain name asks clients for certificates, but its API also answers under its default endpoint, which asks for none.',
    page: PAGES.guide('http-api-mutual-tls'),
    fix: 'Write `disableExecuteApiEndpoint: true` for the API.',
    check: (mapping, index) => {
      const domain = index.follow(mapping, 'domainName', 'DomainName');
      const api = index.apiOf(mapping)?.api;
      const disabled = api?.value('DisableExecuteApiEndpoint');
      return domain &&
        api &&
        domain.entries('MutualTlsAuthentication').length > 0 &&
        (disabled === undefined || String(disabled) === 'false')
        ? {
            must: 'be the only way to an API that asks for certificates',
            given: described(`the default endpoint of '${api.path}' too`),
          }
        : undefined;
    },
  },
]);
