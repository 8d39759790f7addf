// Features of WebSocket API stages that aws-cdk-lib does not have: logs that require the account's IAM role, route
// settings, a client certificate, a custom domain as the only endpoint, grants for single actions, and metrics. The app
// also shows an authorizer with a role and typed identity sources, and an imported API. The app requires INTEG_DOMAIN and
// INTEG_CERTIFICATE_ARN. DNS records are not necessary.
//
// Verify the deployed app with its outputs:
//   curl -i https://$ApiId.execute-api.$Region.amazonaws.com/prod     404: no default endpoint
//   wscat --connect-to … -c "$Url"                 401: no identity
//   wscat --connect-to … -c "$Url?token=yes"       connected
//   > {"action": "x"}                              < {"answer": "x"}, which the function sent by $CallbackUrl
//   aws logs tail $LogsName                        a line of JSON each
//   aws logs describe-log-groups --log-group-name-prefix /aws/apigateway/$ApiId    the execution log
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnClientCertificate } from 'aws-cdk-lib/aws-apigateway';
import { AccountRootPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { AccessLog, DomainName, IdentitySource, WebSocketApi, WebSocketLoggingLevel } from 'cdk-apigatewayv2';
import { WebSocketLambdaAuthorizer } from 'cdk-apigatewayv2/authorizers';
import { WebSocketLambdaIntegration, WebSocketMockIntegration } from 'cdk-apigatewayv2/integrations';
import { certificate, DOMAIN, fn } from './resources';

const AUTHORIZE = `exports.handler = async (event) => ({
  principalId: 'somebody',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{
      Action: 'execute-api:Invoke',
      Effect: event.queryStringParameters.token === 'yes' ? 'Allow' : 'Deny',
      Resource: event.methodArn,
    }],
  },
});`;
const ANSWER = `const { ApiGatewayManagementApiClient, PostToConnectionCommand } = require('@aws-sdk/client-apigatewaymanagementapi');
const api = new ApiGatewayManagementApiClient({ endpoint: process.env.CALLBACK_URL });
exports.handler = async ({ requestContext: { connectionId }, body }) => {
  await api.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify({ answer: JSON.parse(body).action }) }));
  return { statusCode: 200 };
};`;

const app = new App();
const stack = new Stack(app, 'IntegWebSocketStagesFeatures');

const apiGateway = new ServicePrincipal('apigateway.amazonaws.com');
const authorizer = new WebSocketLambdaAuthorizer('Authorizer', fn(stack, 'Authorize', AUTHORIZE), {
  identitySources: [IdentitySource.queryString('token')],
  role: new Role(stack, 'AuthorizerRole', { assumedBy: apiGateway }),
});
const connect = new WebSocketMockIntegration('Connect', {
  requestTemplates: { $default: '{"statusCode": 200}' },
  templateSelectionExpression: '\\$default',
});
const answer = fn(stack, 'Answer', ANSWER);
const logGroup = new LogGroup(stack, 'Logs', { removalPolicy: RemovalPolicy.DESTROY });
const api = new WebSocketApi(stack, 'Api', {
  disableExecuteApiEndpoint: true,
  connectRouteOptions: { integration: connect, authorizer },
  defaultRouteOptions: { integration: new WebSocketLambdaIntegration('Answer', answer) },
  defaultStageOptions: {
    domainMapping: {
      domainName: new DomainName(stack, 'Domain', { domainName: `wsf.${DOMAIN}`, certificate: certificate(stack) }),
      mappingKey: 'chat',
    },
    accessLog: AccessLog.toLogGroup(logGroup),
    loggingLevel: WebSocketLoggingLevel.ERROR,
    cloudWatchRole: true,
    throttle: { rateLimit: 100, burstLimit: 50 },
    routeSettings: [
      {
        routeKey: '$default',
        loggingLevel: WebSocketLoggingLevel.INFO,
        dataTraceEnabled: true,
        detailedMetricsEnabled: true,
      },
    ],
    clientCertificate: new CfnClientCertificate(stack, 'ClientCertificate'),
  },
});
const stage = api.defaultStage!;
answer.addEnvironment('CALLBACK_URL', stage.callbackUrl);
stage.grantSend(answer);

const operator = new Role(stack, 'Operator', { assumedBy: new AccountRootPrincipal() });
api.grantReadConnections(operator);
api.grantDisconnect(operator);

stage.metricExecutionError().createAlarm(stack, 'Fails', { threshold: 1, evaluationPeriods: 1 });
api.metricConnectCount().createAlarm(stack, 'Busy', { threshold: 1000, evaluationPeriods: 1 });

const imported = WebSocketApi.fromWebSocketApiAttributes(stack, 'Imported', { webSocketId: api.apiId });
imported.addRoute('ping', { integration: new WebSocketMockIntegration('Ping'), returnResponse: true });
const next = imported.addStage('Next', { stageName: 'next', deploymentOptions: { description: 'What comes next' } });
next.grantConnect(operator);

new CfnOutput(stack, 'Url', { value: stage.domainUrl });
new CfnOutput(stack, 'CallbackUrl', { value: stage.domainCallbackUrl });
new CfnOutput(stack, 'ApiId', { value: api.apiId });
new CfnOutput(stack, 'LogsName', { value: logGroup.logGroupName });

new IntegTest(app, 'WebSocketStagesFeatures', { testCases: [stack] });
