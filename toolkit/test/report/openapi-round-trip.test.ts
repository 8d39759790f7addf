import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { HttpApiDefinition, SpecHttpApi } from '../../../lib';
import { assemblyOfTemplate, modelOf, type Api, type ApiModel, type Element } from '../../src';
import { openApiOf } from '../../src/report/openapi/document';
import type { JsonObject } from '../../src/model/template';
import { expectOpenApi } from '../_helpers/openapi';

type Resource = { Type: string; Properties: Record<string, unknown> };

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,7}$/);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const list = (...values: string[]) => fc.subarray(values, { minLength: 1 });

const path = fc
  .tuple(
    fc.array(
      fc.oneof(
        word,
        word.map((name) => `{${name}}`),
      ),
      { maxLength: 3 },
    ),
    fc.constantFrom('', '{proxy+}'),
  )
  .map(([segments, last]) => `/${[...segments, ...(last === '' ? [] : [last])].join('/')}`)
  .filter((text) => new Set(text.match(/\{[^}]+\}/g)).size === (text.match(/\{/g) ?? []).length);
const key = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .tuple(fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'ANY'), path)
      .map((parts) => parts.join(' ')),
  },
  { weight: 1, arbitrary: fc.constant('$default') },
);

const authorizer = fc.oneof(
  fc.record({
    AuthorizerType: fc.constant('JWT'),
    IdentitySource: fc.constant(['$request.header.Authorization']),
    JwtConfiguration: fc.record({
      Issuer: fc.webUrl({ validSchemes: ['https'] }),
      Audience: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
    }),
  }),
  fc.record({
    AuthorizerType: fc.constant('REQUEST'),
    IdentitySource: list('$request.header.Authorization', '$request.querystring.token', '$context.routeKey'),
    AuthorizerUri: uriOf('Checker'),
    AuthorizerCredentialsArn: optional(fc.constant('arn:aws:iam::111122223333:role/invoke')),
    AuthorizerPayloadFormatVersion: fc.constantFrom('1.0', '2.0'),
    AuthorizerResultTtlInSeconds: optional(fc.integer({ min: 0, max: 3600 })),
    EnableSimpleResponses: optional(fc.boolean()),
  }),
);

const mappings = fc.dictionary(
  word.map((name) => `append:header.${name}`),
  word,
  { minKeys: 1, maxKeys: 2 },
);
const integration = fc.oneof(
  fc.record({
    IntegrationType: fc.constant('AWS_PROXY'),
    IntegrationUri: uriOf('Handler'),
    PayloadFormatVersion: fc.constantFrom('1.0', '2.0'),
    TimeoutInMillis: optional(fc.integer({ min: 50, max: 30_000 })),
    CredentialsArn: optional(fc.constant('arn:aws:iam::111122223333:role/invoke')),
    RequestParameters: optional(mappings),
  }),
  fc.record({
    IntegrationType: fc.constant('HTTP_PROXY'),
    IntegrationMethod: fc.constantFrom('ANY', 'GET', 'POST'),
    IntegrationUri: fc.webUrl({ validSchemes: ['https'] }),
    PayloadFormatVersion: fc.constant('1.0'),
    ResponseParameters: optional(
      mappings.map((record) => ({
        200: { ResponseParameters: Object.entries(record).map(([Destination, Source]) => ({ Destination, Source })) },
      })),
    ),
    ConnectionType: optional(fc.constant('INTERNET')),
    Description: optional(word),
  }),
  fc.record({
    IntegrationType: fc.constant('HTTP_PROXY'),
    IntegrationMethod: fc.constant('ANY'),
    IntegrationUri: fc.constant('arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/net/a/b/c'),
    ConnectionType: fc.constant('VPC_LINK'),
    ConnectionId: fc.constant('abc123'),
    TlsConfig: optional(fc.constant({ ServerNameToVerify: 'internal.example' })),
  }),
  fc.record({
    IntegrationType: fc.constant('AWS_PROXY'),
    IntegrationSubtype: fc.constant('SQS-SendMessage'),
    PayloadFormatVersion: fc.constant('1.0'),
    CredentialsArn: fc.constant('arn:aws:iam::111122223333:role/send'),
    RequestParameters: fc.record({
      QueueUrl: fc.webUrl({ validSchemes: ['https'] }),
      MessageBody: fc.constant('$request.body'),
    }),
  }),
);

function uriOf(id: string) {
  return fc.constantFrom<unknown>(
    `arn:aws:lambda:eu-west-1:111122223333:function:${id}`,
    `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:${id}/invocations`,
  );
}

/** A template with one HTTP API. */
const template = fc
  .record({
    api: fc.record({
      Name: word,
      Version: word,
      Description: optional(word),
      DisableExecuteApiEndpoint: optional(fc.boolean()),
      Tags: optional(fc.dictionary(word, word, { minKeys: 1, maxKeys: 2 })),
      CorsConfiguration: optional(
        fc.record({
          AllowOrigins: list('https://a.example', 'https://b.example'),
          AllowMethods: list('GET', 'PUT', '*'),
          AllowHeaders: list('authorization', 'x-a'),
          ExposeHeaders: list('x-b'),
          AllowCredentials: fc.boolean(),
          MaxAge: fc.integer({ min: 0, max: 86_400 }),
        }),
      ),
    }),
    authorizers: fc.uniqueArray(fc.tuple(word, authorizer), { maxLength: 3, selector: ([name]) => name }),
    integrations: fc.array(integration, { minLength: 1, maxLength: 4 }),
    routes: fc.uniqueArray(
      fc.record({
        key,
        integration: fc.nat(),
        authorizer: fc.nat(),
        protection: fc.constantFrom('NONE', 'AWS_IAM', 'AUTHORIZER'),
        scopes: fc.uniqueArray(word, { maxLength: 2 }),
        name: optional(fc.constant(true)),
      }),
      { minLength: 1, maxLength: 8, selector: (route) => route.key },
    ),
  })
  .map(({ api, authorizers, integrations, routes }) => {
    const ApiId = { Ref: 'Api' };
    const resources: Record<string, Resource> = {
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP', ...present(api) } },
    };
    authorizers.forEach(([Name, properties], index) => {
      resources[`A${index}`] = {
        Type: 'AWS::ApiGatewayV2::Authorizer',
        Properties: { ApiId, Name, ...present(properties) },
      };
    });
    const used = new Set<number>();
    routes.forEach((route, index) => {
      const target = route.integration % integrations.length;
      used.add(target);
      const guard = authorizers.length > 0 ? route.authorizer % authorizers.length : undefined;
      const isGuarded = route.protection === 'AUTHORIZER' && guard !== undefined;
      const isJwt = isGuarded && authorizers[guard][1].AuthorizerType === 'JWT';
      resources[`R${index}`] = {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: present({
          ApiId,
          RouteKey: route.key,
          Target: { 'Fn::Join': ['', ['integrations/', { Ref: `I${target}` }]] },
          OperationName: route.name && `operation${index}`,
          AuthorizationType: isGuarded
            ? isJwt
              ? 'JWT'
              : 'CUSTOM'
            : route.protection === 'AWS_IAM'
              ? 'AWS_IAM'
              : undefined,
          AuthorizerId: isGuarded ? { Ref: `A${guard}` } : undefined,
          AuthorizationScopes: isJwt && route.scopes.length > 0 ? route.scopes : undefined,
        }),
      };
    });
    for (const index of used) {
      const Properties = { ApiId, ...present(integrations[index]) };
      resources[`I${index}`] = { Type: 'AWS::ApiGatewayV2::Integration', Properties };
    }
    return resources;
  });

function present(properties: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

function modelOfResources(resources: Record<string, Resource>): ApiModel {
  return modelOf(assemblyOfTemplate({ Resources: resources } as never));
}

/**
 * The API without the properties that describe its source. Links are replaced by the linked elements. API Gateway
 * always calls functions with POST, and the document contains this method.
 */
function essence({ apis }: ApiModel) {
  const [api] = apis;
  const bare = <T extends Element>(element: T | undefined) => element && { ...element, id: '', source: '' };
  const found = (elements: Element[], link: unknown) =>
    bare(elements.find(({ id }) => id === (link as Element | undefined)?.id));
  const integrations = api.integrations.map((one) =>
    one.target.kind === 'function' ? { ...one, method: 'POST' as const } : one,
  );
  const routes = api.routes.map((route) => ({
    ...bare(route),
    integration: found(integrations, route.integration),
    authorizer: found(api.authorizers, route.authorizer),
  }));
  const sorted = <T extends { key?: unknown; name?: unknown }>(elements: T[]) =>
    elements.sort((a, b) => (String(a.key ?? a.name) < String(b.key ?? b.name) ? -1 : 1));
  const shared = (target: Api) =>
    target.routes.map((one) =>
      target.routes
        .filter(({ integration }) => integration && JSON.stringify(integration) === JSON.stringify(one.integration))
        .map((same) => same.key)
        .sort()
        .join(),
    );
  const { name, protocol, description, apiVersion, disableExecuteApiEndpoint, cors, tags } = api;
  return {
    ...{ name, protocol, description, apiVersion, disableExecuteApiEndpoint, cors, tags },
    routes: sorted(routes),
    authorizers: sorted(api.authorizers.map((one) => bare(one)!)),
    integrations: integrations.length,
    shared: shared(api).sort(),
  };
}

test('a SpecHttpApi with the OpenAPI document of a model results in an equal model', () => {
  process.env.CDK_VALIDATION = 'false';
  fc.assert(
    fc.property(template, (resources) => {
      const model = modelOfResources(resources);
      const { document, notices } = openApiOf(model, model.apis[0]);
      expectOpenApi(document);
      const app = new App({ analyticsReporting: false });
      const cors = (resources.Api.Properties.CorsConfiguration ?? {}) as { AllowOrigins?: string[] };
      expect(cors.AllowOrigins ?? []).not.toContain('*');
      const stack = new Stack(app, 'Stack');
      new SpecHttpApi(stack, 'Api', {
        apiDefinition: HttpApiDefinition.fromInline(document),
        createDefaultStage: false,
      });
      const built = app.synth().getStackByName('Stack').template as { Resources: Record<string, Resource> };
      expect(essence(modelOfResources(built.Resources))).toEqual(essence(model));
      expect(notices).toEqual([]);
    }),
    { numRuns: 100 },
  );
}, 120_000);

test('an API whose Body is the OpenAPI document of a model, with intrinsic functions, results in an equal model', () => {
  fc.assert(
    fc.property(template, (resources) => {
      const others: Record<string, Resource> = {
        Handler: { Type: 'AWS::Lambda::Function', Properties: { Handler: 'a.b', Code: { ZipFile: 'x' } } },
        Link: { Type: 'AWS::ApiGatewayV2::VpcLink', Properties: { Name: 'link', SubnetIds: ['s'] } },
        Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
      };
      for (const { Properties: properties } of Object.values(resources)) {
        if (properties.ConnectionId) properties.ConnectionId = { Ref: 'Link' };
        if (properties.JwtConfiguration) {
          properties.JwtConfiguration = {
            Issuer: { 'Fn::GetAtt': ['Pool', 'ProviderURL'] },
            Audience: [{ Ref: 'Client' }],
          };
        }
        for (const name of ['IntegrationUri', 'AuthorizerUri']) {
          if (String(properties[name]).includes(':lambda:')) properties[name] = { 'Fn::GetAtt': ['Handler', 'Arn'] };
        }
      }
      const model = modelOfResources({ ...resources, ...others });
      const { document } = openApiOf(model, model.apis[0], { form: 'intrinsics' });
      const api = { Type: 'AWS::ApiGatewayV2::Api', Properties: { Body: document as JsonObject } };
      expect(essence(modelOfResources({ Api: api, ...others }))).toEqual(essence(model));
    }),
    { numRuns: 200 },
  );
}, 60_000);

test('documents without extensions are valid, and every operation has an operationId', () => {
  fc.assert(
    fc.property(template, (resources) => {
      const model = modelOfResources(resources);
      const { document } = openApiOf(model, model.apis[0], { extensions: false });
      expectOpenApi(document);
      expect(JSON.stringify(document)).not.toContain('x-amazon-apigateway');
      for (const item of Object.values(document.paths as Record<string, JsonObject>)) {
        for (const [method, operation] of Object.entries(item)) {
          if (method !== 'parameters') expect((operation as JsonObject).operationId).toEqual(expect.any(String));
        }
      }
    }),
    { numRuns: 200 },
  );
}, 60_000);
