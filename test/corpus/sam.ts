import type { Entry } from './entry';
import type { Json } from './template';
import { att, functionWithRole, join, operation, permission, ref, sub, v2 } from './template';

/** The output of the SAM transform for an API with the events of one function: a document, a default stage and a permission. */
const sam = (title: string, parts: { body?: Json; api?: Json; stage?: Json; paths?: Json; more?: Json }): Entry => ({
  title: `SAM: ${title}`,
  template: {
    ...functionWithRole(),
    HelloFunctionApiEventPermission: permission(
      'HelloFunction',
      sub('arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${ServerlessHttpApi}/*/GET/hello'),
    ),
    ServerlessHttpApi: v2('Api', {
      Body: {
        openapi: '3.0.1',
        info: { version: '1.0', title: ref('AWS::StackName') },
        paths: parts.paths ?? { '/hello': { get: operation('HelloFunction') } },
        tags: [{ name: 'httpapi:createdBy', 'x-amazon-apigateway-tag-value': 'SAM' }],
        ...parts.body,
      },
      ...parts.api,
    }),
    ServerlessHttpApiApiGatewayDefaultStage: v2('Stage', {
      ApiId: ref('ServerlessHttpApi'),
      StageName: '$default',
      Tags: { 'httpapi:createdBy': 'SAM' },
      AutoDeploy: true,
      ...parts.stage,
    }),
    ...parts.more,
  },
});

const authorizers = (schemes: Json, security: Json[]): { body: Json; paths: Json } => ({
  body: { components: { securitySchemes: schemes } },
  paths: { '/hello': { get: operation('HelloFunction', { security }) } },
});

/** The WebSocket API of the sample simple-websockets-chat-app. */
const route = (key: string, name: string, more: Json = {}): Json => ({
  [`${name}Route`]: v2('Route', {
    ApiId: ref('ChatApi'),
    RouteKey: key,
    AuthorizationType: 'NONE',
    OperationName: `${name}Route`,
    Target: { 'Fn::Join': ['/', ['integrations', ref(`${name}Integ`)]] },
    ...more,
  }),
  [`${name}Integ`]: v2('Integration', {
    ApiId: ref('ChatApi'),
    Description: `${name} integration`,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: sub(
      'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${HelloFunction.Arn}/invocations',
    ),
  }),
});
const chat = (title: string, more: Json = {}, connect: Json = {}): Entry => ({
  title: `SAM: ${title}`,
  template: {
    ...functionWithRole(),
    HelloPermission: permission(
      'HelloFunction',
      sub('arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${ChatApi}/*'),
    ),
    ChatApi: v2('Api', {
      Name: 'SimpleChatWebSocket',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.message',
    }),
    ...route('$connect', 'Connect', connect),
    ...route('$disconnect', 'Disconnect'),
    ...route('sendmessage', 'Send'),
    Deployment: v2(
      'Deployment',
      { ApiId: ref('ChatApi') },
      { DependsOn: ['ConnectRoute', 'DisconnectRoute', 'SendRoute'] },
    ),
    Stage: v2('Stage', {
      StageName: 'Prod',
      Description: 'Prod Stage',
      DeploymentId: ref('Deployment'),
      ApiId: ref('ChatApi'),
    }),
    ...more,
  },
});

const ISSUER = sub('https://cognito-idp.${AWS::Region}.amazonaws.com/eu-west-1_abc');
const oauth = (jwtConfiguration: Json, identitySource: unknown = '$request.header.Authorization'): Json => ({
  type: 'oauth2',
  'x-amazon-apigateway-authorizer': { type: 'jwt', jwtConfiguration, identitySource },
});

export const entries: Entry[] = [
  sam('an implicit HTTP API', {}),
  sam('an implicit HTTP API with a catch-all route', {
    paths: { '/$default': { 'x-amazon-apigateway-any-method': operation('HelloFunction', { isDefaultRoute: true }) } },
  }),
  sam('CorsConfiguration true', {
    body: { 'x-amazon-apigateway-cors': { allowOrigins: ['*'], allowHeaders: ['*'], allowMethods: ['*'] } },
  }),
  sam('CorsConfiguration with credentials', {
    body: {
      'x-amazon-apigateway-cors': { allowOrigins: ['https://www.example.com'], allowCredentials: true, maxAge: 3600 },
    },
  }),
  sam('Auth with a default JWT authorizer and scopes', {
    ...authorizers({ OAuth2: oauth({ issuer: ISSUER, audience: ['client'] }) }, [{ OAuth2: ['email', 'books/read'] }]),
  }),
  sam('Auth with a Lambda authorizer', {
    ...authorizers(
      {
        LambdaAuthorizer: {
          type: 'apiKey',
          name: 'Unused',
          in: 'header',
          'x-amazon-apigateway-authorizer': {
            type: 'request',
            authorizerUri: sub(
              'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${HelloFunction.Arn}/invocations',
            ),
            authorizerPayloadFormatVersion: '2.0',
            enableSimpleResponses: true,
            identitySource: '$request.header.Authorization',
            authorizerResultTtlInSeconds: 60,
          },
        },
      },
      [{ LambdaAuthorizer: [] }],
    ),
  }),
  sam('Auth with IAM', {
    ...authorizers(
      { AWS_IAM: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' } },
      [{ AWS_IAM: [] }],
    ),
  }),
  sam('a stage with a name, variables, settings and logs', {
    stage: {
      StageName: 'v1',
      StageVariables: { table: 'books' },
      DefaultRouteSettings: { ThrottlingBurstLimit: 200, DetailedMetricsEnabled: true },
      RouteSettings: { 'GET /hello': { ThrottlingBurstLimit: 500 } },
      AccessLogSettings: {
        DestinationArn: att('Logs'),
        Format: '$context.stage $context.integrationErrorMessage $context.requestId',
      },
    },
    more: {
      Logs: { Type: 'AWS::Logs::LogGroup' },
    },
  }),
  sam('a domain name with base paths and a record', {
    more: {
      ApiGatewayDomainNameV20c9f5d6b: v2('DomainName', {
        DomainName: 'api.example.com',
        DomainNameConfigurations: [
          { CertificateArn: ref('Certificate'), EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' },
        ],
        Tags: { 'httpapi:createdBy': 'SAM' },
      }),
      Certificate: { Type: 'AWS::CertificateManager::Certificate', Properties: { DomainName: 'api.example.com' } },
      ServerlessHttpApigetApiMapping: v2('ApiMapping', {
        DomainName: ref('ApiGatewayDomainNameV20c9f5d6b'),
        ApiId: ref('ServerlessHttpApi'),
        Stage: ref('ServerlessHttpApiApiGatewayDefaultStage'),
        ApiMappingKey: 'get',
      }),
      ServerlessHttpApirootApiMapping: v2('ApiMapping', {
        DomainName: ref('ApiGatewayDomainNameV20c9f5d6b'),
        ApiId: ref('ServerlessHttpApi'),
        Stage: ref('ServerlessHttpApiApiGatewayDefaultStage'),
      }),
      RecordSetGroup: {
        Type: 'AWS::Route53::RecordSetGroup',
        Properties: {
          HostedZoneId: 'Z0123456789',
          RecordSets: [
            {
              Name: 'api.example.com',
              Type: 'A',
              AliasTarget: {
                HostedZoneId: att('ApiGatewayDomainNameV20c9f5d6b', 'RegionalHostedZoneId'),
                DNSName: att('ApiGatewayDomainNameV20c9f5d6b', 'RegionalDomainName'),
              },
            },
          ],
        },
      },
    },
  }),
  sam('FailOnWarnings and a disabled default endpoint', {
    api: { FailOnWarnings: true },
    body: { 'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true } },
  }),
  sam('a definition by a transform (DefinitionUri in AWS::Include)', {
    api: { Body: { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/api.yaml' } } } },
  }),
  sam('PropagateTags', {
    body: { tags: [{ name: 'team', 'x-amazon-apigateway-tag-value': 'shop' }] },
    stage: { Tags: { 'httpapi:createdBy': 'SAM', team: 'shop' } },
  }),
  chat('simple-websockets-chat-app'),
  chat(
    'simple-websockets-chat-app with an authorizer',
    {
      Authorizer: v2('Authorizer', {
        Name: 'WebSocketAuthorizer',
        ApiId: ref('ChatApi'),
        AuthorizerType: 'REQUEST',
        AuthorizerUri: sub(
          'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${HelloFunction.Arn}/invocations',
        ),
        IdentitySource: ['route.request.querystring.token'],
      }),
    },
    { AuthorizationType: 'CUSTOM', AuthorizerId: ref('Authorizer') },
  ),
  chat('simple-websockets-chat-app with logs and the role of the account', {
    Account: { Type: 'AWS::ApiGateway::Account', Properties: { CloudWatchRoleArn: att('LogRole') } },
    LogRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [
            { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' } },
          ],
        },
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs'],
      },
    },
    Stage: v2(
      'Stage',
      {
        StageName: 'Prod',
        DeploymentId: ref('Deployment'),
        ApiId: ref('ChatApi'),
        DefaultRouteSettings: { DetailedMetricsEnabled: true, LoggingLevel: 'INFO', DataTraceEnabled: true },
        AccessLogSettings: {
          DestinationArn: att('Logs'),
          Format: '{"requestId":"$context.requestId","route":"$context.routeKey"}',
        },
      },
      { DependsOn: 'Account' },
    ),
    Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: sub('/aws/vendedlogs/apis/${AWS::StackName}') } },
  }),
  {
    title: 'SAM: before the transform, events of functions and an explicit HTTP API',
    template: {
      Transform: 'AWS::Serverless-2016-10-31',
      Resources: {
        Api: {
          Type: 'AWS::Serverless::HttpApi',
          Properties: {
            StageName: 'v1',
            CorsConfiguration: true,
            RouteSettings: { 'GET /hello': { ThrottlingRateLimit: 1 } },
          },
        },
        Hello: {
          Type: 'AWS::Serverless::Function',
          Properties: {
            InlineCode: 'x',
            Handler: 'index.handler',
            Runtime: 'nodejs22.x',
            Events: { Get: { Type: 'HttpApi', Properties: { ApiId: ref('Api'), Method: 'GET', Path: '/hello' } } },
          },
        },
        Beta: v2('Stage', { ApiId: ref('Api'), StageName: 'beta', AutoDeploy: true }),
      },
    },
  },
  {
    title: 'SAM: a function of the template as the target of a CloudFormation HTTP API',
    template: {
      Transform: 'AWS::Serverless-2016-10-31',
      Resources: {
        Hello: {
          Type: 'AWS::Serverless::Function',
          Properties: { InlineCode: 'x', Handler: 'index.handler', Runtime: 'nodejs22.x' },
        },
        Api: v2('Api', { Name: 'api', ProtocolType: 'HTTP', Target: att('Hello') }),
        HelloPermission: permission(
          'Hello',
          join('arn:aws:execute-api:', ref('AWS::Region'), ':', ref('AWS::AccountId'), ':', ref('Api'), '/*/$default'),
        ),
      },
    },
  },
];
