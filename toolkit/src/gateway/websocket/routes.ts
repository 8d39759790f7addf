import type { Api, Route } from '../../model/types';
import type { GatewayContext, RoutedRequest } from '../contracts';
import { NotEvaluable, select } from './selection';
import { canBeSelected } from './undocumented/messages';
import { variablesOf } from './variables';

/** Finds the routes of WebSocket APIs by route key or by message. */
export class Routes {
  private readonly byKey = new Map<string, ReadonlyMap<string, Route>>();

  constructor(private readonly context: Pick<GatewayContext, 'values'>) {}

  /** The route with the specified route key, or undefined if the API does not have such a route. */
  find(api: Api, key: string): Route | undefined {
    let routes = this.byKey.get(api.id);
    if (!routes) {
      routes = new Map(api.routes.map((route) => [this.context.values.textIfKnown(route.key) ?? '', route]));
      this.byKey.set(api.id, routes);
    }
    return routes.get(key);
  }

  /**
   * The route that a message selects. If the API does not have this route, the result is the route `$default`, or
   * undefined if the API does not have that route either.
   */
  select(message: RoutedRequest): { readonly route: Route; readonly routeKey: string } | undefined {
    const { api } = message;
    const routeKey = this.selectedKey(message);
    const route = canBeSelected(routeKey) ? this.find(api, routeKey) : undefined;
    if (route) return { route, routeKey };
    const catchAll = this.find(api, '$default');
    return catchAll && { route: catchAll, routeKey: '$default' };
  }

  private selectedKey(request: RoutedRequest): string {
    const expression = this.context.values.textIfKnown(request.api.routeSelectionExpression) ?? '$request.body.action';
    try {
      return select(expression, variablesOf({ request, outcome: {} }));
    } catch (error) {
      if (error instanceof NotEvaluable) return '$default';
      throw error;
    }
  }
}
