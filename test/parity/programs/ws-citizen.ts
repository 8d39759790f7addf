import { Aspects, CfnOutput, Fn, PropertyInjectors, RemovalPolicy, Resource, Stack, Tags } from 'aws-cdk-lib';
import type { InjectionContext, CfnResource } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cdkApigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type { WebSocketApiProps, WebSocketStageProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { domain, ENV, fn, inStack, role, rows } from '../fixtures';
import type { Modules, Program } from '../modules';

/** WebSocket APIs, API keys and usage plans together with other constructs of CDK. */

const uri = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/x/invocations';

/** One construct of each class. */
function everything(m: Modules, scope: Construct) {
  const api = new m.apigwv2.WebSocketApi(scope, 'Api');
  const route = new m.apigwv2.WebSocketRoute(scope, 'Route', {
    webSocketApi: api,
    routeKey: '$connect',
    integration: new m.integrations.WebSocketLambdaIntegration('Int', fn(scope)),
    returnResponse: true,
  });
  const stage = new m.apigwv2.WebSocketStage(scope, 'Stage', { webSocketApi: api, stageName: 'dev' });
  const integration = new m.apigwv2.WebSocketIntegration(scope, 'Integration', {
    webSocketApi: api,
    integrationType: m.apigwv2.WebSocketIntegrationType.MOCK,
    integrationUri: '',
  });
  const authorizer = new m.apigwv2.WebSocketAuthorizer(scope, 'Authorizer', {
    webSocketApi: api,
    type: m.apigwv2.WebSocketAuthorizerType.LAMBDA,
    identitySource: ['route.request.querystring.t'],
    authorizerUri: uri,
  });
  const key = new m.apigwv2.ApiKey(scope, 'Key');
  const limited = new m.apigwv2.RateLimitedApiKey(scope, 'Limited', { throttle: { rateLimit: 1 } });
  const plan = new m.apigwv2.UsagePlan(scope, 'Plan', { apiStages: [{ api, stage }] });
  plan.addApiKey(key);
  return { api, route, stage, integration, authorizer, key, limited, plan };
}

const injected = {
  WebSocketApi: { description: 'injected', ipAddressType: 'dualstack' },
  WebSocketRoute: { apiKeyRequired: true },
  WebSocketStage: { description: 'injected', autoDeploy: true },
  WebSocketIntegration: { templateSelectionExpression: 'injected' },
  WebSocketAuthorizer: { authorizerName: 'injected' },
  ApiKey: { description: 'injected' },
  RateLimitedApiKey: { description: 'injected', quota: { limit: 5, period: 'DAY' } },
  UsagePlan: { description: 'injected' },
} as const;

const injections: Program[] = Object.entries(injected).map(([name, more]) =>
  inStack(`WebSocket constructs: an injector of properties into ${name}`, (m, stack, app) => {
    const contexts: string[] = [];
    const { PROPERTY_INJECTION_ID } = m.apigwv2[name as keyof typeof injected];
    PropertyInjectors.of(app).add({
      constructUniqueId: PROPERTY_INJECTION_ID,
      inject: (original: object | undefined, { scope, id }: InjectionContext) => {
        const given = Object.entries(original ?? {}).filter(([, value]) => value !== undefined);
        contexts.push(`${scope.node.path} ${id} ${given.map(([key]) => key).join()}`);
        return { ...original, ...more };
      },
    });
    everything(m, stack);
    return { contexts, id: PROPERTY_INJECTION_ID };
  }),
);

type Everything = ReturnType<typeof everything>;
const l1 = (construct: Construct): CfnResource => construct.node.defaultChild as CfnResource;

/** The constructs whose default child is an L1 construct. The default child of a rate-limited key is an L2 API key. */
const owned = ({ limited, ...rest }: Everything): Resource[] => (limited ? Object.values(rest) : []);

const acts: Program[] = rows<(all: Everything, stack: Stack, m: Modules) => Record<string, unknown> | void>(
  {
    'the L1 of each construct': (all, stack) => ({
      types: owned(all).map((c) => l1(c).cfnResourceType),
      ids: owned(all).map((c) => stack.getLogicalId(l1(c))),
      resources: owned(all).map((c) => Resource.isResource(c) && Resource.isOwnedResource(c)),
    }),
    'the reference of each construct': ({ api, route, stage, integration, authorizer, key, limited, plan }) => ({
      api: api.apiRef,
      route: route.routeRef,
      stage: stage.stageRef,
      integration: integration.integrationRef,
      authorizer: authorizer.authorizerRef,
      key: key.apiKeyRef,
      limited: limited.apiKeyRef,
      plan: plan.usagePlanRef,
    }),
    'a removal policy on each construct': (all) =>
      owned(all).forEach((c) => c.applyRemovalPolicy(RemovalPolicy.RETAIN)),
    'the dependencies of each construct': (all, stack) => {
      const first = role(stack);
      const last = role(stack, 'Last');
      Object.values(all).forEach((c) => {
        c.node.addDependency(first);
        last.node.addDependency(c);
      });
    },
    'tags on each construct': (all, stack) => {
      Tags.of(stack).add('all', 'yes');
      Object.entries(all).forEach(([name, c]) => Tags.of(c).add('one', name));
      Tags.of(all.stage).remove('all');
    },
    'an Aspect that finds L1s by class': (_, stack) => {
      const found: string[] = [];
      Aspects.of(stack).add({
        visit: (node) => {
          if (node instanceof cdkApigwv2.CfnStage || node instanceof apigateway.CfnApiKey) {
            found.push(node.node.path);
            node.description = 'found';
          } else if (node instanceof cdkApigwv2.CfnRoute) {
            found.push(node.node.path);
            node.operationName = 'found';
          }
        },
      });
      return { found };
    },
    overrides: (all) =>
      owned(all).forEach((c, i) => {
        l1(c).addPropertyOverride('Own', i);
        l1(c).overrideLogicalId(`Own${i}`);
        l1(c).cfnOptions.metadata = { i };
      }),
    'outputs of all attributes': ({ api, route, stage, integration, authorizer, key, plan }, stack) => {
      const values = [
        api.apiId,
        api.apiEndpoint,
        route.routeId,
        route.integrationResponseId ?? '',
        stage.stageName,
        stage.url,
        integration.integrationId,
        authorizer.authorizerId,
        key.keyId,
        key.keyArn,
        plan.usagePlanId,
      ];
      values.forEach((value, i) => new CfnOutput(stack, `Out${i}`, { value }));
    },
    'exports of all attributes': ({ api, key, plan }, stack) => ({
      values: [api.apiId, api.apiEndpoint, key.keyId, plan.usagePlanId].map((v) => stack.exportValue(v)),
    }),
    'an L1 API, stage and usage plan in the same stack': (_, stack) => {
      const l1Api = new cdkApigwv2.CfnApi(stack, 'L1', {
        name: 'l1',
        protocolType: 'WEBSOCKET',
        routeSelectionExpression: '$request.body.action',
      });
      new cdkApigwv2.CfnStage(stack, 'L1Stage', { apiId: l1Api.ref, stageName: 'l1' });
    },
    'a usage plan of REST APIs with a key of this library': ({ key }, stack) => {
      new apigateway.UsagePlan(stack, 'Theirs').addApiKey({
        ...key,
        keyId: key.keyId,
        keyArn: key.keyArn,
        node: key.node,
        stack: key.stack,
        env: key.env,
        apiKeyRef: key.apiKeyRef,
      } as unknown as apigateway.IApiKey);
    },
  },
  (name, act) =>
    inStack(`WebSocket constructs: ${name}`, (m, stack) => act(everything(m, stack), stack, m), {
      env: name === 'the reference of each construct' ? ENV : undefined,
    }),
);

const subclasses: Program[] = [
  inStack('WebSocket constructs: subclasses of the API and the stage', (m, stack) => {
    class OwnApi extends m.apigwv2.WebSocketApi {
      constructor(scope: Construct, id: string, props: WebSocketApiProps = {}) {
        super(scope, id, { ...props, apiName: `own-${id}` });
        this.addRoute('ping', {
          integration: new m.integrations.WebSocketMockIntegration('Ping'),
          returnResponse: true,
        });
      }
    }
    class OwnStage extends m.apigwv2.WebSocketStage {
      constructor(scope: Construct, id: string, props: Omit<WebSocketStageProps, 'stageName'>) {
        super(scope, id, { stageName: 'own', autoDeploy: true, ...props });
        this.addStageVariable('own', 'yes');
      }
      public override get url() {
        return `${super.url}/more`;
      }
    }
    const webSocketApi = new OwnApi(stack, 'Api');
    const stage = new OwnStage(stack, 'Stage', { webSocketApi, domainMapping: { domainName: domain(m, stack) } });
    return { url: stage.url, callback: stage.callbackUrl, name: webSocketApi.webSocketApiName };
  }),
  inStack('WebSocket constructs: subclasses of integrations and authorizers', (m, stack) => {
    class OwnLambda extends m.integrations.WebSocketLambdaIntegration {
      public override bind(options: cdkApigwv2.WebSocketRouteIntegrationBindOptions) {
        return { ...super.bind(options), templateSelectionExpression: options.route.routeKey };
      }
    }
    class OwnMock extends m.integrations.WebSocketMockIntegration {
      public override bind(options: cdkApigwv2.WebSocketRouteIntegrationBindOptions) {
        return { ...super.bind(options), requestTemplates: { $default: '{"statusCode":204}' } };
      }
    }
    class OwnAuthorizer extends m.authorizers.WebSocketLambdaAuthorizer {
      public override bind(options: cdkApigwv2.WebSocketRouteAuthorizerBindOptions) {
        const bound = super.bind(options);
        new CfnOutput(options.scope, 'AuthorizerId', { value: bound.authorizerId ?? '' });
        return bound;
      }
    }
    new m.apigwv2.WebSocketApi(stack, 'Api', {
      connectRouteOptions: {
        integration: new OwnLambda('Connect', fn(stack)),
        authorizer: new OwnAuthorizer('Auth', fn(stack, 'AuthFn')),
      },
      defaultRouteOptions: { integration: new OwnMock('Otherwise') },
    });
  }),
  inStack('WebSocket constructs: subclasses of the API keys and the usage plan', (m, stack) => {
    class OwnKey extends m.apigwv2.ApiKey {}
    class OwnPlan extends m.apigwv2.UsagePlan {
      public override addApiKey(key: apigateway.IApiKeyRef) {
        super.addApiKey(key, { overrideLogicalId: 'Derived' });
      }
    }
    new OwnPlan(stack, 'Plan').addApiKey(new OwnKey(stack, 'Key'));
  }),
];

/** Routes of one API in several stacks. */
const spread: Program[] = [
  {
    name: 'WebSocket constructs: one integration for routes of two stacks',
    build: (m, app) => {
      const webSocketApi = new m.apigwv2.WebSocketApi(new Stack(app, 'Main'), 'Api');
      const integration = new m.integrations.WebSocketMockIntegration('Mock');
      for (const id of ['A', 'B']) {
        const stack = new Stack(app, id);
        new m.apigwv2.WebSocketRoute(stack, 'Route', { webSocketApi, routeKey: id, integration });
      }
    },
  },
  {
    name: 'WebSocket constructs: routes, a stage and a mapping in separate stacks',
    build: (m, app) => {
      const [one, two, three, four] = ['One', 'Two', 'Three', 'Four'].map((id) => new Stack(app, id));
      const webSocketApi = new m.apigwv2.WebSocketApi(one, 'Api');
      const integration = new m.integrations.WebSocketMockIntegration('Mock');
      new m.apigwv2.WebSocketRoute(two, 'Route', { webSocketApi, routeKey: '$default', integration });
      const stage = new m.apigwv2.WebSocketStage(three, 'Stage', { webSocketApi, stageName: 'dev' });
      new m.apigwv2.ApiMapping(four, 'Mapping', { api: webSocketApi, stage, domainName: domain(m, one) });
      new m.apigwv2.UsagePlan(four, 'Plan', { apiStages: [{ api: webSocketApi, stage }] });
      return { url: stage.url, callback: stage.callbackUrl };
    },
  },
  inStack('WebSocket constructs: IDs with many kinds of characters', (m, stack) => {
    const id = 'x'.repeat(200);
    const api = new m.apigwv2.WebSocketApi(stack, id, { apiName: 'named' });
    api.addRoute('y'.repeat(100), {
      integration: new m.integrations.WebSocketLambdaIntegration('z'.repeat(150), fn(stack)),
    });
    const webSocketApi = api;
    new m.apigwv2.WebSocketStage(stack, `${id}s`, { webSocketApi, stageName: 's' });
  }),
  inStack('WebSocket constructs: an API with the ID Default and an API with the ID Resource', (m, stack) => {
    for (const id of ['Default', 'Resource']) {
      const scope = new Construct(stack, `${id}Scope`);
      const api = new m.apigwv2.WebSocketApi(scope, id);
      api.addRoute('a', { integration: new m.integrations.WebSocketMockIntegration('Mock') });
      new m.apigwv2.ApiKey(new Construct(scope, 'Keys'), id);
    }
  }),
  inStack('WebSocket constructs: an imported authorizer on a route of an imported API', (m, stack) => {
    const webSocketApi = m.apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', {
      webSocketId: Fn.importValue('api'),
      apiEndpoint: Fn.importValue('endpoint'),
    });
    const authorizer = m.apigwv2.WebSocketAuthorizer.fromWebSocketAuthorizerAttributes(stack, 'Auth', {
      authorizerId: Fn.importValue('authorizer'),
      authorizerType: 'CUSTOM',
    });
    new m.apigwv2.WebSocketRoute(stack, 'Route', {
      webSocketApi,
      routeKey: '$connect',
      integration: new m.integrations.WebSocketLambdaIntegration('Int', fn(stack)),
      authorizer,
      apiKeyRequired: true,
    });
  }),
];

export const programs: Program[] = [...injections, ...acts, ...subclasses, ...spread];
