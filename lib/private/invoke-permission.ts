import type { IGrantable, IRoleRef } from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Names, Stack } from 'aws-cdk-lib/core';
import type { Construct, IConstruct, Node } from 'constructs';

import { apiGatewayPrincipal } from './service-principal';

/** Grants API Gateway permission to invoke a function for one source, such as a route. */
export function permitInvoke(scope: Construct, id: string, handler: IFunction, sourceArn: string): void {
  handler.addPermission(id, { scope, principal: apiGatewayPrincipal(), sourceArn });
}

// The permissions for whole APIs are cached for each stack, because searching the stack for every route would be slow
const permitted = new WeakMap<Stack, WeakMap<Node, WeakSet<Node>>>();

/** Grants API Gateway permission to invoke a function for a whole API, once for each stack, function and API. */
export function permitInvokeByApi(
  scope: Construct,
  handler: IFunction,
  api: IConstruct,
  sourceArn: () => string,
): void {
  const stack = Stack.of(scope);
  let ofStack = permitted.get(stack);
  if (!ofStack) {
    permitted.set(stack, (ofStack = new WeakMap()));
  }
  let apis = ofStack.get(handler.node);
  if (!apis) {
    ofStack.set(handler.node, (apis = new WeakSet()));
  }
  if (!apis.has(api.node)) {
    apis.add(api.node);
    const id = `ApiPermission.ApiScoped.${Names.nodeUniqueId(handler.node)}.${Names.nodeUniqueId(api.node)}`;
    permitInvoke(scope, id, handler, sourceArn());
  }
}

/** Whether permissions can be granted to a role. Permissions cannot be granted to an L1 role. */
export function isGrantable(role: IRoleRef): role is IRoleRef & IGrantable {
  return 'grantPrincipal' in role;
}

/**
 * Grants a role permission to invoke a function. If the resource policy of the function cannot be changed, the permission is added only to
 * the role.
 */
export function grantInvoke(handler: IFunction, role: IRoleRef & IGrantable): void {
  try {
    handler.grantInvoke(role);
  } catch (error) {
    if ((error as Error).name !== 'CannotModifyLambdaPermission') {
      throw error;
    }
    Grant.addToPrincipal({
      grantee: role,
      actions: ['lambda:InvokeFunction'],
      resourceArns: handler.resourceArnsForGrantInvoke,
    });
  }
}
