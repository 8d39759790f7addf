import type { IResource, Stack } from 'aws-cdk-lib/core';
import { Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

interface Engine {
  validate(root: IConstruct): string[];
}

const stacks = new WeakSet<Stack>();
const roots = new WeakSet<IConstruct>();

/**
 * Has the rules judge the app or stage that a construct is in, when it is synthesized: once each, however many constructs ask.
 *
 * The validation belongs to the root, which comes first: what is below it is finished, and warnings still reach the assembly.
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
    // The rules import all other folders, so nothing may import them: they are loaded when they are needed, and not before.
    // eslint-disable-next-line @typescript-eslint/no-require-imports, import-x/no-restricted-paths
    root.node.addValidation({ validate: () => (require('../rules/engine') as Engine).validate(root) });
  }
}
