import type { CfnResource } from 'aws-cdk-lib/core';

import type { Declaration } from '../declaration';
import { PAGES } from '../declaration';
import { FUNCTION_TYPES } from '../engine/kinds';
import { targetsIn, textParts } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Rule } from '../engine/rule';
import { described } from '../message';
import { apiOfSource, isFunction, permissionsByFunction, PRINCIPAL, sourceOf, unqualified } from './permission-source';

const LAMBDA = PAGES.guide('http-api-develop-integrations-lambda');

const MISSING: Declaration = {
  code: 'FunctionPermissionMissing',
  severity: 'warning',
  evidence: 'observed',
  source: 'Without permission, API Gateway responds with status 500 and logs that it may not invoke the function',
  summary: 'An integration or authorizer invokes a function of the app without a role and without a permission.',
  fix: 'Add an `AWS::Lambda::Permission` with the principal `apigateway.amazonaws.com`, or specify a role.',
  page: LAMBDA,
};

const OTHER_API: Declaration = {
  code: 'FunctionPermissionOfOtherApi',
  severity: 'warning',
  evidence: 'observed',
  source: 'API Gateway responds with status 500: aws-cdk#18208',
  summary: 'The permissions of a function are for other APIs than the one that invokes it.',
  fix: 'Name the API that invokes the function in `SourceArn`.',
  page: LAMBDA,
};

/** The kinds of resources that invoke functions, with their properties. */
const CALLERS = [
  { on: 'integration', uri: 'IntegrationUri', role: 'CredentialsArn' },
  { on: 'authorizer', uri: 'AuthorizerUri', role: 'AuthorizerCredentialsArn' },
] as const;

/** The function of the app that an L1 invokes by its resource policy, if nothing unknown may add to that policy. */
function calledBy(
  caller: ResourceView,
  { uri, role }: (typeof CALLERS)[number],
  index: ResourceIndex,
): CfnResource | undefined {
  // L2 constructs add the permission themselves
  if (caller.isOfL2 || !caller.lacks(role) || caller.api?.api === undefined || !caller.isUnconditional) {
    return undefined;
  }
  const type = caller.kind === 'integration' ? caller.text('IntegrationType') : 'AWS_PROXY';
  if ((type !== 'AWS_PROXY' && type !== 'AWS') || !caller.lacks('IntegrationSubtype')) {
    return undefined;
  }
  const targets = targetsIn(caller.value(uri)).filter(isFunction);
  const called = new Set(targets.map((target) => unqualified(target, index)));
  const [handler] = called;
  return called.size === 1 && handler && !index.hasUnattributed('permission') && !index.isHandedOut(handler)
    ? handler
    : undefined;
}

/** Name of the function in a name or ARN with or without a qualifier. */
function nameIn(text: string): string | undefined {
  return /(?:^|:function:)([\w-]+)(?::[\w$-]+)?$/.exec(text)?.[1];
}

/** The permissions of a function and its aliases and versions. Undefined if one may be unknown. */
function permissionsOf(handler: CfnResource, index: ResourceIndex): ResourceView[] | undefined {
  const all = permissionsByFunction(index);
  const view = index.viewOf(handler);
  const ownName = view.lacks('FunctionName') ? undefined : view.text('FunctionName');
  const mayBeNamed = !view.lacks('FunctionName') && ownName === undefined;
  const found: ResourceView[] = [];
  for (const [target, permissions] of all) {
    if (target === undefined || (typeof target === 'string' && mayBeNamed)) {
      return undefined;
    }
    const matches =
      typeof target === 'string'
        ? ownName !== undefined && nameIn(target) === ownName
        : unqualified(target, index) === handler;
    found.push(...(matches ? permissions : []));
  }
  return found;
}

/** Whether a permission may be for an API. If it is not known, it may. */
function mayCover(permission: ResourceView, caller: ResourceView, index: ResourceIndex): boolean {
  const source = sourceOf(permission);
  if (source?.service !== 'execute-api') {
    return true;
  }
  if (caller.kind === 'integration' && source.rest?.startsWith('authorizers/')) {
    return false;
  }
  const api = apiOfSource(permission, source, index);
  return api === undefined ? /[*?$]/.test(source.apiId) : api === caller.api;
}

/**
 * The function, alias or version that a permission or a caller names by a plain reference. Undefined if a qualifier or
 * something unknown may follow.
 */
function namedIn(value: unknown): CfnResource | undefined {
  const parts = textParts(value);
  const at = parts.findIndex((part) => typeof part === 'object' && isFunction(part));
  const after = parts.slice(at + 1).join('');
  return at >= 0 && parts.every((part) => part !== undefined) && /^(\/invocations)?$/.test(after)
    ? (parts[at] as CfnResource)
    : undefined;
}

/** Whether an alias or version is called, and all permissions are for another one or for the function without one. */
function areOfOtherQualifier(permissions: readonly ResourceView[], called: CfnResource | undefined): boolean {
  const named = permissions.map((one) => namedIn(one.value('FunctionName')));
  const isQualified = called !== undefined && called.cfnResourceType !== FUNCTION_TYPES[0];
  return isQualified && named.every((node) => node !== undefined && node !== called);
}

function isForApiGateway(permission: ResourceView): boolean {
  const principal = permission.text('Principal');
  return principal === undefined || principal === PRINCIPAL || principal === '*';
}

function ruleOf(declared: Declaration, kinds: (typeof CALLERS)[number]): Rule {
  return {
    ...declared,
    on: kinds.on,
    needs: kinds.uri,
    property: kinds.role,
    check: (caller, index) => {
      const handler = calledBy(caller, kinds, index);
      const permissions = handler && permissionsOf(handler, index)?.filter(isForApiGateway);
      const covering = permissions?.filter((one) => mayCover(one, caller, index)) ?? [];
      if (!permissions || (covering.length > 0 && declared === OTHER_API)) {
        return undefined;
      }
      if (covering.length > 0) {
        const called = namedIn(caller.value(kinds.uri));
        return areOfOtherQualifier(covering, called)
          ? {
              at: covering[0],
              property: 'FunctionName',
              must: `name '${index.viewOf(called as CfnResource).path}', which '${caller.path}' invokes`,
              given: described('another alias or version of the function, or the function without one'),
              instead: 'Use the reference of the alias or version: alias.ref. Each of them has a policy of its own.',
            }
          : undefined;
      }
      const [first] = permissions;
      if (declared === MISSING) {
        return first
          ? undefined
          : {
              must: `be specified, or '${index.viewOf(handler).path}' must permit '${caller.api?.api?.path}' to invoke it`,
              given: described('neither'),
            };
      }
      return first
        ? {
            at: first,
            property: 'SourceArn',
            must: `name '${caller.api?.api?.path}', whose '${caller.path}' invokes the function`,
            given: described('another API, or only an authorizer'),
          }
        : undefined;
    },
  };
}

/** Rules that check whether API Gateway has permission to invoke the functions of the app. */
export const PERMISSION_PRESENCE_RULES: Rule[] = CALLERS.flatMap((kinds) =>
  [MISSING, OTHER_API].map((declared) => ruleOf(declared, kinds)),
);
