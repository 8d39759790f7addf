import { CfnOutput, CfnParameter, Duration, Fn, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as apigw from 'aws-cdk-lib/aws-apigateway';
import type { CfnStage, IStage, WebSocketStageProps } from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { domain, ENV, fn, inStack, jsonLog, role, rows } from '../fixtures';
import type { Modules, Program } from '../modules';
import { places, splits } from '../places';

type WebSocketApi = InstanceType<Modules['apigwv2']['WebSocketApi']>;
type WebSocketStage = InstanceType<Modules['apigwv2']['WebSocketStage']>;
type Options = Omit<WebSocketStageProps, 'webSocketApi' | 'stageName'>;

function chat(m: Modules, scope: Construct, id = 'Api'): WebSocketApi {
  const integration = new m.integrations.WebSocketMockIntegration(`${id}Mock`);
  return new m.apigwv2.WebSocketApi(scope, id, { connectRouteOptions: { integration } });
}

/** The properties of a stage. */
function told(stage: WebSocketStage) {
  return {
    name: stage.stageName,
    url: stage.url,
    callback: stage.callbackUrl,
    ref: stage.stageRef,
    api: stage.api,
    env: stage.env,
    metric: stage.metric('ConnectCount'),
    averaged: stage.metric('IntegrationLatency', { statistic: 'avg', period: Duration.minutes(1), label: 'l' }),
    children: stage.node.findAll().map((c) => c.node.path),
  };
}

const logGroup = (stack: Stack) => new logs.LogGroup(stack, 'Logs');

const props = rows<(m: Modules, stack: Stack) => Options>(
  {
    none: () => ({}),
    'autoDeploy true': () => ({ autoDeploy: true }),
    'autoDeploy false': () => ({ autoDeploy: false }),
    description: () => ({ description: 'The stage' }),
    'description that is a token': () => ({ description: Fn.importValue('d') }),
    'throttle with a rate and a burst': () => ({ throttle: { rateLimit: 10, burstLimit: 20 } }),
    'throttle with a rate': () => ({ throttle: { rateLimit: 0.5 } }),
    'throttle with a burst': () => ({ throttle: { burstLimit: 20 } }),
    'empty throttle': () => ({ throttle: {} }),
    'throttle with zero': () => ({ throttle: { rateLimit: 0, burstLimit: 0 } }),
    'throttle with tokens': (_, stack) => {
      const n = new CfnParameter(stack, 'N', { type: 'Number' }).valueAsNumber;
      return { throttle: { rateLimit: n, burstLimit: n } };
    },
    'detailed metrics': () => ({ detailedMetricsEnabled: true }),
    'no detailed metrics': () => ({ detailedMetricsEnabled: false }),
    'detailed metrics and throttle': () => ({ detailedMetricsEnabled: true, throttle: { rateLimit: 1 } }),
    'no detailed metrics and throttle': () => ({ detailedMetricsEnabled: false, throttle: { burstLimit: 1 } }),
    'stage variables': () => ({ stageVariables: { a: '1', b: 'two', c_3: 'x/y:z' } }),
    'an empty map of stage variables': () => ({ stageVariables: {} }),
    'stage variables with tokens': (_, stack) => ({ stageVariables: { fn: fn(stack).functionName } }),
    'access log': (m, stack) => ({
      accessLogSettings: { destination: new m.apigwv2.LogGroupLogDestination(logGroup(stack)) },
    }),
    'access log in CLF': (m, stack) => ({
      accessLogSettings: {
        destination: new m.apigwv2.LogGroupLogDestination(logGroup(stack)),
        format: apigw.AccessLogFormat.clf(),
      },
    }),
    'access log in JSON': (m, stack) => ({
      accessLogSettings: {
        destination: new m.apigwv2.LogGroupLogDestination(logGroup(stack)),
        format: jsonLog(),
      },
    }),
    'access log in a custom format': (m, stack) => ({
      accessLogSettings: {
        destination: new m.apigwv2.LogGroupLogDestination(logGroup(stack)),
        format: apigw.AccessLogFormat.custom('$context.requestId $context.connectionId'),
      },
    }),
    'access log with the extended request ID': (m, stack) => ({
      accessLogSettings: {
        destination: new m.apigwv2.LogGroupLogDestination(logGroup(stack)),
        format: apigw.AccessLogFormat.custom('$context.extendedRequestId'),
      },
    }),
    'access log in a format that is a token': (m, stack) => ({
      accessLogSettings: {
        destination: new m.apigwv2.LogGroupLogDestination(logGroup(stack)),
        format: apigw.AccessLogFormat.custom(Fn.importValue('format')),
      },
    }),
    'access log to an imported log group': (m, stack) => ({
      accessLogSettings: {
        destination: new m.apigwv2.LogGroupLogDestination(logs.LogGroup.fromLogGroupName(stack, 'Logs', 'mine')),
      },
    }),
    'access log to an L1 log group': (m, stack) => ({
      accessLogSettings: { destination: new m.apigwv2.LogGroupLogDestination(new logs.CfnLogGroup(stack, 'Logs')) },
    }),
    'access log to a user-defined destination': (_, stack) => {
      const group = new logs.CfnLogGroup(stack, 'Group');
      return { accessLogSettings: { destination: { bind: () => ({ destinationArn: group.attrArn }) } } };
    },
    'access log to a destination that reads the stage': () => ({
      accessLogSettings: {
        destination: {
          bind: (s: IStage) => ({ destinationArn: `arn:aws:logs:eu-west-1:111111111111:log-group:${s.stageName}` }),
        },
      },
    }),
    'domain mapping': (m, stack) => ({ domainMapping: { domainName: domain(m, stack) } }),
    'domain mapping with a key': (m, stack) => ({
      domainMapping: { domainName: domain(m, stack), mappingKey: 'chat' },
    }),
    'domain mapping to an imported domain name': (m, stack) => ({
      domainMapping: {
        domainName: m.apigwv2.DomainName.fromDomainNameAttributes(stack, 'Domain', {
          name: 'ws.example.com',
          regionalDomainName: 'd-1.execute-api.eu-west-1.amazonaws.com',
          regionalHostedZoneId: 'Z1',
        }),
        mappingKey: 'v1',
      },
    }),
    'all properties': (m, stack) => ({
      autoDeploy: true,
      description: 'Everything',
      throttle: { rateLimit: 100, burstLimit: 50 },
      detailedMetricsEnabled: true,
      stageVariables: { a: 'b' },
      domainMapping: { domainName: domain(m, stack), mappingKey: 'all' },
      accessLogSettings: { destination: new m.apigwv2.LogGroupLogDestination(logGroup(stack)), format: jsonLog() },
    }),
  },
  (name, make) =>
    inStack(`WebSocket stage with properties: ${name}`, (m, stack) => {
      const webSocketApi = chat(m, stack);
      return told(new m.apigwv2.WebSocketStage(stack, 'Stage', { webSocketApi, stageName: 'dev', ...make(m, stack) }));
    }),
);

const names: Program[] = rows<(stack: Stack) => string>(
  {
    dev: () => 'dev',
    'Dev_1-2': () => 'Dev_1-2',
    'that is a token': () => Fn.importValue('name'),
    'that is a parameter': (stack) => new CfnParameter(stack, 'Name').valueAsString,
    'that contains a token': (stack) => `dev-${stack.region}`,
  },
  (name, make) =>
    inStack(`WebSocket stage: name ${name}`, (m, stack) => {
      const webSocketApi = chat(m, stack);
      const stage = new m.apigwv2.WebSocketStage(stack, 'Stage', { webSocketApi, stageName: make(stack) });
      new CfnOutput(stack, 'Url', { value: stage.url });
      return told(stage);
    }),
);

const unusual = [
  inStack(
    'WebSocket stage: a mapping key that is a token',
    (m, stack) => {
      const mappingKey = new CfnParameter(stack, 'Key').valueAsString;
      const domainMapping = { domainName: domain(m, stack), mappingKey };
      new m.apigwv2.WebSocketStage(stack, 'Stage', { webSocketApi: chat(m, stack), stageName: 'dev', domainMapping });
    },
    { differs: 'token-mapping-key' },
  ),
  inStack(
    'WebSocket stage: name $default',
    (m, stack) =>
      told(new m.apigwv2.WebSocketStage(stack, 'Stage', { webSocketApi: chat(m, stack), stageName: '$default' })),
    { undeployable: 'a WebSocket API cannot have a stage $default' },
  ),
  inStack(
    'WebSocket stage: an API without a route',
    (m, stack) => {
      const webSocketApi = new m.apigwv2.WebSocketApi(stack, 'Api');
      return told(new m.apigwv2.WebSocketStage(stack, 'Stage', { webSocketApi, stageName: 'dev' }));
    },
    { undeployable: 'a deployment must have a route' },
  ),
];

const everywhere = rows(places, (place, at) => ({
  name: `WebSocket stage: all properties in ${place}`,
  build: (m, app) => {
    const scope = at(app);
    const stage = new m.apigwv2.WebSocketStage(scope, 'Stage', {
      webSocketApi: chat(m, scope),
      stageName: 'prod',
      autoDeploy: true,
      domainMapping: { domainName: domain(m, scope), mappingKey: 'k' },
      accessLogSettings: { destination: new m.apigwv2.LogGroupLogDestination(new logs.LogGroup(scope, 'Logs')) },
    });
    stage.addStageVariable('later', 'yes');
    stage.grantManagementApiAccess(role(scope));
    return told(stage);
  },
}));

const split = rows(splits, (what, at) => ({
  name: `WebSocket stage: an API in ${what}`,
  build: (m, app) => {
    const [backend, front] = at(app);
    const webSocketApi = chat(m, backend);
    const dn = domain(m, backend);
    const stage = new m.apigwv2.WebSocketStage(front, 'Stage', {
      webSocketApi,
      stageName: 'prod',
      domainMapping: { domainName: dn },
    });
    stage.grantManagementApiAccess(role(front));
    new CfnOutput(Stack.of(front), 'Out', { value: stage.callbackUrl });
    return { url: stage.url };
  },
}));

const acts: Program[] = rows<(m: Modules, stage: WebSocketStage, stack: Stack) => Record<string, unknown> | void>(
  {
    addStageVariable: (_, stage) => {
      stage.addStageVariable('a', '1');
      stage.addStageVariable('b', Fn.importValue('b'));
      stage.addStageVariable('a', '2');
    },
    'tags and a removal policy': (_, stage) => {
      Tags.of(stage).add('k', 'v');
      stage.applyRemovalPolicy(RemovalPolicy.RETAIN);
    },
    'an escape hatch': (_, stage) => {
      const cfn = stage.node.defaultChild as CfnStage;
      cfn.clientCertificateId = 'cert';
      cfn.addPropertyOverride('DefaultRouteSettings.LoggingLevel', 'INFO');
    },
    'two stages': (m, stage, stack) => {
      const webSocketApi = stage.api as WebSocketApi;
      return told(new m.apigwv2.WebSocketStage(stack, 'Two', { webSocketApi, stageName: 'two' }));
    },
    'a separate mapping': (m, stage, stack) => {
      const mapping = new m.apigwv2.ApiMapping(stack, 'Mapping', {
        api: stage.api,
        stage,
        domainName: domain(m, stack),
      });
      return { id: mapping.apiMappingId, key: mapping.mappingKey, ref: mapping.apiMappingRef };
    },
    'a separate mapping with a key': (m, stage, stack) => {
      const mapping = new m.apigwv2.ApiMapping(stack, 'Mapping', {
        api: stage.api,
        stage,
        domainName: domain(m, stack),
        apiMappingKey: 'k',
      });
      return { id: mapping.apiMappingId, key: mapping.mappingKey };
    },
    'grants to several principals': (_, stage, stack) => {
      const user = new iam.User(stack, 'User');
      stage.grantManagementApiAccess(user);
      stage.grantManagementApiAccess(user);
      stage.grantManagementApiAccess(fn(stack));
    },
    'a stage in the scope of the API': (m, stage) => {
      const webSocketApi = stage.api as WebSocketApi;
      return told(new m.apigwv2.WebSocketStage(webSocketApi, 'Below', { webSocketApi, stageName: 'below' }));
    },
  },
  (name, act) =>
    inStack(
      `WebSocket stage: ${name}`,
      (m, stack) => {
        const webSocketApi = chat(m, stack);
        return act(m, new m.apigwv2.WebSocketStage(stack, 'Stage', { webSocketApi, stageName: 'dev' }), stack);
      },
      { env: ENV },
    ),
);

const imports: Program[] = [
  inStack('WebSocket stage: an imported stage', (m, stack) => {
    const api = m.apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', { webSocketId: 'abc' });
    const stage = m.apigwv2.WebSocketStage.fromWebSocketStageAttributes(stack, 'Stage', { stageName: 'dev', api });
    return { name: stage.stageName, api: stage.api, ref: stage.stageRef, metric: stage.metric('ConnectCount') };
  }),
  inStack('WebSocket stage: an imported stage of an API of the app', (m, stack) => {
    const api = chat(m, stack);
    const stage = m.apigwv2.WebSocketStage.fromWebSocketStageAttributes(stack, 'Stage', {
      stageName: Fn.importValue('stage'),
      api,
    });
    return { name: stage.stageName, ref: stage.stageRef, metric: stage.metric('ConnectCount', { statistic: 'Sum' }) };
  }),
  inStack('WebSocket stage: a mapping of an imported stage', (m, stack) => {
    const api = m.apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', { webSocketId: 'abc' });
    const stage = m.apigwv2.WebSocketStage.fromWebSocketStageAttributes(stack, 'Stage', { stageName: 'dev', api });
    const mapping = new m.apigwv2.ApiMapping(stack, 'Mapping', { api, stage, domainName: domain(m, stack) });
    return { id: mapping.apiMappingId };
  }),
];

type Act = (m: Modules, stack: Stack, api: WebSocketApi) => unknown;
const broken: Program[] = rows<Act>(
  {
    'the URL of an imported stage': (m, stack, api) =>
      m.apigwv2.WebSocketStage.fromWebSocketStageAttributes(stack, 'S', { stageName: 'dev', api }).url,
    'the callbackUrl of an imported stage': (m, stack, api) =>
      m.apigwv2.WebSocketStage.fromWebSocketStageAttributes(stack, 'S', { stageName: 'dev', api }).callbackUrl,
    'an access log format without a request ID': (m, stack, webSocketApi) =>
      new m.apigwv2.WebSocketStage(stack, 'S', {
        webSocketApi,
        stageName: 'dev',
        accessLogSettings: {
          destination: new m.apigwv2.LogGroupLogDestination(logGroup(stack)),
          format: apigw.AccessLogFormat.custom('$context.connectionId'),
        },
      }),
    'two stages with the same construct ID': (m, stack, webSocketApi) =>
      ['a', 'b'].map((stageName) => new m.apigwv2.WebSocketStage(stack, 'S', { webSocketApi, stageName })),
  },
  (name, act) =>
    inStack(
      `fails: WebSocket stage: ${name}`,
      (m, stack) => void act(m, stack, chat(m, stack)),
      name.endsWith('of an imported stage') ? { differs: 'imported-stage-url' } : {},
    ),
);

export const programs: Program[] = [
  ...props,
  ...names,
  ...unusual,
  ...everywhere,
  ...split,
  ...acts,
  ...imports,
  ...broken,
];
