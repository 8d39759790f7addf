import { constraint } from '../constraint';
import { PAGES } from '../declaration';
import { isPlainObject } from '../engine/resolve';
import { described } from '../message';
import { isText } from '../value-checks';

const MODELS = PAGES.api('apis-apiid-models');
const VALIDATION = PAGES.guide('websocket-api-develop-routes');
const MAX_SCHEMA = 32 * 1024;
const DRAFT_4 = /^https?:\/\/json-schema\.org\/draft-04\/schema#?$/;

export const MODEL_NAME = constraint<unknown>({
  code: 'ModelNameInvalid',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Model name must be alphanumeric: …", and the API reference allows 1 to 128 characters for the name',
  summary: 'The name of a WebSocket model does not consist of 1 to 128 letters and digits.',
  fix: 'Use 1 to 128 letters and digits.',
  page: MODELS,
  check: (name) =>
    !isText(name) || /^[A-Za-z0-9]{1,128}$/.test(name)
      ? undefined
      : {
          must: 'consist of 1 to 128 letters and digits',
          given: name,
          instead: `Did you mean '${name.replace(/[^A-Za-z0-9]/g, '').slice(0, 128) || 'Message'}'?`,
        },
});

/** A replacer for `JSON.stringify` that removes tokens, because their values are known only at deployment. */
function literals(_key: string, value: unknown): unknown {
  return value === null || typeof value !== 'object' || Array.isArray(value) || isPlainObject(value)
    ? value
    : undefined;
}

/** Returns the schema as a string, or undefined if the schema is known only at deployment. */
function textOf(schema: unknown): string | undefined {
  return isText(schema) ? schema : isPlainObject(schema) ? JSON.stringify(schema, literals) : undefined;
}

/** Returns the schema as an object, or undefined if the schema is not an object or is known only at deployment. */
function objectOf(schema: unknown): { readonly [key: string]: unknown } | undefined {
  if (!isText(schema)) {
    return isPlainObject(schema) ? schema : undefined;
  }
  try {
    const parsed: unknown = JSON.parse(schema);
    return isPlainObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

export const MODEL_SCHEMA = constraint<unknown>({
  code: 'ModelSchemaInvalid',
  severity: 'error',
  evidence: 'documented',
  source:
    'For models of REST APIs, AWS returns the error "Invalid model specified: … [Invalid model schema specified]"',
  summary: 'The schema of a WebSocket model is not a JSON object.',
  fix: "Use a draft 4 JSON schema, such as `{ type: 'object', required: ['text'] }`.",
  page: MODELS,
  check: (schema) => {
    const isLiteral = isText(schema) || ['number', 'boolean'].includes(typeof schema) || Array.isArray(schema);
    return isLiteral && objectOf(schema) === undefined
      ? {
          must: 'be a JSON object',
          given: Array.isArray(schema) ? described('a list') : schema,
        }
      : undefined;
  },
});

export const MODEL_SCHEMA_DRAFT = constraint<unknown>({
  code: 'ModelSchemaDraftUnsupported',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API reference states that the schema "should be a JSON schema draft 4 model", but it is not known whether API Gateway rejects other drafts',
  summary: 'The schema of a WebSocket model declares a JSON schema draft that is not draft 4.',
  fix: 'Write the schema in draft 4, and remove `$schema` or set it to `http://json-schema.org/draft-04/schema#`.',
  page: MODELS,
  check: (schema) => {
    const draft = objectOf(schema)?.$schema;
    return isText(draft) && !DRAFT_4.test(draft)
      ? { must: "be 'http://json-schema.org/draft-04/schema#'", given: draft, member: '$schema' }
      : undefined;
  },
});

const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string', 'any'];

export const MODEL_SCHEMA_FORM = constraint<unknown>({
  code: 'ModelSchemaMalformed',
  severity: 'warning',
  evidence: 'documented',
  source: 'JSON schema draft 4 lists the values of `type`, and defines `properties` as a map of schemas',
  summary: 'The schema of a WebSocket model has an unknown `type`, or a list instead of a map in `properties`.',
  fix: 'Use a type of JSON schema, such as `object`, and a map of schemas for `properties`.',
  page: VALIDATION,
  check: (schema) => {
    const { type, properties } = objectOf(schema) ?? {};
    const wrong = (Array.isArray(type) ? type : [type]).find((one) => isText(one) && !TYPES.includes(one));
    return [
      wrong === undefined
        ? undefined
        : { must: `be one of ${TYPES.slice(0, -1).join(', ')}`, given: wrong, member: 'type' },
      Array.isArray(properties)
        ? { must: 'be a map of schemas', given: described('a list'), member: 'properties' }
        : undefined,
    ];
  },
});

export const MODEL_SCHEMA_LENGTH = constraint<unknown>({
  code: 'ModelSchemaTooLong',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The AWS API model allows at most 32,768 characters for the schema, but it is not known whether API Gateway rejects a longer schema',
  summary: 'The schema of a WebSocket model is longer than 32,768 characters.',
  fix: 'Shorten the schema, or validate messages in the backend.',
  page: MODELS,
  check: (schema) => {
    const { length } = textOf(schema) ?? '';
    return length > MAX_SCHEMA
      ? {
          must: `have at most ${MAX_SCHEMA.toLocaleString('en')} characters`,
          given: described(`${length} characters`),
        }
      : undefined;
  },
});

export const MODEL_CONTENT_TYPE = constraint<unknown>({
  code: 'ModelContentTypeInvalid',
  severity: 'error',
  evidence: 'documented',
  source: 'For models of REST APIs, AWS returns the error "Invalid content type specified: …"',
  summary: 'The content type of a WebSocket model is not a media type.',
  fix: 'Use `application/json`.',
  page: MODELS,
  check: (type) =>
    !isText(type) || type === '' || /^[^\s/]+\/[^\s/]/.test(type)
      ? undefined
      : {
          must: "be a media type such as 'application/json'",
          given: type,
          instead: `Did you mean 'application/${type.toLowerCase().replace(/[^a-z0-9.+-]/g, '') || 'json'}'?`,
        },
});
