import type { CfnStageProps } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Stack } from 'aws-cdk-lib';
import { HttpRouteKey, HttpMethod, HttpStage, WebSocketStage } from '../../lib';
import type { Program } from './program';
import { documented, inferred, observed } from './program';
import { http, httpL2, httpStageL2, override, raw, route, stage, url, ws, wsL2, wsStageL2 } from './sound';

type Props = Partial<CfnStageProps>;
const onHttp = (props: Props) => (s: Stack) => {
  stage(http(s), 'prod', props);
};
const onWs = (props: Props) => (s: Stack) => {
  stage(ws(s), 'prod', props);
};
const ofL2 = (property: string, value: unknown) => (s: Stack) => {
  override(httpStageL2(httpL2(s), 'prod'), property, value);
};
const ofWsL2 = (property: string, value: unknown) => (s: Stack) => {
  override(wsStageL2(wsL2(s), 'prod'), property, value);
};

const all = (defaultRouteSettings: Props['defaultRouteSettings']) => ({ defaultRouteSettings });
const one = (routeKey: string, settings: object) => ({ routeSettings: { [routeKey]: settings } });
/** Adds a stage that has settings for a route and depends on this route. */
const waiting = (routeKey: string, settings: object) => (s: Stack) => {
  const api = routeKey.includes('/') ? http(s) : ws(s);
  const made = route(api, routeKey);
  stage(api, 'prod', one(routeKey, settings)).node.addDependency(made);
};

export const routeSettings: Program[] = [
  observed('Stage.DefaultRouteSettings.LoggingLevel', 'INFO on HTTP', onHttp(all({ loggingLevel: 'INFO' }))),
  observed(
    'Stage.DefaultRouteSettings.LoggingLevel',
    'ERROR on an HTTP L2',
    ofL2('DefaultRouteSettings', { LoggingLevel: 'ERROR' }),
  ),
  observed(
    'Stage.RouteSettings.LoggingLevel',
    'INFO on a route of HTTP',
    waiting('GET /books', { LoggingLevel: 'INFO' }),
  ),
  documented('Stage.DefaultRouteSettings.LoggingLevel', 'DEBUG', onWs(all({ loggingLevel: 'DEBUG' }))),
  documented('Stage.DefaultRouteSettings.LoggingLevel', 'info in lower case', onWs(all({ loggingLevel: 'info' }))),
  documented(
    'Stage.DefaultRouteSettings.LoggingLevel',
    'WARN, L2',
    ofWsL2('DefaultRouteSettings', { LoggingLevel: 'WARN' }),
  ),
  documented('Stage.RouteSettings.LoggingLevel', 'ALL on a route', waiting('send', { LoggingLevel: 'ALL' })),
  observed('Stage.DefaultRouteSettings.DataTraceEnabled', 'HTTP', onHttp(all({ dataTraceEnabled: true }))),
  observed(
    'Stage.DefaultRouteSettings.DataTraceEnabled',
    'HTTP L2',
    ofL2('DefaultRouteSettings', { DataTraceEnabled: true }),
  ),
  observed(
    'Stage.RouteSettings.DataTraceEnabled',
    'on a route of HTTP',
    waiting('GET /books', { DataTraceEnabled: true }),
  ),
  documented(
    'Stage.DefaultRouteSettings.ThrottlingBurstLimit',
    'a fraction',
    ofL2('DefaultRouteSettings', { ThrottlingBurstLimit: 0.5 }),
  ),
  documented(
    'Stage.RouteSettings.ThrottlingBurstLimit',
    'a fraction on a route',
    waiting('GET /books', { ThrottlingBurstLimit: 2.5 }),
  ),
  inferred('Stage.DefaultRouteSettings.ThrottlingBurstLimit', 'negative', onHttp(all({ throttlingBurstLimit: -1 }))),
  inferred(
    'Stage.DefaultRouteSettings.ThrottlingRateLimit',
    'negative, WebSocket L2',
    (s) =>
      new WebSocketStage(s, 'Stage', {
        webSocketApi: wsL2(s),
        stageName: 'prod',
        autoDeploy: true,
        throttle: { rateLimit: -10 },
      }),
  ),
  inferred(
    'Stage.RouteSettings.ThrottlingRateLimit',
    'negative on a route',
    waiting('send', { ThrottlingRateLimit: -5 }),
  ),
  inferred(
    'Stage.RouteSettings.ThrottlingRateLimit',
    'a string',
    waiting('GET /books', { ThrottlingRateLimit: 'many' }),
  ),
  observed('Stage.RouteSettings', 'a route that does not exist', (s) => {
    const api = http(s);
    const made = route(api, 'GET /books');
    stage(api, 'prod', one('GET /authors', { ThrottlingRateLimit: 1 })).node.addDependency(made);
  }),
  observed('Stage.RouteSettings', 'a path without the method', (s) => {
    const api = http(s);
    const made = route(api, 'GET /books');
    stage(api, 'prod', one('/books', { ThrottlingRateLimit: 1 })).node.addDependency(made);
  }),
  observed('Stage.RouteSettings', 'the key of REST APIs', (s) => {
    const api = http(s);
    const made = route(api, 'GET /books');
    stage(api, 'prod', one('/books/GET', { ThrottlingRateLimit: 1 })).node.addDependency(made);
  }),
  observed('Stage.RouteSettings', 'another case', (s) => {
    const api = ws(s);
    const made = route(api, 'sendMessage');
    stage(api, 'prod', one('sendmessage', { ThrottlingRateLimit: 1 })).node.addDependency(made);
  }),
  observed('Stage.RouteSettings', 'another parameter name, L2', (s) => {
    const api = httpL2(s);
    api.addRoutes({ path: '/books/{id}', methods: [HttpMethod.GET], integration: url() });
    new HttpStage(s, 'Stage', {
      httpApi: api,
      stageName: 'prod',
      autoDeploy: true,
      routeSettings: [{ routeKey: HttpRouteKey.with('/books/{bookId}', HttpMethod.GET), throttle: { rateLimit: 1 } }],
    });
  }),
  inferred('Stage.RouteSettings', 'the stage does not depend on the route', (s) => {
    const api = http(s);
    route(api, 'GET /books');
    stage(api, 'prod', one('GET /books', { ThrottlingRateLimit: 1 }));
  }),
  inferred('Stage.RouteSettings', 'the WebSocket stage does not depend on the route, CfnResource', (s) => {
    const api = ws(s);
    route(api, 'send');
    raw(s, 'ApiGatewayV2::Stage', {
      ApiId: api.ref,
      StageName: 'prod',
      AutoDeploy: true,
      RouteSettings: { send: { ThrottlingBurstLimit: 1 } },
    });
  }),
  observed('Stage.StageVariables', 'a hyphen in a name', onHttp({ stageVariables: { 'api-host': 'x' } })),
  observed(
    'Stage.StageVariables',
    'a dot in a name, L2',
    (s) => new HttpStage(s, 'Stage', { httpApi: httpL2(s), stageName: 'prod', stageVariables: { 'api.host': 'x' } }),
  ),
  observed('Stage.StageVariables', 'an empty name', onWs({ stageVariables: { '': 'x' } })),
  observed('Stage.StageVariables', 'JSON in a value', onHttp({ stageVariables: { config: '{"a":1}' } })),
  observed('Stage.StageVariables', 'an empty value, WebSocket L2', ofWsL2('StageVariables', { host: '' })),
  observed('Stage.StageVariables', 'an at sign in a value', onWs({ stageVariables: { owner: 'books@example.com' } })),
  documented('Stage.StageVariables', 'a name of 65 characters', onHttp({ stageVariables: { ['n'.repeat(65)]: 'x' } })),
  documented(
    'Stage.StageVariables',
    'a value of 2,049 characters',
    onHttp({ stageVariables: { host: 'v'.repeat(2049) } }),
  ),
  documented(
    'Stage.StageVariables',
    '101 variables',
    onHttp({ stageVariables: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`v${i}`, 'x'])) }),
  ),
  documented(
    'Stage.StageVariables',
    '120 variables, WebSocket',
    onWs({ stageVariables: Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`v${i}`, 'x'])) }),
  ),
];
