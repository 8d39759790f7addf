import { Duration, Lazy } from 'aws-cdk-lib';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { certificate, domain, ENV, fn, inApi, inStack, rows, url } from '../fixtures';
import type { Modules, Program } from '../modules';

type PropsOf = (m: Modules) => apigwv2.HttpApiProps;
type CorsOf = (m: Modules) => apigwv2.CorsPreflightOptions;

const all = (api: apigwv2.HttpApi): Record<string, unknown> => ({
  apiId: api.apiId,
  httpApiId: api.httpApiId,
  httpApiName: api.httpApiName,
  apiRef: api.apiRef,
  isHttpApi: api.isHttpApi,
  disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
  defaultStage: api.defaultStage,
  defaultAuthorizer: api.defaultAuthorizer === undefined,
  defaultAuthorizationScopes: api.defaultAuthorizationScopes,
  physicalName: api.node.defaultChild,
  env: [api.env.account, api.env.region],
  stack: api.stack.node.path,
  arn: api.arnForExecuteApi(),
});

const props: Record<string, PropsOf> = {
  'no properties': () => ({}),
  'a name': () => ({ apiName: 'bookstore' }),
  'a long name': () => ({ apiName: 'x'.repeat(128) }),
  'a name with spaces and non-ASCII letters': () => ({ apiName: 'Bücher und mehr — №1' }),
  'a description': () => ({ description: 'All books' }),
  'an empty description': () => ({ description: '' }),
  'createDefaultStage true': () => ({ createDefaultStage: true }),
  'createDefaultStage false': () => ({ createDefaultStage: false }),
  'createDefaultStage undefined': () => ({ createDefaultStage: undefined }),
  'routeSelectionExpression true': () => ({ routeSelectionExpression: true }),
  'routeSelectionExpression false': () => ({ routeSelectionExpression: false }),
  'the IP address type IPv4': (m) => ({ ipAddressType: m.apigwv2.IpAddressType.IPV4 }),
  'the IP address type dual-stack': (m) => ({ ipAddressType: m.apigwv2.IpAddressType.DUAL_STACK }),
  'an enabled default endpoint': () => ({ disableExecuteApiEndpoint: false }),
  'empty CORS options': () => ({ corsPreflight: {} }),
  'scopes without an authorizer': () => ({ defaultAuthorizationScopes: [] }),
  'a default integration': (m) => ({ defaultIntegration: url(m) }),
  'all scalar properties': (m) => ({
    apiName: 'n',
    description: 'd',
    disableExecuteApiEndpoint: false,
    routeSelectionExpression: true,
    ipAddressType: m.apigwv2.IpAddressType.DUAL_STACK,
    corsPreflight: { allowOrigins: ['https://a.example.com'], maxAge: Duration.hours(1) },
    defaultIntegration: url(m),
    createDefaultStage: true,
  }),
};

const cors: Record<string, CorsOf> = {
  'allowed credentials': () => ({ allowCredentials: true, allowOrigins: ['https://a.example.com'] }),
  'no allowed credentials': () => ({ allowCredentials: false }),
  'no allowed credentials with all origins': () => ({ allowCredentials: false, allowOrigins: ['*'] }),
  'allowed headers': () => ({ allowHeaders: ['Authorization', 'x-a'] }),
  'an empty list of headers': () => ({ allowHeaders: [] }),
  'all headers': () => ({ allowHeaders: ['*'] }),
  'a list of all methods': (m) => ({ allowMethods: Object.values(m.apigwv2.CorsHttpMethod) }),
  'the method ANY': (m) => ({ allowMethods: [m.apigwv2.CorsHttpMethod.ANY] }),
  'an empty list of methods': () => ({ allowMethods: [] }),
  'a method twice': (m) => ({ allowMethods: [m.apigwv2.CorsHttpMethod.GET, m.apigwv2.CorsHttpMethod.GET] }),
  'allowed origins': () => ({ allowOrigins: ['https://b.example.com', 'http://a.example.com:8080'] }),
  'an empty list of origins': () => ({ allowOrigins: [] }),
  'exposed headers': () => ({ exposeHeaders: ['x-b', 'Date'] }),
  'a maximum age in seconds': () => ({ maxAge: Duration.seconds(1) }),
  'a maximum age of zero': () => ({ maxAge: Duration.seconds(0) }),
  'a maximum age in days': () => ({ maxAge: Duration.days(1) }),
  'a maximum age that is a token': () => ({ maxAge: Duration.seconds(Lazy.number({ produce: () => 30 })) }),
  'all options': (m) => ({
    maxAge: Duration.minutes(10),
    exposeHeaders: ['x-e'],
    allowOrigins: ['https://a.example.com'],
    allowMethods: [m.apigwv2.CorsHttpMethod.PUT, m.apigwv2.CorsHttpMethod.POST],
    allowHeaders: ['x-h'],
    allowCredentials: true,
  }),
  tokens: () => ({
    allowOrigins: Lazy.list({ produce: () => ['https://lazy.example.com'] }),
    allowHeaders: [Lazy.string({ produce: () => 'x-lazy' })],
    exposeHeaders: Lazy.list({ produce: () => ['x-lazy'] }),
  }),
};

const arns: Record<string, [string?, string?, string?]> = {
  'the method any in lower case': ['any', '/books'],
  'no arguments': [],
  'a method': ['GET'],
  ANY: ['ANY'],
  'the method *': ['*'],
  'a method in lower case': ['get'],
  'an empty method': [''],
  'a path': [undefined, '/books'],
  'a path with asterisks': ['*', '/*'],
  'the root': ['GET', '/'],
  'a parameter': ['GET', '/books/{id}'],
  'two parameters': ['POST', '/books/{id}/pages/{page}'],
  'a parameter in the middle': ['GET', '/users/{id}/public'],
  'a greedy parameter': ['ANY', '/{proxy+}'],
  'a stage': ['GET', '/books', 'dev'],
  'the default stage': ['GET', '/books', '$default'],
  'only a stage': [undefined, undefined, 'prod'],
  'an empty path': ['GET', ''],
  'an empty stage': ['GET', '/x', ''],
};

const metrics = (on: apigwv2.IHttpApi | apigwv2.IHttpStage): Record<string, unknown> => {
  const options = {
    period: Duration.minutes(1),
    statistic: 'p99',
    label: 'L',
    color: '#ff0000',
    dimensionsMap: { ApiId: 'x', Route: 'r' },
  };
  return {
    plain: [
      on.metricClientError(),
      on.metricServerError(),
      on.metricDataProcessed(),
      on.metricCount(),
      on.metricIntegrationLatency(),
      on.metricLatency(),
      on.metric('Custom'),
    ],
    options: [
      on.metricClientError(options),
      on.metricServerError(options),
      on.metricDataProcessed(options),
      on.metricCount(options),
      on.metricIntegrationLatency(options),
      on.metricLatency(options),
      on.metric('Custom', options),
    ],
    account: on.metricCount({ account: '222222222222', region: 'us-east-1' }),
  };
};

export const programs: Program[] = [
  ...rows(props, (name, of) =>
    inStack(`HTTP API: ${name}`, (m, stack) => {
      const api = new m.apigwv2.HttpApi(stack, 'Api', of(m));
      return { ...all(api), url: api.url, endpoint: api.apiEndpoint };
    }),
  ),
  inStack('HTTP API: an empty name', (m, stack) => all(new m.apigwv2.HttpApi(stack, 'Api', { apiName: '' })), {
    undeployable: 'a name must have at least one character',
  }),
  inStack('HTTP API: properties that are undefined', (m, stack) => all(new m.apigwv2.HttpApi(stack, 'Api', undefined))),
  ...rows(cors, (name, of) =>
    inStack(`CORS of an HTTP API: ${name}`, (m, stack) => {
      new m.apigwv2.HttpApi(stack, 'Api', { corsPreflight: of(m) });
    }),
  ),
  ...rows(arns, (name, args) =>
    inApi(`arnForExecuteApi of an HTTP API: ${name}`, (m, api, stack) => {
      const imported = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Imported', { httpApiId: 'abc' });
      return {
        own: api.arnForExecuteApi(...args),
        imported: imported.arnForExecuteApi(...args),
        helper: m.apigwv2.HttpApiHelper.fromHttpApi(api).arnForExecuteApi(...args),
        helperOfImported: m.apigwv2.HttpApiHelper.fromHttpApi(imported).arnForExecuteApi(...args),
      };
    }),
  ),
  inStack('fails: CORS of an HTTP API: allowed credentials with all origins', (m, stack) => {
    new m.apigwv2.HttpApi(stack, 'Api', { corsPreflight: { allowCredentials: true, allowOrigins: ['*'] } });
  }),
  inStack('fails: CORS of an HTTP API: allowed credentials with all origins and another origin', (m, stack) => {
    new m.apigwv2.HttpApi(stack, 'Api', {
      corsPreflight: { allowCredentials: true, allowOrigins: ['https://example.com', '*'] },
    });
  }),
  inStack('fails: HTTP API: two APIs with the same ID', (m, stack) => {
    new m.apigwv2.HttpApi(stack, 'Api');
    new m.apigwv2.HttpApi(stack, 'Api');
  }),
  inApi('fails: arnForExecuteApi of an HTTP API: a path without a slash', (_, api) => ({
    arn: api.arnForExecuteApi('GET', 'books'),
  })),
  inApi('fails: arnForExecuteApi of an HTTP API: the path *', (_, api) => ({ arn: api.arnForExecuteApi('GET', '*') })),
  inApi('fails: HttpApiHelper: a path without a slash', (m, api) => ({
    arn: m.apigwv2.HttpApiHelper.fromHttpApi(api).arnForExecuteApi('GET', 'books'),
  })),
  inStack('fails: HTTP API: a domain mapping without a default stage', (m, stack) => {
    new m.apigwv2.HttpApi(stack, 'Api', {
      createDefaultStage: false,
      defaultDomainMapping: { domainName: domain(m, stack) },
    });
  }),
  inStack('fails: HTTP API: the endpoint of an API whose endpoint is disabled', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', { disableExecuteApiEndpoint: true });
    return { endpoint: api.apiEndpoint };
  }),
  inStack('HTTP API: a disabled default endpoint', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', { disableExecuteApiEndpoint: true });
    return all(api);
  }),
  inStack('HTTP API: a default domain mapping', (m, stack) => {
    const domainName = domain(m, stack);
    const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultDomainMapping: { domainName } });
    return { ...all(api), url: api.url, domainUrl: api.defaultStage?.domainUrl };
  }),
  inStack('HTTP API: a default domain mapping with a key', (m, stack) => {
    const domainName = domain(m, stack);
    const api = new m.apigwv2.HttpApi(stack, 'Api', {
      defaultDomainMapping: { domainName, mappingKey: 'a/b' },
      disableExecuteApiEndpoint: true,
    });
    return { domainUrl: api.defaultStage?.domainUrl };
  }),
  inStack('HTTP API: two APIs of one domain name', (m, stack) => {
    const domainName = domain(m, stack);
    return {
      urls: ['one', 'two'].map(
        (mappingKey) =>
          new m.apigwv2.HttpApi(stack, mappingKey, { defaultDomainMapping: { domainName, mappingKey } }).defaultStage
            ?.domainUrl,
      ),
    };
  }),
  inStack(
    'HTTP API: the URL and endpoint in a known environment',
    (m, stack) => {
      const api = new m.apigwv2.HttpApi(stack, 'Api');
      const arn = api.arnForExecuteApi('GET', '/');
      return { url: api.url, endpoint: api.apiEndpoint, arn, env: [api.env.account, api.env.region] };
    },
    { env: ENV },
  ),
  inStack(
    'HTTP API: the URL in China',
    (m, stack) => {
      const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url(m) });
      return { url: api.url, endpoint: api.apiEndpoint, arn: api.arnForExecuteApi() };
    },
    { env: { account: '111111111111', region: 'cn-north-1' } },
  ),
  inApi('HTTP API: the metrics of an API', (_, api) => metrics(api)),
  inApi('HTTP API: metrics of the default stage', (_, api) => metrics(api.defaultStage!)),
  inStack('HTTP API: the metrics of an imported API and stage', (m, stack) => {
    const api = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc' });
    const stage = m.apigwv2.HttpStage.fromHttpStageAttributes(stack, 'Stage', { stageName: 'dev', api });
    return { api: metrics(api), stage: metrics(stage) };
  }),
  inApi('HTTP API: alarms and a dashboard with metrics', (_, api, stack) => {
    api.metricClientError().createAlarm(stack, 'A', { threshold: 1, evaluationPeriods: 2 });
    api.metricLatency({ statistic: 'p90' }).createAlarm(stack, 'B', { threshold: 500, evaluationPeriods: 1 });
    api
      .defaultStage!.metricCount({ period: Duration.hours(1) })
      .createAlarm(stack, 'C', { threshold: 1, evaluationPeriods: 1 });
    api.defaultStage!.metric('X').createAlarm(stack, 'D', { threshold: 1, evaluationPeriods: 1 });
  }),
  inApi(
    'HTTP API: a metric attached to a scope in another region',
    (_, api, stack) => ({
      metric: api.metricCount().attachTo(stack),
    }),
    undefined,
    { env: ENV },
  ),
  inStack('HTTP API: an imported API', (m, stack) => {
    const api = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Api', {
      httpApiId: 'abc123',
      apiEndpoint: 'https://abc123.execute-api.eu-west-1.amazonaws.com',
    });
    return {
      apiId: api.apiId,
      endpoint: api.apiEndpoint,
      ref: api.apiRef,
      isHttpApi: api.isHttpApi,
      stage: api.defaultStage,
      authorizer: api.defaultAuthorizer,
      scopes: api.defaultAuthorizationScopes,
      env: [api.env.account, api.env.region],
    };
  }),
  inStack('HTTP API: an imported API with a new route, stage, VPC link and authorizer', (m, stack) => {
    const api = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Imported', { httpApiId: 'abc123' });
    const route = new m.apigwv2.HttpRoute(stack, 'Route', {
      httpApi: api,
      routeKey: m.apigwv2.HttpRouteKey.with('/x', m.apigwv2.HttpMethod.GET),
      integration: new m.integrations.HttpLambdaIntegration('Int', fn(stack)),
      authorizer: new m.authorizers.HttpJwtAuthorizer('Jwt', 'https://issuer.example.com', { jwtAudience: ['a'] }),
    });
    const stage = new m.apigwv2.HttpStage(stack, 'Stage', { httpApi: api, stageName: 'dev', autoDeploy: true });
    const link = api.addVpcLink({
      vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 0 }),
      subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    });
    return { arn: route.routeArn, url: stage.url, link: link.vpcLinkId, linkPath: link };
  }),
  inStack('fails: HTTP API: the endpoint of an API that is imported without it', (m, stack) => {
    const api = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc123' });
    return { endpoint: api.apiEndpoint };
  }),
  inStack('HTTP API: an API that is imported by a token', (m, stack) => {
    const api = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Api', {
      httpApiId: Lazy.string({ produce: () => 'lazy' }),
    });
    return { id: api.apiId, arn: api.arnForExecuteApi('GET', '/x', 'dev'), metric: api.metricCount() };
  }),
  inApi('HTTP API: addStage', (m, api, stack) => {
    const dev = api.addStage('dev', { stageName: 'dev', autoDeploy: true });
    const plain = api.addStage('plain', { stageName: 'plain' });
    const full = api.addStage('full', {
      stageName: 'full',
      autoDeploy: false,
      description: 'd',
      detailedMetricsEnabled: true,
      throttle: { burstLimit: 10, rateLimit: 5 },
      stageVariables: { a: 'b' },
      domainMapping: { domainName: domain(m, stack), mappingKey: 'full' },
    });
    return { dev, plain, urls: [dev.url, plain.url, full.url, full.domainUrl] };
  }),
  inApi('fails: HTTP API: a stage with the construct ID of the default stage', (_, api) => {
    api.addStage('DefaultStage', { stageName: 'x' });
  }),
  inStack('HTTP API: no default stage, but a separate stage without a name', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', { createDefaultStage: false, defaultIntegration: url(m) });
    const stage = api.addStage('Stage', {});
    return { url: api.url, stage: api.defaultStage, stageUrl: stage.url, name: stage.stageName };
  }),
  inStack('HTTP API: no default stage, but a separate stage with automatic deployment', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', { createDefaultStage: false, defaultIntegration: url(m) });
    return { url: api.url, own: api.addStage('Stage', { autoDeploy: true }).url };
  }),
  inStack('HTTP API: a disabled default endpoint with a separate stage', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', { disableExecuteApiEndpoint: true, createDefaultStage: false });
    const stage = api.addStage('S', { stageName: 's', domainMapping: { domainName: domain(m, stack) } });
    return { domainUrl: stage.domainUrl, url: stage.url };
  }),
  ...rows(
    {
      lambda: (m: Modules, stack) => new m.integrations.HttpLambdaIntegration('Int', fn(stack)),
      url: (m) => url(m, 'A b/c'.replace('/', '-')),
    } as Record<string, (m: Modules, stack: import('aws-cdk-lib').Stack) => apigwv2.HttpRouteIntegration>,
    (name, of) =>
      inStack(`HTTP API: a default ${name} integration with an authorizer and scopes`, (m, stack) => {
        const jwt = new m.authorizers.HttpJwtAuthorizer('Jwt', 'https://issuer.example.com', { jwtAudience: ['a'] });
        const api = new m.apigwv2.HttpApi(stack, 'Api', {
          defaultIntegration: of(m, stack),
          defaultAuthorizer: jwt,
          defaultAuthorizationScopes: ['books:read', 'books:write'],
        });
        return { scopes: api.defaultAuthorizationScopes, same: api.defaultAuthorizer === jwt, id: jwt.authorizerId };
      }),
  ),
  inStack('HTTP API: several APIs in one stack', (m, stack) => ({
    urls: ['A', 'B', 'C'].map((id) => new m.apigwv2.HttpApi(stack, id, { defaultIntegration: url(m) }).url),
  })),
  inStack('HTTP API: a certificate that is created before the API', (m, stack) => {
    const cert = certificate(stack);
    const domainName = new m.apigwv2.DomainName(stack, 'D', { domainName: 'a.example.com', certificate: cert });
    new m.apigwv2.HttpApi(stack, 'Api', { defaultDomainMapping: { domainName } });
  }),
];
