import type { Declaration } from '../declaration';
import { PAGES } from '../declaration';
import { TYPES } from '../engine/kinds';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { member } from '../engine/resource-view';
import type { Finding } from '../engine/rule';
import { rules } from '../engine/rule';
import { described } from '../message';
import { domainResourceOf } from './mapped-domains';

const REST_DOMAIN: Declaration = {
  code: 'RestDomainNameUnsupported',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Only REGIONAL domain names can be managed through the API Gateway V2 API." and "Only REGIONAL domain names with a ' +
    'security policy of TLS 1.2 can be managed through the API Gateway V2 API."',
  summary:
    'An API mapping specifies a domain name of `aws-apigateway` that accepts TLS 1.0 or has an edge-optimized endpoint (the default endpoint type).',
  fix: 'Set the endpoint type of the domain name to `REGIONAL` and the security policy to `TLS_1_2`.',
  page: PAGES.guide('http-api-custom-domain-names'),
};

/** Reports an API mapping to an `AWS::ApiGateway::DomainName` that does not support API mappings. */
function unsupported(mapping: ResourceView, index: ResourceIndex): Finding | undefined {
  const domain = domainResourceOf(mapping, index);
  if (domain?.kind !== 'restDomainName') {
    return undefined;
  }
  const configuration = domain.value('EndpointConfiguration');
  const types = configuration === undefined ? undefined : member(configuration, 'Types');
  const isEdge =
    configuration === undefined
      ? domain.lacks('RegionalCertificateArn')
      : Array.isArray(types) && types.length === 1 && types[0] === 'EDGE';
  const given = isEdge
    ? 'is edge-optimized'
    : domain.text('SecurityPolicy') === 'TLS_1_0'
      ? 'accepts TLS 1.0'
      : undefined;
  return given === undefined
    ? undefined
    : { must: 'be a Regional domain name with TLS 1.2', given: described(`'${domain.path}', which ${given}`) };
}

export const REST_DOMAIN_RULES = rules([
  { ...REST_DOMAIN, on: 'apiMapping', needs: 'DomainName', property: 'DomainName', check: unsupported },
  {
    code: 'BasePathMappingUnsupported',
    severity: 'error',
    evidence: 'observed',
    source:
      'AWS: "Mixing of REST APIs and HTTP APIs on the same domain name can only be accomplished through API Gateway\'s V2 DomainName ' +
      'interface."',
    on: 'basePathMapping',
    needs: 'RestApiId',
    property: 'RestApiId',
    summary:
      'A base path mapping specifies an HTTP or WebSocket API, but API Gateway supports only REST APIs in base path mappings.',
    fix: 'Use an API mapping: `new ApiMapping(…)`, or `AWS::ApiGatewayV2::ApiMapping`.',
    page: PAGES.guide('http-api-mappings'),
    check: (mapping) => {
      const api = mapping.target(TYPES.api, 'RestApiId');
      return api && { must: 'be a REST API', given: described(`'${api.node.path}'`) };
    },
  },
  {
    code: 'BasePathOfSeveralLevels',
    severity: 'error',
    evidence: 'documented',
    source:
      'According to public reports of deployments (terraform-provider-aws#20585), a path with several levels needs an API mapping',
    on: 'basePathMapping',
    needs: 'BasePath',
    property: 'BasePath',
    summary: 'The base path of a base path mapping contains a slash.',
    fix: 'Use a path without a slash, or an API mapping: `new RestApiMapping(…)`, or `AWS::ApiGatewayV2::ApiMapping`.',
    page: PAGES.guide('rest-api-mappings'),
    check: (mapping) => {
      const path = mapping.text('BasePath');
      return path?.includes('/') ? { must: 'have no slash', given: path } : undefined;
    },
  },
]);
