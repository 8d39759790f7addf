import { CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import { ManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { IDependable } from 'constructs';
import { Construct } from 'constructs';

import { apiGatewayPrincipal } from '../private/service-principal';

const ID = 'ApiGatewayAccount';

/**
 * Creates a role that API Gateway uses to write logs, and the account setting that specifies the role for the account and region of the
 * stack. Both are created once for each stack. Stages that write logs must depend on the returned value.
 */
export function cloudWatchAccount(scope: Construct): IDependable {
  const stack = Stack.of(scope);
  const existing = stack.node.tryFindChild(ID);
  if (existing) {
    return existing;
  }
  const parent = new Construct(stack, ID);
  const role = new Role(parent, 'CloudWatchRole', {
    assumedBy: apiGatewayPrincipal(),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonAPIGatewayPushToCloudWatchLogs')],
  });
  const account = new CfnAccount(parent, 'Resource', { cloudWatchRoleArn: role.roleArn });
  // Other stacks may still need this account setting after this stack is deleted
  role.applyRemovalPolicy(RemovalPolicy.RETAIN);
  account.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return parent;
}
