import { constraint } from '../constraint';
import type { Violation } from '../declaration';
import { PAGES } from '../declaration';
import { described } from '../message';
import { isText } from '../values';

const DOMAINS = PAGES.guide('http-api-custom-domain-names');
const MAX_LENGTH = 253;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

export const DOMAIN_NAME = constraint<unknown>({
  code: 'DomainNameInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Domain names cannot contain an underscore character", "uppercase letters are not supported in DomainName"',
  summary: 'A custom domain name is not a host name of lower case letters, digits, dots and hyphens.',
  fix: 'Use a host name such as `api.example.com`, or a wildcard such as `*.example.com`.',
  page: DOMAINS,
  check: (name) => {
    if (!isText(name)) {
      return undefined;
    }
    const labels = name.replace(/^\*\./, '').split('.');
    const isHost = name.length <= MAX_LENGTH && labels.length > 1 && labels.every((label) => LABEL.test(label));
    return isHost
      ? undefined
      : {
          must: 'be a host name of lower case letters, digits, dots and hyphens, with a wildcard as its first label at most',
          given: name,
          instead: meant(name),
        };
  },
});

function meant(name: string): string | undefined {
  const host = name
    .trim()
    .replace(/^\w+:\/\//, '')
    .replace(/[/?#:].*$/s, '')
    .replace(/\.$/, '')
    .toLowerCase()
    .replaceAll('_', '-');
  return host !== '' && host !== name && DOMAIN_NAME.check(host) === undefined ? `Did you mean '${host}'?` : undefined;
}

export const DOMAIN_ENDPOINT_TYPE = constraint<unknown>({
  code: 'DomainEndpointEdge',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "EDGE endpoint type is not supported for APIGatewayV2 domainName"',
  summary: 'A domain name has an edge-optimized endpoint, which only the domain names of `aws-apigateway` can have.',
  fix: 'Use `REGIONAL`.',
  page: DOMAINS,
  check: (type) => (type === 'EDGE' ? { must: 'be REGIONAL', given: type } : undefined),
});

export const DOMAIN_TLS = constraint<unknown>({
  code: 'DomainTlsUnsupported',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "TLS_1_0 is not supported for APIGatewayV2 domainName."',
  summary: 'A domain name accepts TLS 1.0, which API Gateway v2 does not support, whatever API is mapped to it.',
  fix: 'Use `TLS_1_2`, which also accepts TLS 1.3, or leave the property out.',
  page: PAGES.guide('http-api-ciphers'),
  check: (policy) => (policy === 'TLS_1_0' ? { must: 'be TLS_1_2', given: policy } : undefined),
});

export const DOMAIN_POLICY_UNKNOWN = constraint<unknown>({
  code: 'DomainPolicyUnknown',
  severity: 'error',
  evidence: 'documented',
  source: 'The API reference lists the policies, and API Gateway validates the property (it rejects TLS_1_0)',
  summary: 'The security policy of a domain name does not exist.',
  fix: 'Use `TLS_1_2`, which also accepts TLS 1.3.',
  page: PAGES.guide('http-api-ciphers'),
  check: (policy) =>
    !isText(policy) || /^(TLS_1_[02]|SecurityPolicy_\w+)$/.test(policy)
      ? undefined
      : { must: 'be TLS_1_2, or a policy whose name begins with SecurityPolicy_ for REST APIs', given: policy },
});

export const DOMAIN_CONFIGURATIONS = constraint<{ readonly count: number; readonly types: readonly unknown[] }>({
  code: 'DomainConfigurationCount',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Invalid input. Expected one domain name configuration"',
  summary: 'A domain name does not have exactly one domain name configuration.',
  fix: 'Specify one configuration with a certificate. To move to another endpoint type, create a second domain name.',
  page: DOMAINS,
  check: ({ count, types }) =>
    count === 1
      ? undefined
      : {
          must: 'have exactly one configuration',
          given: described(count === 0 ? 'none' : `${count} (${types.map(String).join(', ')})`),
        },
});

export const TRUSTSTORE_URI = constraint<unknown>({
  code: 'TruststoreUriInvalid',
  severity: 'warning',
  evidence: 'documented',
  source: 'The API reference: an Amazon S3 URL such as `s3://bucket-name/key-name`',
  summary: 'The truststore of a domain name with mutual TLS is not an S3 URL with bucket and key.',
  fix: 'Use `s3://<bucket>/<key>`.',
  page: PAGES.guide('http-api-mutual-tls'),
  check: (uri) =>
    !isText(uri) || /^s3:\/\/[a-z0-9][a-z0-9.-]+\/.+$/.test(uri)
      ? undefined
      : { must: "be 's3://<bucket>/<key>'", given: uri },
});

export const MAPPING_KEY = constraint<unknown>({
  code: 'ApiMappingKeyInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    `AWS: "An API mapping key may contain only letters, numbers and one of $-_.+!*'(), characters.", "API mapping key should not ` +
    `end with a '/'.", "API mapping key should not start with a '/' or have consecutive '/'s."`,
  summary:
    'An API mapping key has a character that API Gateway does not accept, a slash too many, or more than 300 characters.',
  fix: "Use at most 300 letters, digits and $-_.+!*'(), with single slashes between the levels.",
  page: PAGES.guide('http-api-mappings'),
  check: (key): Violation | undefined => {
    // Blanks alone are accepted as no key
    if (!isText(key) || key.trim() === '') {
      return undefined;
    }
    if (!/^[A-Za-z0-9$\-_.+!*'(),/]{0,300}$/.test(key)) {
      const clean = key.replace(/[^A-Za-z0-9$\-_.+!*'(),/]+/g, '-').replace(/^[-/]+|[-/]+$/g, '');
      return {
        must: "have at most 300 letters, digits and $-_.+!*'(),/",
        given: key,
        instead: key.length > 300 ? 'Shorten it.' : `Did you mean '${clean || 'v1'}'?`,
      };
    }
    if (!/^\/|\/$|\/\//.test(key)) {
      return undefined;
    }
    const clean = key
      .split('/')
      .filter((level) => level !== '')
      .join('/');
    return {
      must: 'have no slash at the begin or the end, and no two slashes in a row',
      given: key,
      instead: clean === '' ? 'Leave it out to map the root of the domain name.' : `Did you mean '${clean}'?`,
    };
  },
});
