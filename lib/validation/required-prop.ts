import type { IConstruct } from 'constructs';

import { inUsersLanguage } from './constraint';
import { fail } from './errors';

/**
 * Returns a required prop, or throws `RequiredPropMissing` if it is missing at run time: TypeScript reports a missing prop before,
 * other languages and JavaScript do not.
 *
 * @param scope the construct that the property belongs to. Undefined for a static method
 * @param property the prop as the user writes it, such as `integration`
 * @param value the value that was passed
 */
export function requireProp<T>(scope: IConstruct | undefined, property: string, value: T | null | undefined): T {
  if (value === undefined || value === null) {
    const name = inUsersLanguage(property);
    fail(scope, 'RequiredPropMissing', `'${name}' is required, got ${String(value)}. Specify '${name}'.`);
  }
  return value;
}
