// Authorizers of WebSocket APIs: Lambda, IAM and no authorizer, and an authorizer imported by its ID.
//
// Verify the deployed app with its outputs:
//   wscat -c "$LambdaUrl?token=no"             403; without a token 401
//   wscat -c "$LambdaUrl?token=yes"            connected
//   wscat -c "$ImportedUrl?token=yes" -H 'x-integ: 1'      connected; 401 without the header
//   wscat -c $OpenUrl                          connected
//   wscat -c $IamUrl                           403; with a signature of the role Caller (aws sts assume-role --role-arn $CallerArn ...,
//                                              then a URL presigned for the service execute-api) connected
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IWebSocketRouteAuthorizer } from 'cdk-apigatewayv2';
import {
  WebSocketApi,
  WebSocketAuthorizer,
  WebSocketAuthorizerType,
  WebSocketNoneAuthorizer,
  WebSocketStage,
} from 'cdk-apigatewayv2';
import { WebSocketIamAuthorizer, WebSocketLambdaAuthorizer } from 'cdk-apigatewayv2/authorizers';
import { WebSocketLambdaIntegration } from 'cdk-apigatewayv2/integrations';
import { echo, fn } from './resources';

const POLICY = `exports.handler = async (event) => ({
  principalId: 'caller',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Action: 'execute-api:Invoke',
        Effect: event.queryStringParameters.token === 'yes' ? 'Allow' : 'Deny',
        Resource: event.methodArn,
      },
    ],
  },
});`;

const app = new App();
const stack = new Stack(app, 'IntegWebSocketAuthorizers');
const handler = echo(stack, 'Handler');
const policy = fn(stack, 'Policy', POLICY);

function apiOf(id: string, authorizerOf: (api: WebSocketApi) => IWebSocketRouteAuthorizer): WebSocketApi {
  const api = new WebSocketApi(stack, id, {
    defaultRouteOptions: { integration: new WebSocketLambdaIntegration('Fallback', handler) },
  });
  const integration = new WebSocketLambdaIntegration('Connect', handler);
  api.addRoute('$connect', { integration, authorizer: authorizerOf(api) });
  const stage = new WebSocketStage(stack, `${id}Stage`, { webSocketApi: api, stageName: 'live', autoDeploy: true });
  new CfnOutput(stack, `${id}Url`, { value: stage.url });
  return api;
}

apiOf(
  'Lambda',
  () =>
    new WebSocketLambdaAuthorizer('Authorizer', policy, {
      authorizerName: 'token',
      identitySource: ['route.request.querystring.token'],
    }),
);
apiOf('Open', () => new WebSocketNoneAuthorizer());
const caller = new Role(stack, 'Caller', { assumedBy: new AccountRootPrincipal() });
const iamApi = apiOf('Iam', () => new WebSocketIamAuthorizer());
caller.addToPolicy(
  new PolicyStatement({ actions: ['execute-api:Invoke'], resources: [iamApi.arnForExecuteApiV2('$connect', 'live')] }),
);

// An authorizer construct, and a route that imports the authorizer by its ID.
apiOf('Imported', (api) => {
  const { authorizerId } = new WebSocketAuthorizer(stack, 'Construct', {
    webSocketApi: api,
    type: WebSocketAuthorizerType.LAMBDA,
    authorizerName: 'construct',
    identitySource: ['route.request.querystring.token', 'route.request.header.x-integ'],
    authorizerUri: `arn:${stack.partition}:apigateway:${stack.region}:lambda:path/2015-03-31/functions/${policy.functionArn}/invocations`,
  });
  policy.addPermission('Construct', {
    principal: new ServicePrincipal('apigateway.amazonaws.com'),
    sourceArn: stack.formatArn({
      service: 'execute-api',
      resource: api.apiId,
      resourceName: `authorizers/${authorizerId}`,
    }),
  });
  return WebSocketAuthorizer.fromWebSocketAuthorizerAttributes(stack, 'ById', {
    authorizerId,
    authorizerType: 'CUSTOM',
  });
});

new CfnOutput(stack, 'CallerArn', { value: caller.roleArn });

new IntegTest(app, 'WebSocketAuthorizers', { testCases: [stack] });
