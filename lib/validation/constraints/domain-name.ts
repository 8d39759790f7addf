import { domainToASCII } from 'node:url';

import { constraint } from '../constraint';
import { PAGES } from '../declaration';
import { described } from '../message';
import { checkOneOf, isText } from '../value-checks';

const DOMAINS = PAGES.guide('http-api-custom-domain-names');
const MAX_LENGTH = 253;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

export const DOMAIN_NAME = constraint<unknown>({
  code: 'DomainNameInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Domain names cannot contain an underscore character", "uppercase letters are not supported in DomainName"',
  summary: 'A custom domain name is not a host name of lowercase letters, digits, dots and hyphens.',
  fix: 'Use a host name such as `api.example.com`, or a wildcard such as `*.example.com`.',
  page: DOMAINS,
  check: (name) => {
    if (!isText(name)) {
      return undefined;
    }
    // It is not known whether API Gateway rejects names with a single label or with a dot at the end
    const labels = name.replace(/^\*\./, '').replace(/\.$/, '').split('.');
    const isHost = name.length <= MAX_LENGTH && labels.every((label) => LABEL.test(label));
    return isHost
      ? undefined
      : {
          must: 'be a host name of lowercase letters, digits, dots and hyphens; only the first label can be a wildcard',
          given: name,
          instead: meant(name),
        };
  },
});

/**
 * Returns the host name that the user probably meant: without scheme, port and path, and with international characters
 * in the ASCII form that DNS uses.
 */
function meant(name: string): string | undefined {
  const host = name
    .trim()
    .replace(/^\w+:\/\//, '')
    .replace(/[/?#:].*$/s, '')
    .replaceAll('_', '-')
    .replace(/[^.]*\*.*\*\./, '*.');
  const ascii = domainToASCII(host);
  return ascii !== '' && ascii !== name && DOMAIN_NAME.check(ascii) === undefined
    ? `Did you mean '${ascii}'?`
    : undefined;
}

export const DOMAIN_NAME_PUBLIC = constraint<unknown>({
  code: 'DomainNameUnusual',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'ACM issues public certificates only for domains that the requester owns, but no rejection by API Gateway was observed',
  summary:
    'A custom domain name is an IP address, a single label, a name that ends with a dot, or a subdomain of `amazonaws.com`.',
  fix: 'Use a host name of a domain that you own, such as `api.example.com`.',
  page: DOMAINS,
  check: (name) => {
    if (!isText(name) || name === '') {
      return undefined;
    }
    const must = 'be a host name of a domain that you own';
    if (/^[^.]+(\.[^.]+)+\.$/.test(name)) {
      return { must: 'not end with a dot', given: name, instead: `Did you mean '${name.slice(0, -1)}'?` };
    }
    return /^[^.]*$|^[\d.]+$|\.amazonaws\.com(\.cn)?$/.test(name) ? { must, given: name } : undefined;
  },
});

export const DOMAIN_ENDPOINT_TYPE = constraint<unknown>({
  code: 'DomainEndpointEdge',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "EDGE endpoint type is not supported for APIGatewayV2 domainName"',
  summary: 'A domain name has an edge-optimized endpoint, which only domain names of `aws-apigateway` support.',
  fix: 'Use `REGIONAL`.',
  page: DOMAINS,
  check: (type) => (type === 'EDGE' ? { must: 'be REGIONAL', given: type } : undefined),
});

export const DOMAIN_TLS = constraint<unknown>({
  code: 'DomainTlsUnsupported',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "TLS_1_0 is not supported for APIGatewayV2 domainName."',
  summary: 'A domain name accepts TLS 1.0, which API Gateway v2 does not support.',
  fix: 'Use `TLS_1_2`, which also accepts TLS 1.3, or omit the property.',
  page: PAGES.guide('http-api-ciphers'),
  check: (policy) => (policy === 'TLS_1_0' ? { must: 'be TLS_1_2', given: policy } : undefined),
});

export const DOMAIN_POLICY_UNKNOWN = constraint<unknown>({
  code: 'DomainPolicyUnknown',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API reference lists the security policies. API Gateway validates the property and, for example, rejects TLS_1_0',
  summary:
    'The security policy of a domain name is neither `TLS_1_2` nor a policy whose name begins with `SecurityPolicy_`.',
  fix: 'Use `TLS_1_2`, which also accepts TLS 1.3.',
  page: PAGES.guide('http-api-ciphers'),
  check: (policy) =>
    !isText(policy) || /^(TLS_1_[02]|SecurityPolicy_\w+)$/.test(policy)
      ? undefined
      : { must: 'be TLS_1_2 or, for REST APIs, a policy whose name begins with SecurityPolicy_', given: policy },
});

export const DOMAIN_POLICY_OF_REST = constraint<unknown>({
  code: 'DomainPolicyUnusual',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API Gateway guide lists only TLS_1_2 for HTTP and WebSocket APIs. Only REST APIs support policies whose names begin with SecurityPolicy_',
  summary:
    'A domain name has a security policy for REST APIs. HTTP APIs, WebSocket APIs and mutual TLS do not support this policy.',
  fix: 'Use `TLS_1_2` if you map HTTP or WebSocket APIs to the domain name.',
  page: PAGES.guide('http-api-ciphers'),
  check: (policy) =>
    isText(policy) && policy.startsWith('SecurityPolicy_')
      ? { must: 'be TLS_1_2 for HTTP and WebSocket APIs', given: policy }
      : undefined,
});

export const ROUTING_MODE = constraint<unknown>({
  code: 'RoutingModeUnknown',
  severity: 'error',
  evidence: 'documented',
  source: 'The CloudFormation schema lists the routing modes, and CloudFormation validates the value',
  summary: 'The routing mode of a domain name is not one of the three modes that API Gateway supports.',
  fix: 'Use `API_MAPPING_ONLY`, `ROUTING_RULE_ONLY` or `ROUTING_RULE_THEN_API_MAPPING`.',
  page: PAGES.guide('rest-api-routing-mode'),
  check: (mode) => checkOneOf(mode, ['API_MAPPING_ONLY', 'ROUTING_RULE_ONLY', 'ROUTING_RULE_THEN_API_MAPPING']),
});

export const DOMAIN_IN_ZONE = constraint<{ readonly name: unknown; readonly zone: unknown }>({
  code: 'DomainNameOutsideZone',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "RRSet with DNS name … is not permitted in zone …"',
  summary: 'A domain name does not belong to the hosted zone in which its DNS record is created.',
  fix: 'Use a domain name in the hosted zone, or pass the hosted zone of the domain name.',
  page: PAGES.guide('http-api-custom-domain-names'),
  check: ({ name, zone }) => {
    if (!isText(name) || !isText(zone)) {
      return undefined;
    }
    const plain = zone.replace(/\.$/, '').toLowerCase();
    const host = name.replace(/\.$/, '').toLowerCase();
    const instead = `${name.startsWith('*.') ? '*' : 'api'}.${plain}`;
    return host === plain || host.endsWith(`.${plain}`)
      ? undefined
      : {
          must: `be in the hosted zone '${plain}'`,
          given: name,
          instead: `Use a name such as '${instead}', or pass the hosted zone of the domain name.`,
        };
  },
});

export const DOMAIN_CONFIGURATIONS = constraint<{ readonly count: number; readonly types: readonly unknown[] }>({
  code: 'DomainConfigurationCount',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Invalid input. Expected one domain name configuration"',
  summary: 'A domain name specifies no domain name configuration, or more than one.',
  fix: 'Specify one configuration with a certificate. To change the endpoint type, create a second domain name.',
  page: DOMAINS,
  check: ({ count, types }) =>
    count === 1
      ? undefined
      : {
          must: 'have exactly one configuration',
          given: described(count === 0 ? 'none' : `${count} (${types.map(String).join(', ')})`),
        },
});
