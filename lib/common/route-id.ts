import type { IConstruct } from 'constructs';

import { freeIdOf } from '../private/names';
import { enforce } from '../validation/constraint';
import { ROUTE_DUPLICATE } from '../validation/constraints/route';

/** A route that an API adds. */
interface NewRoute {
  /** The text that the construct is named after. */
  readonly text: string;
  /** The key of the route. */
  readonly key: string;
  /** The property that a message names. */
  readonly property: string;
  /** The IDs of routes that are added together with this one. */
  readonly others?: readonly string[];
}

/**
 * Returns the ID of a new route below its API. Throws `RouteDuplicate` if the API already has the route. If that constraint is disabled, a
 * number is added to the ID.
 */
export function newRouteId(
  api: IConstruct,
  { text, key, property, others = [] }: NewRoute,
  isRoute: (child: IConstruct | undefined) => boolean,
  isOther: (child: IConstruct) => boolean,
): string {
  const id = freeIdOf(api, text, isOther);
  const isTaken = (one: string) => others.includes(one) || isRoute(api.node.tryFindChild(one));
  if (!isTaken(id)) {
    return id;
  }
  enforce(api, ROUTE_DUPLICATE, property, { key, first: { key, path: `${api.node.path}/${id}` } });
  let n = 2;
  while (isTaken(`${id}-${n}`)) {
    n++;
  }
  return `${id}-${n}`;
}
