import type { CfnResource, Stack } from 'aws-cdk-lib';

/** Has a resource wait for another, or a stack; the oldest aws-cdk-lib has one name for both, which newer ones deprecate. */
export function waitFor<T extends CfnResource | Stack>(user: T, on: CfnResource | Stack): T {
  const any = user as unknown as { readonly [method: string]: ((on: CfnResource | Stack) => void) | undefined };
  const method = ['addResourceDependency', 'addStackDependency', 'addDependency'].find((name) => name in user)!;
  any[method]!(on);
  return user;
}
