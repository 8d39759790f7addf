import { CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { fn, inStack, role, url } from '../fixtures';
import type { Modules, Program } from '../modules';
import type { Build } from '../places';

/** The samples in the README of aws-cdk-lib/aws-apigatewayv2-authorizers, each in its own stack. */

const sample = (name: string, build: Build) => inStack(`README of the authorizers: ${name}`, build);
const issuer = 'https://test.us.auth0.com';
const jwt = ({ authorizers }: Modules, id: string) =>
  new authorizers.HttpJwtAuthorizer(id, issuer, { jwtAudience: ['3131231'] });
const books = (m: Modules, id = 'BooksIntegration') => url(m, id, 'https://get-books-proxy.example.com');

export const programs: Program[] = [
  sample('default authorization', (m, stack) => {
    new m.apigwv2.HttpApi(stack, 'HttpApi', {
      defaultAuthorizer: jwt(m, 'DefaultAuthorizer'),
      defaultAuthorizationScopes: ['manage:books'],
    });
  }),
  sample('route authorization', (m, stack) => {
    const { HttpApi, HttpMethod } = m.apigwv2;
    const api = new HttpApi(stack, 'HttpApi', {
      defaultAuthorizer: jwt(m, 'DefaultAuthorizer'),
      defaultAuthorizationScopes: ['read:books'],
    });
    api.addRoutes({ integration: books(m), path: '/books', methods: [HttpMethod.GET] });
    api.addRoutes({ integration: books(m, 'BooksIdIntegration'), path: '/books/{id}', methods: [HttpMethod.GET] });
    api.addRoutes({
      integration: books(m),
      path: '/books',
      methods: [HttpMethod.POST],
      authorizationScopes: ['write:books'],
    });
  }),
  {
    ...sample('route authorization and a public route', (m, stack) => {
      const { HttpApi, HttpMethod, HttpNoneAuthorizer } = m.apigwv2;
      const api = new HttpApi(stack, 'HttpApi', {
        defaultAuthorizer: jwt(m, 'DefaultAuthorizer'),
        defaultAuthorizationScopes: ['read:books'],
      });
      api.addRoutes({ integration: books(m), path: '/books', methods: [HttpMethod.GET] });
      api.addRoutes({
        integration: books(m, 'LoginIntegration'),
        path: '/login',
        methods: [HttpMethod.POST],
        authorizer: new HttpNoneAuthorizer(),
      });
    }),
    differs: 'default-scopes',
  },
  sample('jwt', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'HttpApi');
    api.addRoutes({ integration: books(m), path: '/books', authorizer: jwt(m, 'BooksAuthorizer') });
  }),
  sample('user pool', (m, stack) => {
    const userPool = new cognito.UserPool(stack, 'UserPool');
    const authorizer = new m.authorizers.HttpUserPoolAuthorizer('BooksAuthorizer', userPool);
    const api = new m.apigwv2.HttpApi(stack, 'HttpApi');
    api.addRoutes({ integration: books(m), path: '/books', authorizer });
  }),
  sample('lambda', (m, stack) => {
    const authorizer = new m.authorizers.HttpLambdaAuthorizer('BooksAuthorizer', fn(stack), {
      responseTypes: [m.authorizers.HttpLambdaResponseType.SIMPLE],
      role: role(stack),
    });
    const api = new m.apigwv2.HttpApi(stack, 'HttpApi');
    api.addRoutes({ integration: books(m), path: '/books', authorizer });
  }),
  sample('iam', (m, stack) => {
    const httpApi = new m.apigwv2.HttpApi(stack, 'HttpApi', {
      defaultAuthorizer: new m.authorizers.HttpIamAuthorizer(),
    });
    const routes = httpApi.addRoutes({ integration: books(m), path: '/books/{book}' });
    routes[0].grantInvoke(role(stack, 'Caller', 'lambda.amazonaws.com'));
    return { arn: routes[0].routeArn };
  }),
  sample('WebSocket Lambda authorizer', ({ apigwv2, authorizers, integrations }, stack) => {
    const authorizer = new authorizers.WebSocketLambdaAuthorizer('Authorizer', fn(stack, 'Auth'));
    const integration = new integrations.WebSocketLambdaIntegration('Integration', fn(stack, 'Handler'));
    new apigwv2.WebSocketApi(stack, 'WebSocketApi', { connectRouteOptions: { integration, authorizer } });
  }),
  sample('WebSocket IAM authorizer', ({ apigwv2, authorizers, integrations }, stack) => {
    const webSocketApi = new apigwv2.WebSocketApi(stack, 'WebSocketApi');
    webSocketApi.addRoute('$connect', {
      integration: new integrations.WebSocketLambdaIntegration('Integration', fn(stack)),
      authorizer: new authorizers.WebSocketIamAuthorizer(),
    });
    const user = new iam.User(stack, 'User');
    const webSocketArn = Stack.of(stack).formatArn({ service: 'execute-api', resource: webSocketApi.apiId });
    user.attachInlinePolicy(
      new iam.Policy(stack, 'AllowInvoke', {
        statements: [
          new iam.PolicyStatement({
            actions: ['execute-api:Invoke'],
            effect: iam.Effect.ALLOW,
            resources: [webSocketArn],
          }),
        ],
      }),
    );
  }),
  sample('export of an authorizer', (m, stack) => {
    const authorizer = new m.authorizers.HttpLambdaAuthorizer('BooksAuthorizer', fn(stack), {
      responseTypes: [m.authorizers.HttpLambdaResponseType.SIMPLE],
    });
    const api = new m.apigwv2.HttpApi(stack, 'HttpApi');
    api.addRoutes({ integration: books(m), path: '/books', authorizer });
    new CfnOutput(stack, 'authorizerId', { value: authorizer.authorizerId });
    new CfnOutput(stack, 'authorizerType', { value: authorizer.authorizationType });
  }),
  sample('import of an authorizer', (m, stack) => {
    m.apigwv2.HttpAuthorizer.fromHttpAuthorizerAttributes(stack, 'HttpAuthorizer', {
      authorizerId: Fn.importValue('authorizerId'),
      authorizerType: Fn.importValue('authorizerType'),
    });
  }),
  sample('use of an imported authorizer of type JWT', (m, stack) => {
    const authorizer = m.apigwv2.HttpAuthorizer.fromHttpAuthorizerAttributes(stack, 'HttpAuthorizer', {
      authorizerId: Fn.importValue('authorizerId'),
      authorizerType: m.apigwv2.HttpAuthorizerType.JWT,
    });
    const api = new m.apigwv2.HttpApi(stack, 'HttpApi');
    api.addRoutes({ integration: books(m), path: '/books', authorizer });
  }),
];
