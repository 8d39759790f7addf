import { App, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { CfnIntegration } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';

import { Deployment, HttpApi, HttpMethod, HttpStage, WebSocketApi, WebSocketStage } from '../../lib';
import { HttpIamAuthorizer } from '../../lib/authorizers';
import { HttpLambdaIntegration, HttpUrlIntegration, WebSocketMockIntegration } from '../../lib/integrations';

type Given = { autoDeploy?: boolean; deployment?: boolean; deploymentOptions?: object };
type Change = (stack: Stack, api: HttpApi) => void;

const URL = 'https://example.com';

function synthesized(
  change: Change = () => {},
  props?: { description?: string; retainDeployments?: boolean },
): Template {
  const stack = new Stack(new App(), 'Stack');
  const api = new HttpApi(stack, 'Api', {
    createDefaultStage: false,
    description: props?.description === 'of the API' ? 'changed' : 'one',
  });
  const deployment = new Deployment(stack, 'Deployment', { api, ...props });
  new HttpStage(stack, 'Stage', { httpApi: api, stageName: 'live', deployment });
  api.addRoutes({ path: '/a', methods: [HttpMethod.GET], integration: new HttpUrlIntegration('A', URL) });
  change(stack, api);
  return Template.fromStack(stack);
}

function idOf(template: Template): string {
  const [id, ...others] = Object.keys(template.findResources('AWS::ApiGatewayV2::Deployment'));
  expect(others).toEqual([]);
  return id;
}

test('a deployment refers to its API, and its stage refers to the deployment', () => {
  const template = synthesized();
  const id = idOf(template);
  expect(id).toMatch(/^Deployment[0-9A-F]{8}[0-9a-f]{8}$/);
  const [resource] = Object.values(template.findResources('AWS::ApiGatewayV2::Deployment'));
  expect(resource.Properties).toEqual({ ApiId: { Ref: 'ApiF70053CD' } });
  expect(resource).not.toHaveProperty('DeletionPolicy');
  template.hasResourceProperties('AWS::ApiGatewayV2::Stage', { StageName: 'live', DeploymentId: { Ref: id } });
});

test('a deployment depends on each route and integration of its API, including those that are created later', () => {
  const template = synthesized((stack, api) => {
    const handler = lambda.Function.fromFunctionArn(stack, 'F', 'arn:aws:lambda:eu-west-1:111111111111:function:f');
    api.addRoutes({
      path: '/b',
      integration: new HttpLambdaIntegration('B', handler),
      authorizer: new HttpIamAuthorizer(),
    });
  });
  const parts = ['Route', 'Integration'].flatMap((type) =>
    Object.keys(template.findResources(`AWS::ApiGatewayV2::${type}`)),
  );
  expect(parts).toHaveLength(4);
  const [{ DependsOn }] = Object.values(template.findResources('AWS::ApiGatewayV2::Deployment'));
  expect([...DependsOn].sort()).toEqual([...parts, 'ApiF70053CD'].sort());
});

test('the ID of a deployment does not depend on the order in which routes are added to the API', () => {
  const b: Change = (_, api) => void api.addRoutes({ path: '/b', integration: new HttpUrlIntegration('B', URL) });
  const c: Change = (_, api) => void api.addRoutes({ path: '/c', integration: new HttpUrlIntegration('C', URL) });
  const one = synthesized((stack, api) => [b, c].forEach((add) => add(stack, api)));
  const other = synthesized((stack, api) => [c, b].forEach((add) => add(stack, api)));
  expect(idOf(one)).toBe(idOf(other));
});

const overridden: Change = (_, api) => {
  const l1 = api.node.findAll().find(({ node }) => node.id === 'A')!.node.defaultChild as CfnIntegration;
  l1.addPropertyOverride('TimeoutInMillis', 100);
};

test.each<[string, Change]>([
  ['a route', (_, api) => void api.addRoutes({ path: '/b', integration: new HttpUrlIntegration('B', URL) })],
  ['an L1 route', (stack, api) => void new CfnRoute(stack, 'L1', { apiId: api.apiId, routeKey: 'GET /l1' })],
  ['a property of an integration', overridden],
  [
    'the CORS configuration',
    (_, api) =>
      api.node.defaultChild && Object.assign(api.node.defaultChild, { corsConfiguration: { allowOrigins: ['*'] } }),
  ],
])('the ID of a deployment changes with %s', (_, change) => {
  expect(idOf(synthesized(change))).not.toBe(idOf(synthesized()));
});

test.each<[string, Change]>([
  ['another stage', (stack, api) => void new HttpStage(stack, 'Other', { httpApi: api, stageName: 'other' })],
  [
    'another API',
    (stack) => void new HttpApi(stack, 'Other', { defaultIntegration: new HttpUrlIntegration('Other', URL) }),
  ],
])('the ID of a deployment does not change with %s', (_, change) => {
  expect(idOf(synthesized(change))).toBe(idOf(synthesized()));
});

test('the ID of a deployment does not change with the description of the deployment or of the API', () => {
  const described = synthesized(undefined, { description: 'of the API' });
  described.hasResourceProperties('AWS::ApiGatewayV2::Deployment', { Description: 'of the API' });
  expect(idOf(described)).toBe(idOf(synthesized()));
});

test('the ID of a deployment depends on the data that addToLogicalId adds, including tokens', () => {
  const id = (data?: unknown) =>
    idOf(
      synthesized((stack) => {
        if (data !== undefined) {
          (stack.node.findChild('Deployment') as Deployment).addToLogicalId(data);
        }
      }),
    );
  const ids = [id(), id({ b: 1, a: 2 }), id('x'), id(Fn.ref('AWS::Region'))];
  expect(new Set(ids).size).toBe(4);
  expect(id({ a: 2, b: 1 })).toBe(ids[1]);
  expect(id(Lazy.any({ produce: () => 'x' }))).toBe(ids[2]);
});

test('replaced deployments are retained if retainDeployments is true', () => {
  synthesized(undefined, { retainDeployments: true }).hasResource('AWS::ApiGatewayV2::Deployment', {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
  });
});

test('a stage with deploymentOptions creates a deployment', () => {
  const stack = new Stack(new App(), 'Stack');
  const api = new WebSocketApi(stack, 'Api', {
    connectRouteOptions: { integration: new WebSocketMockIntegration('M'), returnResponse: true },
  });
  new WebSocketStage(stack, 'Stage', { webSocketApi: api, stageName: 's', deploymentOptions: { description: 'd' } });
  const template = Template.fromStack(stack);
  const id = idOf(template);
  template.hasResource('AWS::ApiGatewayV2::Deployment', {
    Properties: { Description: 'd' },
    DependsOn: Match.arrayWith(Object.keys(template.findResources('AWS::ApiGatewayV2::RouteResponse'))),
  });
  template.hasResourceProperties('AWS::ApiGatewayV2::Stage', { DeploymentId: { Ref: id } });
});

test('if a deployment and its API are in different stacks, the ID of the deployment changes with the routes of the API', () => {
  const make = (path: string) => {
    const app = new App();
    const api = new HttpApi(new Stack(app, 'A'), 'Api', { createDefaultStage: false });
    api.addRoutes({ path, integration: new HttpUrlIntegration('A', URL) });
    const stack = new Stack(app, 'B');
    const deployment = new Deployment(stack, 'Deployment', { api });
    app.synth();
    expect(deployment.deploymentRef.apiId).toBe(api.apiId);
    expect(stack.dependencies.map(({ node }) => node.id)).toEqual(['A']);
    return idOf(Template.fromStack(stack));
  };
  expect(make('/a')).toBe(make('/a'));
  expect(make('/a')).not.toBe(make('/b'));
});

test('a deployment does not depend on routes in stacks that depend on the stack of the deployment', () => {
  const app = new App();
  const stack = new Stack(app, 'A');
  const api = new HttpApi(stack, 'Api', { createDefaultStage: false });
  api.addRoutes({ path: '/', integration: new HttpUrlIntegration('A', URL) });
  new Deployment(stack, 'Deployment', { api });
  const other = new Stack(app, 'B');
  new CfnRoute(other, 'Route', { apiId: api.apiId, routeKey: 'GET /' });
  app.synth();
  expect(stack.dependencies).toEqual([]);
});

test.each<[string, Given, string]>([
  [
    'automatic deployment and options',
    { autoDeploy: true, deploymentOptions: {} },
    "[StageDeploymentConflict] Stack/Stage: autoDeploy must be false if 'deploymentOptions' is specified, got true.",
  ],
  [
    'automatic deployment and a deployment',
    { autoDeploy: true, deployment: true },
    "[StageDeploymentConflict] Stack/Stage: autoDeploy must be false if 'deployment' is specified, got true.",
  ],
  [
    'a deployment and options',
    { deployment: true, deploymentOptions: {} },
    "[DeploymentTwice] Stack/Stage: the stage has both 'deployment' and 'deploymentOptions'.",
  ],
])('a stage fails with %s', (_, { deployment: isGiven, ...options }, message) => {
  const stack = new Stack(new App(), 'Stack');
  const api = new HttpApi(stack, 'Api', { createDefaultStage: false });
  const deployment = isGiven ? new Deployment(stack, 'Deployment', { api }) : undefined;
  expect(() => new HttpStage(stack, 'Stage', { httpApi: api, ...options, deployment })).toThrow(message);
});
