import Ajv from 'ajv';
import type { ApiModel } from '../../src';
import schema from '../../schema/api-model.json';

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile<ApiModel>(schema);

/**
 * Expects that a model matches the committed JSON schema, and that the model does not change if it is converted to JSON
 * and back.
 */
export function expectValid(model: ApiModel): void {
  const data = JSON.parse(JSON.stringify(model));
  validate(data);
  expect(validate.errors ?? []).toEqual([]);
  expect(data).toEqual(model);
}
