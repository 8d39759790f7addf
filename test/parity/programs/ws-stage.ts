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
    'description a token': () => ({ description: Fn.importValue('d') }),
    'throttle both': () => ({ throttle: { rateLimit: 10, burstLimit: 20 } }),
    'throttle rate': () => ({ throttle: { rateLimit: 0.5 } }),
    'throttle burst': () => ({ throttle: { burstLimit: 20 } }),
    'throttle empty': () => ({ throttle: {} }),
    'throttle zero': () => ({ throttle: { rateLimit: 0, burstLimit: 0 } }),
    'throttle of tokens': (_, stack) => {
      const n = new CfnParameter(stack, 'N', { type: 'Number' }).valueAsNumber;
      return { throttle: { rateLimit: n, burstLimit: n } };
    },
    'detailed metrics': () => ({ detailedMetricsEnabled: true }),
    'no detailed metrics': () => ({ detailedMetricsEnabled: false }),
    'detailed metrics and throttle': () => ({ detailedMetricsEnabled: true, throttle: { rateLimit: 1 } }),
    'no detailed metrics but throttle': () => ({ detailedMetricsEnabled: false, throttle: { burstLimit: 1 } }),
    'stage variables': () => ({ stageVariables: { a: '1', b: 'two', c_3: 'x/y:z' } }),
    'stage variables none': () => ({ stageVariables: {} }),
    'stage variables of tokens': (_, stack) => ({ stageVariables: { fn: fn(stack).functionName } }),
    'access log': (m, stack) => ({
      accessLogSettings: { destination: new m.apigwv2.LogGroupLogDestination(logGroup(stack)) },
    }),
    'access log, clf': (m, stack) => ({
      accessLogSettings: {
        destination: new m.apigwv2.LogGroupLogDestination(logGroup(stack)),
        format: apigw.AccessLogFormat.clf(),
      },
    }),
    'access log, json': (m, stack) => ({
      accessLogSettings: {
        destination: new m.apigwv2.LogGroupLogDestination(logGroup(stack)),
        format: jsonLog(),
      },
    }),
    'access log, own format': (m, stack) => ({
      accessLogSettings: {
        destination: new m.apigwv2.LogGroupLogDestination(logGroup(stack)),
        format: apigw.AccessLogFormat.custom('$context.requestId $context.connectionId'),
      },
    }),
    'access log, extended request id': (m, stack) => ({
      accessLogSettings: {
        destination: new m.apigwv2.LogGroupLogDestination(logGroup(stack)),
        format: apigw.AccessLogFormat.custom('$context.extendedRequestId'),
      },
    }),
    'access log, a token': (m, stack) => ({
      accessLogSettings: {
        destination: new m.apigwv2.LogGroupLogDestination(logGroup(stack)),
        format: apigw.AccessLogFormat.custom(Fn.importValue('format')),
      },
    }),
    'access log of an imported group': (m, stack) => ({
      accessLogSettings: {
        destination: new m.apigwv2.LogGroupLogDestination(logs.LogGroup.fromLogGroupName(stack, 'Logs', 'mine')),
      },
    }),
    'access log of an L1': (m, stack) => ({
      accessLogSettings: { destination: new m.apigwv2.LogGroupLogDestination(new logs.CfnLogGroup(stack, 'Logs')) },
    }),
    'access log to a destination of one’s own': (_, stack) => {
      const group = new logs.CfnLogGroup(stack, 'Group');
      return { accessLogSettings: { destination: { bind: () => ({ destinationArn: group.attrArn }) } } };
    },
    'access log to a destination that looks at the stage': () => ({
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
    'domain mapping to an import': (m, stack) => ({
      domainMapping: {
        domainName: m.apigwv2.DomainName.fromDomainNameAttributes(stack, 'Domain', {
          name: 'ws.example.com',
          regionalDomainName: 'd-1.execute-api.eu-west-1.amazonaws.com',
          regionalHostedZoneId: 'Z1',
        }),
        mappingKey: 'v1',
      },
    }),
    'everything at once': (m, stack) => ({
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
    inStack(`ws stage: props: ${name}`, (m, stack) => {
      const webSocketApi = chat(m, stack);
      return told(new m.apigwv2.WebSocketStage(stack, 'Stage', { webSocketApi, stageName: 'dev', ...make(m, stack) }));
    }),
);

const names: Program[] = rows<(stack: Stack) => string>(
  {
    dev: () => 'dev',
    'Dev_1-2': () => 'Dev_1-2',
    'a token': () => Fn.importValue('name'),
    'a parameter': (stack) => new CfnParameter(stack, 'Name').valueAsString,
    'with a token': (stack) => `dev-${stack.region}`,
  },
  (name, make) =>
    inStack(`ws stage: name ${name}`, (m, stack) => {
      const webSocketApi = chat(m, stack);
      const stage = new m.apigwv2.WebSocketStage(stack, 'Stage', { webSocketApi, stageName: make(stack) });
      new CfnOutput(stack, 'Url', { value: stage.url });
      return told(stage);
    }),
);

const odd = [
  inStack(
    'ws stage: a mapping key of a token',
    (m, stack) => {
      const mappingKey = new CfnParameter(stack, 'Key').valueAsString;
      const domainMapping = { domainName: domain(m, stack), mappingKey };
      new m.apigwv2.WebSocketStage(stack, 'Stage', { webSocketApi: chat(m, stack), stageName: 'dev', domainMapping });
    },
    { differs: 'token-mapping-key' },
  ),
  inStack(
    'ws stage: name $default',
    (m, stack) =>
      told(new m.apigwv2.WebSocketStage(stack, 'Stage', { webSocketApi: chat(m, stack), stageName: '$default' })),
    { undeployable: 'a WebSocket API has no $default stage' },
  ),
  inStack(
    'ws stage: no route',
    (m, stack) => {
      const webSocketApi = new m.apigwv2.WebSocketApi(stack, 'Api');
      return told(new m.apigwv2.WebSocketStage(stack, 'Stage', { webSocketApi, stageName: 'dev' }));
    },
    { undeployable: 'a deployment needs a route' },
  ),
];

const everywhere = rows(places, (place, at) => ({
  name: `ws stage: of everything in ${place}`,
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
  name: `ws stage: of an api in ${what}`,
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
    'tags and removal policy': (_, stage) => {
      Tags.of(stage).add('k', 'v');
      stage.applyRemovalPolicy(RemovalPolicy.RETAIN);
    },
    'escape hatch': (_, stage) => {
      const cfn = stage.node.defaultChild as CfnStage;
      cfn.clientCertificateId = 'cert';
      cfn.addPropertyOverride('DefaultRouteSettings.LoggingLevel', 'INFO');
    },
    'two stages': (m, stage, stack) => {
      const webSocketApi = stage.api as WebSocketApi;
      return told(new m.apigwv2.WebSocketStage(stack, 'Two', { webSocketApi, stageName: 'two' }));
    },
    'a mapping of it by hand': (m, stage, stack) => {
      const mapping = new m.apigwv2.ApiMapping(stack, 'Mapping', {
        api: stage.api,
        stage,
        domainName: domain(m, stack),
      });
      return { id: mapping.apiMappingId, key: mapping.mappingKey, ref: mapping.apiMappingRef };
    },
    'a mapping of it by hand with a key': (m, stage, stack) => {
      const mapping = new m.apigwv2.ApiMapping(stack, 'Mapping', {
        api: stage.api,
        stage,
        domainName: domain(m, stack),
        apiMappingKey: 'k',
      });
      return { id: mapping.apiMappingId, key: mapping.mappingKey };
    },
    'grants to many': (_, stage, stack) => {
      const user = new iam.User(stack, 'User');
      stage.grantManagementApiAccess(user);
      stage.grantManagementApiAccess(user);
      stage.grantManagementApiAccess(fn(stack));
    },
    'under the api': (m, stage) => {
      const webSocketApi = stage.api as WebSocketApi;
      return told(new m.apigwv2.WebSocketStage(webSocketApi, 'Below', { webSocketApi, stageName: 'below' }));
    },
  },
  (name, act) =>
    inStack(
      `ws stage: ${name}`,
      (m, stack) => {
        const webSocketApi = chat(m, stack);
        return act(m, new m.apigwv2.WebSocketStage(stack, 'Stage', { webSocketApi, stageName: 'dev' }), stack);
      },
      { env: ENV },
    ),
);

const imports: Program[] = [
  inStack('ws stage: import', (m, stack) => {
    const api = m.apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', { webSocketId: 'abc' });
    const stage = m.apigwv2.WebSocketStage.fromWebSocketStageAttributes(stack, 'Stage', { stageName: 'dev', api });
    return { name: stage.stageName, api: stage.api, ref: stage.stageRef, metric: stage.metric('ConnectCount') };
  }),
  inStack('ws stage: import of an own api', (m, stack) => {
    const api = chat(m, stack);
    const stage = m.apigwv2.WebSocketStage.fromWebSocketStageAttributes(stack, 'Stage', {
      stageName: Fn.importValue('stage'),
      api,
    });
    return { name: stage.stageName, ref: stage.stageRef, metric: stage.metric('ConnectCount', { statistic: 'Sum' }) };
  }),
  inStack('ws stage: mapping of an import', (m, stack) => {
    const api = m.apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', { webSocketId: 'abc' });
    const stage = m.apigwv2.WebSocketStage.fromWebSocketStageAttributes(stack, 'Stage', { stageName: 'dev', api });
    const mapping = new m.apigwv2.ApiMapping(stack, 'Mapping', { api, stage, domainName: domain(m, stack) });
    return { id: mapping.apiMappingId };
  }),
];

type Act = (m: Modules, stack: Stack, api: WebSocketApi) => unknown;
const broken: Program[] = rows<Act>(
  {
    'url of an import': (m, stack, api) =>
      m.apigwv2.WebSocketStage.fromWebSocketStageAttributes(stack, 'S', { stageName: 'dev', api }).url,
    'callbackUrl of an import': (m, stack, api) =>
      m.apigwv2.WebSocketStage.fromWebSocketStageAttributes(stack, 'S', { stageName: 'dev', api }).callbackUrl,
    'access log format without a request id': (m, stack, webSocketApi) =>
      new m.apigwv2.WebSocketStage(stack, 'S', {
        webSocketApi,
        stageName: 'dev',
        accessLogSettings: {
          destination: new m.apigwv2.LogGroupLogDestination(logGroup(stack)),
          format: apigw.AccessLogFormat.custom('$context.connectionId'),
        },
      }),
    'two of one id': (m, stack, webSocketApi) =>
      ['a', 'b'].map((stageName) => new m.apigwv2.WebSocketStage(stack, 'S', { webSocketApi, stageName })),
  },
  (name, act) =>
    inStack(
      `fails: ws stage: ${name}`,
      (m, stack) => void act(m, stack, chat(m, stack)),
      name.endsWith('of an import') ? { differs: 'imported-stage-url' } : {},
    ),
);

export const programs: Program[] = [
  ...props,
  ...names,
  ...odd,
  ...everywhere,
  ...split,
  ...acts,
  ...imports,
  ...broken,
];
