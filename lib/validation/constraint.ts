import type { IConstruct } from 'constructs';

import type { Declaration, Violation } from './declaration';
import { ApiGatewayV2Error } from './errors';
import { messageOf } from './message';
import { isDisabled } from './suppressions';

/** The result of a check. */
export type Violations = Violation | readonly (Violation | undefined)[] | undefined;

/**
 * One constraint on a value, declared once: constructors enforce it with the user's line on the stack, and `ruleFrom`
 * checks it in the finished tree, which includes L1 constructs and escape hatches.
 */
export interface Constraint<T> extends Declaration {
  /** Texts that match are valid without a closer look: most values of an app do. */
  readonly usual?: RegExp;
  /** Checks one value. Values known only at deployment (tokens) pass. */
  readonly check: (value: T) => Violations;
}

/** Declares a constraint. */
export function constraint<T>(declaration: Constraint<T>): Constraint<T> {
  return declaration;
}

/** The violations that a check returned, as a list. */
export function listOf<V>(found: V | readonly (V | undefined)[] | undefined): V[] {
  const list = Array.isArray(found) ? (found as readonly (V | undefined)[]) : [found as V | undefined];
  return list.filter((violation) => violation !== undefined);
}

/** The first violation of a constraint. */
export function violationOf<T>(declared: Constraint<T>, value: T): Violation | undefined {
  const found = typeof value === 'string' && declared.usual?.test(value) ? undefined : declared.check(value);
  return found === undefined ? undefined : listOf(found)[0];
}

/**
 * Throws if a value violates a constraint whose severity is error, unless the rule is disabled for the scope.
 *
 * A constraint of severity warning is checked in the finished tree only, because all values that it depends on are
 * known there.
 */
export function enforce<T>(scope: IConstruct, declared: Constraint<T>, property: string, value: T | undefined): void {
  const { usual } = declared;
  // Every route and integration passes here, so that this calls no other function for usual values
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

/** Enforces several constraints on one value. */
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
 * The name of a property in the language that the app is written in, if jsii provides it: Python has `max_age` for
 * `maxAge`. The place in a document, after `#`, does not change.
 */
export function inUsersLanguage(property: string): string {
  return process.env.JSII_AGENT?.startsWith('Python')
    ? property.replace(/(?<!#.*)(?<=^|\.)[a-z][A-Za-z0-9]*/g, (name) =>
        name.replace(/[A-Z]+/g, (capitals) => `_${capitals.toLowerCase()}`),
      )
    : property;
}
