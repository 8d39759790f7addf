import {
  Annotations,
  Aspects,
  CfnCondition,
  CfnOutput,
  CfnResource,
  Fn,
  PropertyInjectors,
  RemovalPolicy,
  Resource,
  Tags,
  Token,
} from 'aws-cdk-lib';
import type { InjectionContext, Stack } from 'aws-cdk-lib';
import * as cdkApigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { Construct, Dependable } from 'constructs';
import { domain, fn, inApi, inStack, role, rows, url } from '../fixtures';
import type { Modules, Program } from '../modules';

/** One construct of each class for HTTP APIs. */
function everything(m: Modules, stack: Stack) {
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['a', 'b'],
    privateSubnetIds: ['s-1', 's-2'],
  });
  const domainName = domain(m, stack);
  const api = new m.apigwv2.HttpApi(stack, 'Api', {
    defaultIntegration: url(m),
    defaultDomainMapping: { domainName, mappingKey: 'default' },
  });
  const jwt = new m.authorizers.HttpJwtAuthorizer('Jwt', 'https://issuer.example.com', { jwtAudience: ['a'] });
  const [route] = api.addRoutes({
    path: '/books/{id}',
    methods: [m.apigwv2.HttpMethod.GET],
    integration: new m.integrations.HttpLambdaIntegration('Books', fn(stack)),
    authorizer: jwt,
  });
  const stage = api.addStage('Dev', { stageName: 'dev', autoDeploy: true });
  const mapping = new m.apigwv2.ApiMapping(stack, 'Mapping', { api, stage, domainName, apiMappingKey: 'dev' });
  const link = api.addVpcLink({ vpc });
  const integration = new m.apigwv2.HttpIntegration(stack, 'Integration', {
    httpApi: api,
    integrationType: m.apigwv2.HttpIntegrationType.HTTP_PROXY,
    integrationUri: 'https://example.com',
    method: m.apigwv2.HttpMethod.GET,
    payloadFormatVersion: m.apigwv2.PayloadFormatVersion.VERSION_1_0,
  });
  const authorizer = new m.apigwv2.HttpAuthorizer(stack, 'Authorizer', {
    httpApi: api,
    type: m.apigwv2.HttpAuthorizerType.JWT,
    identitySource: ['$request.header.Authorization'],
    jwtAudience: ['a'],
    jwtIssuer: 'https://issuer.example.com',
  });
  return { domainName, api, route, stage, mapping, link, integration, authorizer };
}

type Everything = ReturnType<typeof everything>;

const inEverything = (
  name: string,
  build: (all: Everything, stack: Stack, m: Modules) => Record<string, unknown> | void,
): Program => inStack(name, (m, stack) => build(everything(m, stack), stack, m));

const l1 = (construct: IConstruct): CfnResource => construct.node.defaultChild as CfnResource;

const classes = [
  'HttpApi',
  'HttpRoute',
  'HttpStage',
  'HttpIntegration',
  'HttpAuthorizer',
  'VpcLink',
  'DomainName',
  'ApiMapping',
] as const;

const injected: Record<(typeof classes)[number], Record<string, unknown>> = {
  HttpApi: { description: 'injected', ipAddressType: 'dualstack' },
  HttpRoute: { authorizationScopes: ['injected'] },
  HttpStage: { description: 'injected', detailedMetricsEnabled: true },
  HttpIntegration: { method: 'PATCH' },
  HttpAuthorizer: { authorizerName: 'injected' },
  VpcLink: { vpcLinkName: 'injected' },
  DomainName: { certificateName: 'injected' },
  ApiMapping: { apiMappingKey: 'injected' },
};

const aspect = (visit: (node: IConstruct) => void): { visit(node: IConstruct): void } => ({ visit });

export const programs: Program[] = [
  inEverything('HTTP constructs: one construct of each class', (all) => ({ ...all })),
  inEverything('HTTP constructs: the L1 of each construct and its path', (all, stack) => ({
    children: Object.fromEntries(Object.entries(all).map(([k, c]) => [k, l1(c)])),
    logicalIds: Object.values(all).map((c) => stack.getLogicalId(l1(c))),
    types: Object.values(all).map((c) => l1(c).cfnResourceType),
    found: stack.node
      .findAll()
      .filter((c) => CfnResource.isCfnResource(c))
      .map((c) => c.node.path),
  })),
  inStack('HTTP constructs: an Aspect that finds L1s by class', (m, stack) => {
    const found: string[] = [];
    Aspects.of(stack).add(
      aspect((node) => {
        if (node instanceof cdkApigwv2.CfnStage) {
          node.accessLogSettings = {
            destinationArn: 'arn:aws:logs:eu-west-1:111111111111:log-group:x',
            format: '$context.requestId',
          };
        }
        if (node instanceof cdkApigwv2.CfnRoute && node.authorizationType === undefined) {
          node.authorizationType = 'NONE';
        }
        if (node instanceof cdkApigwv2.CfnApi || node instanceof cdkApigwv2.CfnIntegration) {
          found.push(node.node.path);
        }
      }),
    );
    everything(m, stack);
    return { found };
  }),
  inStack('HTTP constructs: an Aspect that finds L2s by class', (m, stack) => {
    const found: string[] = [];
    Aspects.of(stack).add(
      aspect((node) => {
        for (const name of classes) {
          if (node instanceof m.apigwv2[name]) {
            found.push(`${name} ${node.node.path}`);
          }
        }
        if (node instanceof m.apigwv2.HttpStage) {
          node.addStageVariable('aspect', 'was-here');
        }
      }),
    );
    everything(m, stack);
    return { found };
  }),
  inStack('HTTP constructs: an Aspect that adds an error and a warning', (m, stack) => {
    Aspects.of(stack).add(
      aspect((node) => {
        if (node instanceof cdkApigwv2.CfnApi) {
          Annotations.of(node).addWarningV2('test:api', 'an API');
        }
        if (node instanceof m.apigwv2.HttpRoute) {
          Annotations.of(node).addError('a route');
        }
      }),
    );
    everything(m, stack);
  }),
  inEverything('HTTP constructs: tags on the stack', (_, stack) => {
    Tags.of(stack).add('team', 'books');
    Tags.of(stack).add('cost', 'x', { priority: 300 });
  }),
  inEverything('HTTP constructs: tags on each construct', (all) => {
    for (const [name, construct] of Object.entries(all)) {
      Tags.of(construct).add(`on-${name}`, name);
    }
  }),
  inEverything('HTTP constructs: tags on the API but not on its stages', ({ api }, stack) => {
    Tags.of(stack).add('everywhere', 'yes');
    Tags.of(api).add('api', 'yes');
    Tags.of(api.defaultStage!).remove('api');
    Tags.of(api).add('stages', 'only', { includeResourceTypes: ['AWS::ApiGatewayV2::Stage'] });
    Tags.of(api).add('no-stages', 'x', { excludeResourceTypes: ['AWS::ApiGatewayV2::Stage'] });
  }),
  inEverything('HTTP constructs: tags of the stack that are tokens', (_, stack) => {
    Tags.of(stack).add('region', stack.region);
  }),
  ...rows({ DESTROY: RemovalPolicy.DESTROY, RETAIN: RemovalPolicy.RETAIN }, (name, policy) =>
    inEverything(`HTTP constructs: removal policy ${name}`, (all) => {
      for (const construct of Object.values(all)) {
        (construct as Resource).applyRemovalPolicy(policy);
      }
    }),
  ),
  inEverything(
    'HTTP constructs: escape hatches',
    ({ api, route, stage, domainName, link, integration, authorizer, mapping }, stack) => {
      const condition = new CfnCondition(stack, 'Condition', {
        expression: Fn.conditionEquals(stack.region, 'eu-west-1'),
      });
      l1(api).addPropertyOverride('Version', '2');
      l1(api).addOverride('Metadata.x', 'y');
      (l1(route) as apigwv2.CfnRoute).operationName = 'getBook';
      l1(stage).addPropertyOverride('RouteSettings', { 'GET /books/{id}': { ThrottlingBurstLimit: 1 } });
      (l1(stage) as apigwv2.CfnStage).defaultRouteSettings = { throttlingRateLimit: 5 };
      l1(domainName).overrideLogicalId('TheDomain');
      l1(link).cfnOptions.condition = condition;
      l1(integration).addDeletionOverride('Properties.PayloadFormatVersion');
      l1(integration).addPropertyOverride('IntegrationMethod', 'POST');
      l1(authorizer).addPropertyOverride('JwtConfiguration.Audience.1', 'b');
      l1(mapping).node.addDependency(l1(link));
      l1(route).cfnOptions.metadata = { ours: true };
    },
  ),
  inEverything('HTTP constructs: overridden logical IDs', ({ api, stage, route }, stack) => {
    l1(api).overrideLogicalId('TheApi');
    l1(stage).overrideLogicalId('TheStage');
    l1(route).overrideLogicalId('TheRoute');
    l1(api.defaultStage!).overrideLogicalId('TheDefaultStage');
    new CfnOutput(stack, 'Url', { value: api.url! });
    return { url: stage.url, arn: route.routeArn };
  }),
  inEverything('HTTP constructs: renamed logical IDs', ({ api }, stack) => {
    stack.renameLogicalId(stack.getLogicalId(l1(api)), 'Renamed');
  }),
  inEverything(
    'HTTP constructs: the reference of each construct',
    ({ api, route, stage, integration, authorizer, link, domainName, mapping }) => ({
      apiRef: api.apiRef,
      routeRef: route.routeRef,
      stageRef: stage.stageRef,
      integrationRef: integration.integrationRef,
      authorizerRef: authorizer.authorizerRef,
      vpcLinkRef: link.vpcLinkRef,
      domainNameRef: domainName.domainNameRef,
      apiMappingRef: mapping.apiMappingRef,
    }),
  ),
  inEverything('HTTP constructs: the members of Resource', (all) => ({
    stacks: Object.values(all).map((c) => c.stack.node.path),
    envs: Object.values(all).map((c) => [c.env.account, c.env.region]),
    isResource: Object.values(all).map((c) => Resource.isResource(c)),
    isOwned: Object.values(all).map((c) => Resource.isOwnedResource(c)),
    isConstruct: Object.values(all).map((c) => Construct.isConstruct(c)),
    tokens: Object.values(all).map((c) => Token.isUnresolved(c.env.region)),
    text: Object.values(all).map((c) => String(c)),
  })),
  inEverything('HTTP constructs: dependencies of other resources on the constructs', (all, stack) => {
    for (const [name, construct] of Object.entries(all)) {
      const queue = new sqs.Queue(stack, `After-${name}`);
      queue.node.addDependency(construct);
    }
  }),
  inEverything('HTTP constructs: dependencies of the constructs on other resources', (all, stack) => {
    const queue = new sqs.Queue(stack, 'First');
    for (const construct of Object.values(all)) {
      construct.node.addDependency(queue);
    }
    all.api.node.addDependency(new Construct(stack, 'Nothing'));
    return { roots: Dependable.of(all.route).dependencyRoots };
  }),
  inApi('HTTP constructs: constructs in the scope of the API', (m, api) => {
    const handler = fn(api, 'Handler');
    api.addRoutes({ path: '/x', integration: new m.integrations.HttpLambdaIntegration('I', handler) });
    new logs.LogGroup(api.defaultStage!, 'Logs');
    new sqs.Queue(api, 'Queue');
  }),
  inStack('HTTP constructs: subclasses of the construct classes', (m, stack) => {
    class BookApi extends m.apigwv2.HttpApi {
      constructor(scope: Construct, id: string) {
        super(scope, id, { apiName: 'books', defaultIntegration: url(m) });
        this.addStage('Beta', { stageName: 'beta' });
      }
    }
    class DevStage extends m.apigwv2.HttpStage {
      constructor(scope: Construct, id: string, httpApi: apigwv2.IHttpApi) {
        super(scope, id, { httpApi, stageName: 'dev', autoDeploy: true });
      }

      public get url(): string {
        return `${super.url}x`;
      }
    }
    class Route extends m.apigwv2.HttpRoute {}
    const api = new BookApi(stack, 'Api');
    const stage = new DevStage(stack, 'Stage', api);
    new Route(stack, 'Route', {
      httpApi: api,
      routeKey: m.apigwv2.HttpRouteKey.with('/x', m.apigwv2.HttpMethod.GET),
      integration: url(m, 'X'),
    });
    return { url: stage.url, domainless: api.url, isApi: api instanceof m.apigwv2.HttpApi };
  }),
  inStack('HTTP constructs: constructs in a deep tree', (m, stack) => {
    let scope: Construct = stack;
    for (const id of ['Level One', 'level-2', 'Resource', '3', 'Default', 'Ebene ß']) {
      scope = new Construct(scope, id);
    }
    const api = new m.apigwv2.HttpApi(scope, 'Api', { defaultIntegration: url(m) });
    api.addRoutes({ path: '/a/{b}', integration: new m.integrations.HttpLambdaIntegration('L', fn(scope)) });
    return { api };
  }),
  ...rows(
    {
      'an ID with spaces': 'My Api',
      'an ID of digits': '1st',
      'an ID with non-ASCII characters': 'Bücher',
      'an ID with dashes': 'my-api-',
      'a long ID': 'a'.repeat(128),
      'the ID Default': 'X Default',
      'an ID with a brace': '{a}',
      'an ID with dots': 'v1.0',
      'an ID with a dollar sign': '$api',
    },
    (name, id) =>
      inStack(`HTTP constructs: an API with ${name}`, (m, stack) => {
        const api = new m.apigwv2.HttpApi(stack, id, { defaultIntegration: url(m) });
        const [route] = api.addRoutes({
          path: '/x',
          integration: new m.integrations.HttpLambdaIntegration('L', fn(stack)),
        });
        return { api, name: api.httpApiName, arn: route.routeArn };
      }),
  ),
  inStack(
    'HTTP constructs: an API with an ID longer than the maximum length of a name',
    (m, stack) => {
      new m.apigwv2.HttpApi(stack, 'a'.repeat(129), { defaultIntegration: url(m) });
    },
    { differs: 'name-length' },
  ),
  inStack('HTTP constructs: an API whose ID is Default', (m, stack) => {
    new m.apigwv2.HttpApi(stack, 'Default', { defaultIntegration: url(m) });
  }),
  inStack('HTTP constructs: an API whose ID is Resource', (m, stack) => {
    new m.apigwv2.HttpApi(stack, 'Resource', { defaultIntegration: url(m) });
  }),
  inStack('fails: HTTP constructs: IDs that differ only in a slash', (m, stack) => {
    new m.apigwv2.HttpApi(stack, 'my-api');
    new m.apigwv2.HttpApi(stack, 'my_api');
    new m.apigwv2.HttpApi(stack, 'my-api');
  }),
  inStack('HTTP constructs: IDs that differ only in special characters', (m, stack) => {
    for (const id of ['my-api', 'my_api', 'myapi', 'my api']) {
      new m.apigwv2.HttpApi(stack, id, { defaultIntegration: url(m) });
    }
  }),
  ...classes.map((name) =>
    inStack(
      `HTTP constructs: an injector of properties into ${name}`,
      (m, stack, app) => {
        const contexts: string[] = [];
        PropertyInjectors.of(app).add({
          constructUniqueId: m.apigwv2[name].PROPERTY_INJECTION_ID,
          inject: (original: object, context: InjectionContext) => {
            const given = Object.entries(original).filter(([, value]) => value !== undefined);
            contexts.push(
              `${context.scope.node.path} ${context.id} ${given
                .map(([key]) => key)
                .sort()
                .join()}`,
            );
            return { ...original, ...injected[name] };
          },
        });
        const all = everything(m, stack);
        if (name === 'ApiMapping') {
          return { contexts, id: m.apigwv2[name].PROPERTY_INJECTION_ID, key: all.mapping.mappingKey };
        }
        return { contexts, id: m.apigwv2[name].PROPERTY_INJECTION_ID };
      },
      name === 'ApiMapping' ? { undeployable: 'two mappings of a domain name must have different keys' } : {},
    ),
  ),
  ...classes.map((name) =>
    inStack(`HTTP constructs: an injector of default properties into ${name}`, (m, stack, app) => {
      PropertyInjectors.of(app).add({
        constructUniqueId: m.apigwv2[name].PROPERTY_INJECTION_ID,
        inject: (original: object) => ({ ...injected[name], ...original }),
      });
      everything(m, stack);
    }),
  ),
  inStack('HTTP constructs: an injector with the ID of the class in aws-cdk-lib', (m, stack) => {
    PropertyInjectors.of(stack).add({
      constructUniqueId: 'aws-cdk-lib.aws-apigatewayv2.HttpApi',
      inject: (original: object) => ({ ...original, disableExecuteApiEndpoint: true, apiName: 'injected' }),
    });
    const api = new m.apigwv2.HttpApi(stack, 'Api');
    return { disabled: api.disableExecuteApiEndpoint, name: api.httpApiName };
  }),
  inStack('HTTP constructs: an injector for a construct without properties', (m, stack) => {
    PropertyInjectors.of(stack).add({
      constructUniqueId: m.apigwv2.HttpApi.PROPERTY_INJECTION_ID,
      inject: (original: object) => ({ createDefaultStage: false, ...original }),
    });
    const api = new m.apigwv2.HttpApi(stack, 'Api');
    const own = new m.apigwv2.HttpApi(stack, 'Own', { createDefaultStage: true });
    return { stages: [api.defaultStage, own.defaultStage] };
  }),
  inStack('HTTP constructs: the injector that is nearest to the construct', (m, stack, app) => {
    const injector = (description: string) => ({
      constructUniqueId: m.apigwv2.HttpApi.PROPERTY_INJECTION_ID,
      inject: (original: object) => ({ ...original, description }),
    });
    PropertyInjectors.of(app).add(injector('app'));
    PropertyInjectors.of(stack).add(injector('stack'));
    new m.apigwv2.HttpApi(stack, 'Api', { description: 'own' });
  }),
  inStack('HTTP constructs: grants to roles with names', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultAuthorizer: new m.authorizers.HttpIamAuthorizer() });
    const routes = api.addRoutes({
      path: '/x',
      methods: [m.apigwv2.HttpMethod.GET, m.apigwv2.HttpMethod.PUT],
      integration: url(m),
    });
    const grantee = role(stack);
    for (const route of routes) {
      route.grantInvoke(grantee).applyBefore(new sqs.Queue(stack, route.node.id));
    }
  }),
];
