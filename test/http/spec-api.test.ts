import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

import type { Stack } from 'aws-cdk-lib';
import { Lazy, Tags, Token } from 'aws-cdk-lib';
import { CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';

import type { SpecHttpApiProps } from '../../lib';
import {
  BasePathHandling,
  DomainName,
  HttpApiDefinition,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  SpecHttpApi,
} from '../../lib';
import { HttpUrlIntegration } from '../../lib/integrations';
import type { Properties } from '../_helpers/app';
import { all, ENV, idsOf, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { certificate } from '../parity/fixtures';
import { calling, documentOf, operationOf } from './openapi-fixture';

const PERMISSION = 'AWS::Lambda::Permission';

let directory: string;
beforeAll(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'openapi-'));
});
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));

/** Writes a file, and returns its path. */
function fileOf(name: string, content: string): string {
  const file = path.join(directory, name);
  fs.writeFileSync(file, content);
  return file;
}

const apiOf = (
  stack: Stack,
  document: { [key: string]: unknown } = documentOf(),
  props: Partial<SpecHttpApiProps> = {},
) => new SpecHttpApi(stack, 'Api', { apiDefinition: HttpApiDefinition.fromInline(document), ...props });

const functionOf = (stack: Stack, id = 'Fn') =>
  lambda.Function.fromFunctionAttributes(stack, id, {
    functionArn: `arn:aws:lambda:eu-west-1:${ENV.account}:function:${id}`,
    sameEnvironment: true,
  });

/** The part of each permission's source ARN after the API ID. */
const sources = (stack: Stack): string[] =>
  all(stack, PERMISSION).map(({ SourceArn }: Properties) => (SourceArn['Fn::Join'][1] as string[]).at(-1)!);

describe('an API that a document defines', () => {
  test('consists of the document and a stage', () => {
    const stack = stackOf();
    const document = documentOf({ 'x-amazon-apigateway-cors': { allowOrigins: ['*'] } });
    const api = apiOf(stack, document);
    expect(one(stack, 'Api')).toEqual({ Body: document });
    const [id] = idsOf(stack, 'Api');
    expect(one(stack, 'Stage')).toEqual({ ApiId: { Ref: id }, AutoDeploy: true, StageName: '$default' });
    expect(stack.resolve([api.apiId, api.httpApiId, api.apiEndpoint])).toEqual([
      { Ref: id },
      { Ref: id },
      { 'Fn::GetAtt': [id, 'ApiEndpoint'] },
    ]);
    expect(api.url).toBe(api.defaultStage?.url);
  });

  test('keeps empty lists and objects', () => {
    const stack = stackOf();
    const document = operationOf(
      { ...calling('https://a'), security: [{ jwt: [] }], responses: {}, tags: [] },
      {
        components: { securitySchemes: { jwt: { type: 'oauth2', flows: {} } } },
      },
    );
    apiOf(stack, document);
    expect(one(stack, 'Api').Body).toEqual(document);
  });

  test('accepts the import options of API Gateway', () => {
    const stack = stackOf();
    apiOf(stack, undefined, {
      basePath: BasePathHandling.SPLIT,
      createDefaultStage: false,
      disableExecuteApiEndpoint: true,
      failOnWarnings: true,
    });
    expect(one(stack, 'Api')).toMatchObject({
      BasePath: 'split',
      DisableExecuteApiEndpoint: true,
      FailOnWarnings: true,
    });
    expect(all(stack, 'Stage')).toEqual([]);
  });

  test('has stages, domain mappings and metrics like other HTTP APIs', () => {
    const stack = stackOf();
    const domainName = new DomainName(stack, 'Domain', {
      domainName: 'a.example.com',
      certificate: certificate(stack),
    });
    const api = apiOf(stack, undefined, {
      defaultDomainMapping: { domainName, mappingKey: 'books' },
      defaultStageOptions: { throttle: { rateLimit: 5 } },
      disableExecuteApiEndpoint: true,
    });
    api.addStage('Beta', { stageName: 'beta' });
    expect(all(stack, 'Stage')).toMatchObject([
      { AutoDeploy: true, DefaultRouteSettings: { ThrottlingRateLimit: 5 }, StageName: '$default' },
      { StageName: 'beta' },
    ]);
    expect(api.url).toBe(api.defaultStage!.domainUrl);
    expect(one(stack, 'ApiMapping')).toMatchObject({
      ApiMappingKey: 'books',
      Stage: '$default',
    });
    expect(stack.resolve(api.metricCount().dimensions)).toEqual({ ApiId: { Ref: idsOf(stack, 'Api')[0] } });
    expectFailure(() => api.apiEndpoint, { code: 'ApiEndpointDisabled', path: 'Stack/Api', fix: 'custom domain name' });
  });

  test('creates a new deployment if the document changes', () => {
    const deploymentOf = (title: string) => {
      const stack = stackOf();
      const api = apiOf(stack, documentOf({ info: { title } }), { createDefaultStage: false });
      api.addStage('Live', { stageName: 'live', deploymentOptions: {} });
      return idsOf(stack, 'Deployment')[0];
    };
    expect(deploymentOf('Books')).toBe(deploymentOf('Books'));
    expect(deploymentOf('Books')).not.toBe(deploymentOf('Papers'));
  });

  test('has no URL without a default stage', () => {
    expect(apiOf(stackOf(), undefined, { createDefaultStage: false }).url).toBeUndefined();
    expect(apiOf(stackOf(), undefined, { disableExecuteApiEndpoint: true }).url).toBeUndefined();
  });

  test('adds tags to the stage, not to the API resource', () => {
    const stack = stackOf();
    apiOf(stack);
    Tags.of(stack).add('team', 'books');
    expect(one(stack, 'Api')).not.toHaveProperty('Tags');
    expect(one(stack, 'Stage').Tags).toEqual({ team: 'books' });
  });

  test('fails for options of a stage that is not created, and for two domain mappings', () => {
    const stack = stackOf();
    const domainName = new DomainName(stack, 'Domain', {
      domainName: 'a.example.com',
      certificate: certificate(stack),
    });
    const defaultDomainMapping = { domainName };
    const path = 'Stack/Api';
    expectFailure(() => apiOf(stackOf(), undefined, { createDefaultStage: false, defaultStageOptions: {} }), {
      code: 'DefaultStageOptionsWithoutStage',
      path,
      fix: 'Remove one of the two',
    });
    expectFailure(() => apiOf(stackOf(), undefined, { createDefaultStage: false, defaultDomainMapping }), {
      code: 'DomainMappingWithoutStage',
      path,
      fix: 'Remove one of the two',
    });
    const defaultStageOptions = { domainMapping: { domainName } };
    expectFailure(() => apiOf(stackOf(), undefined, { defaultStageOptions, defaultDomainMapping }), {
      code: 'DomainMappingTwice',
      path,
      fix: 'addDomainMapping()',
    });
  });

  test('fails if addRoutes or addPreflightRoute is called', () => {
    const api = apiOf(stackOf());
    const integration = new HttpUrlIntegration('Url', 'https://a');
    const failure = { code: 'RoutesOfSpecApi', path: 'Stack/Api', fix: 'Define the resource in the document' } as const;
    expectFailure(() => api.addRoutes({ path: '/a', integration }), { ...failure, given: "'/a'" });
    expectFailure(() => api.addPreflightRoute({ integration }), { ...failure, given: "'/{proxy+}'" });
    expectFailure(() => api.addPreflightRoute({ integration, path: '/b' }), { ...failure, given: "'/b'" });
  });

  test('fails for route constructs', () => {
    const stack = stackOf();
    const httpApi = apiOf(stack);
    const integration = new HttpUrlIntegration('Url', 'https://a');
    new HttpRoute(stack, 'Route', { httpApi, routeKey: HttpRouteKey.DEFAULT, integration });
    new CfnRoute(stack, 'Other', { apiId: 'other', routeKey: '$default' });
    const errors = httpApi.node.validate();
    expect(errors).toContainEqual(expect.stringMatching(/^\[RoutesOfSpecApi\] Stack\/Api: .*Stack\/Route/));
    expect(errors.join()).not.toContain('Stack/Other');
  });
});

describe('a document in a file or bucket', () => {
  test.each([undefined, 'v7'])('can be an object in a bucket, with the version %p', (version) => {
    const stack = stackOf();
    const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'documents');
    new SpecHttpApi(stack, 'Api', { apiDefinition: HttpApiDefinition.fromBucket(bucket, 'api.yaml', version) });
    expect(one(stack, 'Api')).toEqual({
      BodyS3Location: { Bucket: 'documents', Key: 'api.yaml', ...(version && { Version: version }) },
    });
  });

  test.each([
    ['api.json', JSON.stringify(documentOf())],
    ['plain', JSON.stringify(documentOf())],
    ['api.yaml', "openapi: '3.0.1'\ninfo:\n  title: Books\npaths: {}\n"],
    ['number.yaml', '%YAML 1.2\n---\n"openapi": 3.0 # the version\ninfo: {title: Books, version: 1.0}\npaths: {}\n'],
    ['flow', "{ openapi: '3.0.1', info: {title: Books}, paths: {} }"],
  ])('becomes an asset: %s', (name, content) => {
    const stack = stackOf();
    new SpecHttpApi(stack, 'Api', { apiDefinition: HttpApiDefinition.fromAsset(fileOf(name, content)) });
    expect(one(stack, 'Api')).toEqual({
      BodyS3Location: { Bucket: expect.anything(), Key: expect.stringMatching(/^[0-9a-f]{64}/) },
    });
  });

  test.each([
    ['json', JSON.stringify],
    ['yaml', (document: object) => JSON.stringify(document, null, 2).replace(/^\{/, '--- {')],
  ])('is rendered in the template if it refers to functions: %s', (extension, write) => {
    const stack = stackOf({ env: ENV });
    const file = fileOf(`functions.${extension}`, write(operationOf(calling('${list}'))));
    new SpecHttpApi(stack, 'Api', {
      apiDefinition: HttpApiDefinition.fromAsset(file),
      functions: { list: functionOf(stack) },
    });
    expect(JSON.stringify(one(stack, 'Api').Body)).toContain('function:Fn/invocations');
    expect(one(stack, 'Api')).not.toHaveProperty('BodyS3Location');
  });

  test('is rendered with the same values as in the YAML file', () => {
    const stack = stackOf({ env: ENV });
    const file = fileOf(
      'meaning.yaml',
      `openapi: 3.0.3
info: { title: '\${title}', version: 1.10 }
paths:
  /books:
    get:
      responses:
        200: { description: }
      x-amazon-apigateway-integration: &books
        type: http_proxy
        httpMethod: GET
        payloadFormatVersion: 1.0
        uri: https://\${AWS::Region}.example.com
    post:
      x-amazon-apigateway-integration:
        <<: *books
        httpMethod: POST
`,
    );
    const apiDefinition = HttpApiDefinition.fromAsset(file);
    new SpecHttpApi(stack, 'Api', { apiDefinition, substitutions: { title: 'Books' } });
    const integration = {
      type: 'http_proxy',
      payloadFormatVersion: '1.0',
      uri: { 'Fn::Join': ['', ['https://', { Ref: 'AWS::Region' }, '.example.com']] },
    };
    expect(one(stack, 'Api').Body).toEqual({
      openapi: '3.0.3',
      info: { title: 'Books', version: '1.10' },
      paths: {
        '/books': {
          get: {
            responses: { '200': { description: null } },
            'x-amazon-apigateway-integration': { ...integration, httpMethod: 'GET' },
          },
          post: { 'x-amazon-apigateway-integration': { ...integration, httpMethod: 'POST' } },
        },
      },
    });
  });

  test.each([
    ['sub.yaml', "uri: !Sub 'https://${Host}'", '{"Fn::Sub":"https://${Host}"}'],
    ['ref.yaml', 'uri: { Ref: Host }', '{"Ref":"Host"}'],
  ])('fails for intrinsic functions: %s', (name, uri, given) => {
    const text = `openapi: 3.0.3\ninfo: { title: A }\npaths:\n  /a:\n    get:\n      x-amazon-apigateway-integration:\n        ${uri}\n`;
    const apiDefinition = HttpApiDefinition.fromAsset(fileOf(name, text));
    expectFailure(() => new SpecHttpApi(stackOf(), 'Api', { apiDefinition }), {
      code: 'OpenApiReferenceUnknown',
      path: 'Stack/Api',
      given: `#/paths/~1a/get/x-amazon-apigateway-integration/uri of the OpenAPI document must not be an intrinsic function, got ${given}`,
      fix: "Use '${name}'",
    });
  });

  test.each(['unknown.json', 'unknown.yaml'])('fails for a name that has no value: %s', (name) => {
    const apiDefinition = HttpApiDefinition.fromAsset(fileOf(name, JSON.stringify(operationOf(calling('${list}')))));
    expectFailure(() => new SpecHttpApi(stackOf(), 'Api', { apiDefinition }), {
      code: 'OpenApiReferenceUnknown',
      path: 'Stack/Api',
      given: "contains '${list}'",
      fix: "Pass 'list'",
    });
  });

  test('can contain the key Ref outside the extensions of API Gateway', () => {
    const stack = stackOf();
    const text =
      'openapi: 3.0.3\ninfo: { title: A }\npaths: {}\ncomponents: { schemas: { A: { properties: { Ref: { type: string } } } } }\n';
    new SpecHttpApi(stack, 'Api', { apiDefinition: HttpApiDefinition.fromAsset(fileOf('schema.yaml', text)) });
    expect(one(stack, 'Api')).toHaveProperty('BodyS3Location');
  });

  test.each([
    ['gone.json', undefined, 'gone.json', 'Check the path'],
    ['.', undefined, '/openapi-', 'Check the path'],
    ['broken.json', '{ "openapi": ', 'broken.json', 'Correct the file'],
    ['broken.yaml', 'openapi: 3.0.3\ninfo: [\n', "line 2 of '", 'Correct the file'],
    ['circle.yaml', 'a: &a [*a]', "circle.yaml' must be valid YAML: an anchor refers to itself", 'Correct the file'],
    ['curly', '{ a: ', "line 1 of '", 'Correct the file'],
  ])('fails if the file is %s', (name, content, given, fix) => {
    const file = content === undefined ? path.join(directory, name) : fileOf(name, content);
    const apiDefinition = HttpApiDefinition.fromAsset(file);
    expectFailure(() => new SpecHttpApi(stackOf(), 'Api', { apiDefinition }), {
      code: 'OpenApiFileInvalid',
      path: 'Stack/Api',
      given,
      fix,
    });
  });

  test.each([
    ['swagger: "2.0"\n', '#/swagger', 'Convert the document'],
    ['openapi: 3.1.0\n', "apiDefinition#/openapi must be a 3.0 version, got '3.1.0'", "Specify '3.0.3'"],
    ['openapi: 3.1\n', "got '3.1'", "Specify '3.0.3'"],
    ['info:\n', 'got nothing', "Specify '3.0.3'"],
    ['# nothing\n', 'apiDefinition must be an object, got null', 'Use an object'],
  ])('fails for the YAML %p', (content, given, fix) => {
    const apiDefinition = HttpApiDefinition.fromAsset(fileOf('old.yml', content));
    expectFailure(() => new SpecHttpApi(stackOf(), 'Api', { apiDefinition }), {
      code: 'OpenApiDocumentInvalid',
      path: 'Stack/Api',
      given,
      fix,
    });
  });

  test('fails with the error of the operating system if the file cannot be read', () => {
    const apiDefinition = HttpApiDefinition.fromAsset(fileOf('fine.yaml', 'openapi: 3.0.3'));
    const stack = stackOf();
    const tmpdir = jest.spyOn(jest.requireActual<typeof os>('node:os'), 'tmpdir');
    tmpdir.mockReturnValue(path.join(directory, 'gone'));
    try {
      expect(() => new SpecHttpApi(stack, 'Api', { apiDefinition })).toThrow('ENOENT');
    } finally {
      tmpdir.mockRestore();
    }
  });

  test('fails if it is not read at synthesis and functions are passed', () => {
    const stack = stackOf();
    const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'documents');
    const failure = {
      code: 'OpenApiReferencesOutOfReach',
      path: 'Stack/Api',
      given: 'got role',
      fix: 'Use HttpApiDefinition.fromAsset()',
    } as const;
    const apiDefinition = HttpApiDefinition.fromBucket(bucket, 'api.json');
    const substitutions = { role: 'arn' };
    expectFailure(() => new SpecHttpApi(stack, 'Api', { apiDefinition, substitutions }), failure);
    const token = Token.asAny(Lazy.any({ produce: () => documentOf() })) as never;
    expectFailure(() => apiOf(stackOf(), token, { substitutions }), failure);
  });
});

describe('the functions of an OpenAPI document', () => {
  test('are replaced by their invocation URIs, and may be invoked by their routes', () => {
    const stack = stackOf({ env: ENV });
    const document = documentOf({
      paths: {
        '/books': { get: calling('${list}'), post: calling('${list}') },
        '/books/{id}': { 'x-amazon-apigateway-any-method': calling('${item}') },
      },
    });
    const before = JSON.stringify(document);
    apiOf(stack, document, { functions: { list: functionOf(stack, 'List'), item: functionOf(stack, 'Item') } });
    const uri = (name: string) => ({
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          `:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:${ENV.account}:function:${name}/invocations`,
        ],
      ],
    });
    const { paths } = one(stack, 'Api').Body;
    expect(paths['/books'].post['x-amazon-apigateway-integration'].uri).toEqual(uri('List'));
    expect(sources(stack)).toEqual(['/*/*/books', '/*/*/books/{id}']);
    expect(all(stack, PERMISSION).map(({ FunctionName }) => FunctionName as string)).toEqual([
      `arn:aws:lambda:eu-west-1:${ENV.account}:function:List`,
      `arn:aws:lambda:eu-west-1:${ENV.account}:function:Item`,
    ]);
    expect(JSON.stringify(document)).toBe(before);
  });

  test('may be invoked by authorizers, by the catch-all route and by shared integrations', () => {
    const stack = stackOf({ env: ENV });
    const integration = Object.values(calling('${shared}'))[0] as object;
    const document = documentOf({
      paths: { '/$default': { 'x-amazon-apigateway-any-method': { ...calling('${all}'), isDefaultRoute: true } } },
      components: {
        'x-amazon-apigateway-integrations': { shared: integration },
        securitySchemes: {
          custom: {
            type: 'apiKey',
            'x-amazon-apigateway-authorizer': { type: 'request', authorizerUri: '${check}' },
          },
        },
      },
    });
    apiOf(stack, document, {
      functions: {
        all: functionOf(stack, 'All'),
        check: functionOf(stack, 'Check'),
        shared: functionOf(stack, 'Shared'),
      },
    });
    expect(sources(stack)).toEqual(['/*/*', '/*/*', '/authorizers/*']);
  });

  test.each([BasePathHandling.PREPEND, BasePathHandling.SPLIT])(
    'may be invoked by every route if the base path is %p',
    (basePath) => {
      const stack = stackOf({ env: ENV });
      apiOf(stack, operationOf(calling('${list}')), { basePath, functions: { list: functionOf(stack) } });
      expect(sources(stack)).toEqual(['/*/*']);
    },
  );

  test('fail if a function and a substitution have the same name', () => {
    const stack = stackOf();
    expectFailure(
      () => apiOf(stack, documentOf(), { functions: { list: functionOf(stack) }, substitutions: { list: 'arn' } }),
      { code: 'OpenApiReferenceInvalid', path: 'Stack/Api', given: "got 'list' in both", fix: 'Rename one' },
    );
  });

  test('get no permission if API Gateway invokes them with a role', () => {
    const stack = stackOf({ env: ENV });
    const document = operationOf(calling('${list}', { credentials: '${role}' }));
    apiOf(stack, document, { functions: { list: functionOf(stack) }, substitutions: { role: 'arn:role' } });
    expect(sources(stack)).toEqual([]);
    expect(one(stack, 'Api').Body.paths['/books'].get['x-amazon-apigateway-integration'].credentials).toBe('arn:role');
  });

  test('can get permissions for routes and for authorizers separately', () => {
    const stack = stackOf({ env: ENV });
    const fn = functionOf(stack);
    const api = apiOf(stack);
    api.grantInvokeFromRoutes(fn);
    api.grantInvokeFromRoutes(fn, HttpRouteKey.DEFAULT, HttpRouteKey.with('/a/{b}', HttpMethod.GET));
    api.grantInvokeFromAuthorizers(fn);
    api.grantInvokeFromAuthorizers(fn);
    expect(sources(stack).sort()).toEqual(['/*/*', '/*/*/a/{b}', '/authorizers/*']);
  });
});
