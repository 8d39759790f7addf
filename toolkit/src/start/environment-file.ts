import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { pathOf } from '../gateway/names';
import type { EnvironmentOption } from '../gateway/values';
import { ToolkitError } from '../model/errors';
import { isObject } from '../model/template';
import type { ApiModel } from '../model/types';

/**
 * Reads environment variables from a file. `KEY=VALUE` lines (`.env`) apply to all functions. A JSON file specifies the
 * variables of each function by the name, construct ID or construct path of the function.
 */
export function readEnvironment(file: string, model: ApiModel): EnvironmentOption {
  const text = readText(file);
  if (file.endsWith('.json')) return parseJson(file, text);
  const variables = parseEnv(text) as Record<string, string>;
  return Object.fromEntries(model.functions.map((fn) => [pathOf(fn), variables]));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { message } = cause as Error;
    throw new ToolkitError('EnvironmentNotRead', `The file that --env-file specifies cannot be read: ${message}.`, {
      cause,
    });
  }
}

function parseJson(file: string, text: string): EnvironmentOption {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ToolkitError('EnvironmentNotRead', `${file} is not valid JSON: ${(cause as Error).message}.`, { cause });
  }
  const isMap = (one: unknown) => isObject(one) && Object.values(one).every((own) => typeof own === 'string');
  if (isObject(value) && Object.values(value).every(isMap)) return value as EnvironmentOption;
  const example = '{ "Orders": { "TABLE": "orders" } }';
  throw new ToolkitError(
    'EnvironmentNotRead',
    `${file} must contain an object with the variables of each function, such as ${example}.`,
  );
}
