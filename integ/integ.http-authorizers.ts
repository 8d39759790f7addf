// Authorizers of HTTP APIs: IAM, JWT, user pool and Lambda authorizers, scopes, public routes, and an authorizer imported by its ID.
//
// Verify the deployed app with its outputs:
//   curl -i $Url/open                          200
//   curl -i $Url/jwt; curl -i $Url/pool        401, and 200 with -H "Authorization: Bearer <token>" of the issuer or the pool
//   curl -i $Url/simple                        401; 403 with -H 'Authorization: no', 200 with -H 'Authorization: yes'
//   curl -i "$Url/policy?token=no"             403; 200 with token=yes
//   curl -i $Url/iam                           403; as the role Caller (aws sts assume-role --role-arn $CallerArn ...):
//   curl -i $Url/iam --aws-sigv4 aws:amz:$Region:execute-api --user "$KEY:$SECRET" -H "x-amz-security-token: $TOKEN"     200
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { AccountRootPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IHttpRouteAuthorizer } from 'cdk-apigatewayv2';
import {
  AuthorizerPayloadVersion,
  HttpApi,
  HttpAuthorizer,
  HttpAuthorizerType,
  HttpMethod,
  HttpNoneAuthorizer,
} from 'cdk-apigatewayv2';
import {
  HttpIamAuthorizer,
  HttpJwtAuthorizer,
  HttpLambdaAuthorizer,
  HttpLambdaResponseType,
  HttpUserPoolAuthorizer,
} from 'cdk-apigatewayv2/authorizers';
import { HttpLambdaIntegration } from 'cdk-apigatewayv2/integrations';
import { echo, fn } from './resources';

const ISSUER = 'https://accounts.google.com';
const SIMPLE = "exports.handler = async (event) => ({ isAuthorized: event.identitySource[0] === 'yes' });";
const POLICY = `exports.handler = async (event) => ({
  principalId: 'caller',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Action: 'execute-api:Invoke',
        Effect: event.queryStringParameters.token === 'yes' ? 'Allow' : 'Deny',
        Resource: event.routeArn ?? event.methodArn,
      },
    ],
  },
});`;

const app = new App();
const stack = new Stack(app, 'IntegHttpAuthorizers');
const pool = new cognito.UserPool(stack, 'Pool', { removalPolicy: RemovalPolicy.DESTROY });
const clients = ['Web', 'Phone'].map((id) => pool.addClient(id, { authFlows: { userPassword: true } }));
const simple = fn(stack, 'Simple', SIMPLE);
const policy = fn(stack, 'Policy', POLICY);

const integration = new HttpLambdaIntegration('Echo', echo(stack, 'Echo'));
// The default authorizer and the default scopes apply to routes that do not specify an authorizer or scopes.
const api = new HttpApi(stack, 'Api', {
  defaultAuthorizer: new HttpJwtAuthorizer('Jwt', ISSUER, {
    jwtAudience: ['integ-audience', 'other-audience'],
    authorizerName: 'google',
    identitySource: ['$request.header.Authorization'],
  }),
  defaultAuthorizationScopes: ['books:read'],
});
const route = (path: string, authorizer?: IHttpRouteAuthorizer, authorizationScopes?: string[]) =>
  api.addRoutes({ path, methods: [HttpMethod.GET], integration, authorizer, authorizationScopes })[0];

route('/scoped');
route('/scoped/write', undefined, ['books:write', 'books:admin']);
route('/jwt', undefined, []);
route('/open', new HttpNoneAuthorizer(), []);
route('/pool', new HttpUserPoolAuthorizer('Pool', pool, { userPoolClients: clients }), []);
route(
  '/simple',
  new HttpLambdaAuthorizer('Simple', simple, {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    resultsCacheTtl: Duration.minutes(1),
    identitySource: ['$request.header.Authorization'],
  }),
  [],
);
const both = new HttpLambdaAuthorizer('Policy', policy, {
  responseTypes: [HttpLambdaResponseType.IAM],
  authorizerName: 'policy',
  resultsCacheTtl: Duration.seconds(0),
  identitySource: ['$request.querystring.token'],
});
route('/policy', both, []);
route('/policy/{id}', both, []);

const caller = new Role(stack, 'Caller', { assumedBy: new AccountRootPrincipal() });
route('/iam', new HttpIamAuthorizer(), []).grantInvoke(caller);
const [anything] = api.addRoutes({
  path: '/iam/{id}',
  integration,
  authorizer: new HttpIamAuthorizer(),
  authorizationScopes: [],
});
anything.grantInvoke(caller, { httpMethods: [HttpMethod.GET, HttpMethod.PUT] });

// An authorizer construct, and a route that imports the authorizer by its ID.
const role = new Role(stack, 'AuthorizerRole', { assumedBy: new ServicePrincipal('apigateway.amazonaws.com') });
policy.grantInvoke(role);
const authorizer = new HttpAuthorizer(stack, 'Construct', {
  httpApi: api,
  type: HttpAuthorizerType.LAMBDA,
  authorizerName: 'construct',
  identitySource: ['$request.querystring.token', '$context.routeKey'],
  payloadFormatVersion: AuthorizerPayloadVersion.VERSION_1_0,
  resultsCacheTtl: Duration.hours(1),
  authorizerUri: `arn:${stack.partition}:apigateway:${stack.region}:lambda:path/2015-03-31/functions/${policy.functionArn}/invocations`,
  role,
});
const { authorizerId } = authorizer;
route(
  '/imported',
  HttpAuthorizer.fromHttpAuthorizerAttributes(stack, 'ById', { authorizerId, authorizerType: 'CUSTOM' }),
  [],
);

new CfnOutput(stack, 'Url', { value: api.apiEndpoint });
new CfnOutput(stack, 'Region', { value: stack.region });
new CfnOutput(stack, 'CallerArn', { value: caller.roleArn });
new CfnOutput(stack, 'Client', { value: clients[0].userPoolClientId });

new IntegTest(app, 'HttpAuthorizers', { testCases: [stack] });
