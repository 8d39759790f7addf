import type { IConstruct, IDependable } from 'constructs';

import { isCorrected } from './corrections';

/**
 * Makes an integration depend on the policies that grant its role permission to call the target. In aws-cdk-lib, it depends on the role
 * only, so that a new integration can respond with an error until its policy is attached.
 */
export function waitForPermissions(
  api: IConstruct,
  integration: IConstruct,
  permissions: readonly IDependable[],
): void {
  if (permissions.length > 0 && isCorrected(api, 'serviceIntegrationPolicyDependency')) {
    integration.node.addDependency(...permissions);
  }
}
