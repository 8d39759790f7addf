import type { Stack } from 'aws-cdk-lib';
import type { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Negatives } from './negative';
import { http } from './negative';

const INTEGRATION = 'x-amazon-apigateway-integration';
const calls = {
  [INTEGRATION]: { type: 'http_proxy', httpMethod: 'GET', uri: 'https://example.com', payloadFormatVersion: '1.0' },
};
const jwt = {
  type: 'oauth2',
  'x-amazon-apigateway-authorizer': {
    type: 'jwt',
    identitySource: '$request.header.Authorization',
    jwtConfiguration: { issuer: 'https://issuer.example.com', audience: ['app'] },
  },
};

function imported(stack: Stack, more: object = {}): CfnApi {
  const body = { openapi: '3.0.1', info: { title: 'Books', version: '1' }, paths: {}, ...more };
  return http(stack, { name: undefined, protocolType: undefined, body });
}

/** An API with the operation `GET /books`. */
function operation(stack: Stack, members: object, more: object = {}): CfnApi {
  return imported(stack, { paths: { '/books': { get: { ...calls, ...members } } }, ...more });
}

/** Programs for rules about whole documents. `test/validation/rules/openapi.test.ts` tests the rules about parts of documents. */
export const negatives: Negatives = {
  OpenApiDocumentInvalid: {
    violates: (s) => imported(s, { openapi: '3.1.0' }),
    complies: (s) => imported(s, { openapi: '3.0' }),
    messageContains: ["Body#/openapi must be a 3.0 version, got '3.1.0'", "Specify '3.0.3'"],
  },
  OpenApiSecurityRequirements: {
    violates: (s) =>
      operation(s, { security: [{ a: [] }, { b: [] }] }, { components: { securitySchemes: { a: jwt, b: jwt } } }),
    complies: (s) => operation(s, { security: [{}, { a: [] }] }, { components: { securitySchemes: { a: jwt } } }),
    messageContains: ['Body#/paths/~1books/get/security must contain one', 'got ["a","b"]', 'Keep only one'],
  },
  OpenApiFeatureUnsupported: {
    violates: (s) => operation(s, { 'x-amazon-apigateway-request-validator': 'all' }),
    complies: (s) => operation(s, { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } }),
    messageContains: ['get/x-amazon-apigateway-request-validator must be absent', "got 'all'", 'only REST APIs'],
  },
  OpenApiExtensionVersionUnknown: {
    violates: (s) => imported(s, { 'x-amazon-apigateway-importexport-version': '2.0' }),
    complies: (s) => imported(s, { 'x-amazon-apigateway-importexport-version': 1 }),
    messageContains: ["must be '1.0', got '2.0'"],
  },
  OpenApiSecuritySchemeUnknown: {
    violates: (s) => operation(s, { security: [{ users: [] }] }),
    complies: (s) => operation(s, { security: [{ users: [] }] }, { components: { securitySchemes: { users: jwt } } }),
    messageContains: ['Body#/paths/~1books/get/security/0', "got 'users'", 'Define the scheme'],
  },
  OpenApiSecuritySchemeIgnored: {
    violates: (s) =>
      operation(s, { security: [{ users: [] }] }, { components: { securitySchemes: { users: { type: 'http' } } } }),
    complies: (s) =>
      operation(
        s,
        { security: [{ iam: [] }] },
        { components: { securitySchemes: { iam: { type: 'apiKey', 'x-amazon-apigateway-authtype': 'awsSigv4' } } } },
      ),
    messageContains: ['a security scheme with an authorizer', "got 'users'", 'x-amazon-apigateway-authorizer'],
  },
  OpenApiIntegrationUnknown: {
    violates: (s) => operation(s, { [INTEGRATION]: { $ref: '#/components/x-amazon-apigateway-integrations/books' } }),
    complies: (s) =>
      operation(
        s,
        { [INTEGRATION]: { $ref: '#/components/x-amazon-apigateway-integrations/books' } },
        { components: { 'x-amazon-apigateway-integrations': { books: calls[INTEGRATION] } } },
      ),
    messageContains: ['refer to an existing part of the same document', 'integrations/books'],
  },
  OpenApiIntegrationMissing: {
    violates: (s) => operation(s, { [INTEGRATION]: undefined }),
    complies: (s) => operation(s, {}),
    messageContains: ['get/x-amazon-apigateway-integration must be specified', 'got nothing'],
  },
};
