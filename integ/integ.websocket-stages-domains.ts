// Stages and a domain name of a WebSocket API: throttling, access logs, variables, API mappings that a stage and a
// separate construct create, and a grant. The app requires INTEG_DOMAIN and INTEG_CERTIFICATE_ARN (for the subdomains
// of the domain). DNS records are not necessary. The stack sets the IAM role with which API Gateway writes logs. An
// account can have only one such role in each region.
//
// Verify the deployed app with its outputs:
//   wscat -c $Url                              connected; > x   < { "color": "green", "table": "chat-beta" }
//   curl -i --http1.1 --connect-to $DomainHost:443:$Target https://$DomainHost/live -H 'Connection: Upgrade' -H 'Upgrade: websocket' \
//     -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='       101; the same at /gamma
//   awscurl --service execute-api -X POST -d hello $CallbackUrl/@connections/$ID             (as the role Operator) < hello
//   aws logs tail $LogsName                        a line for each message
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat, CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import { AccountRootPrincipal, ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { ApiMapping, DomainName, LogGroupLogDestination, WebSocketApi, WebSocketStage } from 'cdk-apigatewayv2';
import { WebSocketLambdaIntegration } from 'cdk-apigatewayv2/integrations';
import { certificate, DOMAIN, fn } from './resources';

const app = new App();
const stack = new Stack(app, 'IntegWebSocketStagesDomains');
const logs = new LogGroup(stack, 'Logs', { removalPolicy: RemovalPolicy.DESTROY });
const account = new CfnAccount(stack, 'Account', {
  cloudWatchRoleArn: new Role(stack, 'LogRole', {
    assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonAPIGatewayPushToCloudWatchLogs')],
  }).roleArn,
});

const VARIABLES = `exports.handler = async (event) => ({
  statusCode: 200,
  body: JSON.stringify(event.stageVariables ?? null),
});`;
const handler = fn(stack, 'Handler', VARIABLES);
const api = new WebSocketApi(stack, 'Api', {
  connectRouteOptions: { integration: new WebSocketLambdaIntegration('Connect', handler) },
  defaultRouteOptions: { integration: new WebSocketLambdaIntegration('Fallback', handler), returnResponse: true },
});
const domainName = new DomainName(stack, 'Domain', { domainName: `ws.${DOMAIN}`, certificate: certificate(stack) });

const live = new WebSocketStage(stack, 'Live', {
  webSocketApi: api,
  stageName: 'live',
  autoDeploy: true,
  description: 'For everybody',
  detailedMetricsEnabled: true,
  throttle: { rateLimit: 100, burstLimit: 50 },
  stageVariables: { color: 'green' },
  accessLogSettings: {
    destination: new LogGroupLogDestination(logs),
    format: AccessLogFormat.custom('$context.requestId $context.eventType $context.routeKey $context.status'),
  },
  domainMapping: { domainName, mappingKey: 'live' },
});
live.addStageVariable('table', 'chat-beta');
live.node.addDependency(account);

// This stage has access logs in the default format, and a mapping construct.
const gamma = new WebSocketStage(stack, 'Gamma', {
  webSocketApi: api,
  stageName: 'gamma',
  autoDeploy: true,
  accessLogSettings: { destination: new LogGroupLogDestination(logs) },
});
gamma.node.addDependency(account);
new ApiMapping(stack, 'GammaMapping', { api, domainName, stage: gamma, apiMappingKey: 'gamma' });

live.grantManagementApiAccess(new Role(stack, 'Operator', { assumedBy: new AccountRootPrincipal() }));
live.metric('ConnectCount', { statistic: 'Sum' }).createAlarm(stack, 'Connects', {
  threshold: 1000,
  evaluationPeriods: 1,
});

new CfnOutput(stack, 'Url', { value: live.url });
new CfnOutput(stack, 'CallbackUrl', { value: live.callbackUrl });
new CfnOutput(stack, 'DomainHost', { value: domainName.name });
new CfnOutput(stack, 'Target', { value: domainName.regionalDomainName });
new CfnOutput(stack, 'LogsName', { value: logs.logGroupName });

new IntegTest(app, 'WebSocketStagesDomains', { testCases: [stack] });
