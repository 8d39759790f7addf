import type { ArnComponents, IResource } from 'aws-cdk-lib/core';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { fail } from '../validation/errors';
import { holdsToken } from '../private/holds-token';

/** The IAM actions that this library grants. */
export const ExecuteApiAction = {
  INVOKE: 'execute-api:Invoke',
  MANAGE_CONNECTIONS: 'execute-api:ManageConnections',
} as const;

// ARNs are cached for each stack and resource, because formatting an ARN for each route would create many tokens
const prefixes = new WeakMap<Stack, Map<string, string>>();

function arnPrefix(scope: IConstruct, components: ArnComponents): string {
  // Reading the property `stack` of a resource is faster than calling `Stack.of()`, which searches the construct tree
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
 * Returns `arn:<partition>:execute-api:<region>:<account>:<apiId>/<rest>` with the account and region of the stack of `scope`. As in
 * aws-cdk-lib, `scope` is the construct that uses the ARN.
 */
export function executeApiArn(scope: IConstruct, apiId: string, rest: string): string {
  return `${arnPrefix(scope, { service: 'execute-api', resource: apiId })}/${rest}`;
}

/** Returns the URI that API Gateway uses to invoke a Lambda function. The URI contains the region and partition of the stack of `scope`. */
export function lambdaInvocationUri(scope: IConstruct, functionArn: string): string {
  const prefix = arnPrefix(scope, { service: 'apigateway', account: 'lambda', resource: 'path/2015-03-31/functions' });
  return `${prefix}/${functionArn}/invocations`;
}

/** Returns the end of an execute-api ARN: the stage, method and path. `ANY` and omitted parts become wildcards. */
export function methodPathOfArn(scope: IConstruct, method = '*', path = '/*', stage = '*'): string {
  if (path !== '' && !path.startsWith('/') && !holdsToken(path)) {
    fail(
      scope,
      'ArnPathWithoutSlash',
      `the path of an execute-api ARN must begin with '/', got '${path}'. Specify '/${path}'.`,
    );
  }
  return `${stage}/${method.toUpperCase() === 'ANY' ? '*' : method}${path}`;
}
