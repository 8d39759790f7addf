import type { IConstruct } from 'constructs';

const severities = new WeakMap<IConstruct, 'error' | 'warning'>();

/** Has the secure set judge a resource; an error is not softened by a second asking. */
export function markSecure(node: IConstruct, severity: 'error' | 'warning'): void {
  if (severities.get(node) !== 'error') {
    severities.set(node, severity);
  }
}

/** How the secure set judges a resource; undefined where nobody asked. */
export function secureSeverity(node: IConstruct): 'error' | 'warning' | undefined {
  return severities.get(node);
}
