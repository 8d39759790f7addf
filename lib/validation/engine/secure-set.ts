import { Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import type { Severity } from '../declaration';

const severities = new WeakMap<IConstruct, Severity>();
const roots = new WeakSet<IConstruct>();

/** Checks the secure set on a resource. An error stays an error if a second Aspect requests warnings. */
export function markSecure(node: IConstruct, severity: Severity): void {
  roots.add(Stage.of(node) ?? node.node.root);
  if (severities.get(node) !== 'error') {
    severities.set(node, severity);
  }
}

/** Whether the secure set is checked on any resource below a root. */
export function hasSecureSet(root: IConstruct): boolean {
  return roots.has(root);
}

/** The severity of the secure set for a resource. Undefined if the set is not checked there. */
export function secureSeverity(node: IConstruct): Severity | undefined {
  return severities.get(node);
}
