import { Aspects, Duration, Fn } from 'aws-cdk-lib';
import type { Stack, StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
import * as sqs from 'aws-cdk-lib/aws-sqs';

import type { Correction } from '../../lib/private/corrections';
import { CORRECTIONS, isCorrected } from '../../lib/private/corrections';
import { ENV, keys, stackOf } from '../_helpers/app';
import { run, same } from '../parity/compare';
import { domain, fn, inStack, url } from '../parity/fixtures';
import type { Modules, Program } from '../parity/modules';
import { ours, reference } from '../parity/modules';

interface Case {
  readonly env?: StackProps['env'];
  /** Builds the program. Returns the value that the correction changes, if that is not a property of a resource. */
  readonly build: (m: Modules, stack: Stack) => Record<string, unknown> | void;
  /** The resource property that the correction changes, as `Type.Property`. */
  readonly property?: string;
  readonly off: unknown;
  readonly on: unknown;
}

const vpc = (stack: Stack) =>
  ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['a', 'b'],
    privateSubnetIds: ['subnet-1', 'subnet-2'],
  });

const iamRoute = (m: Modules, stack: Stack, routeKey: ReturnType<typeof m.apigwv2.HttpRouteKey.with>) =>
  new m.apigwv2.HttpRoute(stack, 'Route', {
    httpApi: m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'api' }),
    routeKey,
    integration: url(m),
    authorizer: new m.authorizers.HttpIamAuthorizer(),
  });

const arnOf = (path: string) => `arn:\${AWS::Partition}:execute-api:eu-west-1:111111111111:api/*/${path}`;

const event = (m: Modules) =>
  new m.apigwv2.ParameterMapping().custom('Detail', 'd').custom('DetailType', 't').custom('Source', 's');

const chat = (m: Modules, stack: Stack) =>
  m.apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', { webSocketId: 'api' });

const CASES: Record<Correction, Case> = {
  defaultRouteArn: {
    env: ENV,
    build: (m, stack) => ({ arn: iamRoute(m, stack, m.apigwv2.HttpRouteKey.DEFAULT).routeArn }),
    off: { arn: arnOf('*/') },
    on: { arn: arnOf('*/*') },
  },
  disabledEndpointUrl: {
    build: (m, stack) => ({
      without: new m.apigwv2.HttpApi(stack, 'Without', { disableExecuteApiEndpoint: true }).url?.includes('execute'),
      mapped: new m.apigwv2.HttpApi(stack, 'Mapped', {
        disableExecuteApiEndpoint: true,
        defaultDomainMapping: { domainName: domain(m, stack), mappingKey: 'v1' },
      }).url?.endsWith('/v1'),
    }),
    off: { without: true, mapped: false },
    on: { without: '(undefined)', mapped: true },
  },
  eventBridgeMappingCopy: {
    build: (m, stack) => {
      const parameterMapping = event(m);
      const api = new m.apigwv2.HttpApi(stack, 'Api');
      for (const eventBusName of ['one', 'two']) {
        const { eventBusRef } = events.EventBus.fromEventBusName(stack, eventBusName, eventBusName);
        const integration = new m.integrations.HttpEventBridgeIntegration(eventBusName, {
          eventBusRef,
          parameterMapping,
        });
        api.addRoutes({ path: `/${eventBusName}`, integration });
      }
    },
    property: 'Integration.RequestParameters',
    off: [
      { Detail: 'd', DetailType: 't', Source: 's', EventBusName: 'one' },
      { Detail: 'd', DetailType: 't', Source: 's', EventBusName: 'one' },
    ],
    on: [
      { Detail: 'd', DetailType: 't', Source: 's', EventBusName: 'one' },
      { Detail: 'd', DetailType: 't', Source: 's', EventBusName: 'two' },
    ],
  },
  eventBusByArn: {
    env: ENV,
    build: (m, stack) => {
      const api = new m.apigwv2.HttpApi(stack, 'Api');
      const where = ['eu-west-1:111111111111', 'eu-west-1:222222222222', 'us-east-1:111111111111'];
      where.forEach((place, i) => {
        const { eventBusRef } = events.EventBus.fromEventBusArn(
          stack,
          `Bus${i}`,
          `arn:aws:events:${place}:event-bus/b`,
        );
        const parameterMapping = event(m);
        const integration = new m.integrations.HttpEventBridgeIntegration(`I${i}`, { eventBusRef, parameterMapping });
        api.addRoutes({ path: `/${i}`, integration });
      });
    },
    property: 'Integration.RequestParameters.EventBusName',
    off: ['b', 'b', 'b'],
    on: ['b', 'arn:aws:events:eu-west-1:222222222222:event-bus/b', 'arn:aws:events:us-east-1:111111111111:event-bus/b'],
  },
  httpAccessLogFormat: {
    build: (m, stack) => {
      const destination = new m.apigwv2.LogGroupLogDestination(new logs.LogGroup(stack, 'Log'));
      const httpApi = new m.apigwv2.HttpApi(stack, 'Api', { createDefaultStage: false });
      const stage = new m.apigwv2.HttpStage(stack, 'Stage', { httpApi, accessLogSettings: { destination } });
      return {
        names: stage
          .defaultAccessLogFormat()
          .toString()
          .match(/"(.*)"/)?.[1],
      };
    },
    off: { names: '$context.httpMethod $context.resourcePath $context.protocol' },
    on: { names: '$context.httpMethod $context.routeKey $context.protocol' },
  },
  importedDomainNameArn: {
    env: ENV,
    build: (m, stack) => ({
      arn: m.apigwv2.DomainName.fromDomainNameAttributes(stack, 'Domain', {
        name: 'a.example.com',
        regionalDomainName: 'd',
        regionalHostedZoneId: 'z',
      }).domainNameRef.domainNameArn,
    }),
    off: { arn: 'arn:${AWS::Partition}:apigateway:eu-west-1:111111111111:/domainnames/a.example.com' },
    on: { arn: 'arn:${AWS::Partition}:apigateway:eu-west-1::/domainnames/a.example.com' },
  },
  lambdaAuthorizerRoleGrant: {
    build: (m, stack) => {
      const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com') });
      const authorizer = new m.authorizers.HttpLambdaAuthorizer('Auth', fn(stack), { role });
      new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url(m), defaultAuthorizer: authorizer });
    },
    property: 'AWS::IAM::Policy.PolicyDocument.Statement.0.Action',
    off: [],
    on: ['lambda:InvokeFunction'],
  },
  routeArnPathParameters: {
    env: ENV,
    build: (m, stack) => ({
      parameters: iamRoute(m, stack, m.apigwv2.HttpRouteKey.with('/a/{b}/c/{d+}', m.apigwv2.HttpMethod.GET)).routeArn,
    }),
    off: { parameters: arnOf('GET/a/*') },
    on: { parameters: arnOf('GET/a/*/c/*') },
  },
  serviceDiscoveryTimeout: {
    build: (m, stack) => {
      const service = servicediscovery.Service.fromServiceAttributes(stack, 'Service', {
        namespace: servicediscovery.HttpNamespace.fromHttpNamespaceAttributes(stack, 'Namespace', {
          namespaceArn: 'n',
          namespaceId: 'n',
          namespaceName: 'n',
        }),
        serviceName: 's',
        serviceId: 's',
        serviceArn: 'arn:aws:servicediscovery:eu-west-1:111111111111:service/srv-1',
        dnsRecordType: servicediscovery.DnsRecordType.A,
        routingPolicy: servicediscovery.RoutingPolicy.WEIGHTED,
      });
      const vpcLink = new m.apigwv2.VpcLink(stack, 'Link', { vpc: vpc(stack) });
      const timeout = Duration.seconds(3);
      new m.apigwv2.HttpApi(stack, 'Api', {
        defaultIntegration: new m.integrations.HttpServiceDiscoveryIntegration('I', service, { vpcLink, timeout }),
      });
    },
    property: 'Integration.TimeoutInMillis',
    off: [undefined],
    on: [3000],
  },
  serviceIntegrationPolicyDependency: {
    env: ENV,
    build: (m, stack) => {
      const queue = sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-west-1:111111111111:q');
      const integration = new m.integrations.HttpSqsIntegration('Sqs', { queue });
      new m.apigwv2.HttpApi(stack, 'Api').addRoutes({ path: '/a', integration });
      const waitsFor: string[] = [];
      Aspects.of(stack).add({
        visit: (node) => {
          if (node instanceof m.apigwv2.HttpIntegration) {
            waitsFor.push(...node.node.dependencies.map((one) => one.node.id));
          }
        },
      });
      return { waitsFor };
    },
    off: { waitsFor: [] },
    on: { waitsFor: ['DefaultPolicy'] },
  },
  serviceIntegrationRegion: {
    env: ENV,
    build: (m, stack) => {
      const api = new m.apigwv2.HttpApi(stack, 'Api');
      for (const region of ['eu-west-1', 'us-east-1']) {
        const queue = sqs.Queue.fromQueueArn(stack, `Queue-${region}`, `arn:aws:sqs:${region}:111111111111:q`);
        const integration = new m.integrations.HttpSqsIntegration(`Sqs-${region}`, { queue });
        api.addRoutes({ path: `/${region}`, integration });
      }
    },
    property: 'Integration.RequestParameters.Region',
    off: [undefined, undefined],
    on: [undefined, 'us-east-1'],
  },
  sharedIntegrationScope: {
    build: (m, stack) => {
      const api = new m.apigwv2.HttpApi(stack, 'Api', { createDefaultStage: false });
      const integration = new m.integrations.HttpUrlIntegration('Url', 'https://example.com');
      api.addRoutes({ path: '/a', integration });
      api.addRoutes({ path: '/b', integration });
      api.addRoutes({ path: '/c', integration: new m.integrations.HttpUrlIntegration('Url', 'https://other.com') });
      const paths: string[] = [];
      Aspects.of(stack).add({
        visit: (node) => {
          if (node instanceof m.apigwv2.HttpIntegration) {
            paths.push(node.node.path);
          }
        },
      });
      return { paths };
    },
    off: { paths: ['Stack/Api/ANY--a/Url', 'Stack/Api/ANY--c/Url'] },
    on: { paths: ['Stack/Api/Integrations/Url/Url', 'Stack/Api/Integrations/Url-ANY--c/Url'] },
  },
  sqsQueueKeyGrant: {
    build: (m, stack) => {
      const encrypted = new sqs.Queue(stack, 'Encrypted', { encryptionMasterKey: new kms.Key(stack, 'Key') });
      const api = new m.apigwv2.HttpApi(stack, 'Api');
      for (const [path, queue] of Object.entries({ encrypted, plain: new sqs.Queue(stack, 'Plain') })) {
        api.addRoutes({ path: `/${path}`, integration: new m.integrations.HttpSqsIntegration(path, { queue }) });
      }
    },
    property: 'AWS::IAM::Policy.PolicyDocument.Statement.1.Action',
    off: [undefined, undefined],
    on: [['kms:Decrypt', 'kms:GenerateDataKey'], undefined],
  },
  usagePlanDependencies: {
    build: (m, stack) => {
      const webSocketApi = new m.apigwv2.WebSocketApi(stack, 'Api');
      const stage = new m.apigwv2.WebSocketStage(stack, 'Dev', { webSocketApi, stageName: 'dev' });
      new m.apigwv2.UsagePlan(stack, 'Plan').addApiStage({ api: webSocketApi, stage });
    },
    property: 'AWS::ApiGateway::UsagePlan.DependsOn',
    off: [undefined],
    on: [['ApiF70053CD', 'Dev4FA30A25']],
  },
  userPoolIssuer: {
    build: (m, stack) => {
      const pool = cognito.UserPool.fromUserPoolArn(
        stack,
        'Pool',
        'arn:aws:cognito-idp:us-east-1:111111111111:userpool/p',
      );
      const client = cognito.UserPoolClient.fromUserPoolClientId(stack, 'Client', 'c');
      new m.apigwv2.HttpApi(stack, 'Api', {
        defaultIntegration: url(m),
        defaultAuthorizer: new m.authorizers.HttpUserPoolAuthorizer('Auth', pool, { userPoolClients: [client] }),
      });
    },
    property: 'Authorizer.JwtConfiguration.Issuer',
    off: ['https://cognito-idp.${AWS::Region}.amazonaws.com/p'],
    on: ['https://cognito-idp.us-east-1.amazonaws.com/p'],
  },
  vpcLinkPerOptions: {
    build: (m, stack) => {
      const api = new m.apigwv2.HttpApi(stack, 'Api');
      const network = vpc(stack);
      const securityGroups = [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')];
      const subnets = { subnets: [network.privateSubnets[0]!] };
      const links = [{}, {}, { vpcLinkName: 'own' }, { securityGroups }, { securityGroups }, { subnets }, {}].map(
        (options) => api.addVpcLink({ vpc: network, ...options }).node.id,
      );
      return { links: links.join() };
    },
    off: { links: Array<string>(7).fill('VpcLink-1').join() },
    on: { links: 'VpcLink-1,VpcLink-1,VpcLink-2,VpcLink-3,VpcLink-3,VpcLink-4,VpcLink-1' },
  },
  webSocketApiKeyRequired: {
    build: (m, stack) => {
      const integration = new m.integrations.WebSocketMockIntegration('Mock');
      new m.apigwv2.WebSocketApi(stack, 'Api', {
        apiKeySelectionExpression: m.apigwv2.WebSocketApiKeySelectionExpression.HEADER_X_API_KEY,
        connectRouteOptions: { integration },
        defaultRouteOptions: { integration },
      });
    },
    property: 'Route.ApiKeyRequired',
    off: [undefined, undefined],
    on: [true, undefined],
  },
  webSocketDomainUrl: {
    build: (m, stack) => {
      const api = chat(m, stack);
      const stage = new m.apigwv2.WebSocketStage(stack, 'Stage', { webSocketApi: api, stageName: 'dev' });
      const domainName = m.apigwv2.DomainName.fromDomainNameAttributes(stack, 'Domain', {
        name: 'a.example.com',
        regionalDomainName: 'd',
        regionalHostedZoneId: 'z',
      });
      const httpApi = new m.apigwv2.HttpApi(stack, 'Http');
      return {
        webSocket: new m.apigwv2.ApiMapping(stack, 'W', { api, stage, domainName }).domainUrl,
        http: new m.apigwv2.ApiMapping(stack, 'H', { api: httpApi, domainName, apiMappingKey: 'k' }).domainUrl,
      };
    },
    off: { webSocket: 'https://a.example.com/', http: 'https://a.example.com/k' },
    on: { webSocket: 'wss://a.example.com/', http: 'https://a.example.com/k' },
  },
  webSocketPermissionArn: {
    env: ENV,
    build: (m, stack) => {
      const integration = new m.integrations.WebSocketLambdaIntegration('Fn', fn(stack));
      new m.apigwv2.WebSocketRoute(stack, 'Route', { webSocketApi: chat(m, stack), routeKey: 'fix', integration });
    },
    property: 'AWS::Lambda::Permission.SourceArn',
    off: [arnOf('fix').replace('/*/', '/*')],
    on: [arnOf('fix')],
  },
};

const programOf = ({ build, env }: Case, context?: Record<string, unknown>): Program =>
  inStack('correction', build, { env, context });

/** The values that a correction changes. `Fn::Join` values are written in the form of `Fn::Sub`. */
function shown(row: Case, context?: Record<string, unknown>): unknown {
  const outcome = run(programOf(row, context), ours);
  if (outcome.thrown) {
    throw new Error(outcome.message);
  }
  if (row.property === undefined) {
    return written(outcome.values);
  }
  const [type, ...path] = row.property.split('.');
  const template = JSON.parse(outcome.stacks.Stack!.template) as {
    Resources: Record<string, { Type: string; Properties: Record<string, unknown>; DependsOn?: string[] }>;
  };
  return Object.values(template.Resources)
    .filter((resource) => resource.Type === (type!.includes('::') ? type : `AWS::ApiGatewayV2::${type}`))
    .map((resource) =>
      written(
        path.reduce<any>((value, name) => value?.[name], path[0] === 'DependsOn' ? resource : resource.Properties),
      ),
    );
}

function written(value: any): unknown {
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(written);
  }
  if (value['Fn::Join']) {
    return (value['Fn::Join'][1] as unknown[]).map(written).join('');
  }
  if (typeof value.Ref === 'string') {
    return `\${${value.Ref}}`;
  }
  return Object.fromEntries(Object.entries(value as object).map(([name, member]) => [name, written(member)]));
}

test('every correction has a test in this file', () => {
  expect(Object.keys(CASES)).toEqual(Object.keys(CORRECTIONS));
});

test('corrections are in alphabetical order', () => {
  expect(Object.keys(CORRECTIONS)).toEqual(Object.keys(CORRECTIONS).sort());
});

describe.each(Object.entries(CASES))('%s', (name, row) => {
  it('is disabled by default, so that the template matches that of aws-cdk-lib', () => {
    expect(shown(row)).toEqual(row.off);
    expect(same(run(programOf(row), ours), run(programOf(row), reference))).toBe(true);
  });

  it('is enabled by its key', () => {
    expect(shown(row, keys(name))).toEqual(row.on);
  });

  it('is enabled by the key for all recommended corrections', () => {
    expect(shown(row, keys('recommended'))).toEqual(row.on);
  });

  it('can be disabled while the others are enabled', () => {
    expect(shown(row, { ...keys('recommended'), [`cdk-apigatewayv2:${name}`]: false })).toEqual(row.off);
  });
});

describe('the key of a correction', () => {
  test.each([
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
    ['yes', false],
    [1, false],
    [undefined, false],
  ])('with the value %p enables the correction: %p', (value, on) => {
    const stack = stackOf({ context: { 'cdk-apigatewayv2:defaultRouteArn': value } });
    expect(isCorrected(stack, 'defaultRouteArn')).toBe(on);
  });

  test('applies only to the scope of the construct that sets it', () => {
    const stack = stackOf();
    const sibling = stackOf();
    stack.node.setContext('cdk-apigatewayv2:webSocketDomainUrl', true);
    expect(isCorrected(stack, 'webSocketDomainUrl')).toBe(true);
    expect(isCorrected(sibling, 'webSocketDomainUrl')).toBe(false);
    expect(isCorrected(stack, 'defaultRouteArn')).toBe(false);
  });
});

describe('with all corrections', () => {
  test('braces of tokens are not path parameters', () => {
    const row: Case = {
      env: ENV,
      build: (m, stack) => ({
        arn: iamRoute(m, stack, m.apigwv2.HttpRouteKey.with(`/a/${Fn.ref('P')}/{b}/c`)).routeArn,
      }),
      off: undefined,
      on: undefined,
    };
    expect(shown(row, keys('routeArnPathParameters'))).toEqual({ arn: arnOf('*/a/${P}/*/c') });
  });

  test('a bus whose ARN is known only at deployment is passed unchanged', () => {
    const row: Case = {
      build: (m, stack) => {
        const { eventBusRef } = new events.EventBus(stack, 'Bus');
        const defaultIntegration = new m.integrations.HttpEventBridgeIntegration('I', { eventBusRef });
        new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration });
      },
      property: 'Integration.RequestParameters',
      off: undefined,
      on: undefined,
    };
    expect(shown(row, keys('recommended'))).toEqual(shown(row));
  });

  test('the issuer of a user pool whose region is known only at deployment has the suffix of the partition', () => {
    const row: Case = {
      ...CASES.userPoolIssuer,
      build: (m, stack) => {
        const pool = new cognito.UserPool(stack, 'Pool');
        new m.apigwv2.HttpApi(stack, 'Api', {
          defaultIntegration: url(m),
          defaultAuthorizer: new m.authorizers.HttpUserPoolAuthorizer('Auth', pool),
        });
      },
    };
    expect(shown(row)).toEqual(['https://cognito-idp.${AWS::Region}.amazonaws.com/${PoolD3F588B8}']);
    expect(shown(row, keys('userPoolIssuer'))).toEqual([
      'https://cognito-idp.${AWS::Region}.${AWS::URLSuffix}/${PoolD3F588B8}',
    ]);
  });
});
