import { HttpApiDefinition, SpecHttpApi } from '../../lib';
import { imported } from './builders';
import type { Entry } from './entry';
import type { Json } from './template';

const INTEGRATION = 'x-amazon-apigateway-integration';
export const ACCOUNT = '111111111111';
const FUNCTION = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:pets`;
export const INVOCATIONS = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;

export const documentOf = (paths: Json, more: Json = {}): Json => ({
  openapi: '3.0.1',
  info: { title: 'pets', version: '2026-05-04 16:35:47UTC' },
  paths,
  ...more,
});

export const url = (more: Json = {}): Json => ({
  [INTEGRATION]: {
    payloadFormatVersion: '1.0',
    type: 'http_proxy',
    httpMethod: 'ANY',
    uri: 'https://example.com',
    connectionType: 'INTERNET',
    ...more,
  },
});

export const lambda = (more: Json = {}): Json => ({
  [INTEGRATION]: {
    payloadFormatVersion: '2.0',
    type: 'aws_proxy',
    httpMethod: 'POST',
    uri: INVOCATIONS,
    connectionType: 'INTERNET',
    ...more,
  },
});

export const action = (integrationSubtype: string, requestParameters: Json, more: Json = {}): Json => ({
  [INTEGRATION]: {
    integrationSubtype,
    credentials: `arn:aws:iam::${ACCOUNT}:role/service`,
    requestParameters,
    payloadFormatVersion: '1.0',
    type: 'aws_proxy',
    connectionType: 'INTERNET',
    ...more,
  },
});

export const scheme = (authorizer: Json, more: Json = { type: 'oauth2' }): Json => ({
  ...more,
  'x-amazon-apigateway-authorizer': authorizer,
});

const secured = (security: Json[], securitySchemes: Json, more: Json = {}): Json =>
  documentOf({ '/pets': { get: { security, ...lambda() } } }, { components: { securitySchemes }, ...more });

/** Two entries for a document: one as the `Body` of an L1 API, and one as the definition of an L2 API. Both set `failOnWarnings`. */
function both(title: string, document: Json): Entry[] {
  return [
    { title: `document: ${title}`, build: (s) => imported(s, document, { failOnWarnings: true }) },
    {
      title: `document, L2: ${title}`,
      build: (s) => {
        const apiDefinition = HttpApiDefinition.fromInline(document);
        new SpecHttpApi(s, 'Api', { apiDefinition, failOnWarnings: true });
      },
    },
  ];
}

/** The document that the export-api command writes for an HTTP API. API Gateway can import this document again. */
const exported = documentOf(
  {
    '/$default': {
      'x-amazon-apigateway-any-method': {
        responses: { default: { description: 'Default response for $default' } },
        isDefaultRoute: true,
        ...url(),
      },
    },
    '/pets/{petId}': {
      get: {
        responses: { default: { description: 'Default response for GET /pets/{petId}' } },
        security: [{ 'jwt-authorizer': ['email'] }],
        ...lambda({ timeoutInMillis: 30_000 }),
      },
      parameters: [
        {
          name: 'petId',
          in: 'path',
          description: 'Generated path parameter for petId',
          required: true,
          schema: { type: 'string' },
        },
      ],
    },
    '/files/{proxy+}': {
      'x-amazon-apigateway-any-method': {
        responses: { default: { description: 'Default response for ANY /files/{proxy+}' } },
        ...url({ uri: 'https://example.com/{proxy}' }),
      },
    },
  },
  {
    servers: [
      {
        url: 'https://abcde12345.execute-api.us-east-1.amazonaws.com/{basePath}',
        variables: { basePath: { default: '' } },
      },
    ],
    tags: [{ name: 'team', 'x-amazon-apigateway-tag-value': 'pets' }, { name: 'owner' }],
    components: {
      securitySchemes: {
        'jwt-authorizer': scheme({
          identitySource: '$request.header.Authorization',
          jwtConfiguration: {
            audience: ['client'],
            issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc',
          },
          type: 'jwt',
        }),
      },
    },
    'x-amazon-apigateway-cors': {
      allowMethods: ['GET', 'OPTIONS'],
      allowHeaders: ['x-amzm-header'],
      exposeHeaders: ['x-apigateway-header'],
      maxAge: 300,
      allowCredentials: false,
      allowOrigins: ['https://www.example.com'],
    },
    'x-amazon-apigateway-importexport-version': '1.0',
  },
);

const guide: Entry[] = [
  ...both('a document that export-api writes (guide: export an HTTP API)', exported),
  ...both(
    'a URL with schemas, examples and parameters of OpenAPI (guide: import an HTTP API)',
    documentOf(
      {
        '/pets': {
          summary: 'All pets',
          get: {
            operationId: 'listPets',
            tags: ['pets'],
            parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }],
            responses: {
              200: {
                description: 'OK',
                content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
              },
            },
            ...url({ httpMethod: 'GET' }),
          },
          post: {
            requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
            responses: { 201: { description: 'Created' } },
            ...url({ httpMethod: 'POST' }),
          },
        },
        'x-internal': 'not a path',
      },
      { components: { schemas: { Pet: { type: 'object', properties: { type: { type: 'string', enum: ['cat'] } } } } } },
    ),
  ),
  ...both(
    'shared integrations (guide: components.x-amazon-apigateway-integrations)',
    documentOf(
      {
        '/': { get: { [INTEGRATION]: { $ref: '#/components/x-amazon-apigateway-integrations/integration1' } } },
        '/pets': { get: { [INTEGRATION]: { $ref: '#/components/x-amazon-apigateway-integrations/integration1' } } },
        '/checkout': { get: { [INTEGRATION]: { $ref: '#/components/x-amazon-apigateway-integrations/integration2' } } },
      },
      {
        components: {
          'x-amazon-apigateway-integrations': {
            integration1: {
              type: 'aws_proxy',
              httpMethod: 'POST',
              uri: INVOCATIONS,
              passthroughBehavior: 'when_no_templates',
              payloadFormatVersion: '1.0',
            },
            integration2: {
              type: 'aws_proxy',
              httpMethod: 'POST',
              uri: `${INVOCATIONS.replace('/invocations', ':live')}/invocations`,
              payloadFormatVersion: '1.0',
            },
          },
        },
      },
    ),
  ),
  ...both(
    'a private integration with a listener and a server name (guide: private integrations)',
    documentOf({
      '/pets': {
        get: url({
          connectionId: 'vpclink-id',
          connectionType: 'VPC_LINK',
          httpMethod: 'GET',
          uri: `arn:aws:elasticloadbalancing:us-east-1:${ACCOUNT}:listener/app/pets/50dc6c495c0c9188/0467ef3c8400ae65`,
          tlsConfig: { serverNameToVerify: 'example.com' },
        }),
      },
    }),
  ),
  ...both(
    'a private integration with a Cloud Map service (guide: private integrations)',
    documentOf({
      '/{proxy+}': {
        'x-amazon-apigateway-any-method': url({
          connectionId: 'abc123',
          connectionType: 'VPC_LINK',
          uri: `arn:aws:servicediscovery:us-east-1:${ACCOUNT}:service/srv-abcdefghijklmnop?stage=prod&green=true`,
        }),
      },
    }),
  ),
  ...both(
    'actions of AWS services (guide: AWS service integrations)',
    documentOf({
      '/events': {
        post: action(
          'EventBridge-PutEvents',
          { Detail: '$request.body.Detail', DetailType: '$request.body.DetailType', Source: '$request.body.Source' },
          { timeoutInMillis: 5000 },
        ),
      },
      '/messages': {
        post: action('SQS-SendMessage', {
          QueueUrl: `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/pets`,
          MessageBody: '$request.body.message',
        }),
        get: action('SQS-ReceiveMessage', {
          QueueUrl: '$request.header.queueUrl',
          AttributeNames: '["ApproximateReceiveCount"]',
          MaxNumberOfMessages: '10',
        }),
      },
      '/orders': { post: action('StepFunctions-StartExecution', { StateMachineArn: '$request.querystring.machine' }) },
      '/records': {
        post: action('Kinesis-PutRecord', { StreamName: 'pets', Data: '$request.body.data', PartitionKey: 'key' }),
      },
      '/configuration': {
        get: action('AppConfig-GetConfiguration', {
          Application: 'a',
          Environment: 'b',
          Configuration: 'c',
          ClientId: '$context.requestId',
        }),
      },
    }),
  ),
  ...both(
    'mappings of requests and responses (guide: transform requests and responses)',
    documentOf({
      '/pets/{id}': {
        get: url({
          requestParameters: {
            'append:header.header1': '$context.requestId',
            'overwrite:path': '/v2/pets/$request.path.id',
            'remove:querystring.debug': "''",
            'overwrite:header.x-stage': '$stageVariables.stage',
          },
          responseParameters: {
            200: { 'overwrite:header.x-id': '$response.header.id' },
            500: { 'append:header.x-error': '$context.requestId', 'overwrite:statuscode': '403' },
          },
        }),
      },
    }),
  ),
  ...both(
    'a Lambda authorizer with simple responses (guide: Lambda authorizers)',
    secured([{ 'lambda-authorizer': [] }], {
      'lambda-authorizer': scheme(
        {
          type: 'request',
          identitySource: '$request.header.Authorization, $request.querystring.key, $context.routeKey',
          authorizerUri: INVOCATIONS,
          authorizerPayloadFormatVersion: '2.0',
          authorizerResultTtlInSeconds: 300,
          enableSimpleResponses: true,
          authorizerCredentials: `arn:aws:iam::${ACCOUNT}:role/authorizer`,
        },
        { type: 'apiKey', name: 'Authorization', in: 'header' },
      ),
    }),
  ),
  ...both(
    'a Lambda authorizer with policies and without a cache',
    secured([{ 'lambda-authorizer': [] }], {
      'lambda-authorizer': scheme(
        {
          type: 'request',
          authorizerUri: INVOCATIONS,
          authorizerPayloadFormatVersion: '1.0',
          authorizerResultTtlInSeconds: 0,
          enableSimpleResponses: false,
        },
        { type: 'apiKey', name: 'Authorization', in: 'header' },
      ),
    }),
  ),
  ...both(
    'an issuer in openIdConnectUrl (guide: authorizer extension)',
    secured([{ users: ['pets/read'] }], {
      users: scheme(
        {
          type: 'jwt',
          jwtConfiguration: { audience: ['audience1', 'audience2'] },
          identitySource: '$request.querystring.token',
        },
        {
          type: 'openIdConnect',
          openIdConnectUrl: 'https://www.example.com/v1/.well-known/openid-configuration',
        },
      ),
    }),
  ),
  ...both(
    'IAM authorization in a scheme and in an operation (guide: auth and authtype extensions)',
    documentOf(
      {
        '/pets': {
          get: { security: [{ sigv4: [] }], ...lambda() },
          post: { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' }, ...lambda() },
          put: { 'x-amazon-apigateway-auth': { type: 'NONE' }, ...lambda() },
        },
      },
      {
        components: {
          securitySchemes: {
            sigv4: {
              type: 'apiKey',
              name: 'Authorization',
              in: 'header',
              'x-amazon-apigateway-authtype': 'awsSigv4',
            },
          },
        },
      },
    ),
  ),
  ...both(
    'a disabled default endpoint in a server (guide: endpoint-configuration extension)',
    documentOf(
      { '/': { get: lambda() } },
      {
        servers: [
          {
            url: 'https://api.example.com/v1',
            'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true },
          },
        ],
      },
    ),
  ),
  ...both('an authorizer on a method, and a public OPTIONS operation (guide: CORS)', {
    ...exported,
    paths: {
      '/{proxy+}': {
        'x-amazon-apigateway-any-method': { security: [{ 'jwt-authorizer': [] }], ...lambda() },
        options: lambda(),
      },
    },
  }),
];

const terraform: Entry[] = [
  ...both(
    'types in upper case, a payload format that is a number, and no responses (Terraform acceptance test)',
    documentOf({
      '/test': {
        get: {
          [INTEGRATION]: {
            type: 'HTTP_PROXY',
            httpMethod: 'GET',
            payloadFormatVersion: 1,
            uri: 'https://www.google.de',
          },
        },
      },
    }),
  ),
  ...both(
    'CORS with a method in lower case (Terraform acceptance test)',
    documentOf(
      { '/test': { get: url() } },
      {
        'x-amazon-apigateway-cors': { allowMethods: ['delete'], allowOrigins: ['https://www.google.de'] },
      },
    ),
  ),
  ...both(
    'tags and a description (Terraform acceptance test)',
    documentOf(
      { '/update': { get: url() } },
      {
        info: { title: 'Title test', version: '2.0', description: 'Description test' },
        tags: [
          { name: 'Key1', 'x-amazon-apigateway-tag-value': 'Value1' },
          { name: 'Key2', 'x-amazon-apigateway-tag-value': 'Value2' },
        ],
      },
    ),
  ),
  {
    title: 'document: a schema that does not exist, without failOnWarnings (Terraform acceptance test)',
    build: (s) => {
      const schema = { $ref: '#/components/schemas/ModelThatDoesNotExist' };
      const responses = { 200: { description: 'OK', content: { 'application/json': { schema } } } };
      imported(s, documentOf({ '/update': { get: { ...url(), responses } } }), { failOnWarnings: false });
    },
  },
  {
    title: 'document: a name, CORS and a version in properties that the document overrides (Terraform acceptance test)',
    build: (s) =>
      imported(s, documentOf({ '/test': { get: url() } }), {
        name: 'shop',
        protocolType: 'HTTP',
        description: 'x',
        version: '1.0',
        corsConfiguration: { allowOrigins: ['https://www.google.de'], allowMethods: ['delete'] },
      }),
  },
];

/** OpenAPI documents that API Gateway imports, from its developer guide and from Terraform. */
export const entries: Entry[] = [...guide, ...terraform];
