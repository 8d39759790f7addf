import { PRIVATE_TARGET } from '../constraints/integration-target';
import { PAGES } from '../declaration';
import { isPlainObject, referenceIn } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { member } from '../engine/resource-view';
import type { Finding } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { length, oneOf } from '../engine/property-rules';
import { described } from '../message';
import { isPrivate, isPublic, uriOf } from './integration-types';

const PRIVATE = PAGES.guide('http-api-develop-integrations-private');
const REST_LINK = 'AWS::ApiGateway::VpcLink';
const HTTP_LINK = 'AWS::ApiGatewayV2::VpcLink';

/** The resources that a private integration must not refer to, by type. */
const NOT_CALLABLE: { readonly [type: string]: string } = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'the load balancer',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'the target group',
  'AWS::ElasticLoadBalancing::LoadBalancer': 'the Classic Load Balancer',
  'AWS::ServiceDiscovery::PrivateDnsNamespace': 'the namespace',
  'AWS::ServiceDiscovery::HttpNamespace': 'the namespace',
  'AWS::Lambda::Function': 'the function',
};

/** The resource that a URI refers to, in words, if API Gateway cannot call it through a VPC link. */
function notCallable(integration: ResourceView): unknown {
  const value = integration.value('IntegrationUri');
  const whole = referenceIn(value)?.target as { readonly cfnResourceType?: string } | undefined;
  const inUrl = /^https?:\/\//i.test(uriOf(integration) ?? '');
  for (const [type, what] of Object.entries(NOT_CALLABLE)) {
    const node = inUrl || whole?.cfnResourceType === type ? integration.target(type, 'IntegrationUri') : undefined;
    if (node) {
      return described(`${what} '${node.node.path}'`);
    }
  }
  return undefined;
}

/** Private integrations of one protocol. */
const ofProtocol =
  (protocol: 'HTTP' | 'WEBSOCKET') =>
  (index: ResourceIndex): readonly ResourceView[] =>
    index.of('integration', protocol, 'ConnectionType').filter(isPrivate);

/**
 * The stages of the API of an integration that are not `$default`, by which backends see a path that begins with
 * their name.
 */
function namedStage(integration: ResourceView, index: ResourceIndex): string | undefined {
  return index
    .apiOf(integration)
    ?.all('stage')
    .map((stage) => stage.text('StageName'))
    .find((name) => name !== undefined && name !== '$default');
}

function wrongLink(protocol: 'HTTP' | 'WEBSOCKET', integration: ResourceView): Finding | undefined {
  const isHttp = protocol === 'HTTP';
  const node = integration.target(isHttp ? REST_LINK : HTTP_LINK, 'ConnectionId');
  return node
    ? {
        must: `name a VPC link of type ${isHttp ? HTTP_LINK : REST_LINK}`,
        given: described(`'${node.node.path}' of type ${isHttp ? REST_LINK : HTTP_LINK}`),
        instead: isHttp
          ? 'Use a VpcLink of this library: HTTP APIs do not support the links of REST APIs.'
          : 'Use the VPC link of REST APIs, which calls a Network Load Balancer, with a URL as the URI.',
      }
    : undefined;
}

/** Regions and accounts that are known at synthesis. */
const KNOWN = { region: /^[a-z]{2}-[\w-]+$/, account: /^\d{12}$/ };

/** Reports a private target of another region or account than the stack. */
function targetElsewhere(integration: ResourceView, part: 'region' | 'account'): Finding | undefined {
  const own = integration.node.stack[part];
  const uri = isPrivate(integration) ? integration.text('IntegrationUri') : undefined;
  const [, region = '', account = ''] =
    /^arn:[^:]+:(?:elasticloadbalancing|servicediscovery):([^:]*):([^:]*):/.exec(uri ?? '') ?? [];
  const theirs = part === 'region' ? region : account;
  return KNOWN[part].test(theirs) && KNOWN[part].test(own) && theirs !== own
    ? { must: `be of ${part} ${own}`, given: uri }
    : undefined;
}

const LINK_GENERATION = {
  code: 'VpcLinkGenerationMismatch',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: BadRequestException for the ID of a VPC link of the other generation; a WebSocket API deploys with the VPC link of REST APIs',
  on: 'integration',
  property: 'ConnectionId',
  summary:
    'A private integration names a VPC link of the wrong type: HTTP APIs use `AWS::ApiGatewayV2::VpcLink`, WebSocket APIs `AWS::ApiGateway::VpcLink`.',
  fix: 'Use a VPC link of the type that the protocol supports.',
  page: PRIVATE,
} as const;

export const PRIVATE_RULES = rules([
  {
    code: 'VpcLinkMissing',
    severity: 'error',
    evidence: 'observed',
    source: 'AWS: "ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK"',
    on: 'integration',
    needs: 'ConnectionType',
    property: 'ConnectionId',
    summary: 'A private integration does not specify a VPC link.',
    fix: 'Specify the VPC link: `connectionId: vpcLink.vpcLinkId`.',
    page: PRIVATE,
    check: (integration) =>
      isPrivate(integration) && integration.lacks('ConnectionId')
        ? { must: 'be specified with connection type VPC_LINK', given: undefined }
        : undefined,
  },
  {
    ...LINK_GENERATION,
    among: ofProtocol('HTTP'),
    check: (integration) => wrongLink('HTTP', integration),
  },
  {
    ...LINK_GENERATION,
    among: ofProtocol('WEBSOCKET'),
    check: (integration) => wrongLink('WEBSOCKET', integration),
  },
  ruleFrom(PRIVATE_TARGET, {
    on: 'integration',
    property: 'IntegrationUri',
    among: ofProtocol('HTTP'),
    value: (integration) => ({ uri: integration.text('IntegrationUri'), refersTo: notCallable(integration) }),
  }),
  {
    code: 'VpcLinkTypeUnsupported',
    severity: 'warning',
    evidence: 'documented',
    source: 'The guide: private integrations are HTTP proxies; on WebSocket APIs also of type `HTTP`',
    on: 'integration',
    needs: 'ConnectionType',
    property: 'ConnectionType',
    summary: 'An integration that is not an HTTP integration has a VPC link.',
    fix: 'Use integration type `HTTP_PROXY`, or remove the connection type and the VPC link.',
    page: PRIVATE,
    check: (integration, index) => {
      const type = integration.text('IntegrationType');
      const allowed = index.protocolOf(integration) === 'WEBSOCKET' ? ['HTTP_PROXY', 'HTTP'] : ['HTTP_PROXY'];
      return isPrivate(integration) && type !== undefined && !allowed.includes(type)
        ? { must: `be INTERNET for integration type ${type}`, given: 'VPC_LINK' }
        : undefined;
    },
  },
  {
    code: 'ConnectionIdWithoutVpcLink',
    severity: 'warning',
    evidence: 'inferred',
    source: 'The API reference: the ID is that of the VPC link of a private integration; others have none',
    on: 'integration',
    needs: 'ConnectionId',
    property: 'ConnectionId',
    summary: 'An integration names a VPC link, but its connection type is not `VPC_LINK`.',
    fix: 'Set the connection type to `VPC_LINK`, or remove the ID.',
    page: PRIVATE,
    check: (integration) =>
      isPublic(integration)
        ? {
            must: 'be omitted without connection type VPC_LINK',
            given: integration.text('ConnectionId') ?? described('a VPC link'),
          }
        : undefined,
  },
  oneOf('integration', 'ConnectionType', ['INTERNET', 'VPC_LINK']),
  length('integration', 'ConnectionId', 1, 1024),
  length('integration', 'TlsConfig.ServerNameToVerify', 1, 512),
  {
    code: 'TlsServerNameOnPublicIntegration',
    severity: 'warning',
    evidence: 'observed',
    source: 'API Gateway accepts the server name of an integration without a VPC link, and does not store it',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'TlsConfig',
    property: 'TlsConfig.ServerNameToVerify',
    summary: 'An integration without a VPC link has a TLS server name, which has no effect.',
    fix: 'Remove it: API Gateway verifies the host of the URL.',
    page: PRIVATE,
    check: (integration) => {
      const name = integration.text('TlsConfig', 'ServerNameToVerify');
      return name !== undefined && isPublic(integration)
        ? { must: 'be omitted without a VPC link', given: name }
        : undefined;
    },
  },
  {
    code: 'PrivateTargetOfOtherAccount',
    severity: 'warning',
    evidence: 'documented',
    source: 'The guide: VPC link, target and API belong to one account',
    on: 'integration',
    needs: 'ConnectionType',
    property: 'IntegrationUri',
    summary: 'A private integration calls a listener or Cloud Map service of another account.',
    fix: 'Use a target of the account of the API.',
    page: PRIVATE,
    check: (integration) => targetElsewhere(integration, 'account'),
  },
  {
    code: 'PrivateTargetOfOtherRegion',
    severity: 'warning',
    evidence: 'inferred',
    source: 'A VPC link has its network interfaces in a VPC, which is in the region of the API',
    on: 'integration',
    needs: 'ConnectionType',
    property: 'IntegrationUri',
    summary: 'A private integration calls a listener or Cloud Map service of another region.',
    fix: 'Use a target of the region of the API.',
    page: PRIVATE,
    check: (integration) => targetElsewhere(integration, 'region'),
  },
  {
    code: 'CloudMapServiceWithoutSrv',
    severity: 'warning',
    evidence: 'inferred',
    source: 'API Gateway reads address and port of the instances; A and AAAA records have no port',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'ConnectionType',
    property: 'IntegrationUri',
    summary: 'A private integration calls a Cloud Map service whose DNS records have no port.',
    fix: 'Use `dnsRecordType: DnsRecordType.SRV` for the service, and register a port with each instance.',
    page: PRIVATE,
    check: (integration, index) => {
      const node = isPrivate(integration)
        ? integration.target('AWS::ServiceDiscovery::Service', 'IntegrationUri')
        : undefined;
      const records = node && index.viewOf(node).list('DnsConfig', 'DnsRecords');
      const types = records?.map((record) => (isPlainObject(record) ? member(record, 'Type') : undefined)) ?? [];
      return types.length > 0 && types.every((type) => typeof type === 'string' && type !== 'SRV')
        ? {
            must: 'be a service with SRV records',
            given: described(`'${node?.node.path}' with ${types.join(', ')} records`),
          }
        : undefined;
    },
  },
  {
    code: 'StageNameInPrivatePath',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'The guide: a private integration receives the path with the name of the stage, unless `overwrite:path` changes it',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'ConnectionType',
    property: 'RequestParameters',
    summary: 'A private integration of an API with a named stage forwards the name of the stage as a part of the path.',
    fix: 'Add the mapping `overwrite:path` with the value `$request.path`, unless the backend expects the name of the stage.',
    page: PRIVATE,
    check: (integration, index) => {
      if (!isPrivate(integration) || isUnclear(integration)) {
        return undefined;
      }
      const stage = namedStage(integration, index);
      return stage !== undefined && !integration.entries('RequestParameters').some(([key]) => key === 'overwrite:path')
        ? {
            must: "have 'overwrite:path' where a stage is not $default",
            given: described(`a path that begins with '/${stage}'`),
          }
        : undefined;
    },
  },
]);

/** Whether a mapping is not known at synthesis. */
function isUnclear(integration: ResourceView): boolean {
  return !integration.lacks('RequestParameters') && !isPlainObject(integration.value('RequestParameters'));
}
