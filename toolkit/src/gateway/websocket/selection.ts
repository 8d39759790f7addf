import { jsonPath } from '../http/json-path';
import { textOfValue } from './undocumented/messages';

/** The value of a variable such as `request.body.action`. Undefined without one. */
export type Variables = (name: string) => unknown;

/** An expression that cannot be evaluated, such as one that needs a JSON body for a message that is not JSON. */
export class NotEvaluable extends Error {}

const part = /\\(.)|\$\{([^}]*)\}|\$([A-Za-z_][\w-]*(?:\.[\w$-]+|\[(?:\d+|\*|'[^']*'|"[^"]*")\])*)|([^\\$]+|\\|\$)/gs;

/**
 * The value of a selection expression: static text, `$request.body.action`, `${request.body.a.b}` and texts with several
 * of them. A backslash escapes `$`. A variable without a value is empty.
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

/** The value at a path of a JSON text. Throws `NotEvaluable` if the text is not JSON. */
export function valueInJson(text: string, path: string): unknown {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new NotEvaluable('The body is not JSON.');
  }
  return path === '' ? document : jsonPath(document, path);
}
