import type { Stack } from 'aws-cdk-lib';
import { CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import type { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnDeployment } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Negatives } from './negative';
import { http, route, stage, times, webSocket } from './negative';

const log = (format: string) => ({
  accessLogSettings: { destinationArn: 'arn:aws:logs:eu-west-1:111111111111:log-group:l', format },
});
const chat = (s: Stack) => {
  const api = webSocket(s);
  route(api, '$default');
  return api;
};
const deployment = (api: CfnApi) => new CfnDeployment(api, 'Deployment', { apiId: api.ref }).ref;
const variables = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`v${i}`, 'x']));
const ID = '$context.requestId ';

export const negatives: Negatives = {
  StageNameInvalid: {
    breaks: (s) => stage(chat(s), '$default'),
    keeps: (s) => {
      stage(http(s), '$default');
      stage(chat(s), 'x'.repeat(128));
    },
    says: ["got '$default'", "write 'prod'"],
  },
  StageDuplicate: {
    breaks: (s) => {
      const api = http(s);
      stage(api, 'prod');
      stage(api, 'prod');
    },
    keeps: (s) => {
      const api = http(s);
      stage(api, 'prod');
      stage(api, 'Prod');
      stage(http(s), 'prod');
    },
    says: ["got 'prod'", 'has it'],
  },
  StageWithoutRoutes: {
    breaks: (s) => stage(webSocket(s), 'prod'),
    keeps: (s) => stage(chat(s), 'prod'),
    says: ['at least one route', 'Add a route'],
  },
  DeploymentOfAnotherApi: {
    breaks: (s) => stage(http(s), 'prod', { autoDeploy: false, deploymentId: deployment(http(s)) }),
    keeps: (s) => {
      const api = http(s);
      stage(api, 'prod', { autoDeploy: false, deploymentId: deployment(api) });
    },
    says: ["be of 'Stack/Api", "got one of 'Stack/Api", 'the same API'],
  },
  StageNotDeployed: {
    breaks: (s) => stage(http(s), 'prod', { autoDeploy: false }),
    keeps: (s) => stage(http(s), 'prod', { autoDeploy: false, deploymentId: 'abc' }),
    says: ['got false', 'autoDeploy: true'],
  },
  StageVariableInvalid: {
    breaks: (s) => stage(http(s), 'prod', { stageVariables: { 'my-name': 'x' } }),
    keeps: (s) => {
      stage(http(s), 'prod', { stageVariables: { my_name: 'a-._~:/?#&=,9' } });
      stage(http(s), 'prod', { stageVariables: variables(100) });
    },
    says: ["got 'my-name'", "Did you mean 'my_name'?"],
  },
  ThrottleInvalid: {
    breaks: (s) => stage(http(s), 'prod', { defaultRouteSettings: { throttlingBurstLimit: 0.5 } }),
    keeps: (s) =>
      stage(http(s), 'prod', { defaultRouteSettings: { throttlingBurstLimit: 0, throttlingRateLimit: 0.5 } }),
    says: ['whole number from 0', 'got 0.5', 'DefaultRouteSettings.ThrottlingBurstLimit'],
  },
  RouteSettingsUnknownRoute: {
    breaks: (s) => settings(s, 'GET books'),
    keeps: (s) => settings(s, 'GET /books'),
    says: ["got 'GET books'", "Did you mean 'GET /books'?"],
  },
  RouteSettingsWithoutDependency: {
    breaks: (s) => settings(s, 'GET /books', false),
    keeps: (s) => settings(s, 'GET /books'),
    says: ['wait for', 'node.addDependency'],
  },
  ExecutionLogsOnHttpApi: {
    breaks: (s) => stage(http(s), 'prod', { defaultRouteSettings: { loggingLevel: 'INFO' } }),
    keeps: (s) => stage(http(s), 'prod', { defaultRouteSettings: { loggingLevel: 'OFF', dataTraceEnabled: false } }),
    says: ['got LoggingLevel INFO', 'access logs'],
  },
  DataTraceWithoutLogging: {
    breaks: (s) => traced(s, undefined),
    keeps: (s) => traced(s, 'ERROR'),
    says: ["RouteSettings['$default'].LoggingLevel must be ERROR or INFO", 'got nothing', 'Write the logging level'],
  },
  AccessLogFormatWithoutRequestId: {
    breaks: (s) => stage(http(s), 'prod', log('$context.status')),
    keeps: (s) => stage(http(s), 'prod', log('$context.extendedRequestId')),
    says: ["got '$context.status'", '$context.requestId'],
  },
  AccessLogFormatTooLong: {
    breaks: (s) => stage(http(s), 'prod', log(`${ID}${'x'.repeat(3 * 1024 - ID.length + 1)}`)),
    keeps: (s) => stage(http(s), 'prod', log(`${ID}${'x'.repeat(3 * 1024 - ID.length)}`)),
    says: ['at most 3072 bytes', '3073 bytes'],
  },
  AccessLogFormatNotOneLine: {
    breaks: (s) => stage(http(s), 'prod', log(`${ID}\n$context.status`)),
    keeps: (s) => stage(http(s), 'prod', log(`${ID}\n`)),
    says: ['one line', 'JSON.stringify'],
  },
  WebSocketLoggingRole: {
    breaks: (s) => stage(chat(s), 'prod', { defaultRouteSettings: { loggingLevel: 'ERROR' } }),
    keeps: (s) => {
      stage(chat(s), 'prod', { defaultRouteSettings: { loggingLevel: 'ERROR' } });
      new CfnAccount(s, 'Account', { cloudWatchRoleArn: 'arn:aws:iam::111111111111:role/logs' });
    },
    says: ['none in this app', 'cloudWatchRole: true'],
  },
};

function settings(stack: Stack, key: string, wait = true): void {
  const api = http(stack);
  const books = route(api, 'GET /books');
  const prod = stage(api, 'prod', { routeSettings: { [key]: { ThrottlingRateLimit: 1 } } });
  if (wait) {
    prod.node.addDependency(books);
  }
  times(1, () => route(api, 'GET /'));
}

/** A stage that logs, with settings of a route that trace data. */
function traced(stack: Stack, LoggingLevel: string | undefined): void {
  const api = webSocket(stack);
  const only = route(api, '$default');
  stage(api, 'prod', {
    defaultRouteSettings: { loggingLevel: 'INFO', dataTraceEnabled: true },
    routeSettings: { $default: { DataTraceEnabled: true, LoggingLevel } },
  }).addResourceDependency(only);
  new CfnAccount(stack, 'Account', { cloudWatchRoleArn: 'arn:aws:iam::111111111111:role/logs' });
}
