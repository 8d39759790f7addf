import { CfnOutput, Duration, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { domain, ENV, fn, inStack, rows } from '../fixtures';
import type { Modules, Program } from '../modules';
import { places } from '../places';

/** Programs of a chat: a WebSocket API with a table of connections, three kinds of integrations, an authorizer, API keys and a domain name. */
function chat(
  m: Modules,
  scope: Construct,
  options: { auth?: 'lambda' | 'iam'; keys?: boolean; domain?: boolean } = {},
) {
  const { WebSocketApi, WebSocketStage } = m.apigwv2;
  const { WebSocketAwsIntegration, WebSocketLambdaIntegration, WebSocketMockIntegration } = m.integrations;
  const { region, partition, account } = Stack.of(scope);
  const table = new dynamodb.Table(scope, 'Connections', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
  });
  const [connect, disconnect, message] = ['Connect', 'Disconnect', 'Message'].map((id) => fn(scope, `${id}Fn`));
  [connect, disconnect, message].forEach((f) => table.grantReadWriteData(f));
  const authorizer =
    options.auth === 'lambda'
      ? new m.authorizers.WebSocketLambdaAuthorizer('Auth', fn(scope, 'AuthFn'), {
          identitySource: ['route.request.querystring.token'],
        })
      : options.auth && new m.authorizers.WebSocketIamAuthorizer();
  const api = new WebSocketApi(scope, 'Chat', {
    apiName: 'chat',
    routeSelectionExpression: '$request.body.action',
    ...(options.keys && {
      apiKeySelectionExpression: m.apigwv2.WebSocketApiKeySelectionExpression.HEADER_X_API_KEY,
    }),
    connectRouteOptions: {
      integration: new WebSocketLambdaIntegration('ConnectIntegration', connect),
      authorizer: authorizer || undefined,
    },
    disconnectRouteOptions: { integration: new WebSocketLambdaIntegration('DisconnectIntegration', disconnect) },
    defaultRouteOptions: {
      integration: new WebSocketMockIntegration('FallbackIntegration', {
        requestTemplates: { $default: '{"statusCode":404}' },
        templateSelectionExpression: '\\$default',
      }),
      returnResponse: true,
    },
  });
  const send = new WebSocketLambdaIntegration('SendIntegration', message, { timeout: Duration.seconds(5) });
  const routes = ['send', 'edit', 'delete'].map((key) => api.addRoute(key, { integration: send }));
  const queue = new sqs.Queue(scope, 'Archive');
  const toQueue = new iam.Role(scope, 'ToQueue', { assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com') });
  queue.grantSendMessages(toQueue);
  const archive = api.addRoute('archive', {
    integration: new WebSocketAwsIntegration('ArchiveIntegration', {
      integrationUri: `arn:${partition}:apigateway:${region}:sqs:path/${account}/${queue.queueName}`,
      integrationMethod: m.apigwv2.HttpMethod.POST,
      credentialsRole: toQueue,
      passthroughBehavior: m.apigwv2.PassthroughBehavior.NEVER,
      requestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
      requestTemplates: { $default: "Action=SendMessage&MessageBody=$input.json('$')" },
      templateSelectionExpression: '\\$default',
    }),
    returnResponse: true,
  });
  const stage = new WebSocketStage(scope, 'Live', {
    webSocketApi: api,
    stageName: 'live',
    autoDeploy: true,
    throttle: { rateLimit: 50, burstLimit: 100 },
    accessLogSettings: { destination: new m.apigwv2.LogGroupLogDestination(new logs.LogGroup(scope, 'Log')) },
    ...(options.domain && { domainMapping: { domainName: domain(m, scope, 'Chatter') } }),
  });
  const cfn = stage.node.defaultChild as CfnStage;
  cfn.addPropertyOverride('DefaultRouteSettings.LoggingLevel', 'ERROR');
  stage.grantManagementApiAccess(message);
  message.addEnvironment('CALLBACK', stage.callbackUrl);
  if (options.keys) {
    const plan = new m.apigwv2.UsagePlan(scope, 'Plan', {
      usagePlanName: 'chat',
      apiStages: [{ api, stage }],
      throttle: { rateLimit: 10, burstLimit: 5 },
      quota: { limit: 1000, period: m.apigwv2.Period.DAY },
    });
    ['Web', 'Phone'].forEach((id) => plan.addApiKey(new m.apigwv2.ApiKey(scope, `${id}Key`, { customerId: id })));
    plan.addApiKey(apigateway.ApiKey.fromApiKeyId(scope, 'Old', 'abc'), { overrideLogicalId: 'OldKeyOfPlan' });
  }
  new CfnOutput(scope, 'Url', { value: stage.url });
  return {
    routes: [...routes, archive].map((r) => r.routeId),
    url: stage.url,
    callback: stage.callbackUrl,
    arn: api.arnForExecuteApiV2('$connect', stage.stageName),
    messages: stage.metric('MessageCount', { statistic: 'Sum' }),
    errors: api.metric('ExecutionError'),
  };
}

const kinds = {
  'with only required options': {},
  'with a Lambda authorizer': { auth: 'lambda' },
  'with an IAM authorizer': { auth: 'iam' },
  'with API keys': { keys: true },
  'with a domain': { domain: true },
  'with all options': { auth: 'lambda', keys: true, domain: true },
} as const;

export const programs: Program[] = [
  ...[undefined, ENV].flatMap((env) =>
    rows<Parameters<typeof chat>[2]>(kinds, (name, options) =>
      inStack(`a chat ${name}${env ? ', in an environment' : ''}`, (m, stack) => chat(m, stack, options), { env }),
    ),
  ),
  ...rows(places, (place, at) => ({
    name: `a chat with all options, in ${place}`,
    build: (m: Modules, app: Parameters<Program['build']>[1]) => chat(m, at(app), kinds['with all options']),
  })),
  {
    name: 'a chat in nested stacks of two regions',
    build: (m, app) => {
      const made = ['eu-west-1', 'us-east-1'].map((region) => {
        const stage = new Stage(app, region, { env: { ...ENV, region } });
        return chat(m, new NestedStack(new Stack(stage, 'Parent'), 'Chat'), { keys: true });
      });
      return { made };
    },
  },
];
