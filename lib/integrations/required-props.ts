import type { IConstruct } from 'constructs';

import { requireProp } from '../validation/required-prop';

/**
 * Throws `RequiredPropMissing` if one of the named properties is missing at run time. The error contains the construct path of the route.
 */
export function requireProps(route: IConstruct, props: object, names: readonly string[]): void {
  for (const name of names) {
    requireProp(route, name, (props as { readonly [name: string]: unknown })[name]);
  }
}
