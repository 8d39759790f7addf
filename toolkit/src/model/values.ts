import type { Known, Text, Unresolved } from './types';

/** Whether a value is known only at deployment. */
export function isUnresolved(value: unknown): value is Unresolved {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Unresolved).unresolved === 'string' &&
    Array.isArray((value as Unresolved).parts)
  );
}

/** Returns the value, or `undefined` if the value is known only at deployment. */
export function known<T>(value: Known<T> | undefined): T | undefined {
  return isUnresolved(value) ? undefined : value;
}

/** Returns a value as text for reports. The text of an unresolved value is, for example, `<Orders.Arn>`. */
export function textOf(value: Known<unknown> | undefined): string {
  if (value === undefined || value === null) return '';
  if (isUnresolved(value)) return value.unresolved;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Returns the parts of a string. A known string has one part. */
export function partsOf(value: Text): Unresolved['parts'] {
  return isUnresolved(value) ? value.parts : value === '' ? [] : [value];
}
