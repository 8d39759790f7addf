import { encode } from './texts';
import type { Json, Text } from './types';
import { asJson } from './unresolved';
import { isUnresolved } from './values';

/** Whether a parameter type is a list type, such as `CommaDelimitedList`. */
export function isListType(type: string | undefined): boolean {
  return type === 'CommaDelimitedList' || /\bList<.*>$/.test(String(type));
}

/**
 * Splits the value of a list parameter, which is comma-separated text, into its items. A reference to a whole list is
 * returned unchanged.
 */
export function listOf(value: Json): Json {
  if (typeof value !== 'string' && !isUnresolved(value)) return value;
  const items = split(value, ',');
  return items ? items.map((item) => asJson(typeof item === 'string' ? item.trim() : item)) : value;
}

/**
 * Splits a string at a separator. Returns `undefined` if the value of a reference in the string can contain the
 * separator.
 */
export function split(value: Text, separator: string): Text[] | undefined {
  if (typeof value === 'string') return value.split(separator);
  const { text, references, decode } = encode(value);
  const isAtomic = references.every(({ kind }) => kind === 'resource' || kind === 'pseudo');
  // Names and ARNs of resources do not contain these separators.
  if (!isAtomic || !/^[,;|]+$/.test(separator) || !text.includes(separator)) return undefined;
  return text.split(separator).map(decode);
}
