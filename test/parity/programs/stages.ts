import { CfnParameter, Duration, Fn, Lazy, RemovalPolicy } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { domain, ENV, inApi, inStack, rows } from '../fixtures';
import type { Modules, Program } from '../modules';

type Options = (m: Modules, stack: Stack) => apigwv2.HttpStageOptions;

const options: Record<string, Options> = {
  'only required properties': () => ({}),
  'a name': () => ({ stageName: 'beta' }),
  'the default name': () => ({ stageName: '$default' }),
  'a name with digits and dashes': () => ({ stageName: '1-2_3' }),
  'a long name': () => ({ stageName: 's'.repeat(128) }),
  'automatic deployment': () => ({ stageName: 'a', autoDeploy: true }),
  'no automatic deployment': () => ({ stageName: 'a', autoDeploy: false }),
  'a description': () => ({ stageName: 'a', description: 'My stage' }),
  'an empty description': () => ({ stageName: 'a', description: '' }),
  'detailed metrics': () => ({ stageName: 'a', detailedMetricsEnabled: true }),
  'no detailed metrics': () => ({ stageName: 'a', detailedMetricsEnabled: false }),
  throttling: () => ({ stageName: 'a', throttle: { rateLimit: 10, burstLimit: 20 } }),
  'only a rate limit': () => ({ stageName: 'a', throttle: { rateLimit: 0.5 } }),
  'only a burst limit': () => ({ stageName: 'a', throttle: { burstLimit: 1 } }),
  'limits of zero': () => ({ stageName: 'a', throttle: { rateLimit: 0, burstLimit: 0 } }),
  'empty throttling': () => ({ stageName: 'a', throttle: {} }),
  'throttling with metrics': () => ({ stageName: 'a', throttle: { rateLimit: 1 }, detailedMetricsEnabled: true }),
  'empty throttling without metrics': () => ({ stageName: 'a', throttle: {}, detailedMetricsEnabled: false }),
  'limits that are tokens': () => ({
    stageName: 'a',
    throttle: { rateLimit: Lazy.number({ produce: () => 3 }), burstLimit: Lazy.number({ produce: () => 4 }) },
  }),
  variables: () => ({ stageName: 'a', stageVariables: { b: '1', a: '2' } }),
  'an empty map of variables': () => ({ stageName: 'a', stageVariables: {} }),
  'a variable that is a token': (_, stack) => ({ stageName: 'a', stageVariables: { account: stack.account } }),
  'a name that is a token': (_, stack) => ({ stageName: new CfnParameter(stack, 'Name').valueAsString }),
  'a lazy name': () => ({ stageName: Lazy.string({ produce: () => 'lazy' }) }),
  'a name with a token inside': (_, stack) => ({ stageName: `s-${stack.account}` }),
  'a joined name': () => ({ stageName: Fn.join('-', ['a', Fn.ref('AWS::Region')]) }),
  'a domain mapping': (m, stack) => ({ stageName: 'a', domainMapping: { domainName: domain(m, stack) } }),
  'a domain mapping with a key': (m, stack) => ({
    stageName: 'a',
    domainMapping: { domainName: domain(m, stack), mappingKey: 'v1' },
  }),
  'a domain mapping with a key of several levels': (m, stack) => ({
    stageName: 'a',
    domainMapping: { domainName: domain(m, stack), mappingKey: 'a/b/c' },
  }),
  'a mapping to an imported domain name': (m, stack) => ({
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
  'JSON with all standard fields': () => AccessLogFormat.jsonWithStandardFields(),
  'JSON with some standard fields': () =>
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
  'custom JSON': () =>
    AccessLogFormat.custom(JSON.stringify({ id: AccessLogField.contextRequestId(), r: '$context.routeKey' })),
  'a custom format with the extended request ID': () => AccessLogFormat.custom('$context.extendedRequestId'),
  'a custom format with a member after the request ID': () => AccessLogFormat.custom('$context.requestId.x'),
  'a custom format with letters around the request ID': () => AccessLogFormat.custom('x$context.requestId-y'),
  'a custom format with another variable directly after the request ID': () =>
    AccessLogFormat.custom('$context.requestId$context.status'),
  'a custom format with a non-ASCII letter after the request ID': () => AccessLogFormat.custom('$context.requestIdé'),
  'a custom format with a token': (stack) => AccessLogFormat.custom(`$context.requestId ${stack.region}`),
  'a custom format that is a token': (stack) => AccessLogFormat.custom(new CfnParameter(stack, 'Format').valueAsString),
};

const rejectedFormats: Record<string, string> = {
  'no request ID': '$context.status',
  empty: '',
  'a name that starts with requestId': '$context.requestIdX',
  'no context variable': 'requestId',
  'no dollar sign': 'context.requestId',
  'an underscore after the request ID': '$context.requestId_',
  'a name that starts with extendedRequestId': '$context.extendedRequestIds',
  'a request ID in lower case': '$context.requestid',
  'another character instead of the dot': '$contextXrequestId',
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
  ...rows(options, (name, of) => inStack(`HTTP stage: ${name}`, (m, stack) => httpStage(m, stack, of))),
  ...rows(formats, (name, of) =>
    inStack(`log format of an HTTP stage: ${name}`, (m, stack) =>
      httpStage(m, stack, () => ({ accessLogSettings: { destination: logGroup(m, stack), format: of(stack) } })),
    ),
  ),
  ...rows(rejectedFormats, (name, format) =>
    inStack(`fails: log format of an HTTP stage: ${name}`, (m, stack) =>
      httpStage(m, stack, () => ({
        accessLogSettings: { destination: logGroup(m, stack), format: AccessLogFormat.custom(format) },
      })),
    ),
  ),
  inStack('HTTP stage: a known environment', (m, stack) => httpStage(m, stack, () => ({ stageName: 'a' })), {
    env: ENV,
  }),
  inStack('HTTP stage: a stack in China', (m, stack) => httpStage(m, stack, () => ({ stageName: 'a' })), {
    env: { region: 'cn-north-1' },
  }),
  inApi(
    'HTTP stage: an API whose default endpoint is disabled',
    (m, api, stack) => {
      const stage = new m.apigwv2.HttpStage(stack, 'S', { httpApi: api, stageName: 's' });
      return { url: stage.url, apiUrl: api.url };
    },
    () => ({ disableExecuteApiEndpoint: true }),
  ),
  inApi('fails: HTTP stage: the domain URL of a stage without a domain name', (_, api) => ({
    url: api.defaultStage?.domainUrl,
  })),
  inApi('fails: HTTP stage: the domain URL of an imported stage', (m, api, stack) => ({
    url: m.apigwv2.HttpStage.fromHttpStageAttributes(stack, 'S', { stageName: 's', api }).domainUrl,
  })),
  inStack(
    'fails: HTTP stage: the URL of an imported stage',
    (m, stack) => {
      const api = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'A', {
        httpApiId: 'x',
        apiEndpoint: 'https://x.example.com',
      });
      return { url: m.apigwv2.HttpStage.fromHttpStageAttributes(stack, 'S', { stageName: 's', api }).url };
    },
    { differs: 'imported-stage-url' },
  ),
  inApi('HTTP stage: an imported stage', (m, api, stack) => {
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
  inApi('HTTP stage: a variable that is added to an imported stage', (m, api, stack) => {
    m.apigwv2.HttpStage.fromHttpStageAttributes(stack, 'S', { stageName: 'dev', api }).addStageVariable('a', 'b');
  }),
  inApi('HTTP stage: a stage in the scope of the API', (m, api) => {
    new m.apigwv2.HttpStage(api, 'S', { httpApi: api, stageName: 's' });
  }),
  inApi('fails: HTTP stage: two stages with the same construct ID', (m, api, stack) => {
    new m.apigwv2.HttpStage(stack, 'S', { httpApi: api, stageName: 'a' });
    new m.apigwv2.HttpStage(stack, 'S', { httpApi: api, stageName: 'b' });
  }),
  inApi(
    'HTTP stage: two default stages',
    (m, api, stack) => {
      new m.apigwv2.HttpStage(stack, 'S', { httpApi: api });
    },
    undefined,
    { undeployable: 'two stages of an API must have different names' },
  ),
  inApi('HTTP stage: variables that are added before and after other calls', (m, api, stack) => {
    const stage = new m.apigwv2.HttpStage(stack, 'S', {
      httpApi: api,
      stageName: 's',
      stageVariables: { b: '1', a: '2' },
    });
    stage.addStageVariable('a', '3');
    stage.addStageVariable('c', stack.region);
    api.defaultStage!.addStageVariable('only', 'later');
  }),
  inApi('HTTP stage: a variable with the name of a member of every object', (_, api) => {
    api.defaultStage!.addStageVariable('constructor', 'x');
    api.defaultStage!.addStageVariable('toString', 'y');
  }),
  inApi('HTTP stage: a change of the map of variables that was passed', (m, api, stack) => {
    const stageVariables: Record<string, string> = { a: '1' };
    const stage = new m.apigwv2.HttpStage(stack, 'S', { httpApi: api, stageName: 's', stageVariables });
    stageVariables.late = '2';
    stage.addStageVariable('b', '3');
    return { stageVariables };
  }),
  inApi('HTTP stage: one map of variables for two stages', (m, api, stack) => {
    const stageVariables: Record<string, string> = { a: '1' };
    const stages = ['s', 't'].map(
      (stageName) => new m.apigwv2.HttpStage(stack, stageName, { httpApi: api, stageName, stageVariables }),
    );
    stages[0].addStageVariable('b', '2');
  }),
  inApi('HTTP stage: an imported log group', (m, api) => {
    const group = logs.LogGroup.fromLogGroupName(api, 'G', '/my/group');
    api.addStage('S', {
      stageName: 's',
      accessLogSettings: { destination: new m.apigwv2.LogGroupLogDestination(group) },
    });
  }),
  inApi('HTTP stage: an L1 log group', (m, api, stack) => {
    const group = new logs.CfnLogGroup(stack, 'G');
    api.addStage('S', {
      stageName: 's',
      accessLogSettings: { destination: new m.apigwv2.LogGroupLogDestination(group) },
    });
  }),
  inApi('HTTP stage: a log group that is imported by ARN', (m, api, stack) => {
    const group = logs.LogGroup.fromLogGroupArn(stack, 'G', 'arn:aws:logs:eu-west-1:111111111111:log-group:g:*');
    api.addStage('S', {
      stageName: 's',
      accessLogSettings: { destination: new m.apigwv2.LogGroupLogDestination(group) },
    });
  }),
  inApi('HTTP stage: one log group with options for two stages', (m, api, stack) => {
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
  inApi('HTTP stage: a user-defined log destination', (_, api, stack) => {
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
    'HTTP stage: a log destination that reads the name of the stage',
    (_, api) => {
      const destination: apigwv2.IAccessLogDestination = {
        bind: ({ stageName }) => ({ destinationArn: `arn:aws:logs:eu-west-1:111111111111:log-group:${stageName}` }),
      };
      api.addStage('S', { stageName: 's', accessLogSettings: { destination } });
    },
    undefined,
    { differs: 'stage-name-at-bind' },
  ),
  inApi('HTTP stage: a log destination that creates constructs', (_, api) => {
    const destination: apigwv2.IAccessLogDestination = {
      bind: (stage) => ({ destinationArn: new logs.LogGroup(stage, 'Group').logGroupArn }),
    };
    api.addStage('S', { stageName: 's', accessLogSettings: { destination } });
  }),
  inApi('HTTP stage: the domain URL', (m, api, stack) => {
    const name = domain(m, stack, 'Tok', { domainName: new CfnParameter(stack, 'Dn').valueAsString });
    const stage = api.addStage('S', { stageName: 's', domainMapping: { domainName: name, mappingKey: 'k' } });
    return { url: stage.domainUrl };
  }),
  inApi(
    'fails: HTTP stage: a mapping key that is a token',
    (m, api, stack) => {
      const mappingKey = new CfnParameter(stack, 'Key').valueAsString;
      api.addStage('S', { stageName: 's', domainMapping: { domainName: domain(m, stack), mappingKey } });
    },
    undefined,
    { differs: 'token-mapping-key' },
  ),
  inApi(
    'fails: HTTP stage: an empty mapping key',
    (m, api, stack) => {
      api.addStage('S', { stageName: 's', domainMapping: { domainName: domain(m, stack), mappingKey: '' } });
    },
    undefined,
    { differs: 'empty-mapping-key' },
  ),
  inApi('HTTP stage: two stages of one domain name', (m, api, stack) => {
    const domainName = domain(m, stack);
    return {
      urls: ['a', 'b'].map(
        (s) => api.addStage(s, { stageName: s, domainMapping: { domainName, mappingKey: s } }).domainUrl,
      ),
    };
  }),
  inApi('HTTP stage: an L1 API', (m, _, stack) => {
    const stage = new m.apigwv2.HttpStage(stack, 'S', {
      httpApi: m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'I', { httpApiId: Fn.importValue('api') }),
    });
    return { url: stage.url };
  }),
  inApi('HTTP stage: alarms with metric options', (_, api, stack) => {
    const metric = api.defaultStage!.metricLatency({ statistic: 'p95', period: Duration.minutes(1) });
    metric.createAlarm(stack, 'Alarm', { threshold: 1000, evaluationPeriods: 3 });
    return { metric };
  }),
];
