import type { IGrantable, IRoleRef, PrincipalPolicyFragment } from 'aws-cdk-lib/aws-iam';
import { Grant, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Names, Stack } from 'aws-cdk-lib/core';
import type { Construct, IConstruct, Node } from 'constructs';

/** The principal of API Gateway. The fragment holds a token, which would be created anew for each permission. */
class ApiGatewayPrincipal extends ServicePrincipal {
  private readonly fragment = super.policyFragment;

  public constructor() {
    super('apigateway.amazonaws.com');
  }

  public override get policyFragment(): PrincipalPolicyFragment {
    return this.fragment;
  }
}

// One principal serves every permission: it has no state of its own
let principal: ServicePrincipal | undefined;

/** Returns the service principal of API Gateway. */
export function apiGatewayPrincipal(): ServicePrincipal {
  principal ??= new ApiGatewayPrincipal();
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
