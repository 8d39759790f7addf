import { DEFINITION } from './builders';
import type { Entry } from './entry';
import type { Json } from './template';
import { att, functionWithRole, join, permission, ref, sub, v2 } from './template';

const execute = (api: string, rest: string) =>
  join(
    'arn:',
    ref('AWS::Partition'),
    ':execute-api:',
    ref('AWS::Region'),
    ':',
    ref('AWS::AccountId'),
    ':',
    ref(api),
    rest,
  );
const FN = 'HelloLambdaFunction';
/** The Lambda function of a Serverless Framework service. */
const fn = functionWithRole(FN);

/** The template that the Serverless Framework deploys for `httpApi` events. */
const serverless = (title: string, parts: { api?: Json; stage?: Json; route?: Json; more?: Json } = {}): Entry => ({
  title: `Serverless Framework: ${title}`,
  template: {
    ...fn,
    HttpApi: v2('Api', { Name: 'dev-shop', ProtocolType: 'HTTP', ...parts.api }),
    HttpApiStage: v2('Stage', {
      ApiId: ref('HttpApi'),
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { DetailedMetricsEnabled: false },
      ...parts.stage,
    }),
    HelloLambdaPermissionHttpApi: permission(FN, execute('HttpApi', '/*')),
    HttpApiIntegrationHello: v2('Integration', {
      ApiId: ref('HttpApi'),
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: att(FN),
      PayloadFormatVersion: '2.0',
      TimeoutInMillis: 30000,
    }),
    HttpApiRouteGetHello: v2(
      'Route',
      {
        ApiId: ref('HttpApi'),
        RouteKey: 'GET /hello',
        Target: { 'Fn::Join': ['/', ['integrations', ref('HttpApiIntegrationHello')]] },
        ...parts.route,
      },
      { DependsOn: 'HttpApiIntegrationHello' },
    ),
    ...parts.more,
  },
});

const socket = (name: string, key: string, more: Json = {}): Json => ({
  [`${name}WebsocketsRoute`]: v2('Route', {
    ApiId: ref('WebsocketsApi'),
    RouteKey: key,
    AuthorizationType: 'NONE',
    Target: { 'Fn::Join': ['/', ['integrations', ref('HelloWebsocketsIntegration')]] },
    ...more,
  }),
});
/** The template that the Serverless Framework deploys for `websocket` events. */
const websockets = (title: string, stage: Json = {}, more: Json = {}, warnings?: string[]): Entry => ({
  title: `Serverless Framework: ${title}`,
  template: {
    ...fn,
    WebsocketsApi: v2('Api', {
      Name: 'dev-shop-websockets',
      RouteSelectionExpression: '$request.body.action',
      Description: 'Serverless Websockets',
      ProtocolType: 'WEBSOCKET',
    }),
    HelloWebsocketsIntegration: v2('Integration', {
      ApiId: ref('WebsocketsApi'),
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: join(
        'arn:',
        ref('AWS::Partition'),
        ':apigateway:',
        ref('AWS::Region'),
        ':lambda:path/2015-03-31/functions/',
        att(FN),
        '/invocations',
      ),
    }),
    HelloLambdaPermissionWebsockets: permission(FN, execute('WebsocketsApi', '/*')),
    ...socket('Sconnect', '$connect'),
    ...socket('Sdisconnect', '$disconnect'),
    ...socket('Sdefault', '$default', { RouteResponseSelectionExpression: '$default' }),
    SdefaultWebsocketsRouteResponse: v2('RouteResponse', {
      ApiId: ref('WebsocketsApi'),
      RouteId: ref('SdefaultWebsocketsRoute'),
      RouteResponseKey: '$default',
    }),
    WebsocketsDeploymentAbC123: v2(
      'Deployment',
      { ApiId: ref('WebsocketsApi'), Description: 'Serverless Websockets' },
      { DependsOn: ['SconnectWebsocketsRoute', 'SdisconnectWebsocketsRoute', 'SdefaultWebsocketsRoute'] },
    ),
    WebsocketsDeploymentStage: v2('Stage', {
      ApiId: ref('WebsocketsApi'),
      DeploymentId: ref('WebsocketsDeploymentAbC123'),
      StageName: 'dev',
      Description: 'Serverless Websockets',
      ...stage,
    }),
    ...more,
  },
  warnings,
});

const pattern = (title: string, template: Json): Entry => ({ title: `Serverless Land pattern: ${title}`, template });
const httpApi = { Api: v2('Api', { Name: 'api', ProtocolType: 'HTTP' }) };
const stage = { Stage: v2('Stage', { ApiId: ref('Api'), StageName: '$default', AutoDeploy: true }) };
const role = (action: string, resource: unknown): Json => ({
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      Policies: [
        { PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] } },
      ],
    },
  },
});
const direct = (subtype: string, parameters: Json): Json => ({
  ...httpApi,
  ...stage,
  Integration: v2('Integration', {
    ApiId: ref('Api'),
    IntegrationType: 'AWS_PROXY',
    IntegrationSubtype: subtype,
    CredentialsArn: att('Role'),
    PayloadFormatVersion: '1.0',
    RequestParameters: parameters,
  }),
  Route: v2('Route', { ApiId: ref('Api'), RouteKey: 'POST /submit', Target: sub('integrations/${Integration}') }),
});

export const entries: Entry[] = [
  serverless('an httpApi event'),
  serverless('httpApi with a catch-all route', { route: { RouteKey: '$default' } }),
  serverless('httpApi with cors: true', {
    api: {
      CorsConfiguration: {
        AllowHeaders: ['Content-Type', 'X-Amz-Date', 'Authorization', 'X-Api-Key', 'X-Amz-Security-Token'],
        AllowMethods: ['OPTIONS', 'GET'],
        AllowOrigins: ['*'],
      },
    },
  }),
  serverless('httpApi with a JWT authorizer and scopes', {
    route: { AuthorizationType: 'JWT', AuthorizerId: ref('HttpApiAuthorizerJwt'), AuthorizationScopes: ['user.id'] },
    more: {
      HttpApiAuthorizerJwt: v2('Authorizer', {
        ApiId: ref('HttpApi'),
        Name: 'jwt',
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Issuer: 'https://tenant.auth0.com/', Audience: ['shop'] },
      }),
    },
  }),
  serverless('httpApi with a Lambda authorizer', {
    route: { AuthorizationType: 'CUSTOM', AuthorizerId: ref('HttpApiAuthorizerCustom') },
    more: {
      HttpApiAuthorizerCustom: v2('Authorizer', {
        ApiId: ref('HttpApi'),
        Name: 'custom',
        AuthorizerType: 'REQUEST',
        AuthorizerPayloadFormatVersion: '2.0',
        AuthorizerResultTtlInSeconds: 300,
        EnableSimpleResponses: true,
        IdentitySource: ['$request.header.Authorization', '$context.routeKey'],
        AuthorizerUri: sub(
          `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${FN}.Arn}/invocations`,
        ),
      }),
    },
  }),
  serverless('httpApi with access logs', {
    stage: {
      AccessLogSettings: {
        DestinationArn: att('HttpApiLogGroup'),
        Format:
          '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","requestTime":"$context.requestTime",' +
          '"httpMethod":"$context.httpMethod","routeKey":"$context.routeKey","status":"$context.status",' +
          '"protocol":"$context.protocol","responseLength":"$context.responseLength"}',
      },
    },
    more: { HttpApiLogGroup: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/aws/http-api/dev-shop' } } },
  }),
  serverless('httpApi with a domain of the plugin serverless-domain-manager', {
    more: {
      Mapping: v2(
        'ApiMapping',
        { ApiId: ref('HttpApi'), DomainName: 'api.example.com', Stage: '$default', ApiMappingKey: 'shop' },
        { DependsOn: 'HttpApiStage' },
      ),
    },
  }),
  websockets('websocket events with a route response'),
  websockets(
    'websocket logs with an account role that a custom resource sets',
    {
      AccessLogSettings: {
        DestinationArn: sub('${WebsocketsLogGroup.Arn}'),
        Format: '$context.identity.sourceIp $context.requestId',
      },
      DefaultRouteSettings: { DataTraceEnabled: true, LoggingLevel: 'INFO' },
    },
    { WebsocketsLogGroup: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/aws/websocket/shop-dev' } } },
    // The framework sets the account's CloudWatch role outside the template
    ['WebSocketLoggingRole'],
  ),
  pattern('apigw-http-api-lambda', {
    ...functionWithRole('Fn'),
    Api: v2('Api', { Name: 'api', ProtocolType: 'HTTP', Target: att('Fn') }),
    Permission: permission('Fn', sub('arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*')),
  }),
  pattern('apigw-http-eventbridge', {
    ...direct('EventBridge-PutEvents', {
      Source: 'WebApp',
      DetailType: 'MyDetailType',
      Detail: '$request.body',
      EventBusName: ref('Bus'),
    }),
    ...role('events:PutEvents', att('Bus')),
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } },
  }),
  pattern('apigw-http-sqs', {
    ...direct('SQS-SendMessage', { QueueUrl: ref('Queue'), MessageBody: '$request.body' }),
    ...role('sqs:SendMessage', att('Queue')),
    Queue: { Type: 'AWS::SQS::Queue' },
  }),
  pattern('apigw-http-kinesis', {
    ...direct('Kinesis-PutRecord', {
      StreamName: ref('Stream'),
      Data: '$request.body.data',
      PartitionKey: '$request.body.partitionKey',
    }),
    ...role('kinesis:PutRecord', att('Stream')),
    Stream: { Type: 'AWS::Kinesis::Stream', Properties: { ShardCount: 1 } },
  }),
  pattern('apigw-http-stepfunctions-sync', {
    ...direct('StepFunctions-StartSyncExecution', { StateMachineArn: ref('Machine'), Input: '$request.body' }),
    ...role('states:StartSyncExecution', ref('Machine')),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: 'arn:aws:iam::111111111111:role/m',
        StateMachineType: 'EXPRESS',
        DefinitionString: DEFINITION,
      },
    },
  }),
  pattern('apigw-http-vpclink-private-alb', {
    ...httpApi,
    ...stage,
    Link: v2('VpcLink', { Name: 'link', SubnetIds: ['subnet-0a1b2c3d', 'subnet-1a2b3c4d'] }),
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Scheme: 'internal', Subnets: ['subnet-0a1b2c3d', 'subnet-1a2b3c4d'] },
    },
    Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: ref('Balancer'),
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }],
      },
    },
    Integration: v2('Integration', {
      ApiId: ref('Api'),
      ConnectionId: ref('Link'),
      ConnectionType: 'VPC_LINK',
      IntegrationMethod: 'ANY',
      IntegrationType: 'HTTP_PROXY',
      IntegrationUri: ref('Listener'),
      PayloadFormatVersion: '1.0',
    }),
    Route: v2('Route', {
      ApiId: ref('Api'),
      RouteKey: 'ANY /{proxy+}',
      Target: join('integrations/', ref('Integration')),
    }),
  }),
];
