import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as lambda from 'aws-cdk-lib/aws-lambda';

import type { HttpApiProps, IHttpApi } from '../../lib';
import {
  CorsHttpMethod,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
} from '../../lib';
import { HttpIamAuthorizer } from '../../lib/authorizers';
import { HttpLambdaIntegration, HttpUrlIntegration } from '../../lib/integrations';
import { all, ENV, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

const integration = () => new HttpUrlIntegration('I', 'https://example.com');

const imported = (stack = stackOf()): IHttpApi =>
  HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc', apiEndpoint: 'https://abc.example.com' });

function domain(stack = stackOf(), id = 'Domain'): DomainName {
  const certificate = acm.Certificate.fromCertificateArn(
    stack,
    `${id}Cert`,
    'arn:aws:acm:eu-west-1:111111111111:certificate/x',
  );
  return new DomainName(stack, id, { domainName: `${id.toLowerCase()}.example.com`, certificate });
}

test('an imported API accepts routes, and gets permission to invoke their functions', () => {
  const stack = stackOf({ env: ENV });
  const api = imported(stack);
  const code = lambda.Code.fromInline('x');
  const handler = new lambda.Function(stack, 'F', { code, handler: 'i.h', runtime: lambda.Runtime.NODEJS_22_X });
  const routes = api.addRoutes({
    path: '/a',
    methods: [HttpMethod.GET, HttpMethod.PUT],
    integration: new HttpLambdaIntegration('I', handler),
  });
  expect(routes.map(({ path }) => path)).toEqual(['/a', '/a']);
  expect(all(stack, 'Route').map(({ ApiId, RouteKey }) => [ApiId, RouteKey])).toEqual([
    ['abc', 'GET /a'],
    ['abc', 'PUT /a'],
  ]);
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Permission', {
    SourceArn: {
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':execute-api:eu-west-1:111111111111:abc/*/*/a']],
    },
  });
  Template.fromStack(stack).resourceCountIs('AWS::ApiGatewayV2::Api', 0);
});

test('an imported API accepts stages', () => {
  const stack = stackOf({ env: ENV });
  const stage = imported(stack).addStage('Live', { stageName: 'live', autoDeploy: true });
  expect(one(stack, 'Stage')).toEqual({ ApiId: 'abc', StageName: 'live', AutoDeploy: true });
  expect(stage.node.path).toBe('Stack/Api/Live');
  expect(stage.url).toBe('https://abc.execute-api.eu-west-1.' + stack.urlSuffix + '/live');
});

test.each([
  ['live', 'https://abc.execute-api.eu-west-1.amazonaws.com/live'],
  ['$default', 'https://abc.execute-api.eu-west-1.amazonaws.com/'],
])('an imported stage %s knows its URL', (stageName, url) => {
  const stack = stackOf({ env: ENV });
  const stage = HttpStage.fromHttpStageAttributes(stack, 'S', { api: imported(stack), stageName });
  expect(JSON.stringify(stack.resolve(stage.url))).toBe(
    JSON.stringify(stack.resolve(url.replace('amazonaws.com', stack.urlSuffix))),
  );
});

test('an imported stage has the custom domain URL that was passed', () => {
  const stack = stackOf();
  const attrs = { api: imported(stack), stageName: 's', domainUrl: 'https://api.example.com/v1' };
  expect(HttpStage.fromHttpStageAttributes(stack, 'S', attrs).domainUrl).toBe('https://api.example.com/v1');
});

test('an imported stage has the custom domain URL of a mapping that is added to it', () => {
  const stack = stackOf();
  const stage = HttpStage.fromHttpStageAttributes(stack, 'S', { api: imported(stack), stageName: 's' });
  const name = domain(stack);
  (stage as HttpStage).addDomainMapping({ domainName: name, mappingKey: 'v1' });
  expect(stage.domainUrl).toBe(`https://${name.name}/v1`);
  expect(one(stack, 'ApiMapping')).toMatchObject({ ApiId: 'abc', Stage: 's', ApiMappingKey: 'v1' });
});

test('throws for the custom domain URL of an imported stage that was not passed', () => {
  const stack = stackOf();
  const stage = HttpStage.fromHttpStageAttributes(stack, 'S', { api: imported(stack), stageName: 's' });
  expectFailure(() => stage.domainUrl, {
    code: 'StageDomainUrlUnknown',
    path: 'Stack/S',
    fix: "Specify 'domainUrl'",
  });
});

test('a stage is mapped to several domain names, and its URL is that of the first', () => {
  const stack = stackOf();
  const [first, second] = [domain(stack, 'One'), domain(stack, 'Two')];
  const api = new HttpApi(stack, 'Api', { defaultDomainMapping: { domainName: first } });
  const stage = api.defaultStage as HttpStage;
  const before = new Set(
    Object.keys(Template.fromStack(stackWithOneMapping()).findResources('AWS::ApiGatewayV2::ApiMapping')),
  );
  const mapping = stage.addDomainMapping({ domainName: second, mappingKey: 'a' });
  stage.addDomainMapping({ domainName: second, mappingKey: 'b' });
  expect(stage.domainUrl).toBe(`https://${first.name}/`);
  expect(mapping.domainUrl).toBe(`https://${second.name}/a`);
  const mappings = Template.fromStack(stack).findResources('AWS::ApiGatewayV2::ApiMapping');
  expect(Object.values(mappings).map(({ Properties }) => Properties.ApiMappingKey)).toEqual([undefined, 'a', 'b']);
  expect(Object.keys(mappings)).toEqual(expect.arrayContaining([...before]));
});

function stackWithOneMapping() {
  const stack = stackOf();
  new HttpApi(stack, 'Api', { defaultDomainMapping: { domainName: domain(stack, 'One') } });
  return stack;
}

test('an API has a version', () => {
  const stack = stackOf();
  new HttpApi(stack, 'Api', { version: '2.1' });
  expect(one(stack, 'Api')).toMatchObject({ Version: '2.1' });
});

test('routes have operation names', () => {
  const stack = stackOf();
  const api = new HttpApi(stack, 'Api');
  api.addRoutes({ path: '/a', methods: [HttpMethod.GET], integration: integration(), operationName: 'getA' });
  new HttpRoute(stack, 'R', {
    httpApi: api,
    routeKey: HttpRouteKey.DEFAULT,
    integration: integration(),
    operationName: 'rest',
  });
  expect(all(stack, 'Route').map(({ OperationName }) => OperationName)).toEqual(['getA', 'rest']);
});

test('fails for one operation name of several routes', () => {
  const api = new HttpApi(stackOf(), 'Api');
  const methods = [HttpMethod.GET, HttpMethod.PUT];
  expectFailure(() => api.addRoutes({ path: '/a', methods, integration: integration(), operationName: 'a' }), {
    code: 'OperationNameOnSeveralRoutes',
    path: 'Stack/Api',
    given: "got 'a' for GET, PUT of '/a'",
    fix: 'Add a route for each method',
  });
  expect(api.addRoutes({ path: '/a', integration: integration(), operationName: 'a' })).toHaveLength(1);
});

const closed: HttpApiProps = {
  corsPreflight: { allowOrigins: ['https://example.com'], allowMethods: [CorsHttpMethod.ANY] },
  defaultAuthorizer: new HttpIamAuthorizer(),
};

test.each([
  ['/{proxy+}', undefined],
  ['/files/{path+}', '/files/{path+}'],
])('a preflight route accepts OPTIONS %s without an authorizer', (path, given) => {
  const stack = stackOf();
  const target = integration();
  const api = new HttpApi(stack, 'Api', { ...closed, defaultIntegration: target });
  const route = api.addPreflightRoute({ integration: target, ...(given ? { path: given } : {}) });
  expect(route.path).toBe(path);
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: '$default', AuthorizationType: 'AWS_IAM' });
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', {
    RouteKey: `OPTIONS ${path}`,
    AuthorizationType: 'NONE',
    AuthorizationScopes: Match.absent(),
  });
  template.resourceCountIs('AWS::ApiGatewayV2::Integration', 1);
});

test('the default stage has options', () => {
  const stack = stackOf();
  const name = domain(stack);
  const api = new HttpApi(stack, 'Api', {
    defaultStageOptions: {
      autoDeploy: false,
      deploymentOptions: {},
      description: 'd',
      detailedMetricsEnabled: true,
      throttle: { rateLimit: 10, burstLimit: 5 },
      stageVariables: { a: 'b' },
      domainMapping: { domainName: name },
    },
  });
  api.addRoutes({ path: '/a', integration: integration() });
  expect(one(stack, 'Stage')).toMatchObject({
    AutoDeploy: false,
    Description: 'd',
    DefaultRouteSettings: { DetailedMetricsEnabled: true, ThrottlingBurstLimit: 5, ThrottlingRateLimit: 10 },
    StageName: '$default',
    StageVariables: { a: 'b' },
  });
  expect(api.defaultStage!.domainUrl).toBe(`https://${name.name}/`);
});

test('the default stage deploys changes at once, whatever its other options', () => {
  const stack = stackOf();
  new HttpApi(stack, 'Api', { defaultStageOptions: { description: 'd' } });
  expect(one(stack, 'Stage').AutoDeploy).toBe(true);
});

test('fails for options of the default stage without one', () => {
  const props = { createDefaultStage: false, defaultStageOptions: {} };
  expectFailure(() => new HttpApi(stackOf(), 'Api', props), {
    code: 'DefaultStageOptionsWithoutStage',
    path: 'Stack/Api',
    fix: 'Remove one of the two',
  });
});

test('fails for a domain mapping of the default stage in two places', () => {
  const stack = stackOf();
  const mapping = { domainName: domain(stack) };
  const props = { defaultDomainMapping: mapping, defaultStageOptions: { domainMapping: mapping } };
  expectFailure(() => new HttpApi(stack, 'Api', props), {
    code: 'DomainMappingTwice',
    path: 'Stack/Api',
    fix: 'addDomainMapping()',
  });
});

test('an open route stays open on an imported API', () => {
  const stack = stackOf();
  imported(stack).addRoutes({ path: '/a', integration: integration(), authorizer: new HttpNoneAuthorizer() });
  expect(one(stack, 'Route').AuthorizationType).toBe('NONE');
});

const METRICS = [
  ['metricClientError', '4xx', 'Sum'],
  ['metricServerError', '5xx', 'Sum'],
  ['metricDataProcessed', 'DataProcessed', 'Sum'],
  ['metricCount', 'Count', 'SampleCount'],
  ['metricIntegrationLatency', 'IntegrationLatency', 'Average'],
  ['metricLatency', 'Latency', 'Average'],
] as const;

test.each(METRICS)('a route has %s in the default stage', (method, metricName, statistic) => {
  const stack = stackOf();
  const api = new HttpApi(stack, 'Api');
  const [route] = api.addRoutes({ path: '/a/{id}', methods: [HttpMethod.GET], integration: integration() });
  expect(route[method]().toMetricConfig().metricStat).toMatchObject({
    namespace: 'AWS/ApiGateway',
    metricName,
    statistic,
    dimensions: [
      { name: 'ApiId', value: api.apiId },
      { name: 'Method', value: 'GET' },
      { name: 'Resource', value: '/a/{id}' },
      { name: 'Stage', value: '$default' },
    ],
  });
});

test('a route has metrics in other stages, of other statistics and periods', () => {
  const api = new HttpApi(stackOf(), 'Api', { createDefaultStage: false });
  const route = new HttpRoute(api, 'R', { httpApi: api, routeKey: HttpRouteKey.DEFAULT, integration: integration() });
  const stage = api.addStage('S', { stageName: 'live' });
  const metric = route.metric('Latency', { stage, statistic: 'p99', period: Duration.minutes(1) });
  expect(metric.toMetricConfig().metricStat).toMatchObject({
    statistic: 'p99',
    period: Duration.minutes(1),
    dimensions: expect.arrayContaining([
      { name: 'Resource', value: '$default' },
      { name: 'Method', value: 'ANY' },
      { name: 'Stage', value: 'live' },
    ]),
  });
  expect(metric.toMetricConfig().renderingProperties).not.toHaveProperty('stage');
});

test('fails for a metric of a route without a stage', () => {
  const [route] = imported().addRoutes({ path: '/a', integration: integration() });
  expectFailure(() => route.metricCount(), {
    code: 'RouteMetricWithoutStage',
    path: 'Stack/Api/ANY--a',
    fix: 'Pass `stage`',
  });
});

test('an imported stage accepts several mappings', () => {
  const stack = stackOf();
  const stage = HttpStage.fromHttpStageAttributes(stack, 'S', { api: imported(stack), stageName: 's' }) as HttpStage;
  const domainName = domain(stack);
  ['a', 'b'].forEach((mappingKey) => stage.addDomainMapping({ domainName, mappingKey }));
  expect(all(stack, 'ApiMapping').map(({ ApiMappingKey }) => ApiMappingKey)).toEqual(['a', 'b']);
});
