import type { IResource, Stack } from 'aws-cdk-lib/core';
import { Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

interface Engine {
  validate(root: IConstruct): string[];
}

const stacks = new WeakSet<Stack>();
const roots = new WeakSet<IConstruct>();

/**
 * Installs the rules on the app or stage that contains a construct. CDK then runs the rules once at synthesis, even
 * if several constructs call this function.
 *
 * This function adds the validation to the root because CDK validates the root first. At that time, the tree is
 * finished, and warnings can still be added to the cloud assembly.
 */
export function installRules(scope: IConstruct): void {
  // Most constructs are in a stack for which the rules are already installed
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
    // An app that is not synthesized does not load the rules
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    root.node.addValidation({ validate: () => (require('./engine/run') as Engine).validate(root) });
  }
}
