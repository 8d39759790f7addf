import type { Corpus } from './template';
import {
  ApiMapping,
  att,
  Authorizer,
  CERTIFICATE,
  defaultStage,
  Deployment,
  DomainName,
  handler,
  httpApi,
  Integration,
  IntegrationResponse,
  invocations,
  Model,
  ref,
  Route,
  RouteResponse,
  RoutingRule,
  socketLambda,
  Stage,
  target,
  VpcLink,
  webSocketApi,
} from './template';

const regional = (more: object = {}) => ({ CertificateArn: CERTIFICATE, EndpointType: 'REGIONAL', ...more });
const domain = (more: object = {}, configuration: object = {}) =>
  DomainName({ DomainName: 'api.example.com', DomainNameConfigurations: [regional(configuration)], ...more });
const chat = (resources: object, properties: object = {}): Corpus[string] =>
  ({
    Api: webSocketApi(properties),
    Stage: Stage({ StageName: 'prod', AutoDeploy: true }),
    Integration: socketLambda(),
    Default: Route({ RouteKey: '$default', Target: target('Integration') }),
    ...handler,
    ...resources,
  }) as Corpus[string];
const socketAuthorizer = Authorizer({
  Name: 'connect',
  AuthorizerType: 'REQUEST',
  AuthorizerUri: invocations,
  IdentitySource: [
    'route.request.header.Auth',
    'route.request.querystring.token',
    'context.stage',
    'stageVariables.key',
  ],
});
const Account = {
  Type: 'AWS::ApiGateway::Account',
  Properties: { CloudWatchRoleArn: att('Role', 'Arn') },
};
const rest = {
  Rest: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'rest' } },
};
const api = (more: object): Corpus[string] => ({ Api: httpApi(), Stage: defaultStage(), ...more });
const key = (more: object = {}) => ({ Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true, ...more } });
const plan = (more: object = {}) => ({
  Type: 'AWS::ApiGateway::UsagePlan',
  Properties: { ApiStages: [{ ApiId: ref('Api'), Stage: ref('Stage') }], ...more },
});
const member = (keyName: string, planName: string) => ({
  Type: 'AWS::ApiGateway::UsagePlanKey',
  Properties: { KeyId: ref(keyName), KeyType: 'API_KEY', UsagePlanId: ref(planName) },
});

export const corpus: Corpus = {
  'a chat with all predefined routes': chat({
    Connect: Route({ RouteKey: '$connect', Target: target('Integration') }),
    Disconnect: Route({ RouteKey: '$disconnect', Target: target('Integration') }),
    Send: Route({ RouteKey: 'sendMessage', Target: target('Integration'), OperationName: 'send' }),
  }),
  'a chat with an explicit deployment': chat({
    Stage: Stage({ StageName: 'prod', DeploymentId: ref('Deployment') }),
    Deployment: Deployment({}, { DependsOn: ['Default'] }),
  }),
  'a chat with a Lambda authorizer': chat({
    Auth: socketAuthorizer,
    Connect: Route({
      RouteKey: '$connect',
      AuthorizationType: 'CUSTOM',
      AuthorizerId: ref('Auth'),
      Target: target('Integration'),
    }),
  }),
  'a chat with IAM authorization': chat({
    Connect: Route({ RouteKey: '$connect', AuthorizationType: 'AWS_IAM', Target: target('Integration') }),
    Send: Route({ RouteKey: 'send', AuthorizationType: 'NONE', Target: target('Integration') }),
  }),
  'a chat that answers': chat({
    Echo: Route({ RouteKey: 'echo', RouteResponseSelectionExpression: '$default', Target: target('Integration') }),
    Response: RouteResponse({ RouteId: ref('Echo'), RouteResponseKey: '$default' }),
  }),
  'a mock with a template and a response': chat({
    Mock: Integration({
      IntegrationType: 'MOCK',
      RequestTemplates: { 200: '{"statusCode":200}' },
      TemplateSelectionExpression: '200',
      PassthroughBehavior: 'WHEN_NO_MATCH',
    }),
    MockResponse: IntegrationResponse({
      IntegrationId: ref('Mock'),
      IntegrationResponseKey: '/200/',
      TemplateSelectionExpression: '\\$default',
    }),
    Connect: Route({ RouteKey: '$connect', RouteResponseSelectionExpression: '$default', Target: target('Mock') }),
  }),
  'an AWS integration with mappings on $connect': chat({
    Dynamo: Integration({
      IntegrationType: 'AWS',
      IntegrationMethod: 'POST',
      IntegrationUri: 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem',
      CredentialsArn: att('Role', 'Arn'),
      RequestParameters: {
        'integration.request.header.Content-Type': "'application/x-amz-json-1.0'",
        'integration.request.header.user': 'route.request.querystring.user',
        'integration.request.querystring.id': 'context.connectionId',
        'integration.request.path.table': 'stageVariables.table',
      },
      ContentHandlingStrategy: 'CONVERT_TO_TEXT',
      TimeoutInMillis: 29_000,
    }),
    Connect: Route({
      RouteKey: '$connect',
      RequestParameters: { 'route.request.querystring.user': { Required: true } },
      Target: target('Dynamo'),
    }),
  }),
  'an HTTP integration that answers': chat({
    Http: Integration({ IntegrationType: 'HTTP', IntegrationMethod: 'POST', IntegrationUri: 'https://example.com' }),
    HttpResponse: IntegrationResponse({ IntegrationId: ref('Http'), IntegrationResponseKey: '$default' }),
    Ask: Route({ RouteKey: 'ask', RouteResponseSelectionExpression: '$default', Target: target('Http') }),
    AskResponse: RouteResponse({ RouteId: ref('Ask'), RouteResponseKey: '$default' }),
  }),
  'messages held against models': chat({
    Text: Model({
      Name: 'Text',
      ContentType: 'application/json',
      Schema: { $schema: 'http://json-schema.org/draft-04/schema#' },
    }),
    Send: Route({
      RouteKey: 'send',
      ModelSelectionExpression: '$request.body.kind',
      RequestModels: { $default: 'Text', text: 'Text' },
      Target: target('Integration'),
    }),
  }),
  'an API key from a header': chat(
    { Connect: Route({ RouteKey: '$connect', ApiKeyRequired: true, Target: target('Integration') }) },
    { ApiKeySelectionExpression: '$request.header.x-api-key', DisableSchemaValidation: true },
  ),
  'an API key from an authorizer': chat({}, { ApiKeySelectionExpression: '$context.authorizer.usageIdentifierKey' }),
  'routes by a header and the body': chat(
    {},
    { RouteSelectionExpression: '${request.header.kind}-${request.body.action}' },
  ),
  'keys and plans': chat({
    Key: key({ Value: 'x'.repeat(20) }),
    Other: key({ Value: 'x'.repeat(128), GenerateDistinctId: true }),
    Plan: plan({ Quota: { Limit: 1000, Period: 'MONTH', Offset: 27 }, Throttle: { RateLimit: 0.5, BurstLimit: 0 } }),
    Second: plan({ Quota: { Limit: 1, Period: 'WEEK', Offset: 6 } }),
    Member: member('Key', 'Plan'),
    OtherMember: member('Other', 'Second'),
  }),
  'one key in plans of two stages': chat({
    Beta: Stage({ StageName: 'beta', AutoDeploy: true }),
    Key: key(),
    Plan: plan(),
    Second: plan({ ApiStages: [{ ApiId: ref('Api'), Stage: ref('Beta') }] }),
    Member: member('Key', 'Plan'),
    OtherMember: member('Key', 'Second'),
  }),
  'logs of a chat': chat({
    Account,
    Logs: { Type: 'AWS::Logs::LogGroup' },
    Stage: Stage(
      {
        StageName: 'prod',
        AutoDeploy: true,
        AccessLogSettings: { DestinationArn: att('Logs', 'Arn'), Format: '{"id":"$context.extendedRequestId"}' },
        DefaultRouteSettings: { LoggingLevel: 'INFO', DataTraceEnabled: true, DetailedMetricsEnabled: true },
        RouteSettings: { $default: { LoggingLevel: 'ERROR', ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 } },
      },
      { DependsOn: ['Default', 'Account'] },
    ),
  }),
  'a domain name': api({ Domain: domain(), Mapping: ApiMapping({ DomainName: ref('Domain'), Stage: ref('Stage') }) }),
  'a domain name with TLS 1.2 for both address types': api({
    Domain: domain({}, { SecurityPolicy: 'TLS_1_2', IpAddressType: 'dualstack', CertificateName: 'c' }),
    Mapping: ApiMapping({ DomainName: ref('Domain'), Stage: ref('Stage'), ApiMappingKey: 'shop' }),
  }),
  'a wildcard domain name': api({ Domain: domain({ DomainName: '*.example.com' }) }),
  'mappings of several levels and an empty one': {
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
  'HTTP and REST APIs on one domain name': api({
    ...rest,
    Domain: domain(),
    One: ApiMapping({ DomainName: ref('Domain'), Stage: ref('Stage'), ApiMappingKey: 'http' }),
    Two: ApiMapping({ ApiId: ref('Rest'), DomainName: ref('Domain'), Stage: 'prod', ApiMappingKey: 'rest' }),
  }),
  'two chats on one domain name': {
    Api: webSocketApi(),
    Other: webSocketApi({ Name: 'other' }),
    Domain: domain({ DomainName: 'ws.example.com' }),
    One: ApiMapping({ DomainName: ref('Domain'), Stage: 'prod', ApiMappingKey: 'news' }),
    Two: ApiMapping({ ApiId: ref('Other'), DomainName: ref('Domain'), Stage: 'prod', ApiMappingKey: 'chat' }),
  },
  'mutual TLS as the only way in': {
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
  'a VPC link of parameters': {
    Parameters: { Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' } },
    Resources: { Link: VpcLink({ Name: 'link', SubnetIds: ref('Subnets') }) },
  } as unknown as Corpus[string],
  'permissions of a function': handler,
};
