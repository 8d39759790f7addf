// One API in several stacks: routes, a stage, an authorizer's user pool and a mapping in separate stacks, and routes in nested stacks.
// The app requires INTEG_DOMAIN and INTEG_CERTIFICATE_ARN (for the subdomains of the domain).
//
// Verify the deployed app with its outputs:
//   curl -s $Url/books | jq .routeKey          "GET /books", of the second stack
//   curl -s $Url/nested | jq .routeKey         "ANY /nested", of the nested stack
//   curl -i $Url/mine                          401, and 200 with -H "Authorization: Bearer <token>" of the pool
//   curl -s $BetaUrl/books | jq .requestContext.stage      "beta"
//   curl -s --connect-to $Host:443:$Target https://$Host/beta/books | jq .requestContext.stage      "beta"
//   wscat -c $WebSocketUrl; > {"action":"nested"}   < the event
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, NestedStack, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import {
  ApiMapping,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  WebSocketApi,
  WebSocketRoute,
  WebSocketStage,
} from 'cdk-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'cdk-apigatewayv2/authorizers';
import { HttpLambdaIntegration, WebSocketLambdaIntegration } from 'cdk-apigatewayv2/integrations';
import { certificate, DOMAIN, echo } from './resources';

const app = new App();
const base = new Stack(app, 'IntegCrossStackBase');
const pool = new UserPool(base, 'Pool', { removalPolicy: RemovalPolicy.DESTROY });
const client = pool.addClient('Client', { authFlows: { userPassword: true } });
const domainName = new DomainName(base, 'Domain', { domainName: `cross.${DOMAIN}`, certificate: certificate(base) });

const apis = new Stack(app, 'IntegCrossStackApis');
const api = new HttpApi(apis, 'Api');
const webSocketApi = new WebSocketApi(apis, 'WebSocketApi', {
  connectRouteOptions: { integration: new WebSocketLambdaIntegration('Connect', echo(apis, 'Connector')) },
});
api.addRoutes({
  path: '/mine',
  methods: [HttpMethod.GET],
  integration: new HttpLambdaIntegration('Mine', echo(base, 'Mine')),
  authorizer: new HttpUserPoolAuthorizer('Pool', pool, { userPoolClients: [client] }),
});

const routes = new Stack(app, 'IntegCrossStackRoutes');
new HttpRoute(routes, 'BooksRoute', {
  httpApi: api,
  routeKey: HttpRouteKey.with('/books', HttpMethod.GET),
  integration: new HttpLambdaIntegration('Books', echo(routes, 'Books')),
});
const nested = new NestedStack(routes, 'Nested');
const handler = echo(nested, 'Handler');
new HttpRoute(nested, 'Route', {
  httpApi: api,
  routeKey: HttpRouteKey.with('/nested'),
  integration: new HttpLambdaIntegration('Nested', handler),
});
new WebSocketRoute(nested, 'WebSocketRoute', {
  webSocketApi,
  routeKey: 'nested',
  integration: new WebSocketLambdaIntegration('Nested', handler),
  returnResponse: true,
});

const stages = new Stack(app, 'IntegCrossStackStages');
const beta = new HttpStage(stages, 'Beta', { httpApi: api, stageName: 'beta', autoDeploy: true });
new ApiMapping(stages, 'Mapping', { api, stage: beta, domainName, apiMappingKey: 'beta' });
const live = new WebSocketStage(stages, 'Live', { webSocketApi, stageName: 'live', autoDeploy: true });

new CfnOutput(apis, 'Url', { value: api.apiEndpoint });
new CfnOutput(base, 'Host', { value: domainName.name });
new CfnOutput(base, 'Target', { value: domainName.regionalDomainName });
new CfnOutput(stages, 'BetaUrl', { value: beta.url });
new CfnOutput(stages, 'WebSocketUrl', { value: live.url });

new IntegTest(app, 'CrossStack', { testCases: [base, apis, routes, stages] });
