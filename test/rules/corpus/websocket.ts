import type { Corpus } from './template';
import {
  att,
  Authorizer,
  Deployment,
  handler,
  Integration,
  IntegrationResponse,
  invocations,
  Model,
  ref,
  Route,
  RouteResponse,
  socketLambda,
  Stage,
  target,
  webSocketApi,
} from './template';

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
  'a WebSocket API with all predefined routes': chat({
    Connect: Route({ RouteKey: '$connect', Target: target('Integration') }),
    Disconnect: Route({ RouteKey: '$disconnect', Target: target('Integration') }),
    Send: Route({ RouteKey: 'sendMessage', Target: target('Integration'), OperationName: 'send' }),
  }),
  'a WebSocket API with an explicit deployment': chat({
    Stage: Stage({ StageName: 'prod', DeploymentId: ref('Deployment') }),
    Deployment: Deployment({}, { DependsOn: ['Default'] }),
  }),
  'a WebSocket API with a Lambda authorizer': chat({
    Auth: socketAuthorizer,
    Connect: Route({
      RouteKey: '$connect',
      AuthorizationType: 'CUSTOM',
      AuthorizerId: ref('Auth'),
      Target: target('Integration'),
    }),
  }),
  'a WebSocket API with IAM authorization': chat({
    Connect: Route({ RouteKey: '$connect', AuthorizationType: 'AWS_IAM', Target: target('Integration') }),
    Send: Route({ RouteKey: 'send', AuthorizationType: 'NONE', Target: target('Integration') }),
  }),
  'a WebSocket API with route responses': chat({
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
  'an HTTP integration with responses': chat({
    Http: Integration({ IntegrationType: 'HTTP', IntegrationMethod: 'POST', IntegrationUri: 'https://example.com' }),
    HttpResponse: IntegrationResponse({ IntegrationId: ref('Http'), IntegrationResponseKey: '$default' }),
    Ask: Route({ RouteKey: 'ask', RouteResponseSelectionExpression: '$default', Target: target('Http') }),
    AskResponse: RouteResponse({ RouteId: ref('Ask'), RouteResponseKey: '$default' }),
  }),
  'messages that models validate': chat({
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
  'routes that a header and the body select': chat(
    {},
    { RouteSelectionExpression: '${request.header.kind}-${request.body.action}' },
  ),
  'API keys and usage plans': chat({
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
  'logs of a WebSocket API': chat({
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
};
