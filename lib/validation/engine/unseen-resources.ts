import type { CfnResource } from 'aws-cdk-lib/core';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { resolveValue, targetsIn } from './resolve';

/**
 * Whether one of the resources in `possibleCreators` refers to `resource`, and therefore may create further resources
 * that refer to `resource`. Nested stacks of CDK are ignored, because their resources are in the construct tree.
 */
export function mayBeExtended(
  root: IConstruct,
  possibleCreators: readonly CfnResource[],
  resource: CfnResource,
): boolean {
  const handed = possibleCreators.filter((creator) => mentions(creator, resource));
  const nested = handed.length > 0 ? nestedStacks(root) : [];
  return handed.some((creator) => !nested.includes(creator));
}

function nestedStacks(root: IConstruct): (CfnResource | undefined)[] {
  return root.node.findAll().flatMap((node) => (Stack.isStack(node) ? [node.nestedStackResource] : []));
}

function mentions(creator: CfnResource, resource: CfnResource): boolean {
  const { cfnProperties, rawOverrides } = creator as unknown as { cfnProperties?: object; rawOverrides?: object };
  return targetsIn([resolveValue(cfnProperties, creator), resolveValue(rawOverrides, creator)]).includes(resource);
}
