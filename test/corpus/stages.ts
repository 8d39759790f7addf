import { CfnParameter, Fn } from 'aws-cdk-lib';
import type { CfnApi, CfnStageProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnDeployment } from 'aws-cdk-lib/aws-apigatewayv2';
import { LOG_GROUP, ROLE, http, lambda, resource, route, stage, to, url, webSocket } from './builders';
import type { Entry } from './entry';

const served = (title: string, add: (api: CfnApi) => void, warnings?: string[]): Entry => ({
  title: `stage: ${title}`,
  build: (s) => {
    const api = http(s);
    route(api, 'GET /a', to(url(api)));
    add(api);
  },
  warnings,
});
const chats = (title: string, add: (api: CfnApi) => void, warnings?: string[]): Entry => ({
  title: `WebSocket stage: ${title}`,
  build: (s) => add(webSocket(s)),
  warnings,
});
/** A deployed stage of an API, which depends on the API's only route. */
const chatStage = (api: CfnApi, props: Partial<CfnStageProps> = {}, name = 'prod'): void =>
  stage(api, name, props).node.addDependency(route(api, '$default', to(lambda(api))));
const logs = (title: string, format: string): Entry =>
  served(`access logs, ${title}`, (api) =>
    stage(api, '$default', { accessLogSettings: { destinationArn: LOG_GROUP, format } }),
  );
/** Sets the account's CloudWatch role. Without this role, stages of WebSocket APIs cannot write logs. */
const account = (api: CfnApi) => resource(api.stack, 'AWS::ApiGateway::Account', { CloudWatchRoleArn: ROLE });

const STANDARD = ['requestId', 'ip', 'requestTime', 'httpMethod', 'routeKey', 'status', 'protocol', 'responseLength'];
const json = (...names: string[]) =>
  JSON.stringify(Object.fromEntries(names.map((name) => [name, `$context.${name}`])));

const ofHttp: Entry[] = [
  served('only the default stage', (api) => stage(api)),
  served('names with every allowed character', (api) => {
    for (const name of ['v1', 'my-stage', 'my_stage', 'PROD', '2024', 'n'.repeat(128)]) {
      stage(api, name);
    }
  }),
  served('ten stages of one API', (api) => {
    for (let i = 0; i < 10; i++) {
      stage(api, `v${i}`);
    }
  }),
  // The warning is correct: no deployment is created for these stages
  served(
    'a stage without a deployment and without automatic deployment (Terraform acceptance test)',
    (api) => {
      stage(api, 'beta', { autoDeploy: undefined });
      stage(api, '$default', { autoDeploy: false, description: 'd'.repeat(1024) });
    },
    ['StageNotDeployed'],
  ),
  served(
    'a deployment that depends on the route',
    (api) => {
      const deployment = new CfnDeployment(api.stack, 'Deployment', { apiId: api.ref, description: 'first' });
      deployment.node.addDependency(route(api, 'GET /b', to(url(api))));
      stage(api, 'prod', { autoDeploy: false, deploymentId: deployment.ref });
      // The deployment depends on only one of the two routes
    },
    ['DeploymentWithoutDependency'],
  ),
  served(
    'a deployment that names the stage (CloudFormation reference)',
    (api) => {
      const one = stage(api, 'prod', { autoDeploy: undefined });
      const deployment = new CfnDeployment(api.stack, 'Deployment', { apiId: api.ref, stageName: one.stageName });
      deployment.node.addDependency(one);
      deployment.node.addDependency(route(api, 'GET /b', to(url(api))));
      // The deployment depends on only one of the two routes
    },
    ['DeploymentWithoutDependency'],
  ),
  served('default settings (Terraform acceptance test)', (api) =>
    stage(api, 'a', {
      defaultRouteSettings: { detailedMetricsEnabled: true, throttlingBurstLimit: 2222, throttlingRateLimit: 8888 },
    }),
  ),
  served('settings of the catch-all route without such a route (Terraform acceptance test)', (api) => {
    stage(api, 'a', { routeSettings: { $default: { ThrottlingBurstLimit: 10, ThrottlingRateLimit: 20 } } });
  }),
  served('settings of routes that the stage depends on', (api) => {
    const one = stage(api, 'a', {
      routeSettings: {
        'GET /pets': { DetailedMetricsEnabled: true, ThrottlingRateLimit: 0.5, ThrottlingBurstLimit: 1 },
        'ANY /{proxy+}': { DataTraceEnabled: false },
        'POST /pets/{id}': {},
      },
    });
    for (const key of ['GET /pets', 'ANY /{proxy+}', 'POST /pets/{id}']) {
      one.node.addDependency(route(api, key, to(url(api))));
    }
  }),
  served('limits of 0, to disable an API temporarily', (api) =>
    stage(api, 'a', { defaultRouteSettings: { throttlingBurstLimit: 0, throttlingRateLimit: 0 } }),
  ),
  served('disabled data tracing, as Terraform sends it', (api) =>
    stage(api, 'a', { defaultRouteSettings: { dataTraceEnabled: false, detailedMetricsEnabled: false } }),
  ),
  served('variables (Terraform acceptance test, developer guide)', (api) =>
    stage(api, '$default', {
      stageVariables: {
        Var1: 'Value1',
        url: 'backend.example.com:8080/v1?a=b&c=d,e#f',
        function_name: 'shop-prod:live',
        ['n'.repeat(64)]: 'v'.repeat(512),
        version: '1.0~beta',
      },
    }),
  ),
  served('a hundred variables', (api) =>
    stage(api, '$default', {
      stageVariables: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`v${i}`, `${i}`])),
    }),
  ),
  served('variables from resources and parameters', (api) => {
    const topic = resource(api.stack, 'AWS::SNS::Topic').ref;
    const given = new CfnParameter(api.stack, 'Given').valueAsString;
    stage(api, '$default', {
      stageVariables: { topic: Fn.select(5, Fn.split(':', topic)), given, other: Fn.importValue('Other') },
    });
  }),
  served('tags', (api) => stage(api, '$default', { tags: { 'team:a/b': 'shop', Name: 'x y' } })),
  logs(
    'CLF of the developer guide',
    '$context.identity.sourceIp - - [$context.requestTime] "$context.httpMethod $context.routeKey $context.protocol" $context.status $context.responseLength $context.requestId',
  ),
  logs('CSV', '$context.identity.sourceIp,$context.requestTime,$context.routeKey,$context.status,$context.requestId'),
  logs('XML', '<request id="$context.requestId"><ip>$context.identity.sourceIp</ip></request>'),
  logs('JSON', json(...STANDARD.map((name) => (name === 'ip' ? 'identity.sourceIp' : name)))),
  logs('two variables (Terraform acceptance test)', '$context.identity.sourceIp $context.requestId'),
  logs('only the extended request ID', '$context.extendedRequestId'),
  logs('a line break at the end', '$context.requestId\n'),
  logs(
    'errors, latencies and authorizers (developer guide)',
    json(
      'requestId',
      'error.message',
      'error.messageString',
      'error.responseType',
      'integrationErrorMessage',
      'integration.error',
      'integration.latency',
      'integration.status',
      'integration.requestId',
      'integrationLatency',
      'responseLatency',
      'authorizer.error',
      'authorizer.claims.sub',
      'authorizer.userId',
      'awsEndpointRequestId',
      'dataProcessed',
      'domainPrefix',
      'identity.userAgent',
      'identity.caller',
      'identity.clientCert.subjectDN',
    ),
  ),
  logs('nearly 3 KB', `$context.requestId ${'x'.repeat(3000)}`),
  served('access logs, destinations in every format', (api) => {
    const format = '$context.requestId';
    const group = resource(api.stack, 'AWS::Logs::LogGroup').getAtt('Arn').toString();
    for (const [i, destinationArn] of [
      `${LOG_GROUP}:*`,
      group,
      Fn.sub('arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/http-api/shop'),
      Fn.importValue('LogGroup'),
      Fn.select(0, Fn.split(':*', group)),
    ].entries()) {
      stage(api, `v${i}`, { accessLogSettings: { destinationArn, format } });
    }
  }),
];

const ofWebSocket: Entry[] = [
  chats(
    'settings of routes that do not exist yet (Terraform acceptance test)',
    (api) => {
      const loud = {
        DataTraceEnabled: false,
        DetailedMetricsEnabled: true,
        LoggingLevel: 'ERROR',
        ThrottlingBurstLimit: 9,
      };
      const routeSettings = { $default: {}, $connect: loud, $disconnect: {} };
      stage(api, 't', { autoDeploy: undefined, routeSettings }).node.addDependency(account(api));
    },
    ['StageNotDeployed'],
  ), // Terraform's test does not deploy the stage
  chats(
    'automatic deployment before the first route, so that the stage is created without a deployment',
    (api) => {
      stage(api, 'prod');
    },
    ['StageWithoutRoutes'],
  ), // The warning is correct: the stage does not serve requests before routes are added
  chats('the name $default, which AWS accepts (terraform-aws-modules)', (api) => chatStage(api, {}, '$default'), [
    'WebSocketDefaultStage', // The warning is correct: no path reaches the stage
  ]),
  chats('execution logs of every level with the account role', (api) => {
    const role = account(api);
    for (const loggingLevel of ['OFF', 'ERROR', 'INFO']) {
      const one = stage(api, loggingLevel, {
        defaultRouteSettings: { loggingLevel, dataTraceEnabled: loggingLevel === 'INFO' },
      });
      one.node.addDependency(role);
      one.node.addDependency(route(api, loggingLevel, to(lambda(api))));
    }
  }),
  // Often, a different stack creates the account's CloudWatch role
  chats(
    'logs with the account role of another stack',
    (api) =>
      chatStage(api, {
        accessLogSettings: {
          destinationArn: LOG_GROUP,
          format: json('requestId', 'connectionId', 'eventType', 'messageId'),
        },
        defaultRouteSettings: { loggingLevel: 'INFO', dataTraceEnabled: true },
      }),
    ['WebSocketLoggingRole'],
  ),
  chats('a client certificate and tags (Terraform acceptance test)', (api) => {
    const clientCertificateId = resource(api.stack, 'AWS::ApiGateway::ClientCertificate').ref;
    chatStage(api, { clientCertificateId, description: 'Test', tags: { Key1: 'Value1' } });
  }),
  chats('variables and throttling', (api) =>
    chatStage(api, {
      stageVariables: { Var1: 'Value1' },
      defaultRouteSettings: { throttlingBurstLimit: 5000, throttlingRateLimit: 10000 },
    }),
  ),
];

export const entries: Entry[] = [...ofHttp, ...ofWebSocket];
