// API keys and usage plans of WebSocket APIs. One key has a generated value, one has a specified value, and one has a rate limit.
// API Gateway reads the key from a header or from the response of an authorizer.
//
// Verify the deployed app with its outputs (KEY=$(aws apigateway get-api-key --include-value --query value --output
// text --api-key $KeyId)):
//   wscat -c $Url                              403
//   wscat -c $Url -H "x-api-key: $KEY"         connected; the same with $LimitedKeyId
//   wscat -c $AuthorizedUrl -H "authorization: $KEY"     connected: the authorizer names the key
//   aws apigateway get-usage --usage-plan-id $PlanId --start-date ... --end-date ...     counts the connections
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import {
  ApiKey,
  Period,
  RateLimitedApiKey,
  UsagePlan,
  WebSocketApi,
  WebSocketApiKeySelectionExpression,
  WebSocketRoute,
  WebSocketStage,
} from 'cdk-apigatewayv2';
import { WebSocketLambdaAuthorizer } from 'cdk-apigatewayv2/authorizers';
import { WebSocketLambdaIntegration } from 'cdk-apigatewayv2/integrations';
import { echo, fn } from './resources';

const KEY_OF_CALLER = `exports.handler = async (event) => ({
  principalId: 'caller',
  usageIdentifierKey: event.headers.authorization ?? event.headers.Authorization,
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: event.methodArn }],
  },
});`;

const app = new App();
const stack = new Stack(app, 'IntegWebSocketKeys');
const handler = echo(stack, 'Handler');

function apiOf(id: string, expression: WebSocketApiKeySelectionExpression, authorizer?: WebSocketLambdaAuthorizer) {
  const api = new WebSocketApi(stack, id, {
    apiKeySelectionExpression: expression,
    defaultRouteOptions: { integration: new WebSocketLambdaIntegration('Fallback', handler), returnResponse: true },
  });
  new WebSocketRoute(stack, `${id}Connect`, {
    webSocketApi: api,
    routeKey: '$connect',
    integration: new WebSocketLambdaIntegration('Connect', handler),
    apiKeyRequired: true,
    authorizer,
  });
  const stage = new WebSocketStage(stack, `${id}Stage`, { webSocketApi: api, stageName: 'live', autoDeploy: true });
  return { api, stage };
}

const header = apiOf('Api', WebSocketApiKeySelectionExpression.HEADER_X_API_KEY);
const authorized = apiOf(
  'Authorized',
  WebSocketApiKeySelectionExpression.AUTHORIZER_USAGE_IDENTIFIER_KEY,
  new WebSocketLambdaAuthorizer('Authorizer', fn(stack, 'Authorizer', KEY_OF_CALLER), {
    identitySource: ['route.request.header.authorization'],
  }),
);

const key = new ApiKey(stack, 'Key', { apiKeyName: 'integ-key', description: 'The key of a friend', enabled: true });
const given = new ApiKey(stack, 'Given', {
  apiKeyName: 'integ-given',
  value: 'integ-0123456789-abcdefghij',
  generateDistinctId: true,
});
const reader = new Role(stack, 'Reader', { assumedBy: new AccountRootPrincipal() });
key.grantRead(reader);
given.grantReadWrite(reader);

const plan = new UsagePlan(stack, 'Plan', {
  usagePlanName: 'integ-plan',
  description: 'What friends may do',
  apiStages: [header],
  quota: { limit: 10000, offset: 1, period: Period.WEEK },
  throttle: { rateLimit: 100, burstLimit: 200 },
});
plan.addApiKey(key);
plan.addApiKey(given, { overrideLogicalId: 'GivenInPlan' });
plan.addApiStage(authorized);
// Without the context key cdk-apigatewayv2:usagePlanDependencies, CloudFormation may create the usage plan before the
// stage that addApiStage adds.
plan.node.addDependency(authorized.stage);

const limited = new RateLimitedApiKey(stack, 'Limited', {
  apiKeyName: 'integ-limited',
  apiStages: [header],
  quota: { limit: 100, period: Period.DAY },
  throttle: { rateLimit: 1, burstLimit: 2 },
});

new CfnOutput(stack, 'Url', { value: header.stage.url });
new CfnOutput(stack, 'AuthorizedUrl', { value: authorized.stage.url });
new CfnOutput(stack, 'KeyId', { value: key.keyId });
new CfnOutput(stack, 'LimitedKeyId', { value: limited.keyId });
new CfnOutput(stack, 'PlanId', { value: plan.usagePlanId });

new IntegTest(app, 'WebSocketKeys', { testCases: [stack] });
