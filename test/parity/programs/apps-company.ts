import { CfnOutput, Duration, NestedStack, Stack, Stage, Tags } from 'aws-cdk-lib';
import type { HttpRouteIntegration } from 'aws-cdk-lib/aws-apigatewayv2';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { certificate, ENV, fn, jsonLog } from '../fixtures';
import type { Modules, Program } from '../modules';

/** The app of a company: APIs of several teams in several stacks and domain names, with their resources and backends. */

type HttpApi = InstanceType<Modules['apigwv2']['HttpApi']>;
type DomainName = InstanceType<Modules['apigwv2']['DomainName']>;

/** The resources that all teams share: the network, the users, the event bus and the domain names. */
class Platform extends Stack {
  public readonly vpc: ec2.IVpc;
  public readonly users: cognito.UserPool;
  public readonly client: cognito.UserPoolClient;
  public readonly bus: events.EventBus;
  public readonly domains: Record<string, DomainName>;
  public readonly namespace: servicediscovery.PrivateDnsNamespace;
  public readonly alb: elbv2.ApplicationListener;
  public readonly nlb: elbv2.NetworkListener;

  constructor(scope: Construct, id: string, m: Modules, withEnv: boolean) {
    super(scope, id, { env: withEnv ? ENV : undefined });
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 1 });
    this.vpc = vpc;
    this.users = new cognito.UserPool(this, 'Users');
    this.client = this.users.addClient('Apps');
    this.bus = new events.EventBus(this, 'Bus', { eventBusName: 'company' });
    this.domains = Object.fromEntries(
      ['api', 'partners', 'internal', 'live'].map((name) => [
        name,
        new m.apigwv2.DomainName(this, `${name}-domain`, {
          domainName: `${name}.company.example.com`,
          certificate: certificate(this, name),
          ...(name === 'internal' && { ipAddressType: m.apigwv2.IpAddressType.DUAL_STACK }),
        }),
      ]),
    );
    this.namespace = new servicediscovery.PrivateDnsNamespace(this, 'Namespace', { name: 'company.local', vpc });
    const alb = new elbv2.ApplicationLoadBalancer(this, 'Alb', { vpc });
    this.alb = alb.addListener('Http', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
    const nlb = new elbv2.NetworkLoadBalancer(this, 'Nlb', { vpc });
    const group = new elbv2.NetworkTargetGroup(this, 'Group', { vpc, port: 80, targetType: elbv2.TargetType.IP });
    this.nlb = nlb.addListener('Tcp', { port: 80, defaultTargetGroups: [group] });
  }
}

/** Five routes of one REST resource, all to one function. */
function resource(m: Modules, api: HttpApi, name: string, integration: HttpRouteIntegration, scopes?: string[]) {
  const { HttpMethod } = m.apigwv2;
  const write = scopes && { authorizationScopes: scopes };
  return [
    ...api.addRoutes({ path: `/${name}`, methods: [HttpMethod.GET], integration }),
    ...api.addRoutes({ path: `/${name}`, methods: [HttpMethod.POST], integration, ...write }),
    ...api.addRoutes({ path: `/${name}/{id}`, methods: [HttpMethod.GET, HttpMethod.HEAD], integration }),
    ...api.addRoutes({ path: `/${name}/{id}`, methods: [HttpMethod.PUT, HttpMethod.DELETE], integration, ...write }),
    ...api.addRoutes({ path: `/${name}/{id}/notes/{proxy+}`, integration }),
  ];
}

const teams: Record<string, string[]> = {
  sales: ['orders', 'quotes', 'customers', 'invoices', 'refunds'],
  stock: ['articles', 'warehouses', 'deliveries', 'suppliers'],
  people: ['employees', 'absences', 'contracts', 'payrolls', 'candidates'],
};

/** The API of a team, mapped to the domain name of the company. Each REST resource uses one function, with or without scoped permissions. */
class Team extends Stack {
  public readonly api: HttpApi;
  public readonly count: number;

  constructor(scope: Construct, id: string, m: Modules, platform: Platform, name: string, withEnv: boolean) {
    super(scope, id, { env: withEnv ? ENV : undefined });
    const authorizer = new m.authorizers.HttpUserPoolAuthorizer('Users', platform.users, {
      userPoolClients: [platform.client],
    });
    this.api = new m.apigwv2.HttpApi(this, 'Api', {
      apiName: `company-${name}`,
      defaultAuthorizer: authorizer,
      defaultAuthorizationScopes: [`${name}/read`],
      defaultDomainMapping: { domainName: platform.domains.api, mappingKey: `${name}/v1` },
      corsPreflight: { allowOrigins: ['https://company.example.com'], allowHeaders: ['*'] },
    });
    const routes = teams[name].flatMap((resourceName, i) => {
      const handler = fn(this, `${resourceName}-fn`);
      const integration = new m.integrations.HttpLambdaIntegration(`${resourceName}-integration`, handler, {
        scopePermissionToRoute: i % 2 === 0,
      });
      return resource(m, this.api, resourceName, integration, i % 3 === 0 ? [`${name}/write`] : undefined);
    });
    this.count = routes.length;
    this.api.addStage('Canary', {
      stageName: 'canary',
      throttle: { rateLimit: 10, burstLimit: 10 },
      domainMapping: { domainName: platform.domains.internal, mappingKey: `${name}-canary` },
      accessLogSettings: {
        destination: new m.apigwv2.LogGroupLogDestination(new logs.LogGroup(this, 'Log')),
        format: jsonLog(),
      },
    });
    new CfnOutput(this, 'Url', { value: this.api.url ?? '' });
  }
}

/** The API for partners, which uses queues, state machines, events and containers. */
class Partners extends Stack {
  public readonly values: Record<string, unknown>;

  constructor(scope: Construct, id: string, m: Modules, platform: Platform, withEnv: boolean) {
    super(scope, id, { env: withEnv ? ENV : undefined });
    const { HttpMethod, HttpIntegrationSubtype, ParameterMapping, MappingValue } = m.apigwv2;
    const api = new m.apigwv2.HttpApi(this, 'Api', {
      defaultAuthorizer: new m.authorizers.HttpLambdaAuthorizer('Partners', fn(this, 'AuthFn'), {
        responseTypes: [m.authorizers.HttpLambdaResponseType.SIMPLE],
        resultsCacheTtl: Duration.minutes(5),
      }),
      defaultDomainMapping: { domainName: platform.domains.partners },
    });
    const queue = new sqs.Queue(this, 'Inbox', { encryption: sqs.QueueEncryption.KMS });
    const subtypes = {
      POST: HttpIntegrationSubtype.SQS_SEND_MESSAGE,
      GET: HttpIntegrationSubtype.SQS_RECEIVE_MESSAGE,
      DELETE: HttpIntegrationSubtype.SQS_DELETE_MESSAGE,
    };
    for (const [method, subtype] of Object.entries(subtypes)) {
      const integration = new m.integrations.HttpSqsIntegration(`Inbox${method}`, { queue, subtype });
      api.addRoutes({ path: '/inbox', methods: [HttpMethod[method as keyof typeof subtypes]], integration });
    }
    const stateMachine = new sfn.StateMachine(this, 'Onboarding', {
      definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(this, 'Pass')),
      stateMachineType: sfn.StateMachineType.EXPRESS,
    });
    const executions = {
      start: HttpIntegrationSubtype.STEPFUNCTIONS_START_EXECUTION,
      run: HttpIntegrationSubtype.STEPFUNCTIONS_START_SYNC_EXECUTION,
    };
    for (const [name, subtype] of Object.entries(executions)) {
      api.addRoutes({
        path: `/onboarding/${name}`,
        methods: [HttpMethod.POST],
        integration: new m.integrations.HttpStepFunctionsIntegration(`Onboarding-${name}`, { stateMachine, subtype }),
      });
    }
    api.addRoutes({
      path: '/onboarding/{execution}',
      methods: [HttpMethod.DELETE],
      integration: new m.integrations.HttpStepFunctionsIntegration('Onboarding-stop', {
        stateMachine,
        subtype: HttpIntegrationSubtype.STEPFUNCTIONS_STOP_EXECUTION,
        parameterMapping: new ParameterMapping().custom('ExecutionArn', '$request.path.execution'),
      }),
    });
    api.addRoutes({
      path: '/events',
      methods: [HttpMethod.POST],
      integration: new m.integrations.HttpEventBridgeIntegration('Events', { eventBusRef: platform.bus.eventBusRef }),
    });
    const strip = () => new ParameterMapping().overwritePath(MappingValue.requestPath()).removeHeader('cookie');
    api.addRoutes({
      path: '/catalog/{proxy+}',
      integration: new m.integrations.HttpAlbIntegration('Catalog', platform.alb, { parameterMapping: strip() }),
    });
    api.addRoutes({
      path: '/prices/{proxy+}',
      methods: [HttpMethod.GET],
      integration: new m.integrations.HttpNlbIntegration('Prices', platform.nlb, {
        method: HttpMethod.GET,
        secureServerName: 'prices.company.example.com',
        timeout: Duration.seconds(3),
      }),
    });
    const vpcLink = api.addVpcLink({ vpc: platform.vpc });
    const service = platform.namespace.createService('Search', { dnsRecordType: servicediscovery.DnsRecordType.SRV });
    api.addRoutes({
      path: '/search',
      integration: new m.integrations.HttpServiceDiscoveryIntegration('Search', service, { vpcLink }),
    });
    this.values = {
      link: vpcLink.vpcLinkId,
      domain: api.defaultStage?.domainUrl,
      paths: api.node.findAll().map((c) => c.node.path),
    };
  }
}

/** The API for live data: a WebSocket API with three usage plans. */
function live(m: Modules, scope: Construct, platform: Platform) {
  const handler = fn(scope, 'LiveFn');
  const api = new m.apigwv2.WebSocketApi(scope, 'Live', {
    apiKeySelectionExpression: m.apigwv2.WebSocketApiKeySelectionExpression.AUTHORIZER_USAGE_IDENTIFIER_KEY,
    connectRouteOptions: {
      integration: new m.integrations.WebSocketLambdaIntegration('ConnectInt', handler),
      authorizer: new m.authorizers.WebSocketLambdaAuthorizer('Auth', fn(scope, 'LiveAuthFn')),
    },
  });
  for (const key of ['subscribe', 'unsubscribe', 'ping']) {
    api.addRoute(key, {
      integration: new m.integrations.WebSocketLambdaIntegration(`${key}-int`, handler),
      returnResponse: key === 'ping',
    });
  }
  const stage = new m.apigwv2.WebSocketStage(scope, 'LiveStage', {
    webSocketApi: api,
    stageName: 'prod',
    autoDeploy: true,
    domainMapping: { domainName: platform.domains.live },
  });
  const plans = { Small: 10, Medium: 100, Large: 1000 };
  for (const [name, rateLimit] of Object.entries(plans)) {
    const plan = new m.apigwv2.UsagePlan(scope, `${name}Plan`, {
      usagePlanName: name,
      throttle: { rateLimit, burstLimit: rateLimit * 2 },
      apiStages: [{ api, stage }],
    });
    plan.addApiKey(new m.apigwv2.ApiKey(scope, `${name}Key`, { description: `of ${name}` }));
  }
  stage.grantManagementApiAccess(handler);
  return { url: stage.url, callback: stage.callbackUrl };
}

function company(m: Modules, scope: Construct, withEnv: boolean) {
  const platform = new Platform(scope, 'Platform', m, withEnv);
  const made = Object.keys(teams).map((name) => new Team(scope, `Team-${name}`, m, platform, name, withEnv));
  const partners = new Partners(scope, 'Partners', m, platform, withEnv);
  const parent = new Stack(scope, 'LiveData', { env: withEnv ? ENV : undefined });
  const values = live(m, new NestedStack(parent, 'Nested'), platform);
  Tags.of(scope).add('company', 'example');
  return {
    routes: made.reduce((sum, team) => sum + team.count, 0),
    urls: made.map((team) => team.api.url),
    domains: made.map((team) => team.api.defaultStage?.domainUrl),
    partners: partners.values,
    live: values,
  };
}

/** One API with 240 routes in one stack. */
function wide(m: Modules, stack: Stack) {
  const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultAuthorizer: new m.authorizers.HttpIamAuthorizer() });
  const handler = fn(stack);
  const { HttpMethod } = m.apigwv2;
  for (let i = 0; i < 60; i++) {
    const integration = new m.integrations.HttpLambdaIntegration(`Integration${i}`, handler, {
      scopePermissionToRoute: false,
    });
    api.addRoutes({ path: `/r${i}`, methods: [HttpMethod.GET, HttpMethod.POST], integration });
    api.addRoutes({ path: `/r${i}/{id}`, methods: [HttpMethod.GET, HttpMethod.PATCH], integration });
  }
  return { url: api.url };
}

export const programs: Program[] = [
  { name: 'the APIs of a company in stacks without an environment', build: (m, app) => company(m, app, false) },
  { name: 'the APIs of a company in stacks with an environment', build: (m, app) => company(m, app, true) },
  {
    name: 'the APIs of a company in two CDK stages',
    build: (m, app) => ({ made: ['Test', 'Prod'].map((id) => company(m, new Stage(app, id, { env: ENV }), true)) }),
  },
  { name: 'one API with many routes', build: (m, app) => wide(m, new Stack(app, 'Wide')) },
];
