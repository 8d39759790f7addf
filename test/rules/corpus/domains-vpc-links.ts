import type { Corpus } from './template';
import {
  ApiMapping,
  att,
  CERTIFICATE,
  defaultStage,
  DomainName,
  handler,
  httpApi,
  ref,
  RoutingRule,
  VpcLink,
  webSocketApi,
} from './template';

const regional = (more: object = {}) => ({ CertificateArn: CERTIFICATE, EndpointType: 'REGIONAL', ...more });
const domain = (more: object = {}, configuration: object = {}) =>
  DomainName({ DomainName: 'api.example.com', DomainNameConfigurations: [regional(configuration)], ...more });
const rest = {
  Rest: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'rest' } },
};
const api = (more: object): Corpus[string] => ({ Api: httpApi(), Stage: defaultStage(), ...more });

export const corpus: Corpus = {
  'a domain name': api({ Domain: domain(), Mapping: ApiMapping({ DomainName: ref('Domain'), Stage: ref('Stage') }) }),
  'a domain name with TLS 1.2 for both address types': api({
    Domain: domain({}, { SecurityPolicy: 'TLS_1_2', IpAddressType: 'dualstack', CertificateName: 'c' }),
    Mapping: ApiMapping({ DomainName: ref('Domain'), Stage: ref('Stage'), ApiMappingKey: 'shop' }),
  }),
  'a wildcard domain name': api({ Domain: domain({ DomainName: '*.example.com' }) }),
  'mappings with several levels and with an empty key': {
    Api: httpApi(),
    Other: httpApi({ Name: 'other' }),
    Stage: defaultStage(),
    Domain: domain(),
    Root: ApiMapping({ DomainName: ref('Domain'), Stage: ref('Stage') }),
    Orders: ApiMapping({ DomainName: ref('Domain'), Stage: ref('Stage'), ApiMappingKey: 'orders' }),
    V1: ApiMapping({ DomainName: ref('Domain'), Stage: ref('Stage'), ApiMappingKey: 'orders/v1/items' }),
    V2: ApiMapping({
      ApiId: ref('Other'),
      DomainName: ref('Domain'),
      Stage: '$default',
      ApiMappingKey: 'orders/v2/items',
    }),
  },
  'HTTP and REST APIs with one domain name': api({
    ...rest,
    Domain: domain(),
    One: ApiMapping({ DomainName: ref('Domain'), Stage: ref('Stage'), ApiMappingKey: 'http' }),
    Two: ApiMapping({ ApiId: ref('Rest'), DomainName: ref('Domain'), Stage: 'prod', ApiMappingKey: 'rest' }),
  }),
  'two WebSocket APIs with one domain name': {
    Api: webSocketApi(),
    Other: webSocketApi({ Name: 'other' }),
    Domain: domain({ DomainName: 'ws.example.com' }),
    One: ApiMapping({ DomainName: ref('Domain'), Stage: 'prod', ApiMappingKey: 'news' }),
    Two: ApiMapping({ ApiId: ref('Other'), DomainName: ref('Domain'), Stage: 'prod', ApiMappingKey: 'chat' }),
  },
  'mutual TLS and a disabled default endpoint': {
    Api: httpApi({ DisableExecuteApiEndpoint: true }),
    Stage: defaultStage(),
    Domain: domain(
      { MutualTlsAuthentication: { TruststoreUri: 's3://bucket/truststore.pem', TruststoreVersion: 'v' } },
      { OwnershipVerificationCertificateArn: CERTIFICATE },
    ),
    Mapping: ApiMapping({ DomainName: ref('Domain'), Stage: ref('Stage') }),
  },
  'routing rules': {
    Domain: domain({ RoutingMode: 'ROUTING_RULE_THEN_API_MAPPING' }),
    ...rest,
    One: RoutingRule({
      DomainNameArn: att('Domain', 'DomainNameArn'),
      Priority: 1,
      Conditions: [
        { MatchHeaders: { AnyOf: [{ Header: 'x-version', ValueGlob: 'v1*' }] } },
        { MatchHeaders: { AnyOf: [{ Header: 'x-tenant', ValueGlob: '*' }] } },
        { MatchBasePaths: { AnyOf: ['orders'] } },
      ],
      Actions: [{ InvokeApi: { ApiId: ref('Rest'), Stage: 'prod', StripBasePath: true } }],
    }),
    Two: RoutingRule({
      DomainNameArn: att('Domain', 'DomainNameArn'),
      Priority: 1_000_000,
      Conditions: [],
      Actions: [{ InvokeApi: { ApiId: ref('Rest'), Stage: 'prod' } }],
    }),
  },
  'a VPC link with ten subnets': {
    Link: VpcLink({
      Name: 'link',
      SubnetIds: Array.from({ length: 10 }, (_, i) => `subnet-${i}`),
      SecurityGroupIds: ['sg-1'],
    }),
  },
  'a VPC link with values from parameters': {
    Parameters: { Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' } },
    Resources: { Link: VpcLink({ Name: 'link', SubnetIds: ref('Subnets') }) },
  } as unknown as Corpus[string],
  'permissions of a function': handler,
};
