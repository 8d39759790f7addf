import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';

import { isCorrected } from './corrections';

/**
 * Returns the scope of an integration and of its role. aws-cdk-lib uses the first route. The correction uses a construct below the API, so
 * that the order of the routes does not determine the logical ID. A second integration with the same ID also has the ID of its route in its
 * scope, because IDs of integrations do not need to be unique.
 */
export function integrationScope(api: IConstruct, route: Construct, id: string): Construct {
  // If the route is in another stack, the stack of the API would depend on the stack of the route
  if (!isCorrected(api, 'sharedIntegrationScope') || Stack.of(api) !== Stack.of(route)) {
    return route;
  }
  const owner = api as Construct;
  const all =
    (owner.node.tryFindChild('Integrations') as Construct | undefined) ?? new Construct(owner, 'Integrations');
  const taken = all.node.tryFindChild(id) !== undefined;
  return new Construct(all, taken ? `${id}-${route.node.id}` : id);
}
