import { isObject, type JsonObject } from './template';
import type { Json } from './types';
import { isUnresolved } from './values';

/** Evaluates a condition of a template. Returns `undefined` if the result is known only at deployment. */
export function conditionValue(
  name: string,
  conditions: JsonObject,
  resolve: (value: Json) => Json | undefined,
  seen: string[] = [],
): boolean | undefined {
  if (!(name in conditions) || seen.includes(name)) return undefined;
  const evaluate = (expression: Json): boolean | undefined => {
    if (!isObject(expression)) return undefined;
    const [[operator, argument]] = Object.entries(expression);
    if (operator === 'Condition') return conditionValue(String(argument), conditions, resolve, [...seen, name]);
    if (!Array.isArray(argument)) return undefined;
    if (operator === 'Fn::Equals') {
      const [left, right] = argument.map(resolve);
      return isScalar(left) && isScalar(right) ? String(left) === String(right) : undefined;
    }
    const values = argument.map(evaluate);
    if (operator === 'Fn::Not') return values[0] === undefined ? undefined : !values[0];
    if (operator === 'Fn::And') return values.includes(false) ? false : values.includes(undefined) ? undefined : true;
    if (operator === 'Fn::Or') return values.includes(true) ? true : values.includes(undefined) ? undefined : false;
    return undefined;
  };
  return evaluate(conditions[name]);
}

function isScalar(value: Json | undefined): boolean {
  return value !== undefined && !isUnresolved(value) && typeof value !== 'object';
}
