import { Duration } from 'aws-cdk-lib';
import type { CfnResource, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import * as v2 from '../../lib';
import * as auth from '../../lib/authorizers';
import * as to from '../../lib/integrations';
import { CERTIFICATE } from './builders';
import type { Entry } from './entry';

const fn = (s: Stack, id = 'Fn') =>
  new Function(s, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('x') });
/** An API with a Lambda function for the predefined routes, as in the README. */
const chat = (s: Stack, props: v2.WebSocketApiProps = {}) => {
  const integration = new to.WebSocketLambdaIntegration('Integration', fn(s));
  return new v2.WebSocketApi(s, 'Api', {
    connectRouteOptions: { integration },
    disconnectRouteOptions: { integration },
    defaultRouteOptions: { integration },
    ...props,
  });
};
const stage = (api: v2.WebSocketApi, props: Partial<v2.WebSocketStageProps> = {}) =>
  new v2.WebSocketStage(api, 'Stage', { webSocketApi: api, stageName: 'dev', autoDeploy: true, ...props });
const readme = (title: string, build: Entry['build']): Entry => ({
  title: `README of aws-cdk-lib: WebSocket, ${title}`,
  build,
});

export const entries: Entry[] = [
  readme('predefined routes and a stage', (s) => stage(chat(s))),
  readme('a custom route, with a response', (s) => {
    const api = chat(s);
    const integration = new to.WebSocketLambdaIntegration('Send', fn(s, 'Send'));
    api.addRoute('sendMessage', { integration });
    api.addRoute('echo', { integration, returnResponse: true });
    stage(api);
  }),
  readme('a mock integration and an AWS service', (s) => {
    const api = chat(s);
    api.addRoute('mock', { integration: new to.WebSocketMockIntegration('Mock') });
    const table = new Table(s, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } });
    const credentialsRole = new Role(s, 'Role', { assumedBy: new ServicePrincipal('apigateway.amazonaws.com') });
    table.grantWriteData(credentialsRole);
    api.addRoute('put', {
      integration: new to.WebSocketAwsIntegration('DynamodbPutItem', {
        integrationUri: `arn:aws:apigateway:${s.region}:dynamodb:action/PutItem`,
        integrationMethod: v2.HttpMethod.POST,
        credentialsRole,
        requestTemplates: {
          'application/json': JSON.stringify({ TableName: table.tableName, Item: { id: { S: '$context.requestId' } } }),
        },
      }),
    });
    stage(api);
  }),
  readme('a Lambda authorizer and IAM', (s) => {
    const integration = new to.WebSocketLambdaIntegration('Integration', fn(s));
    const authorizer = new auth.WebSocketLambdaAuthorizer('Authorizer', fn(s, 'Auth'), {
      identitySource: ['route.request.querystring.token', 'route.request.header.Authorization'],
    });
    new v2.WebSocketApi(s, 'Lambda', { connectRouteOptions: { integration, authorizer } });
    const other = new to.WebSocketLambdaIntegration('Integration', fn(s, 'Other'));
    const connectRouteOptions = { integration: other, authorizer: new auth.WebSocketIamAuthorizer() };
    new v2.WebSocketApi(s, 'Iam', { connectRouteOptions });
  }),
  readme('an API key in a header', (s) => {
    const apiKeySelectionExpression = v2.WebSocketApiKeySelectionExpression.HEADER_X_API_KEY;
    stage(chat(s, { apiKeySelectionExpression }));
  }),
  readme('a usage plan and an API key', (s) => {
    const api = chat(s);
    const apiStages = [{ api, stage: stage(api) }];
    const throttle = { rateLimit: 10, burstLimit: 2 };
    new v2.UsagePlan(s, 'Plan', { apiStages, throttle, quota: { limit: 10000, period: v2.Period.MONTH } }).addApiKey(
      new v2.ApiKey(s, 'Key'),
    );
  }),
  readme('a domain name', (s) => {
    const certificate = Certificate.fromCertificateArn(s, 'Cert', CERTIFICATE);
    const domainName = new v2.DomainName(s, 'DN', { domainName: 'ws.example.com', certificate });
    stage(chat(s), { domainMapping: { domainName, mappingKey: 'chat' }, throttle: { rateLimit: 10, burstLimit: 5 } });
  }),
  readme('a function that manages connections', (s) => {
    const api = chat(s);
    stage(api).grantManagementApiAccess(fn(s, 'Manager'));
    api.grantManageConnections(fn(s, 'Other'));
  }),
  readme('an imported API', (s) => {
    const api = v2.WebSocketApi.fromWebSocketApiAttributes(s, 'Imported', { webSocketId: 'a1b2c3d4e5' });
    new v2.WebSocketStage(s, 'Stage', { webSocketApi: api, stageName: 'beta', autoDeploy: true });
    const integration = new to.WebSocketLambdaIntegration('Integration', fn(s));
    new v2.WebSocketRoute(s, 'Route', { webSocketApi: api, routeKey: 'send', integration });
  }),
  {
    title: 'pattern: a queue as the target of a WebSocket API of this library',
    build: (s) => {
      const api = chat(s);
      const queue = new Queue(s, 'Queue', { visibilityTimeout: Duration.seconds(30) });
      api.addRoute('order', { integration: new to.WebSocketSqsIntegration('Order', { queue }) });
      stage(api);
    },
  },
  {
    title: 'escape hatches: route settings of a WebSocket stage that depends on its routes',
    build: (s) => {
      const api = chat(s);
      const child = stage(api).node.defaultChild as CfnResource;
      child.addPropertyOverride('RouteSettings', { $default: { ThrottlingRateLimit: 5 }, $connect: {} });
      child.node.addDependency(...api.node.children.filter((one) => one.node.id.endsWith('Route')));
    },
  },
];
