import { CfnOutput, CfnParameter, Fn, NestedStack, Stack, Stage, Tags } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as logs from 'aws-cdk-lib/aws-logs';
import { domain, ENV, fn, role, rows, url } from '../fixtures';
import type { Modules, Program } from '../modules';

type Use = (m: Modules, api: apigwv2.HttpApi, stack: Stack) => Record<string, unknown> | void;

const output = (stack: Stack, values: Record<string, string>): void => {
  for (const [name, value] of Object.entries(values)) {
    new CfnOutput(stack, name, { value });
  }
};

/** Uses of an API in another stack. */
const uses: Record<string, Use> = {
  'the attributes of an API': (_, api, stack) => {
    output(stack, { Id: api.apiId, HttpId: api.httpApiId, Endpoint: api.apiEndpoint, Url: api.url! });
  },
  'the reference of an API': (_, api, stack) => {
    output(stack, {
      Ref: api.apiRef.apiId,
      Stage: api.defaultStage!.stageRef.stageName,
      StageApi: api.defaultStage!.stageRef.apiId,
    });
  },
  'the ARNs of an API': (_, api, stack) => {
    output(stack, { Arn: api.arnForExecuteApi('GET', '/x'), Wide: api.arnForExecuteApi() });
  },
  'the metrics of an API': (_, api, stack) => {
    api.metricCount().createAlarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
    api.defaultStage!.metricLatency().createAlarm(stack, 'StageAlarm', { threshold: 1, evaluationPeriods: 1 });
  },
  'a stage of an API': (m, api, stack) => {
    const stage = new m.apigwv2.HttpStage(stack, 'Stage', { httpApi: api, stageName: 'other', autoDeploy: true });
    output(stack, { Url: stage.url });
  },
  'a route of an API': (m, api, stack) => {
    const route = new m.apigwv2.HttpRoute(stack, 'Route', {
      httpApi: api,
      routeKey: m.apigwv2.HttpRouteKey.with('/other', m.apigwv2.HttpMethod.GET),
      integration: url(m, 'Other'),
    });
    return { arn: route.routeArn, ref: route.routeRef };
  },
  'a route that calls a function': (m, api, stack) => {
    new m.apigwv2.HttpRoute(stack, 'Route', {
      httpApi: api,
      routeKey: m.apigwv2.HttpRouteKey.with('/other/{id}', m.apigwv2.HttpMethod.ANY),
      integration: new m.integrations.HttpLambdaIntegration('Lambda', fn(stack)),
      authorizer: new m.authorizers.HttpJwtAuthorizer('Jwt', 'https://issuer.example.com', { jwtAudience: ['a'] }),
    });
  },
  'an integration and an authorizer': (m, api, stack) => {
    new m.apigwv2.HttpIntegration(stack, 'Integration', {
      httpApi: api,
      integrationType: m.apigwv2.HttpIntegrationType.HTTP_PROXY,
      integrationUri: 'https://example.com',
      method: m.apigwv2.HttpMethod.ANY,
    });
    new m.apigwv2.HttpAuthorizer(stack, 'Authorizer', {
      httpApi: api,
      type: m.apigwv2.HttpAuthorizerType.JWT,
      identitySource: ['$request.header.Authorization'],
      jwtAudience: ['a'],
      jwtIssuer: 'https://issuer.example.com',
    });
  },
  'a mapping of an API': (m, api, stack) => {
    const mapping = new m.apigwv2.ApiMapping(stack, 'Mapping', { api, domainName: domain(m, stack) });
    output(stack, { Url: mapping.domainUrl });
  },
  'a grant on a route of an API': (m, api, stack) => {
    const [route] = api.addRoutes({
      path: '/iam',
      integration: url(m, 'Iam'),
      authorizer: new m.authorizers.HttpIamAuthorizer(),
    });
    route.grantInvoke(role(stack));
  },
  'a grant to a role of the stack': (m, api, stack) => {
    const credentials = m.apigwv2.IntegrationCredentials.fromRole(role(stack));
    new m.apigwv2.HttpIntegration(stack, 'Integration', {
      httpApi: api,
      integrationType: m.apigwv2.HttpIntegrationType.HTTP_PROXY,
      integrationUri: 'https://example.com',
      method: m.apigwv2.HttpMethod.ANY,
      credentials,
    });
  },
};

/** Creates an API that invokes Lambda functions from another stack. */
const handlerApi = (m: Modules, handlers: Stack, apis: Stack): apigwv2.HttpApi => {
  const api = new m.apigwv2.HttpApi(apis, 'Api', {
    defaultIntegration: new m.integrations.HttpLambdaIntegration('D', fn(handlers)),
    defaultAuthorizer: new m.authorizers.HttpLambdaAuthorizer('Auth', fn(handlers, 'Authorizer')),
  });
  api.addRoutes({ path: '/x', integration: new m.integrations.HttpLambdaIntegration('X', fn(handlers, 'X')) });
  return api;
};

const newApi = (m: Modules, stack: Stack, props: apigwv2.HttpApiProps = {}): apigwv2.HttpApi =>
  new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url(m), ...props });

const program = (name: string, build: (m: Modules, app: App) => Record<string, unknown> | void): Program => ({
  name,
  build,
});

export const programs: Program[] = [
  ...rows(uses, (name, use) =>
    program(`an API in another stack: ${name}`, (m, app) =>
      use(m, newApi(m, new Stack(app, 'Apis')), new Stack(app, 'Uses')),
    ),
  ),
  ...rows(uses, (name, use) =>
    program(`an API in another stack of the same environment: ${name}`, (m, app) =>
      use(m, newApi(m, new Stack(app, 'Apis', { env: ENV })), new Stack(app, 'Uses', { env: ENV })),
    ),
  ),
  ...rows(uses, (name, use) =>
    program(`an API in a nested stack: ${name}`, (m, app) => {
      const stack = new Stack(app, 'Parent');
      return use(m, newApi(m, stack), new NestedStack(stack, 'Nested'));
    }),
  ),
  ...rows(uses, (name, use) =>
    program(`an API in the parent of a nested stack: ${name}`, (m, app) => {
      const stack = new Stack(app, 'Parent');
      return use(m, newApi(m, new NestedStack(stack, 'Nested')), stack);
    }),
  ),
  program('nested stacks: one stack for the API and one for its routes', (m, app) => {
    const parent = new Stack(app, 'Parent');
    const api = newApi(m, new NestedStack(parent, 'Api'));
    const routes = new NestedStack(parent, 'Routes', { parameters: { Name: 'x' } });
    return uses['a route that calls a function'](m, api, routes);
  }),
  program('nested stacks: an API in a nested stack with tags and a description', (m, app) => {
    const parent = new Stack(app, 'Parent', { tags: { a: 'b' }, description: 'd' });
    const inner = new NestedStack(new NestedStack(parent, 'Outer'), 'Inner', { description: 'inner' });
    const api = newApi(m, inner, { apiName: new CfnParameter(inner, 'Name', { default: 'n' }).valueAsString });
    Tags.of(parent).add('t', 'u');
    output(parent, { Url: api.url! });
  }),
  program('an API whose functions are in another stack', (m, app) => {
    handlerApi(m, new Stack(app, 'Handlers'), new Stack(app, 'Apis'));
  }),
  program('an API whose functions are in a nested stack', (m, app) => {
    const stack = new Stack(app, 'Stack');
    handlerApi(m, new NestedStack(stack, 'Handlers'), stack);
  }),
  program('an API whose functions are in the parent of a nested stack', (m, app) => {
    const stack = new Stack(app, 'Stack');
    handlerApi(m, stack, new NestedStack(stack, 'Apis'));
  }),
  program('an API whose log group and domain name are in another stack', (m, app) => {
    const shared = new Stack(app, 'Shared');
    const domainName = domain(m, shared);
    const destination = new m.apigwv2.LogGroupLogDestination(new logs.LogGroup(shared, 'Logs'));
    const api = newApi(m, new Stack(app, 'Apis'), { defaultDomainMapping: { domainName, mappingKey: 'x' } });
    const stage = api.addStage('S', {
      stageName: 's',
      accessLogSettings: { destination },
      domainMapping: { domainName, mappingKey: 'y' },
    });
    return { urls: [stage.domainUrl, api.defaultStage!.domainUrl] };
  }),
  program('another region: the URL of an API by a reference across regions', (m, app) => {
    const apis = new Stack(app, 'Apis', { env: ENV, crossRegionReferences: true });
    const uses2 = new Stack(app, 'Uses', { env: { ...ENV, region: 'us-east-1' }, crossRegionReferences: true });
    const api = newApi(m, apis);
    output(uses2, { Url: api.url!, Id: api.apiId, Arn: api.arnForExecuteApi('GET', '/x') });
  }),
  program('another region: the URL of an API without cross-region references', (m, app) => {
    const apis = new Stack(app, 'Apis', { env: ENV });
    const api = newApi(m, apis);
    output(new Stack(app, 'Uses', { env: { ...ENV, region: 'us-east-1' } }), { Id: api.apiId });
  }),
  program('another region: a certificate that is imported into its stack', (m, app) => {
    const certificates = new Stack(app, 'Certificates', {
      env: { ...ENV, region: 'us-east-1' },
      crossRegionReferences: true,
    });
    const apis = new Stack(app, 'Apis', { env: ENV, crossRegionReferences: true });
    const given = new Stack(app, 'Own', { env: ENV });
    // The construct and the resource that it refers to are in different regions
    const arn = `arn:aws:acm:${ENV.region}:${ENV.account}:certificate/x`;
    const imported = Certificate.fromCertificateArn(certificates, 'Imported', arn);
    const name = domain(m, apis, 'Domain', { certificate: imported });
    output(given, { Name: name.regionalDomainName });
    return { name: name.name };
  }),
  program('another account and region: an alarm for the API', (m, app) => {
    const api = newApi(m, new Stack(app, 'Apis', { env: ENV }));
    const stack = new Stack(app, 'Uses', { env: { account: '222222222222', region: 'us-east-1' } });
    const imported = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'I', { httpApiId: 'abc' });
    imported.metricCount().createAlarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
    return { arn: imported.arnForExecuteApi('GET', '/x'), env: [api.env.region, imported.env.region] };
  }),
  program('CDK stages: two stages with the same stacks', (m, app) => {
    for (const [id, region] of [
      ['Beta', 'eu-west-1'],
      ['Prod', 'us-east-1'],
    ]) {
      const stage = new Stage(app, id, { env: { account: ENV.account, region } });
      const api = newApi(m, new Stack(stage, 'Apis'));
      output(new Stack(stage, 'Uses'), { Url: api.url!, Arn: api.arnForExecuteApi('GET', '/x', 'dev') });
    }
    new Stack(app, 'Empty');
  }),
  program('CDK stages: a domain name with all its resources', (m, app) => {
    const stage = new Stage(app, 'Prod', { env: ENV });
    const domainName = domain(m, new Stack(stage, 'Domains'));
    const api = newApi(m, new Stack(stage, 'Apis', { stackName: 'apis' }), { defaultDomainMapping: { domainName } });
    return { url: api.defaultStage!.domainUrl };
  }),
  program('stacks: several stacks that depend on each other in order', (m, app) => {
    const stacks = ['Domains', 'Logs', 'Handlers', 'Apis', 'Routes', 'Alarms'].map((id) => new Stack(app, id));
    const [domains, logStack, handlers, apis, routes, alarms] = stacks;
    const domainName = domain(m, domains);
    const destination = new m.apigwv2.LogGroupLogDestination(new logs.LogGroup(logStack, 'Logs'));
    const api = new m.apigwv2.HttpApi(apis, 'Api', { createDefaultStage: false });
    const stage = api.addStage('S', {
      stageName: 's',
      autoDeploy: true,
      accessLogSettings: { destination },
      domainMapping: { domainName },
    });
    new m.apigwv2.HttpRoute(routes, 'R', {
      httpApi: api,
      routeKey: m.apigwv2.HttpRouteKey.with('/x', m.apigwv2.HttpMethod.GET),
      integration: new m.integrations.HttpLambdaIntegration('I', fn(handlers)),
    });
    stage.metricServerError().createAlarm(alarms, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
    return { url: stage.url };
  }),
  program('fails: stacks: a cycle of references', (m, app) => {
    const [one, two] = ['One', 'Two'].map((id) => new Stack(app, id));
    const api = newApi(m, one);
    const handler = fn(two);
    api.addRoutes({ path: '/x', integration: new m.integrations.HttpLambdaIntegration('I', handler) });
    handler.addEnvironment('URL', api.url!);
  }),
  program('stacks: a value that the program exports', (m, app) => {
    const stack = new Stack(app, 'Stack');
    const api = newApi(m, stack);
    const exported = stack.exportValue(api.apiId);
    const other = new Stack(app, 'Other');
    const imported = m.apigwv2.HttpApi.fromHttpApiAttributes(other, 'I', {
      httpApiId: Fn.importValue('name'),
      apiEndpoint: Fn.importValue('url'),
    });
    output(other, { Arn: imported.arnForExecuteApi(), Endpoint: imported.apiEndpoint });
    return { exported };
  }),
];
