import { Aspects, CfnParameter, Duration, Lazy, Stack, Stage } from 'aws-cdk-lib';
import * as cdkApigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { certificate, domain, ENV, fn, inApi, inStack, role, rows, url } from '../fixtures';
import type { Modules, Program } from '../modules';

const metricOptions: Record<string, cloudwatch.MetricOptions> = {
  'no options': {},
  'a period': { period: Duration.seconds(10) },
  'a statistic': { statistic: 'Minimum' },
  'a percentile': { statistic: cloudwatch.Stats.percentile(99.9) },
  'a label and a color': { label: 'L ${MAX}', color: cloudwatch.Color.RED },
  'a unit': { unit: cloudwatch.Unit.BYTES },
  'the account and region of the stack': { account: ENV.account, region: ENV.region },
  'more dimensions': { dimensionsMap: { Method: 'GET', Resource: '/x' } },
  'no dimensions': { dimensionsMap: {} },
  'undefined members': { period: undefined, statistic: undefined, dimensionsMap: undefined },
};

const kinds = [
  'metricClientError',
  'metricServerError',
  'metricDataProcessed',
  'metricCount',
  'metricIntegrationLatency',
  'metricLatency',
] as const;

const collisions: Record<string, [string, string]> = {
  'a trailing dash': ['/a', '/a-'],
  braces: ['/{a}', '/a'],
  'letter case': ['/Books', '/books'],
  'a greedy and a plain parameter': ['/x/{p+}', '/x/{p}'],
};

type Scope = (stack: Stack) => Construct;

const scopes: Record<string, Scope> = {
  'the stack': (stack) => stack,
  'a construct': (stack) => new Construct(stack, 'Inner'),
  'a construct with an unusual ID': (stack) => new Construct(stack, 'In ner-1.x'),
  'deep constructs': (stack) => new Construct(new Construct(new Construct(stack, 'A'), 'B/'.slice(0, 1)), 'Resource'),
  'a construct named Default': (stack) => new Construct(stack, 'Default'),
};

const many = (
  m: Modules,
  api: apigwv2.HttpApi,
  paths: string[],
  integration: apigwv2.HttpRouteIntegration,
): apigwv2.HttpRoute[] =>
  paths.flatMap((path) => api.addRoutes({ path, methods: [m.apigwv2.HttpMethod.GET], integration }));

/** Calls that a program can combine in any order. */
const steps: Record<string, (m: Modules, api: apigwv2.HttpApi, stack: Stack, i: number) => void> = {
  route: (m, api, _, i) => void many(m, api, [`/u${i}`], url(m, `U${i}`)),
  lambda: (m, api, stack, i) =>
    void many(m, api, [`/l${i}`, `/m${i}/{x}`], new m.integrations.HttpLambdaIntegration(`L${i}`, fn(stack, `F${i}`))),
  stage: (_, api, __, i) => void api.addStage(`S${i}`, { stageName: `s${i}`, autoDeploy: i % 2 === 0 }),
  variable: (_, api, __, i) => api.defaultStage?.addStageVariable(`v${i}`, `${i}`),
  mapping: (m, api, stack, i) =>
    void api.addStage(`M${i}`, {
      stageName: `m${i}`,
      domainMapping: { domainName: domain(m, stack, `D${i}`), mappingKey: `k${i}` },
    }),
  grant: (m, api, stack, i) =>
    void api
      .addRoutes({ path: `/g${i}`, integration: url(m, `G${i}`), authorizer: new m.authorizers.HttpIamAuthorizer() })[0]
      .grantInvoke(role(stack, `R${i}`)),
  jwt: (m, api, _, i) =>
    void api.addRoutes({
      path: `/j${i}`,
      integration: url(m, `J${i}`),
      authorizer: new m.authorizers.HttpJwtAuthorizer(`Jwt${i}`, `https://i${i}.example.com`, {
        jwtAudience: [`${i}`],
      }),
    }),
};

const orders = [
  ['route', 'stage', 'lambda', 'variable', 'mapping', 'grant', 'jwt'],
  ['jwt', 'grant', 'mapping', 'variable', 'lambda', 'stage', 'route'],
  ['variable', 'variable', 'mapping', 'mapping', 'stage', 'route', 'lambda'],
  ['lambda', 'lambda', 'lambda', 'jwt', 'jwt', 'grant', 'grant', 'route'],
  ['stage', 'mapping', 'stage', 'jwt', 'variable', 'grant', 'variable', 'lambda', 'route', 'route'],
];

export const programs: Program[] = [
  ...rows(metricOptions, (name, options) =>
    inApi(
      `HTTP constructs: metrics with ${name}`,
      (m, api, stack) => {
        const imported = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'I', { httpApiId: 'abc' });
        const stage = api.addStage('S', { stageName: 's' });
        for (const [i, on] of [api, imported, stage].entries()) {
          new cloudwatch.Alarm(stack, `Alarm${i}`, {
            metric: on.metricCount(options),
            threshold: 1,
            evaluationPeriods: 1,
          });
        }
        return {
          metrics: [api, imported, stage].map((on) => [
            ...kinds.map((kind) => on[kind](options)),
            on.metric('Own', options),
          ]),
        };
      },
      undefined,
      { env: ENV },
    ),
  ),
  ...rows(collisions, (name, paths) =>
    inApi(`HTTP constructs: two paths that differ in ${name}`, (m, api) => {
      many(m, api, paths, url(m));
    }),
  ),
  inApi(
    'fails: HTTP constructs: two paths that differ in a slash and two dashes',
    (m, api) => {
      many(m, api, ['/a/b', '/a--b'], url(m));
    },
    undefined,
    { differs: 'route-path-collision' },
  ),
  inApi(
    'HTTP constructs: metrics of another account and region',
    (_, api) => {
      const options = { account: '222222222222', region: 'us-east-1' };
      return { metrics: [...kinds.map((kind) => api[kind](options)), api.defaultStage!.metricCount(options)] };
    },
    undefined,
    { env: ENV },
  ),
  inApi('fails: HTTP constructs: a construct with the ID of the default route', (m, api, stack) => {
    new m.apigwv2.HttpRoute(api, 'DefaultRoute', {
      httpApi: api,
      routeKey: m.apigwv2.HttpRouteKey.with('/x', m.apigwv2.HttpMethod.GET),
      integration: new m.integrations.HttpLambdaIntegration('L', fn(stack)),
    });
  }),
  inStack('fails: HTTP constructs: a construct with the ID of the default stage', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url(m) });
    new Construct(api, 'DefaultStage');
  }),
  inStack('HTTP constructs: a construct with the ID of a default stage that is not created', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', { createDefaultStage: false, defaultIntegration: url(m) });
    new m.apigwv2.HttpStage(api, 'DefaultStage', { httpApi: api });
  }),
  ...rows(scopes, (name, of) =>
    inStack(`HTTP constructs: all constructs in the scope of ${name}`, (m, stack) => {
      const scope = of(stack);
      const api = new m.apigwv2.HttpApi(scope, 'Api', { defaultIntegration: url(m) });
      const domainName = domain(m, scope);
      const stage = new m.apigwv2.HttpStage(scope, 'Stage', {
        httpApi: api,
        stageName: 's',
        domainMapping: { domainName, mappingKey: 'a/b' },
      });
      const authorizer = new m.authorizers.HttpLambdaAuthorizer('Auth', fn(scope, 'AuthFn'));
      const [route] = api.addRoutes({
        path: '/x/{y}',
        integration: new m.integrations.HttpLambdaIntegration('L', fn(scope)),
        authorizer,
      });
      return { url: stage.domainUrl, route };
    }),
  ),
  ...rows(scopes, (name, of) =>
    inStack(`HTTP constructs: routes in the scope of ${name}, with the API in another scope`, (m, stack) => {
      const api = new m.apigwv2.HttpApi(new Construct(stack, 'Home'), 'Api');
      const integration = new m.integrations.HttpLambdaIntegration('Shared', fn(stack));
      const authorizer = new m.authorizers.HttpLambdaAuthorizer('Auth', fn(stack, 'AuthFn'));
      const scope = of(stack);
      for (const path of ['/a', '/b']) {
        const routeKey = m.apigwv2.HttpRouteKey.with(path, m.apigwv2.HttpMethod.GET);
        new m.apigwv2.HttpRoute(scope, `Route${path.slice(1)}`, { httpApi: api, routeKey, integration, authorizer });
      }
    }),
  ),
  ...orders.map((order, n) =>
    inApi(`HTTP constructs: the same calls in order ${n}`, (m, api, stack) => {
      order.forEach((step, i) => steps[step](m, api, stack, i));
    }),
  ),
  inStack('HTTP constructs: an Aspect that adds routes and variables', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url(m) });
    let done = false;
    Aspects.of(stack).add({
      visit: (node) => {
        if (node === api && !done) {
          done = true;
          many(m, api, ['/late'], new m.integrations.HttpUrlIntegration('Late', 'https://late.example.com'));
          api.defaultStage!.addStageVariable('late', 'yes');
        }
      },
    });
  }),
  inStack('HTTP constructs: an API without properties in the scope of another API', (m, stack) => {
    const outer = new m.apigwv2.HttpApi(stack, 'Outer', { createDefaultStage: false });
    const inner = new m.apigwv2.HttpApi(outer, 'Inner', { defaultIntegration: url(m) });
    return { inner, name: inner.httpApiName };
  }),
  ...rows<apigwv2.HttpApiProps>(
    {
      'that are all undefined': {
        apiName: undefined,
        description: undefined,
        defaultIntegration: undefined,
        createDefaultStage: undefined,
        corsPreflight: undefined,
        defaultDomainMapping: undefined,
        disableExecuteApiEndpoint: undefined,
        defaultAuthorizer: undefined,
        defaultAuthorizationScopes: undefined,
        routeSelectionExpression: undefined,
        ipAddressType: undefined,
      },
      'with CORS options that are undefined': {
        corsPreflight: {
          allowCredentials: undefined,
          allowHeaders: undefined,
          allowMethods: undefined,
          allowOrigins: undefined,
          maxAge: undefined,
        },
      },
    },
    (name, props) =>
      inStack(
        `HTTP constructs: properties of an API ${name}`,
        (m, stack) => void new m.apigwv2.HttpApi(stack, 'Api', props),
      ),
  ),
  inStack('HTTP constructs: properties of a stage that are all undefined', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', { createDefaultStage: false });
    new m.apigwv2.HttpStage(stack, 'S', {
      httpApi: api,
      stageName: undefined,
      autoDeploy: undefined,
      domainMapping: undefined,
      throttle: { rateLimit: undefined, burstLimit: undefined },
      description: undefined,
      detailedMetricsEnabled: undefined,
      accessLogSettings: undefined,
      stageVariables: undefined,
    });
  }),
  inStack(
    'HTTP constructs: an empty stage name',
    (m, stack) => {
      const api = new m.apigwv2.HttpApi(stack, 'Api', { createDefaultStage: false });
      const stage = new m.apigwv2.HttpStage(stack, 'S', { httpApi: api, stageName: '' });
      return { name: stage.stageName };
    },
    { undeployable: 'a stage must have a name' },
  ),
  inStack('HTTP constructs: CORS with credentials and a list of origins that is a token', (m, stack) => {
    new m.apigwv2.HttpApi(stack, 'Api', {
      corsPreflight: {
        allowCredentials: true,
        allowOrigins: new CfnParameter(stack, 'P', { type: 'CommaDelimitedList' }).valueAsList,
      },
    });
  }),
  inStack('HTTP constructs: CORS with credentials and an origin that is a token', (m, stack) => {
    new m.apigwv2.HttpApi(stack, 'Api', {
      corsPreflight: { allowCredentials: true, allowOrigins: [new CfnParameter(stack, 'P').valueAsString] },
    });
  }),
  inStack('HTTP constructs: a domain name in a CDK stage', (m, _, app) => {
    const stage = new Stage(app, 'Prod');
    const stack = new Stack(stage, 'Apis');
    const api = new m.apigwv2.HttpApi(stack, 'Api', {
      defaultIntegration: url(m),
      defaultDomainMapping: { domainName: domain(m, stack), mappingKey: 'x' },
    });
    return { stage: api.defaultStage };
  }),
  inApi('HTTP constructs: two mappings of one stage', (m, api, stack) => {
    const stage = api.addStage('S', {
      stageName: 's',
      domainMapping: { domainName: domain(m, stack, 'One'), mappingKey: 'a' },
    });
    const second = new m.apigwv2.ApiMapping(stack, 'Second', {
      api,
      stage,
      domainName: domain(m, stack, 'Two'),
      apiMappingKey: 'b',
    });
    return { urls: [stage.domainUrl, second.domainUrl] };
  }),
  inApi('HTTP constructs: an imported domain name that two stages use', (m, api, stack) => {
    const domainName = m.apigwv2.DomainName.fromDomainNameAttributes(new Construct(stack, 'Imports'), 'D x', {
      name: 'a.example.com',
      regionalDomainName: 'd',
      regionalHostedZoneId: 'Z',
    });
    for (const name of ['a', 'b']) {
      api.addStage(name, { stageName: name, domainMapping: { domainName, mappingKey: `k/${name}` } });
    }
  }),
  inApi('HTTP constructs: an L1 mapping of a domain name and a stage', (m, api, stack) => {
    const domainName = domain(m, stack);
    new cdkApigwv2.CfnApiMapping(stack, 'L1', {
      apiId: api.apiId,
      domainName: domainName.name,
      stage: api.defaultStage!.stageName,
    }).node.addDependency(domainName);
  }),
  inStack('HTTP constructs: a default IAM authorizer with grants and with routes that replace it', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', {
      defaultAuthorizer: new m.authorizers.HttpIamAuthorizer(),
      defaultIntegration: url(m),
    });
    const routes = many(m, api, ['/a', '/b/{c+}'], new m.integrations.HttpLambdaIntegration('L', fn(stack)));
    routes.forEach((route) => route.grantInvoke(role(stack, `For${routes.indexOf(route)}`)));
    api.addRoutes({ path: '/open', integration: url(m, 'Open'), authorizer: new m.apigwv2.HttpNoneAuthorizer() });
  }),
  inStack('HTTP constructs: a default none authorizer', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', {
      defaultAuthorizer: new m.apigwv2.HttpNoneAuthorizer(),
      defaultIntegration: url(m),
    });
    many(m, api, ['/a'], url(m, 'A'));
  }),
  inStack('HTTP constructs: a default Lambda authorizer that a later route also uses', (m, stack) => {
    const authorizer = new m.authorizers.HttpLambdaAuthorizer('Auth', fn(stack, 'AuthFn'), {
      responseTypes: [m.authorizers.HttpLambdaResponseType.SIMPLE],
      resultsCacheTtl: Duration.seconds(0),
      identitySource: [],
    });
    const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultAuthorizer: authorizer, defaultIntegration: url(m) });
    many(m, api, ['/a', '/b'], new m.integrations.HttpLambdaIntegration('L', fn(stack)));
    return { id: authorizer.authorizerId };
  }),
  inStack('fails: HTTP constructs: the ID of an authorizer that no route uses', (m) => ({
    id: new m.authorizers.HttpJwtAuthorizer('Jwt', 'https://issuer.example.com', { jwtAudience: ['a'] }).authorizerId,
  })),
  inApi(
    'HTTP constructs: a function of another account and region',
    (m, api, stack) => {
      const foreign = lambda.Function.fromFunctionArn(
        stack,
        'Foreign',
        'arn:aws:lambda:us-east-1:222222222222:function:f',
      );
      many(m, api, ['/f'], new m.integrations.HttpLambdaIntegration('F', foreign));
    },
    undefined,
    { env: ENV },
  ),
  inApi('HTTP constructs: a function with separate permissions', (m, api, stack) => {
    const handler = fn(stack);
    handler.addPermission('X', {
      principal: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: api.arnForExecuteApi(),
    });
    many(m, api, ['/f'], new m.integrations.HttpLambdaIntegration('X', handler));
  }),
  inApi('HTTP constructs: a route that calls a singleton function', (m, api, stack) => {
    const single = new lambda.SingletonFunction(stack, 'Single', {
      uuid: '5f1b2f9c-0000-4000-8000-000000000000',
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('x'),
    });
    many(m, api, ['/a', '/b'], new m.integrations.HttpLambdaIntegration('S', single));
  }),
  inStack('HTTP constructs: mutual TLS with a versioned bucket and tokens', (m, stack) => {
    const bucket = new s3.Bucket(stack, 'B', { versioned: true });
    new m.apigwv2.DomainName(stack, 'D', {
      domainName: 'a.example.com',
      certificate: certificate(stack),
      mtls: {
        bucket,
        key: Lazy.string({ produce: () => 'ca.pem' }),
        version: new CfnParameter(stack, 'V').valueAsString,
      },
    });
  }),
  inApi('HTTP constructs: the IDs of child constructs', (m, api, stack) => {
    const handler = fn(stack);
    const [route] = many(m, api, ['/a/{b}'], new m.integrations.HttpLambdaIntegration('Int', handler));
    return {
      stage: api.node.tryFindChild('DefaultStage'),
      routeOfDefault: api.node.tryFindChild('DefaultRoute'),
      children: api.node.children.map((c) => c.node.id),
      ofRoute: route.node.children.map((c) => c.node.id),
      ofFn: handler.node.children.map((c) => c.node.id),
    };
  }),
  inApi('HTTP constructs: the dependencies of created resources', (m, api, stack) => {
    const [route] = many(m, api, ['/a'], url(m, 'A'));
    const stage = api.addStage('S', {
      stageName: 's',
      domainMapping: { domainName: domain(m, stack), mappingKey: 'k' },
    });
    return {
      route: route.node.dependencies,
      stage: stage.node.dependencies,
      defaultStage: api.defaultStage!.node.dependencies,
      mapping: stage.node.children.map((c) => c.node.dependencies),
    };
  }),
];
