import type { Stack } from 'aws-cdk-lib';
import { Stage } from 'aws-cdk-lib';
import { CfnClientCertificate } from 'aws-cdk-lib/aws-apigateway';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';

import { AccessLog } from '../../lib/common/access-log';
import { DomainName } from '../../lib/common/domain-name';
import { WebSocketMockIntegration } from '../../lib/integrations/websocket-mock';
import type { WebSocketApiProps } from '../../lib/websocket/api';
import { WebSocketApi } from '../../lib/websocket/api';
import type { IWebSocketApi } from '../../lib/websocket/api-interface';
import type { IWebSocketStage, WebSocketStageBaseOptions } from '../../lib/websocket/stage';
import { WebSocketLoggingLevel, WebSocketStage } from '../../lib/websocket/stage';
import { all, ENV, idsOf, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

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

const stageOf = (stack: Stack) =>
  Object.values(Template.fromStack(stack).findResources('AWS::ApiGatewayV2::Stage'))[0]!;

describe('settings', () => {
  test('a stage that asks for nothing has none', () => {
    const { stack } = setup();
    expect(one(stack, 'Stage')).toEqual({ ApiId: { Ref: 'ApiF70053CD' }, StageName: 'prod' });
  });

  test('logging holds beside throttling and metrics', () => {
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
  ])('%j alone is %j', (options, settings) => {
    expect(one(setup(options).stack, 'Stage').DefaultRouteSettings).toEqual(settings);
  });

  test('settings of a route fill up from those of the stage, which waits for the route', () => {
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
    expect(stageOf(stack).DependsOn).toEqual(routes.sort());
  });

  test('access logs in one line hold what WebSocket APIs have', () => {
    const { stack } = setup({ accessLog: AccessLog.toNewLogGroup() });
    const format = JSON.parse(one(stack, 'Stage').AccessLogSettings.Format);
    expect(format).toMatchObject({ connectionId: '$context.connectionId', eventType: '$context.eventType' });
  });

  test('a stage has a client certificate', () => {
    const stack = stackOf();
    const clientCertificate = new CfnClientCertificate(stack, 'Certificate');
    new WebSocketApi(stack, 'Api').addStage('Prod', { stageName: 'prod', clientCertificate });
    expect(one(stack, 'Stage').ClientCertificateId).toEqual({ Ref: 'Certificate' });
  });

  test.each([undefined, WebSocketLoggingLevel.OFF])('may trace data with logging at %s: a warning', (loggingLevel) => {
    const { stack } = setup({ dataTraceEnabled: true, loggingLevel });
    Annotations.fromStack(stack).hasWarning(
      '*',
      Match.stringLikeRegexp('DataTraceWithoutLogging.*loggingLevel must be'),
    );
  });

  test.each([
    ['stageName', {}],
    ['webSocketApi', { stageName: 'prod' }],
  ])('fails without %s at run time', (name, props) => {
    expect(() => new WebSocketStage(stackOf(), 'S', props as never)).toThrow(`'${name}' is required`);
  });

  test('fails for two settings of one route', () => {
    const { stage } = setup({ routeSettings: [{ routeKey: 'send' }] });
    expectFailure(() => stage.addRouteSettings({ routeKey: 'send' }), {
      code: 'RouteSettingsDuplicate',
      path: 'Stack/Api/Prod',
      given: "'send'",
      fix: 'Specify them once',
    });
  });
});

describe('the role of the account', () => {
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

describe('URLs', () => {
  const HOST = /^(wss|https):\/\/\$\{Token\[[^\]]*\]\}\.execute-api\.eu-west-1\.\$\{Token\[[^\]]*\]\}\/prod$/;

  test('of an own and of an imported stage are those of the default endpoint', () => {
    const { stack, api, stage } = setup();
    for (const one of [stage, imported(stack, api)]) {
      expect([one.url, one.callbackUrl]).toEqual([expect.stringMatching(HOST), expect.stringMatching(HOST)]);
      expect([one.url.slice(0, 6), one.callbackUrl.slice(0, 8)]).toEqual(['wss://', 'https://']);
    }
  });

  test.each([{}, { 'cdk-apigatewayv2:webSocketDomainUrl': true }])(
    'under a custom domain have each its scheme: %j',
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

  test('under a custom domain can be told to an import', () => {
    const { stack, api } = setup();
    const stage = imported(stack, api, 'wss://ws.example.com/chat');
    expect(stage.domainUrl).toBe('wss://ws.example.com/chat');
    expect(stage.domainCallbackUrl).toBe('https://ws.example.com/chat');
  });

  test('of an API without a default endpoint are those of the custom domain', () => {
    const stack = stackOf();
    const api = new WebSocketApi(stack, 'Api', { disableExecuteApiEndpoint: true });
    const stage = api.addStage('Prod', { stageName: 'prod', domainMapping: { domainName: domainName(stack) } });
    expect([stage.url, stage.callbackUrl]).toEqual([stage.domainUrl, stage.domainCallbackUrl]);
    expect(stage.url).toMatch(/^wss:/);
    const other = imported(stack, api, 'https://ws.example.com');
    expect([other.url, other.callbackUrl]).toEqual(['wss://ws.example.com', 'https://ws.example.com']);
  });

  test.each(['url', 'callbackUrl'] as const)('fails for the %s of an API without any endpoint', (what) => {
    const { stage } = setup({}, { disableExecuteApiEndpoint: true });
    expectFailure(() => stage[what], {
      code: 'ApiEndpointDisabled',
      path: 'Stack/Api/Prod',
      fix: "Specify 'domainMapping'",
    });
  });

  test.each(['domainUrl', 'domainCallbackUrl'] as const)('fails for the %s without a mapping', (what) => {
    const { stack, api, stage } = setup();
    const failure = { code: 'DomainMappingMissing', fix: 'domainMapping' } as const;
    expectFailure(() => stage[what], { ...failure, path: 'Stack/Api/Prod' });
    expectFailure(() => imported(stack, api)[what], { ...failure, path: 'Stack/Imported' });
  });
});

describe('grants', () => {
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
] as const)('%s is the metric %s of API and stage', (method, metricName, statistic) => {
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
