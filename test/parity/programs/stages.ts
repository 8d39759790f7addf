import { CfnParameter, Duration, Fn, Lazy, RemovalPolicy } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { domain, ENV, inApi, inStack, rows } from '../fixtures';
import type { Modules, Program } from '../modules';

type Options = (m: Modules, stack: Stack) => apigwv2.HttpStageOptions;

const options: Record<string, Options> = {
  nothing: () => ({}),
  'a name': () => ({ stageName: 'beta' }),
  'the default name': () => ({ stageName: '$default' }),
  'a name of digits and dashes': () => ({ stageName: '1-2_3' }),
  'a long name': () => ({ stageName: 's'.repeat(128) }),
  'automatic deployment': () => ({ stageName: 'a', autoDeploy: true }),
  'no automatic deployment': () => ({ stageName: 'a', autoDeploy: false }),
  'a description': () => ({ stageName: 'a', description: 'My stage' }),
  'an empty description': () => ({ stageName: 'a', description: '' }),
  'detailed metrics': () => ({ stageName: 'a', detailedMetricsEnabled: true }),
  'no detailed metrics': () => ({ stageName: 'a', detailedMetricsEnabled: false }),
  throttling: () => ({ stageName: 'a', throttle: { rateLimit: 10, burstLimit: 20 } }),
  'throttling of rate': () => ({ stageName: 'a', throttle: { rateLimit: 0.5 } }),
  'throttling of burst': () => ({ stageName: 'a', throttle: { burstLimit: 1 } }),
  'throttling of zero': () => ({ stageName: 'a', throttle: { rateLimit: 0, burstLimit: 0 } }),
  'empty throttling': () => ({ stageName: 'a', throttle: {} }),
  'throttling with metrics': () => ({ stageName: 'a', throttle: { rateLimit: 1 }, detailedMetricsEnabled: true }),
  'empty throttling without metrics': () => ({ stageName: 'a', throttle: {}, detailedMetricsEnabled: false }),
  'throttling by tokens': () => ({
    stageName: 'a',
    throttle: { rateLimit: Lazy.number({ produce: () => 3 }), burstLimit: Lazy.number({ produce: () => 4 }) },
  }),
  variables: () => ({ stageName: 'a', stageVariables: { b: '1', a: '2' } }),
  'no variables': () => ({ stageName: 'a', stageVariables: {} }),
  'a token as variable': (_, stack) => ({ stageName: 'a', stageVariables: { account: stack.account } }),
  'a token as name': (_, stack) => ({ stageName: new CfnParameter(stack, 'Name').valueAsString }),
  'a lazy name': () => ({ stageName: Lazy.string({ produce: () => 'lazy' }) }),
  'a name with a token inside': (_, stack) => ({ stageName: `s-${stack.account}` }),
  'a joined name': () => ({ stageName: Fn.join('-', ['a', Fn.ref('AWS::Region')]) }),
  'a domain': (m, stack) => ({ stageName: 'a', domainMapping: { domainName: domain(m, stack) } }),
  'a domain and a key': (m, stack) => ({
    stageName: 'a',
    domainMapping: { domainName: domain(m, stack), mappingKey: 'v1' },
  }),
  'a domain and a key of levels': (m, stack) => ({
    stageName: 'a',
    domainMapping: { domainName: domain(m, stack), mappingKey: 'a/b/c' },
  }),
  'an imported domain': (m, stack) => ({
    stageName: 'a',
    domainMapping: {
      domainName: m.apigwv2.DomainName.fromDomainNameAttributes(stack, 'D', {
        name: 'example.com',
        regionalDomainName: 'd-1.execute-api.eu-west-1.amazonaws.com',
        regionalHostedZoneId: 'Z1',
      }),
      mappingKey: 'k',
    },
  }),
  'a log group': (m, stack) => ({ stageName: 'a', accessLogSettings: { destination: logGroup(m, stack) } }),
  everything: (m, stack) => ({
    stageVariables: { x: 'y' },
    accessLogSettings: { destination: logGroup(m, stack), format: AccessLogFormat.clf() },
    throttle: { burstLimit: 1, rateLimit: 2 },
    detailedMetricsEnabled: true,
    domainMapping: { domainName: domain(m, stack), mappingKey: 'k' },
    description: 'd',
    autoDeploy: true,
    stageName: 'all',
  }),
};

const logGroup = (m: Modules, stack: Stack, id = 'Logs'): apigwv2.IAccessLogDestination =>
  new m.apigwv2.LogGroupLogDestination(new logs.LogGroup(stack, id));

const formats: Record<string, (stack: Stack) => AccessLogFormat> = {
  clf: () => AccessLogFormat.clf(),
  'json of all standard fields': () => AccessLogFormat.jsonWithStandardFields(),
  'json of some standard fields': () =>
    AccessLogFormat.jsonWithStandardFields({
      caller: false,
      httpMethod: true,
      ip: true,
      protocol: false,
      requestTime: true,
      resourcePath: false,
      responseLength: true,
      status: true,
      user: false,
    }),
  custom: () =>
    AccessLogFormat.custom(`${AccessLogField.contextRequestId()} ${AccessLogField.contextIdentitySourceIp()}`),
  'custom json': () =>
    AccessLogFormat.custom(JSON.stringify({ id: AccessLogField.contextRequestId(), r: '$context.routeKey' })),
  'custom by the extended request id': () => AccessLogFormat.custom('$context.extendedRequestId'),
  'custom with a member behind': () => AccessLogFormat.custom('$context.requestId.x'),
  'custom with letters around': () => AccessLogFormat.custom('x$context.requestId-y'),
  'custom with no gap to the next': () => AccessLogFormat.custom('$context.requestId$context.status'),
  'custom with a non-ASCII letter behind': () => AccessLogFormat.custom('$context.requestIdé'),
  'custom with a token': (stack) => AccessLogFormat.custom(`$context.requestId ${stack.region}`),
  'a token': (stack) => AccessLogFormat.custom(new CfnParameter(stack, 'Format').valueAsString),
};

const refusedFormats: Record<string, string> = {
  'no request id': '$context.status',
  empty: '',
  'a longer name': '$context.requestIdX',
  'no context': 'requestId',
  'no dollar sign': 'context.requestId',
  'an underscore behind': '$context.requestId_',
  'a longer extended name': '$context.extendedRequestIds',
  'small letters': '$context.requestid',
  'another letter for the dot': '$contextXrequestId',
};

const httpStage = (m: Modules, stack: Stack, of: Options): Record<string, unknown> => {
  const api = new m.apigwv2.HttpApi(stack, 'Api', { createDefaultStage: false });
  const given = of(m, stack);
  const stage = new m.apigwv2.HttpStage(stack, 'Stage', { httpApi: api, ...given });
  return {
    name: stage.stageName,
    url: stage.url,
    api: stage.api,
    isHttpStage: stage.isHttpStage,
    ref: stage.stageRef,
    env: [stage.env.account, stage.env.region],
    format: stage.defaultAccessLogFormat().toString(),
    child: stage.node.defaultChild,
    domainUrl: given.domainMapping && stage.domainUrl,
    arn: api.arnForExecuteApi('GET', '/', stage.stageName),
    metric: stage.metricCount(),
  };
};

export const programs: Program[] = [
  ...rows(options, (name, of) => inStack(`http stage: ${name}`, (m, stack) => httpStage(m, stack, of))),
  ...rows(formats, (name, of) =>
    inStack(`http stage log format: ${name}`, (m, stack) =>
      httpStage(m, stack, () => ({ accessLogSettings: { destination: logGroup(m, stack), format: of(stack) } })),
    ),
  ),
  ...rows(refusedFormats, (name, format) =>
    inStack(`fails: http stage log format: ${name}`, (m, stack) =>
      httpStage(m, stack, () => ({
        accessLogSettings: { destination: logGroup(m, stack), format: AccessLogFormat.custom(format) },
      })),
    ),
  ),
  inStack('http stage: in a known environment', (m, stack) => httpStage(m, stack, () => ({ stageName: 'a' })), {
    env: ENV,
  }),
  inStack('http stage: in China', (m, stack) => httpStage(m, stack, () => ({ stageName: 'a' })), {
    env: { region: 'cn-north-1' },
  }),
  inApi(
    'http stage: of an API whose endpoint is off',
    (m, api, stack) => {
      const stage = new m.apigwv2.HttpStage(stack, 'S', { httpApi: api, stageName: 's' });
      return { url: stage.url, apiUrl: api.url };
    },
    () => ({ disableExecuteApiEndpoint: true }),
  ),
  inApi('fails: http stage: a domain url without a domain', (_, api) => ({ url: api.defaultStage?.domainUrl })),
  inApi('fails: http stage: a domain url of an imported one', (m, api, stack) => ({
    url: m.apigwv2.HttpStage.fromHttpStageAttributes(stack, 'S', { stageName: 's', api }).domainUrl,
  })),
  inStack(
    'fails: http stage: the url of an imported one',
    (m, stack) => {
      const api = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'A', {
        httpApiId: 'x',
        apiEndpoint: 'https://x.example.com',
      });
      return { url: m.apigwv2.HttpStage.fromHttpStageAttributes(stack, 'S', { stageName: 's', api }).url };
    },
    { differs: 'imported-stage-url' },
  ),
  inApi('http stage: imported', (m, api, stack) => {
    const stage = m.apigwv2.HttpStage.fromHttpStageAttributes(stack, 'S', { stageName: 'dev', api });
    return {
      name: stage.stageName,
      api: stage.api,
      ref: stage.stageRef,
      isHttpStage: stage.isHttpStage,
      env: [stage.env.account, stage.env.region],
      child: stage.node.defaultChild,
    };
  }),
  inApi('http stage: imported and given a variable', (m, api, stack) => {
    m.apigwv2.HttpStage.fromHttpStageAttributes(stack, 'S', { stageName: 'dev', api }).addStageVariable('a', 'b');
  }),
  inApi('http stage: a stage in the scope of the API', (m, api) => {
    new m.apigwv2.HttpStage(api, 'S', { httpApi: api, stageName: 's' });
  }),
  inApi('fails: http stage: two of one id', (m, api, stack) => {
    new m.apigwv2.HttpStage(stack, 'S', { httpApi: api, stageName: 'a' });
    new m.apigwv2.HttpStage(stack, 'S', { httpApi: api, stageName: 'b' });
  }),
  inApi(
    'http stage: two default stages',
    (m, api, stack) => {
      new m.apigwv2.HttpStage(stack, 'S', { httpApi: api });
    },
    undefined,
    { undeployable: 'one stage name twice' },
  ),
  inApi('http stage: variables after and before', (m, api, stack) => {
    const stage = new m.apigwv2.HttpStage(stack, 'S', {
      httpApi: api,
      stageName: 's',
      stageVariables: { b: '1', a: '2' },
    });
    stage.addStageVariable('a', '3');
    stage.addStageVariable('c', stack.region);
    api.defaultStage!.addStageVariable('only', 'later');
  }),
  inApi('http stage: a variable named as what objects have', (_, api) => {
    api.defaultStage!.addStageVariable('constructor', 'x');
    api.defaultStage!.addStageVariable('toString', 'y');
  }),
  inApi('http stage: the caller changes its variables afterwards', (m, api, stack) => {
    const stageVariables: Record<string, string> = { a: '1' };
    const stage = new m.apigwv2.HttpStage(stack, 'S', { httpApi: api, stageName: 's', stageVariables });
    stageVariables.late = '2';
    stage.addStageVariable('b', '3');
    return { stageVariables };
  }),
  inApi('http stage: variables of one object on two stages', (m, api, stack) => {
    const stageVariables: Record<string, string> = { a: '1' };
    const stages = ['s', 't'].map(
      (stageName) => new m.apigwv2.HttpStage(stack, stageName, { httpApi: api, stageName, stageVariables }),
    );
    stages[0].addStageVariable('b', '2');
  }),
  inApi('http stage: the log group imported', (m, api) => {
    const group = logs.LogGroup.fromLogGroupName(api, 'G', '/my/group');
    api.addStage('S', {
      stageName: 's',
      accessLogSettings: { destination: new m.apigwv2.LogGroupLogDestination(group) },
    });
  }),
  inApi('http stage: the log group an L1', (m, api, stack) => {
    const group = new logs.CfnLogGroup(stack, 'G');
    api.addStage('S', {
      stageName: 's',
      accessLogSettings: { destination: new m.apigwv2.LogGroupLogDestination(group) },
    });
  }),
  inApi('http stage: the log group imported by ARN', (m, api, stack) => {
    const group = logs.LogGroup.fromLogGroupArn(stack, 'G', 'arn:aws:logs:eu-west-1:111111111111:log-group:g:*');
    api.addStage('S', {
      stageName: 's',
      accessLogSettings: { destination: new m.apigwv2.LogGroupLogDestination(group) },
    });
  }),
  inApi('http stage: the log group with options, one for two stages', (m, api, stack) => {
    const group = new logs.LogGroup(stack, 'G', {
      logGroupName: '/apis/books',
      retention: logs.RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const destination = new m.apigwv2.LogGroupLogDestination(group);
    for (const stageName of ['a', 'b']) {
      api.addStage(stageName, { stageName, accessLogSettings: { destination } });
    }
    return { bound: destination.bind(api.defaultStage!) };
  }),
  inApi('http stage: a log destination of its own', (_, api, stack) => {
    const group = new logs.CfnLogGroup(stack, 'Group');
    const seen: unknown[] = [];
    const destination: apigwv2.IAccessLogDestination = {
      bind: (stage) => {
        seen.push(stage.node.path, stage);
        return { destinationArn: group.attrArn };
      },
    };
    api.addStage('S', { stageName: 's', accessLogSettings: { destination, format: AccessLogFormat.clf() } });
    return { seen };
  }),
  inApi(
    'http stage: a log destination that reads the name of the stage',
    (_, api) => {
      const destination: apigwv2.IAccessLogDestination = {
        bind: ({ stageName }) => ({ destinationArn: `arn:aws:logs:eu-west-1:111111111111:log-group:${stageName}` }),
      };
      api.addStage('S', { stageName: 's', accessLogSettings: { destination } });
    },
    undefined,
    { differs: 'stage-name-at-bind' },
  ),
  inApi('http stage: a log destination that makes constructs', (_, api) => {
    const destination: apigwv2.IAccessLogDestination = {
      bind: (stage) => ({ destinationArn: new logs.LogGroup(stage, 'Group').logGroupArn }),
    };
    api.addStage('S', { stageName: 's', accessLogSettings: { destination } });
  }),
  inApi('http stage: a domain url', (m, api, stack) => {
    const name = domain(m, stack, 'Tok', { domainName: new CfnParameter(stack, 'Dn').valueAsString });
    const stage = api.addStage('S', { stageName: 's', domainMapping: { domainName: name, mappingKey: 'k' } });
    return { url: stage.domainUrl };
  }),
  inApi(
    'fails: http stage: a mapping key that is a token',
    (m, api, stack) => {
      const mappingKey = new CfnParameter(stack, 'Key').valueAsString;
      api.addStage('S', { stageName: 's', domainMapping: { domainName: domain(m, stack), mappingKey } });
    },
    undefined,
    { differs: 'token-mapping-key' },
  ),
  inApi(
    'fails: http stage: an empty mapping key',
    (m, api, stack) => {
      api.addStage('S', { stageName: 's', domainMapping: { domainName: domain(m, stack), mappingKey: '' } });
    },
    undefined,
    { differs: 'empty-mapping-key' },
  ),
  inApi('http stage: two stages on one domain', (m, api, stack) => {
    const domainName = domain(m, stack);
    return {
      urls: ['a', 'b'].map(
        (s) => api.addStage(s, { stageName: s, domainMapping: { domainName, mappingKey: s } }).domainUrl,
      ),
    };
  }),
  inApi('http stage: an L1 API', (m, _, stack) => {
    const stage = new m.apigwv2.HttpStage(stack, 'S', {
      httpApi: m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'I', { httpApiId: Fn.importValue('api') }),
    });
    return { url: stage.url };
  }),
  inApi('http stage: alarms with options of metrics', (_, api, stack) => {
    const metric = api.defaultStage!.metricLatency({ statistic: 'p95', period: Duration.minutes(1) });
    metric.createAlarm(stack, 'Alarm', { threshold: 1000, evaluationPeriods: 3 });
    return { metric };
  }),
];
