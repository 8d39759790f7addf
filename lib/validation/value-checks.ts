import { Token } from 'aws-cdk-lib/core';

import type { Violation } from './declaration';

/**
 * Whether a string contains a dynamic reference such as `{{resolve:ssm:/name}}`, which CloudFormation resolves at
 * deployment.
 */
export function isDynamic(value: string): boolean {
  return value.includes('{{resolve:');
}

/** Whether a value is a string that is known at synthesis, and does not contain a token. */
export function isText(value: unknown): value is string {
  // All tokens and dynamic references contain a brace. isUnresolved() does not recognize an element of a list token
  return (
    typeof value === 'string' &&
    (!value.includes('{') || (!Token.isUnresolved(value) && !value.startsWith('#{Token[') && !isDynamic(value)))
  );
}

/** Converts a number to a string, as CloudFormation does for properties that are strings. */
export function textOf(value: unknown): unknown {
  return typeof value === 'number' ? String(value) : value;
}

/** Whether a value is a number that is known at synthesis. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && !Token.isUnresolved(value);
}

/** Returns the entries of a map, or an empty list if the map is absent or a token. */
export function entriesOf(map: { readonly [key: string]: string } | undefined): [string, string][] {
  return map === undefined || Token.isUnresolved(map) ? [] : Object.entries(map);
}

/** Returns the strings of a list that are known at synthesis, or an empty list if the whole list is a token. */
export function textsIn(list: readonly unknown[] | undefined): string[] {
  return list === undefined || Token.isUnresolved(list) ? [] : list.filter(isText);
}

/**
 * Returns a violation if a string has fewer or more characters than allowed. A value known only at deployment never
 * violates the constraint.
 */
export function checkLength(value: unknown, min: number, max: number): Violation | undefined {
  // AWS counts characters, and some characters are two units of a JavaScript string
  if (!isText(value) || (value.length >= min && (value.length <= max || [...value].length <= max))) {
    return undefined;
  }
  const range = min > 0 ? `${min} to ${max.toLocaleString('en')}` : `at most ${max.toLocaleString('en')}`;
  const instead =
    value.length > max
      ? 'Shorten the value.'
      : value === ''
        ? 'Specify a value, or remove the property to use its default.'
        : 'Use a longer value, or remove the property to use its default.';
  return { must: `have ${range} characters`, given: value, instead };
}

/**
 * Returns a violation if a number is less than `min` or more than `max`. A value known only at deployment never
 * violates the constraint.
 */
export function checkRange(
  value: unknown,
  min: number,
  max: number,
  { unit = '', whole = false }: { readonly unit?: string; readonly whole?: boolean } = {},
): Violation | undefined {
  if (!isNumber(value) || (value >= min && value <= max && (!whole || Number.isInteger(value)))) {
    return undefined;
  }
  const kind = whole ? 'a whole number ' : '';
  const bounds =
    max === Infinity ? `${kind || 'a number '}from ${min}` : `${kind}between ${min} and ${max.toLocaleString('en')}`;
  const nearest = Math.round(Math.min(Math.max(value, min), max));
  return { must: `be ${bounds}${unit && ` ${unit}`}`, given: value, instead: `Use ${nearest}, for example.` };
}

/**
 * Returns a violation if a string is not one of the allowed strings. The fix proposes the most similar allowed string.
 */
export function checkOneOf(value: unknown, allowed: readonly string[]): Violation | undefined {
  if (!isText(value) || allowed.includes(value)) {
    return undefined;
  }
  const letters = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const own = letters(value.slice(value.lastIndexOf('.') + 1));
  const meant = allowed.find((one) => letters(one) === own) ?? allowed.find((one) => letters(one).startsWith(own));
  return {
    must: `be ${allowed.length > 1 ? 'one of ' : ''}${allowed.join(', ')}`,
    given: value,
    instead: meant !== undefined && own !== '' ? `Did you mean ${meant}?` : `Use ${allowed[0]}, for example.`,
  };
}
