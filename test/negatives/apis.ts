import type { Stack } from 'aws-cdk-lib';
import { CfnResource } from 'aws-cdk-lib';
import type { CfnApi, CfnApiProps, CfnRouteResponseProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnModel, CfnRouteResponse } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Negatives } from './negative';
import { authorizer, calls, http, integration, jwt, route, stage, times, webSocket } from './negative';

const scopes = (n: number) => Array.from({ length: n }, (_, i) => `scope${i}`);

export const negatives: Negatives = {
  CorsCredentialsWithAnyOrigin: {
    violates: (s) => http(s, { corsConfiguration: { allowOrigins: ['*'], allowCredentials: true } }),
    complies: (s) => http(s, { corsConfiguration: { allowOrigins: ['https://*'], allowCredentials: true } }),
    messageContains: ["got '*'", 'List the origins'],
  },
  CorsMaxAgeOutOfRange: {
    violates: (s) => http(s, { corsConfiguration: { maxAge: -2 } }),
    complies: (s) => http(s, { corsConfiguration: { maxAge: 864_000 } }),
    messageContains: ['a whole number from -1', 'got -2', 'Use -1'],
  },
  CorsOriginWithoutScheme: {
    violates: (s) => http(s, { corsConfiguration: { allowOrigins: ['https://a.example.com', 'example.com'] } }),
    complies: (s) => http(s, { corsConfiguration: { allowOrigins: ['HTTP://localhost:3000', 'https://example.com'] } }),
    messageContains: ["got 'example.com'", "Did you mean 'https://example.com'?"],
  },
  CorsOriginInvalid: {
    violates: (s) => http(s, { corsConfiguration: { allowOrigins: ['https://*.example.com'] } }),
    complies: (s) => http(s, { corsConfiguration: { allowOrigins: ['https://*', 'http://*'] } }),
    messageContains: ["got 'https://*.example.com'", 'List each origin'],
  },
  CorsOriginWithPath: {
    violates: (s) => http(s, { corsConfiguration: { allowOrigins: ['https://example.com/'] } }),
    complies: (s) => http(s, { corsConfiguration: { allowOrigins: ['https://example.com:8443'] } }),
    messageContains: ["got 'https://example.com/'", "Did you mean 'https://example.com'?"],
  },
  CorsMethodUnknown: {
    violates: (s) => http(s, { corsConfiguration: { allowMethods: ['TRACE'] } }),
    complies: (s) => http(s, { corsConfiguration: { allowMethods: ['put', '*', 'OPTIONS'] } }),
    messageContains: ["got 'TRACE'"],
  },
  CorsPreflightCaught: {
    violates: (s) => {
      const api = http(s, { corsConfiguration: { allowOrigins: ['*'] } });
      route(api, 'ANY /user', { authorizationType: 'AWS_IAM' });
      route(api, 'OPTIONS /{proxy+}', { authorizationType: 'NONE' });
    },
    complies: (s) => {
      const api = http(s, { corsConfiguration: { allowOrigins: ['*'] } });
      route(api, '$default', { authorizationType: 'AWS_IAM' });
      route(api, 'ANY /files/{name+}', { authorizationType: 'AWS_IAM' });
      route(api, 'ANY /user', { authorizationType: 'AWS_IAM' });
      route(api, 'OPTIONS /user', { authorizationType: 'NONE' });
      route(api, 'OPTIONS /{proxy+}', { authorizationType: 'NONE' });
    },
    messageContains: ["the route 'ANY /user', which has an authorizer", "'OPTIONS /user'"],
  },
  ApiNameInvalid: {
    violates: (s) => http(s, { name: 'x'.repeat(129) }),
    complies: (s) => http(s, { name: 'x'.repeat(128) }),
    messageContains: ['1 to 128 characters', '(129 characters)', 'Shorten the value'],
  },
  ApiDescriptionTooLong: {
    violates: (s) => http(s, { description: 'x'.repeat(1025) }),
    complies: (s) => http(s, { description: 'x'.repeat(1024) }),
    messageContains: ['at most 1,024 characters', '(1025 characters)'],
  },
  ApiVersionInvalid: {
    violates: (s) => http(s, { version: 'x'.repeat(65) }),
    complies: (s) => http(s, { version: 'x'.repeat(64) }),
    messageContains: ['1 to 64 characters'],
  },
  ApiNameMissing: {
    violates: (s) => http(s, { name: undefined }),
    complies: (s) => imported(s),
    messageContains: ['got nothing', 'Specify a name'],
  },
  ApiProtocolInvalid: {
    violates: (s) => http(s, { protocolType: 'REST' }),
    complies: (s) => imported(s),
    messageContains: ["got 'REST'", 'HTTP, WEBSOCKET'],
  },
  CorsOnWebSocketApi: {
    violates: (s) => webSocket(s, { corsConfiguration: { allowOrigins: ['*'] } }),
    complies: (s) => http(s, { corsConfiguration: { allowOrigins: ['*'] } }),
    messageContains: ['only HTTP APIs support the property', '$connect'],
  },
  QuickCreateTargetInvalid: {
    violates: (s) => http(s, { target: 'example.com' }),
    complies: (s) => http(s, { target: 'arn:aws:lambda:eu-west-1:111111111111:function:books:live' }),
    messageContains: ["got 'example.com'", 'https://'],
  },
  QuickCreateWithoutTarget: {
    violates: (s) => http(s, { routeKey: 'GET /books' }),
    complies: (s) => http(s, { routeKey: 'GET /books', target: 'https://example.com' }),
    messageContains: ["got 'GET /books'", 'be specified together with Target'],
  },
  QuickCreateConflict: {
    violates: (s) => stage(http(s, { target: 'https://example.com' }), '$default'),
    complies: (s) => stage(http(s, { target: 'https://example.com' }), 'prod'),
    messageContains: ["the stage 'Stack/Stage", 'remove the stage'],
  },
  DocumentTwice: {
    violates: (s) => imported(s, { bodyS3Location: { bucket: 'b', key: 'k' } }),
    complies: (s) => imported(s, { body: undefined, bodyS3Location: { bucket: 'b', key: 'k' } }),
    messageContains: ['got both', "Remove 'Body' or 'BodyS3Location'"],
  },
  ImportOptionWithoutDocument: {
    violates: (s) => http(s, { failOnWarnings: true }),
    complies: (s) => {
      http(s, { failOnWarnings: false });
      imported(s, { failOnWarnings: true, basePath: 'prepend' });
    },
    messageContains: ['got true', 'Body or BodyS3Location'],
  },
  ResourceBesideDocument: {
    violates: (s) => route(imported(s), 'GET /books'),
    complies: (s) => stage(imported(s), 'prod'),
    messageContains: ['which an OpenAPI document defines', 'in the OpenAPI document'],
  },
  TagKeyReserved: {
    violates: (s) => http(s, { tags: { 'aws:team': 'books' } }),
    complies: (s) => http(s, { tags: { 'awsteam:a': 'books' } }),
    messageContains: ["got 'aws:team'", "Did you mean 'team'?"],
  },
  TagsInvalid: {
    violates: (s) => http(s, { tags: { team: 'x'.repeat(257) } }),
    complies: (s) =>
      http(s, {
        tags: { ['k'.repeat(128)]: 'x'.repeat(256), ...Object.fromEntries(scopes(49).map((key) => [key, ''])) },
      }),
    messageContains: ['at most 256 characters', '(257 characters)'],
  },
  UnsupportedByHttpApis: {
    violates: (s) => http(s, { disableSchemaValidation: true }),
    complies: (s) => {
      http(s, { disableSchemaValidation: false });
      webSocket(s, { disableSchemaValidation: true });
    },
    messageContains: ['only WebSocket APIs support the property', 'got true'],
  },
  HttpOnlyProperty: {
    violates: (s) => webSocket(s, { target: 'https://example.com' }),
    complies: (s) => http(s, { target: 'https://example.com' }),
    messageContains: ['only HTTP APIs support the property', "got 'https://example.com'"],
  },
  UnknownValue: {
    violates: (s) => http(s, { ipAddressType: 'ipv6' }),
    complies: (s) => http(s, { ipAddressType: 'dualstack' }),
    messageContains: ["got 'ipv6'", 'ipv4, dualstack'],
  },
  LengthOutOfRange: {
    violates: (s) => route(webSocket(s), 'x'.repeat(129)),
    complies: (s) => route(webSocket(s), 'x'.repeat(128)),
    messageContains: ['at most 128 characters', '(129 characters)'],
  },
  RequiredPropertyMissing: {
    violates: (s) => route(http(s), 'GET /a').addPropertyDeletionOverride('RouteKey'),
    complies: (s) => route(http(s), 'GET /a'),
    messageContains: ['RouteKey must be specified'],
  },
  ReferenceToOtherApi: {
    violates: (s) => route(http(s), 'GET /a', calls(integration(http(s)))),
    complies: (s) => {
      http(s);
      const api = http(s);
      route(api, 'GET /a', calls(integration(api)));
    },
    messageContains: ['name a resource of', 'Stack/Integration'],
  },
  RouteSelectionExpressionMissing: {
    violates: (s) => webSocket(s, { routeSelectionExpression: '' }),
    complies: (s) => webSocket(s, { routeSelectionExpression: '$request.body.a' }),
    messageContains: ["got ''", '$request.body.action'],
  },
  RouteSelectionExpressionUnusual: {
    violates: (s) => webSocket(s, { routeSelectionExpression: '$context.stage' }),
    complies: (s) => webSocket(s, { routeSelectionExpression: '${request.header.x}-${request.body.y}' }),
    messageContains: ["got '$context.stage'"],
  },
  HttpRouteSelectionExpressionInvalid: {
    violates: (s) => http(s, { routeSelectionExpression: '$request.body.action' }),
    complies: (s) => http(s, { routeSelectionExpression: '${request.method} ${request.path}' }),
    messageContains: ["got '$request.body.action'", 'Remove the expression'],
  },
  ApiKeySelectionExpressionInvalid: {
    violates: (s) => webSocket(s, { apiKeySelectionExpression: '$request.header.api-key' }),
    complies: (s) => webSocket(s, { apiKeySelectionExpression: '$request.header.x-api-key' }),
    messageContains: ["got '$request.header.api-key'", "Did you mean '$request.header.x-api-key'?"],
  },
  RouteQuotaExceeded: {
    violates: (s) => {
      const api = http(s);
      times(301, (i) => route(api, `GET /${i}`));
    },
    complies: (s) => {
      const api = http(s);
      times(300, (i) => route(api, `GET /${i}`));
    },
    messageContains: ['at most 300', 'got 301'],
  },
  IntegrationQuotaExceeded: {
    violates: (s) => {
      const api = http(s);
      times(301, () => integration(api));
    },
    complies: (s) => {
      const api = http(s);
      times(300, () => integration(api));
    },
    messageContains: ['at most 300', 'got 301', 'Use one integration for several routes'],
  },
  WebSocketIntegrationQuotaExceeded: {
    violates: (s) => {
      const api = webSocket(s);
      times(301, () => integration(api));
    },
    complies: (s) => {
      const api = webSocket(s);
      times(300, () => integration(api));
    },
    messageContains: ['at most 300', 'got 301'],
  },
  AuthorizerQuotaExceeded: {
    violates: (s) => {
      const api = http(s);
      times(11, () => jwt(api));
    },
    complies: (s) => {
      const api = http(s);
      times(10, () => jwt(api));
    },
    messageContains: ['at most 10', 'got 11'],
  },
  StageQuotaExceeded: {
    violates: (s) => {
      const api = http(s);
      times(11, (i) => stage(api, `stage${i}`));
    },
    complies: (s) => {
      const api = http(s);
      times(10, (i) => stage(api, `stage${i}`));
    },
    messageContains: ['at most 10', 'got 11'],
  },
  RouteKeyInvalid: {
    violates: (s) => route(http(s), 'get /books'),
    complies: (s) => route(http(s), 'GET /books'),
    messageContains: ["got 'get /books'", "Did you mean 'GET /books'?"],
  },
  RoutePathInvalid: {
    violates: (s) => route(http(s), 'GET books'),
    complies: (s) => route(http(s), 'GET /'),
    messageContains: ["got 'GET books'", "Did you mean 'GET /books'?"],
  },
  RouteSegmentInvalid: {
    violates: (s) => route(http(s), 'GET /books/b{id}'),
    complies: (s) => route(http(s), 'GET /books/{id}'),
    messageContains: ["got 'GET /books/b{id}'", "Did you mean 'GET /books/{id}'?"],
  },
  RouteParameterOfOtherFramework: {
    violates: (s) => route(http(s), 'GET /users/:id'),
    complies: (s) => {
      const api = http(s);
      route(api, 'GET /users/{id}');
      route(api, 'GET /events:batchGet');
      route(api, 'GET /{a:b}/a:b:c');
    },
    messageContains: ["got 'GET /users/:id'", "Did you mean 'GET /users/{id}'?"],
  },
  GreedyParameterNotLast: {
    violates: (s) => route(http(s), 'GET /{proxy+}/books'),
    complies: (s) => route(http(s), 'GET /books/{proxy+}'),
    messageContains: ["got 'GET /{proxy+}/books'", "Did you mean 'GET /{proxy+}', or 'GET /{proxy}/books'?"],
  },
  RouteParameterTwice: {
    violates: (s) => route(http(s), 'GET /{id}/books/{id}'),
    complies: (s) => route(http(s), 'GET /{id}/books/{book}'),
    messageContains: ["got 'GET /{id}/books/{id}'", "Rename one of the parameters '{id}'"],
  },
  RouteDuplicate: {
    violates: (s) => {
      const api = http(s);
      route(api, 'GET /books/{id}');
      route(api, 'GET /books/{isbn}');
    },
    complies: (s) => {
      const api = http(s);
      route(api, 'GET /books/{id}');
      route(api, 'GET /books/{id+}');
      route(http(s), 'GET /books/{id}');
    },
    messageContains: ["got 'GET /books/{isbn}'", "has the key 'GET /books/{id}'"],
  },
  RouteTargetInvalid: {
    violates: (s) => {
      const api = http(s);
      route(api, 'GET /a', { target: `integration/${integration(api).ref}` });
    },
    complies: (s) => {
      const api = http(s);
      route(api, 'GET /a', calls(integration(api)));
      route(api, 'GET /b', { target: 'integrations/abc1234' });
      route(api, 'GET /c');
    },
    messageContains: ["got 'integration/<integration ID>'", 'integrations/${integration.ref}'],
  },
  IntegrationPathParameterUnknown: {
    violates: (s) => urlBehind(s, 'GET /books/{id}'),
    complies: (s) => urlBehind(s, 'GET /books/{isbn}'),
    messageContains: ["'GET /books/{id}' contains id", "got '{isbn}'", "Did you mean '{id}'?"],
  },
  ApiKeyOnHttpRoute: {
    violates: (s) => route(http(s), 'GET /a', { apiKeyRequired: true }),
    complies: (s) => {
      route(http(s), 'GET /a', { apiKeyRequired: false });
      route(webSocket(s), '$default', { apiKeyRequired: true });
    },
    messageContains: ['got true', 'use an authorizer'],
  },
  AuthorizationTypeUnknown: {
    violates: (s) => route(webSocket(s), '$connect', { authorizationType: 'JWT', authorizerId: 'abc' }),
    complies: (s) => route(http(s), 'GET /a', { authorizationType: 'JWT', authorizerId: 'abc' }),
    messageContains: ["got 'JWT'", 'on a WebSocket API', 'Use a Lambda authorizer'],
  },
  RouteAuthorizerMissing: {
    violates: (s) => route(http(s), 'GET /a', { authorizationType: 'JWT' }),
    complies: (s) => route(http(s), 'GET /a', { authorizationType: 'AWS_IAM' }),
    messageContains: ['a JWT authorizer', 'got nothing'],
  },
  RouteAuthorizerTypeMismatch: {
    violates: (s) => {
      const api = http(s);
      route(api, 'GET /a', { authorizationType: 'CUSTOM', authorizerId: jwt(api).ref });
    },
    complies: (s) => {
      const api = http(s);
      route(api, 'GET /a', { authorizationType: 'CUSTOM', authorizerId: authorizer(api).ref });
    },
    messageContains: ['of type JWT', "Did you mean the authorization type 'JWT'?"],
  },
  RouteAuthorizerUnused: {
    violates: (s) => route(http(s), 'GET /a', { authorizationType: 'AWS_IAM', authorizerId: 'abc' }),
    complies: (s) => route(http(s), 'GET /a', { authorizationType: 'CUSTOM', authorizerId: 'abc' }),
    messageContains: ['AWS_IAM', 'remove the authorizer'],
  },
  ScopesWithoutJwtAuthorizer: {
    violates: (s) => custom(http(s), ['read']),
    complies: (s) => signedIn(http(s), ['read']),
    messageContains: ['CUSTOM', 'HttpJwtAuthorizer'],
  },
  TooManyScopes: {
    violates: (s) => signedIn(http(s), scopes(11)),
    complies: (s) => signedIn(http(s), scopes(10)),
    messageContains: ['at most 10 scopes', '11 scopes'],
  },
  ScopeLengthInvalid: {
    violates: (s) => signedIn(http(s), ['x'.repeat(65)]),
    complies: (s) => signedIn(http(s), ['x'.repeat(64)]),
    messageContains: ['1 to 64 characters'],
  },
  OperationNameInvalid: {
    violates: (s) => route(http(s), 'GET /a', { operationName: 'x'.repeat(65) }),
    complies: (s) => {
      route(http(s), 'GET /a', { operationName: 'x'.repeat(64) });
      route(http(s), 'GET /b', { operationName: 'x' });
    },
    messageContains: ['1 to 64 characters', 'Shorten the value'],
  },
  WebSocketRouteKeyInvalid: {
    violates: (s) => route(webSocket(s), '$connected'),
    complies: (s) => route(webSocket(s), '$connect'),
    messageContains: ["got '$connected'", "Did you mean '$connect'?"],
  },
  AuthorizerOnNonConnectRoute: {
    violates: (s) => route(webSocket(s), 'send', { authorizationType: 'AWS_IAM' }),
    complies: (s) => route(webSocket(s), '$connect', { authorizationType: 'AWS_IAM' }),
    messageContains: ["AWS_IAM on 'send'", '$connect'],
  },
  RouteParameterInvalid: {
    violates: (s) =>
      route(webSocket(s), '$connect', { requestParameters: { 'method.request.header.x': { Required: true } } }),
    complies: (s) =>
      route(webSocket(s), '$connect', {
        requestParameters: { 'route.request.multivalueheader.x-y_z.1': { Required: false } },
      }),
    messageContains: ["got 'method.request.header.x'", "Did you mean 'route.request.header.x'?"],
  },
  ModelSelectionMismatch: {
    violates: (s) => route(webSocket(s), 'send', { requestModels: { $default: 'Empty' } }),
    complies: (s) => {
      const requestModels = { $default: 'Empty' };
      route(webSocket(s), 'send', { requestModels, modelSelectionExpression: '$request.body.kind' });
      route(webSocket(s), 'send', { requestModels: {} });
    },
    messageContains: ['got nothing', "'$default'"],
  },
  ModelUnknown: {
    violates: (s) => modelled(s, 'mesage'),
    complies: (s) => modelled(s, 'message'),
    messageContains: ["got 'mesage'", "names of the models of the API: 'message'"],
  },
  RouteResponseOnHttpApi: {
    violates: (s) => {
      const api = http(s);
      const routeId = route(api, 'GET /a').ref;
      new CfnRouteResponse(s, 'Response', { apiId: api.ref, routeId, routeResponseKey: '$default' });
    },
    complies: (s) => routeResponse(s, '$default'),
    messageContains: ['a WebSocket API', 'with the protocol HTTP'],
  },
  RouteResponseDuplicate: {
    violates: (s) => {
      const api = webSocket(s);
      const routeId = route(api, 'send').ref;
      times(2, (i) => {
        new CfnRouteResponse(s, `Response${i}`, { apiId: api.ref, routeId, routeResponseKey: '$default' });
      });
    },
    complies: (s) => {
      const api = webSocket(s);
      times(2, (i) => {
        const routeId = route(api, `send${i}`).ref;
        new CfnRouteResponse(s, `Response${i}`, { apiId: api.ref, routeId, routeResponseKey: '$default' });
      });
    },
    messageContains: ["the route of 'Stack/Response0'", 'Remove one of the two route responses'],
  },
  RouteResponseModelSelection: {
    violates: (s) => routeResponse(s, '$default', { modelSelectionExpression: '$response.body.kind' }),
    complies: (s) => routeResponse(s, '$default', { responseModels: {} }),
    messageContains: ["got '$response.body.kind'", 'Remove the expression'],
  },
  RouteResponseParameterInvalid: {
    // The L1 class checks the value itself
    violates: (s) => {
      const api = webSocket(s);
      new CfnResource(s, 'Response', {
        type: 'AWS::ApiGatewayV2::RouteResponse',
        properties: {
          ApiId: api.ref,
          RouteId: route(api, 'send').ref,
          RouteResponseKey: '$default',
          ResponseParameters: { 'route.response.header.x': true },
        },
      });
    },
    complies: (s) =>
      routeResponse(s, '$default', { responseParameters: { 'route.response.header.x': { required: true } } }),
    messageContains: ["for 'route.response.header.x'", 'got true'],
  },
  ConnectOnlyParameter: {
    violates: (s) =>
      route(webSocket(s), 'send', { requestParameters: { 'route.request.header.Auth': { Required: true } } }),
    complies: (s) =>
      route(webSocket(s), '$connect', { requestParameters: { 'route.request.header.Auth': { Required: true } } }),
    messageContains: ["got 'route.request.header.Auth' on 'send'", '$connect'],
  },
  ConnectOnlyMapping: {
    violates: (s) => {
      const api = webSocket(s);
      const target = integration(api, {
        requestParameters: { 'integration.request.header.a': 'route.request.querystring.a' },
      });
      route(api, 'send', calls(target));
    },
    complies: (s) => {
      const api = webSocket(s);
      const target = integration(api, {
        requestParameters: { 'integration.request.header.a': 'route.request.querystring.a' },
      });
      const requestParameters = { 'route.request.querystring.a': { Required: true } };
      route(api, '$connect', { ...calls(target), requestParameters });
      route(api, 'send', calls(target));
    },
    messageContains: ["got 'route.request.querystring.a' on 'send'"],
  },
  RouteResponseKeyInvalid: {
    violates: (s) => routeResponse(s, '200'),
    complies: (s) => routeResponse(s, '$default'),
    messageContains: ["got '200'", "be '$default'"],
  },
  RouteResponseSelectionInvalid: {
    violates: (s) => route(webSocket(s), 'send', { routeResponseSelectionExpression: '$request.body.a' }),
    complies: (s) => route(webSocket(s), 'send', { routeResponseSelectionExpression: '$default' }),
    messageContains: ["got '$request.body.a'"],
  },
  ModelSelectionWithoutDefault: {
    violates: (s) =>
      route(webSocket(s), 'send', { modelSelectionExpression: '$request.body.kind', requestModels: { text: 'Empty' } }),
    complies: (s) =>
      route(webSocket(s), 'send', {
        modelSelectionExpression: '$request.body.kind',
        requestModels: { text: 'Empty', $default: 'Error' },
      }),
    messageContains: ["got 'text'", '$default'],
  },
};

function signedIn(api: CfnApi, authorizationScopes: string[]): void {
  route(api, 'GET /a', { authorizationType: 'JWT', authorizerId: jwt(api).ref, authorizationScopes });
}

function custom(api: CfnApi, authorizationScopes: string[]): void {
  route(api, 'GET /a', { authorizationType: 'CUSTOM', authorizerId: authorizer(api).ref, authorizationScopes });
}

function imported(stack: Stack, props: Partial<CfnApiProps> = {}): CfnApi {
  return http(stack, {
    name: undefined,
    protocolType: undefined,
    body: { openapi: '3.0.1', info: { title: 'Books' }, paths: {} },
    ...props,
  });
}

function urlBehind(stack: Stack, key: string): void {
  const api = http(stack);
  route(api, key, calls(integration(api, { integrationUri: 'https://example.com/books/{isbn}' })));
}

function modelled(stack: Stack, name: string): void {
  const api = webSocket(stack);
  const model = new CfnModel(stack, 'Model', { apiId: api.ref, name: 'message', schema: { type: 'object' } });
  route(api, 'send', {
    modelSelectionExpression: '$request.body.kind',
    requestModels: { $default: name },
  }).addResourceDependency(model);
}

function routeResponse(
  stack: Parameters<typeof webSocket>[0],
  routeResponseKey: string,
  props: Partial<CfnRouteResponseProps> = {},
): void {
  const api = webSocket(stack);
  const { ref } = route(api, 'send', { routeResponseSelectionExpression: '$default' });
  new CfnRouteResponse(stack, 'Response', { apiId: api.ref, routeId: ref, routeResponseKey, ...props });
}
