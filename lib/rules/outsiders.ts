import type { CfnResource } from 'aws-cdk-lib/core';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { settle, targetsIn } from './tokens';

/** Whether one of some outsiders was handed a resource. What a nested stack of the tree makes is seen in the tree. */
export function mayExtend(root: IConstruct, outsiders: readonly CfnResource[], resource: CfnResource): boolean {
  const handed = outsiders.filter((outsider) => mentions(outsider, resource));
  const nested = handed.length > 0 ? nestedStacks(root) : [];
  return handed.some((outsider) => !nested.includes(outsider));
}

function nestedStacks(root: IConstruct): (CfnResource | undefined)[] {
  return root.node.findAll().flatMap((node) => (Stack.isStack(node) ? [node.nestedStackResource] : []));
}

function mentions(outsider: CfnResource, resource: CfnResource): boolean {
  const { cfnProperties, rawOverrides } = outsider as unknown as { cfnProperties?: object; rawOverrides?: object };
  return targetsIn([settle(cfnProperties, outsider), settle(rawOverrides, outsider)]).includes(resource);
}
