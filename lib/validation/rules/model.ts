import {
  MODEL_CONTENT_TYPE,
  MODEL_NAME,
  MODEL_SCHEMA,
  MODEL_SCHEMA_DRAFT,
  MODEL_SCHEMA_FORM,
  MODEL_SCHEMA_LENGTH,
} from '../constraints/model';
import { PAGES } from '../declaration';
import { areDeployedTogether } from '../engine/resource-view';
import { ruleFrom, rules } from '../engine/rule';
import { length, required, resourceOnlyFor } from '../engine/property-rules';

const MODELS = PAGES.api('apis-apiid-models');

export const MODEL_RULES = rules([
  ...required('model', ['ApiId', 'Name', 'Schema']),
  resourceOnlyFor('WEBSOCKET', 'model', {
    code: 'ModelOfHttpApi',
    severity: 'error',
    evidence: 'observed',
    source: 'AWS: "Currently, Models are not permitted for APIs with a protocol type of HTTP"',
    summary: 'A model belongs to an HTTP API, but API Gateway supports models for WebSocket APIs only.',
    fix: 'Remove the model, and validate requests in the integration.',
    page: MODELS,
  }),
  ruleFrom(MODEL_NAME, { on: 'model', property: 'Name' }),
  {
    code: 'ModelNameDuplicate',
    severity: 'warning',
    evidence: 'inferred',
    source: 'Routes refer to models by name, and for REST APIs, API Gateway rejects a second model with the same name',
    on: 'model',
    needs: 'Name',
    property: 'Name',
    summary: 'Two models of a WebSocket API have the same name.',
    fix: 'Use a different name for each model of an API.',
    page: MODELS,
    check: (model) => {
      const name = model.text('Name');
      const models = name === undefined ? [] : (model.api?.all('model') ?? []);
      const other = models
        .slice(0, models.indexOf(model))
        .find((one) => one.text('Name') === name && areDeployedTogether(one, model));
      return other && { must: `differ from the name of '${other.path}'`, given: name };
    },
  },
  ruleFrom(MODEL_SCHEMA, { on: 'model', property: 'Schema' }),
  ruleFrom(MODEL_SCHEMA_DRAFT, { on: 'model', property: 'Schema' }),
  ruleFrom(MODEL_SCHEMA_FORM, { on: 'model', property: 'Schema' }),
  ruleFrom(MODEL_SCHEMA_LENGTH, { on: 'model', property: 'Schema' }),
  ruleFrom(MODEL_CONTENT_TYPE, { on: 'model', property: 'ContentType' }),
  length('model', 'ContentType', 1, 256),
  length('model', 'Description', 0, 1024),
]);
