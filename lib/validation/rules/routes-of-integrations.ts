import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';

/** Returns the routes that call an integration. */
export function routesTo(integration: ResourceView, index: ResourceIndex): readonly ResourceView[] {
  return routesByTarget(index).get(integration) ?? [];
}

/** Returns the routes of each integration. The entry `undefined` contains the routes whose integration is not known. */
export function routesByTarget(index: ResourceIndex): Map<ResourceView | undefined, ResourceView[]> {
  return index.memoize('routes of integrations', () => {
    const found = new Map<ResourceView | undefined, ResourceView[]>();
    // Most targets contain the token of an integration, and comparing strings is faster than resolving tokens
    const usual = new Map(index.all('integration').map((view) => [`integrations/${view.node.ref}`, view]));
    for (const route of index.all('route')) {
      const target = usual.get(route.given('Target') as string) ?? index.follow(route, 'integration', 'Target');
      if (target || !(route.lacks('Target') || route.text('Target'))) {
        const known = found.get(target);
        if (known) {
          known.push(route);
        } else {
          found.set(target, [route]);
        }
      }
    }
    return found;
  });
}
