import type { IConstruct } from 'constructs';

import { holdsToken } from '../private/holds-token';
import { idOf, shortHash } from '../private/names';
import { enforce } from '../validation/constraint';
import { ROUTE_DUPLICATE } from '../validation/constraints/route';

/** A route that an API is about to create. */
export interface NewRoute {
  /** The text from which the ID of the construct is derived, such as `GET/books`. */
  readonly text: string;
  /** The route key for error messages. */
  readonly key: string;
  /** The name of the invalid argument, for the error message about a duplicate route. */
  readonly property: string;
  /** Whether an existing construct is a route with the route key of the new route. Returns undefined for a construct that is not a route. */
  readonly isSame: (child: IConstruct) => boolean | undefined;
  /** The construct IDs that are reserved for routes that are not created yet. */
  readonly ids?: readonly string[];
}

/**
 * Returns the construct ID of a new route of an API. IDs contain `--` instead of `/`, so two routes with different keys can have the same
 * ID. If two IDs are equal, a hash is added to the second ID.
 *
 * Throws `RouteDuplicate` if the API already has a route with this key. If the rule `RouteDuplicate` is disabled, a number is added to the ID.
 */
export function routeIdOf(api: IConstruct, { text, key, property, isSame, ids = [] }: NewRoute): string {
  const usual = holdsToken(text) ? idOf(api, text) : text;
  const child = api.node.tryFindChild(usual);
  if (!child && !ids.includes(usual)) {
    return usual;
  }
  const id = child && isSame(child) === false && !holdsToken(text) ? `${usual}-${shortHash(text)}` : usual;
  const isTaken = (one: string) => {
    const other = ids.includes(one) ? undefined : api.node.tryFindChild(one);
    return other === undefined ? ids.includes(one) : isSame(other) !== undefined;
  };
  let free = id;
  if (isTaken(id)) {
    enforce(api, ROUTE_DUPLICATE, property, { key, first: { key, path: `${api.node.path}/${id}` } });
    for (let n = 2; isTaken(free); n++) {
      free = `${id}-${n}`;
    }
  }
  return free;
}
