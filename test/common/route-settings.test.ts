import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';

import type { HttpApiProps, HttpRouteSettings } from '../../lib';
import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey, HttpStage } from '../../lib';
import { HttpUrlIntegration } from '../../lib/integrations';

const GET_A = HttpRouteKey.with('/a', HttpMethod.GET);

const integration = () => new HttpUrlIntegration('I', 'https://example.com');

function setup(props?: HttpApiProps) {
  const stack = new Stack(new App(), 'Stack');
  return { stack, api: new HttpApi(stack, 'Api', props) };
}

function settingsOf(stack: Stack): unknown {
  const [stage] = Object.values(Template.fromStack(stack).findResources('AWS::ApiGatewayV2::Stage'));
  return stage.Properties.RouteSettings;
}

test('a stage renders no route settings by default', () => {
  const { stack, api } = setup();
  api.addRoutes({ path: '/a', integration: integration() });
  expect(settingsOf(stack)).toBeUndefined();
});

test.each<[string, HttpApiProps['defaultStageOptions'], Omit<HttpRouteSettings, 'routeKey'>, object]>([
  [
    'all settings of the route',
    {},
    { throttle: { rateLimit: 1.5, burstLimit: 2 }, detailedMetricsEnabled: true },
    { ThrottlingRateLimit: 1.5, ThrottlingBurstLimit: 2, DetailedMetricsEnabled: true },
  ],
  [
    'limits of 0',
    {},
    { throttle: { rateLimit: 0, burstLimit: 0 } },
    { ThrottlingRateLimit: 0, ThrottlingBurstLimit: 0 },
  ],
  [
    'the metrics of the stage',
    { detailedMetricsEnabled: true },
    { throttle: { rateLimit: 1 } },
    { ThrottlingRateLimit: 1, DetailedMetricsEnabled: true },
  ],
  [
    'disabled metrics on a stage with metrics',
    { detailedMetricsEnabled: true },
    { detailedMetricsEnabled: false },
    { DetailedMetricsEnabled: false },
  ],
  [
    'the burst of the stage',
    { throttle: { rateLimit: 10, burstLimit: 20 } },
    { throttle: { rateLimit: 1 } },
    { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 20 },
  ],
  ['only settings that the stage has', { throttle: { rateLimit: 10 } }, {}, { ThrottlingRateLimit: 10 }],
])('route settings support %s', (_, defaultStageOptions, settings, expected) => {
  const { stack } = setup({
    defaultIntegration: integration(),
    defaultStageOptions: { ...defaultStageOptions, routeSettings: [{ routeKey: HttpRouteKey.DEFAULT, ...settings }] },
  });
  expect(settingsOf(stack)).toEqual({ $default: expected });
});

test('a stage depends only on the routes that it has settings for', () => {
  const { stack, api } = setup({ defaultStageOptions: { routeSettings: [{ routeKey: GET_A }] } });
  new HttpApi(stack, 'Other').addRoutes({ path: '/a', methods: [HttpMethod.GET], integration: integration() });
  api.addRoutes({ path: '/a', methods: [HttpMethod.GET, HttpMethod.POST], integration: integration() });
  const l1 = new CfnRoute(stack, 'L1', { apiId: api.apiId, routeKey: 'GET /l1' });
  (api.defaultStage as HttpStage).addRouteSettings({ routeKey: HttpRouteKey.with('/l1', HttpMethod.GET) });
  const template = Template.fromStack(stack);
  const routeId = Object.keys(
    template.findResources('AWS::ApiGatewayV2::Route', {
      Properties: { RouteKey: 'GET /a', ApiId: { Ref: 'ApiF70053CD' } },
    }),
  );
  const [{ DependsOn }] = Object.values(
    template.findResources('AWS::ApiGatewayV2::Stage', { Properties: { ApiId: { Ref: 'ApiF70053CD' } } }),
  );
  expect(DependsOn.sort()).toEqual([...routeId, l1.logicalId].map((id) => stack.resolve(id)).sort());
});

test('the settings of a route are added to the default stage', () => {
  const { stack, api } = setup();
  api.addRoutes({
    path: '/a',
    methods: [HttpMethod.GET, HttpMethod.PUT],
    integration: integration(),
    throttle: { rateLimit: 3 },
  });
  new HttpRoute(stack, 'Route', {
    httpApi: api,
    routeKey: HttpRouteKey.with('/b'),
    integration: integration(),
    detailedMetricsEnabled: false,
  });
  expect(settingsOf(stack)).toEqual({
    'GET /a': { ThrottlingRateLimit: 3 },
    'PUT /a': { ThrottlingRateLimit: 3 },
    'ANY /b': { DetailedMetricsEnabled: false },
  });
  const [stage] = Object.values(Template.fromStack(stack).findResources('AWS::ApiGatewayV2::Stage'));
  expect(stage.DependsOn).toHaveLength(3);
});

test('the settings of a route are added to the specified stages', () => {
  const { stack, api } = setup({ createDefaultStage: false });
  const stages = ['one', 'two', 'three'].map((stageName) => api.addStage(stageName, { stageName }));
  api.addRoutes({ path: '/a', integration: integration(), detailedMetricsEnabled: true, stages: stages.slice(0, 2) });
  const template = Template.fromStack(stack);
  const settings = { 'ANY /a': { DetailedMetricsEnabled: true } };
  template.hasResourceProperties('AWS::ApiGatewayV2::Stage', { StageName: 'one', RouteSettings: settings });
  template.hasResourceProperties('AWS::ApiGatewayV2::Stage', { StageName: 'two', RouteSettings: settings });
  template.resourcePropertiesCountIs('AWS::ApiGatewayV2::Stage', { RouteSettings: settings }, 2);
});

test('duplicate settings of a route fail with an error that names the route and the stage', () => {
  const { api } = setup({ defaultStageOptions: { routeSettings: [{ routeKey: GET_A }] } });
  expect(() =>
    api.addRoutes({ path: '/a', methods: [HttpMethod.GET], integration: integration(), throttle: { rateLimit: 1 } }),
  ).toThrow(
    "[RouteSettingsDuplicate] Stack/Api/GET--a: the stage 'Stack/Api/DefaultStage' already has settings for 'GET /a', from 'Stack/Api/DefaultStage'.",
  );
});

test.each([
  ['no stage is specified and the API has no default stage', undefined],
  ['the list of stages is empty', []],
])('settings of a route fail if %s', (_, stages) => {
  const { api } = setup({ createDefaultStage: false });
  expect(() => api.addRoutes({ path: '/a', integration: integration(), throttle: {}, stages })).toThrow(
    '[RouteSettingsWithoutStage] Stack/Api/ANY--a:',
  );
});

test('settings of a route fail for an imported stage', () => {
  const { stack, api } = setup();
  const stage = HttpStage.fromHttpStageAttributes(stack, 'Stage', { api, stageName: 'live' });
  expect(() => api.addRoutes({ path: '/a', integration: integration(), throttle: {}, stages: [stage] })).toThrow(
    "[RouteSettingsOnImportedStage] Stack/Api/ANY--a: the settings of the stage 'Stack/Stage' cannot be changed.",
  );
});
