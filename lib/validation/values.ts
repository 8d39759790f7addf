import { Token } from 'aws-cdk-lib/core';

import type { Violation } from './declaration';

/** Whether a string contains a dynamic reference, which CloudFormation replaces: `{{resolve:ssm:/name}}`. */
export function isDynamic(value: string): boolean {
  return value.includes('{{resolve:');
}

/** Whether a value is a string that is known at synthesis: not a token, and without one. */
export function isText(value: unknown): value is string {
  // Tokens and dynamic references contain braces, and few other strings do. The single element of a list token is
  // recognized as a token only in its list
  return (
    typeof value === 'string' &&
    (!value.includes('{') || (!Token.isUnresolved(value) && !value.startsWith('#{Token[') && !isDynamic(value)))
  );
}

/** A value that is a text in the template: CloudFormation turns the number 2 into the text '2'. */
export function textOf(value: unknown): unknown {
  return typeof value === 'number' ? String(value) : value;
}

/** Whether a value is a number that is known at synthesis. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && !Token.isUnresolved(value);
}

/** The entries of a map that is known at synthesis. A token has none. */
export function entriesOf(map: { readonly [key: string]: string } | undefined): [string, string][] {
  return map === undefined || Token.isUnresolved(map) ? [] : Object.entries(map);
}

/** The strings of a list that are known at synthesis. A list that is a token has none. */
export function textsIn(list: readonly unknown[] | undefined): string[] {
  return list === undefined || Token.isUnresolved(list) ? [] : list.filter(isText);
}

/** A violation if a string has fewer or more characters than allowed. Values known only at deployment pass. */
export function checkLength(value: unknown, min: number, max: number): Violation | undefined {
  // AWS counts characters, of which some are two units of a string
  if (!isText(value) || (value.length >= min && (value.length <= max || [...value].length <= max))) {
    return undefined;
  }
  const range = min > 0 ? `${min} to ${max.toLocaleString('en')}` : `at most ${max.toLocaleString('en')}`;
  const instead =
    value.length > max
      ? 'Shorten it.'
      : value === ''
        ? 'Specify it, or remove the property to get its default.'
        : 'Use a longer value, or remove the property to get its default.';
  return { must: `have ${range} characters`, given: value, instead };
}

/** A violation if a number is outside its bounds, both of which are allowed. Values known only at deployment pass. */
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

/** A violation if a string is not one of the allowed ones. It proposes the most similar one. */
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
