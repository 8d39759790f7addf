import {
  HTTP_ONLY_PROPERTY,
  REFERENCE_TO_OTHER_API,
  REQUIRED_PROPERTY,
  UNKNOWN_VALUE,
  UNUSUAL_LENGTH,
  WEBSOCKET_ONLY_PROPERTY,
} from '../constraints/shared-declarations';
import type { Declaration } from '../declaration';
import { described } from '../message';
import { checkLength, checkOneOf } from '../values';
import type { Kind, Protocol } from './kinds';
import type { Rule } from './rule';
import { readerOf } from './rule';

// Rules that are one line in a table: a kind of resource, a property and its constraint. Each accepts another
// declaration, for properties for which AWS's own error message is known.

/** The value that was passed, described in words if it is not a string or number. */
function shown(value: unknown): unknown {
  return typeof value === 'object' ? described(Array.isArray(value) ? 'a list' : 'a value') : value;
}

const NAMES = { HTTP: 'HTTP', WEBSOCKET: 'WebSocket' };

/**
 * Properties that only one protocol supports. `false`, `''` and empty lists or maps count as absent only if
 * `except` says so.
 */
export function onlyFor(
  protocol: Protocol,
  on: Kind,
  properties: readonly string[],
  declared: Declaration = protocol === 'HTTP' ? HTTP_ONLY_PROPERTY : WEBSOCKET_ONLY_PROPERTY,
  except: (value: unknown) => boolean = () => false,
): Rule[] {
  return properties.map((property) => {
    const read = readerOf(property);
    return {
      ...declared,
      on,
      protocol: protocol === 'HTTP' ? 'WEBSOCKET' : 'HTTP',
      needs: property.split('.')[0],
      property,
      check: (view) => {
        const value = read(view);
        return value === undefined || except(value)
          ? undefined
          : {
              must: `be omitted: ${NAMES[protocol]} APIs have it, and this is ${protocol === 'HTTP' ? 'a WebSocket' : 'an HTTP'} API`,
              given: shown(value),
            };
      },
    };
  });
}

/** A kind of resource that only one protocol supports. */
export function resourceOnlyFor(protocol: Protocol, on: Kind, declared: Declaration): Rule {
  return {
    ...declared,
    on,
    protocol: protocol === 'HTTP' ? 'WEBSOCKET' : 'HTTP',
    property: 'ApiId',
    check: (view) => ({
      must: `name ${protocol === 'HTTP' ? 'an HTTP' : 'a WebSocket'} API`,
      given: described(`'${view.api?.api?.path}' of protocol ${view.api?.protocol}`),
    }),
  };
}

/** Properties that CloudFormation requires. */
export function required(on: Kind, properties: readonly string[], declared: Declaration = REQUIRED_PROPERTY): Rule[] {
  return properties.map((property) => ({
    ...declared,
    on,
    property,
    check: (view) => (view.lacks(property) ? { must: 'be specified', given: undefined } : undefined),
  }));
}

/** The values that a property can have. */
export function oneOf(
  on: Kind,
  property: string,
  allowed: readonly string[],
  declared: Declaration = UNKNOWN_VALUE,
  protocol?: Protocol,
): Rule {
  const read = readerOf(property);
  return {
    ...declared,
    on,
    protocol,
    needs: property.split('.')[0],
    property,
    check: (view) => checkOneOf(read(view), allowed),
  };
}

/** The constraint for the number of characters of a string. */
export function length(
  on: Kind,
  property: string,
  min: number,
  max: number,
  declared: Declaration = UNUSUAL_LENGTH,
  protocol?: Protocol,
): Rule {
  const read = readerOf(property);
  return {
    ...declared,
    on,
    protocol,
    needs: property.split('.')[0],
    property,
    check: (view) => checkLength(read(view), min, max),
  };
}

/** A property that refers to a resource of the same API. */
export function ofSameApi(
  on: Kind,
  property: string,
  target: Kind,
  declared: Declaration = REFERENCE_TO_OTHER_API,
): Rule {
  return {
    ...declared,
    on,
    needs: property,
    property,
    check: (view, index) => {
      const found = index.follow(view, target, property);
      const [ours, theirs] = [view.api, found?.api];
      return found && ours?.api && theirs?.api && ours !== theirs
        ? { must: `name a resource of '${ours.api.path}'`, given: described(`'${found.path}' of '${theirs.api.path}'`) }
        : undefined;
    },
  };
}
