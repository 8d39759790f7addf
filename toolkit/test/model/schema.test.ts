import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import Ajv from 'ajv';
import schema from '../../schema/api-model.json';
import { root } from '../_helpers/apps';

test('the committed JSON schema matches the types', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'toolkit/scripts/schema.mjs'), '--check'], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
}, 60_000);

test('the schema rejects data that is not a model', () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
  expect(validate({ version: 1, apis: [] })).toBe(false);
});
