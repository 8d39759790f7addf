import { App, CfnParameter, Duration, NestedStack } from 'aws-cdk-lib';
import { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as appconfig from 'aws-cdk-lib/aws-appconfig';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

import type { HttpRouteIntegration, IHttpApiRef, IWebSocketApi, WebSocketRouteIntegration } from '../../lib';
import {
  HttpApi,
  HttpIntegrationSubtype,
  HttpRoute,
  HttpRouteKey,
  ParameterMapping,
  VpcLink,
  WebSocketApi,
  WebSocketRoute,
} from '../../lib';
import * as integrations from '../../lib/integrations';
import { all, idsOf, keys, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { fn } from '../parity/fixtures';

interface Target<I> {
  /** Creates an integration, and creates its targets in the scope. */
  readonly make: (scope: Construct, id: string) => I;
  /** Creates the integration with a timeout. Undefined if the class has no timeout. */
  readonly withTimeout?: (scope: Construct, timeout: Duration) => I;
  /** The type of the resource that the template contains once for each route. */
  readonly aRoute?: string;
  /** The type of the resource that the template contains once for each integration. */
  readonly anIntegration?: string;
}

const vpcOf = (scope: Construct) =>
  ec2.Vpc.fromVpcAttributes(scope, 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['a'],
    privateSubnetIds: ['subnet-1'],
  });
const linkOf = (scope: Construct) =>
  VpcLink.fromVpcLinkAttributes(scope, 'Link', { vpcLinkId: 'l', vpc: vpcOf(scope) });
const albOf = (scope: Construct) =>
  elbv2.ApplicationListener.fromApplicationListenerAttributes(scope, 'Alb', {
    listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/alb/1/2',
    securityGroup: ec2.SecurityGroup.fromSecurityGroupId(scope, 'Group', 'sg-1'),
  });
const nlbOf = (scope: Construct) =>
  elbv2.NetworkListener.fromNetworkListenerArn(
    scope,
    'Nlb',
    'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/net/nlb/1/2',
  );
const serviceOf = {
  serviceRef: { serviceArn: 'arn:aws:servicediscovery:eu-west-1:111111111111:service/srv-1', serviceId: 's' },
} as never;
const machineOf = (scope: Construct) =>
  sfn.StateMachine.fromStateMachineName(scope, 'Machine', 'machine') as sfn.StateMachine;

const busOf = (scope: Construct) => events.EventBus.fromEventBusName(scope, 'Bus', 'bus');
const queueOf = (scope: Construct) => new sqs.Queue(scope, 'Queue');
const streamOf = (scope: Construct) => new kinesis.Stream(scope, 'Stream');
const deliveryOf = (scope: Construct) => new firehose.CfnDeliveryStream(scope, 'Delivery');
const tableOf = (scope: Construct) =>
  new dynamodb.Table(scope, 'Table', { partitionKey: { name: 'connectionId', type: dynamodb.AttributeType.STRING } });
const appConfigOf = (scope: Construct) => {
  const { ref: applicationId } = new appconfig.CfnApplication(scope, 'App', { name: 'app' });
  return {
    environment: new appconfig.CfnEnvironment(scope, 'Env', { applicationId, name: 'live' }),
    configurationProfile: new appconfig.CfnConfigurationProfile(scope, 'Profile', {
      applicationId,
      locationUri: 'hosted',
      name: 'flags',
    }),
  };
};

/** The integrations that API Gateway calls with a role. */
const service = <I>(
  make: (scope: Construct, id: string, options?: { readonly timeout: Duration }) => I,
): Target<I> => ({
  make: (scope, id) => make(scope, id),
  withTimeout: (scope, timeout) => make(scope, 'I', { timeout }),
  anIntegration: 'AWS::IAM::Role',
});

const HTTP: Record<string, Target<HttpRouteIntegration>> = {
  HttpAlbIntegration: {
    make: (scope, id) => new integrations.HttpAlbIntegration(id, albOf(scope), { vpcLink: linkOf(scope) }),
    withTimeout: (scope, timeout) =>
      new integrations.HttpAlbIntegration('I', albOf(scope), { vpcLink: linkOf(scope), timeout }),
  },
  HttpAppConfigIntegration: service(
    (scope, id, options) => new integrations.HttpAppConfigIntegration(id, { ...appConfigOf(scope), ...options }),
  ),
  HttpAwsServiceIntegration: service(
    (_, id, options) =>
      new integrations.HttpAwsServiceIntegration(id, {
        subtype: HttpIntegrationSubtype.SQS_PURGE_QUEUE,
        parameterMapping: new ParameterMapping().custom('QueueUrl', 'https://q'),
        resources: ['arn:aws:sqs:eu-west-1:111111111111:q'],
        ...options,
      }),
  ),
  HttpEventBridgeIntegration: service(
    (scope, id, options) =>
      new integrations.HttpEventBridgeIntegration(id, { eventBusRef: busOf(scope).eventBusRef, ...options }),
  ),
  HttpKinesisIntegration: service(
    (scope, id, options) => new integrations.HttpKinesisIntegration(id, { stream: streamOf(scope), ...options }),
  ),
  HttpLambdaAliasIntegration: {
    make: (scope, id) => new integrations.HttpLambdaAliasIntegration(id, [fn(scope).addAlias('live')]),
    withTimeout: (scope, timeout) =>
      new integrations.HttpLambdaAliasIntegration('I', [fn(scope).addAlias('live')], { timeout }),
    aRoute: 'AWS::Lambda::Permission',
  },
  HttpLambdaIntegration: {
    make: (scope, id) => new integrations.HttpLambdaIntegration(id, fn(scope)),
    withTimeout: (scope, timeout) => new integrations.HttpLambdaIntegration('I', fn(scope), { timeout }),
    aRoute: 'AWS::Lambda::Permission',
  },
  HttpNlbIntegration: {
    make: (scope, id) => new integrations.HttpNlbIntegration(id, nlbOf(scope), { vpcLink: linkOf(scope) }),
    withTimeout: (scope, timeout) =>
      new integrations.HttpNlbIntegration('I', nlbOf(scope), { vpcLink: linkOf(scope), timeout }),
  },
  HttpServiceDiscoveryIntegration: {
    make: (scope, id) => new integrations.HttpServiceDiscoveryIntegration(id, serviceOf, { vpcLink: linkOf(scope) }),
    withTimeout: (scope, timeout) =>
      new integrations.HttpServiceDiscoveryIntegration('I', serviceOf, { vpcLink: linkOf(scope), timeout }),
  },
  HttpSqsIntegration: service(
    (scope, id, options) => new integrations.HttpSqsIntegration(id, { queue: queueOf(scope), ...options }),
  ),
  HttpStepFunctionsIntegration: service(
    (scope, id, options) =>
      new integrations.HttpStepFunctionsIntegration(id, { stateMachine: machineOf(scope), ...options }),
  ),
  HttpUrlIntegration: {
    make: (_, id) => new integrations.HttpUrlIntegration(id, 'https://example.com'),
    withTimeout: (_, timeout) => new integrations.HttpUrlIntegration('I', 'https://example.com', { timeout }),
  },
};

const action = { integrationUri: 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem', integrationMethod: 'POST' };

const WEBSOCKET: Record<string, Target<WebSocketRouteIntegration>> = {
  WebSocketAwsIntegration: {
    make: (_, id) => new integrations.WebSocketAwsIntegration(id, action),
    withTimeout: (_, timeout) => new integrations.WebSocketAwsIntegration('I', { ...action, timeout }),
  },
  WebSocketAwsServiceIntegration: service(
    (_, id, options) =>
      new integrations.WebSocketAwsServiceIntegration(id, {
        uri: integrations.AwsServiceUri.action('dynamodb', 'UpdateItem'),
        iamActions: ['dynamodb:UpdateItem'],
        iamResources: ['arn:aws:dynamodb:eu-west-1:111111111111:table/table'],
        ...options,
      }),
  ),
  WebSocketDynamoDbDeleteIntegration: service(
    (scope, id, options) =>
      new integrations.WebSocketDynamoDbDeleteIntegration(id, { table: tableOf(scope), ...options }),
  ),
  WebSocketDynamoDbPutIntegration: service(
    (scope, id, options) => new integrations.WebSocketDynamoDbPutIntegration(id, { table: tableOf(scope), ...options }),
  ),
  WebSocketEventBridgeIntegration: service(
    (scope, id, options) =>
      new integrations.WebSocketEventBridgeIntegration(id, { eventBus: busOf(scope), source: 'chat', ...options }),
  ),
  WebSocketFirehoseIntegration: service(
    (scope, id, options) =>
      new integrations.WebSocketFirehoseIntegration(id, { deliveryStream: deliveryOf(scope), ...options }),
  ),
  WebSocketHttpIntegration: {
    make: (_, id) => new integrations.WebSocketHttpIntegration(id, 'https://example.com'),
    withTimeout: (_, timeout) => new integrations.WebSocketHttpIntegration('I', 'https://example.com', { timeout }),
  },
  WebSocketKinesisIntegration: service(
    (scope, id, options) => new integrations.WebSocketKinesisIntegration(id, { stream: streamOf(scope), ...options }),
  ),
  WebSocketLambdaIntegration: {
    make: (scope, id) => new integrations.WebSocketLambdaIntegration(id, fn(scope)),
    withTimeout: (scope, timeout) => new integrations.WebSocketLambdaIntegration('I', fn(scope), { timeout }),
    aRoute: 'AWS::Lambda::Permission',
  },
  WebSocketMockIntegration: {
    make: (_, id) => new integrations.WebSocketMockIntegration(id),
  },
  WebSocketSnsIntegration: service(
    (scope, id, options) =>
      new integrations.WebSocketSnsIntegration(id, { topic: new sns.Topic(scope, 'Topic'), ...options }),
  ),
  WebSocketSqsIntegration: service(
    (scope, id, options) => new integrations.WebSocketSqsIntegration(id, { queue: queueOf(scope), ...options }),
  ),
  WebSocketStepFunctionsIntegration: service(
    (scope, id, options) =>
      new integrations.WebSocketStepFunctionsIntegration(id, { stateMachine: machineOf(scope), ...options }),
  ),
};

/**
 * The integrations of one protocol, the maximum timeout, and the functions that create APIs and routes. The same suite
 * tests both protocols.
 */
interface Protocol<I> {
  readonly targets: Record<string, Target<I>>;
  readonly maxTimeout: number;
  readonly api: (scope: Construct, id?: string) => Construct & { readonly apiId: string };
  readonly imported: (scope: Construct, id: string, apiId?: string) => Construct & { readonly apiId: string };
  readonly route: (scope: Construct, id: string, api: object, integration: I) => Construct;
}

const HTTP_PROTOCOL: Protocol<HttpRouteIntegration> = {
  targets: HTTP,
  maxTimeout: 30_000,
  api: (scope, id = 'Api') => new HttpApi(scope, id),
  imported: (scope, id, httpApiId = 'imported') =>
    HttpApi.fromHttpApiAttributes(scope, id, { httpApiId }) as unknown as Construct & { apiId: string },
  route: (scope, id, api, integration) =>
    new HttpRoute(scope, id, { httpApi: api as IHttpApiRef, routeKey: HttpRouteKey.with(`/${id}`), integration }),
};

const WEBSOCKET_PROTOCOL: Protocol<WebSocketRouteIntegration> = {
  targets: WEBSOCKET,
  maxTimeout: 29_000,
  api: (scope, id = 'Api') => new WebSocketApi(scope, id),
  imported: (scope, id, webSocketId = 'imported') =>
    WebSocketApi.fromWebSocketApiAttributes(scope, id, { webSocketId }) as unknown as Construct & {
      apiId: string;
    },
  route: (scope, id, webSocketApi, integration) =>
    new WebSocketRoute(scope, id, { webSocketApi: webSocketApi as IWebSocketApi, routeKey: id, integration }),
};

const conforms = <I>(protocol: Protocol<I>) => {
  const { api: apiOf, imported, route, maxTimeout } = protocol;

  describe.each(Object.entries(protocol.targets))('%s', (_, { make, withTimeout, aRoute, anIntegration }) => {
    test('creates one integration resource for many routes of an API', () => {
      const stack = stackOf();
      const api = apiOf(stack);
      const integration = make(stack, 'I');
      for (const id of ['a', 'b', 'c']) {
        route(stack, id, api, integration);
      }
      const [id] = idsOf(stack, 'Integration');
      expect(all(stack, 'Integration')).toHaveLength(1);
      expect(all(stack, 'Route').map((properties) => properties.Target)).toEqual(
        Array(3).fill({ 'Fn::Join': ['', ['integrations/', { Ref: id }]] }),
      );
      if (aRoute) {
        expect(all(stack, aRoute)).toHaveLength(3);
      }
      if (anIntegration) {
        expect(all(stack, anIntegration)).toHaveLength(1);
      }
    });

    test('creates its resource in the scope of the first route, with its construct ID', () => {
      const stack = stackOf();
      const first = route(stack, 'first', apiOf(stack), make(stack, 'Named'));
      expect(first.node.tryFindChild('Named')).toBeDefined();
    });

    test('creates its resource in the scope of the API, and each permission in the scope of its route, with the context key sharedIntegrationScope', () => {
      const stack = stackOf({ context: keys('sharedIntegrationScope') });
      const api = apiOf(stack);
      const integration = make(stack, 'Named');
      const routes = ['a', 'b'].map((id) => route(stack, id, api, integration));
      expect(api.node.tryFindChild('Integrations')?.node.tryFindChild('Named')).toBeDefined();
      expect(routes.map((each) => each.node.tryFindChild('Named'))).toEqual([undefined, undefined]);
      if (aRoute) {
        for (const { node } of routes) {
          expect(node.children.map((child) => child.node.id)).toContainEqual(
            expect.stringMatching(/^Named-Permission/),
          );
        }
      }
    });

    test('fails for a route of a second API', () => {
      const stack = stackOf();
      const integration = make(stack, 'Shared');
      route(stack, 'a', apiOf(stack), integration);
      const other = apiOf(stack, 'Other');
      expectFailure(() => route(other, 'r', other, integration), {
        code: 'IntegrationOnSeveralApis',
        path: 'Stack/Other/r',
        given: "'Shared'",
        fix: 'Create an integration object for each API',
      });
    });

    test('creates one integration resource for an API that the app imports twice', () => {
      const stack = stackOf();
      const integration = make(stack, 'I');
      route(stack, 'a', imported(stack, 'One'), integration);
      route(stack, 'b', imported(stack, 'Two'), integration);
      expect(one(stack, 'Integration').ApiId).toBe('imported');
      expect(all(stack, 'Route').map((properties) => properties.ApiId)).toEqual(['imported', 'imported']);
    });

    test('creates its resources in the stack of the route if the API is in another stack', () => {
      const app = new App();
      const stack = stackOf({ app });
      const other = stackOf({ app, id: 'OtherStack' });
      const api = apiOf(stack);
      route(other, 'r', api, make(other, 'I'));
      expect(one(other, 'Integration').ApiId).toEqual(one(other, 'Route').ApiId);
      expect(one(other, 'Integration').ApiId).toHaveProperty(['Fn::ImportValue']);
      expect(all(stack, 'Integration')).toEqual([]);
    });

    test('creates its resources in the stack of the route if the API is in another stack, with the context key sharedIntegrationScope', () => {
      const app = new App({ context: keys('sharedIntegrationScope') });
      const other = stackOf({ app, id: 'OtherStack' });
      const of = route(other, 'r', apiOf(stackOf({ app })), make(other, 'I'));
      expect(of.node.tryFindChild('I')).toBeDefined();
    });

    test('accepts a route in a nested stack', () => {
      const stack = stackOf();
      const nested = new NestedStack(stack, 'Nested');
      const api = apiOf(nested);
      route(nested, 'r', api, make(nested, 'I'));
      expect(one(nested, 'Integration').ApiId).toEqual({ Ref: nested.getLogicalId(api.node.defaultChild as CfnApi) });
    });

    test('creates one integration resource for an API that the app imports twice with a token as the API ID', () => {
      const stack = stackOf();
      const apiId = new CfnParameter(stack, 'ApiId').valueAsString;
      const integration = make(stack, 'I');
      route(stack, 'a', imported(stack, 'One', apiId), integration);
      route(stack, 'b', imported(stack, 'Two', apiId), integration);
      expect(one(stack, 'Integration').ApiId).toEqual({ Ref: 'ApiId' });
    });

    if (withTimeout) {
      const corrected = keys('serviceDiscoveryTimeout');

      test.each([50, 51, 28_999, 29_000, maxTimeout])('accepts a timeout of %d milliseconds', (millis) => {
        const stack = stackOf({ context: corrected });
        route(stack, 'r', apiOf(stack), withTimeout(stack, Duration.millis(millis)));
        expect(one(stack, 'Integration').TimeoutInMillis).toBe(millis);
      });

      test.each([0, 1, 49, maxTimeout + 1, 60_000])('fails for a timeout of %d milliseconds', (millis) => {
        const stack = stackOf({ context: corrected });
        const integration = withTimeout(stack, Duration.millis(millis));
        expectFailure(() => route(stack, 'r', apiOf(stack), integration), {
          code: 'IntegrationTimeoutOutOfRange',
          path: 'Stack/r/I',
          given: `got ${millis}`,
          fix: `between 50 and ${maxTimeout.toLocaleString('en')} milliseconds`,
        });
      });

      test('accepts a timeout that is a token', () => {
        const stack = stackOf({ context: corrected });
        const parameter = new CfnParameter(stack, 'Timeout', { type: 'Number' });
        route(stack, 'r', apiOf(stack), withTimeout(stack, Duration.millis(parameter.valueAsNumber)));
        expect(one(stack, 'Integration').TimeoutInMillis).toEqual({ Ref: 'Timeout' });
      });
    }
  });
};

describe('HTTP', () => {
  conforms(HTTP_PROTOCOL);

  test.each(Object.entries(HTTP))('%s accepts a route of an API that is passed as a reference', (_, { make }) => {
    const stack = stackOf();
    const l1 = new CfnApi(stack, 'L1', { name: 'a', protocolType: 'HTTP' });
    const httpApi = Object.assign(l1, { isHttpApi: true });
    new HttpRoute(stack, 'r', { httpApi, routeKey: HttpRouteKey.DEFAULT, integration: make(stack, 'I') });
    expect(one(stack, 'Integration').ApiId).toEqual({ Ref: 'L1' });
  });
});

describe('WebSocket', () => {
  conforms(WEBSOCKET_PROTOCOL);
});

test('the suite tests every integration class', () => {
  const exported = Object.keys(integrations).filter((name) => name.endsWith('Integration'));
  expect([...Object.keys(HTTP), ...Object.keys(WEBSOCKET)].sort()).toEqual(exported.sort());
});
