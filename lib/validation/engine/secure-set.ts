import type { IConstruct } from 'constructs';

const severities = new WeakMap<IConstruct, 'error' | 'warning'>();
let asked = false;

/** Turns the secure rules on for a resource. A later call does not turn errors into warnings. */
export function markSecure(node: IConstruct, severity: 'error' | 'warning'): void {
  asked = true;
  if (severities.get(node) !== 'error') {
    severities.set(node, severity);
  }
}

/** Whether the secure rules are on for any resource. */
export function isSecureSetAsked(): boolean {
  return asked;
}

/** The severity of the secure rules for a resource; undefined if they are off. */
export function secureSeverity(node: IConstruct): 'error' | 'warning' | undefined {
  return severities.get(node);
}
