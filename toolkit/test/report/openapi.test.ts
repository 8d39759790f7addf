import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { modelOf, readAssembly } from '../../src';
import type { JsonObject } from '../../src/model/template';
import { openApiOf } from '../../src/report/openapi/document';
import { snapshots, temporaryFolder } from '../_helpers/apps';
import { apigwv2 } from '../_helpers/cli';
import { expectOpenApi } from '../_helpers/openapi';

const template = `
Resources:
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: shop, ProtocolType: HTTP, CorsConfiguration: { AllowOrigins: ['*'] } } }
  Login:
    Type: AWS::ApiGatewayV2::Authorizer
    Properties:
      ApiId: !Ref Api
      Name: login
      AuthorizerType: JWT
      IdentitySource: [$request.header.Authorization]
      JwtConfiguration: { Issuer: 'https://login.example', Audience: [shop] }
  Check:
    Type: AWS::ApiGatewayV2::Authorizer
    Properties: { ApiId: !Ref Api, Name: check, AuthorizerType: REQUEST, AuthorizerUri: !GetAtt Books.Arn, IdentitySource: [$request.querystring.key] }
  Books: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Runtime: nodejs22.x, Code: { ZipFile: x } } }
  Target: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Books.Arn } }
  Put:
    Type: AWS::ApiGatewayV2::Route
    Properties:
      ApiId: !Ref Api
      RouteKey: PUT /books/{id}
      OperationName: putBook
      Target: !Sub integrations/\${Target}
      AuthorizationType: JWT
      AuthorizerId: !Ref Login
      AuthorizationScopes: [write]
  Any: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: 'ANY /books/{id}', AuthorizationType: CUSTOM, AuthorizerId: !Ref Check } }
  Admin: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: GET /admin, AuthorizationType: AWS_IAM } }
  Stage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Api, StageName: prod } }
  Domain: { Type: AWS::ApiGatewayV2::DomainName, Properties: { DomainName: api.shop.example } }
  Mapping: { Type: AWS::ApiGatewayV2::ApiMapping, Properties: { ApiId: !Ref Api, DomainName: !Ref Domain, Stage: prod, ApiMappingKey: v1 } }
  Chat: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: chat, ProtocolType: WEBSOCKET } }
`;

async function documentOf(args: string[] = [], input = template) {
  const { status, out, err } = await apigwv2(['openapi', '-', ...args], { input });
  expect(status).toBe(0);
  const document = parse(out) as JsonObject & { paths: Record<string, JsonObject>; components: JsonObject };
  expectOpenApi(document);
  return { document, out, err };
}

const idParameter = {
  name: 'id',
  in: 'path',
  description: 'Generated path parameter for id',
  required: true,
  schema: { type: 'string' },
};

test('the document has the form in which API Gateway exports APIs', async () => {
  const { document, err } = await documentOf();
  expect(err).toBe('');
  expect(document).toEqual({
    openapi: '3.0.1',
    info: { title: 'shop', version: '1.0' },
    servers: [
      { url: 'https://api.shop.example/v1', description: 'Stage prod at the custom domain name' },
      {
        url: 'https://{api}.execute-api.{awsRegion}.{awsURLSuffix}/prod',
        description: 'Stage prod at the default endpoint',
        variables: {
          api: { default: '<Api>', description: 'Known at deployment' },
          awsRegion: { default: '<AWS::Region>', description: 'Known at deployment' },
          awsURLSuffix: { default: '<AWS::URLSuffix>', description: 'Known at deployment' },
        },
      },
    ],
    paths: {
      '/books/{id}': {
        parameters: [idParameter],
        put: {
          operationId: 'putBook',
          responses: { default: { description: 'Default response for PUT /books/{id}' } },
          security: [{ login: ['write'] }],
          'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: '<Books.Arn>' },
        },
        'x-amazon-apigateway-any-method': {
          responses: { default: { description: 'Default response for ANY /books/{id}' } },
          security: [{ check: [] }],
        },
      },
      '/admin': {
        get: {
          responses: { default: { description: 'Default response for GET /admin' } },
          security: [{ iam: [] }],
          'x-amazon-apigateway-auth': { type: 'AWS_IAM' },
        },
      },
    },
    components: {
      securitySchemes: {
        login: {
          type: 'oauth2',
          flows: {},
          'x-amazon-apigateway-authorizer': {
            type: 'jwt',
            identitySource: '$request.header.Authorization',
            jwtConfiguration: { issuer: 'https://login.example', audience: ['shop'] },
          },
        },
        check: {
          type: 'apiKey',
          name: 'key',
          in: 'query',
          'x-amazon-apigateway-authorizer': {
            type: 'request',
            identitySource: '$request.querystring.key',
            authorizerUri: '<Books.Arn>',
          },
        },
        iam: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          description: 'AWS Signature Version 4',
          'x-amazon-apigateway-authtype': 'awsSigv4',
        },
      },
    },
    'x-amazon-apigateway-cors': { allowOrigins: ['*'] },
    'x-amazon-apigateway-importexport-version': '1.0',
  });
});

test('--no-extensions expands ANY, and adds an operationId to every operation and the URL of the issuer', async () => {
  const { document, out } = await documentOf(['--no-extensions']);
  expect(out).not.toContain('x-amazon');
  expect(Object.keys(document.paths['/books/{id}'])).toEqual([
    'parameters',
    'put',
    'get',
    'post',
    'delete',
    'options',
    'head',
    'patch',
  ]);
  expect(document.paths['/admin'].get).toMatchObject({ operationId: 'getAdmin', security: [{ iam: [] }] });
  expect(document.components.securitySchemes).toMatchObject({
    login: { type: 'openIdConnect', openIdConnectUrl: 'https://login.example/.well-known/openid-configuration' },
  });
});

test('--intrinsics keeps the intrinsic functions of the template', async () => {
  const { out } = await documentOf(['--intrinsics']);
  expect(JSON.parse(out).paths['/books/{id}'].put['x-amazon-apigateway-integration'].uri).toEqual({
    'Fn::GetAtt': ['Books', 'Arn'],
  });
});

test('--yaml and --out write a YAML file', async () => {
  expect((await documentOf(['--yaml'])).out).toMatch(/^openapi: 3\.0\.1\n/);
  const file = join(temporaryFolder(), 'openapi.yaml');
  const { status, out } = await apigwv2(['openapi', '-', '--out', file], { input: template });
  expect([status, out]).toEqual([0, '']);
  expect(readFileSync(file, 'utf8')).toMatch(/^openapi: 3\.0\.1\n/);
});

describe('--base', () => {
  const base = {
    openapi: '3.0.3',
    info: { title: 'The shop', version: '2.1', description: 'Sells books.' },
    security: [{ old: [] }],
    paths: {
      '/books/{isbn}': {
        parameters: [{ name: 'isbn', in: 'path', required: true, description: 'The ISBN', schema: { type: 'string' } }],
        put: {
          summary: 'Stores a book',
          security: [{ old: [] }],
          requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Book' } } } },
          responses: { 204: { description: 'Stored' } },
        },
        get: { summary: 'Shows a book', responses: { 200: { description: 'The book' } } },
      },
      '/gone': { get: { responses: { 200: { description: 'Gone' } } } },
    },
    components: { schemas: { Book: { type: 'object' } }, securitySchemes: { old: { type: 'http', scheme: 'basic' } } },
  };
  const file = join(temporaryFolder(), 'base.json');
  writeFileSync(file, JSON.stringify(base));

  test('keeps the document that was passed, and adds the security and the paths of the API', async () => {
    const { document, err } = await documentOf(['--base', file]);
    expect(err).toBe(
      `The API has an operation that is missing from ${file}: GET /admin\n${file} has an operation that no route of the API matches: GET /gone\n`,
    );
    expect(document.info).toEqual(base.info);
    expect(document.security).toBeUndefined();
    expect(Object.keys(document.paths)).toEqual(['/books/{id}', '/admin']);
    const { parameters, put, get } = document.paths['/books/{id}'];
    expect(parameters).toEqual([{ ...base.paths['/books/{isbn}'].parameters[0], name: 'id' }]);
    expect(put).toMatchObject({
      operationId: 'putBook',
      summary: 'Stores a book',
      security: [{ login: ['write'] }],
      responses: { 204: { description: 'Stored' } },
      requestBody: expect.anything(),
      'x-amazon-apigateway-integration': expect.anything(),
    });
    expect(get).toMatchObject({ summary: 'Shows a book', security: [{ check: [] }] });
    expect(document.components.schemas).toEqual(base.components.schemas);
    expect(Object.keys(document.components.securitySchemes as object)).toEqual(['login', 'check', 'iam']);
  });

  test.each([
    [{ ...base, openapi: '3.1.0' }, /must be an OpenAPI 3\.0 document, but its OpenAPI version is 3\.1\.0\.$/],
    [{ swagger: '2.0' }, /its OpenAPI version is 2\.0\.$/],
    [{ info: {} }, /its OpenAPI version is missing\.$/],
    [[], /is not an OpenAPI document\.$/],
  ])('rejects a file that is not an OpenAPI document', async (content, message) => {
    const other = join(temporaryFolder(), 'other.json');
    writeFileSync(other, JSON.stringify(content));
    const { status, err } = await apigwv2(['openapi', '-', '--base', other], { input: template });
    expect(status).toBe(2);
    expect(err.trim()).toMatch(message);
  });
});

describe('the API', () => {
  test.each(['shop', 'Api'])('%s is found by its name', async (name) => {
    expect((await documentOf([name])).document.info).toEqual({ title: 'shop', version: '1.0' });
  });

  test('can be specified before or after the input, and can be omitted if it is the only one', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'template.yaml'), template);
    mkdirSync(join(cwd, 'shop'));
    for (const args of [['shop', 'template.yaml'], ['template.yaml'], ['template.yaml', 'shop']]) {
      expect((await apigwv2(['openapi', ...args], { cwd })).status).toBe(0);
    }
  });

  test.each([
    [['chat'], /^chat is a WebSocket API\. OpenAPI describes HTTP APIs\.$/],
    [['other'], /^No API has the name other\. The APIs are: Api, Chat\.$/],
    [['a', 'b'], /^The argument b is not expected\. Remove it\.$/],
  ])('%j is rejected', async (args, message) => {
    const { status, err } = await apigwv2(['openapi', '-', ...args], { input: template });
    expect([status, err.trim()]).toEqual([2, expect.stringMatching(message)]);
  });

  test('must be specified if the input contains several HTTP APIs', async () => {
    const input = `${template}  Other: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: other, ProtocolType: HTTP } }\n`;
    const { status, err } = await apigwv2(['openapi', '-'], { input });
    expect([status, err]).toEqual([
      2,
      'More than one HTTP API matches. Pass the construct path of one of them: HTTP API shop (Api), HTTP API other (Other).\n',
    ]);
  });
});

test.each(snapshots)('the documents of the snapshot %s are valid', (_, folder) => {
  const model = modelOf(readAssembly(folder));
  for (const api of model.apis.filter(({ protocol }) => protocol !== 'WEBSOCKET')) {
    expectOpenApi(openApiOf(model, api).document);
    expectOpenApi(openApiOf(model, api, { extensions: false }).document);
  }
});

test('the notes name the routes whose authorizer or integration is known only at deployment', async () => {
  const unknown = template
    .replace('AuthorizerId: !Ref Login', 'AuthorizerId: !ImportValue Login')
    .replace('Target: !Sub integrations/${Target}', 'Target: !ImportValue Target');
  const { err } = await documentOf([], unknown);
  expect(err).toBe(
    'Note: The document contains no security requirement for PUT /books/{id}, because the authorizer of the route is not known.\n' +
      'Note: The document has no integration for PUT /books/{id}, because the integration is not known.\n',
  );
  expect((await documentOf()).err).toBe('');
});
