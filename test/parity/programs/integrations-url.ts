import type { Stack } from 'aws-cdk-lib';
import { CfnParameter, Duration, Fn, Lazy } from 'aws-cdk-lib';
import type { HttpUrlIntegrationProps } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { inApi, inStack, rows } from '../fixtures';
import type { Modules, Program } from '../modules';
import { places, splits } from '../places';

const props = rows<(m: Modules, stack: Stack) => HttpUrlIntegrationProps | undefined>(
  {
    none: () => undefined,
    'an empty object': () => ({}),
    'a parameter mapping': (m) => ({
      parameterMapping: new m.apigwv2.ParameterMapping()
        .appendHeader('a', m.apigwv2.MappingValue.contextVariable('requestId'))
        .overwriteHeader('b', m.apigwv2.MappingValue.stageVariable('v'))
        .removeHeader('c')
        .appendQueryString('d', m.apigwv2.MappingValue.requestQueryString('e'))
        .overwriteQueryString('f', m.apigwv2.MappingValue.requestBody('g.h'))
        .removeQueryString('i')
        .overwritePath(m.apigwv2.MappingValue.requestPathParam('id')),
    }),
    'an empty parameter mapping': (m) => ({ parameterMapping: new m.apigwv2.ParameterMapping() }),
    'a timeout': () => ({ timeout: Duration.seconds(1) }),
    'the minimum timeout': () => ({ timeout: Duration.millis(50) }),
    'the maximum timeout': () => ({ timeout: Duration.seconds(29) }),
    'a timeout that is a token': (_, stack) => ({
      timeout: Duration.millis(new CfnParameter(stack, 'T', { type: 'Number' }).valueAsNumber),
    }),
    'a method, a parameter mapping and a timeout': (m) => ({
      method: m.apigwv2.HttpMethod.DELETE,
      parameterMapping: new m.apigwv2.ParameterMapping().removeHeader('x'),
      timeout: Duration.millis(999),
    }),
  },
  (name, make) =>
    inApi(`URL integration with properties: ${name}`, (m, api, stack) => {
      const integration = new m.integrations.HttpUrlIntegration('Int', 'https://example.com/{id}', make(m, stack));
      api.addRoutes({ path: '/a/{id}', integration });
      api.addRoutes({ path: '/b/{id}', methods: [m.apigwv2.HttpMethod.GET], integration });
    }),
);

const urls = rows<(stack: Stack) => string>(
  {
    'without a path': () => 'http://example.com',
    'with a port and a path': () => 'https://example.com:8443/a/b?c=d',
    'with path variables': () => 'https://example.com/{id}/{more}',
    'with a greedy variable': () => 'https://example.com/{proxy}',
    'with a stage variable': () => 'https://${stageVariables.host}/x',
    'that is a token': () => Fn.importValue('url'),
    'with a token': (stack) => `https://${new s3.Bucket(stack, 'B').bucketWebsiteDomainName}/x`,
    lazy: () => Lazy.string({ produce: () => 'https://later.example.com' }),
    'of an imported load balancer': (stack) =>
      `http://${
        elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Lb', {
          loadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/my/1',
          loadBalancerDnsName: 'lb.example.com',
          securityGroupId: 'sg-1',
        }).loadBalancerDnsName
      }/{proxy}`,
  },
  (name, make) =>
    inApi(`URL integration: a URL ${name}`, (m, api, stack) => {
      const integration = new m.integrations.HttpUrlIntegration('Int', make(stack));
      api.addRoutes({ path: '/{id}/{more}/{proxy+}', integration });
    }),
);

const more: Program[] = [
  inApi('URL integration: every method', (m, api) => {
    for (const method of Object.values(m.apigwv2.HttpMethod)) {
      const integration = new m.integrations.HttpUrlIntegration(`I${method}`, 'https://example.com', { method });
      api.addRoutes({ path: '/a', methods: [method], integration });
    }
  }),
  inApi('URL integration: one integration for every method', (m, api) => {
    const integration = new m.integrations.HttpUrlIntegration('Int', 'https://example.com');
    const routes = api.addRoutes({ path: '/a', methods: Object.values(m.apigwv2.HttpMethod), integration });
    return { arns: routes.map((r) => r.routeArn), ids: routes.map((r) => r.routeId) };
  }),
  inApi('URL integration: the same construct ID on many routes', (m, api) => {
    for (const path of ['/a', '/b', '/c/{d}']) {
      api.addRoutes({ path, integration: new m.integrations.HttpUrlIntegration('Int', `https://example.com${path}`) });
    }
  }),
  inStack('URL integration: the default route and other routes', (m, stack) => {
    const integration = new m.integrations.HttpUrlIntegration('Int', 'https://example.com');
    const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: integration });
    api.addRoutes({ path: '/', integration });
    return { paths: api.node.findAll().map((c) => c.node.path) };
  }),
  ...rows(places, (place, at) => ({
    name: `URL integration: in ${place}`,
    build: (m: Modules, app: Parameters<Program['build']>[1]) => {
      const scope = at(app);
      const integration = new m.integrations.HttpUrlIntegration('Int', 'https://example.com');
      const api = new m.apigwv2.HttpApi(scope, 'Api', { defaultIntegration: integration });
      return { paths: api.node.findAll().map((c) => c.node.path) };
    },
  })),
  ...rows(splits, (what, at) => ({
    name: `URL integration: a route of an API in ${what}`,
    build: (m: Modules, app: Parameters<Program['build']>[1]) => {
      const [backend, front] = at(app);
      const httpApi = new m.apigwv2.HttpApi(backend, 'Api');
      const integration = new m.integrations.HttpUrlIntegration('Int', 'https://example.com');
      const routeKey = m.apigwv2.HttpRouteKey.with('/a/{b}', m.apigwv2.HttpMethod.GET);
      const route = new m.apigwv2.HttpRoute(front, 'Route', { httpApi, routeKey, integration });
      return { arn: route.routeArn, id: route.routeId };
    },
  })),
];

const bounds: Program[] = [
  ...[0, 49, 30_001, 900_000].map((ms) =>
    inApi(`fails: URL integration: a timeout of ${ms} ms`, (m, api) => {
      const timeout = Duration.millis(ms);
      api.addRoutes({
        path: '/a',
        integration: new m.integrations.HttpUrlIntegration('I', 'https://a.b', { timeout }),
      });
    }),
  ),
  ...[29_001, 30_000].map((ms): Program => ({
    ...inApi(`URL integration: a timeout of ${ms} ms`, (m, api) => {
      const timeout = Duration.millis(ms);
      api.addRoutes({
        path: '/a',
        integration: new m.integrations.HttpUrlIntegration('I', 'https://a.b', { timeout }),
      });
    }),
    differs: 'http-timeout',
  })),
  inApi('fails: URL integration: a timeout in seconds that is a token', (m, api, stack) => {
    const timeout = Duration.seconds(new CfnParameter(stack, 'T', { type: 'Number' }).valueAsNumber);
    api.addRoutes({ path: '/a', integration: new m.integrations.HttpUrlIntegration('I', 'https://a.b', { timeout }) });
  }),
  inApi('fails: URL integration: one integration for two APIs', (m, api, stack) => {
    const integration = new m.integrations.HttpUrlIntegration('I', 'https://example.com');
    api.addRoutes({ path: '/a', integration });
    new m.apigwv2.HttpApi(stack, 'Two', { defaultIntegration: integration });
  }),
  inApi('fails: URL integration: two integrations with the same ID on one route path', (m, api) => {
    const of = () => new m.integrations.HttpUrlIntegration('I', 'https://example.com');
    api.addRoutes({ path: '/a', integration: of() });
    api.addRoutes({ path: '/a', integration: of() });
  }),
];

export const programs: Program[] = [...props, ...urls, ...more, ...bounds];
