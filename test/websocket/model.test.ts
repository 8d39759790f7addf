import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Fn, Lazy } from 'aws-cdk-lib';

import { WebSocketApi } from '../../lib/websocket/api';
import { WebSocketModel, WebSocketModelSchema } from '../../lib/websocket/model';
import { one, stackOf, warningsOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

const DRAFT_4 = 'http://json-schema.org/draft-04/schema#';
const schema = WebSocketModelSchema.fromInline({ type: 'object', required: ['text'] });

function setup() {
  const stack = stackOf();
  return { stack, api: new WebSocketApi(stack, 'Api') };
}

function fileOf(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'model-')), 'schema.json');
  writeFileSync(file, text);
  return file;
}

test('a model has a name, a content type and a JSON Schema draft 4 schema', () => {
  const { stack, api } = setup();
  const model = api.addModel('Message', { schema });
  expect(one(stack, 'Model')).toEqual({
    ApiId: { Ref: 'ApiF70053CD' },
    ContentType: 'application/json',
    Name: 'StackApiMessageD9BF0E34',
    Schema: { $schema: DRAFT_4, type: 'object', required: ['text'] },
  });
  expect(model.modelName).toBe('StackApiMessageD9BF0E34');
  expect(stack.resolve(model.modelRef)).toEqual({
    apiId: { Ref: 'ApiF70053CD' },
    modelId: stack.resolve(model.modelId),
  });
});

test('a model accepts every property', () => {
  const { stack, api } = setup();
  new WebSocketModel(stack, 'Model', {
    webSocketApi: api,
    modelName: 'Message',
    contentType: 'text/json',
    description: 'What is said',
    schema: WebSocketModelSchema.fromInline({ $schema: 'https://json-schema.org/draft-04/schema', title: 'Own' }),
  });
  expect(one(stack, 'Model')).toMatchObject({
    ContentType: 'text/json',
    Description: 'What is said',
    Name: 'Message',
    Schema: { $schema: 'https://json-schema.org/draft-04/schema', title: 'Own' },
  });
});

test('a schema can be in a file', () => {
  const { stack, api } = setup();
  api.addModel('Message', { schema: WebSocketModelSchema.fromFile(fileOf('{"type":"string"}')) });
  expect(one(stack, 'Model').Schema).toEqual({ $schema: DRAFT_4, type: 'string' });
});

test('a model with tokens is not validated', () => {
  const { stack, api } = setup();
  api.addModel('Message', {
    modelName: Fn.importValue('name'),
    schema: WebSocketModelSchema.fromInline({ $schema: Fn.ref('Draft'), a: Lazy.any({ produce: () => 'later' }) }),
  });
  expect(one(stack, 'Model')).toMatchObject({
    Name: { 'Fn::ImportValue': 'name' },
    Schema: { $schema: { Ref: 'Draft' }, a: 'later' },
  });
});

test('an imported model has the name that was passed', () => {
  expect(WebSocketModel.fromModelName(stackOf(), 'Model', 'Message').modelName).toBe('Message');
});

test.each([
  ['the empty name', '', "''"],
  ['a dash', 'a-b', "'a-b'"],
  ['129 letters', 'a'.repeat(129), 'aaa'],
])('a model fails for a name of %s', (_name, modelName, given) => {
  const { api } = setup();
  expectFailure(() => api.addModel('Message', { modelName, schema }), {
    code: 'ModelNameInvalid',
    path: 'Stack/Api/Message',
    given,
    fix: 'Did you mean',
  });
});

test('the name of a model has at most 128 letters', () => {
  expect(setup().api.addModel('Message', { modelName: 'a'.repeat(128), schema }).modelName).toHaveLength(128);
});

test.each(['http://json-schema.org/draft-07/schema#', 'draft4'])(
  'a model causes a warning if $schema is %s',
  ($schema) => {
    const { stack, api } = setup();
    api.addModel('Message', { schema: WebSocketModelSchema.fromInline({ $schema }) });
    expect(one(stack, 'Model').Schema).toEqual({ $schema });
    expect(warningsOf(stack)).toContain(
      `[ModelSchemaDraftUnsupported] schema.$schema must be '${DRAFT_4}', got '${$schema}'`,
    );
  },
);

test('a model causes a warning if its schema has more than 32,768 characters', () => {
  const { stack, api } = setup();
  const of = (length: number) => ({ schema: WebSocketModelSchema.fromInline({ title: 'é'.repeat(length) }) });
  const frame = JSON.stringify({ $schema: DRAFT_4, title: '' }).length;
  const fits = 32 * 1024 - frame;
  api.addModel('Fits', of(fits));
  expect(warningsOf(stack)).not.toContain('ModelSchemaTooLong');
  api.addModel('Message', of(fits + 1));
  expect(warningsOf(stack)).toContain(
    '[ModelSchemaTooLong] schema must have at most 32,768 characters, got 32769 characters',
  );
});

test.each<[string, unknown, string]>([
  ['a text', 'x', "got 'x'"],
  ['a list', [{}], 'got a list'],
])('a model fails for a schema that is %s', (_, schema, given) => {
  const { api } = setup();
  const inline = WebSocketModelSchema.fromInline(schema as never);
  expectFailure(() => api.addModel('Message', { schema: inline }), {
    code: 'ModelSchemaInvalid',
    path: 'Stack/Api/Message',
    given,
    fix: 'draft 4 JSON schema',
  });
});

test('a model fails for a content type that is not a media type', () => {
  const { api } = setup();
  expectFailure(() => api.addModel('Message', { schema, contentType: 'json' }), {
    code: 'ModelContentTypeInvalid',
    path: 'Stack/Api/Message',
    given: "got 'json'",
    fix: "Did you mean 'application/json'?",
  });
});

test.each(['schema', 'webSocketApi'])('a model fails without %s', (property) => {
  const { stack, api } = setup();
  const props = { webSocketApi: api, schema, [property]: undefined };
  expectFailure(() => new WebSocketModel(stack, 'Model', props as never), {
    code: 'RequiredPropMissing',
    path: 'Stack/Model',
    given: `'${property}' is required, got undefined`,
    fix: `Specify '${property}'`,
  });
});

test.each([
  ['no JSON', '{', 'not JSON'],
  ['a list', '[]', 'must be an object'],
  ['null', 'null', 'must be an object'],
  ['a text', '"a"', 'must be an object'],
])('a model fails for a file that contains %s', (_name, text, given) => {
  const file = fileOf(text);
  expectFailure(() => WebSocketModelSchema.fromFile(file), {
    code: 'ModelSchemaFileInvalid',
    path: file,
    given,
    fix: 'Use a ',
  });
});
