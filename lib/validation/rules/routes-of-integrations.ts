import { parametersOf } from '../constraints/route-path';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Finding } from '../engine/rule';

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

/**
 * Reports the first route whose path lacks one of the path parameters that an integration uses. `verb` describes the
 * use, and `written` returns a parameter as the integration contains it.
 */
export function missingParameter(
  routes: readonly ResourceView[],
  names: readonly string[],
  verb: 'contain' | 'read',
  written: (name: string) => string,
): Finding | undefined {
  for (const route of routes) {
    const key = route.text('RouteKey');
    const known = parametersOf(key ?? '');
    const unknown = key === undefined ? undefined : names.find((name) => !known.includes(name));
    if (unknown !== undefined) {
      return {
        must: `${verb} only path parameters that are in the path of every route of the integration ('${key}' contains ${known.length > 0 ? known.join(', ') : 'none'})`,
        given: written(unknown),
        instead:
          known.length > 0 ? `Did you mean '${written(known[0])}'?` : `Add '{${unknown}}' to the path of the route.`,
      };
    }
  }
  return undefined;
}
