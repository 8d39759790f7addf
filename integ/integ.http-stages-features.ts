// Features of HTTP API stages that aws-cdk-lib does not have: options of the default stage, route settings, a deployment that changes
// with the routes, a Lambda alias for each stage, and several domain mappings. The app also shows access logs that one
// property enables, route metrics, preflight routes and operation names. The app requires INTEG_DOMAIN and
// INTEG_CERTIFICATE_ARN. DNS records are not necessary.
//
// Verify the deployed app with its outputs:
//   for i in $(seq 20); do curl -s -o /dev/null -w '%{http_code} ' -X POST $Url/orders & done; wait    429 among the answers
//   curl -s $LiveUrl/version    "live"
//   curl -s $NextUrl/version    "next"
//   curl -i -X OPTIONS -H 'origin: https://example.com' -H 'access-control-request-method: GET' $Url/x    204 with access-control-allow-origin
//   curl -i $Url/x              403: the catch-all asks for IAM
//   curl -s --connect-to $DomainHost:443:$Target https://$DomainHost/one/version     "live", and /two/version alike
//   aws apigatewayv2 get-stage --api-id $ApiId --stage-name live | jq .DeploymentId      another after each change of a route
//   aws logs tail $LogsName     a line of JSON each
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Alias, Version } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  AccessLog,
  CorsHttpMethod,
  Deployment,
  DomainName,
  HttpAccessLogFormat,
  HttpAccessLogVariable,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRouteKey,
} from 'cdk-apigatewayv2';
import { HttpIamAuthorizer } from 'cdk-apigatewayv2/authorizers';
import { HttpLambdaAliasIntegration, HttpLambdaIntegration } from 'cdk-apigatewayv2/integrations';
import { certificate, DOMAIN, echo, fn } from './resources';

const app = new App();
const stack = new Stack(app, 'IntegHttpStagesFeatures');

const integration = new HttpLambdaIntegration('Echo', echo(stack, 'Handler'));
const api = new HttpApi(stack, 'Api', {
  version: '2.1',
  corsPreflight: { allowOrigins: ['https://example.com'], allowMethods: [CorsHttpMethod.ANY] },
  defaultAuthorizer: new HttpIamAuthorizer(),
  defaultIntegration: integration,
  defaultStageOptions: {
    throttle: { rateLimit: 100, burstLimit: 50 },
    stageVariables: { alias: 'live' },
    accessLog: AccessLog.toNewLogGroup({
      logGroupName: '/aws/vendedlogs/integ-http-stages-features',
      retention: RetentionDays.ONE_DAY,
      removalPolicy: RemovalPolicy.DESTROY,
      encryptionKey: new Key(stack, 'Key', { removalPolicy: RemovalPolicy.DESTROY }),
      format: HttpAccessLogFormat.json({
        requestId: HttpAccessLogVariable.REQUEST_ID,
        routeKey: HttpAccessLogVariable.ROUTE_KEY,
        status: HttpAccessLogVariable.STATUS,
        error: HttpAccessLogVariable.INTEGRATION_ERROR,
      }),
    }),
    routeSettings: [{ routeKey: HttpRouteKey.DEFAULT, detailedMetricsEnabled: true }],
  },
});
api.addPreflightRoute({ integration });

const [orders] = api.addRoutes({
  path: '/orders',
  methods: [HttpMethod.POST],
  integration,
  authorizer: new HttpNoneAuthorizer(),
  operationName: 'order',
  throttle: { rateLimit: 1, burstLimit: 1 },
  detailedMetricsEnabled: true,
});
orders!.metricServerError().createAlarm(stack, 'OrdersFail', { threshold: 1, evaluationPeriods: 1 });

const versioned = fn(
  stack,
  'Versioned',
  'exports.handler = async (event, context) => context.invokedFunctionArn.split(":")[7];',
);
const live = new Alias(stack, 'LiveAlias', { aliasName: 'live', version: versioned.currentVersion });
const next = new Alias(stack, 'NextAlias', {
  aliasName: 'next',
  version: Version.fromVersionAttributes(stack, 'Latest', {
    lambda: versioned,
    version: versioned.currentVersion.version,
  }),
});
api.addRoutes({
  path: '/version',
  methods: [HttpMethod.GET],
  integration: new HttpLambdaAliasIntegration('Alias', [live, next]),
  authorizer: new HttpNoneAuthorizer(),
});

const deployment = new Deployment(stack, 'Deployment', { api, description: 'Follows the routes' });
const domainName = new DomainName(stack, 'Domain', { domainName: DOMAIN, certificate: certificate(stack) });
const liveStage = api.addStage('Live', {
  stageName: 'live',
  deployment,
  stageVariables: { alias: live.aliasName },
  domainMapping: { domainName, mappingKey: 'one' },
  accessLog: AccessLog.toLogGroup(
    new LogGroup(stack, 'LiveLogs', { removalPolicy: RemovalPolicy.DESTROY }),
    HttpAccessLogFormat.clf(),
  ),
});
liveStage.addDomainMapping({ domainName, mappingKey: 'two' });
const nextStage = api.addStage('Next', {
  stageName: 'next',
  deploymentOptions: { retainDeployments: true },
  stageVariables: { alias: next.aliasName },
});

new CfnOutput(stack, 'ApiId', { value: api.apiId });
new CfnOutput(stack, 'Url', { value: api.apiEndpoint });
new CfnOutput(stack, 'LiveUrl', { value: liveStage.url });
new CfnOutput(stack, 'NextUrl', { value: nextStage.url });
new CfnOutput(stack, 'DomainHost', { value: domainName.name });
new CfnOutput(stack, 'Target', { value: domainName.regionalDomainName });
new CfnOutput(stack, 'LogsName', { value: '/aws/vendedlogs/integ-http-stages-features' });

new IntegTest(app, 'HttpStagesFeatures', { testCases: [stack] });
