import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { Fn, Lazy } from 'aws-cdk-lib';
import { CfnApi, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { HttpApiDefinition, SpecHttpApi } from '../../../lib';
import { Rules } from '../../../lib/rules';
import { codesOf, findingsOfProgram } from '../../negatives/negative';

type Json = Record<string, unknown>;
const FUNCTION = 'arn:aws:lambda:eu-west-1:111111111111:function:books';
const INVOCATIONS = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;
const ROLE = 'arn:aws:iam::111111111111:role/api';
const url = { type: 'http_proxy', httpMethod: 'GET', uri: 'https://example.com', payloadFormatVersion: '1.0' };
const lambda = { type: 'aws_proxy', httpMethod: 'POST', uri: INVOCATIONS, payloadFormatVersion: '2.0' };
const sqs = {
  type: 'aws_proxy',
  integrationSubtype: 'SQS-SendMessage',
  credentials: ROLE,
  payloadFormatVersion: '1.0',
  requestParameters: { QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/1/books', MessageBody: '$request.body' },
};
const jwt = {
  type: 'jwt',
  identitySource: '$request.header.Authorization',
  jwtConfiguration: { issuer: 'https://issuer.example.com', audience: ['app'] },
};
const request = {
  type: 'request',
  identitySource: '$request.header.Authorization, $request.querystring.key',
  authorizerUri: INVOCATIONS,
  authorizerPayloadFormatVersion: '2.0',
};

const documentOf = (more: Json): Json => ({
  openapi: '3.0.1',
  info: { title: 'Books', version: '1' },
  paths: {},
  ...more,
});
const operation = (members: Json, path = '/books', method = 'get', more: Json = {}): Json =>
  documentOf({ paths: { [path]: { [method]: { 'x-amazon-apigateway-integration': url, ...members } } }, ...more });
const integration = (members: Json, base: Json = url) =>
  operation({ 'x-amazon-apigateway-integration': { ...base, ...members } });
const authorizer = (members: Json, base: Json = jwt, scopes: string[] = []) =>
  operation({ security: [{ users: scopes }] }, '/books', 'get', {
    components: {
      securitySchemes: { users: { type: 'oauth2', 'x-amazon-apigateway-authorizer': { ...base, ...members } } },
    },
  });
const cors = (members: Json) => documentOf({ 'x-amazon-apigateway-cors': members });
const at = '#/paths/~1books/get/x-amazon-apigateway-integration/';
const atScheme = '#/components/securitySchemes/users/x-amazon-apigateway-authorizer/';

/** Documents with a part that API Gateway rejects, each with the code and the place of the finding. */
const WRONG: [string, Json, string, string][] = [
  ['a long title', documentOf({ info: { title: 'b'.repeat(129), version: '1' } }), 'ApiNameInvalid', '#/info/title'],
  ['an integration of type aws', integration({ type: 'aws' }), 'HttpIntegrationTypeInvalid', `${at}type`],
  ['an integration of type mock', integration({ type: 'mock' }), 'HttpIntegrationTypeInvalid', `${at}type`],
  ['an integration of type http', integration({ type: 'HTTP' }), 'HttpIntegrationTypeInvalid', `${at}type`],
  [
    'a payload format 3.0',
    integration({ payloadFormatVersion: '3.0' }, lambda),
    'PayloadFormatInvalid',
    `${at}payloadFormatVersion`,
  ],
  [
    'a URL with payload format 2.0',
    integration({ payloadFormatVersion: '2.0' }),
    'PayloadFormatInvalid',
    `${at}payloadFormatVersion`,
  ],
  [
    'a service with payload format 2.0',
    integration({ payloadFormatVersion: '2.0' }, sqs),
    'PayloadFormatInvalid',
    `${at}payloadFormatVersion`,
  ],
  ['a timeout of 49', integration({ timeoutInMillis: 49 }), 'IntegrationTimeoutOutOfRange', `${at}timeoutInMillis`],
  [
    'a timeout of 30,001',
    integration({ timeoutInMillis: 30_001 }),
    'IntegrationTimeoutOutOfRange',
    `${at}timeoutInMillis`,
  ],
  [
    'a timeout of 31,000 as a string',
    integration({ timeoutInMillis: '31000' }),
    'IntegrationTimeoutOutOfRange',
    `${at}timeoutInMillis`,
  ],
  [
    'an unknown subtype',
    integration({ integrationSubtype: 'SQS-SendMessages' }, sqs),
    'IntegrationSubtypeUnknown',
    `${at}integrationSubtype`,
  ],
  [
    'a subtype without a parameter',
    integration({ requestParameters: { QueueUrl: 'https://a' } }, sqs),
    'RequiredParameterMissing',
    `${at}requestParameters`,
  ],
  ['a subtype without a role', integration({ credentials: undefined }, sqs), 'ServiceRoleMissing', `${at}credentials`],
  [
    'a subtype with http_proxy',
    integration({ integrationSubtype: 'SQS-PurgeQueue', credentials: ROLE, uri: undefined }),
    'SubtypeWithoutAwsProxy',
    `${at}type`,
  ],
  [
    'a VPC link without its ID',
    integration({
      connectionType: 'VPC_LINK',
      uri: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/a/1/2',
    }),
    'VpcLinkMissing',
    `${at}connectionId`,
  ],
  [
    'a VPC link with a URL',
    integration({ connectionType: 'VPC_LINK', connectionId: 'abc123' }),
    'PrivateTargetInvalid',
    `${at}uri`,
  ],
  [
    'an http_proxy without a method',
    integration({ httpMethod: undefined }),
    'HttpProxyWithoutMethod',
    `${at}httpMethod`,
  ],
  ['an http_proxy without a URI', integration({ uri: undefined }), 'IntegrationTargetMissing', `${at}uri`],
  ['an aws_proxy without a URI', integration({ uri: undefined }, lambda), 'IntegrationTargetMissing', `${at}uri`],
  ['a URI without a scheme', integration({ uri: 'backend.internal/books' }), 'IntegrationUrlInvalid', `${at}uri`],
  ['an aws_proxy with a URL', integration({ uri: 'https://example.com' }, lambda), 'FunctionUriInvalid', `${at}uri`],
  [
    'credentials that are not a role',
    integration({ credentials: 'admin' }, lambda),
    'CredentialsArnInvalid',
    `${at}credentials`,
  ],
  [
    'a mapping without an action',
    integration({ requestParameters: { 'header.x': '1' } }),
    'RequestMappingKeyInvalid',
    `${at}requestParameters`,
  ],
  [
    'a mapping of a reserved header',
    integration({ requestParameters: { 'overwrite:header.x-forwarded-for': '1' } }),
    'ReservedHeaderMapped',
    `${at}requestParameters`,
  ],
  [
    'a mapping from a place that does not exist',
    integration({ requestParameters: { 'overwrite:header.x': '$request.headers.y' } }),
    'MappingSourceInvalid',
    `${at}requestParameters`,
  ],
  [
    'a response mapping of status 199',
    integration({ responseParameters: { 199: { 'overwrite:header.x': '1' } } }),
    'ResponseMappingStatusInvalid',
    `${at}responseParameters`,
  ],
  [
    'a response mapping without an action',
    integration({ responseParameters: { 200: { 'header.x': '1' } } }),
    'ResponseMappingKeyInvalid',
    `${at}responseParameters/200`,
  ],
  ['TRACE', operation({}, '/books', 'trace'), 'RouteKeyInvalid', '#/paths/~1books/trace'],
  ['a path with a space', operation({}, '/my books'), 'RouteSegmentInvalid', '#/paths/~1my books/get'],
  [
    'a path with a partial parameter',
    operation({}, '/books/{id}.json'),
    'RouteSegmentInvalid',
    '#/paths/~1books~1{id}.json/get',
  ],
  [
    'a greedy parameter in the middle',
    operation({}, '/{proxy+}/books'),
    'GreedyParameterNotLast',
    '#/paths/~1{proxy+}~1books/get',
  ],
  [
    'two paths that differ in a parameter',
    documentOf({
      paths: Object.fromEntries(
        ['/{a}', '/{b}'].map((path) => [path, { get: { 'x-amazon-apigateway-integration': url } }]),
      ),
    }),
    'RouteDuplicate',
    '#/paths/~1{b}/get',
  ],
  [
    'an origin without a scheme',
    cors({ allowOrigins: ['example.com'] }),
    'CorsOriginWithoutScheme',
    '#/x-amazon-apigateway-cors/allowOrigins',
  ],
  [
    'every origin with credentials',
    cors({ allowOrigins: ['*'], allowCredentials: true }),
    'CorsCredentialsWithAnyOrigin',
    '#/x-amazon-apigateway-cors/allowOrigins',
  ],
  [
    'an authorizer of user pools',
    authorizer({ type: 'cognito_user_pools' }),
    'AuthorizerTypeInvalid',
    `${atScheme}type`,
  ],
  [
    'identity sources of a JWT',
    authorizer({ identitySource: '$request.header.A,$request.header.B' }),
    'JwtIdentitySourceInvalid',
    `${atScheme}identitySource`,
  ],
  [
    'an identity source in the body',
    authorizer({ identitySource: '$request.body.token' }, request),
    'IdentitySourceUnsupported',
    `${atScheme}identitySource`,
  ],
  [
    'a Lambda authorizer without a URI',
    authorizer({ authorizerUri: undefined }, request),
    'AuthorizerUriMissing',
    `${atScheme}authorizerUri`,
  ],
  [
    'the ARN of a function',
    authorizer({ authorizerUri: FUNCTION }, request),
    'AuthorizerUriInvalid',
    `${atScheme}authorizerUri`,
  ],
  [
    'a Lambda authorizer without a format',
    authorizer({ authorizerPayloadFormatVersion: undefined }, request),
    'AuthorizerPayloadFormatMissing',
    `${atScheme}authorizerPayloadFormatVersion`,
  ],
  [
    'an authorizer with format 3.0',
    authorizer({ authorizerPayloadFormatVersion: '3.0' }, request),
    'AuthorizerPayloadFormatInvalid',
    `${atScheme}authorizerPayloadFormatVersion`,
  ],
  [
    'simple responses with format 1.0',
    authorizer({ authorizerPayloadFormatVersion: '1.0', enableSimpleResponses: true }, request),
    'SimpleResponsesUnsupported',
    `${atScheme}enableSimpleResponses`,
  ],
  [
    'a TTL of 3,601',
    authorizer({ authorizerResultTtlInSeconds: 3601 }, request),
    'AuthorizerTtlOutOfRange',
    `${atScheme}authorizerResultTtlInSeconds`,
  ],
  [
    'a TTL without a source',
    authorizer({ authorizerResultTtlInSeconds: 60, identitySource: undefined }, request),
    'AuthorizerCacheWithoutSource',
    `${atScheme}authorizerResultTtlInSeconds`,
  ],
  [
    'scopes of a Lambda authorizer',
    authorizer({}, request, ['read']),
    'ScopesWithoutJwtAuthorizer',
    '#/paths/~1books/get/security',
  ],
  [
    '11 scopes',
    authorizer(
      {},
      jwt,
      Array.from({ length: 11 }, (_, i) => `scope${i}`),
    ),
    'TooManyScopes',
    '#/paths/~1books/get/security',
  ],
  [
    'a reserved tag',
    documentOf({ tags: [{ name: 'aws:team', 'x-amazon-apigateway-tag-value': 'a' }] }),
    'TagKeyReserved',
    '#/tags',
  ],
];

/** Parts of documents that make the import fail even without `FailOnWarnings`. */
const FATAL: [string, Json, string, string][] = [
  [
    'a JWT authorizer without a configuration',
    authorizer({ jwtConfiguration: undefined }),
    'JwtConfigurationMissing',
    `${atScheme}jwtConfiguration`,
  ],
  [
    'a JWT authorizer without an audience',
    authorizer({ jwtConfiguration: { issuer: 'https://a.example.com' } }),
    'JwtConfigurationMissing',
    `${atScheme}jwtConfiguration`,
  ],
  [
    'an issuer without a scheme',
    authorizer({ jwtConfiguration: { issuer: 'issuer.example.com', audience: ['a'] } }),
    'JwtIssuerInvalid',
    `${atScheme}jwtConfiguration/issuer`,
  ],
  [
    'a discovery URL',
    authorizer({
      jwtConfiguration: { issuer: 'https://a.example.com/.well-known/openid-configuration', audience: ['a'] },
    }),
    'JwtIssuerWithoutDiscovery',
    `${atScheme}jwtConfiguration/issuer`,
  ],
];

/**
 * Parts of documents that API Gateway imports but that do not work as intended, and parts that it drops without a
 * warning.
 */
const DOUBTFUL: [string, Json, string, string][] = [
  ['a negative maximum age', cors({ maxAge: -2 }), 'CorsMaxAgeOutOfRange', '#/x-amazon-apigateway-cors/maxAge'],
  ['a path without a slash', operation({}, 'books'), 'RoutePathInvalid', '#/paths/books/get'],
  [
    'an aws_proxy without a format',
    integration({ payloadFormatVersion: undefined }, lambda),
    'PayloadFormatMissing',
    `${at}payloadFormatVersion`,
  ],
  ['an integration without a type', integration({ type: undefined }), 'RequiredPropertyMissing', `${at}type`],
  ['a path that ends in a slash', operation({}, '/books/'), 'RoutePathInvalid', '#/paths/~1books~1/get'],
  [
    'a path of another framework',
    operation({}, '/books/:id'),
    'RouteParameterOfOtherFramework',
    '#/paths/~1books~1:id/get',
  ],
  [
    'an unknown CORS method',
    cors({ allowMethods: ['TRACE'] }),
    'CorsMethodUnknown',
    '#/x-amazon-apigateway-cors/allowMethods',
  ],
  ['a URI together with a subtype', integration({ uri: 'https://a' }, sqs), 'UriBesideSubtype', `${at}uri`],
  [
    'a URL with a parameter of no route',
    integration({ uri: 'https://example.com/{id}' }),
    'IntegrationPathParameterUnknown',
    `${at}uri`,
  ],
  [
    'a mapping from a parameter of no route',
    integration({ requestParameters: { 'overwrite:path': '$request.path.id' } }),
    'PathParameterUnknown',
    `${at}requestParameters`,
  ],
  [
    'a parameter that the action does not have',
    integration({ requestParameters: { ...sqs.requestParameters, Queue: 'a' } }, sqs),
    'ActionParameterUnknown',
    `${at}requestParameters`,
  ],
  [
    'TTL of a JWT authorizer',
    authorizer({ authorizerResultTtlInSeconds: 60 }),
    'LambdaOnlyAuthorizerProperty',
    `${atScheme}authorizerResultTtlInSeconds`,
  ],
  [
    'a local issuer',
    authorizer({ jwtConfiguration: { issuer: 'http://localhost:9000/', audience: ['a'] } }),
    'JwtIssuerLocal',
    `${atScheme}jwtConfiguration/issuer`,
  ],
  [
    'a version of 65 characters',
    documentOf({ info: { title: 'b', version: '1'.repeat(65) } }),
    'ApiVersionInvalid',
    '#/info/version',
  ],
  [
    'an operation ID of 65 characters',
    operation({ operationId: 'b'.repeat(65) }),
    'OperationNameInvalid',
    '#/paths/~1books/get/operationId',
  ],
  [
    'a catch-all route that receives preflight requests',
    {
      ...authorizer({}),
      'x-amazon-apigateway-cors': { allowOrigins: ['https://a.example.com'] },
      paths: {
        '/$default': {
          'x-amazon-apigateway-any-method': {
            isDefaultRoute: true,
            security: [{ users: [] }],
            'x-amazon-apigateway-integration': url,
          },
        },
      },
    },
    'CorsPreflightCaught',
    '#/x-amazon-apigateway-cors',
  ],
];

const l1 = (body: unknown, failOnWarnings?: boolean) =>
  findingsOfProgram((s) => new CfnApi(s, 'Api', { body, failOnWarnings }));
const l2 = (document: Json, failOnWarnings?: boolean) =>
  findingsOfProgram((s) => {
    const apiDefinition = HttpApiDefinition.fromInline(document);
    new SpecHttpApi(s, 'Api', { apiDefinition, failOnWarnings });
  });

describe('a part of a document that API Gateway rejects', () => {
  test.each([...WRONG, ...DOUBTFUL])('causes a warning: %s', (_, document, code, place) => {
    const { errors, warnings } = l1(document);
    expect([errors, codesOf(warnings)]).toEqual([[], [code]]);
    expect(warnings[0]).toContain(` Body${place} must `);
  });

  test.each(WRONG)('causes an error with failOnWarnings: %s', (_, document, code, place) => {
    const { errors, warnings } = l2(document, true);
    expect([codesOf(errors), warnings]).toEqual([[code], []]);
    expect(errors[0]).toContain(` apiDefinition${place} must `);
  });

  test.each(DOUBTFUL)('is not an error with failOnWarnings either: %s', (_, document, code) => {
    const { errors, warnings } = l2(document, true);
    expect([errors, codesOf(warnings)]).toEqual([[], [code]]);
  });

  test.each(FATAL)(
    'causes an error if the import fails even without failOnWarnings: %s',
    (_, document, code, place) => {
      const { errors, warnings } = l1(document);
      expect([codesOf(errors), warnings]).toEqual([[code], []]);
      expect(errors[0]).toContain(` Body${place} must `);
    },
  );

  test('has the same name in the finding as in the document', () => {
    expect(l1(integration({ type: 'aws' })).warnings[0]).toContain("got 'aws'");
  });
});

describe('a valid document', () => {
  const silent = (build: (stack: Stack) => void) => {
    expect(findingsOfProgram(build)).toEqual({ errors: [], warnings: [] });
  };
  const sound: [string, Json][] = [
    ['integrations at their bounds', integration({ timeoutInMillis: 50 })],
    ['a timeout of 30 seconds', integration({ timeoutInMillis: 30_000 }, lambda)],
    ['format 1.0 for a function', integration({ payloadFormatVersion: '1.0' }, lambda)],
    ['a format that is a number', integration({ payloadFormatVersion: 2 }, lambda)],
    ['an action of a service', integration({}, sqs)],
    ['types in upper case', integration({ type: 'HTTP_PROXY', httpMethod: 'any' })],
    ['the method of the request', integration({ httpMethod: 'x-amazon-apigateway-any-method' })],
    [
      'a private integration',
      integration({
        connectionType: 'VPC_LINK',
        connectionId: 'abc123',
        uri: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/a/1/2',
        tlsConfig: { serverNameToVerify: 'books.example.com' },
      }),
    ],
    ['a private integration by variables', integration({ uri: 'https://${stageVariables.host}/books' })],
    ['a function of the region', integration({ uri: INVOCATIONS.replaceAll('eu-west-1', '${AWS::Region}') }, lambda)],
    [
      'mappings of requests and responses',
      integration({
        requestParameters: { 'append:header.x': '$request.header.y', 'overwrite:path': '$request.path' },
        responseParameters: { 500: { 'overwrite:statuscode': '502', 'remove:header.server': "''" } },
      }),
    ],
    [
      'a mapping from the path of a greedy route',
      documentOf({
        paths: {
          '/{proxy+}': {
            'x-amazon-apigateway-any-method': {
              'x-amazon-apigateway-integration': { ...url, uri: 'https://example.com/{proxy}' },
            },
          },
        },
      }),
    ],
    ['a JWT authorizer with scopes', authorizer({}, jwt, ['books/read'])],
    ['a Lambda authorizer with a cache', authorizer({ authorizerResultTtlInSeconds: 3600 }, request)],
    ['a Lambda authorizer without a source', authorizer({ identitySource: undefined }, request)],
    [
      'an issuer by its discovery document',
      operation({ security: [{ users: [] }] }, '/books', 'get', {
        components: {
          securitySchemes: {
            users: {
              type: 'openIdConnect',
              openIdConnectUrl: 'https://issuer.example.com/.well-known/openid-configuration',
              'x-amazon-apigateway-authorizer': { ...jwt, jwtConfiguration: { audience: ['app'] } },
            },
          },
        },
      }),
    ],
    ['a route with IAM', operation({ 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } })],
    [
      'CORS',
      cors({ allowOrigins: ['https://a.example.com'], allowCredentials: true, allowMethods: ['*'], maxAge: 3600 }),
    ],
    ['no title if a property has the name', documentOf({ info: undefined })],
  ];

  test.each(sound)('has %s', (_, document) => {
    silent((s) => new CfnApi(s, 'Api', { name: 'Books', body: document, failOnWarnings: true }));
  });

  test('can share an integration between routes, and can contain a cycle of references', () => {
    const $ref = '#/components/x-amazon-apigateway-integrations/books';
    const operations = { get: { 'x-amazon-apigateway-integration': { $ref } } };
    const shared = { books: { ...url, uri: 'https://example.com/{id}' } };
    const body = documentOf({
      paths: { '/a/{id}': operations, '/b/{id}': operations },
      components: { 'x-amazon-apigateway-integrations': shared },
    });
    silent((s) => new CfnApi(s, 'Api', { body }));
    expect(codesOf(l1({ ...body, paths: { '/a': operations } }).warnings)).toEqual(['IntegrationPathParameterUnknown']);
    const cycle = { 'x-amazon-apigateway-integrations': { books: { $ref } } };
    silent((s) => new CfnApi(s, 'Api', { body: { ...body, components: cycle } }));
  });

  test('can contain values that are known only at deployment', () => {
    const open = Fn.importValue('Value');
    const condition = { 'Fn::If': ['Beta', { type: 'mock' }, { type: 'aws' }] };
    const documents = [
      Lazy.any({ produce: () => ({ swagger: '2.0' }) }),
      { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/api.yaml' } } },
      documentOf({ openapi: open, info: { title: open, version: open }, paths: open }),
      documentOf({ paths: { '/books': condition } }),
      documentOf({ 'x-amazon-apigateway-cors': condition, components: condition, tags: open }),
      operation({ 'x-amazon-apigateway-integration': condition, security: condition }),
      operation({ 'x-amazon-apigateway-integration': { $ref: open } }),
      operation({ 'x-amazon-apigateway-integration': { $ref: '#/components/a/b' } }, '/books', 'get', {
        components: { a: condition },
      }),
      operation({ security: [{ users: [] }] }, '/books', 'get', { components: { securitySchemes: condition } }),
      integration({ type: open, uri: open, timeoutInMillis: Lazy.number({ produce: () => 1 }) }),
      integration({ uri: condition, credentials: open, requestParameters: condition }, lambda),
      integration({ integrationSubtype: open }, sqs),
      authorizer({ type: open }),
      authorizer({ jwtConfiguration: { issuer: open, audience: [open] } }),
      authorizer({ jwtConfiguration: condition }),
      authorizer({ identitySource: open, authorizerUri: open, authorizerPayloadFormatVersion: open }, request),
    ];
    documents.forEach((body) => silent((s) => new CfnApi(s, 'Api', { name: 'Books', body, failOnWarnings: true })));
  });

  test('can be in a bucket', () => {
    silent((s) => new CfnApi(s, 'Api', { bodyS3Location: { bucket: 'b', key: 'k' } }));
  });

  test('can belong to a WebSocket API, which a different rule reports', () => {
    const { warnings } = findingsOfProgram(
      (s) =>
        new CfnApi(s, 'Api', {
          name: 'Books',
          protocolType: 'WEBSOCKET',
          routeSelectionExpression: '$request.body.action',
          body: integration({ type: 'mock' }),
        }),
    );
    expect(codesOf(warnings)).toEqual(['HttpOnlyProperty']);
  });
});

describe('a document is validated', () => {
  const directory = mkdtempSync(join(tmpdir(), 'openapi-rules-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const file = (name: string, content: string) => {
    const path = join(directory, name);
    writeFileSync(path, content);
    return path;
  };
  const wrong = integration({ timeoutInMillis: 10 });
  const codes = (build: (stack: Stack) => void) => codesOf(findingsOfProgram(build).warnings);

  test('from a file in JSON or YAML that is an asset', () => {
    const yaml = `
openapi: 3.0.3
info: { title: Books, version: 1 }
paths:
  /books:
    get:
      x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: POST, uri: '${INVOCATIONS}', payloadFormatVersion: 3.0 }
`;
    for (const [name, content, code] of [
      ['api.json', JSON.stringify(wrong), 'IntegrationTimeoutOutOfRange'],
      ['api.yaml', yaml, 'PayloadFormatInvalid'],
    ]) {
      const apiDefinition = HttpApiDefinition.fromAsset(file(name, content));
      expect(codes((s) => new SpecHttpApi(s, 'Api', { apiDefinition }))).toEqual([code]);
    }
  });

  test('from a JSON file that is the asset of an L1', () => {
    const of =
      (path: string, props: object = {}) =>
      (s: Stack) => {
        const { s3BucketName: bucket, s3ObjectKey: key } = new Asset(s, 'Asset', { path });
        new CfnApi(s, 'Api', { bodyS3Location: { bucket, key, ...props } });
      };
    const path = file('l1.json', JSON.stringify(wrong));
    expect(codes(of(path))).toEqual(['IntegrationTimeoutOutOfRange']);
    expect(codes(of(path, { key: 'l1.json' }))).toEqual([]);
    expect(codes(of(file('broken.json', '{')))).toEqual([]);
    expect(codes(of(file('l1.yaml', JSON.stringify(wrong))))).toEqual([]);
  });

  test('with the property name in the programming language of the app, and unchanged names inside the document', () => {
    process.env.JSII_AGENT = 'Python/3.12';
    try {
      const { errors } = l2(integration({ timeoutInMillis: 10 }), true);
      expect(errors[0]).toContain(` api_definition${at}timeoutInMillis must `);
    } finally {
      delete process.env.JSII_AGENT;
    }
  });

  test('with the functions and values that replace its references', () => {
    const apiDefinition = HttpApiDefinition.fromInline(
      integration({ uri: '${books}', credentials: '${role}' }, lambda),
    );
    const build = (role: string) => (s: Stack) => {
      const books = new Function(s, 'Books', {
        runtime: Runtime.NODEJS_22_X,
        handler: 'index.handler',
        code: Code.fromInline('x'),
      });
      new SpecHttpApi(s, 'Api', { apiDefinition, functions: { books }, substitutions: { role } });
    };
    expect([codes(build(ROLE)), codes(build('admin'))]).toEqual([[], ['CredentialsArnInvalid']]);
  });

  test('after escape hatches', () => {
    const place = 'Body.paths./books.get.x-amazon-apigateway-integration.timeoutInMillis';
    const changed = (millis: number) => (s: Stack) => {
      new CfnApi(s, 'Api', { body: wrong }).addPropertyOverride(place, millis);
    };
    expect([codes(changed(40)), codes(changed(60))]).toEqual([['IntegrationTimeoutOutOfRange'], []]);
    const apiDefinition = HttpApiDefinition.fromAsset(file('other.json', JSON.stringify(wrong)));
    const elsewhere = (s: Stack) => {
      const { defaultChild } = new SpecHttpApi(s, 'Api', { apiDefinition }).node;
      (defaultChild as CfnApi).addPropertyOverride('BodyS3Location.Key', 'api.json');
    };
    expect(codes(elsewhere)).toEqual([]);
  });

  test('with references to resources of the app', () => {
    const issuer = (attribute: 'ref' | 'attrProviderUrl') => (s: Stack) => {
      const pool = new UserPool(s, 'Pool').node.defaultChild as CfnUserPool;
      const jwtConfiguration = { issuer: pool[attribute], audience: ['app'] };
      new CfnApi(s, 'Api', { body: authorizer({ jwtConfiguration }) });
    };
    expect(findingsOfProgram(issuer('attrProviderUrl'))).toEqual({ errors: [], warnings: [] });
    expect(codesOf(findingsOfProgram(issuer('ref')).errors)).toEqual(['JwtIssuerInvalid']);
  });

  test('for the settings of a stage, unless a base path changes the keys of routes', () => {
    const settings = (key: string, basePath?: string) => (s: Stack) => {
      const api = new CfnApi(s, 'Api', { body: operation({}), basePath });
      const routeSettings = { [key]: { ThrottlingBurstLimit: 1 } };
      new CfnStage(s, 'Stage', { apiId: api.ref, stageName: 'prod', autoDeploy: true, routeSettings });
    };
    expect(codesOf(findingsOfProgram(settings('GET /book')).errors)).toEqual(['RouteSettingsUnknownRoute']);
    expect(findingsOfProgram(settings('GET /books'))).toEqual({ errors: [], warnings: [] });
    expect(findingsOfProgram(settings('GET /v1/books', 'prepend'))).toEqual({ errors: [], warnings: [] });
  });

  test('for the name of the stage in the path of a private integration', () => {
    const build = (stageName: string) => (s: Stack) => {
      const body = integration({
        connectionType: 'VPC_LINK',
        connectionId: 'abc123',
        uri: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/a/1/2',
      });
      new CfnStage(s, 'Stage', { apiId: new CfnApi(s, 'Api', { body }).ref, stageName, autoDeploy: true });
    };
    expect([codes(build('prod')), codes(build('$default'))]).toEqual([['StageNameInPrivatePath'], []]);
  });

  test('unless the rule is disabled', () => {
    const disabled = (s: Stack) => {
      Rules.of(new CfnApi(s, 'Api', { body: wrong })).disable('IntegrationTimeoutOutOfRange', 'a test');
    };
    expect(findingsOfProgram(disabled)).toEqual({ errors: [], warnings: [] });
    const several = operation({ security: [{ a: [] }, { b: [] }] }, '/books', 'get', {
      components: { securitySchemes: { a: { 'x-amazon-apigateway-authorizer': jwt } } },
    });
    const whole = (s: Stack) => {
      Rules.of(s).disable('OpenApiDocumentInvalid', 'a test');
      Rules.of(s).disable('OpenApiSecurityRequirements', 'a test');
      Rules.of(s).disable('OpenApiSecuritySchemeUnknown', 'a test');
      const apiDefinition = HttpApiDefinition.fromInline({ ...several, openapi: '3.1.0' });
      new SpecHttpApi(s, 'Api', { apiDefinition });
    };
    expect(findingsOfProgram(whole)).toEqual({ errors: [], warnings: [] });
  });
});
