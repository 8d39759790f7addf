import { Aspects, CfnResource, Duration, Fn, Stack, Tags } from 'aws-cdk-lib';
import type * as cdkApigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type { HttpRouteAuthorizerBindOptions, HttpRouteIntegrationBindOptions } from 'aws-cdk-lib/aws-apigatewayv2';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ENV, fn, inApi, inStack, role, rows, url } from '../fixtures';
import type { Modules, Program } from '../modules';

/** Integrations and authorizers of HTTP APIs across several stacks, in derived classes, and with roles and Aspects. */

type Integration = InstanceType<Modules['apigwv2']['HttpRouteIntegration']>;
type Authorizer = cdkApigwv2.IHttpRouteAuthorizer;

const machine = (scope: Construct, props: Partial<sfn.StateMachineProps> = {}) =>
  new sfn.StateMachine(scope, 'Machine', {
    definitionBody: sfn.DefinitionBody.fromString('{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}'),
    ...props,
  });

function albListener(scope: Construct) {
  const vpc = new ec2.Vpc(scope, 'Vpc', { maxAzs: 2, natGateways: 1 });
  const alb = new elbv2.ApplicationLoadBalancer(scope, 'Alb', { vpc });
  return alb.addListener('Listener', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(200) });
}

const every: Record<string, (m: Modules, scope: Construct) => Integration> = {
  url: (m) => url(m),
  lambda: (m, scope) => new m.integrations.HttpLambdaIntegration('Int', fn(scope)),
  'Lambda, with permissions for the API,': (m, scope) =>
    new m.integrations.HttpLambdaIntegration('Int', fn(scope), { scopePermissionToRoute: false }),
  sqs: (m, scope) => new m.integrations.HttpSqsIntegration('Int', { queue: new sqs.Queue(scope, 'Queue') }),
  events: (m, scope) =>
    new m.integrations.HttpEventBridgeIntegration('Int', {
      eventBusRef: new events.EventBus(scope, 'Bus').eventBusRef,
    }),
  states: (m, scope) => new m.integrations.HttpStepFunctionsIntegration('Int', { stateMachine: machine(scope) }),
};

const authorizers: Record<string, (m: Modules, scope: Construct) => Authorizer> = {
  jwt: (m) => new m.authorizers.HttpJwtAuthorizer('Auth', 'https://issuer.example.com', { jwtAudience: ['a'] }),
  'user pool': (m, scope) => new m.authorizers.HttpUserPoolAuthorizer('Auth', new cognito.UserPool(scope, 'Pool')),
  iam: (m) => new m.authorizers.HttpIamAuthorizer(),
};

const routeOf = (
  m: Modules,
  scope: Construct,
  httpApi: cdkApigwv2.IHttpApi,
  path: string,
  rest: { integration: Integration; authorizer?: Authorizer },
) =>
  new m.apigwv2.HttpRoute(scope, `Route${path.slice(1)}`, {
    httpApi,
    routeKey: m.apigwv2.HttpRouteKey.with(path, m.apigwv2.HttpMethod.GET),
    ...rest,
  });

/** Programs with routes in several stacks. */
const spread: Program[] = [
  ...rows(every, (name, make) => ({
    name: `several stacks: one integration of type ${name} for routes of two stacks`,
    build: (m: Modules, app: Parameters<Program['build']>[1]) => {
      const main = new Stack(app, 'Main');
      const api = new m.apigwv2.HttpApi(main, 'Api');
      const integration = make(m, new Construct(main, 'Target'));
      for (const id of ['A', 'B']) {
        routeOf(m, new Stack(app, id), api, `/${id}`, { integration });
      }
    },
  })),
  ...rows(every, (name, make) => ({
    name: `several stacks: a separate integration of type ${name} for a route of each stack`,
    build: (m: Modules, app: Parameters<Program['build']>[1]) => {
      const main = new Stack(app, 'Main');
      const api = new m.apigwv2.HttpApi(main, 'Api');
      for (const id of ['A', 'B']) {
        const stack = new Stack(app, id);
        routeOf(m, stack, api, `/${id}`, { integration: make(m, stack) });
      }
      return { url: api.url };
    },
  })),
  ...rows(authorizers, (name, make) => ({
    name: `several stacks: one authorizer of type ${name} for routes of two stacks`,
    build: (m: Modules, app: Parameters<Program['build']>[1]) => {
      const main = new Stack(app, 'Main');
      const api = new m.apigwv2.HttpApi(main, 'Api');
      const authorizer = make(m, main);
      for (const id of ['A', 'B']) {
        routeOf(m, new Stack(app, id), api, `/${id}`, { integration: url(m), authorizer });
      }
    },
  })),
  ...rows(authorizers, (name, make) => ({
    name: `several stacks: the default authorizer of type ${name} on routes of other stacks`,
    build: (m: Modules, app: Parameters<Program['build']>[1]) => {
      const main = new Stack(app, 'Main');
      const api = new m.apigwv2.HttpApi(main, 'Api', {
        defaultAuthorizer: make(m, main),
        defaultIntegration: url(m, 'Default0'),
      });
      for (const id of ['A', 'B']) {
        routeOf(m, new Stack(app, id), api, `/${id}`, { integration: url(m) });
      }
    },
  })),
  {
    name: 'several stacks: separate ALB integrations for routes of two stacks, with one VPC link',
    build: (m, app) => {
      const main = new Stack(app, 'Main');
      const api = new m.apigwv2.HttpApi(main, 'Api');
      const listener = albListener(main);
      for (const id of ['A', 'B']) {
        const integration = new m.integrations.HttpAlbIntegration('Alb', listener);
        routeOf(m, new Stack(app, id), api, `/${id}`, { integration });
      }
    },
  },
  {
    name: 'several stacks: routes of other stacks to an imported API',
    build: (m, app) => {
      for (const id of ['A', 'B']) {
        const stack = new Stack(app, id, { env: ENV });
        const api = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Api', {
          httpApiId: Fn.importValue('api'),
          apiEndpoint: 'https://abc.execute-api.eu-west-1.amazonaws.com',
        });
        const authorizer = authorizers['user pool'](m, stack);
        const route = routeOf(m, stack, api, `/${id}/{x}`, { integration: every.lambda(m, stack), authorizer });
        route.node.addDependency(role(stack));
      }
    },
  },
];

const derived: Program[] = [
  inApi('subclasses: integrations whose bind returns additional properties', (m, api, stack) => {
    const { HttpLambdaIntegration, HttpUrlIntegration, HttpSqsIntegration } = m.integrations;
    class OwnLambda extends HttpLambdaIntegration {
      public override bind(options: HttpRouteIntegrationBindOptions) {
        return { ...super.bind(options), timeout: Duration.seconds(3) };
      }
    }
    class OwnUrl extends HttpUrlIntegration {
      public override bind(options: HttpRouteIntegrationBindOptions) {
        const parameterMapping = new m.apigwv2.ParameterMapping().removeHeader('x');
        return { ...super.bind(options), method: m.apigwv2.HttpMethod.HEAD, parameterMapping };
      }
    }
    class OwnSqs extends HttpSqsIntegration {
      public override bind(options: HttpRouteIntegrationBindOptions) {
        const bound = super.bind(options);
        return { ...bound, parameterMapping: bound.parameterMapping?.custom('DelaySeconds', '5') };
      }
    }
    api.addRoutes({ path: '/lambda', integration: new OwnLambda('Lambda', fn(stack)) });
    api.addRoutes({ path: '/url', integration: new OwnUrl('OwnUrl', 'https://example.com') });
    api.addRoutes({ path: '/sqs', integration: new OwnSqs('Sqs', { queue: new sqs.Queue(stack, 'Queue') }) });
  }),
  inApi('subclasses: a Lambda integration that adds no permission', (m, api, stack) => {
    class Silent extends m.integrations.HttpLambdaIntegration {
      protected override completeBind() {}
    }
    api.addRoutes({ path: '/a', integration: new Silent('Silent', fn(stack)) });
  }),
  inApi('subclasses: a URL integration with completeBind', (m, api) => {
    const completed: string[] = [];
    class Completing extends m.integrations.HttpUrlIntegration {
      protected override completeBind({ route, scope }: HttpRouteIntegrationBindOptions) {
        completed.push(`${route.node.path} in ${scope.node.path} of ${route.path}`);
      }
    }
    const integration = new Completing('C', 'https://example.com');
    api.addRoutes({ path: '/a', integration, methods: [m.apigwv2.HttpMethod.GET, m.apigwv2.HttpMethod.PUT] });
    api.addRoutes({ path: '/b', integration });
    return { completed };
  }),
  inApi('subclasses: authorizers whose bind returns additional properties', (m, api, stack) => {
    class OwnJwt extends m.authorizers.HttpJwtAuthorizer {
      public override bind(options: HttpRouteAuthorizerBindOptions) {
        return { ...super.bind(options), authorizationScopes: ['own'] };
      }
    }
    class OwnLambda extends m.authorizers.HttpLambdaAuthorizer {
      public override bind(options: HttpRouteAuthorizerBindOptions) {
        const bound = super.bind(options);
        Tags.of(options.scope).add('bound', options.route.node.id);
        return bound;
      }
    }
    const jwt = new OwnJwt('OwnJwt', 'https://issuer.example.com', { jwtAudience: ['a'] });
    const request = new OwnLambda('OwnLambda', fn(stack));
    api.addRoutes({ path: '/jwt', integration: url(m, 'A'), authorizer: jwt, authorizationScopes: ['route'] });
    api.addRoutes({ path: '/lambda', integration: url(m, 'B'), authorizer: request });
    return { jwt: jwt.authorizerId, request: request.authorizerId };
  }),
  inStack('subclasses: an API that adds routes', (m, stack) => {
    class OwnApi extends m.apigwv2.HttpApi {
      constructor(scope: Construct, id: string) {
        super(scope, id, { createDefaultStage: false, defaultIntegration: url(m) });
        this.addRoutes({ path: '/health', integration: url(m, 'Health', 'https://example.com/health') });
        this.addStage('Own', { stageName: 'own' });
      }
    }
    const api = new OwnApi(stack, 'Api');
    return { url: api.url, endpoint: api.apiEndpoint };
  }),
];

const among: Program[] = [
  inStack('other constructs: state machines of all types', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api');
    const kinds: Record<string, Partial<sfn.StateMachineProps>> = {
      named: { stateMachineName: 'named' },
      express: { stateMachineType: sfn.StateMachineType.EXPRESS, stateMachineName: 'express' },
      ofRole: { role: role(stack, 'Own', 'states.amazonaws.com') },
      traced: { tracingEnabled: true },
    };
    for (const [name, props] of Object.entries(kinds)) {
      const stateMachine = machine(new Construct(stack, name), props);
      for (const key of ['STEPFUNCTIONS_START_EXECUTION', 'STEPFUNCTIONS_STOP_EXECUTION'] as const) {
        const integration = new m.integrations.HttpStepFunctionsIntegration(`${name}-${key}`, {
          stateMachine,
          subtype: m.apigwv2.HttpIntegrationSubtype[key],
          parameterMapping: key.includes('STOP')
            ? new m.apigwv2.ParameterMapping().custom('ExecutionArn', '$request.body.arn')
            : undefined,
        });
        api.addRoutes({ path: `/${name}/${key}`, integration });
      }
    }
  }),
  ...[undefined, ENV].map((env) =>
    inStack(
      `other constructs: an imported state machine${env ? ', in an environment' : ''}`,
      (m, stack) => {
        const arn = 'arn:aws:states:eu-west-1:111111111111:stateMachine:mine';
        const stateMachine = sfn.StateMachine.fromStateMachineArn(stack, 'Machine', arn) as sfn.StateMachine;
        const api = new m.apigwv2.HttpApi(stack, 'Api');
        const of = (id: string, key: 'STEPFUNCTIONS_START_EXECUTION' | 'STEPFUNCTIONS_STOP_EXECUTION') =>
          new m.integrations.HttpStepFunctionsIntegration(id, {
            stateMachine,
            subtype: m.apigwv2.HttpIntegrationSubtype[key],
            parameterMapping: new m.apigwv2.ParameterMapping().custom(
              key.includes('STOP') ? 'ExecutionArn' : 'StateMachineArn',
              key.includes('STOP') ? '$request.body.arn' : stateMachine.stateMachineArn,
            ),
          });
        api.addRoutes({ path: '/start', integration: of('Start', 'STEPFUNCTIONS_START_EXECUTION') });
        api.addRoutes({ path: '/stop', integration: of('Stop', 'STEPFUNCTIONS_STOP_EXECUTION') });
      },
      { env, differs: 'stop-execution-resource' },
    ),
  ),
  inStack('other constructs: the roles of service integrations under an Aspect', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api');
    for (const name of ['sqs', 'events', 'states']) {
      api.addRoutes({ path: `/${name}`, integration: every[name](m, new Construct(stack, name)) });
    }
    const seen: string[] = [];
    Aspects.of(stack).add({
      visit: (node) => {
        if (node instanceof iam.CfnRole) {
          seen.push(node.node.path);
          node.permissionsBoundary = 'arn:aws:iam::111111111111:policy/boundary';
        }
        if (CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::ApiGatewayV2::Integration') {
          node.addPropertyOverride('Description', node.node.path);
        }
      },
    });
    return { seen };
  }),
  inStack('other constructs: roles that are customized by CDK', (m, stack) => {
    iam.Role.customizeRoles(stack, { preventSynthesis: false });
    const api = new m.apigwv2.HttpApi(stack, 'Api');
    api.addRoutes({ path: '/sqs', integration: every.sqs(m, stack) });
  }),
  inStack('other constructs: one queue, event bus and state machine for many integrations', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api');
    const queue = new sqs.Queue(stack, 'Queue');
    const { eventBusRef } = new events.EventBus(stack, 'Bus');
    const stateMachine = machine(stack);
    for (const id of ['A', 'B', 'C']) {
      api.addRoutes({ path: `/sqs/${id}`, integration: new m.integrations.HttpSqsIntegration(`Sqs${id}`, { queue }) });
      api.addRoutes({
        path: `/events/${id}`,
        integration: new m.integrations.HttpEventBridgeIntegration(`Events${id}`, { eventBusRef }),
      });
      api.addRoutes({
        path: `/states/${id}`,
        integration: new m.integrations.HttpStepFunctionsIntegration(`States${id}`, { stateMachine }),
      });
    }
  }),
  inStack('other constructs: a function with an existing permission', (m, stack) => {
    const handler = fn(stack);
    handler.addPermission('Own', { principal: new iam.ServicePrincipal('apigateway.amazonaws.com') });
    handler.grantInvoke(new iam.ServicePrincipal('apigateway.amazonaws.com'));
    new m.apigwv2.HttpApi(stack, 'Api', {
      defaultIntegration: new m.integrations.HttpLambdaIntegration('Int', handler),
      defaultAuthorizer: new m.authorizers.HttpLambdaAuthorizer('Auth', handler),
    });
  }),
  inStack('other constructs: IDs with many kinds of characters', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'x'.repeat(200), { apiName: 'named' });
    const integration = new m.integrations.HttpLambdaIntegration('y'.repeat(200), fn(stack));
    const authorizer = new m.authorizers.HttpLambdaAuthorizer('z'.repeat(120), fn(stack, 'AuthFn'));
    api.addRoutes({ path: `/${'a'.repeat(100)}/{id}`, integration, authorizer });
  }),
  ...['', ' ', 'a b', 'ä', '$', 'a/b', 'a'.repeat(300)].map((id) =>
    inApi(
      `${id === '' ? 'fails: ' : ''}other constructs: an ID that begins with ${JSON.stringify(id.slice(0, 5))}`,
      (m, api, stack) => {
        const authorizer = new m.authorizers.HttpLambdaAuthorizer(`${id}Auth`.slice(0, 128), fn(stack, 'AuthFn'));
        const integration = new m.integrations.HttpLambdaIntegration(id, fn(stack));
        api.addRoutes({ path: '/a', integration, authorizer });
        api.addRoutes({ path: '/b', integration: new m.integrations.HttpUrlIntegration(id, 'https://example.com') });
        return { alias: fn(stack, 'More').addAlias('x') instanceof lambda.Alias };
      },
    ),
  ),
];

export const programs: Program[] = [...spread, ...derived, ...among];
