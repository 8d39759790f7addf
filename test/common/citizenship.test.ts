import {
  App,
  Aspects,
  CfnCondition,
  CfnResource,
  NestedStack,
  RemovalPolicy,
  Resource,
  Stage,
  Tags,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as awsApigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct, IConstruct } from 'constructs';

import * as apigwv2 from '../../lib';
import { HttpJwtAuthorizer } from '../../lib/authorizers';
import { HttpUrlIntegration, WebSocketMockIntegration } from '../../lib/integrations';
import { stackOf } from '../_helpers/app';
import { certificate } from '../parity/fixtures';

/** One resource of each class of the root module, by class name. */
function everything(scope: Construct): Record<string, Resource> {
  const httpApi = new apigwv2.HttpApi(scope, 'HttpApi', { createDefaultStage: false });
  const webSocketApi = new apigwv2.WebSocketApi(scope, 'WebSocketApi');
  const domainName = new apigwv2.DomainName(scope, 'DomainName', {
    domainName: 'a.example.com',
    certificate: certificate(scope),
  });
  const httpStage = new apigwv2.HttpStage(scope, 'HttpStage', { httpApi });
  const vpc = ec2.Vpc.fromVpcAttributes(scope, 'Vpc', {
    vpcId: 'v',
    availabilityZones: ['a'],
    privateSubnetIds: ['subnet-1'],
  });
  const url = new HttpUrlIntegration('Url', 'https://example.com');
  return {
    HttpApi: httpApi,
    HttpRoute: httpApi.addRoutes({ path: '/x', integration: url })[0]!,
    HttpStage: httpStage,
    HttpIntegration: new apigwv2.HttpIntegration(scope, 'HttpIntegration', {
      httpApi,
      integrationType: apigwv2.HttpIntegrationType.HTTP_PROXY,
      integrationUri: 'https://example.com',
      method: apigwv2.HttpMethod.ANY,
      payloadFormatVersion: apigwv2.PayloadFormatVersion.VERSION_1_0,
    }),
    HttpAuthorizer: new apigwv2.HttpAuthorizer(scope, 'HttpAuthorizer', {
      httpApi,
      type: apigwv2.HttpAuthorizerType.JWT,
      identitySource: ['$request.header.Authorization'],
      jwtAudience: ['a'],
      jwtIssuer: 'https://issuer.example.com',
    }),
    VpcLink: new apigwv2.VpcLink(scope, 'VpcLink', { vpc }),
    DomainName: domainName,
    ApiMapping: new apigwv2.ApiMapping(scope, 'ApiMapping', { api: httpApi, stage: httpStage, domainName }),
    WebSocketApi: webSocketApi,
    WebSocketRoute: webSocketApi.addRoute('send', { integration: new WebSocketMockIntegration('Mock') }),
    WebSocketStage: new apigwv2.WebSocketStage(scope, 'WebSocketStage', { webSocketApi, stageName: 'dev' }),
    WebSocketIntegration: new apigwv2.WebSocketIntegration(scope, 'WebSocketIntegration', {
      webSocketApi,
      integrationType: apigwv2.WebSocketIntegrationType.MOCK,
      integrationUri: '',
    }),
    WebSocketAuthorizer: new apigwv2.WebSocketAuthorizer(scope, 'WebSocketAuthorizer', {
      webSocketApi,
      type: apigwv2.WebSocketAuthorizerType.LAMBDA,
      identitySource: ['route.request.header.a'],
      authorizerUri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations',
    }),
    ApiKey: new apigwv2.ApiKey(scope, 'ApiKey'),
    RateLimitedApiKey: new apigwv2.RateLimitedApiKey(scope, 'RateLimitedApiKey'),
    UsagePlan: new apigwv2.UsagePlan(scope, 'UsagePlan'),
  };
}

const names = Object.keys(everything(stackOf()));
const l1 = (resource: Resource) => resource.node.defaultChild as CfnResource;
const templateOf = (stack: ReturnType<typeof stackOf>) =>
  Template.fromStack(stack).toJSON() as { Resources: Record<string, Record<string, any>> };
const resourceOf = (stack: ReturnType<typeof stackOf>, resource: Resource) =>
  templateOf(stack).Resources[stack.getLogicalId(l1(resource))];

describe.each(names)('%s', (name) => {
  const made = () => {
    const stack = stackOf();
    return { stack, resource: everything(stack)[name]! };
  };

  test('is a Resource with an L1 construct from aws-cdk-lib as its default child', () => {
    const { resource } = made();
    expect(Resource.isOwnedResource(resource)).toBe(true);
    expect(CfnResource.isCfnResource(l1(resource))).toBe(true);
    const classes: object[] = [...Object.values(awsApigwv2), ...Object.values(apigateway)];
    expect(classes).toContain(l1(resource).constructor);
  });

  test.each([
    [RemovalPolicy.RETAIN, 'Retain'],
    [RemovalPolicy.DESTROY, 'Delete'],
  ])('accepts the removal policy %s', (policy, expected) => {
    const { stack, resource } = made();
    resource.applyRemovalPolicy(policy);
    expect(resourceOf(stack, resource)).toMatchObject({ DeletionPolicy: expected, UpdateReplacePolicy: expected });
  });

  test('supports escape hatches', () => {
    const { stack, resource } = made();
    l1(resource).addPropertyOverride('Own.Property', 1);
    new CfnCondition(stack, 'Sometimes');
    l1(resource).addOverride('Condition', 'Sometimes');
    l1(resource).overrideLogicalId('Renamed');
    expect(templateOf(stack).Resources.Renamed).toMatchObject({
      Condition: 'Sometimes',
      Properties: { Own: { Property: 1 } },
    });
  });

  test('can be a dependency of another construct', () => {
    const { stack, resource } = made();
    const waiting = new CfnResource(stack, 'Waiting', { type: 'Own::Resource::Type' });
    waiting.node.addDependency(resource);
    expect(templateOf(stack).Resources.Waiting?.DependsOn).toEqual(
      expect.arrayContaining([stack.getLogicalId(l1(resource))]),
    );
  });

  test('is visited by Aspects, and so is its L1 child', () => {
    const { stack, resource } = made();
    const seen: IConstruct[] = [];
    Aspects.of(stack).add({ visit: (node) => seen.push(node) });
    templateOf(stack);
    expect(seen).toEqual(expect.arrayContaining([resource, l1(resource)]));
  });
});

test('tags are added to all resources that support tags, except for excluded resources', () => {
  const stack = stackOf();
  everything(stack);
  Tags.of(stack).add('team', 'books', { excludeResourceTypes: ['AWS::ApiGatewayV2::VpcLink'] });
  const tagged = Object.values(templateOf(stack).Resources).filter(({ Properties }) => Properties?.Tags !== undefined);
  expect(new Set(tagged.map(({ Type }) => Type as string))).toEqual(
    new Set([
      'AWS::ApiGateway::ApiKey',
      'AWS::ApiGateway::UsagePlan',
      'AWS::ApiGatewayV2::Api',
      'AWS::ApiGatewayV2::DomainName',
      'AWS::ApiGatewayV2::Stage',
    ]),
  );
  expect(tagged[0]!.Properties.Tags).toEqual({ team: 'books' });
});

test('nested stacks and stacks in CDK stages contain the same resources as a top-level stack', () => {
  const app = new App();
  const plain = stackOf();
  everything(plain);
  const types = (stack: ReturnType<typeof stackOf>) =>
    Object.values(templateOf(stack).Resources).map(({ Type }) => Type as string);
  const parent = stackOf({ app: new App() });
  const nested = new NestedStack(parent, 'Nested');
  everything(nested);
  const stages = ['Beta', 'Prod'].map((id) => stackOf({ app: new Stage(app, id) as unknown as App }));
  stages.forEach((stack) => everything(stack));
  for (const stack of [nested, ...stages]) {
    expect(types(stack)).toEqual(types(plain));
  }
  expect(Object.keys(templateOf(stages[0]!).Resources)).toEqual(Object.keys(templateOf(stages[1]!).Resources));
});

test('an authorizer of an API in another stack is created in that stack, which exports its ID', () => {
  const app = new App();
  const stack = stackOf({ app });
  const httpApi = new apigwv2.HttpApi(stack, 'Api');
  const other = stackOf({ app, id: 'Other' });
  new apigwv2.HttpRoute(other, 'Route', {
    httpApi,
    routeKey: apigwv2.HttpRouteKey.with('/x'),
    integration: new HttpUrlIntegration('Url', 'https://example.com'),
    authorizer: new HttpJwtAuthorizer('Auth', 'https://issuer.example.com', { jwtAudience: ['a'] }),
  });
  const [route] = Object.values(Template.fromStack(other).findResources('AWS::ApiGatewayV2::Route'));
  expect(route!.Properties.AuthorizerId).toHaveProperty(['Fn::ImportValue']);
  Template.fromStack(stack).resourceCountIs('AWS::ApiGatewayV2::Authorizer', 1);
});
