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

/** The value, or `undefined` if it is known only at deployment. */
export function known<T>(value: Known<T> | undefined): T | undefined {
  return isUnresolved(value) ? undefined : value;
}

/** The text of a value in reports. An unknown value is, for example, `<Orders.Arn>`. */
export function textOf(value: Known<unknown> | undefined): string {
  if (value === undefined || value === null) return '';
  if (isUnresolved(value)) return value.unresolved;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The parts of a string, whether it is known or not. */
export function partsOf(value: Text): Unresolved['parts'] {
  return isUnresolved(value) ? value.parts : value === '' ? [] : [value];
}
