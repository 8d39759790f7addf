import type { HeaderField } from '../contracts';

/** The values of all header fields with the specified name, in their original order. `name` must be in lower case. */
export function valuesOf(headers: readonly HeaderField[], name: string): string[] {
  return headers.filter(([one]) => one === name).map(([, value]) => value);
}

/**
 * The values of all header fields with the specified name, joined with commas, or undefined if no header field has this
 * name.
 */
export function valueOf(headers: readonly HeaderField[], name: string, separator = ','): string | undefined {
  const values = valuesOf(headers, name);
  return values.length === 0 ? undefined : values.join(separator);
}

/** The header fields except for fields with the specified names. */
export function without(headers: readonly HeaderField[], ...names: string[]): HeaderField[] {
  return headers.filter(([name]) => !names.includes(name));
}

/** Replaces all header fields that have the specified name with one field that has the specified value. */
export function withField(headers: readonly HeaderField[], name: string, value: string): HeaderField[] {
  return [...without(headers, name), [name, value]];
}

/** Groups pairs by name. The result contains all values for each name. */
export function grouped(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const result: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of pairs) (result[name] ??= []).push(value);
  return { ...result };
}

/** Applies a function to each value of a record. */
export function mapValues<T, R>(record: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** Whether a record has no keys. */
export function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
}
