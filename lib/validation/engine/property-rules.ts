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
import { checkLength, checkOneOf } from '../value-checks';
import type { Kind, Protocol } from './kinds';
import type { Rule } from './rule';
import { readerOf } from './rule';

// Each function returns rules that check one constraint on properties of a kind of resource. The parameter `declared`
// replaces the general declaration if an AWS error message for the property is known.

/** Returns the value that a message shows, or a description of a list or an object. */
function shown(value: unknown): unknown {
  return typeof value === 'object' ? described(Array.isArray(value) ? 'a list' : 'a value') : value;
}

const NAMES = { HTTP: 'HTTP', WEBSOCKET: 'WebSocket' };

/**
 * Returns the rules for properties that only one protocol supports. A value such as `false`, `''` or an empty list is
 * treated as absent only if `except` returns true for the value.
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
              must: `be omitted for ${protocol === 'HTTP' ? 'a WebSocket' : 'an HTTP'} API (only ${NAMES[protocol]} APIs support the property)`,
              given: shown(value),
            };
      },
    };
  });
}

/** Returns the rule for a kind of resource that only one protocol supports. */
export function resourceOnlyFor(protocol: Protocol, on: Kind, declared: Declaration): Rule {
  return {
    ...declared,
    on,
    protocol: protocol === 'HTTP' ? 'WEBSOCKET' : 'HTTP',
    property: 'ApiId',
    check: (view) => ({
      must: `be the ID of ${protocol === 'HTTP' ? 'an HTTP' : 'a WebSocket'} API`,
      given: described(`the API '${view.api?.api?.path}' with the protocol ${view.api?.protocol}`),
    }),
  };
}

/** Returns the rules for properties that CloudFormation requires. */
export function required(on: Kind, properties: readonly string[], declared: Declaration = REQUIRED_PROPERTY): Rule[] {
  return properties.map((property) => ({
    ...declared,
    on,
    property,
    check: (view) => (view.lacks(property) ? { must: 'be specified', given: undefined } : undefined),
  }));
}

/** Returns the rule for a property with a list of allowed values. */
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

/** Returns the rule for the minimum and maximum number of characters of a property. */
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

/** Returns the rule that requires a property to refer to a resource of the same API. */
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
        ? {
            must: `refer to a resource of '${ours.api.path}'`,
            given: described(`'${found.path}' of '${theirs.api.path}'`),
          }
        : undefined;
    },
  };
}
