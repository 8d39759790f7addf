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

/**
 * The types of resources that API Gateway cannot call through a VPC link, and the names that messages use for these
 * types.
 */
const NOT_CALLABLE: { readonly [type: string]: string } = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'the load balancer',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'the target group',
  'AWS::ElasticLoadBalancing::LoadBalancer': 'the Classic Load Balancer',
  'AWS::ServiceDiscovery::PrivateDnsNamespace': 'the namespace',
  'AWS::ServiceDiscovery::HttpNamespace': 'the namespace',
  'AWS::Lambda::Function': 'the function',
};

/**
 * Returns a description of the resource that the URI refers to, if API Gateway cannot call this resource through a VPC
 * link.
 */
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

/** Returns a function that selects the private integrations of a protocol. */
const ofProtocol =
  (protocol: 'HTTP' | 'WEBSOCKET') =>
  (index: ResourceIndex): readonly ResourceView[] =>
    index.of('integration', protocol, 'ConnectionType').filter(isPrivate);

/**
 * Returns the name of a stage other than `$default`, if the API has such a stage. Backends receive paths that begin
 * with the name of such a stage.
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
        must: `be the ID of a VPC link of type ${isHttp ? HTTP_LINK : REST_LINK}`,
        given: described(`'${node.node.path}' of type ${isHttp ? REST_LINK : HTTP_LINK}`),
        instead: isHttp
          ? 'Use a VpcLink of this library, because HTTP APIs do not support the VPC links of REST APIs.'
          : 'Use a VPC link for REST APIs, which calls a Network Load Balancer, and set the URI to a URL.',
      }
    : undefined;
}

/** Patterns for a region and an account that are known at synthesis. */
const KNOWN = { region: /^[a-z]{2}-[\w-]+$/, account: /^\d{12}$/ };

/** Reports a private integration whose target is not in the region or account of the stack. */
function targetElsewhere(integration: ResourceView, part: 'region' | 'account'): Finding | undefined {
  const own = integration.node.stack[part];
  const uri = isPrivate(integration) ? integration.text('IntegrationUri') : undefined;
  const [, region = '', account = ''] =
    /^arn:[^:]+:(?:elasticloadbalancing|servicediscovery):([^:]*):([^:]*):/.exec(uri ?? '') ?? [];
  const theirs = part === 'region' ? region : account;
  return KNOWN[part].test(theirs) && KNOWN[part].test(own) && theirs !== own
    ? { must: `be a target in the ${part} ${own}`, given: uri }
    : undefined;
}

const LINK_GENERATION = {
  code: 'VpcLinkGenerationMismatch',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS returns BadRequestException for the ID of a VPC link of the wrong type. The deployment of a WebSocket API with a VPC link for REST APIs succeeds',
  on: 'integration',
  property: 'ConnectionId',
  summary:
    'A private integration has a VPC link of the wrong type: HTTP APIs use `AWS::ApiGatewayV2::VpcLink`, and WebSocket APIs use `AWS::ApiGateway::VpcLink`.',
  fix: 'Use a VPC link of the type that the protocol of the API supports.',
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
        ? { must: 'be specified if the connection type is VPC_LINK', given: undefined }
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
    source:
      'The API Gateway guide states that private integrations have the type HTTP_PROXY or, on WebSocket APIs, also the type HTTP',
    on: 'integration',
    needs: 'ConnectionType',
    property: 'ConnectionType',
    summary: 'The type of an integration with a VPC link is not `HTTP_PROXY` or, for a WebSocket API, `HTTP`.',
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
    source: 'The API reference describes the connection ID as the ID of the VPC link of a private integration',
    on: 'integration',
    needs: 'ConnectionId',
    property: 'ConnectionId',
    summary: 'An integration specifies a VPC link, but its connection type is not `VPC_LINK`.',
    fix: 'Set the connection type to `VPC_LINK`, or remove the connection ID.',
    page: PRIVATE,
    check: (integration) =>
      isPublic(integration)
        ? {
            must: 'be omitted unless the connection type is VPC_LINK',
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
    source:
      'API Gateway accepts a server name for an integration without a VPC link, but does not store the server name',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'TlsConfig',
    property: 'TlsConfig.ServerNameToVerify',
    summary: 'An integration without a VPC link specifies a TLS server name, which has no effect.',
    fix: 'Remove the server name. Without a VPC link, API Gateway verifies the host of the URL.',
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
    source: 'The API Gateway guide states that the VPC link, the target and the API belong to the same account',
    on: 'integration',
    needs: 'ConnectionType',
    property: 'IntegrationUri',
    summary: 'A private integration calls a listener or a Cloud Map service in another account.',
    fix: 'Use a listener or a Cloud Map service in the account of the API.',
    page: PRIVATE,
    check: (integration) => targetElsewhere(integration, 'account'),
  },
  {
    code: 'PrivateTargetOfOtherRegion',
    severity: 'warning',
    evidence: 'inferred',
    source: 'The network interfaces of a VPC link are in a VPC in the region of the API',
    on: 'integration',
    needs: 'ConnectionType',
    property: 'IntegrationUri',
    summary: 'A private integration calls a listener or a Cloud Map service in another region.',
    fix: 'Use a listener or a Cloud Map service in the region of the API.',
    page: PRIVATE,
    check: (integration) => targetElsewhere(integration, 'region'),
  },
  {
    code: 'CloudMapServiceWithoutSrv',
    severity: 'warning',
    evidence: 'inferred',
    source: 'API Gateway reads the address and the port of the instances, but A and AAAA records do not contain a port',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'ConnectionType',
    property: 'IntegrationUri',
    summary: 'A private integration calls a Cloud Map service whose DNS records do not contain a port.',
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
            must: 'be a Cloud Map service with SRV records',
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
      'The API Gateway guide states that the path in requests to a private integration begins with the name of the stage, unless a mapping of `overwrite:path` changes the path',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'ConnectionType',
    property: 'RequestParameters',
    summary:
      'The API of a private integration has a named stage, so the backend receives a path that begins with the stage name.',
    fix: 'Map `overwrite:path` to `$request.path`, or acknowledge the warning if the backend expects the name of the stage.',
    page: PRIVATE,
    check: (integration, index) => {
      if (!isPrivate(integration) || isUnclear(integration)) {
        return undefined;
      }
      const stage = namedStage(integration, index);
      return stage !== undefined && !integration.entries('RequestParameters').some(([key]) => key === 'overwrite:path')
        ? {
            must: "have the key 'overwrite:path' if the API has a stage other than $default",
            given: described(`a path that begins with '/${stage}'`),
          }
        : undefined;
    },
  },
]);

/** Whether the request mapping of an integration is not known at synthesis. */
function isUnclear(integration: ResourceView): boolean {
  return !integration.lacks('RequestParameters') && !isPlainObject(integration.value('RequestParameters'));
}
