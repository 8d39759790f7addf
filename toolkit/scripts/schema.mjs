// Writes schema/api-model.json from the types of the model. `--check` does not write the file, and fails if the
// file is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { createGenerator } from 'ts-json-schema-generator';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const file = join(root, 'schema/api-model.json');

const schema = createGenerator({
  path: join(root, 'src/model/types.ts'),
  tsconfig: join(root, 'tsconfig.json'),
  type: 'ApiModel',
  skipTypeCheck: true,
  topRef: true,
  encodeRefs: false,
  additionalProperties: false,
}).createSchema('ApiModel');

// The schema contains the two alternatives of `Known<T>` at each use, because the generated name of the type would
// change with line numbers.
const { definitions } = schema;
const isInlined = (name) => !/^\w+$/.test(name) || name === 'Text';
function inline(value) {
  if (Array.isArray(value)) return value.map(inline);
  if (typeof value !== 'object' || value === null) return value;
  const name = value.$ref?.replace('#/definitions/', '');
  if (name === undefined || !isInlined(name)) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inline(inner)]));
  }
  return { ...inline(definitions[name]), ...value, $ref: undefined };
}
schema.definitions = Object.fromEntries(
  Object.entries(definitions).flatMap(([name, definition]) => (isInlined(name) ? [] : [[name, inline(definition)]])),
);
schema.$id = 'https://github.com/cdk-apigatewayv2/cdk-apigatewayv2/toolkit/schema/api-model.json';
const options = { ...(await prettier.resolveConfig(file)), parser: 'json' };
const text = await prettier.format(JSON.stringify(schema), options);

if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error('schema/api-model.json does not match src/model/types.ts. Run `npm run schema -w toolkit`.');
  process.exit(1);
}
