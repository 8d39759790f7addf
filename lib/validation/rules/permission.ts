import { PAGES } from '../declaration';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Finding } from '../engine/rule';
import { rules } from '../engine/rule';
import { described } from '../message';
import { PERMISSION_PRESENCE_RULES } from './permission-presence';
import { apiOfSource, functionOf, permissionsByFunction, PRINCIPAL, sourceOf } from './permission-source';
import { Token } from 'aws-cdk-lib/core';

const LAMBDA = PAGES.guide('http-api-develop-integrations-lambda');
const LIMITS = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html';
const ADD_PERMISSION = 'https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html';
const MANY_PERMISSIONS = 45;
const METHOD = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY)$/;

/** Returns the first API Gateway permission of each function with many permissions, and the number of permissions. */
function crowded(index: ResourceIndex): Map<ResourceView, number> {
  return index.memoize(crowded, () => {
    if (index.all('permission').length < MANY_PERMISSIONS) {
      return new Map();
    }
    const ours = (permission: ResourceView) => permission.text('Principal') === PRINCIPAL;
    return new Map(
      [...permissionsByFunction(index)]
        .map(([target, permissions]) =>
          target !== undefined && permissions.length >= MANY_PERMISSIONS
            ? permissions.filter((one) => one.isUnconditional)
            : [],
        )
        .filter((permissions) => permissions.length >= MANY_PERMISSIONS && permissions.some(ours))
        .map((permissions) => [permissions.find(ours) as ResourceView, permissions.length]),
    );
  });
}

/** Whether a part of an ARN contains a wildcard or a value known only at deployment. */
function isOpen(part: string): boolean {
  return part.includes('*') || part.includes('?') || part.includes('${');
}

/**
 * Whether a source ARN matches none of the ARNs with which API Gateway invokes functions. `rest` is the part of the
 * source ARN after the ID of the API.
 */
function matchesNothing(rest: string, protocol: string | undefined, hasSlashes: () => boolean): boolean {
  // Most permissions apply to every stage of an API
  if (rest.startsWith('*/') && (protocol === 'HTTP' || !rest.includes('/', 2))) {
    return false;
  }
  const [stage, second, ...others] = rest.split('/');
  if (stage === 'authorizers') {
    return second === undefined || others.length > 0;
  }
  if (second === undefined) {
    return !isOpen(stage);
  }
  if (protocol === 'WEBSOCKET') {
    return others.length > 0 && !hasSlashes();
  }
  // An asterisk also matches slashes
  return protocol === 'HTTP' && !isOpen(stage) && !isOpen(second) && second !== '$default'
    ? !METHOD.test(second) || others.length === 0
    : false;
}

function wrongSource(permission: ResourceView, index: ResourceIndex): Finding | undefined {
  const source = sourceOf(permission);
  if (source === undefined || (source.service === 'apigateway' && permission.text('Principal') !== PRINCIPAL)) {
    return undefined;
  }
  const { service, rest } = source;
  const group = service === 'execute-api' ? apiOfSource(permission, source, index) : undefined;
  const hasSlashes = () =>
    group === undefined ||
    !index.isComplete(group, 'route') ||
    group.all('route').some((route) => route.text('RouteKey')?.includes('/') ?? true);
  if (service === 'execute-api' && rest !== undefined && !matchesNothing(rest, group?.protocol, hasSlashes)) {
    return undefined;
  }
  const shape =
    group?.protocol === 'WEBSOCKET'
      ? "'<API ID>/<stage>/<route key>'"
      : group?.protocol === 'HTTP'
        ? "'<API ID>/<stage>/<METHOD>/<path>', or '<API ID>/<stage>/$default'"
        : "'<API ID>/<stage>/<METHOD>/<path>' or, for a WebSocket API, '<API ID>/<stage>/<route key>'";
  return {
    must: `be an execute-api ARN that ends with ${shape}`,
    given: described(`'${source.text.replace(/\$\{[^}]*\}/g, '…')}'`),
    instead: "Use '<API ID>/*/*' for all routes, or '<API ID>/authorizers/<authorizer ID>' for an authorizer.",
  };
}

/** Returns the region of the function that a permission specifies, if the region is known. */
function regionOf(permission: ResourceView, index: ResourceIndex): string | undefined {
  const named = functionOf(permission, index);
  const region =
    typeof named === 'string' ? /^arn:[\w-]+:lambda:([\w-]+):/.exec(named)?.[1] : named && named.stack.region;
  return region === undefined || Token.isUnresolved(region) ? undefined : region;
}

export const PERMISSION_RULES = rules([
  {
    code: 'PermissionSourceInvalid',
    severity: 'warning',
    evidence: 'observed',
    source: 'Lambda accepts the permission, but API Gateway responds with status 500 (aws-cdk#19532, #22940, #33218)',
    // The rule does not set `needs`, because the index would then resolve each source ARN
    on: 'permission',
    property: 'SourceArn',
    summary: 'The source ARN of a Lambda permission does not match any ARN with which API Gateway invokes functions.',
    fix: 'Use `arnForExecuteApi()` of the API, or `arn:<partition>:execute-api:<region>:<account>:<API ID>/*/*`.',
    page: LAMBDA,
    check: wrongSource,
  },
  {
    code: 'PermissionPrincipalInvalid',
    severity: 'warning',
    evidence: 'documented',
    source:
      'The API Gateway guide specifies the principal apigateway.amazonaws.com, and Lambda returns the error "The provided principal was invalid …"',
    on: 'permission',
    needs: 'Principal',
    property: 'Principal',
    summary: 'The service principal of a Lambda permission for an API is not `apigateway.amazonaws.com`.',
    fix: 'Use `apigateway.amazonaws.com`.',
    page: LAMBDA,
    check: (permission) => {
      const principal = permission.text('Principal');
      return principal !== undefined &&
        principal !== PRINCIPAL &&
        /^(api|execute-api)[\w-]*(\.|$)/i.test(principal) &&
        sourceOf(permission)?.service === 'execute-api'
        ? { must: `be '${PRINCIPAL}'`, given: principal }
        : undefined;
    },
  },
  {
    code: 'PermissionForLatest',
    severity: 'error',
    evidence: 'observed',
    source: 'According to cdk-preflight, Lambda rejected a permission for the qualifier $LATEST in a deployment on AWS',
    on: 'permission',
    needs: 'FunctionName',
    property: 'FunctionName',
    summary: 'A Lambda permission specifies the version `$LATEST`.',
    fix: 'Remove `:$LATEST`. A permission without a qualifier applies to the version `$LATEST`.',
    page: ADD_PERMISSION,
    check: (permission) => {
      const name = permission.given('FunctionName') ?? permission.text('FunctionName');
      return typeof name === 'string' && name.endsWith(':$LATEST')
        ? { must: 'not have the qualifier $LATEST', given: described(`'${name.replace(/\$\{[^}]*\}/g, '…')}'`) }
        : undefined;
    },
  },
  {
    code: 'PermissionForOtherRegion',
    severity: 'error',
    evidence: 'observed',
    source: "AWS: \"Functions from '…' are not reachable in this region ('…')\"",
    on: 'permission',
    needs: 'FunctionName',
    property: 'FunctionName',
    summary: 'The function of a Lambda permission is not in the region of the stack.',
    fix: 'Create the permission in a stack in the region of the function.',
    page: ADD_PERMISSION,
    check: (permission, index) => {
      const { region } = permission.node.stack;
      const theirs = Token.isUnresolved(region) ? undefined : regionOf(permission, index);
      return theirs !== undefined && theirs !== region
        ? { must: `be a function in the region ${region}`, given: described(`a function in ${theirs}`) }
        : undefined;
    },
  },
  {
    code: 'FunctionPolicyLarge',
    severity: 'warning',
    evidence: 'observed',
    source: 'AWS: "The final policy size (…) is bigger than the limit (20480)."',
    on: 'permission',
    property: 'FunctionName',
    summary: 'A function has 45 or more permissions, so its resource policy is close to the limit of 20,480 bytes.',
    fix: 'Set `scopePermissionToRoute: false` on the integrations of the function, so that one permission applies to all routes.',
    page: LIMITS,
    among: (index) => crowded(index).keys(),
    check: (permission, index) => {
      const named = functionOf(permission, index);
      const name = typeof named === 'string' ? named : named && index.viewOf(named).path;
      return {
        property: `The function '${name}'`,
        must: `have fewer than ${MANY_PERMISSIONS} permissions`,
        given: crowded(index).get(permission),
      };
    },
  },
  ...PERMISSION_PRESENCE_RULES,
]);
