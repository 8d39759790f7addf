import { Lazy, Token } from 'aws-cdk-lib';

import type { SpecHttpApiProps } from '../../lib';
import { HttpApiDefinition, SpecHttpApi } from '../../lib';
import { one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { calling, documentOf, operationOf } from './openapi-fixture';

const build = (document: unknown, props: Partial<SpecHttpApiProps> = {}) => {
  const stack = stackOf();
  const apiDefinition = HttpApiDefinition.fromInline(document as { [key: string]: unknown });
  new SpecHttpApi(stack, 'Api', { apiDefinition, ...props });
  return one(stack, 'Api');
};

const FUNCTION = 'arn:aws:lambda:eu-west-1:111111111111:function:books';
const jwt = {
  components: {
    securitySchemes: {
      jwt: {
        type: 'oauth2',
        'x-amazon-apigateway-authorizer': {
          type: 'jwt',
          identitySource: '$request.header.Authorization',
          jwtConfiguration: { issuer: 'https://issuer.example.com', audience: ['books'] },
        },
      },
      iam: { type: 'apiKey' },
    },
  },
};

describe('an OpenAPI document', () => {
  test.each(['3.0', '3.0.0', '3.0.3'])('can have version %s', (openapi) => {
    expect(build(documentOf({ openapi }))).toMatchObject({ Body: { openapi } });
  });

  test.each<[string, unknown, string, string]>([
    ['nothing', undefined, '', 'got nothing'],
    ['a list', [], '', 'got []'],
    ['a document of version 2', documentOf({ openapi: undefined, swagger: '2.0' }), '#/swagger', "got '2.0'"],
    ['a document of version 3.1', documentOf({ openapi: '3.1.0' }), '#/openapi', "got '3.1.0'"],
    ['a document of version 30', documentOf({ openapi: '3.01' }), '#/openapi', "got '3.01'"],
    ['a document whose version is a number', documentOf({ openapi: 3 }), '#/openapi', 'got 3'],
    ['a document without a version', documentOf({ openapi: undefined }), '#/openapi', 'got nothing'],
    ['a document without info', documentOf({ info: undefined }), '#/info', 'got nothing'],
    ['a document without a title', documentOf({ info: {} }), '#/info/title', 'got nothing'],
    ['a document with an empty title', documentOf({ info: { title: '' } }), '#/info/title', "got ''"],
    ['a document without paths', documentOf({ paths: undefined }), '#/paths', 'got nothing'],
    ['a document whose paths are a string', documentOf({ paths: '/a' }), '#/paths', "got '/a'"],
    ['a document with a path that is null', documentOf({ paths: { '/a~b': null } }), '#/paths/~1a~0b', 'got null'],
    [
      'an operation whose schemes are not a list',
      operationOf({ security: { jwt: [] } }, jwt),
      '#/paths/~1books/get/security',
      'got {"jwt":[]}',
    ],
  ])('is rejected if it is %s', (_, document, place, given) => {
    expectFailure(() => build(document), {
      code: 'OpenApiDocumentInvalid',
      path: 'Stack/Api',
      given: `apiDefinition${place} must`,
      fix: given,
    });
  });

  test.each([
    [
      'two schemes for one operation',
      operationOf({ security: [{ jwt: [] }, { iam: [] }] }, jwt),
      '#/paths/~1books/get/security',
      'got ["jwt","iam"]',
    ],
    [
      'two schemes in one requirement',
      operationOf({ security: [{ jwt: [], iam: [] }] }, jwt),
      '#/paths/~1books/get/security',
      'Keep only one',
    ],
  ])('fails with %s', (_, document, place, fix) => {
    expectFailure(() => build(document), {
      code: 'OpenApiSecurityRequirements',
      path: 'Stack/Api',
      given: `apiDefinition${place} must`,
      fix,
    });
  });

  test('can contain the features that HTTP APIs support', () => {
    const document = documentOf({
      ...jwt,
      paths: {
        'x-note': 'not a path',
        '/books': {
          summary: 'Books',
          get: {
            ...calling('https://a', { type: 'HTTP_PROXY', payloadFormatVersion: '1.0' }),
            security: [{ jwt: ['read'] }],
          },
          post: { 'x-amazon-apigateway-integration': { $ref: '#/components/x-amazon-apigateway-integrations/a~1b' } },
          put: calling(FUNCTION, { timeoutInMillis: 30_000 }),
          patch: calling(undefined, {
            integrationSubtype: 'SQS-PurgeQueue',
            credentials: 'arn:aws:iam::111111111111:role/books',
            payloadFormatVersion: '1.0',
            timeoutInMillis: 50,
          }),
          head: { 'x-amazon-apigateway-integration': null },
        },
      },
      components: {
        ...jwt.components,
        'x-amazon-apigateway-integrations': { 'a/b': Object.values(calling(FUNCTION))[0] as object },
      },
      'x-amazon-apigateway-cors': { allowOrigins: ['*'], allowCredentials: false },
    });
    expect(build(document).Body).toEqual(document);
  });

  test('is not validated by the constructor if it is a token', () => {
    const token = (value: unknown) => Token.asAny(Lazy.any({ produce: () => value }));
    const text = (value: string) => Lazy.string({ produce: () => value });
    const documents = [
      token({ swagger: '2.0' }),
      documentOf({ openapi: text('9'), info: token({}), paths: token([]) }),
      documentOf({ paths: { '/books': token(1) } }),
      documentOf({ components: token({}), paths: { '/books': { get: { security: [{ jwt: [] }] } } } }),
      documentOf({
        components: { securitySchemes: token({}) },
        paths: { '/books': { get: token(1), post: { security: [{ jwt: [] }] } } },
      }),
      operationOf(calling('arn', { type: text('mock') })),
      operationOf({ 'x-amazon-apigateway-integration': { $ref: text('a') }, security: token({}) }),
      operationOf({ 'x-amazon-apigateway-integration': { $ref: '#/components/a/b' } }, { components: token({}) }),
      documentOf({ components: { securitySchemes: { a: { 'x-amazon-apigateway-authorizer': { type: text('b') } } } } }),
    ];
    for (const document of documents) {
      const apiDefinition = HttpApiDefinition.fromInline(document as { [key: string]: unknown });
      expect(new SpecHttpApi(stackOf(), 'Api', { apiDefinition }).node.defaultChild).toHaveProperty('body', document);
    }
  });
});

describe('references in an OpenAPI document', () => {
  test('are replaced by values anywhere in the document', () => {
    const document = operationOf(calling('https://a'), {
      info: { title: 'Books of ${stage}', 'x-list': ['${stage}-${stage}', 1, null] },
    });
    expect(build(document, { substitutions: { stage: 'beta' } }).Body.info).toEqual({
      title: 'Books of beta',
      'x-list': ['beta-beta', 1, null],
    });
  });

  test('to the account, region and partition are replaced by pseudo parameters', () => {
    const place = '${AWS::Region} ${AWS::AccountId} ${AWS::Partition}';
    const { Body } = build(documentOf({ info: { title: place } }));
    const refs = [{ Ref: 'AWS::Region' }, ' ', { Ref: 'AWS::AccountId' }, ' ', { Ref: 'AWS::Partition' }];
    expect(Body.info.title).toEqual({ 'Fn::Join': ['', refs] });
  });

  test('are not replaced if they are stage variables or in parts that API Gateway does not read', () => {
    const document = operationOf(
      { ...calling('https://${stageVariables.host}/'), description: 'A ${word} of its own' },
      {},
    );
    expect(build(document).Body).toEqual(document);
  });

  test('are resolved by CloudFormation if the document contains them in an Fn::Sub', () => {
    const document = operationOf(calling({ 'Fn::Sub': 'https://${Host}.${AWS::Region}.example.com' }));
    expect(build(document).Body).toEqual(document);
  });

  test.each([
    [{}, "Pass 'list' in 'functions' or 'substitutions'."],
    [{ title: 'Books' }, 'or use one of title'],
  ])('fail for an unknown name if the substitutions are %p', (substitutions, fix) => {
    const document = operationOf(calling('${list}'), { info: { title: '${title}' } });
    expectFailure(() => build(document, { substitutions }), {
      code: 'OpenApiReferenceUnknown',
      path: 'Stack/Api',
      given: "#/paths/~1books/get/x-amazon-apigateway-integration/uri of the OpenAPI document contains '${list}'",
      fix,
    });
  });

  test.each([
    ['my-fn', "Use 'my_fn'"],
    ['', "Use 'name'"],
  ])('fail for an invalid name: %p', (name, fix) => {
    expectFailure(() => build(documentOf(), { substitutions: { [name]: 'arn' } }), {
      code: 'OpenApiReferenceInvalid',
      path: 'Stack/Api',
      given: `got '${name}'`,
      fix,
    });
  });

  test('fail for a substitution that the document does not use', () => {
    expectFailure(() => build(documentOf(), { substitutions: { role: 'arn' } }), {
      code: 'OpenApiReferenceUnused',
      path: 'Stack/Api',
      given: "contains 'role'",
      fix: "Add '${role}' to the document",
    });
  });
});
