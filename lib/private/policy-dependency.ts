import type { IConstruct, IDependable } from 'constructs';

import { isCorrected } from './corrections';

/**
 * Makes an integration wait for what allows its role the call. aws-cdk-lib waits for the role alone, so that a new integration can
 * respond with an error until its policy is attached.
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
