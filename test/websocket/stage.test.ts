import type { Stack } from 'aws-cdk-lib';
import { CfnParameter, Stage } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CfnClientCertificate } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';

import type {
  IWebSocketApi,
  IWebSocketStage,
  WebSocketApiProps,
  WebSocketStageBaseOptions,
  WebSocketStageProps,
} from '../../lib';
import {
  AccessLog,
  DomainName,
  LogGroupLogDestination,
  WebSocketApi,
  WebSocketLoggingLevel,
  WebSocketStage,
} from '../../lib';
import { WebSocketMockIntegration } from '../../lib/integrations';
import { all, ENV, idsOf, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { domain } from '../parity/fixtures';
import { ours } from '../parity/modules';

const apiOf = (stack: ReturnType<typeof stackOf>) =>
  WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', { webSocketId: 'abc' });
const stageOf = (stack: ReturnType<typeof stackOf>, props: Partial<WebSocketStageProps> = {}) =>
  new WebSocketStage(stack, 'Stage', { webSocketApi: apiOf(stack), stageName: 'dev', ...props });
const endpoint = (scheme: string) => ({
  'Fn::Join': ['', [`${scheme}://abc.execute-api.eu-west-1.`, { Ref: 'AWS::URLSuffix' }, '/dev']],
});

function setup(options: WebSocketStageBaseOptions = {}, props: WebSocketApiProps = {}) {
  const stack = stackOf({ env: ENV });
  const api = new WebSocketApi(stack, 'Api', props);
  return { stack, api, stage: api.addStage('Prod', { stageName: 'prod', ...options }) };
}

const imported = (stack: Stack, api: IWebSocketApi, domainUrl?: string): IWebSocketStage =>
  WebSocketStage.fromWebSocketStageAttributes(stack, 'Imported', { stageName: 'prod', api, domainUrl });

const domainName = (stack: Stack) =>
  new DomainName(stack, 'Domain', {
    domainName: 'ws.example.com',
    certificate: Certificate.fromCertificateArn(stack, 'Cert', 'arn:aws:acm:eu-west-1:111111111111:certificate/a'),
  });

const addRoutes = (api: WebSocketApi, ...keys: string[]) =>
  keys.map((key) => api.addRoute(key, { integration: new WebSocketMockIntegration('Mock') }));

const stageResourceOf = (stack: Stack) =>
  Object.values(Template.fromStack(stack).findResources('AWS::ApiGatewayV2::Stage'))[0]!;

test('a WebSocket stage has a name, a URL for clients and a URL for backends', () => {
  const stack = stackOf({ env: ENV });
  const stage = stageOf(stack);
  expect(one(stack, 'Stage')).toEqual({ ApiId: 'abc', StageName: 'dev' });
  expect(stack.resolve([stage.url, stage.callbackUrl])).toEqual([endpoint('wss'), endpoint('https')]);
  expect([stage.stageName, stage.api.apiId, stage.stageRef]).toEqual([
    'dev',
    'abc',
    { apiId: 'abc', stageName: 'dev' },
  ]);
});

test('a WebSocket stage passes every option to CloudFormation', () => {
  const stack = stackOf();
  const stage = stageOf(stack, {
    accessLogSettings: { destination: new LogGroupLogDestination(new logs.LogGroup(stack, 'Log')) },
    autoDeploy: true,
    description: 'For trying out',
    detailedMetricsEnabled: true,
    stageVariables: { a: '1' },
    throttle: { burstLimit: 1, rateLimit: 2 },
  });
  expect(one(stack, 'Stage')).toMatchObject({
    AccessLogSettings: { Format: stage.defaultAccessLogFormat().toString() },
    AutoDeploy: true,
    DefaultRouteSettings: { DetailedMetricsEnabled: true, ThrottlingBurstLimit: 1, ThrottlingRateLimit: 2 },
    Description: 'For trying out',
    StageVariables: { a: '1' },
  });
  expect(stage.defaultAccessLogFormat().toString()).toContain('$context.eventType $context.routeKey');
});

test('a WebSocket stage accepts a name that is a token', () => {
  const stack = stackOf();
  const stage = stageOf(stack, { stageName: new CfnParameter(stack, 'Name').valueAsString });
  expect(one(stack, 'Stage').StageName).toEqual({ Ref: 'Name' });
  expect(JSON.stringify(stack.resolve(stage.url))).toContain('"/",{"Ref":"Name"}');
});

test('a WebSocket stage is mapped to a domain name', () => {
  const stack = stackOf();
  const stage = stageOf(stack, { domainMapping: { domainName: domain(ours, stack), mappingKey: 'chat' } });
  expect(one(stack, 'ApiMapping')).toMatchObject({ ApiMappingKey: 'chat', Stage: 'dev' });
  expect(stack.resolve(stage._tryDomainUrl())).toEqual({
    'Fn::Join': ['', ['https://', { Ref: idsOf(stack, 'DomainName')[0] }, '/chat']],
  });
});

test('a WebSocket stage grants a principal permission to manage its connections', () => {
  const stack = stackOf({ env: ENV });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  stageOf(stack).grantManagementApiAccess(role);
  expect(one(stack, 'AWS::IAM::Policy').PolicyDocument.Statement).toEqual([
    {
      Action: 'execute-api:ManageConnections',
      Effect: 'Allow',
      Resource: {
        'Fn::Join': [
          '',
          ['arn:', { Ref: 'AWS::Partition' }, ':execute-api:eu-west-1:111111111111:abc/dev/*/@connections/*'],
        ],
      },
    },
  ]);
});

test('an imported WebSocket stage has URLs and metrics, and creates no resources', () => {
  const stack = stackOf({ env: ENV });
  const stage = WebSocketStage.fromWebSocketStageAttributes(stack, 'Stage', { stageName: 'dev', api: apiOf(stack) });
  expect(stack.resolve([stage.url, stage.callbackUrl])).toEqual([endpoint('wss'), endpoint('https')]);
  expect(stage.metric('ConnectCount').dimensions).toEqual({ ApiId: 'abc', Stage: 'dev' });
  expect(stage.node.children).toEqual([]);
});

test('a WebSocket stage without a mapping throws when its domain URL is read', () => {
  const stage = stageOf(stackOf());
  expectFailure(() => stage.domainUrl, {
    code: 'DomainMappingMissing',
    path: 'Stack/Stage',
    fix: "Specify 'domainMapping', add an ApiMapping, or use 'url'",
  });
});

describe('the settings of a WebSocket stage', () => {
  test('are not rendered by default', () => {
    const { stack } = setup();
    expect(one(stack, 'Stage')).toEqual({ ApiId: { Ref: 'ApiF70053CD' }, StageName: 'prod' });
  });

  test('combine logging, throttling and metrics', () => {
    const { stack } = setup({
      throttle: { rateLimit: 10, burstLimit: 5 },
      detailedMetricsEnabled: true,
      loggingLevel: WebSocketLoggingLevel.INFO,
      dataTraceEnabled: true,
    });
    expect(one(stack, 'Stage').DefaultRouteSettings).toEqual({
      DataTraceEnabled: true,
      DetailedMetricsEnabled: true,
      LoggingLevel: 'INFO',
      ThrottlingBurstLimit: 5,
      ThrottlingRateLimit: 10,
    });
  });

  test.each([
    [{ loggingLevel: WebSocketLoggingLevel.ERROR }, { LoggingLevel: 'ERROR' }],
    [{ dataTraceEnabled: false }, { DataTraceEnabled: false }],
  ])('render %j as %j', (options, settings) => {
    expect(one(setup(options).stack, 'Stage').DefaultRouteSettings).toEqual(settings);
  });

  test('are the defaults for the settings of routes, and the stage depends on each of these routes', () => {
    const { stack, api } = setup({
      throttle: { rateLimit: 10 },
      loggingLevel: WebSocketLoggingLevel.ERROR,
      routeSettings: [
        { routeKey: 'send', loggingLevel: WebSocketLoggingLevel.INFO, dataTraceEnabled: true },
        { routeKey: '$connect', throttle: { rateLimit: 1, burstLimit: 2 }, detailedMetricsEnabled: true },
      ],
    });
    addRoutes(api, 'send', '$connect', 'other');
    expect(one(stack, 'Stage').RouteSettings).toEqual({
      send: { DataTraceEnabled: true, LoggingLevel: 'INFO', ThrottlingRateLimit: 10 },
      $connect: {
        DetailedMetricsEnabled: true,
        LoggingLevel: 'ERROR',
        ThrottlingBurstLimit: 2,
        ThrottlingRateLimit: 1,
      },
    });
    const routes = idsOf(stack, 'Route').filter((id) => !id.startsWith('Apiother'));
    expect(stageResourceOf(stack).DependsOn).toEqual(routes.sort());
  });

  test('include access logs in one line with the variables of WebSocket APIs', () => {
    const { stack } = setup({ accessLog: AccessLog.toNewLogGroup() });
    const format = JSON.parse(one(stack, 'Stage').AccessLogSettings.Format);
    expect(format).toMatchObject({ connectionId: '$context.connectionId', eventType: '$context.eventType' });
  });

  test('include a client certificate', () => {
    const stack = stackOf();
    const clientCertificate = new CfnClientCertificate(stack, 'Certificate');
    new WebSocketApi(stack, 'Api').addStage('Prod', { stageName: 'prod', clientCertificate });
    expect(one(stack, 'Stage').ClientCertificateId).toEqual({ Ref: 'Certificate' });
  });

  test.each([undefined, WebSocketLoggingLevel.OFF])(
    'cause a warning if data tracing is enabled and the logging level is %s',
    (loggingLevel) => {
      const { stack } = setup({ dataTraceEnabled: true, loggingLevel });
      Annotations.fromStack(stack).hasWarning(
        '*',
        Match.stringLikeRegexp('DataTraceWithoutLogging.*loggingLevel must be'),
      );
    },
  );

  test.each([
    ['stageName', {}],
    ['webSocketApi', { stageName: 'prod' }],
  ])('fail without %s in untyped code', (name, props) => {
    expect(() => new WebSocketStage(stackOf(), 'S', props as never)).toThrow(`'${name}' is required`);
  });

  test('fail for duplicate settings of one route', () => {
    const { stage } = setup({ routeSettings: [{ routeKey: 'send' }] });
    expectFailure(() => stage.addRouteSettings({ routeKey: 'send' }), {
      code: 'RouteSettingsDuplicate',
      path: 'Stack/Api/Prod',
      given: "'send'",
      fix: 'Specify the settings once',
    });
  });
});

describe('the CloudWatch role of the account', () => {
  test('is created once for each stack and retained, and each stage depends on it', () => {
    const { stack, api } = setup({ cloudWatchRole: true });
    api.addStage('Test', { stageName: 'test', cloudWatchRole: true });
    api.addStage('Dev', { stageName: 'dev' });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::ApiGateway::Account', 1);
    template.hasResource('AWS::ApiGateway::Account', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { CloudWatchRoleArn: { 'Fn::GetAtt': ['ApiGatewayAccountCloudWatchRoleC0CA23F3', 'Arn'] } },
    });
    template.hasResource('AWS::IAM::Role', { DeletionPolicy: 'Retain' });
    expect(one(stack, 'AWS::IAM::Role')).toMatchObject({
      AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'apigateway.amazonaws.com' } }] },
      ManagedPolicyArns: [
        {
          'Fn::Join': [
            '',
            ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs'],
          ],
        },
      ],
    });
    const waits = Object.values(template.findResources('AWS::ApiGatewayV2::Stage')).map((stage) => [
      stage.Properties.StageName,
      stage.DependsOn,
    ]);
    const account = expect.arrayContaining([expect.stringMatching(/^ApiGatewayAccount[0-9A-F]{8}$/)]);
    expect(waits).toEqual([
      ['prod', account],
      ['test', account],
      ['dev', undefined],
    ]);
  });

  test('is created in each stack that enables it', () => {
    const { api } = setup({ cloudWatchRole: true });
    const other = stackOf({ env: ENV, app: api.node.root as any, id: 'Other' });
    new WebSocketStage(other, 'Stage', { webSocketApi: api, stageName: 'other', cloudWatchRole: true });
    expect(all(other, 'AWS::ApiGateway::Account')).toHaveLength(1);
    expect(Stage.of(other)).toBe(Stage.of(api));
  });
});

describe('the URLs of a WebSocket stage', () => {
  const HOST = /^(wss|https):\/\/\$\{Token\[[^\]]*\]\}\.execute-api\.eu-west-1\.\$\{Token\[[^\]]*\]\}\/prod$/;

  test('are those of the default endpoint, including for an imported stage', () => {
    const { stack, api, stage } = setup();
    for (const one of [stage, imported(stack, api)]) {
      expect([one.url, one.callbackUrl]).toEqual([expect.stringMatching(HOST), expect.stringMatching(HOST)]);
      expect([one.url.slice(0, 6), one.callbackUrl.slice(0, 8)]).toEqual(['wss://', 'https://']);
    }
  });

  test.each([{}, { 'cdk-apigatewayv2:webSocketDomainUrl': true }])(
    'have the schemes wss and https with a custom domain: %j',
    (context) => {
      const stack = stackOf({ context });
      const api = new WebSocketApi(stack, 'Api');
      const domainMapping = { domainName: domainName(stack), mappingKey: 'chat' };
      const stage = api.addStage('Prod', { stageName: 'prod', domainMapping });
      expect(stack.resolve([stage.domainUrl, stage.domainCallbackUrl])).toEqual([
        { 'Fn::Join': ['', ['wss://', { Ref: 'Domain66AC69E0' }, '/chat']] },
        { 'Fn::Join': ['', ['https://', { Ref: 'Domain66AC69E0' }, '/chat']] },
      ]);
    },
  );

  test('can be passed to an imported stage with a custom domain', () => {
    const { stack, api } = setup();
    const stage = imported(stack, api, 'wss://ws.example.com/chat');
    expect(stage.domainUrl).toBe('wss://ws.example.com/chat');
    expect(stage.domainCallbackUrl).toBe('https://ws.example.com/chat');
  });

  test('are those of the custom domain if the default endpoint is disabled', () => {
    const stack = stackOf();
    const api = new WebSocketApi(stack, 'Api', { disableExecuteApiEndpoint: true });
    const stage = api.addStage('Prod', { stageName: 'prod', domainMapping: { domainName: domainName(stack) } });
    expect([stage.url, stage.callbackUrl]).toEqual([stage.domainUrl, stage.domainCallbackUrl]);
    expect(stage.url).toMatch(/^wss:/);
    const other = imported(stack, api, 'https://ws.example.com');
    expect([other.url, other.callbackUrl]).toEqual(['wss://ws.example.com', 'https://ws.example.com']);
  });

  test.each(['url', 'callbackUrl'] as const)('fail if the API has no endpoint: %s', (what) => {
    const { stage } = setup({}, { disableExecuteApiEndpoint: true });
    expectFailure(() => stage[what], {
      code: 'ApiEndpointDisabled',
      path: 'Stack/Api/Prod',
      fix: "Specify 'domainMapping'",
    });
  });

  test.each(['domainUrl', 'domainCallbackUrl'] as const)('fail without a mapping: %s', (what) => {
    const { stack, api, stage } = setup();
    const failure = { code: 'DomainMappingMissing', fix: 'domainMapping' } as const;
    expectFailure(() => stage[what], { ...failure, path: 'Stack/Api/Prod' });
    expectFailure(() => imported(stack, api)[what], { ...failure, path: 'Stack/Imported' });
  });
});

describe('the grants of a WebSocket stage', () => {
  test.each([
    ['grantConnect', 'execute-api:Invoke', '/$connect'],
    ['grantManagementApiAccess', 'execute-api:ManageConnections', '/*/@connections/*'],
    ['grantSend', 'execute-api:ManageConnections', '/POST/@connections/*'],
    ['grantReadConnections', 'execute-api:ManageConnections', '/GET/@connections/*'],
    ['grantDisconnect', 'execute-api:ManageConnections', '/DELETE/@connections/*'],
  ] as const)('%s allows %s on this stage only', (method, Action, rest) => {
    const { stack, api, stage } = setup();
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    for (const one of [stage, imported(stack, api)]) {
      expect(one[method](role).success).toBe(true);
    }
    const Resource = {
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          ':execute-api:eu-west-1:111111111111:',
          { Ref: 'ApiF70053CD' },
          `/prod${rest}`,
        ],
      ],
    };
    expect(one(stack, 'AWS::IAM::Policy').PolicyDocument.Statement).toEqual([{ Action, Effect: 'Allow', Resource }]);
  });
});

test.each([
  ['metricConnectCount', 'ConnectCount', 'Sum'],
  ['metricMessageCount', 'MessageCount', 'Sum'],
  ['metricClientError', 'ClientError', 'Sum'],
  ['metricExecutionError', 'ExecutionError', 'Sum'],
  ['metricIntegrationError', 'IntegrationError', 'Sum'],
  ['metricIntegrationLatency', 'IntegrationLatency', 'Average'],
] as const)('%s returns the metric %s of the API and the stage', (method, metricName, statistic) => {
  const { stack, api, stage } = setup();
  for (const of of [api, stage, imported(stack, api)]) {
    const metric = of[method]({ color: '#ff0000' });
    expect(metric).toMatchObject({ namespace: 'AWS/ApiGateway', metricName, statistic, color: '#ff0000' });
    expect(stack.resolve(metric.dimensions)).toEqual({
      ApiId: { Ref: 'ApiF70053CD' },
      ...(of !== api && { Stage: 'prod' }),
    });
  }
});
