// APIs that follow all rules of `SecureApis`: access logs in JSON, authorization of each route, throttling, and
// execution logs of the WebSocket API. If a setting is missing, the synthesis fails.
//
// Verify the deployed app with its outputs:
//   curl -s -o /dev/null -w '%{http_code}' $Url/health         200, open on purpose
//   curl -s -o /dev/null -w '%{http_code}' $Url/books          403, since the request is not signed
//   aws logs tail $HttpLogs                                    a JSON object for each of the requests
//   npx wscat -c $ChatUrl                                      connects, open on purpose
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Aspects, CfnOutput, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  LogGroupLogDestination,
  WebSocketApi,
  WebSocketNoneAuthorizer,
  WebSocketStage,
} from 'cdk-apigatewayv2';
import { HttpIamAuthorizer } from 'cdk-apigatewayv2/authorizers';
import { HttpLambdaIntegration, WebSocketMockIntegration } from 'cdk-apigatewayv2/integrations';
import { Rules, SecureApis } from 'cdk-apigatewayv2/rules';
import { echo } from './resources';

const app = new App();
Aspects.of(app).add(new SecureApis({ failSynthesis: true }));

const stack = new Stack(app, 'IntegRulesSecure');
const throttle = { rateLimit: 100, burstLimit: 50 };
const logs = (id: string) => {
  const group = new LogGroup(stack, id);
  new CfnOutput(stack, `${id}Name`, { value: group.logGroupName });
  return { destination: new LogGroupLogDestination(group), format: AccessLogFormat.jsonWithStandardFields() };
};

const api = new HttpApi(stack, 'Api', { createDefaultStage: false, defaultAuthorizer: new HttpIamAuthorizer() });
api.addStage('Root', { autoDeploy: true, throttle, accessLogSettings: logs('HttpLogs') });
const integration = new HttpLambdaIntegration('Echo', echo(stack, 'Backend'));
api.addRoutes({ path: '/books', methods: [HttpMethod.GET], integration });
api.addRoutes({ path: '/health', methods: [HttpMethod.GET], integration, authorizer: new HttpNoneAuthorizer() });

const chat = new WebSocketApi(stack, 'Chat', {
  connectRouteOptions: {
    integration: new WebSocketMockIntegration('Connect'),
    authorizer: new WebSocketNoneAuthorizer(),
  },
});
const stage = new WebSocketStage(stack, 'Live', {
  webSocketApi: chat,
  stageName: 'live',
  autoDeploy: true,
  throttle,
  accessLogSettings: logs('ChatLogs'),
});
(stage.node.defaultChild as CfnStage).addPropertyOverride('DefaultRouteSettings.LoggingLevel', 'ERROR');
Rules.of(chat).disable('WebSocketLoggingRole', 'The account has its role already.');
Rules.of(stage).disable('WebSocketLoggingRole', 'The account has its role already.');

new CfnOutput(stack, 'Url', { value: api.apiEndpoint });
new CfnOutput(stack, 'ChatUrl', { value: stage.url });

new IntegTest(app, 'RulesSecure', { testCases: [stack] });
