import { CfnResource, Stack } from 'aws-cdk-lib/core';

import { resolveValue, targetsIn } from './resolve';
import type { ResourceView } from './resource-view';

interface Internals {
  readonly cfnProperties?: object;
  readonly rawOverrides?: { readonly DependsOn?: unknown };
}

/**
 * Returns the resources in `others` that CloudFormation may create after the resource `waiting`, because `waiting`
 * neither depends on these resources nor refers to them, directly or through its dependencies.
 */
export function notAwaited(waiting: ResourceView, others: readonly ResourceView[]): ResourceView[] {
  const seen = new Set<CfnResource | Stack>(waiting.node.obtainDependencies());
  let rest = others.filter(({ node }) => !seen.has(node));
  // Most resources depend directly on the resources that they wait for
  const queue: CfnResource[] = rest.length === 0 ? [] : [waiting.node, ...[...seen].filter(CfnResource.isCfnResource)];
  for (const resource of queue) {
    const { cfnProperties, rawOverrides } = resource as unknown as Internals;
    if (rawOverrides?.DependsOn !== undefined) {
      // An escape hatch replaces the dependencies with logical IDs, which this function does not follow
      return [];
    }
    const referred = targetsIn([resolveValue(cfnProperties, resource), resolveValue(rawOverrides, resource)]);
    for (const next of [...resource.obtainDependencies(), ...referred]) {
      if (CfnResource.isCfnResource(next) && !seen.has(next)) {
        seen.add(next);
        queue.push(next);
      } else if (Stack.isStack(next)) {
        seen.add(next);
      }
    }
  }
  rest = rest.filter(({ node }) => !seen.has(node) && !seen.has(node.stack));
  return rest;
}

/** Whether CDK deploys the first stack before the second stack, because the second stack depends on the first. */
export function isDeployedBefore(first: Stack, second: Stack): boolean {
  const queue = [second];
  for (const stack of queue) {
    for (const next of stack.dependencies) {
      if (next === first) {
        return true;
      }
      if (!queue.includes(next)) {
        queue.push(next);
      }
    }
  }
  return false;
}
