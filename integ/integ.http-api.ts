// HTTP APIs: CORS, the default route and stage, routes with methods, path parameters and greedy paths, metrics, and an API without a stage.
//
// Verify the deployed app with its outputs:
//   curl -i -X OPTIONS $Url/books -H 'Origin: https://shop.example.com' -H 'Access-Control-Request-Method: GET'
//     204 with access-control-allow-origin: https://shop.example.com and access-control-max-age: 3600
//   curl -s $Url/books/1 | jq .routeKey        "ANY /books/{id}"
//   curl -s $Url/files/a/b/c | jq .pathParameters   { "path": "a/b/c" }
//   curl -s $Url/elsewhere | jq .routeKey      "$default"
//   curl -i $ClosedEndpoint/                   404, since that API has no stage
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Duration, Stack, Tags } from 'aws-cdk-lib';
import {
  CorsHttpMethod,
  HttpApi,
  HttpApiHelper,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  IpAddressType,
} from 'cdk-apigatewayv2';
import { HttpLambdaIntegration } from 'cdk-apigatewayv2/integrations';
import { echo } from './resources';

const app = new App();
const stack = new Stack(app, 'IntegHttpApi');
Tags.of(stack).add('integ', 'http-api');
const handler = echo(stack, 'Handler');

const api = new HttpApi(stack, 'Api', {
  apiName: 'integ-http-api',
  description: 'Every property of an HTTP API',
  defaultIntegration: new HttpLambdaIntegration('Fallback', handler),
  corsPreflight: {
    allowOrigins: ['https://shop.example.com', 'https://staff.example.com'],
    allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.DELETE],
    allowHeaders: ['authorization', 'content-type'],
    exposeHeaders: ['x-total-count'],
    allowCredentials: true,
    maxAge: Duration.hours(1),
  },
  routeSelectionExpression: true,
  ipAddressType: IpAddressType.DUAL_STACK,
});
const integration = new HttpLambdaIntegration('Books', handler);
api.addRoutes({ path: '/', methods: [HttpMethod.GET], integration });
api.addRoutes({ path: '/books', methods: [HttpMethod.GET, HttpMethod.POST], integration });
api.addRoutes({ path: '/books/{id}', integration });
api.addRoutes({ path: '/files/{path+}', methods: [HttpMethod.GET, HttpMethod.HEAD], integration });
api.metricServerError({ period: Duration.minutes(5) }).createAlarm(stack, 'ServerErrors', {
  threshold: 1,
  evaluationPeriods: 1,
});
api.metricLatency({ statistic: 'p99' }).createAlarm(stack, 'Latency', { threshold: 3000, evaluationPeriods: 3 });

const closed = new HttpApi(stack, 'Closed', { createDefaultStage: false });
new HttpRoute(stack, 'ClosedRoute', {
  httpApi: closed,
  routeKey: HttpRouteKey.with('/closed', HttpMethod.PATCH),
  integration: new HttpLambdaIntegration('Closed', handler),
});
new HttpRoute(stack, 'ClosedDefault', {
  httpApi: closed,
  routeKey: HttpRouteKey.DEFAULT,
  integration: new HttpLambdaIntegration('ClosedDefault', handler),
});

new CfnOutput(stack, 'Url', { value: api.apiEndpoint });
new CfnOutput(stack, 'ClosedEndpoint', { value: closed.apiEndpoint });
new CfnOutput(stack, 'Arn', { value: api.arnForExecuteApi('GET', '/books', '$default') });
new CfnOutput(stack, 'HelperArn', { value: HttpApiHelper.fromHttpApi(api).arnForExecuteApi() });

new IntegTest(app, 'HttpApi', { testCases: [stack] });
