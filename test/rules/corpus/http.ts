import type { Corpus } from './template';
import {
  action,
  att,
  Authorizer,
  defaultStage,
  Deployment,
  handler,
  httpApi,
  Integration,
  lambda,
  ref,
  Role,
  Route,
  Stage,
  sub,
  target,
  url,
  VpcLink,
} from './template';

const LISTENER =
  'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/shop/50dc6c495c0c9188/0467ef3c8400ae65';
const FORMAT = {
  clf:
    '$context.identity.sourceIp - - [$context.requestTime] "$context.httpMethod $context.routeKey $context.protocol" ' +
    '$context.status $context.responseLength $context.requestId',
  json:
    '{ "requestId":"$context.requestId", "ip": "$context.identity.sourceIp", "requestTime":"$context.requestTime", ' +
    '"httpMethod":"$context.httpMethod","routeKey":"$context.routeKey", "status":"$context.status",' +
    '"protocol":"$context.protocol", "responseLength":"$context.responseLength" }',
  xml: '<request id="$context.requestId"> <ip>$context.identity.sourceIp</ip> <status>$context.status</status> </request>',
  csv: '$context.identity.sourceIp,$context.requestTime,$context.httpMethod,$context.routeKey,$context.requestId',
};
const api = (routes: Corpus[string], properties: object = {}): Corpus[string] => ({
  Api: httpApi(properties),
  Stage: defaultStage(),
  ...routes,
});
const jwt = (more: object = {}) =>
  Authorizer({
    Name: 'jwt',
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc', Audience: ['client'] },
    ...more,
  });
const authorizerUri = sub('arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations');
const request = (more: object = {}) =>
  Authorizer({
    Name: 'function',
    AuthorizerType: 'REQUEST',
    AuthorizerUri: authorizerUri,
    AuthorizerPayloadFormatVersion: '2.0',
    IdentitySource: ['$request.header.Authorization'],
    ...more,
  });
const logged = (Format: string): Corpus[string] =>
  api({
    Logs: { Type: 'AWS::Logs::LogGroup' },
    Stage: defaultStage({ AccessLogSettings: { DestinationArn: att('Logs', 'Arn'), Format } }),
  });
const serving = (integration: ReturnType<typeof url>, key = 'GET /books'): Corpus[string] =>
  api({ Integration: integration, Route: Route({ RouteKey: key, Target: target('Integration') }) });
const does = (subtype: string, parameters: object, more: object = {}): Corpus[string] =>
  ({ ...serving(action(subtype, parameters, more), 'POST /do'), Role }) as Corpus[string];

export const corpus: Corpus = {
  'quick create with a function': { Api: httpApi({ Target: att('Fn', 'Arn') }), ...handler },
  'quick create with a URL and a route key': {
    Api: httpApi({ Target: 'https://example.com', RouteKey: 'ANY /{proxy+}' }),
  },
  'an OpenAPI document': {
    Api: httpApi({
      Name: undefined,
      ProtocolType: undefined,
      Body: {
        openapi: '3.0.1',
        info: { title: 'shop' },
        paths: {
          '/books': {
            get: {
              'x-amazon-apigateway-integration': {
                type: 'http_proxy',
                httpMethod: 'GET',
                uri: 'https://example.com',
                payloadFormatVersion: '1.0',
              },
            },
          },
        },
      },
    }),
    Stage: defaultStage({ RouteSettings: { 'GET /books': { ThrottlingRateLimit: 10 } } }),
  },
  'an OpenAPI document in a bucket': {
    Api: httpApi({
      Name: undefined,
      ProtocolType: undefined,
      BodyS3Location: { Bucket: 'b', Key: 'api.yaml' },
      BasePath: 'prepend',
    }),
    Stage: Stage({ StageName: 'v1', AutoDeploy: true }),
  },
  'a function for the catch-all route': {
    ...serving(lambda(), '$default'),
    ...handler,
  } as Corpus[string],
  'a function with payload format 1.0': { ...serving(lambda('1.0')), ...handler } as Corpus[string],
  'a function by its invocation URI with a stage variable': {
    ...api({
      Integration: lambda('2.0', {
        IntegrationUri: sub(
          'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${!stageVariables.fn}/invocations',
        ),
        IntegrationMethod: 'POST',
      }),
      Route: Route({ RouteKey: 'GET /', Target: target('Integration') }),
      Stage: defaultStage({ StageVariables: { fn: 'shop-prod:live', host: 'a.example.com/x?y=1&z=#2' } }),
    }),
  } as Corpus[string],
  'every method': {
    Api: httpApi(),
    Stage: defaultStage(),
    Integration: url(),
    ...Object.fromEntries(
      ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'ANY'].map((method) => [
        `${method}Route`,
        Route({ RouteKey: `${method} /pets/{id}`, Target: target('Integration') }),
      ]),
    ),
  },
  'paths of different precedence': api({
    Integration: url('https://example.com/{proxy}'),
    A: Route({ RouteKey: 'GET /pets/dog/1', Target: target('Integration') }),
    B: Route({ RouteKey: 'GET /pets/dog/{id}', Target: target('Integration') }),
    C: Route({ RouteKey: 'GET /pets/{proxy+}', Target: target('Integration') }),
    D: Route({ RouteKey: 'ANY /{proxy+}', Target: target('Integration') }),
    E: Route({ RouteKey: '$default', Target: target('Integration') }),
  }),
  'unusual characters in paths': api({
    A: Route({ RouteKey: 'GET /v1.0/users:search/me/-metadata' }),
    B: Route({ RouteKey: 'GET /.well-known/_c/d.e' }),
    C: Route({ RouteKey: 'GET /{user_id}/{book-id}/{x.y}' }),
  }),
  'a website as the target': serving(url('https://example.com/{proxy}'), 'ANY /{proxy+}'),
  'an http website with a stage variable': api({
    Integration: url('http://${stageVariables.host}/books'),
    Route: Route({ RouteKey: 'GET /books', Target: target('Integration') }),
    Stage: defaultStage({ StageVariables: { host: 'example.com' } }),
  }),
  'a request mapping': serving(
    url('https://example.com', {
      TimeoutInMillis: 30_000,
      RequestParameters: {
        'append:header.x-user': '$context.authorizer.claims.sub',
        'overwrite:header.Host': 'example.com',
        'remove:header.cookie': "''",
        'overwrite:querystring.page': '$request.querystring.p',
        'remove:querystring.debug': '',
        'overwrite:path': '/v2/${request.path.id}/$stageVariables.name',
      },
    }),
    'GET /books/{id}',
  ),
  'response mappings': serving(
    url('https://example.com', {
      ResponseParameters: {
        200: { ResponseParameters: [{ Destination: 'append:header.x-status', Source: '$response.header.status' }] },
        500: {
          ResponseParameters: [
            { Destination: 'overwrite:statuscode', Source: '403' },
            { Destination: 'remove:header.x-secret', Source: "''" },
            { Destination: 'overwrite:header.x-code', Source: '$response.body.code' },
          ],
        },
      },
    }),
  ),
  'the shortest timeout': serving(url('https://example.com', { TimeoutInMillis: 50 })),
  'a load balancer': {
    ...serving(
      url(LISTENER, {
        ConnectionType: 'VPC_LINK',
        ConnectionId: ref('Link'),
        RequestParameters: { 'overwrite:path': '$request.path' },
      }),
      'ANY /{proxy+}',
    ),
    Link: VpcLink({ Name: 'link', SubnetIds: ['subnet-1', 'subnet-2'], SecurityGroupIds: [] }),
  } as Corpus[string],
  'a listener of the template with TLS': {
    ...serving(
      url(ref('Listener'), {
        ConnectionType: 'VPC_LINK',
        ConnectionId: ref('Link'),
        TlsConfig: { ServerNameToVerify: 'internal.example.com' },
      }),
    ),
    Link: VpcLink({ Name: 'link', SubnetIds: { 'Fn::Split': [',', { 'Fn::ImportValue': 'subnets' }] } }),
    Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: { DefaultActions: [], LoadBalancerArn: 'arn', Port: 443, Protocol: 'TLS' },
    },
  } as Corpus[string],
  'a Cloud Map service with parameters': {
    ...serving(
      url('arn:aws:servicediscovery:eu-west-1:111111111111:service/srv-abc?stage=alpha&green_deployment=true', {
        ConnectionType: 'VPC_LINK',
        ConnectionId: 'abc123',
        IntegrationMethod: 'GET',
      }),
    ),
  } as Corpus[string],
  'the action that sends events to EventBridge': does('EventBridge-PutEvents', {
    Source: 'com.example.shop',
    DetailType: '$request.body.type',
    Detail: '$request.body.detail',
    EventBusName: 'default',
    Time: '$context.requestTime',
  }),
  'the action that sends messages to a queue': {
    ...(does('SQS-SendMessage', { QueueUrl: ref('Queue'), MessageBody: '$request.body' }) as object),
    Queue: { Type: 'AWS::SQS::Queue' },
  } as Corpus[string],
  'the action that sends messages to a FIFO queue': does('SQS-SendMessage', {
    QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111111111111/orders.fifo',
    MessageBody: '$request.body.MessageBody',
    MessageGroupId: '$request.body.group',
    MessageDeduplicationId: '$context.requestId',
  }),
  'the action that receives messages from a queue': does('SQS-ReceiveMessage', {
    QueueUrl: '$request.querystring.queue',
    MaxNumberOfMessages: '10',
  }),
  'the action that deletes a message from a queue': does('SQS-DeleteMessage', {
    QueueUrl: 'https://q',
    ReceiptHandle: '$request.header.receipt',
  }),
  'the action that purges a queue': does('SQS-PurgeQueue', { QueueUrl: 'https://q' }, { TimeoutInMillis: 5000 }),
  'the action that puts records into a stream': does('Kinesis-PutRecord', {
    StreamName: 's',
    Data: '$request.body',
    PartitionKey: '$context.requestId',
  }),
  'the action that reads a configuration': does('AppConfig-GetConfiguration', {
    Application: 'a',
    Environment: 'e',
    Configuration: 'c',
    ClientId: '$context.identity.sourceIp',
  }),
  'the action that starts a state machine': {
    ...(does('StepFunctions-StartExecution', { StateMachineArn: ref('Machine'), Input: '$request.body' }) as object),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: { RoleArn: att('Role', 'Arn'), DefinitionString: '{}' },
    },
  } as Corpus[string],
  'the action that runs an Express workflow synchronously': {
    ...(does('StepFunctions-StartSyncExecution', {
      StateMachineArn: ref('Machine'),
      Input: '$request.body',
    }) as object),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: { RoleArn: att('Role', 'Arn'), StateMachineType: 'EXPRESS', DefinitionString: '{}' },
    },
  } as Corpus[string],
  'the action that stops an execution': does(
    'StepFunctions-StopExecution',
    { ExecutionArn: '$request.body.arn', Cause: 'asked' },
    { Description: 'stop' },
  ),
  'a service action in another region': does('SQS-PurgeQueue', { QueueUrl: 'https://q', Region: 'us-east-1' }),
  CORS: api(
    {},
    {
      CorsConfiguration: {
        AllowOrigins: ['https://www.example.com', 'http://localhost:3000'],
        AllowMethods: ['*'],
        AllowHeaders: ['authorization', 'content-type'],
        ExposeHeaders: ['x-id'],
        AllowCredentials: true,
        MaxAge: 86_400,
      },
    },
  ),
  'CORS for all origins': api(
    {},
    { CorsConfiguration: { AllowOrigins: ['*'], AllowHeaders: ['*'], AllowMethods: ['GET'], MaxAge: -1 } },
  ),
  'CORS with an authorizer and a public OPTIONS route': {
    ...api(
      {
        Jwt: jwt(),
        Integration: url(),
        Default: Route({
          RouteKey: '$default',
          AuthorizationType: 'JWT',
          AuthorizerId: ref('Jwt'),
          Target: target('Integration'),
        }),
        Preflight: Route({ RouteKey: 'OPTIONS /{proxy+}', Target: target('Integration') }),
      },
      { CorsConfiguration: { AllowOrigins: ['https://*'] } },
    ),
  } as Corpus[string],
  'a JWT authorizer with scopes': api({
    Jwt: jwt(),
    Read: Route({
      RouteKey: 'GET /a',
      AuthorizationType: 'JWT',
      AuthorizerId: ref('Jwt'),
      AuthorizationScopes: ['books/read', 'email'],
    }),
  }),
  'a JWT authorizer that reads the query string': api({
    Jwt: jwt({ IdentitySource: ['$request.querystring.access_token'] }),
  }),
  'a JWT authorizer of a user pool of the template': {
    ...api({
      Jwt: jwt({
        JwtConfiguration: {
          Issuer: att('Pool', 'ProviderURL'),
          Audience: [ref('Client'), { 'Fn::ImportValue': 'other' }],
        },
      }),
    }),
    Pool: { Type: 'AWS::Cognito::UserPool' },
    Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: ref('Pool') } },
  } as Corpus[string],
  'IAM authorization': api({ A: Route({ RouteKey: 'GET /a', AuthorizationType: 'AWS_IAM' }) }),
  'a Lambda authorizer with simple responses and a cache': {
    ...api({
      Request: request({
        EnableSimpleResponses: true,
        AuthorizerResultTtlInSeconds: 3600,
        IdentitySource: [
          '$request.header.Authorization',
          '$context.routeKey',
          '$stageVariables.tenant',
          '$request.querystring.t',
        ],
      }),
      A: Route({ RouteKey: 'GET /a', AuthorizationType: 'CUSTOM', AuthorizerId: ref('Request') }),
    }),
    ...handler,
  } as Corpus[string],
  'a Lambda authorizer with payload format 1.0 and a role': {
    ...api({
      Request: request({
        AuthorizerPayloadFormatVersion: '1.0',
        AuthorizerCredentialsArn: att('Role', 'Arn'),
        AuthorizerResultTtlInSeconds: 0,
        IdentitySource: undefined,
      }),
    }),
    ...handler,
  } as Corpus[string],
  'one authorizer for each API': {
    Api: httpApi(),
    Other: httpApi({ Name: 'other' }),
    One: jwt(),
    Two: jwt({ ApiId: ref('Other') }),
    A: Route({ RouteKey: 'GET /a', AuthorizationType: 'JWT', AuthorizerId: ref('One') }),
    B: Route({ ApiId: ref('Other'), RouteKey: 'GET /a', AuthorizationType: 'JWT', AuthorizerId: ref('Two') }),
  },
  'access logs in CLF': logged(FORMAT.clf),
  'access logs in JSON': logged(FORMAT.json),
  'access logs in XML': logged(FORMAT.xml),
  'access logs in CSV': logged(FORMAT.csv),
  'throttles of a stage and of routes': api({
    Get: Route({ RouteKey: 'GET /books' }),
    Stage: defaultStage(
      {
        DefaultRouteSettings: { ThrottlingRateLimit: 10.5, ThrottlingBurstLimit: 5, DetailedMetricsEnabled: true },
        RouteSettings: { 'GET /books': { ThrottlingRateLimit: 0, ThrottlingBurstLimit: 0 } },
      },
      { DependsOn: ['Get'] },
    ),
  }),
  'several stages and a deployment': {
    Api: httpApi(),
    Integration: url(),
    Get: Route({ RouteKey: 'GET /books', Target: target('Integration') }),
    Deployment: Deployment({ Description: 'first' }, { DependsOn: ['Get'] }),
    Prod: Stage({ StageName: 'prod', DeploymentId: ref('Deployment'), StageVariables: { level: 'prod' } }),
    Beta: Stage({ StageName: 'Beta_1-2', AutoDeploy: true }),
    Gamma: Stage({ StageName: 'gamma' }),
    Later: Deployment({ StageName: ref('Gamma') }, { DependsOn: ['Get'] }),
  },
  'one of two stages that a condition selects': {
    Conditions: {
      IsProd: { 'Fn::Equals': [ref('AWS::Region'), 'eu-west-1'] },
      IsTest: { 'Fn::Not': [{ Condition: 'IsProd' }] },
    },
    Resources: {
      Api: httpApi({ Name: { 'Fn::If': ['IsProd', 'prod', ref('AWS::NoValue')] } }),
      One: Stage({ StageName: 'live', AutoDeploy: true }, { Condition: 'IsProd' }),
      Two: Stage({ StageName: 'live', AutoDeploy: true, Description: 'test' }, { Condition: 'IsTest' }),
      A: Route({ RouteKey: 'GET /a' }, { Condition: 'IsProd' }),
      B: Route({ RouteKey: 'GET /a', AuthorizationType: 'AWS_IAM' }, { Condition: 'IsTest' }),
    },
  } as unknown as Corpus[string],
  'values from parameters': {
    Parameters: { Name: { Type: 'String' }, MaxAge: { Type: 'Number' }, Path: { Type: 'String' } },
    Resources: {
      Api: httpApi({ Name: ref('Name'), CorsConfiguration: { MaxAge: ref('MaxAge'), AllowOrigins: [ref('Name')] } }),
      A: Route({ RouteKey: sub('GET /${Path}') }),
      I: Integration({
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'GET',
        IntegrationUri: ref('Path'),
        PayloadFormatVersion: '1.0',
      }),
      S: Stage({ StageName: ref('Name'), AutoDeploy: true }),
    },
  } as unknown as Corpus[string],
};
