import type { IGrantable, IRoleRef } from 'aws-cdk-lib/aws-iam';
import { Grant, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Names, Stack } from 'aws-cdk-lib/core';
import type { Construct, IConstruct, Node } from 'constructs';

// One principal for every permission: it carries no state of its own.
let principal: ServicePrincipal | undefined;

/** The service principal of API Gateway. */
export function apiGatewayPrincipal(): ServicePrincipal {
  if (!principal) {
    principal = new ServicePrincipal('apigateway.amazonaws.com');
    // Each look at it makes a token, and each permission looks at it
    Object.defineProperty(principal, 'policyFragment', { value: principal.policyFragment });
  }
  return principal;
}

/** Lets API Gateway invoke a function on behalf of one source. */
export function permitInvoke(scope: Construct, id: string, handler: IFunction, sourceArn: string): void {
  handler.addPermission(id, { scope, principal: apiGatewayPrincipal(), sourceArn });
}

// What each stack has permitted for a whole API, instead of a search of the stack for every route.
const permitted = new WeakMap<Stack, WeakMap<Node, WeakSet<Node>>>();

/** Lets API Gateway invoke a function on behalf of a whole API: once a stack, function and API. */
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

/** Whether a role can be granted something: an L1 cannot. */
export function isGrantable(role: IRoleRef): role is IRoleRef & IGrantable {
  return 'grantPrincipal' in role;
}

/** Allows a role to invoke a function. The policy of the role is enough: that of an imported function cannot be changed. */
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
