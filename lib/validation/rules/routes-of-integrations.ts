import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';

/** The routes that call an integration. */
export function routesTo(integration: ResourceView, index: ResourceIndex): readonly ResourceView[] {
  return routesByTarget(index).get(integration) ?? [];
}

/** The routes by the integration that they call. The key undefined has those whose integration is unknown. */
export function routesByTarget(index: ResourceIndex): Map<ResourceView | undefined, ResourceView[]> {
  return index.memoize('routes of integrations', () => {
    const found = new Map<ResourceView | undefined, ResourceView[]>();
    // Nearly all targets are the same text, which is faster to compare than to resolve
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
