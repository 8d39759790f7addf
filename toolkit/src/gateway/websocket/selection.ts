import { jsonPath } from '../http/json-path';
import { textOfValue } from './undocumented/messages';

/**
 * A function that returns the value of a variable such as `request.body.action`, or undefined if the variable has no
 * value.
 */
export type Variables = (name: string) => unknown;

/**
 * The error for an expression that cannot be evaluated, such as `$request.body.action` for a message that is not JSON.
 */
export class NotEvaluable extends Error {}

const part = /\\(.)|\$\{([^}]*)\}|\$([A-Za-z_][\w-]*(?:\.[\w$-]+|\[(?:\d+|\*|'[^']*'|"[^"]*")\])*)|([^\\$]+|\\|\$)/gs;

/**
 * Evaluates a selection expression, which can contain static text and variables such as `$request.body.action` or
 * `${request.body.a.b}`. A backslash escapes `$`. A variable without a value results in an empty string.
 */
export function select(expression: string, variables: Variables): string {
  let result = '';
  for (const [, escaped, braced, plain, text] of expression.matchAll(part)) {
    const name = braced ?? plain;
    if (name !== undefined) result += textOfValue(variables(name.replace(/^\$/, '')));
    else result += escaped ?? text;
  }
  return result;
}

/** The value that a JSONPath selects in a JSON string. Throws `NotEvaluable` if the string is not valid JSON. */
export function valueInJson(text: string, path: string): unknown {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new NotEvaluable('The body is not JSON.');
  }
  return path === '' ? document : jsonPath(document, path);
}
