import type { CfnResource, Stack } from 'aws-cdk-lib';

/**
 * Adds a dependency between two resources or two stacks. The oldest supported version of aws-cdk-lib has one method for
 * both cases. Newer versions deprecate this method.
 */
export function waitFor<T extends CfnResource | Stack>(user: T, on: CfnResource | Stack): T {
  const any = user as unknown as { readonly [method: string]: ((on: CfnResource | Stack) => void) | undefined };
  const method = ['addResourceDependency', 'addStackDependency', 'addDependency'].find((name) => name in user)!;
  any[method]!(on);
  return user;
}
