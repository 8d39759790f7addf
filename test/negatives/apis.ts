import { CfnRouteResponse } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Negatives } from './negative';
import { calls, http, integration, jwt, route, stage, times, webSocket } from './negative';

const scopes = (n: number) => Array.from({ length: n }, (_, i) => `scope${i}`);

export const negatives: Negatives = {
  CorsCredentialsWithAnyOrigin: {
    breaks: (s) => http(s, { corsConfiguration: { allowOrigins: ['*'], allowCredentials: true } }),
    keeps: (s) => http(s, { corsConfiguration: { allowOrigins: ['https://*'], allowCredentials: true } }),
    says: ["got '*'", 'List the origins'],
  },
  CorsMaxAgeOutOfRange: {
    breaks: (s) => http(s, { corsConfiguration: { maxAge: -2 } }),
    keeps: (s) => http(s, { corsConfiguration: { maxAge: 864_000 } }),
    says: ['a whole number from -1', 'got -2', 'Use -1'],
  },
  CorsOriginWithoutScheme: {
    breaks: (s) => http(s, { corsConfiguration: { allowOrigins: ['https://a.example.com', 'example.com'] } }),
    keeps: (s) => http(s, { corsConfiguration: { allowOrigins: ['HTTP://localhost:3000', 'https://example.com'] } }),
    says: ["got 'example.com'", "Did you mean 'https://example.com'?"],
  },
  CorsOriginInvalid: {
    breaks: (s) => http(s, { corsConfiguration: { allowOrigins: ['https://*.example.com'] } }),
    keeps: (s) => http(s, { corsConfiguration: { allowOrigins: ['https://*', 'http://*'] } }),
    says: ["got 'https://*.example.com'", 'List each origin'],
  },
  CorsOriginWithPath: {
    breaks: (s) => http(s, { corsConfiguration: { allowOrigins: ['https://example.com/'] } }),
    keeps: (s) => http(s, { corsConfiguration: { allowOrigins: ['https://example.com:8443'] } }),
    says: ["got 'https://example.com/'", "Did you mean 'https://example.com'?"],
  },
  CorsMethodUnknown: {
    breaks: (s) => http(s, { corsConfiguration: { allowMethods: ['TRACE'] } }),
    keeps: (s) => http(s, { corsConfiguration: { allowMethods: ['put', '*', 'OPTIONS'] } }),
    says: ["got 'TRACE'"],
  },
  CorsPreflightCaught: {
    breaks: (s) => {
      const api = http(s, { corsConfiguration: { allowOrigins: ['*'] } });
      route(api, 'ANY /user', { authorizationType: 'JWT' });
      route(api, 'OPTIONS /{proxy+}', { authorizationType: 'NONE' });
    },
    keeps: (s) => {
      const api = http(s, { corsConfiguration: { allowOrigins: ['*'] } });
      route(api, '$default', { authorizationType: 'JWT' });
      route(api, 'ANY /files/{name+}', { authorizationType: 'JWT' });
      route(api, 'ANY /user', { authorizationType: 'JWT' });
      route(api, 'OPTIONS /user', { authorizationType: 'NONE' });
      route(api, 'OPTIONS /{proxy+}', { authorizationType: 'NONE' });
    },
    says: ["an authorizer on 'ANY /user'", "'OPTIONS /user'"],
  },
  ApiNameInvalid: {
    breaks: (s) => http(s, { name: 'x'.repeat(129) }),
    keeps: (s) => http(s, { name: 'x'.repeat(128) }),
    says: ['1 to 128 characters', '(129 characters)', 'Shorten it'],
  },
  ApiDescriptionTooLong: {
    breaks: (s) => http(s, { description: 'x'.repeat(1025) }),
    keeps: (s) => http(s, { description: 'x'.repeat(1024) }),
    says: ['at most 1,024 characters', '(1025 characters)'],
  },
  ApiVersionInvalid: {
    breaks: (s) => http(s, { version: 'x'.repeat(65) }),
    keeps: (s) => http(s, { version: 'x'.repeat(64) }),
    says: ['1 to 64 characters'],
  },
  RouteSelectionExpressionMissing: {
    breaks: (s) => webSocket(s, { routeSelectionExpression: '' }),
    keeps: (s) => webSocket(s, { routeSelectionExpression: '$request.body.a' }),
    says: ["got ''", '$request.body.action'],
  },
  RouteSelectionExpressionUnusual: {
    breaks: (s) => webSocket(s, { routeSelectionExpression: '$context.stage' }),
    keeps: (s) => webSocket(s, { routeSelectionExpression: '${request.header.x}-${request.body.y}' }),
    says: ["got '$context.stage'"],
  },
  HttpRouteSelectionExpressionInvalid: {
    breaks: (s) => http(s, { routeSelectionExpression: '$request.body.action' }),
    keeps: (s) => http(s, { routeSelectionExpression: '${request.method} ${request.path}' }),
    says: ["got '$request.body.action'", 'Leave it out'],
  },
  ApiKeySelectionExpressionInvalid: {
    breaks: (s) => webSocket(s, { apiKeySelectionExpression: '$request.header.api-key' }),
    keeps: (s) => webSocket(s, { apiKeySelectionExpression: '$request.header.x-api-key' }),
    says: ["got '$request.header.api-key'", "Did you mean '$request.header.x-api-key'?"],
  },
  RouteQuotaExceeded: {
    breaks: (s) => {
      const api = http(s);
      times(301, (i) => route(api, `GET /${i}`));
    },
    keeps: (s) => {
      const api = http(s);
      times(300, (i) => route(api, `GET /${i}`));
    },
    says: ['at most 300', 'got 301'],
  },
  IntegrationQuotaExceeded: {
    breaks: (s) => {
      const api = http(s);
      times(301, () => integration(api));
    },
    keeps: (s) => {
      const api = http(s);
      times(300, () => integration(api));
    },
    says: ['at most 300', 'got 301', 'share integrations'],
  },
  WebSocketIntegrationQuotaExceeded: {
    breaks: (s) => {
      const api = webSocket(s);
      times(301, () => integration(api));
    },
    keeps: (s) => {
      const api = webSocket(s);
      times(300, () => integration(api));
    },
    says: ['at most 300', 'got 301'],
  },
  AuthorizerQuotaExceeded: {
    breaks: (s) => {
      const api = http(s);
      times(11, () => jwt(api));
    },
    keeps: (s) => {
      const api = http(s);
      times(10, () => jwt(api));
    },
    says: ['at most 10', 'got 11'],
  },
  StageQuotaExceeded: {
    breaks: (s) => {
      const api = http(s);
      times(11, (i) => stage(api, `stage${i}`));
    },
    keeps: (s) => {
      const api = http(s);
      times(10, (i) => stage(api, `stage${i}`));
    },
    says: ['at most 10', 'got 11'],
  },
  RouteKeyInvalid: {
    breaks: (s) => route(http(s), 'get /books'),
    keeps: (s) => route(http(s), 'GET /books'),
    says: ["got 'get /books'", "Did you mean 'GET /books'?"],
  },
  RoutePathInvalid: {
    breaks: (s) => route(http(s), 'GET books'),
    keeps: (s) => route(http(s), 'GET /'),
    says: ["got 'GET books'", "Did you mean 'GET /books'?"],
  },
  RouteSegmentInvalid: {
    breaks: (s) => route(http(s), 'GET /books/b{id}'),
    keeps: (s) => route(http(s), 'GET /books/{id}'),
    says: ["got 'GET /books/b{id}'", "'b{id}' is no parameter"],
  },
  GreedyParameterNotLast: {
    breaks: (s) => route(http(s), 'GET /{proxy+}/books'),
    keeps: (s) => route(http(s), 'GET /books/{proxy+}'),
    says: ["got 'GET /{proxy+}/books'", "Did you mean 'GET /{proxy+}', or 'GET /{proxy}/books'?"],
  },
  RouteParameterTwice: {
    breaks: (s) => route(http(s), 'GET /{id}/books/{id}'),
    keeps: (s) => route(http(s), 'GET /{id}/books/{book}'),
    says: ["got 'GET /{id}/books/{id}'", "Rename one '{id}'"],
  },
  RouteDuplicate: {
    breaks: (s) => {
      const api = http(s);
      route(api, 'GET /books/{id}');
      route(api, 'GET /books/{isbn}');
    },
    keeps: (s) => {
      const api = http(s);
      route(api, 'GET /books/{id}');
      route(api, 'GET /books/{id+}');
      route(http(s), 'GET /books/{id}');
    },
    says: ["got 'GET /books/{isbn}'", "has 'GET /books/{id}'"],
  },
  ScopesWithoutJwtAuthorizer: {
    breaks: (s) => route(http(s), 'GET /a', { authorizationType: 'CUSTOM', authorizationScopes: ['read'] }),
    keeps: (s) => route(http(s), 'GET /a', { authorizationType: 'JWT', authorizationScopes: ['read'] }),
    says: ['CUSTOM', 'HttpJwtAuthorizer'],
  },
  TooManyScopes: {
    breaks: (s) => route(http(s), 'GET /a', { authorizationType: 'JWT', authorizationScopes: scopes(11) }),
    keeps: (s) => route(http(s), 'GET /a', { authorizationType: 'JWT', authorizationScopes: scopes(10) }),
    says: ['at most 10 scopes', '11 scopes'],
  },
  ScopeLengthInvalid: {
    breaks: (s) => route(http(s), 'GET /a', { authorizationType: 'JWT', authorizationScopes: ['x'.repeat(65)] }),
    keeps: (s) => route(http(s), 'GET /a', { authorizationType: 'JWT', authorizationScopes: ['x'.repeat(64)] }),
    says: ['1 to 64 characters'],
  },
  OperationNameInvalid: {
    breaks: (s) => route(http(s), 'GET /a', { operationName: 'x'.repeat(65) }),
    keeps: (s) => {
      route(http(s), 'GET /a', { operationName: 'x'.repeat(64) });
      route(http(s), 'GET /b', { operationName: 'x' });
    },
    says: ['1 to 64 characters', 'Shorten it'],
  },
  WebSocketRouteKeyInvalid: {
    breaks: (s) => route(webSocket(s), '$connected'),
    keeps: (s) => route(webSocket(s), '$connect'),
    says: ["got '$connected'", "Did you mean '$connect'?"],
  },
  AuthorizerOnNonConnectRoute: {
    breaks: (s) => route(webSocket(s), 'send', { authorizationType: 'AWS_IAM' }),
    keeps: (s) => route(webSocket(s), '$connect', { authorizationType: 'AWS_IAM' }),
    says: ["AWS_IAM on 'send'", '$connect'],
  },
  ConnectOnlyParameter: {
    breaks: (s) =>
      route(webSocket(s), 'send', { requestParameters: { 'route.request.header.Auth': { Required: true } } }),
    keeps: (s) =>
      route(webSocket(s), '$connect', { requestParameters: { 'route.request.header.Auth': { Required: true } } }),
    says: ["got 'route.request.header.Auth' on 'send'", '$connect'],
  },
  ConnectOnlyMapping: {
    breaks: (s) => {
      const api = webSocket(s);
      const target = integration(api, {
        requestParameters: { 'integration.request.header.a': 'route.request.querystring.a' },
      });
      route(api, 'send', calls(target));
    },
    keeps: (s) => {
      const api = webSocket(s);
      const target = integration(api, {
        requestParameters: { 'integration.request.header.a': 'route.request.querystring.a' },
      });
      route(api, '$connect', calls(target));
      route(api, 'send', calls(target));
    },
    says: ["got 'route.request.querystring.a' on 'send'"],
  },
  RouteResponseKeyInvalid: {
    breaks: (s) => routeResponse(s, '200'),
    keeps: (s) => routeResponse(s, '$default'),
    says: ["got '200'", "be '$default'"],
  },
  RouteResponseSelectionInvalid: {
    breaks: (s) => route(webSocket(s), 'send', { routeResponseSelectionExpression: '$request.body.a' }),
    keeps: (s) => route(webSocket(s), 'send', { routeResponseSelectionExpression: '$default' }),
    says: ["got '$request.body.a'"],
  },
  ModelSelectionWithoutDefault: {
    breaks: (s) =>
      route(webSocket(s), 'send', { modelSelectionExpression: '$request.body.kind', requestModels: { text: 'Text' } }),
    keeps: (s) =>
      route(webSocket(s), 'send', {
        modelSelectionExpression: '$request.body.kind',
        requestModels: { text: 'Text', $default: 'Any' },
      }),
    says: ["got 'text'", '$default'],
  },
};

function routeResponse(stack: Parameters<typeof webSocket>[0], routeResponseKey: string): void {
  const api = webSocket(stack);
  const { ref } = route(api, 'send', { routeResponseSelectionExpression: '$default' });
  new CfnRouteResponse(stack, 'Response', { apiId: api.ref, routeId: ref, routeResponseKey });
}
