import OpenAPISchemaValidator from 'openapi-schema-validator';
import type { OpenAPI } from 'openapi-types';
import { isObject, type JsonObject } from '../../src/model/template';

const validator = new OpenAPISchemaValidator({ version: 3 });

/** Expects that a document matches the schema of OpenAPI 3.0 and follows the rules that a schema cannot express. */
export function expectOpenApi(document: JsonObject): void {
  const { errors } = validator.validate(document as unknown as OpenAPI.Document);
  expect(errors.map(({ instancePath, message }) => `${instancePath}: ${message}`)).toEqual([]);
  const schemes = Object.keys((document.components as JsonObject | undefined)?.securitySchemes ?? {});
  const ids: string[] = [];
  for (const [path, item] of Object.entries(document.paths as Record<string, JsonObject>)) {
    const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
    for (const [method, operation] of Object.entries(item)) {
      if (!isObject(operation)) continue;
      expect(`${method} ${path} ${isObject(operation.responses)}`).toBe(`${method} ${path} true`);
      if (typeof operation.operationId === 'string') ids.push(operation.operationId);
      for (const requirement of (operation.security ?? []) as JsonObject[]) {
        expect(schemes).toEqual(expect.arrayContaining(Object.keys(requirement)));
      }
      const parameters = [item.parameters, operation.parameters].flat().filter(isObject);
      const inPath = parameters.filter((one) => one.in === 'path').map((one) => one.name);
      expect([path, [...new Set(inPath)].sort()]).toEqual([path, [...new Set(names)].sort()]);
    }
  }
  expect(ids).toEqual([...new Set(ids)]);
}
