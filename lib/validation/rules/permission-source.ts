import type { CfnResource } from 'aws-cdk-lib/core';
import { Tokenization } from 'aws-cdk-lib/core';

import { FUNCTION_TYPES, TYPES } from '../engine/kinds';
import type { PlainObject } from '../engine/resolve';
import { referenceIn, resolveValue, targetOf } from '../engine/resolve';
import type { ApiGroup, ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';

/** The service principal of API Gateway. */
export const PRINCIPAL = 'apigateway.amazonaws.com';

/**
 * The source ARN of a Lambda permission for API Gateway. `${…}` replaces each part that is known only at deployment.
 */
export interface PermissionSource {
  /** The complete source ARN. */
  readonly text: string;
  /** The name of the service in the source ARN. */
  readonly service: 'execute-api' | 'apigateway';
  /** The ID of the API, which is the part after the account and before the first slash. */
  readonly apiId: string;
  /** The part after the ID of the API, such as `*` + `/GET/books`. Undefined if the ARN ends with the ID of the API. */
  readonly rest: string | undefined;
}

const SOURCE = /^[^:]*:[^:]*:(execute-api|apigateway):[^:]*:[^:]*:([^/]*)(?:\/(.*))?$/s;

/** Converts a value to a string, with `${}` instead of the parts that are known only at deployment. */
function textOf(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value !== 'object' || value === null || referenceIn(value)) {
    return '${}';
  }
  const { 'Fn::Join': join, 'Fn::Sub': sub } = value as PlainObject;
  if (Array.isArray(join) && typeof join[0] === 'string' && Array.isArray(join[1])) {
    return join[1].map(textOf).join(join[0]);
  }
  const template: unknown = Array.isArray(sub) ? sub[0] : sub;
  return typeof template === 'string' ? template : '${}';
}

/** Returns the source ARN. If the ARN is a token, returns the intrinsic function of the token, such as `Fn::Join`. */
function valueOf(permission: ResourceView, given: unknown): unknown {
  const token = typeof given === 'string' ? Tokenization.reverse(given, { failConcat: false }) : undefined;
  return token === undefined ? permission.value('SourceArn') : resolveValue(token, permission.node);
}

/** Returns the source ARN of a permission, or undefined if the service is not known or is not API Gateway. */
export function sourceOf(permission: ResourceView): PermissionSource | undefined {
  const given = permission.given('SourceArn');
  // If a string begins with literal text, the service and the path are literal, so tokens do not need to be resolved
  const text = typeof given === 'string' && !given.startsWith('${') ? given : textOf(valueOf(permission, given));
  const [, service, apiId, rest] = SOURCE.exec(text) ?? [];
  return service === undefined ? undefined : { text, service: service as PermissionSource['service'], apiId, rest };
}

/** Returns the API group of the API in a source ARN, if the app creates the API. */
export function apiOfSource(
  permission: ResourceView,
  { apiId }: PermissionSource,
  index: ResourceIndex,
): ApiGroup | undefined {
  if (!apiId.includes('${')) {
    return undefined;
  }
  const find = (value: unknown): ApiGroup | undefined => {
    const node = targetOf(value, TYPES.api);
    return node && index.visible(node)?.api;
  };
  if (!apiId.startsWith('${Token[')) {
    return find(permission.value('SourceArn'));
  }
  // The permissions of an API contain the same token, so the API group is cached
  return index.memoizeFor(apiOfSource, apiId, () => find(resolveValue(apiId, permission.node)));
}

/**
 * Returns the function, alias or version that a permission belongs to, or the value of `FunctionName` if this value is
 * a string.
 */
export function functionOf(permission: ResourceView, index: ResourceIndex): CfnResource | string | undefined {
  const find = () => {
    const value = permission.value('FunctionName');
    return typeof value === 'string'
      ? value
      : FUNCTION_TYPES.map((type) => targetOf(value, type)).find((node) => node !== undefined);
  };
  const given = permission.given('FunctionName');
  // The permissions of a function contain the same token, so the function is cached
  return typeof given === 'string' ? index.memoizeFor(functionOf, given, find) : find();
}

/**
 * Returns the permissions, grouped by function, alias or version of the app, or by function name. The entry `undefined`
 * contains the permissions of unknown functions.
 */
export function permissionsByFunction(index: ResourceIndex): Map<CfnResource | string | undefined, ResourceView[]> {
  return index.memoize(permissionsByFunction, () => {
    const map = new Map<CfnResource | string | undefined, ResourceView[]>();
    for (const permission of index.all('permission')) {
      const target = functionOf(permission, index);
      const known = map.get(target);
      if (known) {
        known.push(permission);
      } else {
        map.set(target, [permission]);
      }
    }
    return map;
  });
}

/**
 * Returns the function that an alias or version refers to, if the app contains the function. Returns a function
 * unchanged.
 */
export function unqualified(node: CfnResource, index: ResourceIndex): CfnResource | undefined {
  return node.cfnResourceType === FUNCTION_TYPES[0]
    ? node
    : index.viewOf(node).target(FUNCTION_TYPES[0], 'FunctionName');
}

/** Whether a resource is a Lambda function, alias or version. */
export function isFunction(node: unknown): node is CfnResource {
  return FUNCTION_TYPES.includes(String((node as Partial<CfnResource>).cfnResourceType));
}
