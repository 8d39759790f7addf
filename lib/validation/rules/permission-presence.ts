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
  source: 'Without a permission, API Gateway responds with status 500 and logs that it cannot invoke the function',
  summary:
    'An integration or authorizer without a role invokes a function of the app, but API Gateway has no permission to invoke the function.',
  fix: 'Add an `AWS::Lambda::Permission` with the principal `apigateway.amazonaws.com`, or specify a role.',
  page: LAMBDA,
};

const OTHER_API: Declaration = {
  code: 'FunctionPermissionOfOtherApi',
  severity: 'warning',
  evidence: 'observed',
  source: 'Without a permission for the API, API Gateway responds with status 500 (aws-cdk#18208)',
  summary: 'None of the permissions of a function allows the calling API to invoke the function.',
  fix: 'Set `SourceArn` to an ARN with the ID of the API that invokes the function.',
  page: LAMBDA,
};

/** The kinds of resources that invoke functions, each with the properties that specify the function and the role. */
const CALLERS = [
  { on: 'integration', uri: 'IntegrationUri', role: 'CredentialsArn' },
  { on: 'authorizer', uri: 'AuthorizerUri', role: 'AuthorizerCredentialsArn' },
] as const;

/**
 * Returns the function of the app that an L1 construct invokes without a role, if all permissions of the function are
 * known.
 */
function calledBy(
  caller: ResourceView,
  { uri, role }: (typeof CALLERS)[number],
  index: ResourceIndex,
): CfnResource | undefined {
  // L2 constructs add the permission to the function
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

/** Extracts the name of a function, without a qualifier, from a function name or function ARN. */
function nameIn(text: string): string | undefined {
  return /(?:^|:function:)([\w-]+)(?::[\w$-]+)?$/.exec(text)?.[1];
}

/**
 * Returns the permissions of a function and its aliases and versions, or undefined if there may be unknown permissions.
 */
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

/**
 * Whether a permission may allow the API of a resource to invoke the function. Returns true if the source of the
 * permission is not known.
 */
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
 * Returns the function, alias or version that a permission or a caller refers to, or undefined if the reference may be
 * followed by a qualifier or by text that is known only at deployment.
 */
function namedIn(value: unknown): CfnResource | undefined {
  const parts = textParts(value);
  const at = parts.findIndex((part) => typeof part === 'object' && isFunction(part));
  const after = parts.slice(at + 1).join('');
  return at >= 0 && parts.every((part) => part !== undefined) && /^(\/invocations)?$/.test(after)
    ? (parts[at] as CfnResource)
    : undefined;
}

/**
 * Whether a caller invokes an alias or version, but all permissions are for a different alias or version, or for the
 * function without an alias or version.
 */
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
              given: described('a different alias or version, or the function without an alias or version'),
              instead:
                'Use the Ref of the alias or version: alias.ref. Each alias and version has its own resource policy.',
            }
          : undefined;
      }
      const [first] = permissions;
      if (declared === MISSING) {
        return first
          ? undefined
          : {
              must: `be specified, or '${index.viewOf(handler).path}' must have a permission for '${caller.api?.api?.path}'`,
              given: described('neither'),
            };
      }
      return first
        ? {
            at: first,
            property: 'SourceArn',
            must: `contain the ID of '${caller.api?.api?.path}', which invokes the function through '${caller.path}'`,
            given: described('an ARN for another API, or for an authorizer only'),
          }
        : undefined;
    },
  };
}

/** The rules that check whether API Gateway has permission to invoke the functions of the app. */
export const PERMISSION_PRESENCE_RULES: Rule[] = CALLERS.flatMap((kinds) =>
  [MISSING, OTHER_API].map((declared) => ruleOf(declared, kinds)),
);
