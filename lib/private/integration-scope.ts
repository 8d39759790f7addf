import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';

import { isCorrected } from './corrections';

/**
 * The scope of an integration and of its role. aws-cdk-lib uses the route that comes first; corrected, it is below the API, so that
 * the order of the routes does not decide the logical ID. A second object with the same ID carries the name of its route, since IDs
 * of integrations need not be unique.
 */
export function integrationScope(api: IConstruct, route: Construct, id: string): Construct {
  // In another stack the integration would point back from the API's stack to the route's.
  if (!isCorrected(api, 'sharedIntegrationScope') || Stack.of(api) !== Stack.of(route)) {
    return route;
  }
  const owner = api as Construct;
  const all =
    (owner.node.tryFindChild('Integrations') as Construct | undefined) ?? new Construct(owner, 'Integrations');
  const taken = all.node.tryFindChild(id) !== undefined;
  return new Construct(all, taken ? `${id}-${route.node.id}` : id);
}
