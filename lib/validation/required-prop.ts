import type { IConstruct } from 'constructs';

import { inUsersLanguage } from './constraint';
import { fail } from './errors';

/**
 * Returns the value of a required prop. Throws `RequiredPropMissing` if the value is missing at run time, because
 * JavaScript and other languages do not report a missing prop at compile time.
 *
 * @param scope the construct that the prop belongs to, or undefined for a static method
 * @param property the prop as the user writes it, such as `integration`
 * @param value the value that the user passed
 */
export function requireProp<T>(scope: IConstruct | undefined, property: string, value: T | null | undefined): T {
  if (value === undefined || value === null) {
    const name = inUsersLanguage(property);
    fail(scope, 'RequiredPropMissing', `'${name}' is required, got ${String(value)}. Specify '${name}'.`);
  }
  return value;
}
