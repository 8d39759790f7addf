import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import type { CfnApi, CfnDeploymentProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnApiGatewayManagedOverrides, CfnDeployment } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Negatives } from './negative';
import { calls, http, integration, route, stage, times, webSocket } from './negative';

const log = (format: string) => ({
  accessLogSettings: { destinationArn: 'arn:aws:logs:eu-west-1:111111111111:log-group:l', format },
});
const chat = (s: Stack) => {
  const api = webSocket(s);
  route(api, '$default');
  return api;
};
/** A deployment that depends on a route. */
const deployment = (api: CfnApi, props: Partial<CfnDeploymentProps> = {}) => {
  const one = new CfnDeployment(api, 'Deployment', { apiId: api.ref, ...props });
  one.addDependency(route(api, api.protocolType === 'HTTP' ? 'GET /deployed' : 'deployed', calls(integration(api))));
  return one;
};
const quickCreated = (s: Stack) => http(s, { target: 'https://example.com' });
const overrides = (api: CfnApi, id = 'Overrides') =>
  new CfnApiGatewayManagedOverrides(api.stack, id, { apiId: api.ref, stage: { description: 'd' } });
const account = (s: Stack, id = 'Account') =>
  new CfnAccount(s, id, { cloudWatchRoleArn: 'arn:aws:iam::111111111111:role/logs' });
const association = (s: Stack, resourceArn: string) =>
  new CfnResource(s, `Acl${resourceArn.length}`, {
    type: 'AWS::WAFv2::WebACLAssociation',
    properties: { ResourceArn: resourceArn, WebACLArn: 'arn:aws:wafv2:eu-west-1:111111111111:regional/webacl/a/b' },
  });
const variables = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`v${i}`, 'x']));
const ID = '$context.requestId ';

export const negatives: Negatives = {
  StageNameInvalid: {
    violates: (s) => stage(chat(s), 'v1 {beta}'),
    complies: (s) => {
      stage(http(s), '$default');
      stage(chat(s), 'x'.repeat(128));
    },
    messageContains: ["got 'v1 {beta}'", "Did you mean 'v1-beta'?"],
  },
  WebSocketDefaultStage: {
    violates: (s) => stage(chat(s), '$default'),
    complies: (s) => {
      stage(chat(s), 'default');
      stage(http(s), '$default');
    },
    messageContains: ["got '$default'", 'such as'],
  },
  StageDuplicate: {
    violates: (s) => {
      const api = http(s);
      stage(api, 'prod');
      stage(api, 'prod');
    },
    complies: (s) => {
      const api = http(s);
      stage(api, 'prod');
      stage(api, 'Prod');
      stage(http(s), 'prod');
    },
    messageContains: ["got 'prod'", 'has the same name'],
  },
  StageWithoutRoutes: {
    violates: (s) => stage(webSocket(s), 'prod'),
    complies: (s) => stage(chat(s), 'prod'),
    messageContains: ['at least one route', 'Add a route'],
  },
  DeploymentOfAnotherApi: {
    violates: (s) => stage(http(s), 'prod', { autoDeploy: false, deploymentId: deployment(http(s)).ref }),
    complies: (s) => {
      const api = http(s);
      stage(api, 'prod', { autoDeploy: false, deploymentId: deployment(api).ref });
    },
    messageContains: ["refer to a resource of 'Stack/Api", "got 'Stack/Api", 'the API that the stage belongs to'],
  },
  StageNotDeployed: {
    violates: (s) => stage(http(s), 'prod', { autoDeploy: false }),
    complies: (s) => stage(http(s), 'prod', { autoDeploy: false, deploymentId: 'abc' }),
    messageContains: ['got false', 'autoDeploy: true'],
  },
  StageDeploymentConflict: {
    violates: (s) => {
      const api = http(s);
      stage(api, 'prod', { deploymentId: deployment(api).ref });
    },
    complies: (s) => {
      const api = http(s);
      stage(api, 'prod', { deploymentId: deployment(api).ref, autoDeploy: false });
      stage(api, 'test');
    },
    messageContains: ['AutoDeploy must be false if DeploymentId is specified', 'Remove the deployment'],
  },
  StageVariableInvalid: {
    violates: (s) => stage(http(s), 'prod', { stageVariables: { 'my-name': 'x' } }),
    complies: (s) => {
      stage(http(s), 'prod', { stageVariables: { my_name: 'a-._~:/?#&=, 9' } });
      stage(http(s), 'prod', { stageVariables: { ['n'.repeat(64)]: 'v'.repeat(512) } });
    },
    messageContains: ["got 'my-name'", "Did you mean 'my_name'?"],
  },
  TooManyStageVariables: {
    violates: (s) => stage(http(s), 'prod', { stageVariables: variables(101) }),
    complies: (s) => stage(http(s), 'prod', { stageVariables: variables(100) }),
    messageContains: ['at most 100', '101 variables'],
  },
  ThrottleInvalid: {
    violates: (s) => stage(http(s), 'prod', { defaultRouteSettings: { throttlingBurstLimit: 0.5 } }),
    complies: (s) =>
      stage(http(s), 'prod', { defaultRouteSettings: { throttlingBurstLimit: 0, throttlingRateLimit: 0.5 } }),
    messageContains: ['whole number', 'got 0.5', 'DefaultRouteSettings.ThrottlingBurstLimit'],
  },
  ThrottleUnusual: {
    violates: (s) => stage(http(s), 'prod', { defaultRouteSettings: { throttlingRateLimit: -1 } }),
    complies: (s) =>
      stage(http(s), 'prod', { defaultRouteSettings: { throttlingBurstLimit: 0, throttlingRateLimit: 0 } }),
    messageContains: ['a number from 0', 'got -1', 'remove the limit', 'DefaultRouteSettings.ThrottlingRateLimit'],
  },
  LoggingLevelUnknown: {
    violates: (s) => stage(chat(s), 'prod', { defaultRouteSettings: { loggingLevel: 'info' } }),
    complies: (s) => stage(chat(s), 'prod', { defaultRouteSettings: { loggingLevel: 'OFF' } }),
    messageContains: ["got 'info'", 'Did you mean INFO?'],
  },
  RouteSettingsMemberUnknown: {
    violates: (s) => settings(s, 'GET /books', true, { throttlingBurstLimit: 1 }),
    complies: (s) => settings(s, 'GET /books', true, { ThrottlingBurstLimit: 1, DetailedMetricsEnabled: true }),
    messageContains: [
      "RouteSettings['GET /books']",
      "got 'throttlingBurstLimit'",
      "Did you mean 'ThrottlingBurstLimit'?",
    ],
  },
  RouteSettingsUnknownRoute: {
    violates: (s) => settings(s, 'GET books'),
    complies: (s) => {
      settings(s, 'GET /books');
      // AWS accepts settings for these three route keys even if the API does not have these routes
      const RouteSettings = { $default: {}, $connect: {}, $disconnect: {} };
      stage(chat(s), 'prod', { routeSettings: RouteSettings });
    },
    messageContains: ["got 'GET books'", "Did you mean 'GET /books'?"],
  },
  RouteSettingsWithoutDependency: {
    violates: (s) => settings(s, 'GET /books', false),
    complies: (s) => settings(s, 'GET /books'),
    messageContains: ['be set only if the stage depends on', 'node.addDependency'],
  },
  ExecutionLogsOnHttpApi: {
    violates: (s) => stage(http(s), 'prod', { defaultRouteSettings: { loggingLevel: 'INFO' } }),
    complies: (s) => stage(http(s), 'prod', { defaultRouteSettings: { loggingLevel: 'OFF', dataTraceEnabled: false } }),
    messageContains: ['got LoggingLevel INFO', 'access logs'],
  },
  DataTraceWithoutLogging: {
    violates: (s) => traced(s, undefined),
    complies: (s) => traced(s, 'ERROR'),
    messageContains: [
      "RouteSettings['$default'].LoggingLevel must be ERROR or INFO",
      'got nothing',
      'Set the logging level',
    ],
  },
  AccessLogFormatWithoutRequestId: {
    violates: (s) => stage(http(s), 'prod', log('$context.status')),
    complies: (s) => {
      stage(http(s), 'prod', log('$context.extendedRequestId'));
      stage(http(s), 'prod', log('${context.requestId}'));
    },
    messageContains: ["got '$context.status'", '$context.requestId'],
  },
  AccessLogFormatTooLong: {
    violates: (s) => stage(http(s), 'prod', log(`${ID}${'x'.repeat(3 * 1024 - ID.length + 1)}`)),
    complies: (s) => stage(http(s), 'prod', log(`${ID}${'x'.repeat(3 * 1024 - ID.length)}`)),
    messageContains: ['at most 3072 bytes', '3073 bytes'],
  },
  AccessLogFormatNotOneLine: {
    violates: (s) => stage(http(s), 'prod', log(`${ID}\n$context.status`)),
    complies: (s) => stage(http(s), 'prod', log(`${ID}\n`)),
    messageContains: ['one line', 'JSON.stringify'],
  },
  AccessLogFormatNotText: {
    violates: (s) => stage(http(s), 'prod', log('x')).addPropertyOverride('AccessLogSettings.Format', { id: ID }),
    complies: (s) => stage(http(s), 'prod', log(`{"id":"${ID}"}`)),
    messageContains: ['be a string', 'a JSON object', 'JSON.stringify'],
  },
  AccessLogVariableUnknown: {
    violates: (s) => stage(http(s), 'prod', log(`${ID} $context.request.header.host`)),
    complies: (s) => {
      // Users report that AWS accepts these variables, although the developer guide does not list them
      stage(http(s), 'prod', log(`${ID} $context.resourcePath $context.authorizer.a.b $context.authorizer.my-key`));
    },
    messageContains: ["got '$context.request.header.host'", 'HttpAccessLogVariable'],
  },
  WebSocketAccessLogVariableUnknown: {
    violates: (s) => {
      stage(chat(s), 'prod', log(`${ID} $context.sourceIp`)).addDependency(account(s));
    },
    complies: (s) => {
      const format = `${ID} $context.identity.sourceIp $context.authorizer.tenant`;
      stage(chat(s), 'prod', log(format)).addDependency(account(s));
    },
    messageContains: ["got '$context.sourceIp'", "Did you mean '$context.identity.sourceIp'?"],
  },
  AccessLogDestinationInvalid: {
    violates: (s) => stage(http(s), 'prod', { accessLogSettings: { destinationArn: 'arn:aws:s3:::logs', format: ID } }),
    complies: (s) => {
      const destinationArn = 'arn:aws-cn:logs:cn-north-1:111111111111:log-group:/aws/a_b-c.d:*';
      stage(http(s), 'prod', { accessLogSettings: { destinationArn, format: ID } });
    },
    messageContains: ["got 'arn:aws:s3:::logs'", 'logGroup.logGroupArn'],
  },
  AccessLogDestinationElsewhere: {
    violates: (s) => inRegion(s, 'us-west-2'),
    complies: (s) => inRegion(s, 'eu-west-1'),
    messageContains: ["in the region 'eu-west-1'", 'us-west-2'],
  },
  AccessLogSettingsIncomplete: {
    violates: (s) => stage(http(s), 'prod', { accessLogSettings: { format: ID } }),
    complies: (s) => stage(http(s), 'prod', log(ID)),
    messageContains: ['contain both DestinationArn and Format', 'a format without a destination'],
  },
  WebSocketLoggingRole: {
    violates: (s) => stage(chat(s), 'prod', { defaultRouteSettings: { loggingLevel: 'ERROR' } }),
    complies: (s) => {
      stage(chat(s), 'prod', { defaultRouteSettings: { loggingLevel: 'ERROR' } }).addDependency(account(s));
    },
    messageContains: [
      'LoggingLevel must be set for a WebSocket API only if the account has',
      'no AWS::ApiGateway::Account in this app',
      'cloudWatchRole: true',
    ],
  },
  LoggingStageWithoutDependency: {
    violates: (s) => {
      account(s);
      stage(chat(s), 'prod', { defaultRouteSettings: { loggingLevel: 'ERROR' } });
    },
    complies: (s) => {
      account(s);
      stage(chat(s), 'prod', { defaultRouteSettings: { loggingLevel: 'OFF' } });
    },
    messageContains: ["be set only if the stage depends on 'Stack/Account'", 'stage.node.addDependency(account)'],
  },
  AccountRoleUntrusting: {
    violates: (s) => trusting(s, 'lambda.amazonaws.com'),
    complies: (s) => trusting(s, 'apigateway.amazonaws.com'),
    messageContains: ['which trusts lambda.amazonaws.com', 'ServicePrincipal'],
  },
  AccountDuplicate: {
    violates: (s) => {
      account(s);
      account(s, 'Again');
    },
    complies: (s) => account(s),
    messageContains: ["'Stack/Account' sets this property", 'got a second role'],
  },
  DeploymentWithoutRoutes: {
    violates: (s) => new CfnDeployment(s, 'Deployment', { apiId: webSocket(s).ref }),
    complies: (s) => {
      deployment(webSocket(s));
      deployment(http(s));
      new CfnDeployment(s, 'Deployment', { apiId: quickCreated(s).ref });
    },
    messageContains: ["got 'Stack/Api", 'with no route', 'deployment.node.addDependency(route)'],
  },
  DeploymentWithoutDependency: {
    violates: (s) => {
      const api = http(s);
      deployment(api);
      route(api, 'GET /late', calls(integration(api)));
    },
    complies: (s) => {
      const api = http(s);
      deployment(api).addDependency(route(api, 'GET /late', calls(integration(api))));
    },
    messageContains: [
      "got the route 'Stack/Route",
      'which may be created later',
      'deployment.node.addDependency(route)',
    ],
  },
  DeploymentStageMissing: {
    violates: (s) => deployment(http(s), { stageName: 'prod' }),
    complies: (s) => {
      const api = http(s);
      const prod = stage(api, 'prod', { autoDeploy: false });
      deployment(api, { stageName: 'prod' }).addDependency(prod);
    },
    messageContains: ["got 'prod'", 'Add the stage'],
  },
  DeploymentStageAutomatic: {
    violates: (s) => {
      const api = http(s);
      deployment(api, { stageName: stage(api, 'prod').ref });
    },
    complies: (s) => {
      const api = http(s);
      deployment(api, { stageName: stage(api, 'prod', { autoDeploy: false }).ref });
    },
    messageContains: ['a stage without automatic deployment', "got 'Stack/Stage"],
  },
  ManagedOverridesWithoutQuickCreate: {
    violates: (s) => overrides(http(s)),
    complies: (s) => overrides(quickCreated(s)),
    messageContains: ['quick create', 'without Target'],
  },
  ManagedOverridesDuplicate: {
    violates: (s) => {
      const api = quickCreated(s);
      overrides(api);
      overrides(api, 'Again');
    },
    complies: (s) => overrides(quickCreated(s)),
    messageContains: ["'Stack/Overrides' belongs to the same API", 'Merge the managed overrides'],
  },
  WebAclOnHttpApi: {
    violates: (s) => {
      const api = http(s);
      association(s, `arn:${s.partition}:apigateway:${s.region}::/apis/${api.ref}/stages/prod`);
    },
    complies: (s) => {
      association(s, 'arn:aws:apigateway:eu-west-1::/restapis/abc/stages/prod');
      // AWS does not document whether AWS WAF protects stages of WebSocket APIs
      association(s, `arn:aws:apigateway:eu-west-1::/apis/${webSocket(s).ref}/stages/prod`);
    },
    messageContains: ['/stages/prod', 'of an HTTP API', 'CloudFront'],
  },
};

function settings(stack: Stack, key: string, wait = true, members: object = { ThrottlingRateLimit: 1 }): void {
  const api = http(stack);
  const books = route(api, 'GET /books');
  const prod = stage(api, 'prod', { routeSettings: { [key]: members } });
  if (wait) {
    prod.node.addDependency(books);
  }
  times(1, () => route(api, 'GET /'));
}

/** A stage that logs to a log group in a region. */
function inRegion(stack: Stack, region: string): void {
  const destinationArn = `arn:aws:logs:${region}:111111111111:log-group:l`;
  const env = { region: 'eu-west-1', account: '111111111111' };
  stage(http(new Stack(stack, 'Other', { env })), 'prod', {
    accessLogSettings: { destinationArn, format: ID },
  });
}

function trusting(stack: Stack, service: string): void {
  const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }];
  const role = new CfnRole(stack, 'Role', { assumeRolePolicyDocument: { Version: '2012-10-17', Statement } });
  new CfnAccount(stack, 'Account', { cloudWatchRoleArn: role.attrArn });
}

/** A stage that logs, with data tracing for a route. */
function traced(stack: Stack, LoggingLevel: string | undefined): void {
  const api = webSocket(stack);
  const only = route(api, '$default');
  const prod = stage(api, 'prod', {
    defaultRouteSettings: { loggingLevel: 'INFO', dataTraceEnabled: true },
    routeSettings: { $default: { DataTraceEnabled: true, LoggingLevel } },
  });
  prod.node.addDependency(only);
  prod.addDependency(account(stack));
}
