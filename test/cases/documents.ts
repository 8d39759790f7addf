import { HttpApiDefinition, SpecHttpApi } from '../../lib';
import type { Program } from './program';
import { documented, inferred, observed, stated } from './program';
import { FUNCTION, http, override, raw, stage } from './sound';

type Json = Record<string, unknown>;
const INTEGRATION = 'x-amazon-apigateway-integration';
const ROLE = 'arn:aws:iam::111111111111:role/api';
const proxy = { type: 'http_proxy', httpMethod: 'GET', uri: 'https://example.com', payloadFormatVersion: '1.0' };
const lambda = { type: 'aws_proxy', httpMethod: 'POST', uri: FUNCTION, payloadFormatVersion: '2.0' };
const jwt = {
  type: 'jwt',
  identitySource: '$request.header.Authorization',
  jwtConfiguration: { issuer: 'https://issuer.example.com', audience: ['a'] },
};

const documentOf = (more: Json): Json => ({ openapi: '3.0.1', info: { title: 'x', version: '1' }, paths: {}, ...more });
const calls = (integration: Json, path = '/books', method = 'get'): Json =>
  documentOf({ paths: { [path]: { [method]: { [INTEGRATION]: integration } } } });
const authorizer = (members: Json): Json =>
  documentOf({
    paths: { '/books': { get: { security: [{ users: [] }], [INTEGRATION]: proxy } } },
    components: { securitySchemes: { users: { type: 'oauth2', 'x-amazon-apigateway-authorizer': members } } },
  });

type Build = Program['build'];
const l1 =
  (body: Json, failOnWarnings?: boolean): Build =>
  (s) => {
    http(s, { name: undefined, protocolType: undefined, body, failOnWarnings });
  };
const l2 =
  (document: Json, failOnWarnings?: boolean): Build =>
  (s) => {
    const apiDefinition = HttpApiDefinition.fromInline(document);
    new SpecHttpApi(s, 'Spec', { apiDefinition, failOnWarnings });
  };
/** Programs that import a document with a part that API Gateway drops, with and without `FailOnWarnings`. */
const dropped = (title: string, document: Json): Program[] => [
  stated('Api.Body', title, l1(document)),
  observed('Api.FailOnWarnings', title, l1(document, true)),
  observed('Api.FailOnWarnings', `${title}, L2`, l2(document, true)),
];

/** OpenAPI documents that API Gateway does not import, or imports without some of their parts. */
export const documents: Program[] = [
  documented('Api.Body', 'OpenAPI 3.1', l1(documentOf({ openapi: '3.1.0' }))),
  documented('Api.Body', 'OpenAPI 3.1, L2', l2(documentOf({ openapi: '3.1.0' }))),
  documented('Api.Body', 'neither a title nor a name', l1(documentOf({ info: {} }))),
  documented('Api.Body', 'no paths', l1(documentOf({ paths: undefined }))),
  documented('Api.Body', 'no paths, by override', (s) => {
    override(http(s, { body: documentOf({}) }), 'Body.paths', []);
  }),
  documented('Api.Body', 'two security schemes for one operation', (s) =>
    raw(s, 'ApiGatewayV2::Api', {
      Body: documentOf({
        paths: { '/books': { get: { security: [{ a: [], b: [] }], [INTEGRATION]: proxy } } },
        components: { securitySchemes: { a: {}, b: {} } },
      }),
    }),
  ),
  ...dropped('a path that has a query string', calls(proxy, '/books?id=1')),
  ...dropped('a greedy parameter before the end', calls(proxy, '/{proxy+}/books')),
  ...dropped('TRACE', calls(proxy, '/books', 'trace')),
  ...dropped('type aws', calls({ ...lambda, type: 'aws' })),
  ...dropped('type mock', calls({ type: 'mock', payloadFormatVersion: '1.0' })),
  ...dropped('a timeout of 29, which are milliseconds', calls({ ...proxy, timeoutInMillis: 29 })),
  ...dropped('a timeout of a minute', calls({ ...lambda, timeoutInMillis: 60_000 })),
  ...dropped('payload format v2', calls({ ...lambda, payloadFormatVersion: 'v2' })),
  ...dropped('a URL in payload format 2.0', calls({ ...proxy, payloadFormatVersion: '2.0' })),
  ...dropped('a host in place of a URL', calls({ ...proxy, uri: 'backend.example.com' })),
  ...dropped('a URL without a method', calls({ ...proxy, httpMethod: undefined })),
  ...dropped('a function that is a URL', calls({ ...lambda, uri: 'https://example.com' })),
  ...dropped('a VPC link without an ID', calls({ ...proxy, connectionType: 'VPC_LINK' })),
  ...dropped(
    'an unknown subtype',
    calls({ ...lambda, uri: undefined, integrationSubtype: 'SQS-Send', credentials: ROLE }),
  ),
  ...dropped(
    'an action without one of its parameters',
    calls({
      type: 'aws_proxy',
      integrationSubtype: 'EventBridge-PutEvents',
      credentials: ROLE,
      payloadFormatVersion: '1.0',
      requestParameters: { Detail: '$request.body', Source: 'x' },
    }),
  ),
  ...dropped('a mapping without an action', calls({ ...proxy, requestParameters: { 'header.x': '1' } })),
  ...dropped(
    'a mapping of a reserved header',
    calls({ ...proxy, requestParameters: { 'overwrite:header.x-forwarded-host': 'x' } }),
  ),
  ...dropped(
    'an origin without a scheme',
    documentOf({ 'x-amazon-apigateway-cors': { allowOrigins: ['example.com'] } }),
  ),
  ...dropped(
    'credentials for every origin',
    documentOf({ 'x-amazon-apigateway-cors': { allowOrigins: ['*'], allowCredentials: true } }),
  ),
  observed('Api.Body', 'a JWT authorizer without a configuration', l1(authorizer({ ...jwt, jwtConfiguration: {} }))),
  observed(
    'Api.Body',
    'a JWT authorizer with an empty issuer (public report of the SAM CLI)',
    l2(authorizer({ ...jwt, jwtConfiguration: { issuer: '', audience: ['a'] } })),
  ),
  ...dropped('user pools of REST APIs', authorizer({ type: 'cognito_user_pools' })),
  ...dropped(
    'a Lambda authorizer without its URI',
    authorizer({ type: 'request', authorizerPayloadFormatVersion: '2.0' }),
  ),
  inferred(
    'Api.Body',
    'a scheme that is not defined',
    l1(
      documentOf({
        paths: { '/books': { get: { security: [{ users: [] }], [INTEGRATION]: proxy } } },
      }),
    ),
  ),
  inferred('Api.Body', 'an operation without an integration', l2(documentOf({ paths: { '/books': { get: {} } } }))),
  inferred('Api.Body', 'a policy of a REST API', l1(documentOf({ 'x-amazon-apigateway-policy': {} }))),
  observed('Stage.RouteSettings', 'a route that the document does not have', (s) => {
    const api = http(s, { name: undefined, protocolType: undefined, body: calls(proxy) });
    stage(api, 'prod', { routeSettings: { 'GET /book': { ThrottlingRateLimit: 1 } } });
  }),
];
