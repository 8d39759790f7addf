import type { IConstruct } from 'constructs';

const severities = new WeakMap<IConstruct, 'error' | 'warning'>();
let asked = false;

/** Has the secure set judge a resource; an error is not softened by a second asking. */
export function markSecure(node: IConstruct, severity: 'error' | 'warning'): void {
  asked = true;
  if (severities.get(node) !== 'error') {
    severities.set(node, severity);
  }
}

/** Whether anybody asked for the secure set. */
export function isSecureSetAsked(): boolean {
  return asked;
}

/** How the secure set judges a resource; undefined where nobody asked. */
export function secureSeverity(node: IConstruct): 'error' | 'warning' | undefined {
  return severities.get(node);
}
