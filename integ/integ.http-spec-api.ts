// HTTP APIs from OpenAPI documents: a file without functions, a file with functions, and an inline document with
// functions, a Lambda authorizer, CORS and tags of the stack.
//
// Verify the deployed app with its outputs:
//   curl -s $Url/books/1 | jq .pathParameters.id              "1"
//   curl -s -X POST $Url/books                                {"message":"Unauthorized"}: no token
//   curl -s -X POST -H 'authorization: let me in' $Url/books | jq .routeKey     "POST /books"
//   curl -s $Url/other | jq .routeKey                         "$default"
//   curl -s $BetaUrl/books/1 | jq .requestContext.stage       "beta"
//   curl -i $BetaUrl/hosts                                   200, from https://checkip.amazonaws.com
//   curl -i $FileUrl/checkip                                  200, from https://checkip.amazonaws.com
//   curl -s $NamedUrl/papers/1 | jq .version                  "2.0"
//   curl -s -X POST $NamedUrl/papers | jq .version            "1.0"
//   aws apigatewayv2 get-api --api-id $Id | jq .Tags          { "team": "books" } and those of CloudFormation
import { join } from 'node:path';
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import { HttpApiDefinition, HttpRouteKey, SpecHttpApi } from 'cdk-apigatewayv2';
import { echo, fn } from './resources';

const app = new App();
const stack = new Stack(app, 'IntegHttpSpecApi');
Tags.of(stack).add('stack', 'spec');

const all = echo(stack, 'All');
const call = (uri: string) => ({
  'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', payloadFormatVersion: '2.0', uri },
});
const api = new SpecHttpApi(stack, 'Api', {
  apiDefinition: HttpApiDefinition.fromInline({
    openapi: '3.0.3',
    info: { title: 'Books', version: '1.0', description: 'Books of ${AWS::Region}' },
    tags: [{ name: 'team', 'x-amazon-apigateway-tag-value': 'books' }],
    paths: {
      '/books': { post: { ...call('${books}'), security: [{ token: [] }] } },
      '/books/{id}': { get: call('${books}') },
      '/hosts': {
        get: {
          'x-amazon-apigateway-integration': {
            type: 'http_proxy',
            httpMethod: 'GET',
            payloadFormatVersion: '1.0',
            uri: 'https://${stageVariables.host}',
          },
        },
      },
      '/$default': { 'x-amazon-apigateway-any-method': { ...call(all.functionArn), isDefaultRoute: true } },
    },
    components: {
      securitySchemes: {
        token: {
          type: 'apiKey',
          in: 'header',
          name: 'authorization',
          'x-amazon-apigateway-authorizer': {
            type: 'request',
            identitySource: '$request.header.authorization',
            authorizerUri: '${check}',
            authorizerPayloadFormatVersion: '2.0',
            authorizerResultTtlInSeconds: 0,
            enableSimpleResponses: true,
          },
        },
      },
    },
    'x-amazon-apigateway-cors': { allowOrigins: ['https://example.com'], allowMethods: ['GET'] },
  }),
  functions: {
    books: echo(stack, 'Books'),
    check: fn(stack, 'Check', 'exports.handler = async () => ({ isAuthorized: true });'),
  },
  failOnWarnings: true,
});
api.grantInvokeFromRoutes(all, HttpRouteKey.DEFAULT);
const beta = api.addStage('Beta', {
  stageName: 'beta',
  autoDeploy: true,
  throttle: { rateLimit: 10, burstLimit: 5 },
  stageVariables: { host: 'checkip.amazonaws.com' },
});

const file = new SpecHttpApi(stack, 'File', {
  apiDefinition: HttpApiDefinition.fromAsset(join(__dirname, 'http-spec-api.yaml')),
});

const named = new SpecHttpApi(stack, 'Named', {
  apiDefinition: HttpApiDefinition.fromAsset(join(__dirname, 'http-spec-functions.yaml')),
  functions: { papers: echo(stack, 'Papers') },
  substitutions: { title: 'Papers' },
});

new CfnOutput(stack, 'Id', { value: api.apiId });
new CfnOutput(stack, 'Url', { value: api.apiEndpoint });
new CfnOutput(stack, 'BetaUrl', { value: beta.url });
new CfnOutput(stack, 'FileUrl', { value: file.apiEndpoint });
new CfnOutput(stack, 'NamedUrl', { value: named.apiEndpoint });

new IntegTest(app, 'HttpSpecApi', { testCases: [stack] });
