import type { IResource, Stack } from 'aws-cdk-lib/core';
import { Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

interface Engine {
  validate(root: IConstruct): string[];
}

const stacks = new WeakSet<Stack>();
const roots = new WeakSet<IConstruct>();

/**
 * Checks the rules on the app or stage that contains a construct when it is synthesized: once, even if several
 * constructs call this function.
 *
 * The validation is added to the root, which CDK validates first: the tree is finished, and warnings still reach the
 * assembly.
 */
export function installRules(scope: IConstruct): void {
  // Most constructs are not the first of their stack
  const { stack } = scope as Partial<IResource>;
  if (stack) {
    if (stacks.has(stack)) {
      return;
    }
    stacks.add(stack);
  }
  const root = Stage.of(scope) ?? scope.node.root;
  if (!roots.has(root)) {
    roots.add(root);
    // An app that is never synthesized need not load the rules
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    root.node.addValidation({ validate: () => (require('./engine/run') as Engine).validate(root) });
  }
}
