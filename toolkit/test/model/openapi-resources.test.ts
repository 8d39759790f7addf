import { modelOf, parseTemplate, type Json } from '../../src';

/** The model of an HTTP API with an OpenAPI document. */
function model(document: object, properties: object = {}) {
  const Body = { openapi: '3.0.1', info: { title: 'shop' }, ...document };
  const Resources = {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Body: Body as unknown as Json, ...properties } },
  };
  return modelOf(parseTemplate(JSON.stringify({ Resources })));
}

const jwt = {
  type: 'oauth2',
  'x-amazon-apigateway-authorizer': {
    type: 'jwt',
    identitySource: '$request.header.Authorization',
    jwtConfiguration: { issuer: 'https://login.example', audience: ['shop'] },
  },
};

test('an operation whose security scheme is not an authorizer is public and results in a notice', () => {
  const { apis, notices } = model({ paths: { '/a': { get: { security: [{ login: [] }] } } } });
  expect(apis[0].routes).toMatchObject([{ authorization: 'NONE' }]);
  expect(notices.map(({ message }) => message)).toEqual([
    'The security scheme login of Api has no x-amazon-apigateway-authorizer, so API Gateway ignores the scheme. Anyone can call GET /a.',
  ]);
});

test('paths become routes, and the extensions of API Gateway become ANY and $default', () => {
  const { apis } = model({
    paths: {
      '/a/{id}': { post: {}, 'x-amazon-apigateway-any-method': {}, parameters: [] },
      '/$default': { 'x-amazon-apigateway-any-method': {} },
    },
  });
  expect(apis[0].routes.map(({ key }) => key)).toEqual(['POST /a/{id}', 'ANY /a/{id}', '$default']);
  expect(apis[0].routes[0].source.pointer).toBe('/paths/~1a~1{id}/post');
});

test('security schemes become authorizers, including those that no route uses', () => {
  const { apis } = model({
    components: { securitySchemes: { login: jwt, other: jwt } },
    security: [{ login: [] }],
    paths: { '/a': { get: { security: [{ login: ['read'] }] }, put: {}, post: { security: [] } } },
  });
  const [api] = apis;
  expect(api.authorizers).toMatchObject([
    { name: 'login', type: 'JWT', jwt: { issuer: 'https://login.example', audience: ['shop'] } },
    { name: 'other' },
  ]);
  const { id } = api.authorizers[0];
  expect(api.routes).toMatchObject([
    { key: 'GET /a', authorization: 'JWT', authorizer: { id }, scopes: ['read'] },
    { key: 'PUT /a', authorization: 'JWT', authorizer: { id }, scopes: [] },
    { key: 'POST /a', authorization: 'NONE' },
  ]);
});

test('IAM authorization is read from x-amazon-apigateway-auth and from security schemes', () => {
  const { apis } = model({
    components: { securitySchemes: { iam: { type: 'apiKey', 'x-amazon-apigateway-authtype': 'awsSigv4' } } },
    paths: { '/a': { get: { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } }, put: { security: [{ iam: [] }] } } },
  });
  expect(apis[0].routes).toMatchObject([{ authorization: 'AWS_IAM' }, { authorization: 'AWS_IAM' }]);
});

test('the document sets the properties of the API, and the resource takes precedence', () => {
  const document = {
    info: { title: 'shop', description: 'sells books', version: '7' },
    'x-amazon-apigateway-cors': { allowOrigins: ['https://a.example'], maxAge: 60 },
    'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true },
    tags: [{ name: 'team', 'x-amazon-apigateway-tag-value': 'books' }, { name: 'plain' }],
    paths: {},
  };
  expect(model(document, { Description: 'own' }).apis[0]).toMatchObject({
    name: 'shop',
    protocol: 'HTTP',
    description: 'own',
    apiVersion: '7',
    cors: { allowOrigins: ['https://a.example'], maxAge: 60 },
    disableExecuteApiEndpoint: true,
    tags: { team: 'books' },
  });
});
