import { Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import type { Severity } from '../declaration';

const severities = new WeakMap<IConstruct, Severity>();
const roots = new WeakSet<IConstruct>();

/**
 * Enables the rules of `SecureApis` for a resource. If two Aspects set different severities, `error` has precedence
 * over `warning`.
 */
export function markSecure(node: IConstruct, severity: Severity): void {
  roots.add(Stage.of(node) ?? node.node.root);
  if (severities.get(node) !== 'error') {
    severities.set(node, severity);
  }
}

/** Whether the rules of `SecureApis` are enabled for any resource below a root. */
export function hasSecureSet(root: IConstruct): boolean {
  return roots.has(root);
}

/**
 * Returns the severity of the rules of `SecureApis` for a resource, or undefined if these rules are not enabled for the
 * resource.
 */
export function secureSeverity(node: IConstruct): Severity | undefined {
  return severities.get(node);
}
