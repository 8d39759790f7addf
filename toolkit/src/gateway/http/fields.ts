import type { HeaderField } from '../contracts';

/** The values of a header, in order. `name` is in lower case. */
export function valuesOf(headers: readonly HeaderField[], name: string): string[] {
  return headers.filter(([one]) => one === name).map(([, value]) => value);
}

/** The values of a header as one string. `undefined` without the header. */
export function valueOf(headers: readonly HeaderField[], name: string, separator = ','): string | undefined {
  const values = valuesOf(headers, name);
  return values.length === 0 ? undefined : values.join(separator);
}

/** The header fields without some names. */
export function without(headers: readonly HeaderField[], ...names: string[]): HeaderField[] {
  return headers.filter(([name]) => !names.includes(name));
}

/** The header fields with one value for a name in place of all others. */
export function withField(headers: readonly HeaderField[], name: string, value: string): HeaderField[] {
  return [...without(headers, name), [name, value]];
}

/** Pairs as an object: all values of a name. */
export function grouped(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const result: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of pairs) (result[name] ??= []).push(value);
  return { ...result };
}

/** Every value of a record, changed. */
export function mapValues<T, R>(record: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** Whether a record has no keys. */
export function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
}
