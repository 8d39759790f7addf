import { Fn } from 'aws-cdk-lib';
import { HttpApiDefinition, SpecHttpApi } from '../../lib';
import { INVOCATIONS, action, documentOf, lambda, scheme, url } from './documents';
import type { Entry } from './entry';
import type { Json } from './template';
import { att, functionWithRole, join, operation, permission, ref, sub, v2 } from './template';

const uri = (name: string) =>
  sub(`arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${name}.Arn}/invocations`);

/** An entry for an API whose body is a SAM `DefinitionBody`, with the function, the permission and the stage of the API. */
const sam = (title: string, body: Json, api: Json = {}, stage: Json = {}, more: Json = {}): Entry => ({
  title: `SAM: DefinitionBody, ${title}`,
  template: {
    Parameters: { Client: { Type: 'String' }, Pool: { Type: 'String' }, Header: { Type: 'String' } },
    Conditions: { IsBeta: { 'Fn::Equals': [ref('AWS::Region'), 'us-east-1'] } },
    Resources: {
      ...functionWithRole(),
      HelloPermission: permission(
        'HelloFunction',
        sub('arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${HttpApi}/*'),
      ),
      HttpApi: v2('Api', { Body: body, ...api }),
      HttpApiStage: v2('Stage', { ApiId: ref('HttpApi'), StageName: '$default', AutoDeploy: true, ...stage }),
      ...more,
    },
  },
});

/** OpenAPI documents as AWS SAM writes them into templates. */
export const entries: Entry[] = [
  sam(
    'functions by Fn::Sub, a public route and the settings of a route',
    documentOf(
      {
        '/hello': { get: operation('HelloFunction', { security: [{ NONE: [] }] }) },
        '/users/{id}': { get: operation('HelloFunction', { security: [{ Auth: ['email'] }] }) },
      },
      {
        components: {
          securitySchemes: {
            Auth: scheme({
              type: 'jwt',
              jwtConfiguration: {
                audience: [ref('Client')],
                issuer: sub('https://cognito-idp.${AWS::Region}.amazonaws.com/${Pool}'),
              },
              identitySource: '$request.header.Authorization',
            }),
          },
        },
      },
    ),
    { FailOnWarnings: true },
    { RouteSettings: { 'GET /users/{id}': { ThrottlingBurstLimit: 10 } } },
  ),
  sam(
    'parts that conditions select',
    documentOf({
      '/hello': { get: { 'Fn::If': ['IsBeta', operation('HelloFunction'), ref('AWS::NoValue')] } },
      '/other': { 'Fn::If': ['IsBeta', { get: operation('HelloFunction') }, ref('AWS::NoValue')] },
      '/third': {
        get: operation('HelloFunction', {
          security: { 'Fn::If': ['IsBeta', [{ Auth: [] }], ref('AWS::NoValue')] },
        }),
      },
    }),
  ),
  sam(
    'a private integration with resources of the template',
    documentOf({
      '/{proxy+}': {
        'x-amazon-apigateway-any-method': url({
          connectionType: 'VPC_LINK',
          connectionId: ref('Link'),
          uri: ref('Listener'),
          requestParameters: { 'overwrite:path': '$request.path' },
        }),
      },
    }),
    {},
    { StageName: 'prod' },
    {
      Link: v2('VpcLink', { Name: 'pets', SubnetIds: ['subnet-1', 'subnet-2'] }),
      Listener: {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        Properties: { LoadBalancerArn: 'arn', DefaultActions: [{ Type: 'fixed-response' }] },
      },
    },
  ),
  sam(
    'an AWS service action with resources of the template',
    documentOf({
      '/messages': {
        post: action(
          'SQS-SendMessage',
          { QueueUrl: ref('Queue'), MessageBody: '$request.body' },
          { credentials: att('Role') },
        ),
      },
    }),
    {},
    {},
    {
      Queue: { Type: 'AWS::SQS::Queue' },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' } },
            ],
          },
        },
      },
    },
  ),
  sam(
    'a Lambda authorizer of the template',
    documentOf(
      { '/hello': { get: operation('HelloFunction', { security: [{ Auth: [] }] }) } },
      {
        components: {
          securitySchemes: {
            Auth: scheme(
              {
                type: 'request',
                authorizerUri: uri('HelloFunction'),
                authorizerPayloadFormatVersion: 2,
                identitySource: join('$request.header.', ref('Header')),
                authorizerResultTtlInSeconds: 30,
              },
              { type: 'apiKey', name: 'Unused', in: 'header' },
            ),
          },
        },
      },
    ),
  ),
  sam(
    'references that API Gateway resolves when it imports the document',
    documentOf({
      '/hello': { get: lambda({ uri: INVOCATIONS.replaceAll('us-east-1', '${AWS::Region}') }) },
      '/messages': { post: action('SQS-PurgeQueue', { QueueUrl: 'https://sqs.${AWS::Region}.amazonaws.com/1/pets' }) },
      '/v/{proxy+}': { get: url({ uri: 'https://${stageVariables.host}/{proxy}' }) },
    }),
    { BasePath: 'prepend' },
  ),
  {
    title: 'document, L2: values from other stacks',
    build: (s) => {
      const value = Fn.importValue('Value');
      const document = documentOf({ '/pets': { get: lambda({ uri: value, credentials: value }) } });
      new SpecHttpApi(s, 'Api', { apiDefinition: HttpApiDefinition.fromInline(document), failOnWarnings: true });
    },
  },
];
