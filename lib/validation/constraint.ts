import type { IConstruct } from 'constructs';

import type { Declaration, Violation } from './declaration';
import { ApiGatewayV2Error } from './errors';
import { messageOf } from './message';
import { isDisabled } from './suppressions';

/** The result of a check: one violation, a list of violations, or undefined if the value is valid. */
export type Violations = Violation | readonly (Violation | undefined)[] | undefined;

/**
 * A constraint on a value. Constructors enforce the constraint, so that the stack trace of an error begins at the
 * user's line. `ruleFrom` checks the same constraint in the finished tree, which includes L1 constructs and escape
 * hatches.
 */
export interface Constraint<T> extends Declaration {
  /** A pattern for common valid strings. `check` is not called for a string that matches. */
  readonly usual?: RegExp;
  /** Checks one value. A value known only at deployment (a token) never violates the constraint. */
  readonly check: (value: T) => Violations;
}

/** Declares a constraint. */
export function constraint<T>(declaration: Constraint<T>): Constraint<T> {
  return declaration;
}

/** Converts the result of a check to a list. */
export function listOf<V>(found: V | readonly (V | undefined)[] | undefined): V[] {
  const list = Array.isArray(found) ? (found as readonly (V | undefined)[]) : [found as V | undefined];
  return list.filter((violation) => violation !== undefined);
}

/** Returns the first violation of a constraint by a value. */
export function violationOf<T>(declared: Constraint<T>, value: T): Violation | undefined {
  const found = typeof value === 'string' && declared.usual?.test(value) ? undefined : declared.check(value);
  return found === undefined ? undefined : listOf(found)[0];
}

/**
 * Throws if a value violates a constraint whose severity is error, unless the rule is disabled for the scope.
 *
 * A constraint with the severity warning is checked only in the finished tree, where all values that the constraint
 * depends on are known.
 */
export function enforce<T>(scope: IConstruct, declared: Constraint<T>, property: string, value: T | undefined): void {
  const { usual } = declared;
  // This function runs for every route and integration, so it returns early for common values
  if (value === undefined || (usual !== undefined && typeof value === 'string' && usual.test(value))) {
    return;
  }
  const found = declared.severity === 'error' ? declared.check(value) : undefined;
  const violation = found === undefined ? undefined : listOf(found)[0];
  if (violation !== undefined && !isDisabled(scope, declared.code)) {
    throw new ApiGatewayV2Error(
      declared.code,
      messageOf(declared, inUsersLanguage(property), violation),
      scope.node.path,
    );
  }
}

/** Throws if a value violates at least one constraint of the list whose severity is `error`. */
export function enforceEach<T>(
  scope: IConstruct,
  list: readonly Constraint<T>[],
  property: string,
  value: T | undefined,
): void {
  for (const declared of list) {
    if (typeof value !== 'string' || !declared.usual?.test(value)) {
      enforce(scope, declared, property, value);
    }
  }
}

/**
 * Converts the name of a property to the spelling of the app's language: for Python, `maxAge` becomes `max_age`. A JSON
 * pointer after `#` is not converted.
 */
export function inUsersLanguage(property: string): string {
  return process.env.JSII_AGENT?.startsWith('Python')
    ? property.replace(/(?<!#.*)(?<=^|\.)[a-z][A-Za-z0-9]*/g, (name) =>
        name.replace(/[A-Z]+/g, (capitals) => `_${capitals.toLowerCase()}`),
      )
    : property;
}
