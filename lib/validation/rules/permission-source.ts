import type { CfnResource } from 'aws-cdk-lib/core';
import { Tokenization } from 'aws-cdk-lib/core';

import { FUNCTION_TYPES, TYPES } from '../engine/kinds';
import type { PlainObject } from '../engine/resolve';
import { referenceIn, resolveValue, targetOf } from '../engine/resolve';
import type { ApiGroup, ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';

/** The service principal of API Gateway. */
export const PRINCIPAL = 'apigateway.amazonaws.com';

/** The source ARN of a Lambda permission: one of API Gateway. Parts that are known only at deployment are `${…}`. */
export interface PermissionSource {
  /** The whole ARN. */
  readonly text: string;
  /** The service in the ARN. */
  readonly service: 'execute-api' | 'apigateway';
  /** The part after the account, up to the first slash: the ID of the API. */
  readonly apiId: string;
  /** The part behind the API ID, such as `*` + `/GET/books`. Undefined if the ARN ends with the API ID. */
  readonly rest: string | undefined;
}

const SOURCE = /^[^:]*:[^:]*:(execute-api|apigateway):[^:]*:[^:]*:([^/]*)(?:\/(.*))?$/s;

/** A value as text, with `${}` for the parts that are known only at deployment. */
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

/** The source ARN with the intrinsic functions of a token, such as `Fn::Join`. */
function valueOf(permission: ResourceView, given: unknown): unknown {
  const token = typeof given === 'string' ? Tokenization.reverse(given, { failConcat: false }) : undefined;
  return token === undefined ? permission.value('SourceArn') : resolveValue(token, permission.node);
}

/** The source ARN of a permission. Undefined if too little of it is known, or if it belongs to another service. */
export function sourceOf(permission: ResourceView): PermissionSource | undefined {
  const given = permission.given('SourceArn');
  // Texts with tokens are known enough, and need not be resolved
  const text = typeof given === 'string' && !given.startsWith('${') ? given : textOf(valueOf(permission, given));
  const [, service, apiId, rest] = SOURCE.exec(text) ?? [];
  return service === undefined ? undefined : { text, service: service as PermissionSource['service'], apiId, rest };
}

/** The API of the app that a source ARN names. */
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
  // The permissions of an API name it by the same token
  return index.memoizeFor(apiOfSource, apiId, () => find(resolveValue(apiId, permission.node)));
}

/** The function, alias or version that a permission is for, or its name. */
export function functionOf(permission: ResourceView, index: ResourceIndex): CfnResource | string | undefined {
  const find = () => {
    const value = permission.value('FunctionName');
    return typeof value === 'string'
      ? value
      : FUNCTION_TYPES.map((type) => targetOf(value, type)).find((node) => node !== undefined);
  };
  const given = permission.given('FunctionName');
  // The permissions of a function name it by the same token
  return typeof given === 'string' ? index.memoizeFor(functionOf, given, find) : find();
}

/**
 * The permissions of each function, alias or version of the app, and of each name. Unknown functions are `undefined`.
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

/** The function of an alias or version of the app. A function is returned unchanged. */
export function unqualified(node: CfnResource, index: ResourceIndex): CfnResource | undefined {
  return node.cfnResourceType === FUNCTION_TYPES[0]
    ? node
    : index.viewOf(node).target(FUNCTION_TYPES[0], 'FunctionName');
}

/** Whether a resource is a Lambda function, alias or version. */
export function isFunction(node: unknown): node is CfnResource {
  return FUNCTION_TYPES.includes(String((node as Partial<CfnResource>).cfnResourceType));
}
