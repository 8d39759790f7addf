import * as aws from 'aws-cdk-lib/aws-apigatewayv2';
import * as awsAuthorizers from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as awsIntegrations from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Stack } from 'aws-cdk-lib';
import { CfnOutput } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

import * as ours from '../../lib';
import * as authorizers from '../../lib/authorizers';
import { AwsCdkLib } from '../../lib/interop';
import { all, ENV, one, stackOf } from '../_helpers/app';

const url = () => new awsIntegrations.HttpUrlIntegration('Url', 'https://example.com');

const handler = (stack: Stack) =>
  new lambda.Function(stack, 'Fn', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = () => {}'),
  });

/** Returns the template of a stack with the constructs that `build` adds. */
function templateOf(build: (stack: Stack) => void): Record<string, unknown> {
  const stack = stackOf({ env: ENV });
  build(stack);
  return Template.fromStack(stack).toJSON();
}

type Defaults = (side: { apigwv2: typeof aws; authorizers: typeof awsAuthorizers }) => aws.HttpApiProps;

const noDefaults: Defaults = () => ({});
const iam: Defaults = (side) => ({ defaultAuthorizer: new side.authorizers.HttpIamAuthorizer() });
const jwt: Defaults = (side) => ({
  defaultAuthorizer: new side.authorizers.HttpJwtAuthorizer('Jwt', 'https://login.example.com/', {
    jwtAudience: ['a'],
  }),
  defaultAuthorizationScopes: ['orders:read'],
});
const apiOf: { apigwv2: typeof aws; authorizers: typeof awsAuthorizers } = {
  apigwv2: ours as unknown as typeof aws,
  authorizers: authorizers as unknown as typeof awsAuthorizers,
};

const httpConsumers: [string, Defaults, (stack: Stack, httpApi: aws.IHttpApi) => void][] = [
  [
    'an EventBridge target without a stage',
    noDefaults,
    (stack, api) => {
      const rule = new events.Rule(stack, 'Rule', { schedule: events.Schedule.cron({}) });
      rule.addTarget(new targets.ApiGatewayV2(api, { path: '/x', method: 'POST' }));
    },
  ],
  ...([noDefaults, iam, jwt].map((defaults, i) => [
    `a route on an API whose default authorizer is ${['none', 'IAM', 'a JWT authorizer with scopes'][i]}`,
    defaults,
    (stack, httpApi) => {
      const routeKey = aws.HttpRouteKey.with('/x', aws.HttpMethod.GET);
      const route = new aws.HttpRoute(stack, 'Route', { httpApi, routeKey, integration: url() });
      new CfnOutput(stack, 'RouteId', { value: route.routeId });
    },
  ]) as typeof httpConsumers),
  [
    'a stage and a mapping',
    noDefaults,
    (stack, httpApi) => {
      const stage = new aws.HttpStage(stack, 'Stage', { httpApi, stageName: 'dev' });
      new CfnOutput(stack, 'Url', { value: stage.url });
      new aws.ApiMapping(stack, 'Mapping', {
        api: httpApi,
        stage: httpApi.defaultStage,
        domainName: aws.DomainName.fromDomainNameAttributes(stack, 'Domain', {
          name: 'a.example.com',
          regionalDomainName: 'd-1.example.com',
          regionalHostedZoneId: 'Z1',
        }),
      });
    },
  ],
  [
    'a private integration, which adds a VPC link to the API',
    noDefaults,
    (stack, httpApi) => {
      const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
        vpcId: 'vpc-1',
        availabilityZones: ['a'],
        privateSubnetIds: ['subnet-1'],
      });
      const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Alb', { vpc });
      const defaultAction = elbv2.ListenerAction.fixedResponse(200);
      const listener = balancer.addListener('Listener', { port: 80, defaultAction });
      new aws.HttpRoute(stack, 'Route', {
        httpApi,
        routeKey: aws.HttpRouteKey.DEFAULT,
        integration: new awsIntegrations.HttpAlbIntegration('Alb', listener),
      });
    },
  ],
  [
    'alarms, permissions and outputs',
    noDefaults,
    (stack, api) => {
      const { defaultStage } = api;
      const metrics = [api.metricServerError(), api.metric('Count'), defaultStage!.metricLatency()];
      metrics.forEach((metric, i) => {
        metric.createAlarm(stack, `Alarm${i}`, { threshold: 1, evaluationPeriods: 1 });
      });
      const dashboard = new cloudwatch.Dashboard(stack, 'Dashboard');
      dashboard.addWidgets(new cloudwatch.GraphWidget({ left: [api.metricCount()] }));
      [api.apiEndpoint, api.arnForExecuteApi('GET', '/x'), defaultStage!.url, api.apiRef.apiId].forEach((value, i) => {
        new CfnOutput(stack, `Output${i}`, { value });
      });
    },
  ],
];

describe.each(httpConsumers)(
  'a construct from aws-cdk-lib renders the same template with an HTTP API of either library: %s',
  (_, defaults, consume) => {
    const theirs = () =>
      templateOf((stack) => {
        const api = new aws.HttpApi(stack, 'Api', defaults({ apigwv2: aws, authorizers: awsAuthorizers }));
        consume(stack, api);
      });

    test('if the API is passed directly', () => {
      const mine = templateOf((stack) => {
        consume(stack, new ours.HttpApi(stack, 'Api', defaults(apiOf) as ours.HttpApiProps));
      });
      expect(mine).toEqual(theirs());
    });

    test('if AwsCdkLib.httpApi converts the API', () => {
      const mine = templateOf((stack) => {
        consume(stack, AwsCdkLib.httpApi(new ours.HttpApi(stack, 'Api', defaults(apiOf) as ours.HttpApiProps)));
      });
      expect(mine).toEqual(theirs());
    });
  },
);

test('a route that is added to AwsCdkLib.httpApi has the default authorizer of the API', () => {
  const stack = stackOf();
  const api = new ours.HttpApi(stack, 'Api', { defaultAuthorizer: new authorizers.HttpIamAuthorizer() });
  const httpApi = AwsCdkLib.httpApi(api);
  new aws.HttpRoute(stack, 'Route', { httpApi, routeKey: aws.HttpRouteKey.DEFAULT, integration: url() });
  expect(one(stack, 'Route').AuthorizationType).toBe('AWS_IAM');
});

test('routes of both libraries share the default authorizer', () => {
  const stack = stackOf();
  const api = new ours.HttpApi(stack, 'Api', jwt(apiOf) as ours.HttpApiProps);
  const httpApi = AwsCdkLib.httpApi(api);
  new aws.HttpRoute(stack, 'Route', { httpApi, routeKey: aws.HttpRouteKey.DEFAULT, integration: url() });
  api.addRoutes({ path: '/x', integration: url() as unknown as ours.HttpRouteIntegration });
  one(stack, 'Authorizer');
  expect(all(stack, 'Route').map(({ AuthorizationType }) => AuthorizationType as unknown)).toEqual(['JWT', 'JWT']);
});

test('AwsCdkLib.httpApi and the API share VPC links', () => {
  const stack = stackOf();
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['a'],
    privateSubnetIds: ['subnet-1'],
  });
  const api = new ours.HttpApi(stack, 'Api');
  const link = api.addVpcLink({ vpc });
  expect(AwsCdkLib.httpApi(api).addVpcLink({ vpc })).toBe(link);
  expect(link).toBeInstanceOf(aws.VpcLink);
});

const webSocketConsumers: [string, (stack: Stack, webSocketApi: aws.IWebSocketApi) => void][] = [
  [
    'a stage, a route and a permission',
    (stack, webSocketApi) => {
      const stage = new aws.WebSocketStage(stack, 'Stage', { webSocketApi, stageName: 'dev', autoDeploy: true });
      const fn = handler(stack);
      stage.grantManagementApiAccess(fn);
      const integration = new awsIntegrations.WebSocketLambdaIntegration('Lambda', fn);
      new aws.WebSocketRoute(stack, 'Route', { webSocketApi, routeKey: '$default', integration });
      new CfnOutput(stack, 'Callback', { value: stage.callbackUrl });
      new CfnOutput(stack, 'Endpoint', { value: webSocketApi.apiEndpoint });
    },
  ],
  [
    'a route with an integration and an authorizer',
    (stack, webSocketApi) => {
      const fn = handler(stack);
      const integration = new awsIntegrations.WebSocketLambdaIntegration('Lambda', fn);
      const authorizer = new awsAuthorizers.WebSocketLambdaAuthorizer('Auth', fn);
      new aws.WebSocketRoute(stack, 'Route', { webSocketApi, routeKey: '$connect', integration, authorizer });
    },
  ],
];

describe.each(webSocketConsumers)(
  'a construct from aws-cdk-lib renders the same template with a WebSocket API of either library: %s',
  (_, consume) => {
    const theirs = () => templateOf((stack) => consume(stack, new aws.WebSocketApi(stack, 'Api')));

    test('if the API is passed directly', () => {
      expect(templateOf((stack) => consume(stack, new ours.WebSocketApi(stack, 'Api')))).toEqual(theirs());
    });

    test('if AwsCdkLib.webSocketApi converts the API', () => {
      const mine = templateOf((stack) => consume(stack, AwsCdkLib.webSocketApi(new ours.WebSocketApi(stack, 'Api'))));
      expect(mine).toEqual(theirs());
    });
  },
);
