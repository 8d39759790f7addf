import type { Stack } from 'aws-cdk-lib';
import { CfnResource } from 'aws-cdk-lib';
import type { CfnApi, CfnApiProps, CfnRouteResponseProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnModel, CfnRouteResponse } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Negatives } from './negative';
import { authorizer, calls, http, integration, jwt, route, stage, times, webSocket } from './negative';

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
      route(api, 'ANY /user', { authorizationType: 'AWS_IAM' });
      route(api, 'OPTIONS /{proxy+}', { authorizationType: 'NONE' });
    },
    keeps: (s) => {
      const api = http(s, { corsConfiguration: { allowOrigins: ['*'] } });
      route(api, '$default', { authorizationType: 'AWS_IAM' });
      route(api, 'ANY /files/{name+}', { authorizationType: 'AWS_IAM' });
      route(api, 'ANY /user', { authorizationType: 'AWS_IAM' });
      route(api, 'OPTIONS /user', { authorizationType: 'NONE' });
      route(api, 'OPTIONS /{proxy+}', { authorizationType: 'NONE' });
    },
    says: ["the route 'ANY /user' with an authorizer", "'OPTIONS /user'"],
  },
  ApiNameInvalid: {
    breaks: (s) => http(s, { name: 'x'.repeat(129) }),
    keeps: (s) => http(s, { name: 'x'.repeat(128) }),
    says: ['1 to 128 characters', '(129 characters)', 'Shorten the value'],
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
  ApiNameMissing: {
    breaks: (s) => http(s, { name: undefined }),
    keeps: (s) => imported(s),
    says: ['got nothing', 'Specify a name'],
  },
  ApiProtocolInvalid: {
    breaks: (s) => http(s, { protocolType: 'REST' }),
    keeps: (s) => imported(s),
    says: ["got 'REST'", 'HTTP, WEBSOCKET'],
  },
  CorsOnWebSocketApi: {
    breaks: (s) => webSocket(s, { corsConfiguration: { allowOrigins: ['*'] } }),
    keeps: (s) => http(s, { corsConfiguration: { allowOrigins: ['*'] } }),
    says: ['only HTTP APIs support the property', '$connect'],
  },
  QuickCreateTargetInvalid: {
    breaks: (s) => http(s, { target: 'example.com' }),
    keeps: (s) => http(s, { target: 'arn:aws:lambda:eu-west-1:111111111111:function:books:live' }),
    says: ["got 'example.com'", 'https://'],
  },
  QuickCreateWithoutTarget: {
    breaks: (s) => http(s, { routeKey: 'GET /books' }),
    keeps: (s) => http(s, { routeKey: 'GET /books', target: 'https://example.com' }),
    says: ["got 'GET /books'", 'be specified together with Target'],
  },
  QuickCreateConflict: {
    breaks: (s) => stage(http(s, { target: 'https://example.com' }), '$default'),
    keeps: (s) => stage(http(s, { target: 'https://example.com' }), 'prod'),
    says: ["the stage 'Stack/Stage", 'remove the stage'],
  },
  DocumentTwice: {
    breaks: (s) => imported(s, { bodyS3Location: { bucket: 'b', key: 'k' } }),
    keeps: (s) => imported(s, { body: undefined, bodyS3Location: { bucket: 'b', key: 'k' } }),
    says: ['got both', "Remove 'Body' or 'BodyS3Location'"],
  },
  ImportOptionWithoutDocument: {
    breaks: (s) => http(s, { failOnWarnings: true }),
    keeps: (s) => {
      http(s, { failOnWarnings: false });
      imported(s, { failOnWarnings: true, basePath: 'prepend' });
    },
    says: ['got true', 'Body or BodyS3Location'],
  },
  ResourceBesideDocument: {
    breaks: (s) => route(imported(s), 'GET /books'),
    keeps: (s) => stage(imported(s), 'prod'),
    says: ['which an OpenAPI document defines', 'in the OpenAPI document'],
  },
  TagKeyReserved: {
    breaks: (s) => http(s, { tags: { 'aws:team': 'books' } }),
    keeps: (s) => http(s, { tags: { 'awsteam:a': 'books' } }),
    says: ["got 'aws:team'", "Did you mean 'team'?"],
  },
  TagsInvalid: {
    breaks: (s) => http(s, { tags: { team: 'x'.repeat(257) } }),
    keeps: (s) =>
      http(s, {
        tags: { ['k'.repeat(128)]: 'x'.repeat(256), ...Object.fromEntries(scopes(49).map((key) => [key, ''])) },
      }),
    says: ['at most 256 characters', '(257 characters)'],
  },
  UnsupportedByHttpApis: {
    breaks: (s) => http(s, { disableSchemaValidation: true }),
    keeps: (s) => {
      http(s, { disableSchemaValidation: false });
      webSocket(s, { disableSchemaValidation: true });
    },
    says: ['only WebSocket APIs support the property', 'got true'],
  },
  HttpOnlyProperty: {
    breaks: (s) => webSocket(s, { target: 'https://example.com' }),
    keeps: (s) => http(s, { target: 'https://example.com' }),
    says: ['only HTTP APIs support the property', "got 'https://example.com'"],
  },
  UnknownValue: {
    breaks: (s) => http(s, { ipAddressType: 'ipv6' }),
    keeps: (s) => http(s, { ipAddressType: 'dualstack' }),
    says: ["got 'ipv6'", 'ipv4, dualstack'],
  },
  LengthOutOfRange: {
    breaks: (s) => route(webSocket(s), 'x'.repeat(129)),
    keeps: (s) => route(webSocket(s), 'x'.repeat(128)),
    says: ['at most 128 characters', '(129 characters)'],
  },
  RequiredPropertyMissing: {
    breaks: (s) => route(http(s), 'GET /a').addPropertyDeletionOverride('RouteKey'),
    keeps: (s) => route(http(s), 'GET /a'),
    says: ['RouteKey must be specified'],
  },
  ReferenceToOtherApi: {
    breaks: (s) => route(http(s), 'GET /a', calls(integration(http(s)))),
    keeps: (s) => {
      http(s);
      const api = http(s);
      route(api, 'GET /a', calls(integration(api)));
    },
    says: ['name a resource of', 'Stack/Integration'],
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
    says: ["got '$request.body.action'", 'Remove the expression'],
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
    says: ['at most 300', 'got 301', 'Use one integration for several routes'],
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
    says: ["got 'GET /books/b{id}'", "Did you mean 'GET /books/{id}'?"],
  },
  RouteParameterOfOtherFramework: {
    breaks: (s) => route(http(s), 'GET /users/:id'),
    keeps: (s) => {
      const api = http(s);
      route(api, 'GET /users/{id}');
      route(api, 'GET /events:batchGet');
      route(api, 'GET /{a:b}/a:b:c');
    },
    says: ["got 'GET /users/:id'", "Did you mean 'GET /users/{id}'?"],
  },
  GreedyParameterNotLast: {
    breaks: (s) => route(http(s), 'GET /{proxy+}/books'),
    keeps: (s) => route(http(s), 'GET /books/{proxy+}'),
    says: ["got 'GET /{proxy+}/books'", "Did you mean 'GET /{proxy+}', or 'GET /{proxy}/books'?"],
  },
  RouteParameterTwice: {
    breaks: (s) => route(http(s), 'GET /{id}/books/{id}'),
    keeps: (s) => route(http(s), 'GET /{id}/books/{book}'),
    says: ["got 'GET /{id}/books/{id}'", "Rename one of the parameters '{id}'"],
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
    says: ["got 'GET /books/{isbn}'", "has the key 'GET /books/{id}'"],
  },
  RouteTargetInvalid: {
    breaks: (s) => {
      const api = http(s);
      route(api, 'GET /a', { target: `integration/${integration(api).ref}` });
    },
    keeps: (s) => {
      const api = http(s);
      route(api, 'GET /a', calls(integration(api)));
      route(api, 'GET /b', { target: 'integrations/abc1234' });
      route(api, 'GET /c');
    },
    says: ["got 'integration/<integration ID>'", 'integrations/${integration.ref}'],
  },
  IntegrationPathParameterUnknown: {
    breaks: (s) => urlBehind(s, 'GET /books/{id}'),
    keeps: (s) => urlBehind(s, 'GET /books/{isbn}'),
    says: ["'GET /books/{id}' contains id", "got '{isbn}'", "Did you mean '{id}'?"],
  },
  ApiKeyOnHttpRoute: {
    breaks: (s) => route(http(s), 'GET /a', { apiKeyRequired: true }),
    keeps: (s) => {
      route(http(s), 'GET /a', { apiKeyRequired: false });
      route(webSocket(s), '$default', { apiKeyRequired: true });
    },
    says: ['got true', 'use an authorizer'],
  },
  AuthorizationTypeUnknown: {
    breaks: (s) => route(webSocket(s), '$connect', { authorizationType: 'JWT', authorizerId: 'abc' }),
    keeps: (s) => route(http(s), 'GET /a', { authorizationType: 'JWT', authorizerId: 'abc' }),
    says: ["got 'JWT'", 'on a WebSocket API', 'Use a Lambda authorizer'],
  },
  RouteAuthorizerMissing: {
    breaks: (s) => route(http(s), 'GET /a', { authorizationType: 'JWT' }),
    keeps: (s) => route(http(s), 'GET /a', { authorizationType: 'AWS_IAM' }),
    says: ['a JWT authorizer', 'got nothing'],
  },
  RouteAuthorizerTypeMismatch: {
    breaks: (s) => {
      const api = http(s);
      route(api, 'GET /a', { authorizationType: 'CUSTOM', authorizerId: jwt(api).ref });
    },
    keeps: (s) => {
      const api = http(s);
      route(api, 'GET /a', { authorizationType: 'CUSTOM', authorizerId: authorizer(api).ref });
    },
    says: ['of type JWT', "Did you mean the authorization type 'JWT'?"],
  },
  RouteAuthorizerUnused: {
    breaks: (s) => route(http(s), 'GET /a', { authorizationType: 'AWS_IAM', authorizerId: 'abc' }),
    keeps: (s) => route(http(s), 'GET /a', { authorizationType: 'CUSTOM', authorizerId: 'abc' }),
    says: ['AWS_IAM', 'remove the authorizer'],
  },
  ScopesWithoutJwtAuthorizer: {
    breaks: (s) => custom(http(s), ['read']),
    keeps: (s) => signedIn(http(s), ['read']),
    says: ['CUSTOM', 'HttpJwtAuthorizer'],
  },
  TooManyScopes: {
    breaks: (s) => signedIn(http(s), scopes(11)),
    keeps: (s) => signedIn(http(s), scopes(10)),
    says: ['at most 10 scopes', '11 scopes'],
  },
  ScopeLengthInvalid: {
    breaks: (s) => signedIn(http(s), ['x'.repeat(65)]),
    keeps: (s) => signedIn(http(s), ['x'.repeat(64)]),
    says: ['1 to 64 characters'],
  },
  OperationNameInvalid: {
    breaks: (s) => route(http(s), 'GET /a', { operationName: 'x'.repeat(65) }),
    keeps: (s) => {
      route(http(s), 'GET /a', { operationName: 'x'.repeat(64) });
      route(http(s), 'GET /b', { operationName: 'x' });
    },
    says: ['1 to 64 characters', 'Shorten the value'],
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
  RouteParameterInvalid: {
    breaks: (s) =>
      route(webSocket(s), '$connect', { requestParameters: { 'method.request.header.x': { Required: true } } }),
    keeps: (s) =>
      route(webSocket(s), '$connect', {
        requestParameters: { 'route.request.multivalueheader.x-y_z.1': { Required: false } },
      }),
    says: ["got 'method.request.header.x'", "Did you mean 'route.request.header.x'?"],
  },
  ModelSelectionMismatch: {
    breaks: (s) => route(webSocket(s), 'send', { requestModels: { $default: 'Empty' } }),
    keeps: (s) => {
      const requestModels = { $default: 'Empty' };
      route(webSocket(s), 'send', { requestModels, modelSelectionExpression: '$request.body.kind' });
      route(webSocket(s), 'send', { requestModels: {} });
    },
    says: ['got nothing', "'$default'"],
  },
  ModelUnknown: {
    breaks: (s) => modelled(s, 'mesage'),
    keeps: (s) => modelled(s, 'message'),
    says: ["got 'mesage'", "names of the models of the API: 'message'"],
  },
  RouteResponseOnHttpApi: {
    breaks: (s) => {
      const api = http(s);
      const routeId = route(api, 'GET /a').ref;
      new CfnRouteResponse(s, 'Response', { apiId: api.ref, routeId, routeResponseKey: '$default' });
    },
    keeps: (s) => routeResponse(s, '$default'),
    says: ['a WebSocket API', 'with the protocol HTTP'],
  },
  RouteResponseDuplicate: {
    breaks: (s) => {
      const api = webSocket(s);
      const routeId = route(api, 'send').ref;
      times(2, (i) => {
        new CfnRouteResponse(s, `Response${i}`, { apiId: api.ref, routeId, routeResponseKey: '$default' });
      });
    },
    keeps: (s) => {
      const api = webSocket(s);
      times(2, (i) => {
        const routeId = route(api, `send${i}`).ref;
        new CfnRouteResponse(s, `Response${i}`, { apiId: api.ref, routeId, routeResponseKey: '$default' });
      });
    },
    says: ["the route of 'Stack/Response0'", 'Remove one of the two route responses'],
  },
  RouteResponseModelSelection: {
    breaks: (s) => routeResponse(s, '$default', { modelSelectionExpression: '$response.body.kind' }),
    keeps: (s) => routeResponse(s, '$default', { responseModels: {} }),
    says: ["got '$response.body.kind'", 'Remove the expression'],
  },
  RouteResponseParameterInvalid: {
    // The L1 class checks the value itself
    breaks: (s) => {
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
    keeps: (s) =>
      routeResponse(s, '$default', { responseParameters: { 'route.response.header.x': { required: true } } }),
    says: ["for 'route.response.header.x'", 'got true'],
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
      const requestParameters = { 'route.request.querystring.a': { Required: true } };
      route(api, '$connect', { ...calls(target), requestParameters });
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
      route(webSocket(s), 'send', { modelSelectionExpression: '$request.body.kind', requestModels: { text: 'Empty' } }),
    keeps: (s) =>
      route(webSocket(s), 'send', {
        modelSelectionExpression: '$request.body.kind',
        requestModels: { text: 'Empty', $default: 'Error' },
      }),
    says: ["got 'text'", '$default'],
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
