import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';

import { isCorrected } from './corrections';

/**
 * Where an integration lives. aws-cdk-lib puts it under the route that comes first; corrected, it lives under the API, so that the
 * order of the routes does not decide the logical ID. A second object of one ID carries its route's name, since IDs of integrations
 * need not be unique.
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
