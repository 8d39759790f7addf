import { CfnParameter, Fn } from 'aws-cdk-lib';
import { FUNCTION, ROLE, http, imported, resource, route, stage, to, url, webSocket } from './builders';
import type { Entry } from './entry';

/** An OpenAPI document of an HTTP API with one route. */
const DOCUMENT = {
  openapi: '3.0.1',
  info: { title: 'shop', version: '1' },
  paths: {
    '/books': {
      get: {
        'x-amazon-apigateway-integration': {
          type: 'HTTP_PROXY',
          httpMethod: 'GET',
          uri: 'https://backend.example.com',
          payloadFormatVersion: '1.0',
        },
      },
    },
  },
};

const properties: Entry[] = [
  { title: 'API: only a name and a protocol (CreateApi of the HTTP tutorial)', build: (s) => http(s) },
  {
    title: 'API: WebSocket with only a route selection expression (CreateApi of the chat tutorial)',
    build: (s) => webSocket(s),
  },
  {
    title: 'API: HTTP with explicit default selection expressions, as Terraform sends them',
    build: (s) =>
      http(s, {
        routeSelectionExpression: '$request.method $request.path',
        apiKeySelectionExpression: '$request.header.x-api-key',
      }),
  },
  {
    title: 'API: HTTP with a route selection expression in braces (deployed by cdk-preflight)',
    build: (s) => http(s, { routeSelectionExpression: '${request.method} ${request.path}' }),
  },
  {
    title: 'API: properties of the maximum length (bounds of the API model)',
    build: (s) => http(s, { name: 'n'.repeat(128), description: 'd'.repeat(1024), version: 'v'.repeat(64) }),
  },
  {
    title: 'API: a typical name from the console',
    build: (s) => http(s, { name: 'Shop API (dev) - v1.0 / EU' }),
  },
  {
    title: 'API: both address types (documented enumeration)',
    build: (s) => {
      http(s, { ipAddressType: 'dualstack' });
      http(s, { ipAddressType: 'ipv4' });
      webSocket(s, { ipAddressType: 'dualstack' });
    },
  },
  {
    title: 'API: a disabled default endpoint, for both protocols (documented)',
    build: (s) => {
      http(s, { disableExecuteApiEndpoint: true });
      webSocket(s, { disableExecuteApiEndpoint: true });
    },
  },
  {
    title: 'API: tags with every allowed character (tagging rules of the developer guide)',
    build: (s) =>
      http(s, {
        tags: { Name: 'shop', 'cost-center:team/a': 'EU 1 + 2 @ x', empty: '', [`k${'x'.repeat(127)}`]: 'v' },
      }),
  },
  {
    title: 'API: WebSocket without schema validation and with the key of an authorizer (Terraform acceptance test)',
    build: (s) =>
      webSocket(s, {
        disableSchemaValidation: true,
        apiKeySelectionExpression: '$context.authorizer.usageIdentifierKey',
      }),
  },
  {
    title: 'API: WebSocket route selections of the developer guide: nested, in braces',
    build: (s) => {
      webSocket(s, { routeSelectionExpression: '$request.body.message.type' });
      webSocket(s, { routeSelectionExpression: '${request.body.action}' });
      webSocket(s, { routeSelectionExpression: '$request.body.service' });
    },
  },
  {
    title: 'API: two APIs with the same name in a stack (names are not unique)',
    build: (s) => {
      http(s);
      http(s);
      webSocket(s, { name: 'shop' });
    },
  },
];

const quickCreate: Entry[] = [
  {
    title: 'quick create: a function (create-api --target of the AWS CLI)',
    build: (s) => http(s, { target: FUNCTION }),
  },
  {
    title: 'quick create: a URL over http with a route key (Terraform acceptance test)',
    build: (s) => http(s, { target: 'http://www.example.com/', routeKey: 'GET /pets' }),
  },
  {
    title: 'quick create: a function with a role (CloudFormation reference)',
    build: (s) => http(s, { target: `${FUNCTION}:live`, credentialsArn: ROLE, routeKey: '$default' }),
  },
  {
    title: 'quick create: an API with CORS (create-api --target --cors-configuration)',
    build: (s) => http(s, { target: FUNCTION, corsConfiguration: { allowOrigins: ['*'] } }),
  },
  {
    title: 'quick create: an API with additional routes and a second stage',
    build: (s) => {
      const api = http(s, { target: 'https://www.example.com/' });
      route(api, 'GET /books', to(url(api)));
      stage(api, 'beta');
    },
  },
  {
    title: 'quick create: managed overrides of the route, the integration and the stage (CloudFormation reference)',
    build: (s) =>
      resource(s, 'AWS::ApiGatewayV2::ApiGatewayManagedOverrides', {
        ApiId: http(s, { target: FUNCTION }).ref,
        Integration: { Description: 'shop', PayloadFormatVersion: '2.0', TimeoutInMillis: 10000 },
        Route: { AuthorizationType: 'AWS_IAM', OperationName: 'catchAll' },
        Stage: {
          AutoDeploy: true,
          Description: 'quick',
          StageVariables: { table: 'books' },
          DefaultRouteSettings: { ThrottlingBurstLimit: 10, ThrottlingRateLimit: 5, DetailedMetricsEnabled: true },
        },
      }),
  },
];

const documents: Entry[] = [
  { title: 'OpenAPI: an API with only a document (ImportApi)', build: (s) => stage(imported(s, DOCUMENT)) },
  {
    title: 'OpenAPI: warnings as errors and base path prepended (ImportApi options)',
    build: (s) =>
      imported(s, { ...DOCUMENT, servers: [{ url: '/v1' }] }, { failOnWarnings: true, basePath: 'prepend' }),
  },
  {
    title: 'OpenAPI: a document in a bucket with version and ETag (CloudFormation reference)',
    build: (s) => {
      const bodyS3Location = { bucket: 'b', key: 'api.yaml', version: 'abc', etag: '"d41d8"' };
      stage(http(s, { name: undefined, protocolType: undefined, bodyS3Location, basePath: 'split' }), 'v1');
    },
  },
  {
    title: 'OpenAPI: CORS, tags and authorizers in the document (extensions of the developer guide)',
    build: (s) =>
      imported(s, {
        ...DOCUMENT,
        'x-amazon-apigateway-cors': { allowOrigins: ['https://www.example.com'], allowMethods: ['GET'], maxAge: 3600 },
        'x-amazon-apigateway-importexport-version': '1.0',
        tags: [{ name: 'team', 'x-amazon-apigateway-tag-value': 'shop' }],
        components: {
          securitySchemes: {
            jwt: {
              type: 'oauth2',
              'x-amazon-apigateway-authorizer': {
                type: 'jwt',
                identitySource: '$request.header.Authorization',
                jwtConfiguration: { issuer: 'https://tenant.auth0.com/', audience: ['shop'] },
              },
            },
          },
        },
      }),
  },
  {
    title: 'OpenAPI: the document included by a transform of its body (AWS::Include)',
    build: (s) => {
      const body = { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/api.yaml' } } };
      stage(imported(s, body));
    },
  },
  {
    title: 'OpenAPI: settings of a route that the document adds',
    build: (s) => stage(imported(s, DOCUMENT), 'v1', { routeSettings: { 'GET /books': { ThrottlingRateLimit: 1 } } }),
  },
];

const cors = (title: string, corsConfiguration: object, warnings?: string[]): Entry => ({
  title: `CORS: ${title}`,
  build: (s) => http(s, { corsConfiguration }),
  warnings,
});

const origins: Entry[] = [
  cors('every property (quick start of the console)', {
    allowOrigins: ['*'],
    allowMethods: ['*'],
    allowHeaders: ['*'],
  }),
  cors('a method in lower case (Terraform acceptance test)', {
    allowHeaders: ['Authorization'],
    allowMethods: ['GET', 'put'],
    allowOrigins: ['https://www.example.com'],
  }),
  cors('any header and method with credentials, and an origin in upper case (Terraform acceptance test)', {
    allowCredentials: true,
    allowHeaders: ['*'],
    allowMethods: ['*'],
    allowOrigins: ['HTTP://WWW.EXAMPLE.ORG', 'https://example.io'],
    exposeHeaders: ['X-Api-Id'],
    maxAge: 500,
  }),
  // The rule may report at most a warning, because AWS's service model specifies a maximum of 86,400 seconds, but no
  // evidence shows that AWS validates the maximum
  cors('a maximum age of ten days (CDK developer guide)', { allowOrigins: ['*'], maxAge: 864000 }, [
    'CorsMaxAgeOutOfRange',
  ]),
  cors('the minimum and maximum of the age', { allowOrigins: ['*'], maxAge: 86400 }),
  cors('the age 0', { allowOrigins: ['*'], maxAge: 0 }),
  cors('the age -1, which disables caching (documented)', { allowOrigins: ['*'], maxAge: -1 }),
  cors('any origin over https with credentials (developer guide)', {
    allowOrigins: ['https://*', 'http://*'],
    allowCredentials: true,
  }),
  cors('origins of development servers', {
    allowOrigins: ['http://localhost:3000', 'http://localhost', 'http://127.0.0.1:5500', 'https://192.168.1.10:8443'],
    allowCredentials: true,
    allowMethods: ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'],
  }),
  cors('credentials false with any origin', { allowOrigins: ['*'], allowCredentials: false }),
  cors('headers of the Amplify client', {
    allowOrigins: ['https://main.d1234567890.amplifyapp.com'],
    allowHeaders: [
      'Content-Type',
      'X-Amz-Date',
      'Authorization',
      'X-Api-Key',
      'X-Amz-Security-Token',
      'x-amz-user-agent',
    ],
    exposeHeaders: ['*'],
  }),
  {
    title: 'CORS: origins from a parameter and from an export',
    build: (s) => {
      const list = new CfnParameter(s, 'Origins', { type: 'CommaDelimitedList' });
      http(s, { corsConfiguration: { allowOrigins: list.valueAsList, allowCredentials: true } });
      http(s, { corsConfiguration: { allowOrigins: [Fn.importValue('SiteUrl')], allowCredentials: true } });
    },
  },
  {
    title: 'CORS: the origin of a distribution of the stack',
    build: (s) => {
      const site = resource(s, 'AWS::CloudFront::Distribution', {
        DistributionConfig: {
          Enabled: true,
          DefaultCacheBehavior: { TargetOriginId: 'a', ViewerProtocolPolicy: 'https-only', CachePolicyId: 'b' },
          Origins: [
            { Id: 'a', DomainName: 'www.example.com', CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } },
          ],
        },
      });
      http(s, { corsConfiguration: { allowOrigins: [`https://${site.getAtt('DomainName').toString()}`] } });
    },
  },
  {
    title: 'CORS: a public OPTIONS route for the preflight requests of a protected catch-all route (developer guide)',
    build: (s) => {
      const api = http(s, { corsConfiguration: { allowOrigins: ['https://www.example.com'] } });
      const target = to(url(api));
      route(api, '$default', { authorizationType: 'AWS_IAM', ...target });
      route(api, 'OPTIONS /{proxy+}', target);
    },
  },
];

/** Valid APIs, most of them from AWS's documentation or from Terraform's acceptance tests. */
export const entries: Entry[] = [...properties, ...quickCreate, ...documents, ...origins];
