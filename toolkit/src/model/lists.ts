import { encode } from './texts';
import type { Json, Text } from './types';
import { asJson } from './unresolved';
import { isUnresolved } from './values';

/** Whether the value of a parameter of a type is a list. */
export function isListType(type: string | undefined): boolean {
  return type === 'CommaDelimitedList' || /\bList<.*>$/.test(String(type));
}

/** The items of a parameter that is a list: its value is a text with commas. A reference can be a list itself. */
export function listOf(value: Json): Json {
  if (typeof value !== 'string' && !isUnresolved(value)) return value;
  const items = split(value, ',');
  return items ? items.map((item) => asJson(typeof item === 'string' ? item.trim() : item)) : value;
}

/** The pieces of a text. `undefined` if a reference in it can have the separator in its value. */
export function split(value: Text, separator: string): Text[] | undefined {
  if (typeof value === 'string') return value.split(separator);
  const { text, references, decode } = encode(value);
  const isAtomic = references.every(({ kind }) => kind === 'resource' || kind === 'pseudo');
  // Names and ARNs of resources have none of these.
  if (!isAtomic || !/^[,;|]+$/.test(separator) || !text.includes(separator)) return undefined;
  return text.split(separator).map(decode);
}
