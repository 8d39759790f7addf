import type { ArnComponents, IResource } from 'aws-cdk-lib/core';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { fail } from '../validation/errors';
import { holdsToken } from '../private/tokens';

/** The IAM actions this library grants, in one place. */
export const ExecuteApiAction = {
  INVOKE: 'execute-api:Invoke',
  MANAGE_CONNECTIONS: 'execute-api:ManageConnections',
} as const;

// One prefix a stack and resource instead of one a route: formatting an ARN makes tokens.
const prefixes = new WeakMap<Stack, Map<string, string>>();

function arnPrefix(scope: IConstruct, components: ArnComponents): string {
  // Every resource knows its stack, and asking it is cheaper than searching the tree
  const stack = (scope as Partial<IResource>).stack ?? Stack.of(scope);
  let ofStack = prefixes.get(stack);
  if (!ofStack) {
    ofStack = new Map();
    prefixes.set(stack, ofStack);
  }
  let prefix = ofStack.get(components.resource);
  if (prefix === undefined) {
    prefix = stack.formatArn(components);
    ofStack.set(components.resource, prefix);
  }
  return prefix;
}

/**
 * `arn:<partition>:execute-api:<region>:<account>:<apiId>` in the environment of `scope`'s stack.
 * The stack is the one of the construct that uses the ARN, as aws-cdk-lib has it.
 */
export function executeApiArn(scope: IConstruct, apiId: string, rest: string): string {
  return `${arnPrefix(scope, { service: 'execute-api', resource: apiId })}/${rest}`;
}

/** `lambda:path` URI under which API Gateway invokes a function, in the environment of `scope`'s stack. */
export function lambdaInvocationUri(scope: IConstruct, functionArn: string): string {
  const prefix = arnPrefix(scope, { service: 'apigateway', account: 'lambda', resource: 'path/2015-03-31/functions' });
  return `${prefix}/${functionArn}/invocations`;
}

/** The part of an execute-api ARN that names stage, method and path; `ANY` and omitted parts become wildcards. */
export function methodPathOfArn(scope: IConstruct, method = '*', path = '/*', stage = '*'): string {
  if (path !== '' && !path.startsWith('/') && !holdsToken(path)) {
    fail(
      scope,
      'ArnPathWithoutSlash',
      `the path of an execute-api ARN must begin with '/', got '${path}'. Write '/${path}'.`,
    );
  }
  return `${stage}/${method.toUpperCase() === 'ANY' ? '*' : method}${path}`;
}
